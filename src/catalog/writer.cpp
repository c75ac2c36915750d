#include "catalog/writer.hpp"

#include "base/environment.hpp"
#include "base/log.hpp"
#include "catalog/descriptor.hpp"
#include "catalog/store.hpp"
#include "catalog/text.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <new>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ws2::catalog {
namespace {

constexpr mode_t mode_of_catalog = 0644;
constexpr mode_t mode_of_lock = 0600; // whoever may open it can keep writers waiting

int refuse(const std::string& file, std::string_view reason) {
    base::log(base::LogLevel::error, "{}: catalog not changed: {}", file, reason);
    return WSANO_RECOVERY;
}

int refuse_by_system(const std::string& file, std::string_view step) {
    const int number = errno;
    return refuse(file, fmt::format("{}: {}", step, std::strerror(number)));
}

template<typename Call>
auto uninterrupted(Call call) {
    auto result = call();
    while (result == -1 && errno == EINTR)
        result = call();
    return result;
}

std::string folder_of(const std::string& file) {
    const std::string folder = std::filesystem::path(file).parent_path().string();
    return folder.empty() ? "." : folder;
}

class WriterLock {
public:
    explicit WriterLock(const std::string& catalog)
        : file_(open((catalog + ".lock").c_str(), O_RDONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
                     mode_of_lock)),
          held_(file_.valid() &&
                uninterrupted([this] { return flock(file_.number(), LOCK_EX); }) == 0) {}
    // Not left to close(): a child that this process forked meanwhile has the file open too.
    ~WriterLock() {
        if (held_)
            flock(file_.number(), LOCK_UN);
    }
    WriterLock(const WriterLock&) = delete;
    WriterLock& operator=(const WriterLock&) = delete;
    bool held() const { return held_; }

private:
    Descriptor file_;
    bool held_;
};

bool write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t octets =
            uninterrupted([&] { return write(descriptor, text.data(), text.size()); });
        if (octets < 0)
            return false;
        text.remove_prefix(static_cast<std::size_t>(octets));
    }
    return true;
}

// As the file that it replaces; the owner as far as this process may say.
bool take_after(int descriptor, const std::string& file) {
    struct stat old {};
    if (stat(file.c_str(), &old) != 0)
        return true;
    if (fchown(descriptor, old.st_uid, old.st_gid) != 0 && errno != EPERM)
        return false;
    return fchmod(descriptor, old.st_mode & 0777U) == 0;
}

// Null if all went well, else the step that did not; errno says why.
const char* write_new(const std::string& made, const std::string& file, std::string_view text) {
    unlink(made.c_str()); // of a writer that was killed
    const Descriptor out(
        open(made.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode_of_catalog));
    if (!out.valid())
        return "making the new file";
    if (!take_after(out.number(), file))
        return "giving the new file its owner and mode";
    if (!write_all(out.number(), text) || uninterrupted([&] { return fsync(out.number()); }) != 0)
        return "writing the new file";
    return std::rename(made.c_str(), file.c_str()) == 0 ? nullptr : "putting the new file in place";
}

int replace(const std::string& file, std::string_view text) {
    const std::string made = file + ".new";
    if (const char* step = write_new(made, file, text)) {
        const int code = refuse_by_system(file, step);
        unlink(made.c_str());
        return code;
    }
    // The change holds for everybody from here on; what is left is that it outlives a power cut.
    const Descriptor folder(open(folder_of(file).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.valid() || uninterrupted([&] { return fsync(folder.number()); }) != 0)
        base::log(base::LogLevel::warn, "{}: changed, but a power cut may undo it", file);
    return 0;
}

bool same(const Entry& a, const Entry& b) {
    return std::memcmp(&a.info, &b.info, sizeof a.info) == 0 && a.path == b.path &&
           a.personality == b.personality && a.categories == b.categories;
}

bool same_application(const Application& a, const Application& b) {
    return a.path == b.path && a.extra == b.extra && a.categories == b.categories;
}

// What is written must be readable and mean the same, or nobody could start any more.
int write_catalog(const std::string& file, const Catalog& catalog) {
    const std::string text = format_catalog(catalog);
    if (text.size() > text_octets_max || catalog.entries.size() > entries_max ||
        catalog.applications.size() > entries_max || catalog.name_spaces.size() > entries_max ||
        catalog.service_classes.size() > entries_max) {
        refuse(file, "more entries than a catalog can hold");
        return WSAENOBUFS;
    }
    const Parsed back = parse_catalog(text);
    if (back.problem)
        return refuse(file, back.problem->reason);
    if (!std::equal(back.entries.begin(), back.entries.end(), catalog.entries.begin(),
                    catalog.entries.end(), same) ||
        !std::equal(back.applications.begin(), back.applications.end(),
                    catalog.applications.begin(), catalog.applications.end(), same_application) ||
        back.name_spaces != catalog.name_spaces || back.service_classes != catalog.service_classes)
        return refuse(file, "an entry cannot be written as text");
    return replace(file, text);
}

int change_file(std::string file, const Change& change) {
    std::error_code error;
    if (std::filesystem::is_symlink(file, error)) {
        file = std::filesystem::canonical(file, error).string();
        if (error)
            return refuse(file_to_change(), "a symbolic link that leads nowhere");
    }
    std::filesystem::create_directories(folder_of(file), error);
    if (error)
        return refuse(file, fmt::format("making its folder: {}", error.message()));
    const WriterLock lock(file);
    if (!lock.held())
        return refuse_by_system(file, "locking it");
    const auto newest = load_catalog();
    if (!newest)
        return newest.error;
    Catalog catalog = *newest.value;
    if (const int code = change(catalog))
        return code;
    return write_catalog(file, catalog);
}

} // namespace

int change_catalog(const Change& change) noexcept {
    try {
        if (base::privileges_raised())
            return refuse("the catalog", "this process runs with raised privileges");
        const std::string file = file_to_change();
        if (file.empty())
            return refuse("the catalog", "neither HOME nor XDG_CONFIG_HOME names a folder");
        return change_file(file, change);
    } catch (const std::bad_alloc&) {
        return WSA_NOT_ENOUGH_MEMORY;
    } catch (...) {
        return WSANO_RECOVERY;
    }
}

} // namespace ws2::catalog
