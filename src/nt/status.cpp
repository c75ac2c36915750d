// Room nt: NTSTATUS, WSA code and system error of one outcome.
#include "nt/status.hpp"

#include <winerror.h>

namespace ws2::nt {
namespace {

struct Row {
    std::uint32_t status;
    int wsa;
    int windows;
};

constexpr Row rows[] = {
    {0xC0000120, ERROR_OPERATION_ABORTED, ERROR_OPERATION_ABORTED},
    {0xC0000008, ERROR_INVALID_HANDLE, ERROR_INVALID_HANDLE},
    {0xC0000005, WSAEFAULT, ERROR_NOACCESS},
    {0x80000005, WSAEMSGSIZE, ERROR_MORE_DATA},
    {0xC000020D, WSAECONNRESET, ERROR_NETNAME_DELETED},
    {0xC0000241, WSAECONNABORTED, ERROR_CONNECTION_ABORTED},
    {0xC0000236, WSAECONNREFUSED, ERROR_CONNECTION_REFUSED},
    {0xC00000B5, WSAETIMEDOUT, ERROR_SEM_TIMEOUT},
    {0xC000023C, WSAENETUNREACH, ERROR_NETWORK_UNREACHABLE},
    {0xC000023D, WSAEHOSTUNREACH, ERROR_HOST_UNREACHABLE},
    {0xC000009A, WSAENOBUFS, ERROR_NO_SYSTEM_RESOURCES},
    {0xC00000B0, WSAESHUTDOWN, ERROR_PIPE_NOT_CONNECTED},
    // Of pipes. Where a status stands above too, that row says what it means to Winsock.
    {0x80000005, ERROR_MORE_DATA, ERROR_MORE_DATA},
    {0xC00000B0, ERROR_PIPE_NOT_CONNECTED, ERROR_PIPE_NOT_CONNECTED},
    {0xC00000B1, ERROR_NO_DATA, ERROR_NO_DATA},
    {0xC000014B, ERROR_BROKEN_PIPE, ERROR_BROKEN_PIPE},
    {0xC0000237, WSAEDISCON, ERROR_GRACEFUL_DISCONNECT},
};

// NTSTATUS of a system error: error severity, facility "Win32", the code.
constexpr std::uint32_t kWindowsFacility = 0xC0070000;

} // namespace

std::uint32_t status_of_failure(int wsa_code) noexcept {
    if (wsa_code == 0)
        return 0;
    for (const Row& row : rows) {
        if (row.wsa == wsa_code)
            return row.status;
    }
    return kWindowsFacility | (static_cast<std::uint32_t>(wsa_code) & 0xffff);
}

int wsa_from_status(std::uint32_t status) noexcept {
    for (const Row& row : rows) {
        if (row.status == status)
            return row.wsa;
    }
    return static_cast<int>(status & 0xffff);
}

int windows_from_status(std::uint32_t status) noexcept {
    for (const Row& row : rows) {
        if (row.status == status)
            return row.windows;
    }
    return static_cast<int>(status & 0xffff);
}

} // namespace ws2::nt
