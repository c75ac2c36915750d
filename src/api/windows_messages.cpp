// Room api: messages, queues and timers, as user32 has them.
#include "api/windows_result.hpp"
#include "base/utf.hpp"
#include "nt/handle.hpp"
#include "user/codes.hpp"
#include "user/window.hpp"

#include <array>
#include <new>
#include <winuser.h>

namespace nt = ws2::nt;
namespace user = ws2::user;
using ws2::api::windows_failure;
using ws2::api::windows_result;

namespace {

// A call of ours that may be short of memory; window procedures' own exceptions are theirs.
template<typename T, typename Call>
T in_memory(T failure, Call call) {
    try {
        return call();
    } catch (const std::bad_alloc&) {
        return windows_failure(user::error_not_enough_memory, failure);
    }
}

BOOL post_to_thread(DWORD id, UINT message, WPARAM wparam, LPARAM lparam) {
    return in_memory(FALSE, [&] {
        const auto queue = user::Queue::of_thread(id);
        return windows_result(queue ? queue->post(nullptr, message, wparam, lparam)
                                    : user::error_invalid_thread_id);
    });
}

BOOL post(HWND window, UINT message, WPARAM wparam, LPARAM lparam) {
    return in_memory(
        FALSE, [&] { return windows_result(user::post_message(window, message, wparam, lparam)); });
}

LRESULT send(HWND window, UINT message, WPARAM wparam, LPARAM lparam) {
    return in_memory(LRESULT{0}, [&] {
        int error = 0;
        const LRESULT result = user::send_message(window, message, wparam, lparam, error);
        return error == 0 ? result : windows_failure(error, LRESULT{0});
    });
}

// -1 for what is no window, as of GetMessage; PeekMessage says FALSE there.
BOOL next_message(LPMSG message, const user::Filter& filter) {
    return in_memory(BOOL{-1}, [&] {
        constexpr LONG_PTR of_thread = -1;
        if (message == nullptr)
            return windows_failure(user::error_invalid_parameter, BOOL{-1});
        if (filter.window != nullptr && reinterpret_cast<LONG_PTR>(filter.window) != of_thread &&
            !user::is_window(filter.window))
            return windows_failure(user::error_invalid_window_handle, BOOL{-1});
        user::Queue::own().get(*message, filter);
        return message->message == WM_QUIT ? FALSE : TRUE;
    });
}

BOOL peek_message(LPMSG message, const user::Filter& filter, UINT remove) {
    return in_memory(FALSE, [&] {
        if (message == nullptr)
            return windows_result(user::error_invalid_parameter);
        return user::Queue::own().peek(*message, filter, (remove & PM_REMOVE) != 0) ? TRUE : FALSE;
    });
}

DWORD wait_for_messages(DWORD count, const HANDLE* handles, DWORD timeout_ms, DWORD mask,
                        DWORD flags) {
    if (count >= MAXIMUM_WAIT_OBJECTS || (count != 0 && handles == nullptr))
        return windows_failure(user::error_invalid_parameter, WAIT_FAILED);
    std::array<nt::Pin, nt::kWaitsMax> pins;
    std::array<nt::Waitable*, nt::kWaitsMax> objects{};
    for (DWORD i = 0; i < count; ++i) {
        pins[i] = nt::Pin(handles[i]);
        if (!pins[i] || pins[i].object()->kind() == nt::Kind::port ||
            pins[i].object()->kind() == nt::Kind::other)
            return windows_failure(ERROR_INVALID_HANDLE, WAIT_FAILED);
        objects[i] = static_cast<nt::Waitable*>(pins[i].object());
    }
    return in_memory(WAIT_FAILED, [&] {
        return DWORD{user::Queue::own().wait({objects.data(), count}, mask,
                                             nt::deadline_after(timeout_ms), flags)};
    });
}

} // namespace

BOOL WINAPI GetMessageA(LPMSG lpMsg, HWND hWnd, UINT wMsgFilterMin, UINT wMsgFilterMax) {
    return next_message(lpMsg, {hWnd, wMsgFilterMin, wMsgFilterMax});
}
BOOL WINAPI GetMessageW(LPMSG lpMsg, HWND hWnd, UINT wMsgFilterMin, UINT wMsgFilterMax) {
    return next_message(lpMsg, {hWnd, wMsgFilterMin, wMsgFilterMax});
}
BOOL WINAPI PeekMessageA(LPMSG lpMsg, HWND hWnd, UINT wMsgFilterMin, UINT wMsgFilterMax,
                         UINT wRemoveMsg) {
    return peek_message(lpMsg, {hWnd, wMsgFilterMin, wMsgFilterMax}, wRemoveMsg);
}
BOOL WINAPI PeekMessageW(LPMSG lpMsg, HWND hWnd, UINT wMsgFilterMin, UINT wMsgFilterMax,
                         UINT wRemoveMsg) {
    return peek_message(lpMsg, {hWnd, wMsgFilterMin, wMsgFilterMax}, wRemoveMsg);
}

