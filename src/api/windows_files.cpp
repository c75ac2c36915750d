// Room api: ReadFile and WriteFile, as kernel32 has them, on sockets: a receive and a send of one
// buffer. Handles of anything else are refused with ERROR_NOT_SUPPORTED.
#include "api/call.hpp"
#include "api/windows_result.hpp"
#include "nt/status.hpp"

using namespace ws2::api;
namespace nt = ws2::nt;

namespace {

// What kernel32 calls the error of a provider.
BOOL file_result(int result, int code) noexcept {
    if (result == 0)
        return TRUE;
    if (code == WSA_IO_PENDING)
        return windows_result(ERROR_IO_PENDING);
    return windows_result(nt::windows_from_status(nt::status_from_wsa(code)));
}

// Null, and the error set, if the handle is no socket's.
const ws2::dispatch::Provider* provider_below(HANDLE file) noexcept {
    const auto* provider = ws2::dispatch::provider_of(reinterpret_cast<SOCKET>(file));
    if (provider == nullptr)
        nt::set_last_error(ERROR_NOT_SUPPORTED);
    return provider;
}

} // namespace

extern "C" {

BOOL WINAPI ReadFile(HANDLE hFile, LPVOID lpBuffer, DWORD nNumberOfBytesToRead,
                     LPDWORD lpNumberOfBytesRead, LPOVERLAPPED lpOverlapped) {
    const auto* p = provider_below(hFile);
    if (p == nullptr)
        return FALSE;
    WSABUF buffer{nNumberOfBytesToRead, static_cast<CHAR*>(lpBuffer)};
    DWORD flags = 0;
    int code = 0;
    const int result = ws2::dispatch::guarded(
        SOCKET_ERROR, p->table.lpWSPRecv, reinterpret_cast<SOCKET>(hFile), &buffer, 1U,
        lpNumberOfBytesRead, &flags, lpOverlapped, nullptr, nullptr, &code);
    return file_result(result, code);
}

BOOL WINAPI WriteFile(HANDLE hFile, LPCVOID lpBuffer, DWORD nNumberOfBytesToWrite,
                      LPDWORD lpNumberOfBytesWritten, LPOVERLAPPED lpOverlapped) {
    const auto* p = provider_below(hFile);
    if (p == nullptr)
        return FALSE;
    WSABUF buffer{nNumberOfBytesToWrite, static_cast<CHAR*>(const_cast<void*>(lpBuffer))};
    int code = 0;
    const int result = ws2::dispatch::guarded(
        SOCKET_ERROR, p->table.lpWSPSend, reinterpret_cast<SOCKET>(hFile), &buffer, 1U,
        lpNumberOfBytesWritten, 0U, lpOverlapped, nullptr, nullptr, &code);
    return file_result(result, code);
}
}
