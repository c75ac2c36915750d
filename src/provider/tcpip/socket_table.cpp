#include "provider/tcpip/socket_table.hpp"

#include "kernel/descriptor.hpp"
#include "provider/tcpip/capture.hpp"
#include "provider/tcpip/deferred_accepts.hpp"
#include "provider/tcpip/notification.hpp"
#include "provider/tcpip/registered_io.hpp"
#include "provider/tcpip/remainder.hpp"

#include <chrono>
#include <new>
#include <ws2io.h>

namespace ws2::provider::tcpip {

constinit SocketTable sockets;

SocketState* SocketTable::prepare(int descriptor) noexcept {
    const std::size_t index = static_cast<std::size_t>(descriptor);
    if (index / slots_per_chunk >= chunk_count)
        return nullptr;
    std::atomic<Chunk*>& place = chunks_[index / slots_per_chunk];
    Chunk* slots = place.load(std::memory_order_acquire);
    if (slots == nullptr) {
        auto* fresh = new (std::nothrow) Chunk;
        if (fresh == nullptr)
            return nullptr;
        if (place.compare_exchange_strong(slots, fresh, std::memory_order_acq_rel))
            slots = fresh;
        else
            delete fresh;
    }
    SocketState& socket = (*slots)[index % slots_per_chunk];
    // The kernel gave the number anew, so its last holder is through with retire(): see what it
    // did.
    static_cast<void>(socket.references.load(std::memory_order_acquire));
    socket.status.store(0, std::memory_order_relaxed);
    socket.descriptor = descriptor;
    socket.kept.store(0, std::memory_order_relaxed);
    socket.control_kinds.store(0, std::memory_order_relaxed);
    socket.coalesced_size.store(0, std::memory_order_relaxed);
    socket.receive_timeout_ms.store(0, std::memory_order_relaxed);
    socket.send_timeout_ms.store(0, std::memory_order_relaxed);
    socket.linger.store(0, std::memory_order_relaxed);
    socket.connect_error.store(0, std::memory_order_relaxed);
    socket.connected_at_s.store(0, std::memory_order_relaxed);
    socket.deferred_count.store(0, std::memory_order_relaxed);
    return &socket;
}

void SocketTable::publish(SocketState& socket) noexcept {
    socket.references.store(SocketState::live | 1U, std::memory_order_release);
}

void SocketTable::retire(SocketState& socket) noexcept {
    ws2io_close(socket.descriptor);
    socket.unsent.reset();
    socket.deferred.reset();
    delete socket.notification.exchange(nullptr);
    end_requests(socket);
    if (socket.keeps(choice::captures))
        forget_capture(socket);
    const int descriptor = socket.descriptor;
    socket.references.store(0, std::memory_order_release);
    // From here on the slot belongs to whoever gets the number next.
    kernel::close_descriptor(descriptor);
}

void mark_connected(SocketState& socket) noexcept {
    using namespace std::chrono;
    const auto now = duration_cast<seconds>(steady_clock::now().time_since_epoch());
    socket.connected_at_s.store(now.count(), std::memory_order_relaxed);
    socket.status.fetch_or(status::connected | status::bound);
    socket.status.fetch_and(
        ~(status::connecting | status::connect_failed | status::awaits_context));
}

} // namespace ws2::provider::tcpip
