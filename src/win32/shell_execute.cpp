// Room win32: ShellExecute and WinExec, over CreateProcess.
#include "win32/program_file.hpp"
#include "win32/text.hpp"

#include <errhandlingapi.h>
#include <handleapi.h>
#include <processthreadsapi.h>
#include <shellapi.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>
#include <ws2/process_calls.h>

using namespace ws2::win32;

namespace {

constexpr INT_PTR kStarted = 42; // anything above 32

// 0 or the last error. `process` gets the handle where it is wanted.
DWORD start(const std::string& line, const char* folder, HANDLE* process) {
    std::string text = line;
    STARTUPINFOA info{};
    info.cb = sizeof info;
    PROCESS_INFORMATION started{};
    if (!CreateProcessA(nullptr, text.data(), nullptr, nullptr, FALSE, 0, nullptr, folder, &info,
                        &started))
        return GetLastError();
    CloseHandle(started.hThread);
    if (process != nullptr)
        *process = started.hProcess;
    else
        CloseHandle(started.hProcess);
    return 0;
}

std::string quoted(const std::string& text) {
    return "\"" + text + "\"";
}

bool runs(const std::string& file) {
    return is_program(program_file(file, true));
}

INT_PTR code_of(DWORD error) noexcept {
    switch (error) {
    case 0: return kStarted;
    case ERROR_FILE_NOT_FOUND: return SE_ERR_FNF;
    case ERROR_PATH_NOT_FOUND: return SE_ERR_PNF;
    case ERROR_NOT_ENOUGH_MEMORY: return SE_ERR_OOM;
    case ERROR_BAD_EXE_FORMAT: return ERROR_BAD_FORMAT;
    default: return SE_ERR_ACCESSDENIED;
    }
}

bool is_folder(const std::string& file) {
    struct stat status {};
    return stat(program_file(file, false).c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

// Another verb than these is no file's here.
bool opens(const std::string& verb, const std::string& file) {
    return verb.empty() || strcasecmp(verb.c_str(), "open") == 0 ||
           (strcasecmp(verb.c_str(), "explore") == 0 && is_folder(file));
}

INT_PTR execute(const std::string& verb, const std::string& file, const std::string& parameters,
                const std::string& folder, HANDLE* process) {
    if (!opens(verb, file))
        return strcasecmp(verb.c_str(), "runas") == 0 ? SE_ERR_ACCESSDENIED : SE_ERR_NOASSOC;
    if (file.empty())
        return SE_ERR_FNF;
    const char* const place = folder.empty() ? nullptr : folder.c_str();
    const bool address = file.find("://") != file.npos || file.rfind("mailto:", 0) == 0;
    if (!address && (runs(file) || parameters.size() != 0))
        return code_of(start(quoted(file) + " " + parameters, place, process));
    if (!address && access(program_file(file, false).c_str(), F_OK) != 0)
        return SE_ERR_FNF;
    if (!runs("xdg-open"))
        return SE_ERR_NOASSOC;
    return code_of(start("xdg-open " + quoted(file), place, process));
}

template<typename Char>
HINSTANCE shell(const Char* verb, const Char* file, const Char* parameters, const Char* folder,
                HANDLE* process) {
    const INT_PTR code = contained(INT_PTR{SE_ERR_OOM}, [&] {
        return execute(utf8_of(verb), utf8_of(file), utf8_of(parameters), utf8_of(folder), process);
    });
    return reinterpret_cast<HINSTANCE>(code);
}

template<typename Info>
BOOL shell_ex(Info* info) {
    constexpr ULONG good = SEE_MASK_NOCLOSEPROCESS | SEE_MASK_NOASYNC | SEE_MASK_FLAG_NO_UI |
                           SEE_MASK_UNICODE | SEE_MASK_NO_CONSOLE | SEE_MASK_ASYNCOK;
    if (info == nullptr || info->cbSize != sizeof *info)
        return outcome(ERROR_ACCESS_DENIED);
    if ((info->fMask & ~good) != 0)
        return outcome(ERROR_NOT_SUPPORTED);
    info->hProcess = nullptr;
    info->hInstApp = shell(info->lpVerb, info->lpFile, info->lpParameters, info->lpDirectory,
                           info->fMask & SEE_MASK_NOCLOSEPROCESS ? &info->hProcess : nullptr);
    const auto code = reinterpret_cast<INT_PTR>(info->hInstApp);
    return outcome(code > 32                ? 0
                   : code == SE_ERR_NOASSOC ? ERROR_NO_ASSOCIATION
                   : code == SE_ERR_OOM     ? ERROR_NOT_ENOUGH_MEMORY
                                            : static_cast<int>(code));
}

} // namespace

extern "C" {

HINSTANCE WINAPI ShellExecuteA(HWND, LPCSTR lpOperation, LPCSTR lpFile, LPCSTR lpParameters,
                               LPCSTR lpDirectory, INT) {
    return shell(lpOperation, lpFile, lpParameters, lpDirectory, nullptr);
}
HINSTANCE WINAPI ShellExecuteW(HWND, LPCWSTR lpOperation, LPCWSTR lpFile, LPCWSTR lpParameters,
                               LPCWSTR lpDirectory, INT) {
    return shell(lpOperation, lpFile, lpParameters, lpDirectory, nullptr);
}
BOOL WINAPI ShellExecuteExA(LPSHELLEXECUTEINFOA pExecInfo) {
    return shell_ex(pExecInfo);
}
BOOL WINAPI ShellExecuteExW(LPSHELLEXECUTEINFOW pExecInfo) {
    return shell_ex(pExecInfo);
}
UINT WINAPI WinExec(LPCSTR lpCmdLine, UINT) {
    if (lpCmdLine == nullptr)
        return failure(ERROR_INVALID_PARAMETER, UINT{ERROR_FILE_NOT_FOUND});
    return contained(UINT{0}, [&] {
        const DWORD error = start(lpCmdLine, nullptr, nullptr);
        return error == 0                      ? static_cast<UINT>(kStarted)
               : error == ERROR_BAD_EXE_FORMAT ? UINT{ERROR_BAD_FORMAT}
                                               : error;
    });
}
}