BOOL WINAPI WaitMessage(VOID) {
    return wait_for_messages(0, nullptr, INFINITE, QS_ALLINPUT, 0) == WAIT_OBJECT_0 ? TRUE : FALSE;
}

// There is no keyboard whose keys could mean characters.
BOOL WINAPI TranslateMessage(const MSG*) {
    return FALSE;
}

LRESULT WINAPI DispatchMessageA(const MSG* lpMsg) {
    return lpMsg == nullptr ? 0 : user::dispatch_message(*lpMsg);
}
LRESULT WINAPI DispatchMessageW(const MSG* lpMsg) {
    return lpMsg == nullptr ? 0 : user::dispatch_message(*lpMsg);
}

VOID WINAPI PostQuitMessage(int nExitCode) {
    in_memory(0, [&] {
        user::Queue::own().post_quit(nExitCode);
        return 0;
    });
}

DWORD WINAPI GetQueueStatus(UINT flags) {
    return in_memory(DWORD{0}, [&] { return user::Queue::own().status(flags); });
}

DWORD WINAPI MsgWaitForMultipleObjects(DWORD nCount, const HANDLE* pHandles, BOOL fWaitAll,
                                       DWORD dwMilliseconds, DWORD dwWakeMask) {
    return wait_for_messages(nCount, pHandles, dwMilliseconds, dwWakeMask,
                             fWaitAll ? MWMO_WAITALL : 0);
}
DWORD WINAPI MsgWaitForMultipleObjectsEx(DWORD nCount, const HANDLE* pHandles, DWORD dwMilliseconds,
                                         DWORD dwWakeMask, DWORD dwFlags) {
    return wait_for_messages(nCount, pHandles, dwMilliseconds, dwWakeMask, dwFlags);
}

BOOL WINAPI PostMessageA(HWND hWnd, UINT Msg, WPARAM wParam, LPARAM lParam) {
    return post(hWnd, Msg, wParam, lParam);
}
BOOL WINAPI PostMessageW(HWND hWnd, UINT Msg, WPARAM wParam, LPARAM lParam) {
    return post(hWnd, Msg, wParam, lParam);
}
BOOL WINAPI PostThreadMessageA(DWORD idThread, UINT Msg, WPARAM wParam, LPARAM lParam) {
    return post_to_thread(idThread, Msg, wParam, lParam);
}
BOOL WINAPI PostThreadMessageW(DWORD idThread, UINT Msg, WPARAM wParam, LPARAM lParam) {
    return post_to_thread(idThread, Msg, wParam, lParam);
}
LRESULT WINAPI SendMessageA(HWND hWnd, UINT Msg, WPARAM wParam, LPARAM lParam) {
    return send(hWnd, Msg, wParam, lParam);
}
LRESULT WINAPI SendMessageW(HWND hWnd, UINT Msg, WPARAM wParam, LPARAM lParam) {
    return send(hWnd, Msg, wParam, lParam);
}

UINT WINAPI RegisterWindowMessageA(LPCSTR lpString) {
    if (lpString == nullptr)
        return windows_failure(user::error_invalid_parameter, UINT{0});
    return in_memory(UINT{0}, [&] { return user::message_number(ws2::base::to_utf16(lpString)); });
}
UINT WINAPI RegisterWindowMessageW(LPCWSTR lpString) {
    if (lpString == nullptr)
        return windows_failure(user::error_invalid_parameter, UINT{0});
    return in_memory(
        UINT{0}, [&] { return user::message_number(reinterpret_cast<const char16_t*>(lpString)); });
}

UINT_PTR WINAPI SetTimer(HWND hWnd, UINT_PTR nIDEvent, UINT uElapse, TIMERPROC lpTimerFunc) {
    return in_memory(UINT_PTR{0}, [&] {
        int error = 0;
        const UINT_PTR id = user::set_timer(hWnd, nIDEvent, uElapse, lpTimerFunc, error);
        return error == 0 ? id : windows_failure(error, UINT_PTR{0});
    });
}
BOOL WINAPI KillTimer(HWND hWnd, UINT_PTR uIDEvent) {
    return in_memory(FALSE, [&] {
        return user::kill_timer(hWnd, uIDEvent) ? TRUE
                                                : windows_result(user::error_invalid_parameter);
    });
}
