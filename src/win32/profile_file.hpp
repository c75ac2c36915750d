// Room win32: an initialisation file: its lines, sections and keys.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ws2::win32 {

class ProfileFile {
public:
    // `changing`: made if it is not there, and locked until the object ends. Sets errno.
    static std::optional<ProfileFile> open(const std::string& path, bool changing);
    ProfileFile(ProfileFile&& other) noexcept;
    ProfileFile(const ProfileFile&) = delete;
    ProfileFile& operator=(const ProfileFile&) = delete;
    ~ProfileFile();

    std::vector<std::string> sections() const;
    // The lines of the first section of that name: "key=value", without comments. None: no section.
    std::optional<std::vector<std::string>> lines_of(const std::string& section) const;
    std::optional<std::string> value(const std::string& section, const std::string& key) const;

    void set(const std::string& section, const std::string& key, const std::string& value);
    void set_lines(const std::string& section, const std::vector<std::string>& lines);
    void remove(const std::string& section, const std::string& key);
    void remove(const std::string& section);
    // Writes what was changed. False and errno.
    bool save();

private:
    struct Range {
        std::size_t begin; // of the lines behind the section's own
        std::size_t end;
    };

    ProfileFile() = default;
    std::optional<Range> find(const std::string& section) const;
    std::optional<std::size_t> find(const Range& range, const std::string& key) const;
    Range find_or_add(const std::string& section);

    int descriptor_ = -1;
    bool wide_ = false;
    std::string mark_; // of UTF-8
    std::vector<std::string> lines_;
};

} // namespace ws2::win32
