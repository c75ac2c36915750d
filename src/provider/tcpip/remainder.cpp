#include "provider/tcpip/remainder.hpp"

#include "kernel/futex.hpp"
#include "kernel/message.hpp"
#include "kernel/option.hpp"
#include "kernel/process_end.hpp"
#include "kernel/readiness.hpp"
#include "kernel/service_thread.hpp"
#include "kernel/user_memory.hpp"
#include "provider/tcpip/notification.hpp"
#include "provider/tcpip/post.hpp"
#include "provider/tcpip/socket_table.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <memory>
#include <new>

namespace ws2::provider::tcpip {
namespace {

using base::Result;

// Lives as long as the process: sockets that a program has closed are sent on.
class Writer {
public:
    // Null if the process has no descriptor or no thread left.
    static Writer* instance() {
        static Writer* const writer = create();
        return writer;
    }

    bool watch(SocketState& socket) noexcept {
        return static_cast<bool>(
            set_.add_writable(socket.descriptor, reinterpret_cast<std::uintptr_t>(&socket)));
    }

    void forget(const SocketState& socket) noexcept { set_.remove(socket.descriptor); }

private:
    static Writer* create() noexcept {
        auto* writer = new (std::nothrow) Writer;
        if (writer == nullptr || !writer->set_ || !kernel::start_service_thread(run_it, writer)) {
            delete writer;
            return nullptr;
        }
        return writer;
    }

    static void run_it(void* writer) { static_cast<Writer*>(writer)->run(); }
    [[noreturn]] void run() noexcept;

