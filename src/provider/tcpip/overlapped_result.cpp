// Room provider_tcpip: WSPGetOverlappedResult.
#include "provider/tcpip/calls.hpp"
#include "provider/tcpip/outcome.hpp"
#include "provider/tcpip/socket_table.hpp"

#include <ws2io.h>

namespace ws2::provider::tcpip {

// FALSE with WSA_IO_INCOMPLETE while it is under way, with its own code if it failed. The outputs
// are written once it is complete.
BOOL WSPAPI WSPGetOverlappedResult(SOCKET s, LPWSAOVERLAPPED overlapped, LPDWORD transferred,
                                   BOOL wait, LPDWORD flags, LPINT lpErrno) {
    {
        // Not held while waiting: closing the socket ends the operation.
        const SocketReference socket(s);
        if (!socket)
            return fail(lpErrno, WSAENOTSOCK), FALSE;
    }
    if (overlapped == nullptr || transferred == nullptr || flags == nullptr)
        return fail(lpErrno, WSAEFAULT), FALSE;
    constexpr std::uint32_t for_ever = 0xFFFFFFFFU;
    std::int32_t error = 0;
    if (ws2io_result(overlapped, wait != FALSE ? for_ever : 0, &error, transferred, flags) != 0)
        return fail(lpErrno, WSA_IO_INCOMPLETE), FALSE;
    if (error != 0)
        return fail(lpErrno, error), FALSE;
    return TRUE;
}

} // namespace ws2::provider::tcpip
