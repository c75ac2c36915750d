#include "provider/layer/forward.hpp"

#include "kernel/user_probe.hpp"

#include <algorithm>

namespace ws2::provider::layer {

int negotiate(WORD wanted, LPWSPDATA data, const void* entry, const void* table,
              std::u16string_view description) noexcept {
    constexpr WORD version = MAKEWORD(2, 2);
    if (data == nullptr || entry == nullptr || table == nullptr)
        return WSAEFAULT;
    if (LOBYTE(wanted) < 2 || wanted == MAKEWORD(2, 0) || wanted == MAKEWORD(2, 1))
        return WSAVERNOTSUPPORTED;
    *data = {};
    data->wVersion = version;
    data->wHighVersion = version;
    std::copy_n(description.begin(), std::min<std::size_t>(description.size(), WSPDESCRIPTION_LEN),
                data->szDescription);
    return 0;
}

SOCKET adopt(Stack& stack, const Below& below, SOCKET lower, LPINT error) noexcept {
    const WSPUPCALLTABLE& up = stack.upcalls();
    const DWORD id = below.entry.dwCatalogEntryId;
    const SOCKET s = below.own_handles ? up.lpWPUCreateSocketHandle(id, lower, error)
                                       : up.lpWPUModifyIFSHandle(id, lower, error);
    int ignored = 0;
    if (s != INVALID_SOCKET) {
        if (stack.sockets.put(s, below, lower) &&
            (!below.own_handles || watch_own(stack, s, lower)))
            return s;
        stack.sockets.forget(s, stack.sockets.generation_of(s));
        if (below.own_handles)
            up.lpWPUCloseSocketHandle(s, &ignored);
        *error = WSAENOBUFS;
    }
    below.table.lpWSPCloseSocket(lower, &ignored);
    return INVALID_SOCKET;
}

int own_info(const Below& below, char* value, LPINT length, LPINT error) noexcept {
    constexpr int octets = sizeof below.entry;
    int room = 0;
    if (length != nullptr && kernel::read_user(&room, length, sizeof room) && room >= octets &&
        value != nullptr && kernel::write_user(value, &below.entry, octets) &&
        kernel::write_user(length, &octets, sizeof octets))
        return 0;
    *error = WSAEFAULT;
    return SOCKET_ERROR;
}

WSAPROTOCOL_INFOW handed_down(const Below& below, const WSAPROTOCOL_INFOW& from) noexcept {
    WSAPROTOCOL_INFOW next = below.next;
    next.dwProviderReserved = from.dwProviderReserved;
    return next;
}

int cancel_below(Stack& stack, LPINT error) {
    int result = SOCKET_ERROR;
    *error = WSAEINVAL; // nothing blocks
    stack.for_each([&](const Below& below) {
        int code = 0;
        if (below.table.lpWSPCancelBlockingCall(&code) == 0)
            result = 0;
        else if (result != 0 && code != 0)
            *error = code;
    });
    return result;
}

} // namespace ws2::provider::layer
