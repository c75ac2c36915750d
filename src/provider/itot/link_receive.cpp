// Room provider_itot: Link, the receiving half.
#include "kernel/user_probe.hpp"
#include "provider/itot/link.hpp"

#include "winsock2.h"

#include <algorithm>
#include <cstring>

namespace ws2::provider::itot {

// What a receive says when nothing is left to give; 0 while more may come.
int Link::end_code(bool stream_like) const noexcept {
    if (!connection_.was_open())
        return WSAENOTCONN;
    switch (connection_.ending()) {
    case Ending::none: return 0;
    // As a byte stream, the end is a receive of nothing (the caller asked for MSG_PARTIAL).
    case Ending::released: return stream_like ? 0 : WSAEDISCON;
    case Ending::timed_out: return WSAETIMEDOUT;
    case Ending::aborted: return WSAECONNABORTED;
    default: return WSAECONNRESET;
    }
}

namespace {

// The program's memory is written here and not by the kernel, so it is asked for first.
bool can_take(std::span<const Room> rooms, std::size_t size) noexcept {
    for (const Room& room : rooms) {
        const std::size_t step = std::min(room.size, size);
        if (!kernel::is_user_writable(room.data, step))
            return false;
        size -= step;
    }
    return true;
}

} // namespace

// Whether a receive can end now; `code` and `received` say how.
bool Link::try_receive(const ReceiveCall& call, std::size_t room, Received& received, int& code) {
    code = 0;
    received = {};
    if (left_)
        code = WSAEINTR;
    else if (receive_closed_)
        code = WSAESHUTDOWN;
    else if (!connection_.can_receive(room, call.partial)) {
        code = end_code(call.partial);
        return code != 0 || connection_.ending() != Ending::none;
    } else if (!can_take(call.rooms, connection_.next_size()))
        code = WSAEFAULT; // the message stays
    if (code != 0)
        return true;
    const bool was_full = notifier_ && !connection_.wants_input();
    const Inbox::Copied copied = connection_.receive(call.rooms, !call.peek, 0);
    received = {copied.size, !copied.end};
    const bool room_again = was_full && connection_.wants_input();
    if (armed_ || room_again) { // the program receives by itself again
        begin_lookout(kernel::monotonic_ms());
        arm(0);
    }
    return true;
}

int Link::receive(const ReceiveCall& call, Received& received) {
    std::size_t room = 0;
    for (const Room& one : call.rooms)
        room += one.size;
    Lock lock(*this);
    const Time until = call.patience.blocking && call.patience.timeout_ms != 0
                           ? kernel::monotonic_ms() + call.patience.timeout_ms
                           : never;
    activity_ = true;
    // A blocking call looks by waiting, unless a look alone is likely to be enough: it was the last
    // time, or has not been tried for a while.
    constexpr std::uint8_t patient_max = 16;
    bool looked = call.patience.blocking && !eager_ && ++patient_receives_ < patient_max;
    const bool trying = !looked;
    while (true) {
        int code = 0;
        const bool wanted_input = connection_.wants_input();
        // Overlapped receives that were posted before come first.
        if (receives_.empty() && try_receive(call, room, received, code)) {
            if (code == 0 && trying && looked) {
                eager_ = true;
                patient_receives_ = 0;
            }
            if (code == 0 && !call.peek &&
                (connection_.readable() || wanted_input != connection_.wants_input()))
                waiters_.wake_all();
            return code;
        }
        if (!looked) {
            looked = true;
            look(kernel::coarse_monotonic_ms());
            continue;
        }
        if (!call.patience.blocking)
            return WSAEWOULDBLOCK;
        eager_ = false;
        patient_receives_ = trying ? 0 : patient_receives_;
        if (const int ended = wait(lock, true, false, until, call.patience.entry); ended != 0)
            return ended;
    }
}

bool Link::try_receive_expedited(const ReceiveCall& call, Received& received, int& code) {
    code = 0;
    received = {};
    if (left_)
        code = WSAEINTR;
    else if (receive_closed_)
        code = WSAESHUTDOWN;
    else if (!connection_.has_oob()) {
        code = end_code(false);
        if (code == 0 && !connection_.has_expedited())
            code = WSAEOPNOTSUPP;
        return code != 0;
    }
    if (code != 0)
        return true;
    const Connection::Expedited expedited = connection_.first_oob();
    std::size_t done = 0;
    for (const Room& one : call.rooms)
        done += std::min(one.size, expedited.size - done);
    if (done < expedited.size)
        code = WSAEMSGSIZE; // it stays
    else if (!can_take(call.rooms, expedited.size))
        code = WSAEFAULT;
    if (code != 0)
        return true;
    done = 0;
    for (const Room& one : call.rooms) {
        const std::size_t step = std::min(one.size, expedited.size - done);
        if (step != 0)
            std::memcpy(one.data, expedited.octets.data() + done, step);
        done += step;
    }
    received = {done, false};
    if (!call.peek)
        connection_.pop_oob(kernel::monotonic_ms());
    return true;
}

int Link::receive_expedited(const ReceiveCall& call, Received& received) {
    Lock lock(*this);
    const Time until = call.patience.blocking && call.patience.timeout_ms != 0
                           ? kernel::monotonic_ms() + call.patience.timeout_ms
                           : never;
    activity_ = true;
    bool looked = call.patience.blocking;
    while (true) {
        int code = 0;
        if (expedited_receives_.empty() && try_receive_expedited(call, received, code)) {
            if (code == 0 && !call.peek)
                waiters_.wake_all(); // there is room for more input
            return code;
        }
        if (!looked) {
            looked = true;
            look(kernel::coarse_monotonic_ms());
            continue;
        }
        if (!call.patience.blocking)
            return WSAEWOULDBLOCK;
        if (const int ended = wait(lock, true, false, until, call.patience.entry); ended != 0)
            return ended;
    }
}

Link::State Link::state(Look wish) {
    const Lock lock(*this);
    if (wish != Look::no && connection_.was_open() && connection_.ending() == Ending::none &&
        (wish == Look::past_messages || !connection_.readable())) {
        activity_ = true;
        look(kernel::coarse_monotonic_ms());
    }
    State state{};
    state.phase = connection_.phase();
    state.ending = connection_.ending();
    state.was_open = connection_.was_open();
    state.readable = state.was_open && (receive_closed_ || connection_.readable() ||
                                        connection_.ending() != Ending::none);
    state.writable =
        state.was_open && (!connection_.can_send() || (connection_.output().empty() && !sending_));
    state.oob = connection_.has_oob();
    state.failure = state.was_open ? 0 : call_code();
    return state;
}

int Link::input_descriptor() {
    const Lock lock(*this);
    if (!descriptor_ || !connection_.was_open() || !connection_.wants_input())
        return -1;
    return descriptor_.get();
}

} // namespace ws2::provider::itot
