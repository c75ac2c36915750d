// Room provider_itot: ioctls: the blocking mode, and how much there is to receive.
#include "provider/itot/runtime.hpp"
#include "provider/itot/slot_extension.hpp"
#include "provider/itot/slots.hpp"
#include "provider/itot/socket.hpp"

#include "mswsock.h"
#include "ws2cancel.h"
#include "ws2itot.h"
#include "ws2tls.h"

#include <algorithm>
#include <cstring>

namespace ws2::provider::itot::slot {
namespace {

int put(const void* value, DWORD size, LPVOID out, DWORD room, LPDWORD returned) {
    if (out == nullptr || room < size || returned == nullptr)
        return WSAEFAULT;
    std::memcpy(out, value, size);
    *returned = size;
    return 0;
}

int set_mode(Socket& socket, LPVOID in, DWORD size, LPDWORD returned) {
    u_long on = 0;
    if (in == nullptr || size < sizeof on)
        return WSAEFAULT;
    std::memcpy(&on, in, sizeof on);
    if (on == 0)
        if (const std::shared_ptr<Notifier> notifier = socket.notifier();
            notifier && notifier->active())
            return WSAEINVAL;
    socket.non_blocking = on != 0;
    if (returned != nullptr)
        *returned = 0;
    return 0;
}

int give_ending(Socket& socket, LPVOID out, DWORD room, LPDWORD returned) {
    const std::shared_ptr<Link> link = socket.link();
    if (!link)
        return WSAENOTCONN;
    const Link::End end = link->end();
    ITOT_ENDING ending{};
    ending.dwTpdu = static_cast<DWORD>(end.tpdu);
    ending.dwReason = end.reason;
    ending.dwClearingSize = static_cast<DWORD>(end.clearing.size());
    ending.dwDataSize = static_cast<DWORD>(end.data.size());
    std::ranges::copy(end.clearing, ending.Clearing);
    std::ranges::copy(end.data, ending.Data);
    return put(&ending, sizeof ending, out, room, returned);
}

} // namespace

int WSPAPI ioctl(SOCKET s, DWORD code, LPVOID in, DWORD in_size, LPVOID out, DWORD out_size,
                 LPDWORD returned, LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE,
                 LPWSATHREADID, LPINT error) {
    return answer(error, [&] {
        return with_socket(s, [&](Socket& socket) {
            if (overlapped != nullptr)
                return WSAEOPNOTSUPP;
            switch (code) {
            case static_cast<DWORD>(FIONBIO): return set_mode(socket, in, in_size, returned);
            case static_cast<DWORD>(FIONREAD): {
                const std::shared_ptr<Link> link = socket.link();
                const std::size_t size = link ? link->next_size() : 0;
                const auto octets = static_cast<u_long>(std::min<std::size_t>(size, 0xFFFFFFFF));
                return put(&octets, sizeof octets, out, out_size, returned);
            }
            case SIO_GET_EXTENSION_FUNCTION_POINTER:
                return give_extension(in, in_size, out, out_size, returned);
            case SIO_ITOT_GET_ENDING: return give_ending(socket, out, out_size, returned);
            case SIO_WS2_CANCEL: return cancel(socket, in, in_size, out, out_size, returned);
            case SIO_WS2_SET_TLS: return set_guard(socket, in, in_size, returned);
            case SIO_WS2_GET_TLS: return get_guard(socket, out, out_size, returned);
            case SIO_BASE_HANDLE:
            case SIO_BSP_HANDLE:
            case SIO_BSP_HANDLE_SELECT:
            case SIO_BSP_HANDLE_POLL: return put(&s, sizeof s, out, out_size, returned);
            default: return WSAEOPNOTSUPP;
            }
        });
    });
}

} // namespace ws2::provider::itot::slot
