// Room provider_layer: WSPAsyncSelect of layers with handles of their own. What is below posts to a
// window of this room, under its own handle; the window's thread posts on, under the program's.
#pragma once

#include "provider/layer/stack.hpp"

namespace ws2::provider::layer {

// Where the program wants its messages.
struct Recipient {
    HWND window = nullptr;
    unsigned message = 0;
};

int select_own(Stack& stack, SOCKET s, const Lower& lower, const Recipient& recipient, LONG events,
               LPINT error) noexcept;

void forget_own_messages(SOCKET s, SOCKET lower) noexcept;

// Lives around an accept below: what comes for the new socket before its handle is known is kept.
class OwnAccept {
public:
    explicit OwnAccept(const Lower& listener) noexcept;
    OwnAccept(const OwnAccept&) = delete;
    OwnAccept& operator=(const OwnAccept&) = delete;
    ~OwnAccept();

    // The new socket, unless it is INVALID_SOCKET, has the listener's registration.
    void inherits(Stack& stack, SOCKET s, SOCKET lower) const noexcept;

private:
    SOCKET listener_ = INVALID_SOCKET; // its handle below, if it has one
};

} // namespace ws2::provider::layer
