// Room api: the end of an overlapped request of a provider whose handles are not the system's.
#include "api/skip_on_success.hpp"
#include "dispatch/session.hpp"
#include "dispatch/socket_table.hpp"
#include "nt/overlapped.hpp"

#include <ws2spi.h>

extern "C" {

// For handles of WPUCreateSocketHandle alone. The caller does not know whether the handle belongs
// to a completion port: that is why this is Winsock's to do.
int WSPAPI WPUCompleteOverlappedRequest(SOCKET s, LPWSAOVERLAPPED lpOverlapped, DWORD dwError,
                                        DWORD cbTransferred, LPINT lpErrno) {
    DWORD_PTR context = 0;
    int error = 0;
    if (!ws2::dispatch::upcalls_legal())
        error = WSANOTINITIALISED;
    else if (lpOverlapped == nullptr)
        error = WSAEFAULT;
    else if (!ws2::dispatch::context_of(s, context))
        error = WSAEINVAL;
    if (error != 0) {
        if (lpErrno != nullptr)
            *lpErrno = error;
        return SOCKET_ERROR;
    }
    const ws2::nt::Outcome outcome{static_cast<int>(dwError), cbTransferred, 0};
    ws2::nt::Association association = ws2::nt::association_of(static_cast<int>(s));
    if (association.port != nullptr && !ws2::nt::refuses_packet(*lpOverlapped) &&
        ws2::api::SkipOnSuccess::keep(lpOverlapped,
                                      ws2::nt::packet_of(*lpOverlapped, outcome, association.key)))
        association.port = nullptr;
    ws2::nt::complete_overlapped(*lpOverlapped, outcome, association);
    return 0;
}
}