    kernel::ReadinessSet set_;
};

// The remainders that were let go and are not sent yet, and what of them the kernel has taken.
constinit std::atomic<std::uint32_t> let_go{0};
constinit std::atomic<std::uint64_t> octets_seen_off{0};

void see_off() noexcept {
    constexpr std::int64_t patience_ns = 10'000'000'000;
    constexpr std::int64_t longest_ns = 120'000'000'000;
    const std::int64_t end = kernel::monotonic_ns() + longest_ns;
    while (kernel::monotonic_ns() < end) {
        const std::uint64_t before = octets_seen_off;
        const std::int64_t deadline = std::min(end, kernel::monotonic_ns() + patience_ns);
        bool in_time = true;
        std::uint32_t left = 0;
        while (in_time && (left = let_go) != 0)
            in_time = kernel::futex_wait(let_go, left, deadline);
        if (left == 0 || octets_seen_off == before)
            return;
    }
}

// The caller holds send_order.
void let_go_held(SocketState& socket) noexcept {
    Remainder& unsent = *socket.unsent;
    if (unsent.last)
        return;
    kernel::at_process_end(see_off);
    unsent.last = true;
    ++let_go;
    if (!socket.keeps(choice::shared))
        kernel::set_linger(socket.descriptor, true, 0);
}

void raise_all(Remainder& unsent) noexcept {
    for (const kernel::Signal* waiter : unsent.waiters)
        waiter->raise();
}

// The remainder is gone, sent or not. The caller holds send_order.
void finish(SocketState& socket) noexcept {
    Remainder& unsent = *socket.unsent;
    if (unsent.last) {
        if (!socket.keeps(choice::shared))
            kernel::set_linger(socket.descriptor, false, 0);
        --let_go;
        kernel::futex_wake(&let_go, 1);
    }
    if (unsent.shut_down_after)
        static_cast<void>(kernel::shutdown(socket.descriptor, kernel::End::send));
    unsent.octets = {};
    socket.clear(status::remainder);
    raise_all(unsent);
}

// Sends what the kernel takes. True when nothing is left to do. The caller holds send_order.
bool advance(SocketState& socket) noexcept {
    Remainder& unsent = *socket.unsent;
    while (unsent.sent < unsent.octets.size()) {
        const Result<std::uint32_t> taken =
            kernel::send(socket.descriptor, unsent.octets.data() + unsent.sent,
                         unsent.octets.size() - unsent.sent,
                         unsent.native_flags | kernel::native_flag::dont_wait);
        if (taken.error == WSAEWOULDBLOCK)
            return false;
        if (taken.error == WSAECONNRESET)
            socket.set(status::reset);
        if (!taken)
            break; // the connection is gone; the program learns it from its next call
        unsent.sent += taken.value;
        if (unsent.last)
            octets_seen_off += taken.value;
    }
    return true;
}

void Writer::run() noexcept {
    std::array<std::uint64_t, 32> keys;
    for (;;) {
        const std::size_t found = set_.wait(keys.data(), keys.size());
        for (std::size_t i = 0; i < found; ++i) {
            auto& socket = *reinterpret_cast<SocketState*>(static_cast<std::uintptr_t>(keys[i]));
            bool done = false;
            {
                const std::lock_guard guard(socket.send_order);
                if (!socket.has(status::remainder)) // dropped by drop_remainder
                    continue;
                done = advance(socket);
                if (done) {
                    set_.remove(socket.descriptor);
                    finish(socket);
                }
            }
            if (!done)
                continue;
            note_change(socket); // it may be writable
            SocketTable::release(socket);
        }
    }
}

} // namespace

int own_remainder(SocketState& socket, const kernel::Piece* pieces, std::size_t count,
                  int native_flags) {
    Writer* const writer = Writer::instance();
    if (writer == nullptr)
        return WSAENOBUFS;
    std::size_t size = 0;
    for (std::size_t i = 0; i < count; ++i)
        size += pieces[i].size;
    if (!socket.unsent)
        socket.unsent = std::make_unique<Remainder>();
    Remainder& unsent = *socket.unsent;
    unsent.octets.resize(size);
    unsent.sent = 0;
    unsent.native_flags = native_flags;
    unsent.shut_down_after = unsent.last = false;
    unsigned char* to = unsent.octets.data();
    for (std::size_t i = 0; i < count; ++i) {
        const Result<void> copied = kernel::copy_from_user(to, pieces[i].start, pieces[i].size);
        if (!copied)
            return copied.error;
        to += pieces[i].size;
    }
    socket.references.fetch_add(1, std::memory_order_relaxed); // the writer's
    socket.set(status::remainder);
    if (writer->watch(socket))
        return 0;
    socket.clear(status::remainder);
    socket.references.fetch_sub(1, std::memory_order_relaxed); // the caller's own keeps it alive
    return WSAENOBUFS;
}

int extend_remainder(SocketState& socket, const kernel::Piece* pieces, std::size_t count) {
    std::vector<unsigned char>& octets = socket.unsent->octets;
    const std::size_t before = octets.size();
    std::size_t size = 0;
    for (std::size_t i = 0; i < count; ++i)
        size += pieces[i].size;
    if (before + size - socket.unsent->sent > most_unsent)
        return WSAEWOULDBLOCK;
    octets.resize(before + size);
    unsigned char* to = octets.data() + before;
    for (std::size_t i = 0; i < count; ++i) {
        const Result<void> copied = kernel::copy_from_user(to, pieces[i].start, pieces[i].size);
        if (!copied) {
            octets.resize(before);
            return copied.error;
        }
        to += pieces[i].size;
    }
    return 0;
}

Result<void> shut_send_side(SocketState& socket) noexcept {
    const std::lock_guard guard(socket.send_order);
    socket.set(status::send_shut);
    if (!socket.has(status::remainder))
        return socket.has(status::sends_posted)
                   ? shut_behind_posted_sends(socket)
                   : kernel::shutdown(socket.descriptor, kernel::End::send);
    socket.unsent->shut_down_after = true;
    let_go_held(socket);
    return Result<void>::ok();
}

void let_remainder_go(SocketState& socket) noexcept {
    const std::lock_guard guard(socket.send_order);
    if (socket.has(status::remainder))
        let_go_held(socket);
}

void drop_remainder(SocketState& socket) noexcept {
    {
        const std::lock_guard guard(socket.send_order);
        if (!socket.has(status::remainder))
            return;
        Writer::instance()->forget(socket);
        socket.unsent->shut_down_after = false; // no graceful end before the reset
        finish(socket);
    }
    SocketTable::release(socket);
}

bool wait_for_remainder(SocketState& socket, const kernel::Signal& signal) {
    const std::lock_guard guard(socket.send_order);
    if (!socket.has(status::remainder))
        return false;
    socket.unsent->waiters.push_back(&signal);
    return true;
}

void stop_waiting(SocketState& socket, const kernel::Signal& signal) noexcept {
    const std::lock_guard guard(socket.send_order);
    if (socket.unsent)
        std::erase(socket.unsent->waiters, &signal);
}

void wake_remainder_waiters(SocketState& socket) noexcept {
    const std::lock_guard guard(socket.send_order);
    if (socket.unsent)
        raise_all(*socket.unsent);
}

int await_remainder(SocketState& socket, kernel::Moment deadline) {
    const kernel::Signal drained;
    if (drained.descriptor() < 0)
        return WSAENOBUFS;
    if (!wait_for_remainder(socket, drained))
        return 0;
    int code = 0;
    while (code == 0 && socket.has(status::remainder) && !socket.closing()) {
        code = kernel::await(drained.descriptor(), kernel::ready::readable, deadline);
        drained.clear();
    }
    stop_waiting(socket, drained);
    return code;
}

} // namespace ws2::provider::tcpip
