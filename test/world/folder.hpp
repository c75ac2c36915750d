// The world around a test: a folder of its own and environment variables, both undone at the end.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <unistd.h>

namespace world {

class Folder {
public:
    Folder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "ws2-test-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr)
            throw std::runtime_error("no temporary folder");
        path_ = pattern;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const std::string& path() const { return path_; }

    // Writes a file below the folder and gives its full path.
    std::string write(const std::string& name, const std::string& text) const {
        const std::filesystem::path file = std::filesystem::path(path_) / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << text;
        return file.string();
    }

private:
    std::string path_;
};

// Sets a variable, or unsets it for an empty value, until the end of the scope.
class Environment {
public:
    Environment(const char* name, const std::string& value) : name_(name) {
        const char* old = std::getenv(name);
        had_ = old != nullptr;
        old_ = had_ ? old : "";
        set(!value.empty(), value);
    }
    ~Environment() { set(had_, old_); }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

private:
    void set(bool has, const std::string& value) {
        if (has)
            setenv(name_, value.c_str(), 1);
        else
            unsetenv(name_);
    }

    const char* name_;
    bool had_ = false;
    std::string old_;
};

} // namespace world
