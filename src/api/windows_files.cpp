// Room api: ReadFile, WriteFile and their Ex forms, as kernel32 has them. On sockets they are a
// receive and a send of one buffer; other descriptors are win32's files.
#include "api/call.hpp"
#include "api/skip_on_success.hpp"
#include "api/windows_result.hpp"
#include "nt/overlapped.hpp"
#include "nt/status.hpp"
#include "win32/file.hpp"

#include <memory>
#include <new>

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

// A routine of three parameters where a provider calls one of four: alike in Linux' conventions,
// where the caller takes its arguments back.
LPWSAOVERLAPPED_COMPLETION_ROUTINE as_winsock(LPOVERLAPPED_COMPLETION_ROUTINE routine) noexcept {
    return reinterpret_cast<LPWSAOVERLAPPED_COMPLETION_ROUTINE>(
        reinterpret_cast<void (*)()>(routine));
}

// A file's transfer is over when the call is: what is left is the routine.
struct Done {
    LPOVERLAPPED_COMPLETION_ROUTINE routine;
    LPOVERLAPPED overlapped;
    DWORD count;
};

void run_done(std::uintptr_t context) {
    const std::unique_ptr<Done> done(reinterpret_cast<Done*>(context));
    done->routine(0, done->count, done->overlapped);
}

// `transfer` reads or writes with an OVERLAPPED that indicates nothing.
template<typename Transfer>
BOOL transfer_file(LPOVERLAPPED overlapped, LPOVERLAPPED_COMPLETION_ROUTINE routine,
                   Transfer&& transfer) {
    std::unique_ptr<Done> done(new (std::nothrow) Done{routine, overlapped, 0});
    if (!done)
        return windows_result(ERROR_NOT_ENOUGH_MEMORY);
    OVERLAPPED own = *overlapped;
    own.hEvent = reinterpret_cast<HANDLE>(ULONG_PTR{1}); // no event, and no packet
    if (!transfer(&done->count, &own))
        return FALSE;
    nt::publish(*overlapped, {0, done->count, 0});
    const int error = nt::queue_user_apc(nt::Thread::current(), run_done,
                                         reinterpret_cast<std::uintptr_t>(done.get()));
    if (error == 0)
        static_cast<void>(done.release());
    return windows_result(error);
}

// 0 and WSA_IO_PENDING both mean that the routine will run.
BOOL ex_result(int result, int code) noexcept {
    return result == 0 || code == WSA_IO_PENDING ? TRUE : file_result(result, code);
}

} // namespace

extern "C" {

BOOL WINAPI ReadFileEx(HANDLE hFile, LPVOID lpBuffer, DWORD nNumberOfBytesToRead,
                       LPOVERLAPPED lpOverlapped,
                       LPOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine) {
    if (lpOverlapped == nullptr || lpCompletionRoutine == nullptr)
        return windows_result(ERROR_INVALID_PARAMETER);
    const auto* p = provider_below(hFile);
    BOOL done = FALSE;
    if (p == nullptr && ws2::win32::read_file_ex(hFile, lpBuffer, nNumberOfBytesToRead,
                                                 lpOverlapped, lpCompletionRoutine, &done))
        return done;
    if (p == nullptr)
        return transfer_file(lpOverlapped, lpCompletionRoutine, [&](DWORD* count, OVERLAPPED* own) {
            return ws2::win32::read_file(hFile, lpBuffer, nNumberOfBytesToRead, count, own);
        });
    WSABUF buffer{nNumberOfBytesToRead, static_cast<CHAR*>(lpBuffer)};
    DWORD count = 0;
    DWORD flags = 0;
    int code = 0;
    CallingThread thread(lpOverlapped, as_winsock(lpCompletionRoutine));
    const int result = ws2::dispatch::guarded(
        SOCKET_ERROR, p->table.lpWSPRecv, reinterpret_cast<SOCKET>(hFile), &buffer, 1U, &count,
        &flags, lpOverlapped, as_winsock(lpCompletionRoutine), thread.get(), &code);
    return ex_result(result, code);
}

BOOL WINAPI WriteFileEx(HANDLE hFile, LPCVOID lpBuffer, DWORD nNumberOfBytesToWrite,
                        LPOVERLAPPED lpOverlapped,
                        LPOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine) {
    if (lpOverlapped == nullptr || lpCompletionRoutine == nullptr)
        return windows_result(ERROR_INVALID_PARAMETER);
    const auto* p = provider_below(hFile);
    BOOL done = FALSE;
    if (p == nullptr && ws2::win32::write_file_ex(hFile, lpBuffer, nNumberOfBytesToWrite,
                                                  lpOverlapped, lpCompletionRoutine, &done))
        return done;
    if (p == nullptr)
        return transfer_file(lpOverlapped, lpCompletionRoutine, [&](DWORD* count, OVERLAPPED* own) {
            return ws2::win32::write_file(hFile, lpBuffer, nNumberOfBytesToWrite, count, own);
        });
    WSABUF buffer{nNumberOfBytesToWrite, static_cast<CHAR*>(const_cast<void*>(lpBuffer))};
    DWORD count = 0;
    int code = 0;
    CallingThread thread(lpOverlapped, as_winsock(lpCompletionRoutine));
    const int result = ws2::dispatch::guarded(
        SOCKET_ERROR, p->table.lpWSPSend, reinterpret_cast<SOCKET>(hFile), &buffer, 1U, &count, 0U,
        lpOverlapped, as_winsock(lpCompletionRoutine), thread.get(), &code);
    return ex_result(result, code);
}

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
