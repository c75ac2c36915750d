// Room win32: a user's folders, of the shell.
#include "win32/file.hpp"
#include "win32/text.hpp"

#include <cstdlib>
#include <filesystem>
#include <shlobj.h>

using namespace ws2::win32;

namespace {

std::string folder_of(const char* variable, const char* below_home) {
    const char* set = *variable == 0 ? nullptr : std::getenv(variable);
    if (set != nullptr && *set == '/')
        return set;
    const char* home = std::getenv("HOME");
    return home == nullptr || *home == 0 ? std::string() : std::string(home) + below_home;
}

std::string known_folder(int csidl) {
    switch (csidl & ~CSIDL_FLAG_CREATE) {
    case CSIDL_PROFILE: return folder_of("", "");
    case CSIDL_APPDATA: return folder_of("XDG_CONFIG_HOME", "/.config");
    case CSIDL_LOCAL_APPDATA: return folder_of("XDG_DATA_HOME", "/.local/share");
    default: return {};
    }
}

template<typename Char>
HRESULT give_folder(int csidl, Char* path) {
    try {
        if (path == nullptr)
            return E_INVALIDARG;
        *path = 0;
        const auto folder = known_folder(csidl);
        if (folder.empty())
            return E_INVALIDARG;
        std::error_code error;
        if ((csidl & CSIDL_FLAG_CREATE) != 0 &&
            (std::filesystem::create_directories(folder, error), error))
            return E_FAIL;
        if (!std::filesystem::is_directory(folder, error))
            return S_FALSE;
        return give_text(windows_path(folder), path, MAX_PATH) < MAX_PATH ? S_OK : E_FAIL;
    } catch (const std::exception&) {
        return E_FAIL;
    }
}

} // namespace

extern "C" {

HRESULT WINAPI SHGetFolderPathA(HWND, int csidl, HANDLE, DWORD, LPSTR pszPath) {
    return give_folder(csidl, pszPath);
}

HRESULT WINAPI SHGetFolderPathW(HWND, int csidl, HANDLE, DWORD, LPWSTR pszPath) {
    return give_folder(csidl, reinterpret_cast<char16_t*>(pszPath));
}

BOOL WINAPI SHGetSpecialFolderPathA(HWND, LPSTR pszPath, int csidl, BOOL fCreate) {
    return give_folder(csidl | (fCreate != FALSE ? CSIDL_FLAG_CREATE : 0), pszPath) == S_OK;
}

BOOL WINAPI SHGetSpecialFolderPathW(HWND, LPWSTR pszPath, int csidl, BOOL fCreate) {
    return give_folder(csidl | (fCreate != FALSE ? CSIDL_FLAG_CREATE : 0),
                       reinterpret_cast<char16_t*>(pszPath)) == S_OK;
}
}
