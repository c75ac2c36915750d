// Room provider_tcpip: the thread that notices network events.
#include "provider/tcpip/watcher.hpp"

#include "kernel/edges.hpp"
#include "kernel/futex.hpp"
#include "kernel/service_thread.hpp"
#include "provider/tcpip/notification.hpp"
#include "provider/tcpip/socket_table.hpp"

#include <array>
#include <new>
#include <thread>

namespace ws2::provider::tcpip {
namespace {

// Lives as long as the process.
class Watch {
public:
    static Watch* instance() noexcept {
        static Watch* const watch = create();
        return watch;
    }

    kernel::EdgeSet set;
    std::atomic<const SocketState*> seen{nullptr}; // the thread is looking at it
    std::atomic<std::thread::id> thread;

private:
    static Watch* create() noexcept {
        auto* watch = new (std::nothrow) Watch;
        if (watch == nullptr || !watch->set || !kernel::start_service_thread(run_it, watch)) {
            delete watch;
            return nullptr;
        }
        return watch;
    }

    static void run_it(void* watch) { static_cast<Watch*>(watch)->run(); }

    [[noreturn]] void run() noexcept {
        thread.store(std::this_thread::get_id());
        std::array<kernel::Edge, 64> edges;
        for (;;) {
            const std::size_t found = set.wait(edges, kernel::kNoDeadline_ns);
            for (std::size_t i = 0; i < found; ++i)
                look_at(*reinterpret_cast<SocketState*>(edges[i].key));
        }
    }

    // The slot may be empty by now, or another socket's.
    void look_at(SocketState& slot) noexcept {
        seen.store(&slot);
        if (slot.has(status::watched | status::receive_shut)) {
            const SocketReference socket(sockets.acquire(slot));
            if (socket && socket->tcp() && socket->has(status::receive_shut))
                reset_if_data_came(*socket);
            if (socket && socket->has(status::watched))
                observe(*socket);
        }
        seen.store(nullptr);
    }
};

} // namespace

bool Watcher::watch(SocketState& socket) noexcept {
    Watch* const watch = Watch::instance();
    if (watch == nullptr)
        return false;
    if ((socket.status.fetch_or(status::in_watch) & status::in_watch) != 0)
        return true;
    if (watch->set.add(socket.descriptor, reinterpret_cast<std::uintptr_t>(&socket)) == 0)
        return true;
    socket.clear(status::in_watch);
    return false;
}

void Watcher::forget(SocketState& socket) noexcept {
    if ((socket.status.fetch_and(~status::in_watch) & status::in_watch) != 0)
        Watch::instance()->set.remove(socket.descriptor);
}

void Watcher::wait_until_unseen(const SocketState& socket) noexcept {
    Watch* const watch = Watch::instance();
    if (watch == nullptr || watch->thread.load() == std::this_thread::get_id())
        return;
    while (watch->seen.load() == &socket)
        std::this_thread::yield();
}

} // namespace ws2::provider::tcpip
