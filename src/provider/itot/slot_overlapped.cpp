// Room provider_itot: asking about an overlapped call, and calling it off.
#include "provider/itot/runtime.hpp"
#include "provider/itot/slots.hpp"
#include "provider/itot/socket.hpp"

#include "windows.h"
#include "ws2cancel.h"

#include <cstring>

namespace ws2::provider::itot::slot {

// FALSE with WSA_IO_INCOMPLETE while it is under way, with its own code if it failed. The outputs
// are written once it is complete. The socket is not held meanwhile: closing it ends the call.
BOOL WSPAPI get_overlapped_result(SOCKET s, LPWSAOVERLAPPED overlapped, LPDWORD transferred,
                                  BOOL wait, LPDWORD flags, LPINT error) {
    const int result = answer(error, [&] {
        if (const int code = with_socket(s, [](Socket&) { return 0; }); code != 0)
            return code;
        if (overlapped == nullptr || transferred == nullptr || flags == nullptr)
            return WSAEFAULT;
        DWORD count = 0;
        if (wait != FALSE)
            static_cast<void>(
                GetOverlappedResult(reinterpret_cast<HANDLE>(s), overlapped, &count, TRUE));
        if (!HasOverlappedIoCompleted(overlapped))
            return WSA_IO_INCOMPLETE;
        if (overlapped->OffsetHigh != 0)
            return static_cast<int>(overlapped->OffsetHigh);
        *transferred = static_cast<DWORD>(overlapped->InternalHigh);
        *flags = overlapped->Offset;
        return 0;
    });
    return result == 0 ? TRUE : FALSE;
}

int cancel(const Socket& socket, const void* in, DWORD in_size, void* out, DWORD out_size,
           LPDWORD returned) {
    WS2_CANCEL wish{};
    if (in == nullptr || in_size < sizeof wish || out == nullptr || out_size < sizeof(DWORD) ||
        returned == nullptr)
        return WSAEFAULT;
    std::memcpy(&wish, in, sizeof wish);
    const std::shared_ptr<Link> link = socket.link();
    const std::shared_ptr<Listener> listener = socket.listener();
    DWORD found = link ? link->cancel(wish.lpOverlapped, wish.dwThreadId, &socket) : 0;
    if (listener)
        found += listener->cancel(wish.lpOverlapped, wish.dwThreadId, &socket);
    std::memcpy(out, &found, sizeof found);
    *returned = sizeof found;
    return 0;
}

} // namespace ws2::provider::itot::slot
