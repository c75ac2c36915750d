// Room api: FILE_SKIP_COMPLETION_PORT_ON_SUCCESS for handles that are not the system's. Their
// provider completes a request before it answers the call that made it, and only the answer tells
// whether a packet is wanted: so the packet is kept until then.
#pragma once

#include "nt/overlapped.hpp"

#include <winsock2.h>

namespace ws2::api {

class SkipOnSuccess {
public:
    SkipOnSuccess(SOCKET s, const OVERLAPPED* overlapped) noexcept {
        if (overlapped != nullptr &&
            (nt::association_of(static_cast<int>(s)).modes & nt::kSkipPortOnSuccess) != 0)
            begin(s, overlapped);
    }
    SkipOnSuccess(const SkipOnSuccess&) = delete;
    SkipOnSuccess& operator=(const SkipOnSuccess&) = delete;
    ~SkipOnSuccess() {
        if (overlapped_ != nullptr)
            leave();
    }

    // What the call answered: after success the packet is dropped, otherwise posted.
    int end(int result) noexcept {
        if (kept_)
            settle(result);
        return result;
    }

    // From WPUCompleteOverlappedRequest: true if this thread is inside the call that made the
    // request, and the packet was kept.
    static bool keep(const OVERLAPPED* overlapped, const nt::Packet& packet) noexcept;

private:
    void begin(SOCKET s, const OVERLAPPED* overlapped) noexcept;
    void leave() noexcept;
    void settle(int result) noexcept;

    const OVERLAPPED* overlapped_ = nullptr; // null: nothing is to be skipped
    SkipOnSuccess* outer_ = nullptr;
    SOCKET socket_ = INVALID_SOCKET;
    bool kept_ = false;
    nt::Packet packet_; // if kept_
};

} // namespace ws2::api
