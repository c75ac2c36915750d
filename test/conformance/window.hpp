// Suite conformance: a message-only window that keeps what it is sent, and its thread's queue.
#pragma once

#include <vector>
#include <windows.h>

namespace ws2::conformance {

inline LRESULT CALLBACK keep_message(HWND window, UINT message, WPARAM wparam, LPARAM lparam) {
    if (message == WM_NCCREATE) {
        const auto* given = reinterpret_cast<const CREATESTRUCTA*>(lparam);
        SetWindowLongPtrA(window, GWLP_USERDATA, reinterpret_cast<LONG_PTR>(given->lpCreateParams));
    }
    auto* kept = reinterpret_cast<std::vector<MSG>*>(GetWindowLongPtrA(window, GWLP_USERDATA));
    if (kept != nullptr)
        kept->push_back({window, message, wparam, lparam, 0, {}});
    return DefWindowProcA(window, message, wparam, lparam);
}

inline LPCSTR keeper_class() {
    static const ATOM atom = [] {
        WNDCLASSA keeper{};
        keeper.lpfnWndProc = keep_message;
        keeper.cbWndExtra = sizeof(LONG_PTR);
        keeper.lpszClassName = "ws2 keeper of messages";
        return RegisterClassA(&keeper);
    }();
    return MAKEINTRESOURCEA(atom);
}

class Window {
public:
    Window()
        : handle(CreateWindowExA(0, keeper_class(), "keeper", 0, 0, 0, 0, 0, HWND_MESSAGE, nullptr,
                                 nullptr, &kept)) {}
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;
    ~Window() { DestroyWindow(handle); }

    // The next posted message for this window; message 0 after a limit that only ends a hang.
    MSG next() const {
        MSG message{};
        while (!PeekMessageA(&message, handle, 0, 0, PM_REMOVE))
            if (MsgWaitForMultipleObjects(0, nullptr, FALSE, 30000, QS_ALLINPUT) != WAIT_OBJECT_0)
                return {};
        return message;
    }
    bool quiet() const {
        MSG message{};
        return !PeekMessageA(&message, handle, 0, 0, PM_NOREMOVE);
    }

    std::vector<MSG> kept;
    HWND handle;
};

} // namespace ws2::conformance
