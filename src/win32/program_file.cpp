// Room win32: where a program is.
#include "win32/program_file.hpp"

#include "win32/file.hpp"

#include <algorithm>
#include <cstdlib>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ws2::win32 {

bool is_program(const std::string& path) {
    struct stat status {};
    return access(path.c_str(), X_OK) == 0 && stat(path.c_str(), &status) == 0 &&
           S_ISREG(status.st_mode);
}

namespace {

// An empty folder in PATH is the current one. Empty if there is none.
std::string in_path(const std::string& name) {
    const char* set = std::getenv("PATH");
    const std::string folders = set ? set : "/usr/bin:/bin";
    for (std::size_t at = 0; at <= folders.size();) {
        const std::size_t end = std::min(folders.find(':', at), folders.size());
        const std::string folder = end == at ? "." : folders.substr(at, end - at);
        if (is_program(folder + "/" + name))
            return folder + "/" + name;
        at = end + 1;
    }
    return {};
}

} // namespace

std::string program_file(const std::string& name, bool search) {
    const std::string path = linux_path(name);
    const bool exe = path.size() > 4 && strcasecmp(path.c_str() + path.size() - 4, ".exe") == 0;
    for (const std::string& candidate : {path, exe ? path.substr(0, path.size() - 4) : path}) {
        const bool sought = search && candidate.find('/') == std::string::npos;
        const std::string file = sought ? in_path(candidate) : candidate;
        if (sought ? !file.empty() : is_program(file))
            return file;
    }
    return path;
}

} // namespace ws2::win32
