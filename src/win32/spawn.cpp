// Room win32: _spawn and its forms, over CreateProcess; the program's own arguments.
#include "win32/text.hpp"

#include <cerrno>
#include <cstdarg>
#include <cstdlib>
#include <errhandlingapi.h>
#include <handleapi.h>
#include <process.h>
#include <processthreadsapi.h>
#include <synchapi.h>
#include <unistd.h>
#include <vector>
#include <winerror.h>
#include <ws2/crt_text.h>
#include <ws2/process_calls.h>

using namespace ws2::win32;

namespace {

int argument_count = 0;
char** arguments = nullptr;

// glibc hands every constructor the arguments of main.
[[gnu::constructor]] void keep_arguments(int count, char** texts, char**) {
    argument_count = count;
    arguments = texts;
}

intptr_t refusal(int error) noexcept {
    errno = error;
    return -1;
}

int errno_of(DWORD error) noexcept {
    switch (error) {
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND: return ENOENT;
    case ERROR_ACCESS_DENIED: return EACCES;
    case ERROR_BAD_EXE_FORMAT: return ENOEXEC;
    case ERROR_NOT_ENOUGH_MEMORY:
    case ERROR_NO_SYSTEM_RESOURCES: return ENOMEM;
    default: return EINVAL;
    }
}

// In PATH, where the name has no folder.
std::string sought(const std::string& name) {
    const char* set = std::getenv("PATH");
    if (name.find_first_of("/\\") != std::string::npos || set == nullptr)
        return name;
    const std::string folders = set;
    for (std::size_t at = 0; at <= folders.size();) {
        const std::size_t end = std::min(folders.find(':', at), folders.size());
        std::string file = folders.substr(at, end - at) + "/" + name;
        if (access(file.c_str(), X_OK) == 0)
            return file;
        at = end + 1;
    }
    return name;
}

intptr_t result_of(int mode, const PROCESS_INFORMATION& started) noexcept {
    CloseHandle(started.hThread);
    const auto process = reinterpret_cast<intptr_t>(started.hProcess);
    if (mode == _P_NOWAIT || mode == _P_NOWAITO)
        return process;
    int status = 0;
    if (mode == _P_WAIT)
        return _cwait(&status, process, _WAIT_CHILD) == -1 ? -1 : status;
    CloseHandle(started.hProcess);
    return 0;
}

intptr_t spawn(int mode, const char* path, const char* const* texts, const char* const* environment,
               bool search) noexcept {
    if (mode < _P_WAIT || mode > _P_DETACH || path == nullptr || texts == nullptr ||
        texts[0] == nullptr)
        return refusal(EINVAL);
    return contained(intptr_t{-1}, [&] {
        const std::string file = search ? sought(path) : path;
        if (mode == _P_OVERLAY)
            return static_cast<intptr_t>(
                execve(file.c_str(), const_cast<char* const*>(texts),
                       environment ? const_cast<char* const*>(environment) : environ));
        std::string line = texts[0];
        for (const char* const* text = texts + 1; *text != nullptr; ++text)
            line.append(" ").append(*text);
        std::string block;
        for (const char* const* text = environment; text != nullptr && *text != nullptr; ++text)
            block.append(*text).push_back(0);
        block.push_back(0);
        STARTUPINFOA info{};
        info.cb = sizeof info;
        PROCESS_INFORMATION started;
        if (!CreateProcessA(file.c_str(), line.data(), nullptr, nullptr, TRUE,
                            mode == _P_DETACH ? DETACHED_PROCESS : 0U,
                            environment ? block.data() : nullptr, nullptr, &info, &started))
            return refusal(errno_of(GetLastError()));
        return result_of(mode, started);
    });
}

// The arguments are `first` and those of the list up to the null pointer; then the environment.
intptr_t spawn_list(int mode, const char* path, const char* first, std::va_list list, bool search,
                    bool with_environment) noexcept {
    return contained(intptr_t{-1}, [&] {
        std::vector<const char*> texts{first};
        while (texts.back() != nullptr)
            texts.push_back(va_arg(list, const char*));
        const char* const* environment =
            with_environment ? va_arg(list, const char* const*) : nullptr;
        return spawn(mode, path, texts.data(), environment, search);
    });
}

} // namespace

extern "C" {

int* __p___argc() noexcept {
    return &argument_count;
}

char*** __p___argv() noexcept {
    return &arguments;
}

intptr_t __cdecl _cwait(int* status, intptr_t process, int) {
    const auto handle = reinterpret_cast<HANDLE>(process);
    DWORD code = 0;
    if (process == 0 || process == -1 || process == -2)
        return refusal(EINVAL);
    if (WaitForSingleObject(handle, INFINITE) != WAIT_OBJECT_0 ||
        !GetExitCodeProcess(handle, &code))
        return refusal(ECHILD);
    CloseHandle(handle);
    if (status != nullptr)
        *status = static_cast<int>(code);
    return process;
}

intptr_t __cdecl _spawnv(int mode, const char* path, const char* const* texts) {
    return spawn(mode, path, texts, nullptr, false);
}

intptr_t __cdecl _spawnve(int mode, const char* path, const char* const* texts,
                          const char* const* environment) {
    return spawn(mode, path, texts, environment, false);
}

intptr_t __cdecl _spawnvp(int mode, const char* name, const char* const* texts) {
    return spawn(mode, name, texts, nullptr, true);
}

intptr_t __cdecl _spawnvpe(int mode, const char* name, const char* const* texts,
                           const char* const* environment) {
    return spawn(mode, name, texts, environment, true);
}

#define FORM(form, search, with_environment)                                                       \
    intptr_t __cdecl form(int mode, const char* name, const char* first, ...) {                    \
        std::va_list list;                                                                         \
        va_start(list, first);                                                                     \
        const intptr_t result = spawn_list(mode, name, first, list, search, with_environment);     \
        va_end(list);                                                                              \
        return result;                                                                             \
    }
FORM(_spawnl, false, false)
FORM(_spawnle, false, true)
FORM(_spawnlp, true, false)
FORM(_spawnlpe, true, true)
#undef FORM
}
