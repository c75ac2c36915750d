// Room win32: FindFirstFile and its kin.
#include "win32/file.hpp"
#include "win32/file_status.hpp"
#include "win32/text.hpp"

#include <cerrno>
#include <dirent.h>
#include <fnmatch.h>
#include <memory>

using namespace ws2::win32;

namespace {

struct Search {
    std::string folder;
    std::string pattern;
    std::unique_ptr<DIR, int (*)(DIR*)> entries{nullptr, closedir};
};

// The next name that matches; false and the last error if there is none.
template<typename Data>
bool next(Search& search, Data& out, int error_at_end) {
    for (;;) {
        errno = 0;
        const dirent* entry = readdir(search.entries.get());
        if (entry == nullptr)
            return failure(errno == 0 ? error_at_end : windows_error(errno), false);
        if (fnmatch(search.pattern.c_str(), entry->d_name, FNM_CASEFOLD | FNM_NOESCAPE) != 0)
            continue;
        const std::string path = search.folder + "/" + entry->d_name;
        struct stat status {};
        if (stat(path.c_str(), &status) != 0 && lstat(path.c_str(), &status) != 0)
            continue; // it has just been deleted
        out = {};
        give_status(status, entry->d_name, out);
        give_text(entry->d_name, out.cFileName, MAX_PATH);
        return true;
    }
}

template<typename Char, typename Data>
HANDLE find_first(const Char* name, Data* out) {
    return contained(handle_of(-1), [&] {
        const std::string path = linux_path(utf8_of(name));
        auto search = std::make_unique<Search>();
        const std::size_t slash = path.find_last_of('/');
        search->folder = slash == std::string::npos ? "." : path.substr(0, slash);
        if (search->folder.empty())
            search->folder = "/";
        search->pattern = path.substr(slash + 1);
        if (search->pattern.empty())
            return failure(ERROR_FILE_NOT_FOUND, handle_of(-1));
        if (search->pattern == "*.*")
            search->pattern = "*"; // also names without a dot
        search->entries.reset(opendir(search->folder.c_str()));
        if (!search->entries)
            return failure(ERROR_PATH_NOT_FOUND, handle_of(-1));
        if (!next(*search, *out, ERROR_FILE_NOT_FOUND))
            return handle_of(-1);
        return static_cast<HANDLE>(search.release());
    });
}

template<typename Data>
BOOL find_next(HANDLE handle, Data* out) {
    if (handle == nullptr || handle == handle_of(-1))
        return outcome(ERROR_INVALID_HANDLE);
    return contained(
        FALSE, [&] { return next(*static_cast<Search*>(handle), *out, ERROR_NO_MORE_FILES); });
}

} // namespace

extern "C" {

HANDLE WINAPI FindFirstFileA(LPCSTR lpFileName, LPWIN32_FIND_DATAA lpFindFileData) {
    return find_first(lpFileName, lpFindFileData);
}

HANDLE WINAPI FindFirstFileW(LPCWSTR lpFileName, LPWIN32_FIND_DATAW lpFindFileData) {
    return find_first(lpFileName, lpFindFileData);
}

BOOL WINAPI FindNextFileA(HANDLE hFindFile, LPWIN32_FIND_DATAA lpFindFileData) {
    return find_next(hFindFile, lpFindFileData);
}

BOOL WINAPI FindNextFileW(HANDLE hFindFile, LPWIN32_FIND_DATAW lpFindFileData) {
    return find_next(hFindFile, lpFindFileData);
}

BOOL WINAPI FindClose(HANDLE hFindFile) {
    if (hFindFile == nullptr || hFindFile == handle_of(-1))
        return outcome(ERROR_INVALID_HANDLE);
    delete static_cast<Search*>(hFindFile);
    return TRUE;
}
}
