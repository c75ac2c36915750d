// Room api: window classes and windows, as user32 has them.
#include "api/windows_result.hpp"
#include "base/utf.hpp"
#include "nt/thread.hpp"
#include "user/codes.hpp"
#include "user/window.hpp"

#include <new>
#include <winuser.h>

namespace user = ws2::user;
using ws2::api::windows_failure;
using ws2::api::windows_result;

namespace {

std::u16string text_of(LPCSTR text) {
    return ws2::base::to_utf16(text);
}
std::u16string text_of(LPCWSTR text) {
    return reinterpret_cast<const char16_t*>(text);
}

// A name, or an atom in the low word.
template<typename Text>
user::ClassName class_name(Text name) {
    const auto value = reinterpret_cast<ULONG_PTR>(name);
    if (value >> 16U == 0)
        return {{}, static_cast<ATOM>(value)};
    return {text_of(name), 0};
}

template<typename T, typename Call>
T in_memory(T failure, Call call) {
    try {
        return call();
    } catch (const std::bad_alloc&) {
        return windows_failure(user::error_not_enough_memory, failure);
    }
}

template<typename Traits>
ATOM add_class(const Traits* given, bool wide) {
    if (given == nullptr)
        return windows_failure(user::error_invalid_parameter, ATOM{0});
    return in_memory(ATOM{0}, [&] {
        int error = 0;
        const ATOM atom = user::register_class(
            class_name(given->lpszClassName),
            {given->lpfnWndProc, given->cbWndExtra, given->hInstance, wide}, error);
        return error == 0 ? atom : windows_failure(error, ATOM{0});
    });
}

template<typename Text>
BOOL remove_class(Text name) {
    return in_memory(FALSE,
                     [&] { return windows_result(user::unregister_class(class_name(name))); });
}

template<typename Text>
HWND create(Text of, Text title, const CREATESTRUCTW& given) {
    return in_memory<HWND>(nullptr, [&] {
        user::Creation creation{class_name(of), {}, title != nullptr, given};
        if (title != nullptr)
            creation.title = text_of(title);
        int error = 0;
        const HWND window = user::create_window(creation, error);
        return window != nullptr || error == 0 ? window : windows_failure<HWND>(error, nullptr);
    });
}

template<typename T>
T word(HWND window, int index) {
    int error = 0;
    const LONG_PTR value = user::window_word(window, index, sizeof(T), error);
    return error == 0 ? static_cast<T>(value) : windows_failure(error, T{0});
}

// The old value, which may be 0 without being a failure: the last error tells.
template<typename T>
T set_word(HWND window, int index, T fresh) {
    int error = 0;
    const LONG_PTR old = user::set_window_word(window, index, sizeof(T), fresh, error);
    return error == 0 ? static_cast<T>(old) : windows_failure(error, T{0});
}

} // namespace

ATOM WINAPI RegisterClassA(const WNDCLASSA* lpWndClass) {
    return add_class(lpWndClass, false);
}
ATOM WINAPI RegisterClassW(const WNDCLASSW* lpWndClass) {
    return add_class(lpWndClass, true);
}
ATOM WINAPI RegisterClassExA(const WNDCLASSEXA* lpwcx) {
    return add_class(lpwcx, false);
}
ATOM WINAPI RegisterClassExW(const WNDCLASSEXW* lpwcx) {
    return add_class(lpwcx, true);
}
BOOL WINAPI UnregisterClassA(LPCSTR lpClassName, HINSTANCE) {
    return remove_class(lpClassName);
}
BOOL WINAPI UnregisterClassW(LPCWSTR lpClassName, HINSTANCE) {
    return remove_class(lpClassName);
}

HWND WINAPI CreateWindowExA(DWORD dwExStyle, LPCSTR lpClassName, LPCSTR lpWindowName, DWORD dwStyle,
                            int X, int Y, int nWidth, int nHeight, HWND hWndParent, HMENU hMenu,
                            HINSTANCE hInstance, LPVOID lpParam) {
    return create(lpClassName, lpWindowName,
                  {lpParam, hInstance, hMenu, hWndParent, nHeight, nWidth, Y, X,
                   static_cast<LONG>(dwStyle), nullptr, nullptr, dwExStyle});
}
HWND WINAPI CreateWindowExW(DWORD dwExStyle, LPCWSTR lpClassName, LPCWSTR lpWindowName,
                            DWORD dwStyle, int X, int Y, int nWidth, int nHeight, HWND hWndParent,
                            HMENU hMenu, HINSTANCE hInstance, LPVOID lpParam) {
    return create(lpClassName, lpWindowName,
                  {lpParam, hInstance, hMenu, hWndParent, nHeight, nWidth, Y, X,
                   static_cast<LONG>(dwStyle), nullptr, nullptr, dwExStyle});
}

