// Room win32: LoadLibrary, GetProcAddress and their kin, over dlopen.
//
// The names of Windows' own libraries mean this library. A function whose name libc has too is
// found under its ws2_ symbol.
#include "win32/file.hpp"
#include "win32/text.hpp"

#include <algorithm>
#include <array>
#include <climits>
#include <dlfcn.h>
#include <libloaderapi.h>
#include <link.h>
#include <processthreadsapi.h>
#include <sys/auxv.h>
#include <sysinfoapi.h>
#include <unistd.h>

using namespace ws2::win32;

namespace {

constexpr std::array kOwn = {"ws2_32",  "wsock32", "mswsock",  "kernel32", "kernelbase", "iphlpapi",
                             "ntdll",   "user32",  "advapi32", "winmm",    "rpcrt4",     "ole32",
                             "shell32", "msvcrt",  "ucrtbase", "ws2help",  "winsock",    "crtdll",
                             "bcrypt",  "psapi",   "icmp",     "fwpuclnt", "shlwapi"};

const int anchor = 0; // an address within this library

void* own_module() noexcept {
    Dl_info info{};
    if (dladdr(&anchor, &info) == 0)
        return nullptr;
    void* own = dlopen(info.dli_fname, RTLD_NOW | RTLD_NOLOAD);
    return own != nullptr ? own : dlopen(nullptr, RTLD_NOW); // linked into the program
}

std::string last_part(const std::string& path) {
    const std::size_t slash = path.find_last_of("/\\");
    return slash == std::string::npos ? path : path.substr(slash + 1);
}

bool is_own(const std::string& path) {
    std::string name = last_part(path);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (name.size() > 4 && name.compare(name.size() - 4, 4, ".dll") == 0)
        name.resize(name.size() - 4);
    return std::any_of(kOwn.begin(), kOwn.end(), [&](const char* own) { return name == own; });
}

// The file names a Windows name may have here: "codec.dll" also means codec.so and libcodec.so.
void* open_with_endings(const std::string& path, int flags) {
    if (void* module = dlopen(path.c_str(), flags))
        return module;
    std::string stem = path;
    if (stem.size() > 4 && (stem.compare(stem.size() - 4, 4, ".dll") == 0 ||
                            stem.compare(stem.size() - 4, 4, ".DLL") == 0))
        stem.resize(stem.size() - 4);
    if (void* module = dlopen((stem + ".so").c_str(), flags))
        return module;
    const std::size_t name = stem.find_last_of('/') + 1; // npos + 1 is 0
    return dlopen((stem.substr(0, name) + "lib" + stem.substr(name) + ".so").c_str(), flags);
}

std::string program_path() {
    char path[PATH_MAX];
    const ssize_t length = readlink("/proc/self/exe", path, sizeof path);
    return length > 0 ? std::string(path, static_cast<std::size_t>(length)) : std::string();
}

// A plain name is looked for as Windows looks: the program's folder, the system's, the current one.
// For a program of raised privileges the second alone: who links to it chooses its folder.
void* open_by_name(const std::string& name, int flags, bool in_current_folder) {
    const std::string path = linux_path(name);
    if (path.find('/') != std::string::npos)
        return open_with_endings(path, flags);
    const std::string program = program_path();
    const std::size_t folder = program.find_last_of('/') + 1;
    const bool raised = getauxval(AT_SECURE) != 0;
    if (!raised)
        if (void* module = open_with_endings(program.substr(0, folder) + path, flags))
            return module;
    if (void* module = open_with_endings(path, flags))
        return module;
    return in_current_folder && !raised ? open_with_endings("./" + path, flags) : nullptr;
}

constexpr DWORD says_where = LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR |
                             LOAD_LIBRARY_SEARCH_APPLICATION_DIR | LOAD_LIBRARY_SEARCH_USER_DIRS |
                             LOAD_LIBRARY_SEARCH_SYSTEM32 | LOAD_LIBRARY_SEARCH_DEFAULT_DIRS;

HMODULE load(const std::string& path, DWORD flags) {
    if (path.empty())
        return failure<HMODULE>(ERROR_INVALID_PARAMETER, nullptr);
    if (flags & (LOAD_LIBRARY_AS_DATAFILE | DONT_RESOLVE_DLL_REFERENCES))
        return failure<HMODULE>(ERROR_NOT_SUPPORTED, nullptr);
    void* module = is_own(path)
                       ? own_module()
                       : open_by_name(path, RTLD_NOW | RTLD_LOCAL, (flags & says_where) == 0);
    return module ? static_cast<HMODULE>(module) : failure<HMODULE>(ERROR_MOD_NOT_FOUND, nullptr);
}

// A handle with a reference of its own; null and the last error if there is no such module.
HMODULE loaded(const std::string* name) {
    if (name == nullptr)
        return static_cast<HMODULE>(dlopen(nullptr, RTLD_NOW));
    void* module = is_own(*name) ? own_module()
                                 : open_by_name(*name, RTLD_NOW | RTLD_NOLOAD | RTLD_LOCAL, true);
    return module ? static_cast<HMODULE>(module) : failure<HMODULE>(ERROR_MOD_NOT_FOUND, nullptr);
}

HMODULE loaded_without_reference(const std::string* name) {
    HMODULE module = loaded(name);
    if (module != nullptr)
        dlclose(module); // the reference that keeps it loaded is another's
    return module;
}

template<typename Char>
BOOL find_module(DWORD flags, const Char* name, HMODULE* module) {
    return contained(FALSE, [&] {
        if (module == nullptr)
            return outcome(ERROR_INVALID_PARAMETER);
        if (flags & GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS) {
            Dl_info info{};
            const std::string file =
                dladdr(name, &info) != 0 && info.dli_fname ? info.dli_fname : "";
            *module = static_cast<HMODULE>(
                file.empty() ? nullptr : dlopen(file.c_str(), RTLD_NOW | RTLD_NOLOAD));
            if (*module == nullptr && !file.empty())
                *module = static_cast<HMODULE>(dlopen(nullptr, RTLD_NOW)); // the program itself
            if (*module == nullptr)
                return outcome(ERROR_MOD_NOT_FOUND);
        } else {
            const std::string text = utf8_of(name);
            *module = loaded(name ? &text : nullptr);
            if (*module == nullptr)
                return FALSE;
        }
        if (flags & GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT)
            dlclose(*module);
        return TRUE;
    });
}

std::string file_of(HMODULE module) {
    link_map* map = nullptr;
    if (module != nullptr && dlinfo(module, RTLD_DI_LINKMAP, &map) == 0 && map != nullptr &&
        map->l_name != nullptr && map->l_name[0] != 0)
        return map->l_name;
    return program_path();
}

template<typename Char>
DWORD give_file_name(HMODULE module, Char* buffer, DWORD size) {
    return contained(DWORD{0}, [&] {
        const auto name = ws2::base::text_as<Char>(windows_path(file_of(module)));
        if (size == 0)
            return failure(ERROR_INSUFFICIENT_BUFFER, DWORD{0});
        const std::size_t length = std::min<std::size_t>(name.size(), size - 1);
        std::memcpy(buffer, name.data(), length * sizeof(Char));
        buffer[length] = 0;
        if (length < name.size())
            return failure(ERROR_INSUFFICIENT_BUFFER, size);
        return static_cast<DWORD>(length);
    });
}

// The folder of Windows' own libraries is the one that has this library.
template<typename Char>
UINT give_system_directory(Char* buffer, UINT size) {
    return contained(UINT{0}, [&] {
        void* own = own_module();
        std::string path = file_of(static_cast<HMODULE>(own));
        if (own != nullptr)
            dlclose(own);
        const std::size_t slash = path.find_last_of('/');
        path.resize(slash == std::string::npos ? 0 : std::max<std::size_t>(slash, 1));
        const auto folder = ws2::base::text_as<Char>(windows_path(path));
        if (path.empty())
            return failure(ERROR_PATH_NOT_FOUND, UINT{0});
        if (folder.size() >= size)
            return static_cast<UINT>(folder.size() + 1);
        std::memcpy(buffer, folder.c_str(), (folder.size() + 1) * sizeof(Char));
        return static_cast<UINT>(folder.size());
    });
}

} // namespace

