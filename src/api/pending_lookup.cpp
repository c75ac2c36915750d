#include "api/pending_lookup.hpp"

#include "nt/thread.hpp"
#include "nt/wait.hpp"

#include <new>
#include <winsock2.h>

namespace ws2::api {

PendingLookup::PendingLookup()
    : Object(nt::Kind::other), done_(nt::Ref<nt::Event>::adopt(new nt::Event(true, false))) {}

void PendingLookup::start() {
    retain(); // the thread's
    const auto work = [](void* argument) -> std::uint32_t {
        auto* lookup = static_cast<PendingLookup*>(argument);
        lookup->resolve();
        lookup->release();
        return 0;
    };
    if (run_aside(work, this))
        return;
    release();
    give_up(WSA_NOT_ENOUGH_MEMORY);
}

bool PendingLookup::decide(int code) noexcept {
    if (decided_)
        return false;
    decided_ = true;
    code_ = code;
    return true;
}

void PendingLookup::give_up(int code) noexcept {
    {
        std::lock_guard hold(lock_);
        decide(code);
    }
    done_->set();
}

void PendingLookup::answer(int code) noexcept {
    {
        std::lock_guard hold(lock_);
        if (decide(code))
            keep();
    }
    done_->set();
}

int PendingLookup::await(std::int64_t deadline_ns) {
    const std::uint32_t result = nt::wait_one(*done_, deadline_ns, false);
    std::lock_guard hold(lock_);
    if (result != WAIT_OBJECT_0)
        decide(WSAETIMEDOUT);
    return code_;
}

bool PendingLookup::ends_within(std::uint32_t timeout_ms) {
    return nt::wait_one(*done_, nt::deadline_after(timeout_ms), false) == WAIT_OBJECT_0;
}

int PendingLookup::code() {
    std::lock_guard hold(lock_);
    return code_;
}

bool run_aside(std::uint32_t (*work)(void* argument), void* argument) noexcept {
    try {
        int error = 0;
        return nt::start_thread({work, argument, 0, false, true}, nullptr, &error) != nullptr;
    } catch (const std::bad_alloc&) {
        return false;
    }
}

} // namespace ws2::api
