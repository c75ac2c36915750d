// Room provider_itot: Link, the sending half. A message goes from the program's memory to TCP in
// one system call; only what TCP does not take is copied and follows in the background.
#include "kernel/user_probe.hpp"
#include "kernel/wsa.hpp"
#include "provider/itot/link.hpp"
#include "provider/itot/link_cursor.hpp"

#include "winsock2.h"

#include <algorithm>
#include <array>

namespace ws2::provider::itot {

int Link::send_code() const noexcept {
    if (left_)
        return WSAEINTR;
    if (!connection_.was_open())
        return WSAENOTCONN;
    if (connection_.can_send())
        return 0;
    switch (connection_.ending()) {
    case Ending::aborted:
    case Ending::timed_out: return WSAECONNABORTED;
    case Ending::none: return WSAESHUTDOWN;
    default: return connection_.send_closed() ? WSAESHUTDOWN : WSAECONNRESET;
    }
}

int Link::send(const SendCall& call) {
    Lock lock(*this);
    const Time until = call.patience.blocking && call.patience.timeout_ms != 0
                           ? kernel::monotonic_ms() + call.patience.timeout_ms
                           : never;
    while (true) {
        if (const int code = send_code(); code != 0)
            return code;
        if (!sending_ && connection_.output().empty() && sends_.empty())
            break;
        if (!call.patience.blocking) {
            const Time now = kernel::monotonic_ms();
            if (!sending_)
                flush(now);
            if (sending_ || !connection_.output().empty() || !sends_.empty())
                return send_code() == 0 ? WSAEWOULDBLOCK : send_code();
            continue;
        }
        if (const int ended = wait(lock, false, true, until, call.patience.entry); ended != 0)
            return ended;
    }
    sending_ = true;
    int code = 0;
    try {
        code = transmit(lock, call, until);
    } catch (...) { // no memory; a part of the message may be under way
        sending_ = false;
        const Time now = kernel::monotonic_ms();
        connection_.tcp_failed(WSAENOBUFS, now);
        settle(now);
        throw;
    }
    sending_ = false;
    if (!connection_.output().empty() || carrier_.holds_output() ||
        connection_.phase() != Phase::open || !sends_.empty())
        settle(kernel::monotonic_ms());
    else
        waiters_.wake_all();
    return code;
}

// Nothing is queued when it begins. Once it has begun the message is finished, whatever a timeout
// or a hook says: what TCP does not take in time is queued, so that a message is never half sent.
int Link::transmit(Lock& lock, const SendCall& call, Time until) {
    const std::size_t capacity = connection_.fragment_size();
    Cursor cursor{call.pieces};
    std::size_t left = call.size;
    bool patient = call.patience.blocking;
    bool first = true;
    do {
        while (patient && !connection_.output().empty()) {
            patient = wait(lock, false, true, until, call.patience.entry) == 0;
            if (const int code = send_code(); code != 0)
                return code;
        }
        const std::size_t size = std::min(left, capacity);
        const bool last = size == left && call.end;
        if (size == 0 && !last)
            return 0; // part of a message, and nothing in it
        const codec::DataHeader header = connection_.data_header(size, last);
        if (const int code = write_frame(cursor, header, size, first); code != 0)
            return code;
        left -= size;
        first = false;
    } while (left != 0);
    return 0;
}

// Queues `header` and `size` octets of the program. False, and nothing queued, if they are not
// there.
bool Link::queue_frame(Cursor& cursor, Octets header, std::size_t size) {
    Output& output = connection_.output();
    std::uint8_t* to = output.extend(header.size() + size);
    std::ranges::copy(header, to);
    if (cursor.copy(to + header.size(), size))
        return true;
    output.cut_back(header.size() + size);
    return false;
}

int Link::write_frame(Cursor& cursor, const codec::DataHeader& header, std::size_t size,
                      bool first) {
    const Octets head(header.octets.data(), header.size);
    std::size_t sent = 0;
    // A guard reads the octets itself, so they are copied first, by who may find no memory there.
    const bool guarded = carrier_.guard() != nullptr;
    if (connection_.output().idle() && !guarded) {
        std::array<kernel::StreamPiece, 32> pieces;
        pieces[0] = {head.data(), head.size()};
        std::size_t count = 0;
        (void)cursor.gather(std::span(pieces).subspan(1), size, count);
        const base::Result<std::size_t> result =
            kernel::stream_send(descriptor_.get(), pieces.data(), count + 1);
        if (result)
            sent = result.value;
        else if (result.error == kernel::wsa::fault && first)
            return WSAEFAULT;
        else if (result.error != kernel::wsa::would_block) {
            fail(result.error, kernel::monotonic_ms());
            const int code = send_code();
            return code != 0 ? code : WSAECONNRESET;
        }
        if (sent == head.size() + size)
            return cursor.advance(size), 0;
        if (sent != 0)
            connection_.output().resume_frame(head.size() + size - sent);
    }
    const std::size_t head_sent = std::min(sent, head.size());
    cursor.advance(sent - head_sent);
    if (queue_frame(cursor, head.subspan(head_sent), size - (sent - head_sent))) {
        if (!guarded)
            return 0;
        write_output(kernel::monotonic_ms());
        return connection_.phase() == Phase::closed ? lost_code() : 0;
    }
    // Memory that is not there in the middle of a frame: it cannot be finished.
    if (sent != 0 || !first)
        connection_.abort();
    return WSAEFAULT;
}

int Link::send_expedited(Octets data) {
    const Lock lock(*this);
    if (const int code = send_code(); code != 0)
        return code;
    if (!connection_.has_expedited())
        return WSAEOPNOTSUPP;
    if (data.size() > codec::max_expedited_data)
        return WSAEMSGSIZE;
    if (data.empty())
        return WSAEINVAL;
    if (connection_.output().queued() > connection_.settings().limits.send_octets)
        return WSAEWOULDBLOCK;
    connection_.send_expedited(data);
    settle(kernel::monotonic_ms());
    return 0;
}

} // namespace ws2::provider::itot
