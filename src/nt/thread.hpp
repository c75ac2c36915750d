// Room nt: threads, ours and those we did not make, with their queues of asynchronous procedure
// calls.
#pragma once

#include "nt/handle.hpp"
#include "nt/wait.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>

namespace ws2::nt {

class Mutex;
class Port;
struct ThreadStart;

// One queued call. Memory belongs to whoever queued it, until one of the two functions is called.
struct Apc {
    Apc* next = nullptr;
    void (*run)(Apc* apc) = nullptr;           // in the target thread, in an alertable wait
    void (*drop)(Apc* apc) noexcept = nullptr; // the target ended without running it
};

class Thread final : public Waitable {
public:
    static constexpr Kind kKind = Kind::thread;
    static constexpr std::uint32_t kStillActive = 259;
    static constexpr std::uint32_t kDoomed = 0x80000000;

    // The calling thread; made on first use. Lives until the thread ended and nobody refers to it.
    static Thread& current() {
        Thread* thread = current_;
        return thread ? *thread : adopt_current();
    }
    static Thread* current_if_known() noexcept { return current_; }

    // Waits for the thread to have started, if need be.
    std::uint32_t id() const noexcept {
        const std::uint32_t id = id_.load(std::memory_order_acquire);
        return id != 0 ? id : await_id();
    }
    std::uintptr_t serial() const noexcept { return serial_; }
    std::uint32_t exit_code() const noexcept { return exit_code_.load(std::memory_order_acquire); }
    void set_exit_code(std::uint32_t code) noexcept {
        pending_exit_code_.store(code, std::memory_order_relaxed);
    }

    // What SetThreadPriority was told, and SetThreadDescription.
    std::atomic<int> priority{0};
    // What SetThreadIdealProcessor was told: group * 64 + number; ~0: nothing.
    std::atomic<std::uint32_t> ideal_processor{~0U};
    void describe(std::u16string text);
    std::u16string description();

    // Any thread. False if the thread has ended: then the caller still owns the APC.
    bool queue_apc(Apc& apc) noexcept;
    // The thread itself: runs what is queued, and what that queues, until nothing is left.
    void run_apcs();
    bool has_apcs() noexcept;

    // A handle that stays open until the thread ends, made on first use; null if there is no
    // memory.
    Handle standing_handle() noexcept;

    // While it lives, an APC for this thread finishes `wait`.
    class Alert {
    public:
        Alert(Thread& thread, Wait& wait, bool alertable) noexcept;
        Alert(const Alert&) = delete;
        Alert& operator=(const Alert&) = delete;
        ~Alert();

    private:
        Thread& thread_;
        Wait* outer_ = nullptr;
        const bool alertable_;
    };

    // While it lives, the thread does not count as running for the port it took a packet from.
    class Absence {
    public:
        explicit Absence(Thread& thread) noexcept : thread_(thread) {
            if (thread.running_)
                thread.step_out();
        }
        Absence(const Absence&) = delete;
        Absence& operator=(const Absence&) = delete;
        ~Absence() {
            if (thread_.away_)
                thread_.step_in();
        }

    private:
        Thread& thread_;
    };

    // The port that the thread serves (it holds a reference), and whether it counts there as
    // running: from taking a packet until it comes for the next. The thread itself only.
    Port* port() const noexcept { return port_; }
    void serve(Port* port) noexcept {
        if (port != port_)
            change_port(port);
    }
    bool running() const noexcept { return running_; }
    void set_running(bool running) noexcept { running_ = running; }
    // When it took its packet: how many more it took with it or left in the queue.
    std::size_t ahead() const noexcept { return ahead_; }
    void set_ahead(std::size_t packets) noexcept { ahead_ = packets; }

    // The mutex calls these with its own lock held, for any thread.
    void owns(Mutex& mutex) noexcept;
    void disowns(Mutex& mutex) noexcept;

