// Room provider_layer: "builtin:shape", which bounds the rate of each socket and delays what it
// sends, by the file that WS2_SHAPE_FILE names. The thread that calls is the one that waits, a
// non-blocking or overlapped call's too: what is below never learns of it.
#include "provider/layer/builtin.hpp"
#include "provider/layer/forward.hpp"
#include "provider/layer/per_socket.hpp"
#include "provider/layer/rules.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

namespace ws2::provider::layer {
namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

Shape& shape() {
    static Shape* const one = new Shape;
    return *one;
}

// When the octets of one direction are due. It may run ahead of the clock by a burst.
class Bucket {
public:
    // When `octets` more may move.
    Clock::time_point book(double octets, double rate) {
        const std::lock_guard lock(mutex_);
        const auto now = Clock::now();
        const auto ahead =
            std::chrono::duration_cast<Clock::duration>(Seconds(shape().burst / rate));
        paid_until_ = std::max(paid_until_, now - ahead);
        const auto due = paid_until_;
        paid_until_ += std::chrono::duration_cast<Clock::duration>(Seconds(octets / rate));
        return std::max(due, now);
    }

private:
    std::mutex mutex_;
    Clock::time_point paid_until_{};
};

struct State {
    Bucket sending;
    Bucket receiving;
};

PerSocket<State>& states() {
    static auto* const one = new PerSocket<State>;
    return *one;
}

double octets_in(const WSABUF* buffers, DWORD count) {
    double octets = 0;
    for (DWORD i = 0; buffers != nullptr && i < count; ++i)
        octets += buffers[i].len;
    return octets;
}

void before_sending(SOCKET s, const WSABUF* buffers, DWORD count) {
    auto due = Clock::now() + std::chrono::milliseconds(shape().delay_ms);
    if (const auto state = states().find(s); state && shape().send_rate > 0)
        due = std::max(due, state->sending.book(octets_in(buffers, count), shape().send_rate));
    std::this_thread::sleep_until(due);
}

void after_receiving(SOCKET s, double octets) {
    const auto state = states().find(s);
    if (state && shape().receive_rate > 0)
        std::this_thread::sleep_until(state->receiving.book(octets, shape().receive_rate));
}

struct Shaper : Forward<Shaper> {
    static constexpr std::u16string_view library = u"builtin:shape";

    static int started() {
        const auto text = file_of("WS2_SHAPE_FILE");
        if (!text)
            return WSASYSNOTREADY;
        std::string problem;
        const auto read = parse_shape(*text, problem);
        if (!read) {
            report_problem("WS2_SHAPE_FILE", problem);
            return WSASYSNOTREADY;
        }
        static const Shape first = *read; // the first start decides for the process
        shape() = first;
        return 0;
    }

    static void opened(SOCKET s, const Below&) { states().put(s, std::make_shared<State>()); }
    static int WSPAPI close_socket(SOCKET s, LPINT error) {
        const auto state = states().find(s);
        const int result = Forward::close_socket(s, error);
        if (result == 0 && state)
            states().drop(s, state);
        return result;
    }
    static int WSPAPI send(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
                           LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
                           LPWSATHREADID thread, LPINT error) {
        before_sending(s, buffers, count);
        return Forward::send(s, buffers, count, sent, flags, overlapped, routine, thread, error);
    }
    static int WSPAPI send_to(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
                              const sockaddr* to, int length, LPWSAOVERLAPPED overlapped,
                              LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread,
                              LPINT error) {
        before_sending(s, buffers, count);
        return Forward::send_to(s, buffers, count, sent, flags, to, length, overlapped, routine,
                                thread, error);
    }
    static int WSPAPI recv(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
                           LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
                           LPWSATHREADID thread, LPINT error) {
        const int result =
            Forward::recv(s, buffers, count, received, flags, overlapped, routine, thread, error);
        if (result == 0 && overlapped == nullptr && received != nullptr)
            after_receiving(s, *received);
        return result;
    }
    static int WSPAPI recv_from(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received,
                                LPDWORD flags, sockaddr* from, LPINT length,
                                LPWSAOVERLAPPED overlapped,
                                LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread,
                                LPINT error) {
        const int result = Forward::recv_from(s, buffers, count, received, flags, from, length,
                                              overlapped, routine, thread, error);
        if (result == 0 && overlapped == nullptr && received != nullptr)
            after_receiving(s, *received);
        return result;
    }
};

} // namespace

int WSPAPI shape_startup(WORD wanted, LPWSPDATA data, LPWSAPROTOCOL_INFOW entry,
                         WSPUPCALLTABLE upcalls, LPWSPPROC_TABLE table) {
    return Shaper::startup(wanted, data, entry, upcalls, table);
}

} // namespace ws2::provider::layer
