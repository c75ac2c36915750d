// Room provider_itot: one socket's registration for network events.
#include "provider/itot/notifier.hpp"

#include "provider/itot/runtime.hpp"

namespace ws2::provider::itot {

void Notifier::begin(long mask) {
    mask_ = armed_ = mask;
    recorded_ = untold_ = 0;
    event_ = nullptr;
    window_ = nullptr;
}

void Notifier::select(WSAEVENT event, long mask) {
    const std::lock_guard lock(mutex_);
    begin(mask);
    event_ = mask == 0 ? nullptr : event;
}

void Notifier::select(HWND window, unsigned message, long mask, SOCKET s) {
    const std::lock_guard lock(mutex_);
    begin(mask);
    window_ = mask == 0 ? nullptr : window;
    message_ = message;
    socket_ = s;
}

bool Notifier::active() {
    const std::lock_guard lock(mutex_);
    return mask_ != 0;
}

void Notifier::inherit(Notifier& other, SOCKET s) {
    const std::scoped_lock lock(mutex_, other.mutex_);
    begin(other.mask_);
    event_ = other.event_;
    window_ = other.window_;
    message_ = other.message_;
    socket_ = s;
}

void Notifier::begin_call() {
    const std::lock_guard lock(mutex_);
    connect_told_ = false;
    armed_ = mask_;
}

bool Notifier::note(const Facts& facts) {
    const std::lock_guard lock(mutex_);
    long news = facts.bits & armed_;
    if (connect_told_)
        news &= ~long{FD_CONNECT};
    if (news == 0)
        return false;
    if ((news & FD_CONNECT) != 0) {
        connect_told_ = true;
        codes_[FD_CONNECT_BIT] = facts.connect_code;
    }
    if ((news & FD_CLOSE) != 0)
        codes_[FD_CLOSE_BIT] = facts.close_code;
    armed_ &= ~news;
    recorded_ |= news;
    untold_ |= news;
    return true;
}

void Notifier::tell() noexcept {
    std::unique_lock lock(mutex_);
    const long news = std::exchange(untold_, 0);
    const std::array<int, FD_MAX_EVENTS> codes = codes_;
    const WSAEVENT event = event_;
    const HWND window = window_;
    const unsigned message = message_;
    const SOCKET s = socket_;
    lock.unlock();
    if (news == 0)
        return;
    const WSPUPCALLTABLE upcalls = Runtime::upcalls();
    int error = 0;
    if (event != nullptr && upcalls.lpWPUSetEvent != nullptr)
        static_cast<void>(upcalls.lpWPUSetEvent(event, &error));
    if (window == nullptr || upcalls.lpWPUPostMessage == nullptr)
        return;
    // Of what becomes true at once, the connection is told first and its end last.
    for (const int bit :
         {FD_CONNECT_BIT, FD_ACCEPT_BIT, FD_WRITE_BIT, FD_OOB_BIT, FD_READ_BIT, FD_CLOSE_BIT})
        if ((news & (1 << bit)) != 0) {
            const auto code = static_cast<DWORD>(codes[static_cast<std::size_t>(bit)]);
            static_cast<void>(upcalls.lpWPUPostMessage(
                window, message, s, static_cast<LPARAM>(code << 16 | DWORD{1} << bit)));
        }
}

void Notifier::reenable(long bits) {
    const std::lock_guard lock(mutex_);
    armed_ |= bits & mask_;
}

int Notifier::enumerate(WSAEVENT reset, LPWSANETWORKEVENTS events) {
    int error = WSA_INVALID_HANDLE;
    const auto reset_event = Runtime::upcalls().lpWPUResetEvent;
    if (reset != nullptr && reset_event != nullptr && reset_event(reset, &error) == FALSE)
        return error;
    const std::lock_guard lock(mutex_);
    events->lNetworkEvents = 0;
    if (window_ != nullptr)
        return 0; // its events went out as messages
    events->lNetworkEvents = static_cast<LONG>(recorded_);
    for (std::size_t bit = 0; bit < FD_MAX_EVENTS; ++bit)
        if ((recorded_ & (1 << bit)) != 0)
            events->iErrorCode[bit] = codes_[bit];
    recorded_ = 0;
    return 0;
}

} // namespace ws2::provider::itot
