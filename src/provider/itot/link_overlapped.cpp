// Room provider_itot: Link, overlapped calls. What cannot end at once waits in the order of
// posting, for each direction by itself; whoever moves octets next, mostly the reactor, ends it.
#include "kernel/wsa.hpp"
#include "provider/itot/link.hpp"
#include "provider/itot/link_cursor.hpp"
#include "provider/itot/pieces.hpp"

#include "winsock2.h"

#include <algorithm>
#include <new>

namespace ws2::provider::itot {

Done received_done(DWORD asked, const Received& received) noexcept {
    return {0, static_cast<DWORD>(received.size),
            (asked & MSG_OOB) | (received.partial ? DWORD{MSG_PARTIAL} : 0)};
}

void Link::Lock::unlock_and_tell() noexcept {
    OperationQueue done(std::move(link_.done_));
    std::shared_ptr<Notifier> notifier;
    if (link_.notifier_ && link_.notifier_->note(link_.facts()))
        notifier = link_.notifier_;
    link_.mutex_.unlock();
    if (notifier)
        notifier->tell();
    while (!done.empty())
        indicate(done.pop());
}

void Link::finish(OperationPointer operation, const Done& done) noexcept {
    operation->done = done;
    done_.push(std::move(operation));
}

bool Link::try_either(const ReceiveCall& call, std::size_t room, DWORD flags, Received& received,
                      int& code) {
    return (flags & MSG_OOB) != 0 ? try_receive_expedited(call, received, code)
                                  : try_receive(call, room, received, code);
}

int Link::begin_receive(const Overlapped& call, const ReceiveCall& how, OperationPointer& spare,
                        Done& done) {
    std::size_t room = 0;
    for (const Room& one : how.rooms)
        room += one.size;
    const Lock lock(*this);
    activity_ = true;
    OperationQueue& queue = receives(call.flags);
    if (queue.empty()) {
        Received received;
        int code = 0;
        bool ended = try_either(how, room, call.flags, received, code);
        if (!ended) {
            look(kernel::coarse_monotonic_ms());
            ended = try_either(how, room, call.flags, received, code);
        }
        if (ended) {
            done = received_done(call.flags, received);
            return code;
        }
    }
    if (!spare)
        spare = make_operation(call.socket, call.notice, call.buffers, call.count);
    spare->flags = call.flags;
    queue.push(std::move(spare));
    arm(0);
    return WSA_IO_PENDING;
}

void Link::serve_queue(OperationQueue& queue) {
    while (!queue.empty()) {
        const Operation& first = queue.front();
        Received received;
        int code = 0;
        try {
            const Pieces<Room> rooms(first.buffers(), first.count);
            const ReceiveCall call{
                rooms.get(), (first.flags & MSG_PARTIAL) != 0, (first.flags & MSG_PEEK) != 0, {}};
            if (!try_either(call, rooms.size(), first.flags, received, code))
                return;
        } catch (const std::bad_alloc&) {
            code = WSAENOBUFS;
        }
        Done done = received_done(first.flags, received);
        done.code = code;
        finish(queue.pop(), done);
    }
}

void Link::serve_receives() {
    serve_queue(expedited_receives_);
    serve_queue(receives_);
}

// Writes frames while nothing is queued before them. True when all are out, or `code` says why not.
bool Link::advance(Progress& at, const SendCall& call, int& code) {
    const std::size_t capacity = connection_.fragment_size();
    Cursor cursor{call.pieces, at.piece, at.offset};
    bool ended = false;
    code = 0;
    sending_ = true;
    while (!ended && connection_.output().idle()) {
        const std::size_t size = std::min(at.left, capacity);
        const bool last = size == at.left && call.end;
        if (size == 0 && !last) { // part of a message, and nothing in it
            ended = true;
            break;
        }
        code = write_frame(cursor, connection_.data_header(size, last), size, !at.begun);
        at.begun = true;
        at.left -= size;
        ended = code != 0 || at.left == 0;
    }
    sending_ = false;
    at.piece = cursor.index;
    at.offset = cursor.offset;
    return ended;
}

int Link::begin_send(const Overlapped& call, const SendCall& how, OperationPointer& spare,
                     Done& done) {
    const Lock lock(*this);
    if (const int code = send_code(); code != 0)
        return code;
    Progress at{0, 0, how.size, false};
    int code = 0;
    if (!sending_ && sends_.empty()) {
        if (!connection_.output().idle()) {
            write_output(kernel::monotonic_ms());
            if (code = send_code(); code != 0)
                return settle(kernel::monotonic_ms()), code;
        }
        if (connection_.output().idle() && advance(at, how, code)) {
            if (!connection_.output().empty() || carrier_.holds_output() ||
                connection_.phase() != Phase::open)
                settle(kernel::monotonic_ms());
            done = {0, static_cast<DWORD>(how.size), 0};
            return code;
        }
    }
    try {
        if (!spare)
            spare = make_operation(call.socket, call.notice, call.buffers, call.count);
    } catch (const std::bad_alloc&) {
        if (at.begun) { // it can be neither finished nor taken back
            connection_.abort();
            settle(kernel::monotonic_ms());
        }
        return WSAENOBUFS;
    }
    spare->flags = call.flags;
    spare->progress = at;
    sends_.push(std::move(spare));
    arm(0);
    return WSA_IO_PENDING;
}

// Why what was under way came to nothing.
int Link::lost_code() const noexcept {
    const Ending ending = connection_.ending();
    return ending == Ending::aborted || ending == Ending::timed_out ? WSAECONNABORTED
                                                                    : WSAECONNRESET;
}

void Link::serve_sends(Time now) {
    if (sending_)
        return;
    while (!sends_.empty()) {
        const Phase phase = connection_.phase();
        if (!descriptor_ || (phase != Phase::open && phase != Phase::draining)) {
            finish(sends_.pop(), {lost_code(), 0, 0});
            continue;
        }
        if (!connection_.output().idle())
            return;
        Operation& first = sends_.front();
        int code = 0;
        std::size_t size = 0;
        try {
            const Pieces<kernel::StreamPiece> pieces(first.buffers(), first.count);
            size = pieces.size();
            if (!advance(first.progress, {pieces.get(), size, (first.flags & MSG_PARTIAL) == 0, {}},
                         code))
                return;
        } catch (const std::bad_alloc&) {
            if (first.progress.begun)
                connection_.abort();
            code = WSAENOBUFS;
        }
        finish(sends_.pop(), {code, code == 0 ? static_cast<DWORD>(size) : 0, 0});
    }
    release_goodbye(now);
}

// No send is in front of it any more.
void Link::release_goodbye(Time now) {
    connection_.output().hold_last(false);
    connection_.output_taken(0, now);
}

void Link::begin_connect(OperationPointer operation) {
    const Lock lock(*this);
    connects_.push(std::move(operation));
    settle(kernel::monotonic_ms());
}

void Link::serve_connect() {
    if (connects_.empty())
        return;
    const int code = call_code();
    if (code == WSAEWOULDBLOCK)
        return;
    OperationPointer one = connects_.pop();
    if (code == 0 && one->progress.left != 0)
        sends_.push(std::move(one)); // the first data
    else
        finish(std::move(one), {code, 0, 0});
}

void Link::adopt_receive(OperationPointer operation) {
    const Lock lock(*this);
    activity_ = true;
    receives_.push(std::move(operation));
    look(kernel::monotonic_ms());
    settle(kernel::monotonic_ms());
}

unsigned Link::cancel(const OVERLAPPED* overlapped, DWORD issuer, const Socket* issued_on) {
    const Lock lock(*this);
    unsigned found = 0;
    OperationQueue gone;
    const bool calling = !connects_.empty();
    const auto wanted = [&](const Operation& one) {
        const bool meant = one.is_meant(overlapped, issuer) && one.socket.get() == issued_on;
        found += meant ? 1 : 0;
        return meant && !one.progress.begun;
    };
    for (OperationQueue* queue : {&receives_, &expedited_receives_, &sends_, &connects_})
        queue->move_to(gone, wanted);
    while (!gone.empty())
        finish(gone.pop(), {WSA_OPERATION_ABORTED, 0, 0});
    if (calling && connects_.empty())
        connection_.abort(); // the request is withdrawn, and the socket may call again
    if (sends_.empty()) {
        const Time now = kernel::monotonic_ms();
        release_goodbye(now);
        settle(now);
    }
    return found;
}

void Link::abort_operations(Time now) {
    for (OperationQueue* queue : {&receives_, &expedited_receives_, &sends_, &connects_})
        while (!queue->empty())
            finish(queue->pop(), {WSA_OPERATION_ABORTED, 0, 0});
    release_goodbye(now);
}

void Link::abandon() {
    OperationQueue gone; // outlives the lock
    {
        const Lock lock(*this);
        for (OperationQueue* queue : {&receives_, &expedited_receives_, &sends_, &connects_})
            while (!queue->empty())
                gone.push(queue->pop());
    }
    abort();
}

} // namespace ws2::provider::itot
