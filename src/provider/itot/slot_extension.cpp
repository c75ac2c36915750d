// Room provider_itot: GUID to function, and DisconnectEx.
#include "provider/itot/slot_extension.hpp"

#include "provider/itot/runtime.hpp"
#include "provider/itot/socket.hpp"

#include <cstring>

namespace ws2::provider::itot::slot {
namespace {

using Function = void (*)();

template<typename F>
Function as_function(F function) noexcept {
    return reinterpret_cast<Function>(function);
}

Function find(const GUID& id) noexcept {
    struct Extension {
        GUID id;
        Function function;
    };
    static const Extension extensions[] = {
        {WSAID_ACCEPTEX, as_function(accept_ex)},
        {WSAID_GETACCEPTEXSOCKADDRS, as_function(get_accept_ex_sockaddrs)},
        {WSAID_CONNECTEX, as_function(connect_ex)},
        {WSAID_DISCONNECTEX, as_function(disconnect_ex)},
        {WSAID_TRANSMITFILE, as_function(transmit_file)},
    };
    for (const Extension& extension : extensions)
        if (std::memcmp(&extension.id, &id, sizeof id) == 0)
            return extension.function;
    return nullptr;
}

} // namespace

int give_extension(const void* guid, DWORD guid_size, void* out, DWORD out_size, LPDWORD returned) {
    GUID id{};
    if (guid == nullptr || guid_size < sizeof id)
        return WSAEFAULT;
    std::memcpy(&id, guid, sizeof id);
    const Function function = find(id);
    if (function == nullptr)
        return WSAEINVAL;
    if (out == nullptr || out_size < sizeof function || returned == nullptr)
        return WSAEFAULT;
    std::memcpy(out, &function, sizeof function);
    *returned = sizeof function;
    return 0;
}

// As WSPSendDisconnect without data: behind every send, without waiting. The handle cannot be used
// anew: its TCP connection is still finishing.
BOOL PASCAL disconnect_ex(SOCKET s, LPOVERLAPPED overlapped, DWORD flags, DWORD reserved) {
    return extension_answer([&] {
        return with_socket(s, [&](Socket& socket) {
            if (reserved != 0 || (flags & ~DWORD{TF_REUSE_SOCKET}) != 0)
                return WSAEINVAL;
            const std::shared_ptr<Link> link = socket.link();
            if (!link)
                return WSAENOTCONN;
            if ((flags & TF_REUSE_SOCKET) != 0)
                return WSAEOPNOTSUPP;
            if (!socket.overlapped() || overlapped == nullptr) {
                const int code = link->send_disconnect({});
                return code == WSAESHUTDOWN ? WSAENOTCONN : code;
            }
            const Notice notice{overlapped, nullptr, nullptr};
            if (const int code = begin(notice); code != 0)
                return code;
            if (const int code = link->send_disconnect({}); code != 0)
                return code == WSAESHUTDOWN ? WSAENOTCONN : code;
            indicate(s, notice, nullptr, {});
            return WSA_IO_PENDING; // so that a port's packet is expected
        });
    });
}

} // namespace ws2::provider::itot::slot
