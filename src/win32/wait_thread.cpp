// Room win32: the waiting threads.
#include "win32/wait_thread.hpp"

#include "kernel/futex.hpp"
#include "kernel/service_thread.hpp"
#include "nt/event.hpp"
#include "win32/due_time.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <new>
#include <vector>
#include <winbase.h>

namespace ws2::win32 {
namespace {

constexpr std::size_t kMost = nt::kWaitsMax - 1; // one place is for the thread's own event

std::mutex all_mutex; // guards who waits where
std::vector<WaitThread*>& all_threads() {
    static auto& threads = *new std::vector<WaitThread*>;
    return threads;
}

} // namespace

// Threads stay for the life of the process: programs that wait once mostly wait again.
class WaitThread {
public:
    WaitThread() : changed_(nt::Ref<nt::Event>::adopt(new nt::Event(false, false))) {
        if (!kernel::start_service_thread([](void* self) { static_cast<WaitThread*>(self)->run(); },
                                          this))
            throw std::bad_alloc();
    }

    bool add(Watch& watch) {
        std::lock_guard hold(mutex_);
        if (watches_.size() == kMost)
            return false;
        watches_.push_back(&watch);
        watch.thread_ = this;
        changed_->set();
        return true;
    }

    bool remove(Watch& watch) noexcept {
        std::lock_guard hold(mutex_);
        const bool was_on = std::erase(watches_, &watch) != 0;
        changed_->set();
        return was_on;
    }

private:
    // What one wait is for; the references keep the objects, the watches may go meanwhile.
    struct Round {
        std::array<nt::Ref<nt::Waitable>, nt::kWaitsMax> held;
        std::array<nt::Waitable*, nt::kWaitsMax> objects;
        std::array<Watch*, nt::kWaitsMax> watches;
        std::size_t count = 0;
        std::int64_t deadline_ns = kernel::kNoDeadline_ns;
    };

    void run() {
        for (;;) {
            Round round;
            prepare(round);
            const std::uint32_t result =
                nt::wait_any({round.objects.data(), round.count}, round.deadline_ns, false);
            std::lock_guard hold(mutex_);
            const std::uint32_t index = result & 0x7f; // WAIT_ABANDONED_0 counts as signalled
            if (result != WAIT_TIMEOUT && index != 0)
                fire(round.watches[index], false);
            const std::int64_t now_ns = kernel::monotonic_ns();
            for (std::size_t i = 1; i < round.count; ++i)
                if (is_on(round.watches[i]) && round.watches[i]->deadline_ns_ <= now_ns)
                    fire(round.watches[i], true);
        }
    }

    void prepare(Round& round) {
        std::lock_guard hold(mutex_);
        round.objects[0] = changed_.get();
        round.count = 1;
        for (Watch* watch : watches_) {
            round.held[round.count] = watch->object_;
            round.objects[round.count] = watch->object_.get();
            round.watches[round.count] = watch;
            ++round.count;
            round.deadline_ns = std::min(round.deadline_ns, watch->deadline_ns_);
        }
        std::rotate(watches_.begin(), watches_.begin() + (watches_.empty() ? 0 : 1),
                    watches_.end()); // an object that is always signalled starves no other
    }

    bool is_on(const Watch* watch) const {
        return std::ranges::find(watches_, watch) != watches_.end();
    }

    void fire(Watch* watch, bool timed_out) {
        if (!is_on(watch))
            return;
        if (watch->timeout_ns_ != kernel::kNoDeadline_ns)
            watch->deadline_ns_ = kernel::monotonic_ns() + watch->timeout_ns_;
        if (!watch->fired(timed_out))
            std::erase(watches_, watch);
    }

    const nt::Ref<nt::Event> changed_;
    std::mutex mutex_; // guards what follows; held while a watch fires
    std::vector<Watch*> watches_;
};

void watch(Watch& watch, nt::Ref<nt::Waitable> object, std::uint32_t timeout_ms) {
    watch.object_ = std::move(object);
    watch.timeout_ns_ = timeout_ms == INFINITE ? kernel::kNoDeadline_ns
                                               : std::int64_t{timeout_ms} * kMillisecond_ns;
    watch.deadline_ns_ = nt::deadline_after(timeout_ms);
    std::lock_guard hold(all_mutex);
    for (WaitThread* thread : all_threads())
        if (thread->add(watch))
            return;
    auto thread = std::make_unique<WaitThread>();
    all_threads().push_back(thread.get());
    thread.release()->add(watch);
}

bool unwatch(Watch& watch) noexcept {
    return watch.thread_ && watch.thread_->remove(watch);
}

} // namespace ws2::win32
