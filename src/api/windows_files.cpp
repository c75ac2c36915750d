// Room api: ReadFile and WriteFile, as kernel32 has them. On sockets they are a receive and a send
// of one buffer; other descriptors are win32's files.
#include "api/call.hpp"
#include "api/skip_on_success.hpp"
#include "api/windows_result.hpp"
#include "nt/status.hpp"
#include "win32/file.hpp"

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

const ws2::dispatch::Provider* provider_below(HANDLE file) noexcept {
    return ws2::dispatch::provider_of(reinterpret_cast<SOCKET>(file));
}

} // namespace

extern "C" {

BOOL WINAPI ReadFile(HANDLE hFile, LPVOID lpBuffer, DWORD nNumberOfBytesToRead,
                     LPDWORD lpNumberOfBytesRead, LPOVERLAPPED lpOverlapped) {
    const auto* p = provider_below(hFile);
    if (p == nullptr)
        return ws2::win32::read_file(hFile, lpBuffer, nNumberOfBytesToRead, lpNumberOfBytesRead,
                                     lpOverlapped);
    WSABUF buffer{nNumberOfBytesToRead, static_cast<CHAR*>(lpBuffer)};
    DWORD flags = 0;
    int code = 0;
    SkipOnSuccess skip(reinterpret_cast<SOCKET>(hFile), lpOverlapped);
    const int result = skip.end(ws2::dispatch::guarded(
        SOCKET_ERROR, p->table.lpWSPRecv, reinterpret_cast<SOCKET>(hFile), &buffer, 1U,
        lpNumberOfBytesRead, &flags, lpOverlapped, nullptr, nullptr, &code));
    return file_result(result, code);
}

BOOL WINAPI WriteFile(HANDLE hFile, LPCVOID lpBuffer, DWORD nNumberOfBytesToWrite,
                      LPDWORD lpNumberOfBytesWritten, LPOVERLAPPED lpOverlapped) {
    const auto* p = provider_below(hFile);
    if (p == nullptr)
        return ws2::win32::write_file(hFile, lpBuffer, nNumberOfBytesToWrite,
                                      lpNumberOfBytesWritten, lpOverlapped);
    WSABUF buffer{nNumberOfBytesToWrite, static_cast<CHAR*>(const_cast<void*>(lpBuffer))};
    int code = 0;
    SkipOnSuccess skip(reinterpret_cast<SOCKET>(hFile), lpOverlapped);
    const int result = skip.end(ws2::dispatch::guarded(
        SOCKET_ERROR, p->table.lpWSPSend, reinterpret_cast<SOCKET>(hFile), &buffer, 1U,
        lpNumberOfBytesWritten, 0U, lpOverlapped, nullptr, nullptr, &code));
    return file_result(result, code);
}
}
