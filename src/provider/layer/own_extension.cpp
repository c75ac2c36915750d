// Room provider_layer: extension functions of layers with handles of their own. These functions
// leave their error with the thread.
#include "provider/layer/own.hpp"

#include <cstring>
#include <winerror.h>

namespace ws2::provider::layer {
namespace {

template<class Function>
struct Target {
    Lower lower;
    Function function = nullptr; // null: the thread's error says why
};

template<class Function>
Target<Function> target_of(Stack& stack, SOCKET s, GUID id) {
    Target<Function> out{stack.sockets.find(s)};
    int error = WSAENOTSOCK;
    DWORD octets = 0;
    if (out.lower.below == nullptr ||
        out.lower.below->table.lpWSPIoctl(out.lower.handle, SIO_GET_EXTENSION_FUNCTION_POINTER, &id,
                                          sizeof id, &out.function, sizeof out.function, &octets,
                                          nullptr, nullptr, nullptr, &error) != 0) {
        out.function = nullptr;
        WSASetLastError(error);
    }
    return out;
}

// The call below by its BOOL, as post_own() wants it.
int as_slot(BOOL done, int& error) {
    if (done != FALSE)
        return 0;
    error = WSAGetLastError();
    return SOCKET_ERROR;
}

template<class Call>
int post(Stack& stack, SOCKET s, LPOVERLAPPED overlapped,
         LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, Call call) {
    int error = 0;
    const int result =
        post_own(stack, s, overlapped, routine, nullptr, &error,
                 [&](const Request& request) { return as_slot(call(request.below()), error); });
    WSASetLastError(error);
    return result;
}

template<class Call>
BOOL post_or_call(Stack& stack, SOCKET s, LPOVERLAPPED overlapped, Call call) {
    if (overlapped == nullptr)
        return call(nullptr);
    return post(stack, s, overlapped, nullptr, call) == 0 ? TRUE : FALSE;
}

struct Wrapped {
    GUID id;
    void* function;
};

template<class Function>
void* address(Function function) {
    void* out = nullptr;
    static_assert(sizeof out == sizeof function);
    std::memcpy(&out, &function, sizeof out);
    return out;
}

} // namespace

BOOL own_accept_ex(Stack& stack, SOCKET listener, SOCKET accepted, PVOID out, DWORD data,
                   DWORD local, DWORD remote, LPDWORD received, LPOVERLAPPED overlapped) {
    const auto target = target_of<LPFN_ACCEPTEX>(stack, listener, WSAID_ACCEPTEX);
    if (target.function == nullptr)
        return FALSE;
    const Lower other = stack.sockets.find(accepted);
    return post_or_call(stack, listener, overlapped, [&](LPOVERLAPPED below) {
        return target.function(target.lower.handle, other.handle, out, data, local, remote,
                               received, below);
    });
}

BOOL own_connect_ex(Stack& stack, SOCKET s, const sockaddr* name, int length, PVOID data,
                    DWORD octets, LPDWORD sent, LPOVERLAPPED overlapped) {
    const auto target = target_of<LPFN_CONNECTEX>(stack, s, WSAID_CONNECTEX);
    return target.function == nullptr
               ? FALSE
               : post_or_call(stack, s, overlapped, [&](LPOVERLAPPED below) {
                     return target.function(target.lower.handle, name, length, data, octets, sent,
                                            below);
                 });
}

BOOL own_disconnect_ex(Stack& stack, SOCKET s, LPOVERLAPPED overlapped, DWORD flags,
                       DWORD reserved) {
    const auto target = target_of<LPFN_DISCONNECTEX>(stack, s, WSAID_DISCONNECTEX);
    return target.function == nullptr
               ? FALSE
               : post_or_call(stack, s, overlapped, [&](LPOVERLAPPED below) {
                     return target.function(target.lower.handle, below, flags, reserved);
                 });
}

BOOL own_transmit_file(Stack& stack, SOCKET s, HANDLE file, DWORD octets, DWORD each,
                       LPOVERLAPPED overlapped, LPTRANSMIT_FILE_BUFFERS buffers, DWORD flags) {
    const auto target = target_of<LPFN_TRANSMITFILE>(stack, s, WSAID_TRANSMITFILE);
    return target.function == nullptr
               ? FALSE
               : post_or_call(stack, s, overlapped, [&](LPOVERLAPPED below) {
                     if (below != nullptr) { // where in the file to start
                         below->Offset = overlapped->Offset;
                         below->OffsetHigh = overlapped->OffsetHigh;
                     }
                     return target.function(target.lower.handle, file, octets, each, below, buffers,
                                            flags);
                 });
}

INT own_receive_message(Stack& stack, SOCKET s, LPWSAMSG message, LPDWORD received,
                        LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) {
    const auto target = target_of<LPFN_WSARECVMSG>(stack, s, WSAID_WSARECVMSG);
    if (target.function == nullptr)
        return SOCKET_ERROR;
    const auto call = [&](LPOVERLAPPED below) {
        return target.function(target.lower.handle, message, received, below, nullptr);
    };
    if (overlapped == nullptr)
        return call(nullptr);
    return post(stack, s, overlapped, routine,
                [&](LPOVERLAPPED below) { return call(below) == 0 ? TRUE : FALSE; });
}

INT own_send_message(Stack& stack, SOCKET s, LPWSAMSG message, DWORD flags, LPDWORD sent,
                     LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) {
    const auto target = target_of<LPFN_WSASENDMSG>(stack, s, WSAID_WSASENDMSG);
    if (target.function == nullptr)
        return SOCKET_ERROR;
    const auto call = [&](LPOVERLAPPED below) {
        return target.function(target.lower.handle, message, flags, sent, below, nullptr);
    };
    if (overlapped == nullptr)
        return call(nullptr);
    return post(stack, s, overlapped, routine,
                [&](LPOVERLAPPED below) { return call(below) == 0 ? TRUE : FALSE; });
}

int own_extension(const Lower& lower, const Extensions& wrappers, LPVOID in, DWORD in_size,
                  LPVOID out, DWORD out_size, LPDWORD returned, LPINT error) {
    if (const int result = lower.below->table.lpWSPIoctl(
            lower.handle, SIO_GET_EXTENSION_FUNCTION_POINTER, in, in_size, out, out_size, returned,
            nullptr, nullptr, nullptr, error))
        return result;
    const Wrapped known[] = {{WSAID_ACCEPTEX, address(wrappers.accept_ex)},
                             {WSAID_CONNECTEX, address(wrappers.connect_ex)},
                             {WSAID_DISCONNECTEX, address(wrappers.disconnect_ex)},
                             {WSAID_TRANSMITFILE, address(wrappers.transmit_file)},
                             {WSAID_WSARECVMSG, address(wrappers.receive_message)},
                             {WSAID_WSASENDMSG, address(wrappers.send_message)}};
    for (const Wrapped& each : known)
        if (std::memcmp(&each.id, in, sizeof each.id) == 0) {
            std::memcpy(out, &each.function, sizeof each.function);
            return 0;
        }
    const GUID names_no_socket = WSAID_GETACCEPTEXSOCKADDRS;
    if (std::memcmp(&names_no_socket, in, sizeof names_no_socket) == 0)
        return 0;
    std::memset(out, 0, sizeof(void*)); // a function that this layer does not know takes handles
    *error = WSAEOPNOTSUPP;
    return SOCKET_ERROR;
}

} // namespace ws2::provider::layer
