// Room user: window classes and windows. A window is a procedure, a few words, and the queue of the
// thread that made it; nobody sees it.
#pragma once

#include "user/queue.hpp"

#include <string>

namespace ws2::user {

// A class name, or the atom of a class.
struct ClassName {
    std::u16string text; // as given; classes are found whatever the case
    ATOM atom = 0;       // if not 0, `text` is empty
};

struct ClassTraits {
    WNDPROC procedure = nullptr;
    int window_extra = 0; // octets
    HINSTANCE instance = nullptr;
    bool wide = false; // registered by a W function: its procedure gets UTF-16
};

struct Creation {
    ClassName of;
    std::u16string title;
    bool has_title = false;
    CREATESTRUCTW given{}; // without its texts
};

// The atom; 0 and an error if the class is there already or means nothing.
ATOM register_class(const ClassName& name, const ClassTraits& traits, int& error);
int unregister_class(const ClassName& name); // 0 or an error

// WM_NCCREATE and WM_CREATE have been answered, or it is null with an error (0 if the procedure
// refused).
HWND create_window(const Creation& creation, int& error);
int destroy_window(HWND window); // 0 or an error
bool is_window(HWND window);
// A thread ends.
void drop_windows_of(Queue& queue);

// In the window's own thread; 0 if there is no such window.
LRESULT call_window(HWND window, UINT message, WPARAM wparam, LPARAM lparam);
// From any thread.
LRESULT send_message(HWND window, UINT message, WPARAM wparam, LPARAM lparam, int& error);
int post_message(HWND window, UINT message, WPARAM wparam, LPARAM lparam) noexcept; // 0 or an error
LRESULT dispatch_message(const MSG& message);
LRESULT default_procedure(HWND window, UINT message, WPARAM wparam, LPARAM lparam);

// GetWindowLongPtr and SetWindowLongPtr; `size` is that of the caller's type, for extra octets.
LONG_PTR window_word(HWND window, int index, std::size_t size, int& error);
LONG_PTR set_window_word(HWND window, int index, std::size_t size, LONG_PTR value, int& error);
// 0 if there is no such window.
DWORD thread_of_window(HWND window);
UINT_PTR set_timer(HWND window, UINT_PTR id, UINT period_ms, TIMERPROC function, int& error);
bool kill_timer(HWND window, UINT_PTR id);

// A number from 0xC000 on, the same for the same text in this process; 0 if there are none left.
UINT message_number(const std::u16string& text);

} // namespace ws2::user
