// Room provider_tcpip: GUID to function.
#include "provider/tcpip/extension.hpp"

#include <cstring>

namespace ws2::provider::tcpip {
namespace {

using Function = void (*)();

struct Extension {
    GUID id;
    Function function;
};

template<typename F>
Function as_function(F function) noexcept {
    return reinterpret_cast<Function>(function);
}

Function find(const GUID& id) noexcept {
    static const Extension extensions[] = {
        {WSAID_ACCEPTEX, as_function(accept_ex)},
        {WSAID_GETACCEPTEXSOCKADDRS, as_function(get_accept_ex_sockaddrs)},
        {WSAID_CONNECTEX, as_function(connect_ex)},
        {WSAID_DISCONNECTEX, as_function(disconnect_ex)},
        {WSAID_TRANSMITFILE, as_function(transmit_file)},
        {WSAID_TRANSMITPACKETS, as_function(transmit_packets)},
        {WSAID_WSARECVMSG, as_function(receive_message)},
        {WSAID_WSASENDMSG, as_function(send_message)},
        {WSAID_WSAPOLL, as_function(poll_sockets)},
    };
    for (const Extension& extension : extensions)
        if (std::memcmp(&extension.id, &id, sizeof id) == 0)
            return extension.function;
    return nullptr;
}

} // namespace

int give_extension(const void* guid, DWORD guid_size, void* out, DWORD out_size,
                   DWORD& returned) noexcept {
    GUID id{};
    if (guid == nullptr || guid_size < sizeof id)
        return WSAEFAULT;
    std::memcpy(&id, guid, sizeof id);
    const Function function = find(id);
    if (function == nullptr)
        return WSAEINVAL;
    if (out == nullptr || out_size < sizeof function)
        return WSAEFAULT;
    std::memcpy(out, &function, sizeof function);
    returned = sizeof function;
    return 0;
}

BOOL as_boolean(int code) noexcept {
    if (code == 0)
        return TRUE;
    WSASetLastError(code);
    return FALSE;
}

int start(Request& request, LPDWORD transferred) noexcept {
    DWORD count = 0;
    int code = 0;
    if (request.overlapped == nullptr) {
        code = run(request, 0, &count);
    } else {
        code = submit(request);
        if (code == WSA_IO_PENDING)
            return code;
        count = request.transferred;
        free_request(request);
    }
    if (code == 0 && transferred != nullptr)
        *transferred = count;
    return code;
}

} // namespace ws2::provider::tcpip