extern "C" {

UINT WINAPI GetSystemDirectoryA(LPSTR lpBuffer, UINT uSize) {
    return give_system_directory(lpBuffer, uSize);
}

UINT WINAPI GetSystemDirectoryW(LPWSTR lpBuffer, UINT uSize) {
    return give_system_directory(reinterpret_cast<char16_t*>(lpBuffer), uSize);
}

HMODULE WINAPI LoadLibraryExA(LPCSTR lpLibFileName, HANDLE, DWORD dwFlags) {
    return contained<HMODULE>(nullptr, [&] { return load(utf8_of(lpLibFileName), dwFlags); });
}

HMODULE WINAPI LoadLibraryExW(LPCWSTR lpLibFileName, HANDLE, DWORD dwFlags) {
    return contained<HMODULE>(nullptr, [&] { return load(utf8_of(lpLibFileName), dwFlags); });
}

HMODULE WINAPI LoadLibraryA(LPCSTR lpLibFileName) {
    return LoadLibraryExA(lpLibFileName, nullptr, 0);
}

HMODULE WINAPI LoadLibraryW(LPCWSTR lpLibFileName) {
    return LoadLibraryExW(lpLibFileName, nullptr, 0);
}

BOOL WINAPI FreeLibrary(HMODULE hLibModule) {
    return outcome(hLibModule != nullptr && dlclose(hLibModule) == 0 ? 0 : ERROR_MOD_NOT_FOUND);
}

VOID WINAPI FreeLibraryAndExitThread(HMODULE hLibModule, DWORD dwExitCode) {
    FreeLibrary(hLibModule);
    ExitThread(dwExitCode);
}

// Ordinals (a pointer below 64 KiB) are not known here.
FARPROC WINAPI GetProcAddress(HMODULE hModule, LPCSTR lpProcName) {
    return contained<FARPROC>(nullptr, [&] {
        if (reinterpret_cast<std::uintptr_t>(lpProcName) < 0x10000)
            return failure<FARPROC>(ERROR_PROC_NOT_FOUND, nullptr);
        void* own = own_module();
        void* module = hModule ? hModule : dlopen(nullptr, RTLD_NOW);
        void* found = nullptr;
        if (module == own && own != nullptr) {
            found = dlsym(module, (std::string("ws2_") + lpProcName).c_str());
            Dl_info here{};
            Dl_info there{};
            if (found == nullptr)
                found = dlsym(module, lpProcName);
            // dlsym looks into the libraries below too: libc's are not ours.
            if (found != nullptr && dladdr(&anchor, &here) && dladdr(found, &there) &&
                here.dli_fbase != there.dli_fbase)
                found = nullptr;
        } else {
            found = dlsym(module, lpProcName);
        }
        if (own != nullptr)
            dlclose(own);
        return found ? reinterpret_cast<FARPROC>(found)
                     : failure<FARPROC>(ERROR_PROC_NOT_FOUND, nullptr);
    });
}

HMODULE WINAPI GetModuleHandleA(LPCSTR lpModuleName) {
    return contained<HMODULE>(nullptr, [&] {
        const std::string name = utf8_of(lpModuleName);
        return loaded_without_reference(lpModuleName ? &name : nullptr);
    });
}

HMODULE WINAPI GetModuleHandleW(LPCWSTR lpModuleName) {
    return contained<HMODULE>(nullptr, [&] {
        const std::string name = utf8_of(lpModuleName);
        return loaded_without_reference(lpModuleName ? &name : nullptr);
    });
}

BOOL WINAPI GetModuleHandleExA(DWORD dwFlags, LPCSTR lpModuleName, HMODULE* phModule) {
    return find_module(dwFlags, lpModuleName, phModule);
}

BOOL WINAPI GetModuleHandleExW(DWORD dwFlags, LPCWSTR lpModuleName, HMODULE* phModule) {
    return find_module(dwFlags, lpModuleName, phModule);
}

DWORD WINAPI GetModuleFileNameA(HMODULE hModule, LPSTR lpFilename, DWORD nSize) {
    return give_file_name(hModule, lpFilename, nSize);
}

DWORD WINAPI GetModuleFileNameW(HMODULE hModule, LPWSTR lpFilename, DWORD nSize) {
    return give_file_name(hModule, reinterpret_cast<char16_t*>(lpFilename), nSize);
}

// Nothing is called at the start and end of threads.
BOOL WINAPI DisableThreadLibraryCalls(HMODULE) {
    return TRUE;
}
}
