// Room user: one thread's message queue.
#include "user/queue.hpp"

#include "kernel/futex.hpp"
#include "nt/thread.hpp"
#include "user/codes.hpp"
#include "user/window.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <winbase.h>

namespace ws2::user {
namespace {

constexpr std::int64_t ms_ns = 1'000'000;
constexpr UINT posted_states = QS_POSTMESSAGE | QS_ALLPOSTMESSAGE;

struct Registry {
    std::mutex lock;
    std::unordered_map<DWORD, std::shared_ptr<Queue>> queues; // guarded by lock
};

// Never destroyed: threads may outlive main.
Registry& registry() {
    static auto& instance = *new Registry;
    return instance;
}

// The thread's queue, its end included.
struct Owned {
    std::shared_ptr<Queue> queue;
    ~Owned() {
        if (!queue)
            return;
        queue->end();
        drop_windows_of(*queue);
        Registry& all = registry();
        const std::lock_guard guard(all.lock);
        all.queues.erase(queue->thread());
    }
};

const std::shared_ptr<Queue>& owned() {
    thread_local Owned mine;
    if (!mine.queue) {
        auto queue = std::make_shared<Queue>();
        Registry& all = registry();
        const std::lock_guard guard(all.lock);
        all.queues[queue->thread()] = queue;
        mine.queue = std::move(queue);
    }
    return mine.queue;
}

} // namespace

DWORD ticks() noexcept {
    return static_cast<DWORD>(kernel::monotonic_ns() / ms_ns);
}

bool Filter::passes(HWND of, UINT message) const noexcept {
    constexpr LONG_PTR of_thread = -1;
    if (window != nullptr && window != of &&
        !(reinterpret_cast<LONG_PTR>(window) == of_thread && of == nullptr))
        return false;
    return (first == 0 && last == 0) || (message >= first && message <= last);
}

Queue& Queue::own() {
    return *owned();
}

std::shared_ptr<Queue> Queue::share_own() {
    return owned();
}

std::shared_ptr<Queue> Queue::of_thread(DWORD id) {
    Registry& all = registry();
    const std::lock_guard guard(all.lock);
    const auto found = all.queues.find(id);
    return found != all.queues.end() ? found->second : nullptr;
}

Queue::Queue()
    : thread_(nt::Thread::current().id()),
      changed_(nt::Ref<nt::Event>::adopt(new nt::Event(true, false))) {}

void Queue::end() {
    const std::lock_guard guard(lock_);
    over_ = true;
    for (const auto& sent : sent_) // nobody will answer
        sent->done->set();
    sent_.clear();
}

int Queue::post(HWND window, UINT message, WPARAM wparam, LPARAM lparam) {
    {
        const std::lock_guard guard(lock_);
        if (posted_.size() >= most_posted)
            return error_not_enough_quota;
        posted_.push_back({window, message, wparam, lparam, ticks(), {}});
        news_ = true;
    }
    changed_->set();
    return 0;
}

void Queue::send(std::shared_ptr<Sent> sent) {
    {
        const std::lock_guard guard(lock_);
        if (over_) {
            sent->done->set();
            return;
        }
        sent_.push_back(std::move(sent));
    }
    changed_->set();
}

void Queue::forget(HWND window) {
    const std::lock_guard guard(lock_);
    std::erase_if(posted_, [window](const MSG& message) { return message.hwnd == window; });
    std::erase_if(timers_, [window](const Timer& timer) { return timer.window == window; });
}

void Queue::run_sent() {
    for (;;) {
        std::shared_ptr<Sent> next;
        {
            const std::lock_guard guard(lock_);
            if (sent_.empty())
                return;
            next = std::move(sent_.front());
            sent_.pop_front();
        }
        next->result = call_window(next->window, next->message, next->wparam, next->lparam);
        next->done->set();
    }
}

bool Queue::take_posted(MSG& out, const Filter& filter, bool remove) {
    const auto found = std::find_if(posted_.begin(), posted_.end(), [&filter](const MSG& message) {
        return filter.passes(message.hwnd, message.message);
    });
    if (found == posted_.end())
        return false;
    out = *found;
    if (remove)
        posted_.erase(found);
    return true;
}

bool Queue::take_timer(MSG& out, const Filter& filter, bool remove) {
    const std::int64_t now_ns = kernel::monotonic_ns();
    for (Timer& timer : timers_) {
        if (timer.next_ns > now_ns || !filter.passes(timer.window, WM_TIMER))
            continue;
        out = {timer.window, WM_TIMER, timer.id, reinterpret_cast<LPARAM>(timer.function),
               ticks(),      {}};
        if (remove)
            timer.next_ns = now_ns + timer.period_ns;
        return true;
    }
    return false;
}

bool Queue::peek(MSG& out, const Filter& filter, bool remove) {
    run_sent();
    const std::lock_guard guard(lock_);
    news_ = false;
    if (take_posted(out, filter, remove))
        return true;
    if (quit_ && posted_.empty()) {
        out = {nullptr, WM_QUIT, static_cast<WPARAM>(quit_code_), 0, ticks(), {}};
        quit_ = !remove;
        return true;
    }
    return take_timer(out, filter, remove);
}

void Queue::get(MSG& out, const Filter& filter) {
    nt::Waitable* const queue[] = {changed_.get()};
    for (;;) {
        changed_->reset();
        if (peek(out, filter, true))
            return;
        std::int64_t until_ns = 0;
        {
            const std::lock_guard guard(lock_);
            until_ns = next_timer_ns();
        }
        nt::wait_any(queue, until_ns, false);
    }
}

void Queue::post_quit(int code) {
    {
        const std::lock_guard guard(lock_);
        quit_ = true;
        quit_code_ = code;
        news_ = true;
    }
    changed_->set();
}

UINT Queue::states(bool only_new) const noexcept {
    UINT found = 0;
    if (only_new ? news_ : (!posted_.empty() || quit_))
        found |= posted_states;
    if (!sent_.empty())
        found |= QS_SENDMESSAGE;
    if (next_timer_ns() <= kernel::monotonic_ns())
        found |= QS_TIMER;
    return found;
}

std::int64_t Queue::next_timer_ns() const noexcept {
    std::int64_t next_ns = kernel::kNoDeadline_ns;
    for (const Timer& timer : timers_)
        next_ns = std::min(next_ns, timer.next_ns);
    return next_ns;
}

DWORD Queue::status(UINT mask) {
    const std::lock_guard guard(lock_);
    const UINT now = states(false) & mask;
    const UINT fresh = states(true) & mask;
    news_ = false;
    return (now << 16U) | fresh;
}

std::uint32_t Queue::wait(std::span<nt::Waitable* const> objects, UINT mask,
                          std::int64_t deadline_ns, DWORD flags) {
    std::array<nt::Waitable*, nt::kWaitsMax> all{};
    *std::copy(objects.begin(), objects.end(), all.begin()) = changed_.get();
    const std::span<nt::Waitable* const> with_queue(all.data(), objects.size() + 1);
    const bool alertable = (flags & MWMO_ALERTABLE) != 0;
    const bool together = (flags & MWMO_WAITALL) != 0;
    for (;;) {
        std::int64_t until_ns = deadline_ns;
        changed_->reset();
        bool ready = false;
        {
            const std::lock_guard guard(lock_);
            ready = (states((flags & MWMO_INPUTAVAILABLE) == 0) & mask) != 0;
            if (!ready && (mask & QS_TIMER) != 0)
                until_ns = std::min(until_ns, next_timer_ns());
        }
        if (ready && together)
            return objects.empty() ? 0 : nt::wait_all(objects, deadline_ns, alertable);
        if (ready) { // an object goes before the queue
            const std::uint32_t object =
                objects.empty() ? WAIT_TIMEOUT : nt::wait_any(objects, 0, alertable);
            return object != WAIT_TIMEOUT ? object : static_cast<std::uint32_t>(objects.size());
        }
        const std::uint32_t woken =
            nt::wait_any(together ? with_queue.last(1) : with_queue, until_ns, alertable);
        const bool by_queue = woken == (together ? 0 : objects.size());
        const bool by_timer = woken == WAIT_TIMEOUT && until_ns != deadline_ns;
        if (!by_queue && !by_timer)
            return woken;
    }
}

void Queue::await(const Sent& sent) {
    nt::Waitable* const either[] = {sent.done.get(), changed_.get()};
    for (;;) {
        changed_->reset();
        run_sent();
        if (nt::wait_any(either, kernel::kNoDeadline_ns, false) == WAIT_OBJECT_0)
            return;
    }
}

UINT_PTR Queue::set_timer(HWND window, UINT_PTR id, UINT period_ms, TIMERPROC function) {
    const std::int64_t period_ns =
        ms_ns * std::clamp<std::int64_t>(period_ms, USER_TIMER_MINIMUM, USER_TIMER_MAXIMUM);
    const std::lock_guard guard(lock_);
    const std::int64_t next_ns = kernel::monotonic_ns() + period_ns;
    for (Timer& timer : timers_)
        if (timer.window == window && timer.id == id) {
            timer = {window, id, period_ns, next_ns, function};
            return window != nullptr && id == 0 ? 1 : id;
        }
    if (window == nullptr)
        id = ++last_timer_;
    timers_.push_back({window, id, period_ns, next_ns, function});
    return window != nullptr && id == 0 ? 1 : id;
}

bool Queue::kill_timer(HWND window, UINT_PTR id) {
    const std::lock_guard guard(lock_);
    return std::erase_if(timers_, [window, id](const Timer& timer) {
               return timer.window == window && timer.id == id;
           }) != 0;
}

} // namespace ws2::user
