// Room win32: _spawn and its forms, over CreateProcess; the program's own arguments.
#include "win32/program_file.hpp"
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
#include <ws2/crt_stdlib.h>
#include <ws2/process_calls.h>

using namespace ws2::win32;

int __argc = 0;
char** __argv = nullptr;

namespace {

// glibc hands every constructor the arguments of main.
[[gnu::constructor]] void keep_arguments(int count, char** texts, char**) {
    __argc = count;
    __argv = texts;
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
        const std::string file = program_file(path, search);
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

intptr_t __cdecl _execv(const char* path, const char* const* texts) {
    return spawn(_P_OVERLAY, path, texts, nullptr, false);
}

intptr_t __cdecl _execve(const char* path, const char* const* texts,
                         const char* const* environment) {
    return spawn(_P_OVERLAY, path, texts, environment, false);
}

intptr_t __cdecl _execvp(const char* name, const char* const* texts) {
    return spawn(_P_OVERLAY, name, texts, nullptr, true);
}

intptr_t __cdecl _execvpe(const char* name, const char* const* texts,
                          const char* const* environment) {
    return spawn(_P_OVERLAY, name, texts, environment, true);
}

#define FORM(form, search, with_environment)                                                       \
    intptr_t __cdecl form(const char* name, const char* first, ...) {                              \
        std::va_list list;                                                                         \
        va_start(list, first);                                                                     \
        const intptr_t result =                                                                    \
            spawn_list(_P_OVERLAY, name, first, list, search, with_environment);                   \
        va_end(list);                                                                              \
        return result;                                                                             \
    }
FORM(_execl, false, false)
FORM(_execle, false, true)
FORM(_execlp, true, false)
FORM(_execlpe, true, true)
#undef FORM
}
