#include "provider/layer/own_messages.hpp"

#include <algorithm>
#include <future>
#include <new>
#include <optional>
#include <system_error>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>
#include <windows.h>

namespace ws2::provider::layer {
namespace {

constexpr UINT from_below = WM_APP;
constexpr UINT look_again = WM_APP + 1; // a socket has become known

struct Registration {
    Recipient recipient;
    Stack* stack = nullptr;
    SOCKET upper = INVALID_SOCKET;
};

struct Message {
    SOCKET lower;
    LPARAM event;
};

// The registrations by the handle below.
class Registrations {
public:
    void put(SOCKET lower, const Registration& registration) {
        const std::lock_guard lock(mutex_);
        list_[lower] = registration;
    }
    std::optional<Registration> find(SOCKET lower) {
        const std::lock_guard lock(mutex_);
        const auto found = list_.find(lower);
        return found == list_.end() ? std::nullopt : std::optional(found->second);
    }
    // Only if it is still that socket's.
    void drop(SOCKET lower, SOCKET upper) {
        const std::lock_guard lock(mutex_);
        const auto found = list_.find(lower);
        if (found != list_.end() && found->second.upper == upper)
            list_.erase(found);
    }

    std::atomic<int> accepting{0}; // calls whose socket is not in the list yet

private:
    std::mutex mutex_;
    std::unordered_map<SOCKET, Registration> list_;
};

Registrations& registrations() {
    static auto* const one = new Registrations;
    return *one;
}

// Of the window's thread alone.
std::vector<Message>& early() {
    static auto* const one = new std::vector<Message>;
    return *one;
}

bool pass_on(const Message& message) {
    const auto registration = registrations().find(message.lower);
    if (!registration)
        return false;
    registration->stack->upcalls().lpWPUPostMessage(
        registration->recipient.window, registration->recipient.message,
        static_cast<WPARAM>(registration->upper), message.event);
    return true;
}

LRESULT CALLBACK take_message(HWND window, UINT message, WPARAM socket, LPARAM event) {
    if (message != from_below && message != look_again)
        return DefWindowProcA(window, message, socket, event);
    const bool expected = registrations().accepting.load(std::memory_order_acquire) != 0;
    std::erase_if(early(), [&](const Message& each) { return pass_on(each) || !expected; });
    const Message now{static_cast<SOCKET>(socket), event};
    if (message == from_below && !pass_on(now) && expected)
        early().push_back(now);
    return 0;
}

void take_messages(std::promise<HWND> made) {
    WNDCLASSA kind{};
    kind.lpfnWndProc = take_message;
    kind.lpszClassName = "ws2 layer";
    const ATOM atom = RegisterClassA(&kind);
    const HWND window = CreateWindowExA(0, MAKEINTRESOURCEA(atom), "", 0, 0, 0, 0, 0, HWND_MESSAGE,
                                        nullptr, nullptr, nullptr);
    made.set_value(window);
    MSG message{};
    while (window != nullptr && GetMessageA(&message, nullptr, 0, 0) > 0)
        DispatchMessageA(&message);
}

// Of all layers in this library; its thread stays as long as the process. Null if it cannot be.
HWND window_of_all() {
    static const HWND window = [] {
        std::promise<HWND> made;
        auto result = made.get_future();
        std::thread(take_messages, std::move(made)).detach();
        return result.get();
    }();
    return window;
}

} // namespace

int select_own(Stack& stack, SOCKET s, const Lower& lower, const Recipient& recipient, LONG events,
               LPINT error) noexcept {
    const LPWSPASYNCSELECT below = lower.below->table.lpWSPAsyncSelect;
    try {
        const HWND window = window_of_all();
        if (window == nullptr)
            throw std::bad_alloc();
        const auto before = registrations().find(lower.handle);
        if (events != 0) // messages may come before the call below is back
            registrations().put(lower.handle, {recipient, &stack, s});
        const int result =
            below(lower.handle, events == 0 ? nullptr : window, from_below, events, error);
        if (result != 0 && before)
            registrations().put(lower.handle, *before);
        else if ((result != 0) != (events == 0))
            registrations().drop(lower.handle, s);
        return result;
    } catch (const std::exception&) { // no memory, no thread
        *error = WSAENOBUFS;
        return SOCKET_ERROR;
    }
}

void forget_own_messages(SOCKET s, SOCKET lower) noexcept {
    registrations().drop(lower, s);
}

OwnAccept::OwnAccept(const Lower& listener) noexcept {
    if (!listener.below->own_handles || !registrations().find(listener.handle))
        return;
    listener_ = listener.handle;
    registrations().accepting.fetch_add(1, std::memory_order_acq_rel);
}

OwnAccept::~OwnAccept() {
    if (listener_ == INVALID_SOCKET)
        return;
    registrations().accepting.fetch_sub(1, std::memory_order_acq_rel);
    PostMessageA(window_of_all(), look_again, 0, 0);
}

void OwnAccept::inherits(Stack& stack, SOCKET s, SOCKET lower) const noexcept {
    try {
        const auto registration =
            listener_ == INVALID_SOCKET ? std::nullopt : registrations().find(listener_);
        if (registration && s != INVALID_SOCKET)
            registrations().put(lower, {registration->recipient, &stack, s});
    } catch (const std::bad_alloc&) { // its messages are lost
    }
}

} // namespace ws2::provider::layer
