// Room provider_itot: one socket's registration for network events, what was recorded for it, and
// which events may be recorded again. Knows nothing of connections: they say what holds.
#pragma once

#include "winsock2.h"

#include <array>
#include <mutex>
#include <utility>

namespace ws2::provider::itot {

class Notifier {
public:
    static constexpr long all_events = (1 << FD_MAX_EVENTS) - 1;

    // A new registration: replaces the old one, clears the record, allows every event. Mask 0 ends
    // it. Whoever registers then notes what holds.
    void select(WSAEVENT event, long mask);
    void select(HWND window, unsigned message, long mask, SOCKET s);
    bool active();
    // The same registration as `other`'s, for a socket that was accepted.
    void inherit(Notifier& other, SOCKET s);
    // A connect begins: its end is news.
    void begin_call();

    // What holds now.
    struct Facts {
        long bits = 0;
        int connect_code = 0;
        int close_code = 0;
    };
    // Records what holds and may be recorded. True: tell() is due, once no lock is held.
    bool note(const Facts& facts);
    void tell() noexcept;
    // The call that allows it to be recorded again was made.
    void reenable(long bits);

    // Takes the record. `reset` is reset first; if it is no event, nothing changes.
    int enumerate(WSAEVENT reset, LPWSANETWORKEVENTS events);

private:
    void begin(long mask);

    std::mutex mutex_; // the last one in any order
    WSAEVENT event_ = nullptr;
    HWND window_ = nullptr;
    unsigned message_ = 0;
    SOCKET socket_ = INVALID_SOCKET;
    long mask_ = 0;
    long armed_ = 0;
    long recorded_ = 0;
    long untold_ = 0;
    bool connect_told_ = false;
    std::array<int, FD_MAX_EVENTS> codes_{};
};

} // namespace ws2::provider::itot
