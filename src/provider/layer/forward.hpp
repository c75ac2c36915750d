// Room provider_layer: the layer that forwards all 30 calls, and the start of every other layer.
//
//     struct Count : Forward<Count> { // in the layer's own library
//         static constexpr std::u16string_view library = u"libcount.so"; // of its catalog entry
//         static int WSPAPI send(SOCKET s, ...) { ++sends; return Forward::send(s, ...); }
//     };
//
// WSPStartup is Count::startup. A chain with XP1_IFS_HANDLES passes the handles below through:
// overlapped calls and extension functions go to what is below as they are, and their completions
// bypass the layer. A chain without it has handles of its own and translates them, see own.hpp.
#pragma once

#include "provider/layer/own.hpp"
#include "provider/layer/own_messages.hpp"
#include "provider/layer/select.hpp"
#include "provider/layer/stack.hpp"

#include <mswsock.h>
#include <ws2cancel.h>

namespace ws2::provider::layer {

// WSPStartup's first part, for a layer that speaks 2.2: 0 or a code.
int negotiate(WORD wanted, LPWSPDATA data, const void* entry, const void* table,
              std::u16string_view description) noexcept;

// A new handle for a socket that was opened below, or INVALID_SOCKET; then the socket is closed.
SOCKET adopt(Stack& stack, const Below& below, SOCKET lower, LPINT error) noexcept;

// WSPGetSockOpt(SO_PROTOCOL_INFOW): a program's socket is the chain's.
int own_info(const Below& below, char* value, LPINT length, LPINT error) noexcept;

// What is handed down instead of a caller's record, which may name a socket to be shared.
WSAPROTOCOL_INFOW handed_down(const Below& below, const WSAPROTOCOL_INFOW& from) noexcept;

// CancelBlockingCall, wherever a call blocks.
int cancel_below(Stack& stack, LPINT error);

template<class Layer>
struct Forward {
    static inline constinit Stack stack{Layer::library};

    // A layer that keeps something by socket shows its own.
    static void opened(SOCKET, const Below&) {}
    static void closed(SOCKET) {}
    static int started() { return 0; } // at the first WSPStartup: 0 or its code
    static void stopped() {}           // at the last WSPCleanup

    static int WSPAPI startup(WORD wanted, LPWSPDATA data, LPWSAPROTOCOL_INFOW entry,
                              WSPUPCALLTABLE upcalls, LPWSPPROC_TABLE table) {
        if (const int code = negotiate(wanted, data, entry, table, Layer::library))
            return code;
        if (const int code = Layer::started())
            return code;
        if (const int code = stack.start(*entry, upcalls))
            return code;
        *table = Layer::slots();
        return 0;
    }

    static WSPPROC_TABLE slots() {
        return {Layer::accept,
                Layer::address_to_string,
                Layer::async_select,
                Layer::bind,
                Layer::cancel_blocking_call,
                Layer::cleanup,
                Layer::close_socket,
                Layer::connect,
                Layer::duplicate_socket,
                Layer::enum_network_events,
                Layer::event_select,
                Layer::get_overlapped_result,
                Layer::get_peer_name,
                Layer::get_sock_name,
                Layer::get_sock_opt,
                Layer::get_qos_by_name,
                Layer::ioctl,
                Layer::join_leaf,
                Layer::listen,
                Layer::recv,
                Layer::recv_disconnect,
                Layer::recv_from,
                Layer::select,
                Layer::send,
                Layer::send_disconnect,
                Layer::send_to,
                Layer::set_sock_opt,
                Layer::shutdown,
                Layer::socket,
                Layer::string_to_address};
    }

