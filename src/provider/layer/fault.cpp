// Room provider_layer: "builtin:fault", which makes calls fail, late or short by the rules of the
// file that WS2_FAULT_FILE names. Which calls are struck depends on the seed, the socket's number
// in the order of creation, and the call's number on that socket: never on time or threads.
//
// An overlapped call is struck before it starts or not at all, so no completion is lost.
#include "kernel/user_probe.hpp"
#include "provider/layer/builtin.hpp"
#include "provider/layer/forward.hpp"
#include "provider/layer/per_socket.hpp"
#include "provider/layer/rules.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

namespace ws2::provider::layer {
namespace {

struct Counts {
    std::uint32_t calls = 0;
    std::uint32_t strikes = 0;
};

struct State {
    explicit State(std::uint64_t socket_number, std::size_t rules)
        : number(socket_number), counts(rules) {}
    const std::uint64_t number;
    std::mutex mutex; // guards what follows
    std::vector<Counts> counts;
    bool reset = false;
};

// Of the whole library, and never destroyed.
struct Plan {
    FaultPlan rules;
    std::atomic<std::uint64_t> sockets{0};
    PerSocket<State> states;
};

Plan& plan() {
    static Plan* const one = new Plan;
    return *one;
}

std::uint64_t mixed(std::uint64_t value) noexcept {
    value += 0x9E3779B97F4A7C15U;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9U;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBU;
    return value ^ (value >> 31);
}

// From 0 up to, not including, 1.
double chance(std::uint64_t socket, std::size_t rule, std::uint32_t call) noexcept {
    constexpr double scale = 1.0 / 9007199254740992.0; // 2^53
    const std::uint64_t drawn = mixed(mixed(mixed(plan().rules.seed + socket) + rule) + call);
    return static_cast<double>(drawn >> 11) * scale;
}

// The rules that strike this call. A socket that was reset has one for ever.
struct Strike {
    int error = 0; // the call fails with it
    std::uint32_t delay_ms = 0;
    std::uint32_t octets = 0; // it moves at most so many; 0: no bound
    bool reset = false;
};

Strike strike(State& state, FaultCall call) {
    Strike out;
    const std::lock_guard lock(state.mutex);
    if (state.reset && (call == FaultCall::send || call == FaultCall::receive)) {
        out.error = WSAECONNRESET;
        return out;
    }
    const auto& rules = plan().rules.rules;
    for (std::size_t i = 0; i < std::min(rules.size(), state.counts.size()); ++i) {
        const FaultRule& rule = rules[i];
        Counts& counts = state.counts[i];
        if (rule.call != FaultCall::any && rule.call != call)
            continue;
        const std::uint32_t number = counts.calls++;
        if (number < rule.after || (rule.times != 0 && counts.strikes >= rule.times) ||
            chance(state.number, i, number) >= rule.probability)
            continue;
        ++counts.strikes;
        switch (rule.kind) {
        case FaultKind::fail: out.error = rule.error; break;
        case FaultKind::short_transfer: out.octets = rule.octets; break;
        case FaultKind::delay: out.delay_ms += rule.delay_ms; break;
        case FaultKind::reset:
            out.error = WSAECONNRESET;
            out.reset = true;
            state.reset = true;
            break;
        }
    }
    return out;
}

struct Fault : Forward<Fault> {
    static constexpr std::u16string_view library = u"builtin:fault";

    static int started() {
        const auto text = file_of("WS2_FAULT_FILE");
        if (!text)
            return WSASYSNOTREADY;
        std::string problem;
        auto read = parse_faults(*text, problem);
        if (!read) {
            report_problem("WS2_FAULT_FILE", problem);
            return WSASYSNOTREADY;
        }
        if (plan().rules.rules.empty()) // the first start decides for the process
            plan().rules = std::move(*read);
        return 0;
    }

    static void opened(SOCKET s, const Below&) {
        plan().states.put(s, std::make_shared<State>(plan().sockets++, plan().rules.rules.size()));
    }
    static int WSPAPI close_socket(SOCKET s, LPINT error) {
        const auto state = plan().states.find(s);
        const int result = Forward::close_socket(s, error);
        if (result == 0 && state)
            plan().states.drop(s, state);
        return result;
    }

