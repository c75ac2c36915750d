// Room nt_io: the overlapped engine. One seam over three drivers: submit, cancel, shut, close; the
// work itself is done by whoever waits (PollSet), else by Progress.
//
// Above: ws2io.h, by which providers reach it. Below: driver.hpp.
#pragma once

#include "nt/io/channel.hpp"
#include "nt/io/poll_set.hpp"
#include "nt/io/progress.hpp"

#include <memory>
#include <span>
#include <string_view>

namespace ws2::nt {
class Port;
class Thread;
} // namespace ws2::nt

namespace ws2::nt::io {

class Engine {
public:
    explicit Engine(std::unique_ptr<Driver> driver, std::int64_t late_ns = Postponed::kLate_ns,
                    std::int64_t grace_ns = Progress::kGrace_ns);
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;
    // Every descriptor is closed, every port that one belonged to is gone.
    ~Engine();

    // The process's engine: chosen by WS2_ENGINE and by what the system allows, at first use.
    static Engine& of_process();
    static bool made() noexcept;
    // For tests: the one that of_process() and the waits of this process use from now on; null puts
    // the process's own back.
    static void substitute(Engine* engine) noexcept;

    std::string_view name() const noexcept { return driver_->name(); }
    Driver& driver() noexcept { return *driver_; }
    Progress& progress() noexcept { return progress_; }

    // As the functions of ws2io.h.
    int submit(int descriptor, Operation& operation) noexcept;
    void submit_many(std::span<const ws2io_submission> submissions) noexcept;
    unsigned cancel(int descriptor, const void* overlapped, std::uint32_t thread) noexcept;
    unsigned complete(int descriptor, const Operation& held, int error) noexcept;
    bool sending(int descriptor) noexcept;
    void shut(int descriptor) noexcept;
    void close(int descriptor) noexcept;
    void replaced(int descriptor) noexcept;

    // Works through edges that a source reported. Any thread.
    void work(std::span<const kernel::Edge> edges) noexcept;
    // Makes attempts that their lanes wait for, and tells `of` before it tells anybody else. Any
    // thread.
    void make(std::span<const Turn> turns, Postponed* of = nullptr) noexcept;
    // The descriptor belongs to a port from now on.
    void move_to(Port& port, int descriptor) noexcept;
    // For groups: the port's set, that of all waiting threads, or (neither) a new one that somebody
    // has to give turns to. Null if there are no descriptors left. May throw bad_alloc.
    enum class Feed { port, waits, turns };
    Ref<PollSet> set_of(Feed feed, Port* port);
    // The descriptor's readiness goes to this set from now on, until it is closed. 0 or a WSA code.
    int put_into(PollSet& set, int descriptor) noexcept;
    // The thread ends: what it issued is cancelled, but for descriptors that belong to a port.
    void thread_ended(std::uint32_t thread) noexcept;

private:
    PollSet* set_for(int descriptor);
    PollSet* port_set(Port& port);
    PollSet* unbound_set();
    int enroll(Channel& channel) noexcept;
    bool queue(Channel& channel, Operation& operation, Turn& turn, int* error) noexcept;
    bool postpone(const Turn& turn) noexcept;
    void fail(int descriptor, Operation& operation, int error) noexcept;
    int submit_now(Channel& channel, Lane& lane, Operation& operation, std::uint16_t news) noexcept;
    bool conclude(Channel& channel, Lane& lane, Operation& operation, std::uint16_t news,
                  int* outcome) noexcept;
    void settle(Channel& channel, Lane& lane, Operation& operation, std::uint16_t news,
                int outcome) noexcept;
    void go_on(Channel& channel, Lane& lane) noexcept;
    std::size_t claim(std::span<const kernel::Edge> edges, std::span<Turn> turns) noexcept;
    static void catch_up(Channel& channel) noexcept;
    struct Meant;
    unsigned cancel_matching(Channel& channel, const void* overlapped, std::uint32_t thread,
                             bool shut) noexcept;
    unsigned end_matching(Channel& channel, const Meant& meant, int error, bool shut) noexcept;

    std::unique_ptr<Driver> driver_;
    ChannelTable channels_;
    Progress progress_;
    Lock sets_lock_; // guards making sets
    std::atomic<Feeder*> unbound_{nullptr};
};

} // namespace ws2::nt::io
