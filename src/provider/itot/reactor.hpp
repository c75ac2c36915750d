// Room provider_itot: the one thread of the provider. It writes what a call could not write at
// once, runs the timers, opens and closes connections, and reads for connections that no call is
// reading.
//
// Lock order: a Pollable's own mutex, then the reactor's. The reactor holds none when it calls one.
#pragma once

#include "kernel/stream_poller.hpp"
#include "provider/itot/settings.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

namespace ws2::provider::itot {

class Pollable {
public:
    virtual ~Pollable() = default;
    // What it was waiting for has happened; the interest is spent.
    virtual void ready(bool read, bool write, Time now) noexcept = 0;
    // due() has come.
    virtual void expire(Time now) noexcept = 0;

    Time due() const noexcept { return due_.load(std::memory_order_relaxed); }

protected:
    // Set before Reactor::hurry() is told.
    std::atomic<Time> due_{never};
    std::uint64_t key_ = 0; // 0 while the reactor does not know it

private:
    friend class Reactor;
};

class Reactor {
public:
    static Reactor& get();

    // Starts the thread if none runs. The first interest is in force on return.
    int add(const std::shared_ptr<Pollable>& pollable, int descriptor, bool read, bool write);
    // Replaces the interest.
    void want(std::uint64_t key, int descriptor, bool read, bool write) noexcept {
        poller_.want(descriptor, key, read, write);
    }
    // The descriptor may be closed afterwards, by the caller.
    void remove(std::uint64_t key) noexcept;
    // Some due() is at `due` now.
    void hurry(Time due) noexcept;

    std::vector<std::shared_ptr<Pollable>> all() const;
    // Ends the thread. Whoever is still known is forgotten. A later add() starts anew.
    void stop() noexcept;

private:
    Reactor() = default;
    void run() noexcept;
    void scan(Time now);
    std::shared_ptr<Pollable> find(std::uint64_t key) const;

    kernel::StreamPoller poller_;
    mutable std::mutex mutex_; // known_, next_key_, thread_
    std::unordered_map<std::uint64_t, std::shared_ptr<Pollable>> known_;
    std::uint64_t next_key_ = 1;
    std::thread thread_;
    std::atomic<bool> stopping_{false};
    std::atomic<Time> next_scan_{never};
    std::atomic<Time> asleep_until_{0}; // 0 while awake
};

} // namespace ws2::provider::itot
