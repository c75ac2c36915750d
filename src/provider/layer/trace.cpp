// Room provider_layer: "builtin:trace", which writes down every call: arguments, result, error,
// time. Each slot is the one of Forward with the same wrapper around it. Completions of overlapped
// calls are not seen: they bypass a layer that passes handles through.
#include "kernel/user_probe.hpp"
#include "provider/layer/builtin.hpp"
#include "provider/layer/forward.hpp"
#include "provider/layer/trace_sink.hpp"
#include "provider/layer/trace_text.hpp"

#include <array>
#include <time.h>
#include <type_traits>

namespace ws2::provider::layer {
namespace {

std::uint64_t now_ns() noexcept {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * 1000000000U +
           static_cast<std::uint64_t>(now.tv_nsec);
}

struct Trace : Forward<Trace> {
    static constexpr std::u16string_view library = u"builtin:trace";
    static int started() { return open_trace(); }
    static WSPPROC_TABLE traced_slots();
};

// How the arguments of a call are called, in order, without the last one, the error.
struct Call {
    const char* name;
    std::array<const char*, 10> arguments;
};

int int_at(const int* user) {
    int value = 0;
    return user != nullptr && kernel::read_user(&value, user, sizeof value) ? value : 0;
}

// An argument that is a count or a length belongs to the one before it.
template<typename Next>
int length_of(Next next) {
    if constexpr (std::is_same_v<Next, int> || std::is_same_v<Next, DWORD>)
        return static_cast<int>(next);
    else if constexpr (std::is_same_v<Next, int*>)
        return int_at(next);
    else
        return 0;
}

// `pending`: what the call will write may be written at this moment, and is not looked at.
template<typename Argument, typename Next>
void write(ArgumentWriter& out, bool pending, const char* name, Argument value, Next next) {
    constexpr bool is_written = std::is_same_v<Argument, sockaddr*> ||
                                std::is_same_v<Argument, LPDWORD> ||
                                std::is_same_v<Argument, LPINT>;
    if (is_written && pending)
        return out.put(name, "pending", false);
    using Plain = std::remove_cv_t<std::remove_pointer_t<Argument>>;
    if constexpr (std::is_same_v<Argument, SOCKET>)
        out.socket(name, value);
    else if constexpr (std::is_same_v<Plain, sockaddr> && std::is_pointer_v<Argument>)
        out.address(name, value, length_of(next));
    else if constexpr (std::is_same_v<Argument, LPWSABUF>)
        out.buffers(name, value,
                    std::is_same_v<Next, DWORD> ? static_cast<DWORD>(length_of(next)) : 1);
    else if constexpr (std::is_same_v<Argument, fd_set*>)
        out.set(name, value);
    else if constexpr (std::is_same_v<Argument, LPDWORD> || std::is_same_v<Argument, LPINT>)
        out.pointed(name, value, std::is_same_v<Argument, LPINT>);
    else if constexpr (std::is_pointer_v<Argument>)
        out.pointer(name, reinterpret_cast<const void*>(value));
    else
        out.number(name, static_cast<long long>(value));
}

void write_all(ArgumentWriter&, bool, const char* const*) {}

template<typename First>
void write_all(ArgumentWriter& out, bool pending, const char* const* names, First first) {
    write(out, pending, *names, first, nullptr);
}

template<typename First, typename Second, typename... Rest>
void write_all(ArgumentWriter& out, bool pending, const char* const* names, First first,
               Second second, Rest... rest) {
    write(out, pending, *names, first, second);
    write_all(out, pending, names + 1, second, rest...);
}

template<typename Result>
bool has_failed(Result result, const Call& call) {
    if constexpr (std::is_same_v<Result, SOCKET>)
        return result == INVALID_SOCKET;
    const bool is_bool = std::string_view(call.name) == "WSPGetOverlappedResult" ||
                         std::string_view(call.name) == "WSPGetQOSByName";
    return is_bool ? result == 0 : static_cast<int>(result) == SOCKET_ERROR;
}

template<typename Result, typename... Arguments>
void report(const Call& call, std::uint64_t start, Result result, int error,
            Arguments... arguments) noexcept {
    try {
        TraceEvent event{call.name, start, now_ns() - start, {}, {}, {}, nullptr, 0};
        ArgumentWriter out;
        const bool failed = has_failed(result, call);
        write_all(out, failed && error == WSA_IO_PENDING, call.arguments.data(), arguments...);
        event.text = std::move(out.text);
        event.json = std::move(out.json);
        event.result = std::to_string(
            failed && sizeof(Result) == sizeof(SOCKET) ? -1 : static_cast<long long>(result));
        if (failed) {
            event.error = error;
            event.error_key = code_name(error);
        }
        write_trace(event);
    } catch (...) { // no memory for a line
    }
}

// The wrapper: `Slot` is the function of Forward, `Name` what its arguments are called.
template<auto Slot, const Call& Name>
struct Traced;
template<typename Result, typename... Arguments, Result(WSPAPI* Slot)(Arguments...),
         const Call& Name>
struct Traced<Slot, Name> {
    static Result WSPAPI call(Arguments... arguments) {
        return with_error(std::make_index_sequence<sizeof...(Arguments) - 1>(),
                          std::tuple<Arguments...>(arguments...));
    }
    template<std::size_t... I>
    static Result with_error(std::index_sequence<I...>, const std::tuple<Arguments...>& all) {
        const LPINT error = std::get<sizeof...(Arguments) - 1>(all);
        const std::uint64_t start = now_ns();
        const Result result = std::apply(Slot, all);
        report(Name, start, result, *error, std::get<I>(all)...);
        return result;
    }
};

#define WS2_TRACED(member, slot, ...)                                                              \
    static constexpr Call member##_call{#member, {__VA_ARGS__}};                                   \
    table.lp##member = Traced<&Forward::slot, member##_call>::call

WSPPROC_TABLE Trace::traced_slots() {
    WSPPROC_TABLE table{};
    WS2_TRACED(WSPAccept, accept, "s", "addr", "addrlen", "condition", "data");
    WS2_TRACED(WSPAddressToString, address_to_string, "address", "length", "info", "text", "size");
    WS2_TRACED(WSPAsyncSelect, async_select, "s", "window", "message", "events");
    WS2_TRACED(WSPBind, bind, "s", "name", "namelen");
    WS2_TRACED(WSPCancelBlockingCall, cancel_blocking_call, nullptr);
    WS2_TRACED(WSPCleanup, cleanup, nullptr);
    WS2_TRACED(WSPCloseSocket, close_socket, "s");
    WS2_TRACED(WSPConnect, connect, "s", "name", "namelen", "caller_data", "callee_data", "sqos",
               "gqos");
    WS2_TRACED(WSPDuplicateSocket, duplicate_socket, "s", "process", "info");
    WS2_TRACED(WSPEnumNetworkEvents, enum_network_events, "s", "event", "events");
    WS2_TRACED(WSPEventSelect, event_select, "s", "event", "events");
    WS2_TRACED(WSPGetOverlappedResult, get_overlapped_result, "s", "overlapped", "transferred",
               "wait", "flags");
    WS2_TRACED(WSPGetPeerName, get_peer_name, "s", "name", "namelen");
    WS2_TRACED(WSPGetSockName, get_sock_name, "s", "name", "namelen");
    WS2_TRACED(WSPGetSockOpt, get_sock_opt, "s", "level", "option", "value", "length");
    WS2_TRACED(WSPGetQOSByName, get_qos_by_name, "s", "name", "qos");
    WS2_TRACED(WSPIoctl, ioctl, "s", "code", "in", "in_size", "out", "out_size", "returned",
               "overlapped", "routine", "thread");
    WS2_TRACED(WSPJoinLeaf, join_leaf, "s", "name", "namelen", "caller_data", "callee_data", "sqos",
               "gqos", "flags");
    WS2_TRACED(WSPListen, listen, "s", "backlog");
    WS2_TRACED(WSPRecv, recv, "s", "buffers", "count", "received", "flags", "overlapped", "routine",
               "thread");
    WS2_TRACED(WSPRecvDisconnect, recv_disconnect, "s", "data");
    WS2_TRACED(WSPRecvFrom, recv_from, "s", "buffers", "count", "received", "flags", "from",
               "fromlen", "overlapped", "routine", "thread");
    WS2_TRACED(WSPSelect, select, "nfds", "read", "write", "except", "timeout");
    WS2_TRACED(WSPSend, send, "s", "buffers", "count", "sent", "flags", "overlapped", "routine",
               "thread");
    WS2_TRACED(WSPSendDisconnect, send_disconnect, "s", "data");
    WS2_TRACED(WSPSendTo, send_to, "s", "buffers", "count", "sent", "flags", "to", "tolen",
               "overlapped", "routine", "thread");
    WS2_TRACED(WSPSetSockOpt, set_sock_opt, "s", "level", "option", "value", "length");
    WS2_TRACED(WSPShutdown, shutdown, "s", "how");
    WS2_TRACED(WSPSocket, socket, "family", "type", "protocol", "info", "group", "flags");
    WS2_TRACED(WSPStringToAddress, string_to_address, "text", "family", "info", "address",
               "length");
    return table;
}

} // namespace

int WSPAPI trace_startup(WORD wanted, LPWSPDATA data, LPWSAPROTOCOL_INFOW entry,
                         WSPUPCALLTABLE upcalls, LPWSPPROC_TABLE table) {
    const int code = Trace::startup(wanted, data, entry, upcalls, table);
    if (code == 0)
        *table = Trace::traced_slots();
    return code;
}

} // namespace ws2::provider::layer