    // What strikes this call, after the delay; a reset has been prepared below.
    static Strike struck(SOCKET s, FaultCall call) {
        const auto state = plan().states.find(s);
        if (!state)
            return {};
        const Strike out = strike(*state, call);
        if (out.delay_ms != 0)
            std::this_thread::sleep_for(std::chrono::milliseconds(out.delay_ms));
        if (out.reset) { // the peer sees it when the program closes the socket, as it must now
            const linger abort{1, 0};
            int ignored = 0;
            Forward::set_sock_opt(s, SOL_SOCKET, SO_LINGER, reinterpret_cast<const char*>(&abort),
                                  sizeof abort, &ignored);
        }
        return out;
    }

    // A stream may move less than it was asked for; a message is whole.
    static LPWSABUF shortened(SOCKET s, const Strike& by, LPWSAOVERLAPPED overlapped,
                              LPWSABUF buffers, DWORD& count, WSABUF& room) {
        const Lower lower = stack.sockets.find(s);
        if (by.octets == 0 || overlapped != nullptr || buffers == nullptr || count == 0 ||
            lower.below == nullptr ||
            (lower.below->entry.dwServiceFlags1 & XP1_MESSAGE_ORIENTED) != 0)
            return buffers;
        for (DWORD i = 0; i < count; ++i) // the first that is not empty, else the last
            if (!kernel::read_user(&room, buffers + i, sizeof room))
                return buffers; // the call below has the right answer
            else if (room.len != 0)
                break;
        room.len = std::min<u_long>(room.len, by.octets);
        count = 1;
        return &room;
    }

    static int WSPAPI send(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
                           LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
                           LPWSATHREADID thread, LPINT error) {
        const Strike by = struck(s, FaultCall::send);
        WSABUF room{};
        if (by.error != 0)
            return failed(error, by.error);
        buffers = shortened(s, by, overlapped, buffers, count, room);
        return Forward::send(s, buffers, count, sent, flags, overlapped, routine, thread, error);
    }
    static int WSPAPI send_to(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
                              const sockaddr* to, int length, LPWSAOVERLAPPED overlapped,
                              LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread,
                              LPINT error) {
        const Strike by = struck(s, FaultCall::send);
        if (by.error != 0)
            return failed(error, by.error);
        return Forward::send_to(s, buffers, count, sent, flags, to, length, overlapped, routine,
                                thread, error);
    }
    static int WSPAPI recv(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
                           LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
                           LPWSATHREADID thread, LPINT error) {
        const Strike by = struck(s, FaultCall::receive);
        WSABUF room{};
        if (by.error != 0)
            return failed(error, by.error);
        buffers = shortened(s, by, overlapped, buffers, count, room);
        return Forward::recv(s, buffers, count, received, flags, overlapped, routine, thread,
                             error);
    }
    static int WSPAPI recv_from(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received,
                                LPDWORD flags, sockaddr* from, LPINT length,
                                LPWSAOVERLAPPED overlapped,
                                LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread,
                                LPINT error) {
        const Strike by = struck(s, FaultCall::receive);
        if (by.error != 0)
            return failed(error, by.error);
        return Forward::recv_from(s, buffers, count, received, flags, from, length, overlapped,
                                  routine, thread, error);
    }
    static int WSPAPI connect(SOCKET s, const sockaddr* name, int length, LPWSABUF caller,
                              LPWSABUF callee, LPQOS send_qos, LPQOS group_qos, LPINT error) {
        const Strike by = struck(s, FaultCall::connect);
        if (by.error != 0)
            return failed(error, by.error);
        return Forward::connect(s, name, length, caller, callee, send_qos, group_qos, error);
    }
    static SOCKET WSPAPI accept(SOCKET s, sockaddr* name, LPINT length, LPCONDITIONPROC condition,
                                DWORD_PTR data, LPINT error) {
        const Strike by = struck(s, FaultCall::accept);
        if (by.error != 0) {
            *error = by.error;
            return INVALID_SOCKET;
        }
        return Forward::accept(s, name, length, condition, data, error);
    }
};

} // namespace

int WSPAPI fault_startup(WORD wanted, LPWSPDATA data, LPWSAPROTOCOL_INFOW entry,
                         WSPUPCALLTABLE upcalls, LPWSPPROC_TABLE table) {
    return Fault::startup(wanted, data, entry, upcalls, table);
}

} // namespace ws2::provider::layer