BOOL WINAPI DestroyWindow(HWND hWnd) {
    return in_memory(FALSE, [&] { return windows_result(user::destroy_window(hWnd)); });
}
BOOL WINAPI IsWindow(HWND hWnd) {
    return user::is_window(hWnd) ? TRUE : windows_result(user::error_invalid_window_handle);
}

BOOL WINAPI ShowWindow(HWND hWnd, int nCmdShow) {
    if (!IsWindow(hWnd))
        return FALSE;
    const LONG_PTR style = GetWindowLongPtrW(hWnd, GWL_STYLE);
    const bool was = (style & WS_VISIBLE) != 0;
    const bool is = nCmdShow != SW_HIDE;
    if (was != is) {
        SetWindowLongPtrW(hWnd, GWL_STYLE, is ? style | WS_VISIBLE : style & ~LONG_PTR{WS_VISIBLE});
        SendMessageW(hWnd, WM_SHOWWINDOW, is, 0);
    }
    return was;
}
BOOL WINAPI IsWindowVisible(HWND hWnd) {
    return IsWindow(hWnd) && (GetWindowLongPtrW(hWnd, GWL_STYLE) & WS_VISIBLE) != 0;
}
BOOL WINAPI UpdateWindow(HWND hWnd) {
    return IsWindow(hWnd);
}
HCURSOR WINAPI LoadCursorA(HINSTANCE, LPCSTR) {
    return windows_failure(ERROR_NOT_SUPPORTED, HCURSOR{nullptr});
}
HCURSOR WINAPI LoadCursorW(HINSTANCE, LPCWSTR) {
    return windows_failure(ERROR_NOT_SUPPORTED, HCURSOR{nullptr});
}
HICON WINAPI LoadIconA(HINSTANCE, LPCSTR) {
    return windows_failure(ERROR_NOT_SUPPORTED, HICON{nullptr});
}
HICON WINAPI LoadIconW(HINSTANCE, LPCWSTR) {
    return windows_failure(ERROR_NOT_SUPPORTED, HICON{nullptr});
}

LRESULT WINAPI DefWindowProcA(HWND hWnd, UINT Msg, WPARAM wParam, LPARAM lParam) {
    return user::default_procedure(hWnd, Msg, wParam, lParam);
}
LRESULT WINAPI DefWindowProcW(HWND hWnd, UINT Msg, WPARAM wParam, LPARAM lParam) {
    return user::default_procedure(hWnd, Msg, wParam, lParam);
}
LRESULT WINAPI CallWindowProcA(WNDPROC lpPrevWndFunc, HWND hWnd, UINT Msg, WPARAM wParam,
                               LPARAM lParam) {
    return lpPrevWndFunc(hWnd, Msg, wParam, lParam);
}
LRESULT WINAPI CallWindowProcW(WNDPROC lpPrevWndFunc, HWND hWnd, UINT Msg, WPARAM wParam,
                               LPARAM lParam) {
    return lpPrevWndFunc(hWnd, Msg, wParam, lParam);
}

LONG_PTR WINAPI GetWindowLongPtrA(HWND hWnd, int nIndex) {
    return word<LONG_PTR>(hWnd, nIndex);
}
LONG_PTR WINAPI GetWindowLongPtrW(HWND hWnd, int nIndex) {
    return word<LONG_PTR>(hWnd, nIndex);
}
LONG_PTR WINAPI SetWindowLongPtrA(HWND hWnd, int nIndex, LONG_PTR dwNewLong) {
    return set_word(hWnd, nIndex, dwNewLong);
}
LONG_PTR WINAPI SetWindowLongPtrW(HWND hWnd, int nIndex, LONG_PTR dwNewLong) {
    return set_word(hWnd, nIndex, dwNewLong);
}
LONG WINAPI GetWindowLongA(HWND hWnd, int nIndex) {
    return word<LONG>(hWnd, nIndex);
}
LONG WINAPI GetWindowLongW(HWND hWnd, int nIndex) {
    return word<LONG>(hWnd, nIndex);
}
LONG WINAPI SetWindowLongA(HWND hWnd, int nIndex, LONG dwNewLong) {
    return set_word(hWnd, nIndex, dwNewLong);
}
LONG WINAPI SetWindowLongW(HWND hWnd, int nIndex, LONG dwNewLong) {
    return set_word(hWnd, nIndex, dwNewLong);
}

DWORD WINAPI GetWindowThreadProcessId(HWND hWnd, LPDWORD lpdwProcessId) {
    const DWORD thread = user::thread_of_window(hWnd);
    if (thread == 0)
        return windows_failure(user::error_invalid_window_handle, DWORD{0});
    if (lpdwProcessId != nullptr)
        *lpdwProcessId = ws2::nt::process_id();
    return thread;
}