    bool ready_for(const Thread&) const noexcept override { return ended_; }
    void take(Thread&) noexcept override {}

private:
    friend Handle start_thread(const ThreadStart& start, std::uint32_t* id, int* error);
    friend int suspend_thread(Thread& thread, std::uint32_t* previous);
    friend int resume_thread(Handle handle, std::uint32_t* previous) noexcept;
    friend int terminate_thread(Thread& thread, std::uint32_t code);

    Thread() noexcept;
    ~Thread() override = default;
    static Thread& adopt_current();
    std::uint32_t await_id() const noexcept;
    static void run_started(void* given);
    static void leave(void* given);
    void end() noexcept;
    void change_port(Port* port) noexcept;
    void step_out() noexcept;
    void step_in() noexcept;
    bool stay_suspended() noexcept;

    static constinit thread_local Thread* current_;

    const std::uintptr_t serial_;
    std::atomic<std::uint32_t> id_{0};
    std::atomic<std::uint32_t> exit_code_{kStillActive};
    std::atomic<std::uint32_t> pending_exit_code_{0};
    std::atomic<std::uint32_t> suspended_{0}; // how often, or kDoomed
    bool ended_ = false;                      // guarded by lock()

    Lock apc_lock_; // guards the next six
    Apc* first_apc_ = nullptr;
    Apc* last_apc_ = nullptr;
    Wait* alert_ = nullptr;
    bool deaf_ = false; // ended: takes no more APCs
    std::u16string description_;
    Mutex* mutexes_ = nullptr;

    Port* port_ = nullptr;
    bool running_ = false;
    std::size_t ahead_ = 0;
    bool away_ = false; // was running, and is in a wait
    std::atomic<Handle> standing_handle_{nullptr};
};

struct ThreadStart {
    std::uint32_t (*run)(void* argument) = nullptr;
    void* argument = nullptr;
    std::size_t stack_bytes = 0;
    bool suspended = false;
    bool self_closing = false; // the handle closes itself when the thread ends
};

// A new thread's handle; null and an error if it could not be started. `id` may be null.
Handle start_thread(const ThreadStart& start, std::uint32_t* id, int* error);
// One suspension more: of a thread that is suspended, or of the calling one, which then waits. 0,
// ERROR_NOT_SUPPORTED (it runs), ERROR_ACCESS_DENIED (it has ended), ERROR_SIGNAL_REFUSED.
int suspend_thread(Thread& thread, std::uint32_t* previous);
// Ends a suspended thread, or the calling one. 0, ERROR_NOT_SUPPORTED or ERROR_ACCESS_DENIED.
int terminate_thread(Thread& thread, std::uint32_t code);
// Takes one suspension from a thread. 0 or an error.
int resume_thread(Handle handle, std::uint32_t* previous) noexcept;
std::uint32_t process_id() noexcept;
[[noreturn]] void exit_thread(std::uint32_t code);

// Calls `hook` in every thread that ends and was known here, while the thread is still whole.
void at_thread_end(void (*hook)(Thread& thread)) noexcept;

// What names a thread in a WSATHREADID: a handle, and a number that no other thread ever had, so
// that a handle value given to another object later is not taken for it.
struct ThreadKey {
    Handle handle = nullptr;
    std::uintptr_t serial = 0;
};

// The calling thread's key: `standing` lasts until the thread ends and is not to be closed; `open`
// makes a handle of its own, which the caller closes. handle is null if there is no memory.
ThreadKey current_thread_key() noexcept;
ThreadKey open_current_thread() noexcept;
// The thread, if it still is that thread.
Ref<Thread> thread_of(const ThreadKey& key) noexcept;

// Queues function(context...) to the thread. 0 or an error: ERROR_INVALID_HANDLE,
// ERROR_GEN_FAILURE (the thread has ended), ERROR_NOT_ENOUGH_MEMORY.
int queue_user_apc(const ThreadKey& key, void (*function)(std::uintptr_t context),
                   std::uintptr_t context) noexcept;
int queue_user_apc(Thread& thread, void (*function)(std::uintptr_t context),
                   std::uintptr_t context) noexcept;

} // namespace ws2::nt
