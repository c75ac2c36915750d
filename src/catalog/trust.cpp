#include "catalog/trust.hpp"

#include "base/log.hpp"

#include <filesystem>
#include <fstream>
#include <list>
#include <sys/stat.h>
#include <unistd.h>

namespace ws2::catalog {
namespace {

constexpr std::string_view not_ours = "it belongs neither to root nor to this user";
constexpr std::string_view writable = "others may write to it (chmod go-w)";
constexpr uid_t nobody = 65534;
constexpr int links_max = 40; // as the kernel's

bool is_ours(const struct stat& status) {
    return status.st_uid == 0 || status.st_uid == geteuid();
}

// In a user namespace the owners outside of it, the system's root too, are all shown as nobody.
bool owner_is_hidden(const struct stat& status) {
    if (status.st_uid != nobody)
        return false;
    std::ifstream map("/proc/self/uid_map");
    unsigned long inside = 0;
    unsigned long outside = 0;
    unsigned long count = 0;
    constexpr unsigned long all = 4294967295;
    return map >> inside >> outside >> count && count != all;
}

std::string_view why_folder_is_open(const struct stat& status) {
    if (!is_ours(status) && !owner_is_hidden(status))
        return not_ours;
    const bool others_write = (status.st_mode & (S_IWGRP | S_IWOTH)) != 0;
    return others_write && (status.st_mode & S_ISVTX) == 0 ? writable : std::string_view();
}

std::string folder_reason(const std::filesystem::path& folder, std::string_view reason) {
    return reason.empty() ? std::string()
                          : fmt::format("its folder {}: {}", folder.string(), reason);
}

// Walks a path by its parts, those of symbolic links in their place.
class Walk {
public:
    explicit Walk(const std::filesystem::path& path) { put_before(path); }

    std::string run() {
        while (!left_.empty()) {
            const std::filesystem::path part = left_.front();
            left_.pop_front();
            if (part == "..")
                place_ = place_.parent_path();
            else if (part != "." && !part.empty())
                if (std::string reason = enter(part); !reason.empty())
                    return reason;
        }
        return is_file_ ? std::string() : "it is not a regular file";
    }

private:
    void put_before(const std::filesystem::path& path) {
        const std::filesystem::path parts = path.relative_path();
        left_.insert(left_.begin(), parts.begin(), parts.end());
        if (path.is_absolute())
            place_ = "/";
    }

    std::string enter(const std::filesystem::path& part) {
        struct stat status {};
        if (stat(place_.c_str(), &status) != 0)
            return "there is no such file, or it cannot be reached";
        if (std::string reason = folder_reason(place_, why_folder_is_open(status)); !reason.empty())
            return reason;
        const std::filesystem::path next = place_ / part;
        if (lstat(next.c_str(), &status) != 0)
            return "there is no such file, or it cannot be reached";
        if (S_ISLNK(status.st_mode)) {
            std::error_code error;
            const auto target = std::filesystem::read_symlink(next, error);
            if (error || ++links_ > links_max)
                return "a symbolic link that leads nowhere";
            if (!is_ours(status) && !owner_is_hidden(status))
                return fmt::format("the symbolic link {}: {}", next.string(), not_ours);
            put_before(target);
            return {};
        }
        is_file_ = S_ISREG(status.st_mode);
        place_ = next;
        return std::string(is_file_ ? why_others_may_change(status) : std::string_view());
    }

    std::list<std::filesystem::path> left_;
    std::filesystem::path place_ = "/"; // without symbolic links
    int links_ = 0;
    bool is_file_ = false;
};

} // namespace

std::string_view why_others_may_change(const struct stat& status) {
    if (!is_ours(status))
        return not_ours;
    return (status.st_mode & (S_IWGRP | S_IWOTH)) != 0 ? writable : std::string_view();
}

std::string why_untrusted(const std::string& path) {
    return Walk(path).run();
}

} // namespace ws2::catalog
