// Room api: FILE_SKIP_COMPLETION_PORT_ON_SUCCESS for handles that are not the system's.
#include "api/skip_on_success.hpp"

#include "dispatch/socket_table.hpp"

namespace ws2::api {
namespace {

// The calls that this thread is in; a layer's call has that of its base inside it.
constinit thread_local SkipOnSuccess* innermost = nullptr;

} // namespace

void SkipOnSuccess::begin(SOCKET s, const OVERLAPPED* overlapped) noexcept {
    DWORD_PTR context = 0;
    if (nt::association_of(static_cast<int>(s)).port == nullptr ||
        !dispatch::context_of(s, context))
        return;
    overlapped_ = overlapped;
    socket_ = s;
    outer_ = innermost;
    innermost = this;
}

void SkipOnSuccess::leave() noexcept {
    innermost = outer_;
}

bool SkipOnSuccess::keep(const OVERLAPPED* overlapped, const nt::Packet& packet) noexcept {
    SkipOnSuccess* call = innermost;
    while (call != nullptr && call->overlapped_ != overlapped)
        call = call->outer_;
    if (call == nullptr)
        return false;
    call->packet_ = packet;
    call->kept_ = true;
    return true;
}

void SkipOnSuccess::settle(int result) noexcept {
    kept_ = false;
    if (result == 0)
        return;
    const nt::Association association = nt::association_of(static_cast<int>(socket_));
    if (association.port != nullptr)
        association.port->post(packet_);
}

} // namespace ws2::api
