#include "catalog/change_watch.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace ws2::catalog {
namespace {

constexpr std::uint32_t changes = IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_CLOSE_WRITE |
                                  IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;

void drain(int descriptor) {
    std::array<char, 4096> notices;
    while (read(descriptor, notices.data(), notices.size()) > 0) {
    }
}

// The folder itself or, while it is not there, the nearest one above it that is.
std::string nearest_folder(std::filesystem::path file) {
    std::error_code ignored;
    const std::filesystem::path whole = std::filesystem::absolute(file, ignored);
    std::filesystem::path folder = whole.parent_path();
    while (folder.has_relative_path() && !std::filesystem::is_directory(folder, ignored))
        folder = folder.parent_path();
    return folder.string();
}

} // namespace

ChangeWatch::ChangeWatch(std::vector<std::string> files)
    : files_(std::move(files)), notices_(inotify_init1(IN_CLOEXEC | IN_NONBLOCK)),
      wake_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

ChangeWatch::~ChangeWatch() {
    for (const int each : {notices_, wake_})
        if (each >= 0)
            close(each);
}

std::string ChangeWatch::state() const {
    std::string out;
    for (const std::string& file : files_) {
        struct stat status {};
        if (stat(file.c_str(), &status) != 0)
            out += "none;";
        else
            for (const auto part : {static_cast<std::int64_t>(status.st_dev),
                                    static_cast<std::int64_t>(status.st_ino),
                                    static_cast<std::int64_t>(status.st_size),
                                    static_cast<std::int64_t>(status.st_mtim.tv_sec),
                                    static_cast<std::int64_t>(status.st_mtim.tv_nsec)})
                out += std::to_string(part) + ";";
    }
    return out;
}

// A folder that came between looking for it and watching the one above gives no notice there, so
// look again until nothing nearer has come.
void ChangeWatch::arm() const {
    for (const std::string& file : files_) {
        std::string nearest = nearest_folder(file);
        std::string watched;
        while (nearest != watched) {
            watched = nearest;
            inotify_add_watch(notices_, watched.c_str(), changes);
            nearest = nearest_folder(file);
        }
    }
}

void ChangeWatch::wait(const std::string& before) {
    for (;;) {
        arm(); // before looking, so that nothing falls between
        if (state() != before)
            return;
        std::array<pollfd, 2> both = {pollfd{notices_, POLLIN, 0}, pollfd{wake_, POLLIN, 0}};
        poll(both.data(), both.size(), -1);
        drain(notices_);
        if (both[1].revents != 0) {
            std::uint64_t count = 0;
            (void)!read(wake_, &count, sizeof count);
            return;
        }
    }
}

void ChangeWatch::wake() {
    const std::uint64_t one = 1;
    (void)!write(wake_, &one, sizeof one);
}

} // namespace ws2::catalog
