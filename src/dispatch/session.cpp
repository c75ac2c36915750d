#include "dispatch/session.hpp"

#include "base/log.hpp"
#include "catalog/order.hpp"
#include "catalog/store.hpp"
#include "catalog/text.hpp"
#include "dispatch/blocking.hpp"
#include "dispatch/guard.hpp"
#include "dispatch/name_space.hpp"
#include "dispatch/socket_table.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace ws2::dispatch {

constinit std::atomic<int> gate{0};

namespace {

struct Session {
    std::mutex mutex;
    std::condition_variable stopped;
    int starts = 0;
    bool stopping = false;
    std::thread::id stopper;
    std::vector<std::shared_ptr<const catalog::Catalog>> snapshots; // all there ever were
};

// Never destroyed: exit handlers may still call.
Session& session() {
    static Session* const instance = new Session;
    return *instance;
}

const catalog::Catalog& no_catalog() {
    static const catalog::Catalog* const empty = new catalog::Catalog;
    return *empty;
}

constinit std::atomic<const catalog::Catalog*> current{nullptr};
constinit std::atomic<bool> legal{false};
constinit std::atomic<bool> client_1_1{false};

bool same(const catalog::Catalog& a, const catalog::Catalog& b) {
    return a.origin == b.origin && catalog::format_catalog(a) == catalog::format_catalog(b);
}

// The session's mutex held. 0 or WSASYSNOTREADY.
int take_snapshot(Session& s, catalog::Personality personality) {
    const auto loaded = catalog::load_catalog();
    if (!loaded)
        return WSASYSNOTREADY;
    catalog::Catalog ordered = *loaded.value;
    if (const auto permitted = catalog::own_categories(ordered))
        catalog::leave_permitted(ordered, *permitted);
    const catalog::Personality wanted = catalog::personality_from_environment();
    catalog::prefer(ordered, wanted != catalog::Personality::none ? wanted : personality);
    for (const auto& snapshot : s.snapshots)
        if (same(*snapshot, ordered)) {
            current.store(snapshot.get(), std::memory_order_release);
            return 0;
        }
    s.snapshots.push_back(std::make_shared<const catalog::Catalog>(std::move(ordered)));
    current.store(s.snapshots.back().get(), std::memory_order_release);
    return 0;
}

// Waits for another thread's last WSACleanup. False if this thread is the one.
bool wait_until_stopped(Session& s, std::unique_lock<std::mutex>& lock) {
    if (s.stopping && s.stopper == std::this_thread::get_id())
        return false;
    s.stopped.wait(lock, [&] { return !s.stopping; });
    return true;
}

// As if closed by the program, but hard: what is still open at the last WSACleanup is reset, unless
// it may be another process's, too.
void close_all_sockets() noexcept {
    for_each_socket([](SOCKET s, const Provider& provider) {
        int error = 0;
        const linger abort{1, 0};
        if (!slot_of(s)->shared.load(std::memory_order_relaxed))
            guarded(SOCKET_ERROR, provider.table.lpWSPSetSockOpt, s, SOL_SOCKET, SO_LINGER,
                    reinterpret_cast<const char*>(&abort), static_cast<int>(sizeof abort), &error);
        const std::uint32_t generation = generation_of(s);
        if (guarded(SOCKET_ERROR, provider.table.lpWSPCloseSocket, s, &error) == 0)
            forget(s, generation);
    });
}

// What providers left behind after WSPCleanup.
void drop_all_sockets() noexcept {
    for_each_socket([](SOCKET s, const Provider&) {
        if (!release(s))
            forget(s, generation_of(s));
    });
}

} // namespace

int why_not_open() noexcept {
    const int state = gate.load(std::memory_order_acquire);
    if ((state & gate_open) == 0)
        return WSANOTINITIALISED;
    return state > gate_open && hook_runs_in_this_thread() ? WSAEINPROGRESS : 0;
}

int start(WORD version, catalog::Personality personality) noexcept {
    try {
        Session& s = session();
        std::unique_lock lock(s.mutex);
        if (!wait_until_stopped(s, lock))
            return WSAEINPROGRESS;
        if (s.starts == 0)
            if (const int error = take_snapshot(s, personality))
                return error;
        ++s.starts;
        if ((version & 0xFFU) < 2)
            client_1_1.store(true, std::memory_order_relaxed);
        gate.fetch_or(gate_open, std::memory_order_release);
        return 0;
    } catch (...) { // no memory
        return WSASYSNOTREADY;
    }
}

int stop() noexcept {
    Session& s = session();
    std::unique_lock lock(s.mutex);
    if (s.starts == 0)
        return WSANOTINITIALISED;
    if (--s.starts > 0)
        return 0;
    s.stopping = true;
    s.stopper = std::this_thread::get_id();
    client_1_1.store(false, std::memory_order_relaxed);
    gate.fetch_and(~gate_open, std::memory_order_acq_rel);

    lock.unlock();
    close_all_sockets();
    stop_name_spaces();
    stop_providers();
    drop_all_sockets();
    legal.store(false, std::memory_order_release);
    lock.lock();

    s.stopping = false;
    s.stopped.notify_all();
    return 0;
}

void allow_upcalls() noexcept {
    legal.store(true, std::memory_order_release);
}

bool upcalls_legal() noexcept {
    return legal.load(std::memory_order_acquire);
}

const catalog::Catalog& catalog_now() noexcept {
    const catalog::Catalog* catalog = current.load(std::memory_order_acquire);
    return catalog != nullptr ? *catalog : no_catalog();
}

bool has_client_1_1() noexcept {
    return client_1_1.load(std::memory_order_relaxed);
}

} // namespace ws2::dispatch