    static SOCKET WSPAPI accept(SOCKET s, sockaddr* name, LPINT length, LPCONDITIONPROC condition,
                                DWORD_PTR data, LPINT error) {
        const Lower lower = stack.sockets.find(s);
        if (lower.below == nullptr)
            return no_socket(INVALID_SOCKET, error);
        const OwnAccept accepting(lower);
        const SOCKET accepted =
            lower.below->table.lpWSPAccept(lower.handle, name, length, condition, data, error);
        const SOCKET own = taken(*lower.below, accepted, error);
        accepting.inherits(stack, own, accepted);
        return own;
    }
    static INT WSPAPI address_to_string(LPSOCKADDR address, DWORD octets, LPWSAPROTOCOL_INFOW info,
                                        LPWSTR text, LPDWORD units, LPINT error) {
        const auto below = stack.below(info);
        if (!below)
            return failed(error, below.error);
        WSAPROTOCOL_INFOW next = handed_down(*below.value, *info);
        return below.value->table.lpWSPAddressToString(address, octets, &next, text, units, error);
    }
    static int WSPAPI async_select(SOCKET s, HWND window, unsigned int message, LONG events,
                                   LPINT error) {
        const Lower lower = stack.sockets.find(s);
        if (lower.below != nullptr && lower.below->own_handles)
            return select_own(stack, s, lower, {window, message}, events, error);
        return pass<&WSPPROC_TABLE::lpWSPAsyncSelect>(s, error, window, message, events);
    }
    static int WSPAPI bind(SOCKET s, const sockaddr* name, int length, LPINT error) {
        return pass<&WSPPROC_TABLE::lpWSPBind>(s, error, name, length);
    }
    static int WSPAPI cancel_blocking_call(LPINT error) { return cancel_below(stack, error); }
    static int WSPAPI cleanup(LPINT error) {
        const auto last = stack.clean_up();
        if (!last)
            return failed(error, last.error);
        if (last.value)
            Layer::stopped();
        return 0;
    }
    static int WSPAPI close_socket(SOCKET s, LPINT error) {
        const Lower lower = stack.sockets.find(s);
        if (lower.below == nullptr)
            return no_socket(SOCKET_ERROR, error);
        const std::uint32_t generation = stack.sockets.generation_of(s);
        if (lower.below->table.lpWSPCloseSocket(lower.handle, error) == SOCKET_ERROR)
            return SOCKET_ERROR;
        Layer::closed(s);
        if (lower.below->own_handles) {
            forget_own_messages(s, lower.handle);
            return close_own(stack, s, error);
        }
        stack.sockets.forget(s, generation);
        return 0;
    }
    static int WSPAPI connect(SOCKET s, const sockaddr* name, int length, LPWSABUF caller,
                              LPWSABUF callee, LPQOS send_qos, LPQOS group_qos, LPINT error) {
        return pass<&WSPPROC_TABLE::lpWSPConnect>(s, error, name, length, caller, callee, send_qos,
                                                  group_qos);
    }
    // The record must lead the other process to the chain, and what is below to its socket.
    static int WSPAPI duplicate_socket(SOCKET s, DWORD process, LPWSAPROTOCOL_INFOW info,
                                       LPINT error) {
        const Lower lower = stack.sockets.find(s);
        if (lower.below == nullptr)
            return no_socket(SOCKET_ERROR, error);
        const int result =
            lower.below->table.lpWSPDuplicateSocket(lower.handle, process, info, error);
        if (result == 0 && info != nullptr) {
            const DWORD reserved = info->dwProviderReserved;
            *info = lower.below->entry;
            info->dwProviderReserved = reserved;
        }
        return result;
    }
    static int WSPAPI enum_network_events(SOCKET s, WSAEVENT event, LPWSANETWORKEVENTS events,
                                          LPINT error) {
        return pass<&WSPPROC_TABLE::lpWSPEnumNetworkEvents>(s, error, event, events);
    }
    static int WSPAPI event_select(SOCKET s, WSAEVENT event, LONG events, LPINT error) {
        return pass<&WSPPROC_TABLE::lpWSPEventSelect>(s, error, event, events);
    }
    static BOOL WSPAPI get_overlapped_result(SOCKET s, LPWSAOVERLAPPED overlapped, LPDWORD octets,
                                             BOOL wait, LPDWORD flags, LPINT error) {
        const Lower lower = stack.sockets.find(s);
        if (lower.below == nullptr)
            return no_socket(FALSE, error);
        if (lower.below->own_handles)
            return own_result(overlapped, octets, wait, flags, error);
        return lower.below->table.lpWSPGetOverlappedResult(lower.handle, overlapped, octets, wait,
                                                           flags, error);
    }
    static int WSPAPI get_peer_name(SOCKET s, sockaddr* name, LPINT length, LPINT error) {
        return pass<&WSPPROC_TABLE::lpWSPGetPeerName>(s, error, name, length);
    }
    static int WSPAPI get_sock_name(SOCKET s, sockaddr* name, LPINT length, LPINT error) {
        return pass<&WSPPROC_TABLE::lpWSPGetSockName>(s, error, name, length);
    }
    static int WSPAPI get_sock_opt(SOCKET s, int level, int name, char* value, LPINT length,
                                   LPINT error) {
        const Lower lower = stack.sockets.find(s);
        if (lower.below != nullptr && level == SOL_SOCKET && name == SO_PROTOCOL_INFOW)
            return own_info(*lower.below, value, length, error);
        return pass<&WSPPROC_TABLE::lpWSPGetSockOpt>(s, error, level, name, value, length);
    }
    static BOOL WSPAPI get_qos_by_name(SOCKET s, LPWSABUF name, LPQOS qos, LPINT error) {
        const Lower lower = stack.sockets.find(s);
        return lower.below == nullptr
                   ? no_socket(FALSE, error)
                   : lower.below->table.lpWSPGetQOSByName(lower.handle, name, qos, error);
    }
    static int WSPAPI ioctl(SOCKET s, DWORD code, LPVOID in, DWORD in_size, LPVOID out,
                            DWORD out_size, LPDWORD returned, LPWSAOVERLAPPED overlapped,
                            LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread,
                            LPINT error) {
        const Lower lower = stack.sockets.find(s);
        if (lower.below != nullptr && lower.below->own_handles) {
            if (code == SIO_WS2_CANCEL)
                return cancel_own(stack, s, in, in_size, out, out_size, returned, error);
            if (code == SIO_GET_EXTENSION_FUNCTION_POINTER)
                return own_extension<Layer>(lower, in, in_size, out, out_size, returned, error);
            if (code == SIO_GET_MULTIPLE_EXTENSION_FUNCTION_POINTER) { // would not know its handles
                *error = WSAEOPNOTSUPP;
                return SOCKET_ERROR;
            }
            if (overlapped != nullptr)
                return post_own(
                    stack, s, overlapped, routine, thread, error, [&](const Request& request) {
                        return lower.below->table.lpWSPIoctl(lower.handle, code, in, in_size, out,
                                                             out_size, returned, request.below(),
                                                             nullptr, nullptr, error);
                    });
        }
        return pass<&WSPPROC_TABLE::lpWSPIoctl>(s, error, code, in, in_size, out, out_size,
                                                returned, overlapped, routine, thread);
    }
    static SOCKET WSPAPI join_leaf(SOCKET s, const sockaddr* name, int length, LPWSABUF caller,
                                   LPWSABUF callee, LPQOS send_qos, LPQOS group_qos, DWORD flags,
                                   LPINT error) {
        const Lower lower = stack.sockets.find(s);
        if (lower.below == nullptr)
            return no_socket(INVALID_SOCKET, error);
        const SOCKET leaf = lower.below->table.lpWSPJoinLeaf(
            lower.handle, name, length, caller, callee, send_qos, group_qos, flags, error);
        return leaf == lower.handle ? s : taken(*lower.below, leaf, error);
    }
    static int WSPAPI listen(SOCKET s, int backlog, LPINT error) {
        return pass<&WSPPROC_TABLE::lpWSPListen>(s, error, backlog);
    }
    static int WSPAPI recv(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
                           LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
                           LPWSATHREADID thread, LPINT error) {
        const Lower lower = stack.sockets.find(s);
        if (overlapped != nullptr && lower.below != nullptr && lower.below->own_handles)
            return post_own(
                stack, s, overlapped, routine, thread, error, [&](const Request& request) {
                    return lower.below->table.lpWSPRecv(lower.handle, buffers, count, received,
                                                        flags, request.below(), nullptr, nullptr,
                                                        error);
                });
        return pass<&WSPPROC_TABLE::lpWSPRecv>(s, error, buffers, count, received, flags,
                                               overlapped, routine, thread);
    }
    static int WSPAPI recv_disconnect(SOCKET s, LPWSABUF data, LPINT error) {
        return pass<&WSPPROC_TABLE::lpWSPRecvDisconnect>(s, error, data);
    }
    static int WSPAPI recv_from(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received,
                                LPDWORD flags, sockaddr* from, LPINT length,
                                LPWSAOVERLAPPED overlapped,
                                LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread,
                                LPINT error) {
        const Lower lower = stack.sockets.find(s);
        if (overlapped != nullptr && lower.below != nullptr && lower.below->own_handles)
            return post_own(
                stack, s, overlapped, routine, thread, error, [&](const Request& request) {
                    return lower.below->table.lpWSPRecvFrom(lower.handle, buffers, count, received,
                                                            flags, from, length, request.below(),
                                                            nullptr, nullptr, error);
                });
        return pass<&WSPPROC_TABLE::lpWSPRecvFrom>(s, error, buffers, count, received, flags, from,
                                                   length, overlapped, routine, thread);
    }
    static int WSPAPI select(int count, fd_set* read, fd_set* write, fd_set* except,
                             const timeval* timeout, LPINT error) {
        return select_below(stack.sockets, count, {{read, write, except}}, timeout, error);
    }
    static int WSPAPI send(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
                           LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
                           LPWSATHREADID thread, LPINT error) {
        const Lower lower = stack.sockets.find(s);
        if (overlapped != nullptr && lower.below != nullptr && lower.below->own_handles)
            return post_own(
                stack, s, overlapped, routine, thread, error, [&](const Request& request) {
                    return lower.below->table.lpWSPSend(lower.handle, buffers, count, sent, flags,
                                                        request.below(), nullptr, nullptr, error);
                });
        return pass<&WSPPROC_TABLE::lpWSPSend>(s, error, buffers, count, sent, flags, overlapped,
                                               routine, thread);
    }
    static int WSPAPI send_disconnect(SOCKET s, LPWSABUF data, LPINT error) {
        return pass<&WSPPROC_TABLE::lpWSPSendDisconnect>(s, error, data);
    }
    static int WSPAPI send_to(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
                              const sockaddr* to, int length, LPWSAOVERLAPPED overlapped,
                              LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread,
                              LPINT error) {
        const Lower lower = stack.sockets.find(s);
        if (overlapped != nullptr && lower.below != nullptr && lower.below->own_handles)
            return post_own(
                stack, s, overlapped, routine, thread, error, [&](const Request& request) {
                    return lower.below->table.lpWSPSendTo(lower.handle, buffers, count, sent, flags,
                                                          to, length, request.below(), nullptr,
                                                          nullptr, error);
                });
        return pass<&WSPPROC_TABLE::lpWSPSendTo>(s, error, buffers, count, sent, flags, to, length,
                                                 overlapped, routine, thread);
    }
    // AcceptEx and ConnectEx leave a context that names another socket.
    static int WSPAPI set_sock_opt(SOCKET s, int level, int name, const char* value, int length,
                                   LPINT error) {
        const Lower lower = stack.sockets.find(s);
        if (lower.below != nullptr && lower.below->own_handles && level == SOL_SOCKET &&
            name == SO_UPDATE_ACCEPT_CONTEXT) {
            const SOCKET listener = translated(stack.sockets, value, length);
            return pass<&WSPPROC_TABLE::lpWSPSetSockOpt>(s, error, level, name,
                                                         reinterpret_cast<const char*>(&listener),
                                                         static_cast<int>(sizeof listener));
        }
        return pass<&WSPPROC_TABLE::lpWSPSetSockOpt>(s, error, level, name, value, length);
    }
    static int WSPAPI shutdown(SOCKET s, int how, LPINT error) {
        return pass<&WSPPROC_TABLE::lpWSPShutdown>(s, error, how);
    }
    static SOCKET WSPAPI socket(int family, int type, int protocol, LPWSAPROTOCOL_INFOW info,
                                GROUP group, DWORD flags, LPINT error) {
        const auto below = stack.below(info);
        if (!below) {
            *error = below.error;
            return INVALID_SOCKET;
        }
        WSAPROTOCOL_INFOW next = handed_down(*below.value, *info);
        return taken(
            *below.value,
            below.value->table.lpWSPSocket(family, type, protocol, &next, group, flags, error),
            error);
    }
    static INT WSPAPI string_to_address(LPWSTR text, INT family, LPWSAPROTOCOL_INFOW info,
                                        LPSOCKADDR address, LPINT octets, LPINT error) {
        const auto below = stack.below(info);
        if (!below)
            return failed(error, below.error);
        WSAPROTOCOL_INFOW next = handed_down(*below.value, *info);
        return below.value->table.lpWSPStringToAddress(text, family, &next, address, octets, error);
    }

protected:
    static int failed(LPINT error, int code) noexcept {
        *error = code;
        return SOCKET_ERROR;
    }

private:
    template<typename Result>
    [[gnu::cold]] static Result no_socket(Result result, LPINT error) noexcept {
        *error = WSAENOTSOCK;
        return result;
    }

    template<auto Member, typename... Arguments>
    static int pass(SOCKET s, LPINT error, Arguments... arguments) {
        const Lower lower = stack.sockets.find(s);
        if (lower.below == nullptr) [[unlikely]]
            return no_socket(SOCKET_ERROR, error);
        return (lower.below->table.*Member)(lower.handle, arguments..., error);
    }

    // A socket that was opened below becomes the program's.
    static SOCKET taken(const Below& below, SOCKET lower, LPINT error) {
        if (lower == INVALID_SOCKET)
            return lower;
        const SOCKET s = adopt(stack, below, lower, error);
        if (s != INVALID_SOCKET)
            Layer::opened(s, below);
        return s;
    }
};

} // namespace ws2::provider::layer
