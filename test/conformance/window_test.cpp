// Suite conformance: windows, messages and timers.
#include "conformance/window.hpp"

#include <gtest/gtest.h>
#include <string>
#include <thread>

namespace ws2::conformance {
namespace {

constexpr UINT hello = WM_APP + 1;

MSG got() {
    MSG message{};
    EXPECT_TRUE(GetMessageA(&message, nullptr, 0, 0));
    return message;
}

TEST(Messages, PostedMessagesComeInOrderAndAreDispatchedToTheProcedure) {
    Window window;
    ASSERT_NE(window.handle, nullptr);
    window.kept.clear();
    EXPECT_TRUE(PostMessageA(window.handle, hello, 1, 2));
    EXPECT_TRUE(PostMessageW(window.handle, hello, 3, -4));
    EXPECT_TRUE(window.kept.empty());
    for (int each = 0; each < 2; ++each) {
        const MSG message = got();
        EXPECT_EQ(message.hwnd, window.handle);
        DispatchMessageA(&message);
    }
    ASSERT_EQ(window.kept.size(), 2U);
    EXPECT_EQ(window.kept[0].wParam, 1U);
    EXPECT_EQ(window.kept[0].lParam, 2);
    EXPECT_EQ(window.kept[1].lParam, -4);
    EXPECT_TRUE(window.quiet());
}

TEST(Messages, FiltersTakeByWindowByNumberAndByThread) {
    const Window one;
    const Window other;
    PostMessageA(one.handle, hello, 1, 0);
    PostMessageA(other.handle, hello + 1, 2, 0);
    PostThreadMessageA(GetCurrentThreadId(), hello + 2, 3, 0);
    MSG message{};
    EXPECT_TRUE(PeekMessageA(&message, nullptr, hello + 1, hello + 1, PM_NOREMOVE));
    EXPECT_EQ(message.wParam, 2U);
    const auto of_thread = reinterpret_cast<HWND>(LONG_PTR{-1});
    EXPECT_TRUE(PeekMessageA(&message, of_thread, 0, 0, PM_REMOVE));
    EXPECT_EQ(message.wParam, 3U);
    EXPECT_EQ(message.hwnd, nullptr);
    EXPECT_TRUE(PeekMessageA(&message, other.handle, 0, 0, PM_REMOVE));
    EXPECT_EQ(message.wParam, 2U);
    EXPECT_TRUE(PeekMessageA(&message, nullptr, 0, 0, PM_REMOVE));
    EXPECT_EQ(message.wParam, 1U);
    EXPECT_FALSE(PeekMessageA(&message, nullptr, 0, 0, PM_REMOVE));
}

TEST(Messages, QuitComesBehindWhatWasPostedAndEndsTheLoop) {
    const Window window;
    PostQuitMessage(7);
    PostMessageA(window.handle, hello, 0, 0);
    EXPECT_EQ(got().message, hello);
    MSG message{};
    EXPECT_EQ(GetMessageA(&message, nullptr, 0, 0), FALSE);
    EXPECT_EQ(message.message, WM_QUIT);
    EXPECT_EQ(message.wParam, 7U);
}

TEST(Messages, AnotherThreadsPostWakesTheLoop) {
    const Window window;
    std::thread poster([&] { PostMessageA(window.handle, hello, 5, 0); });
    EXPECT_EQ(got().wParam, 5U);
    poster.join();
}

TEST(Messages, ASentMessageIsAnsweredByTheWindowsThread) {
    Window window;
    window.kept.clear();
    std::thread sender([&] {
        EXPECT_EQ(SendMessageA(window.handle, hello, 1, 0), 0);
        PostMessageA(window.handle, hello + 1, 0, 0);
    });
    EXPECT_EQ(got().message, hello + 1); // runs the sent one on its way
    sender.join();
    ASSERT_EQ(window.kept.size(), 1U);
    EXPECT_EQ(window.kept[0].message, hello);
}

TEST(Messages, AThreadWithoutQueueAndAWindowThatIsNoneAreErrors) {
    EXPECT_FALSE(PostThreadMessageA(0x7ffffff0, hello, 0, 0));
    EXPECT_EQ(GetLastError(), 1444U);
    const auto none = reinterpret_cast<HWND>(LONG_PTR{0x1234568});
    EXPECT_FALSE(IsWindow(none));
    EXPECT_FALSE(PostMessageA(none, hello, 0, 0));
    EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INVALID_WINDOW_HANDLE));
    MSG message{};
    EXPECT_EQ(GetMessageA(&message, none, 0, 0), -1);
}

TEST(Messages, AWaitEndsWithAnObjectOrWithNewMessages) {
    const Window window;
    const HANDLE event = CreateEventA(nullptr, TRUE, TRUE, nullptr);
    const auto wait = [&](DWORD flags, DWORD timeout_ms) {
        return MsgWaitForMultipleObjectsEx(1, &event, timeout_ms, QS_ALLINPUT, flags);
    };
    EXPECT_EQ(wait(0, 30000), WAIT_OBJECT_0);
    ResetEvent(event);
    EXPECT_EQ(wait(0, 0), static_cast<DWORD>(WAIT_TIMEOUT));
    PostMessageA(window.handle, hello, 0, 0);
    EXPECT_EQ(wait(0, 30000), WAIT_OBJECT_0 + 1);
    EXPECT_FALSE(window.quiet()); // looked at, so no longer new
    EXPECT_EQ(wait(0, 0), static_cast<DWORD>(WAIT_TIMEOUT));
    EXPECT_EQ(wait(MWMO_INPUTAVAILABLE, 30000), WAIT_OBJECT_0 + 1);
    EXPECT_EQ(window.next().message, hello);
    CloseHandle(event);
}

unsigned timer_calls = 0;
VOID CALLBACK count_timer(HWND, UINT message, UINT_PTR, DWORD) {
    timer_calls += message == WM_TIMER ? 1 : 0;
}

TEST(Messages, TimersComeUntilTheyAreKilled) {
    Window window;
    window.kept.clear();
    EXPECT_EQ(SetTimer(window.handle, 9, 10, nullptr), 9U);
    for (int each = 0; each < 2; ++each) {
        const MSG message = got();
        EXPECT_EQ(message.message, WM_TIMER);
        EXPECT_EQ(message.wParam, 9U);
        DispatchMessageA(&message);
    }
    EXPECT_EQ(window.kept.size(), 2U);
    EXPECT_TRUE(KillTimer(window.handle, 9));
    EXPECT_FALSE(KillTimer(window.handle, 9));
    const UINT_PTR by_thread = SetTimer(nullptr, 0, 10, count_timer);
    const MSG message = got();
    DispatchMessageA(&message);
    EXPECT_EQ(timer_calls, 1U);
    EXPECT_TRUE(KillTimer(nullptr, by_thread));
}

TEST(Windows, AreCreatedAndDestroyedWithTheirMessages) {
    std::vector<MSG> kept;
    const HWND window = CreateWindowExA(0, keeper_class(), "title", 0, 0, 0, 0, 0, HWND_MESSAGE,
                                        nullptr, nullptr, &kept);
    ASSERT_NE(window, nullptr);
    EXPECT_TRUE(IsWindow(window));
    DWORD process = 0;
    EXPECT_EQ(GetWindowThreadProcessId(window, &process), GetCurrentThreadId());
    EXPECT_EQ(process, GetCurrentProcessId());
    PostMessageA(window, hello, 0, 0);
    std::thread([window] { EXPECT_FALSE(DestroyWindow(window)); }).join();
    EXPECT_TRUE(DestroyWindow(window));
    EXPECT_FALSE(IsWindow(window));
    EXPECT_FALSE(DestroyWindow(window));
    ASSERT_EQ(kept.size(), 4U);
    EXPECT_EQ(kept[0].message, static_cast<UINT>(WM_NCCREATE));
    EXPECT_EQ(kept[1].message, static_cast<UINT>(WM_CREATE));
    EXPECT_EQ(kept[2].message, static_cast<UINT>(WM_DESTROY));
    EXPECT_EQ(kept[3].message, static_cast<UINT>(WM_NCDESTROY));
    MSG message{};
    EXPECT_FALSE(PeekMessageA(&message, nullptr, 0, 0, PM_REMOVE)) << "what was posted goes, too";
}

LRESULT CALLBACK refuse_creation(HWND window, UINT message, WPARAM wparam, LPARAM lparam) {
    return message == WM_CREATE ? -1 : DefWindowProcW(window, message, wparam, lparam);
}

TEST(Windows, ClassesAreFoundWhateverTheCaseAndMayRefuse) {
    WNDCLASSEXW refusing{};
    refusing.cbSize = sizeof refusing;
    refusing.lpfnWndProc = refuse_creation;
    const std::u16string name = u"ws2 Refusing";
    const std::u16string other_case = u"WS2 REFUSING";
    const auto* wide = reinterpret_cast<LPCWSTR>(name.c_str());
    refusing.lpszClassName = wide;
    EXPECT_NE(RegisterClassExW(&refusing), 0);
    EXPECT_EQ(RegisterClassExW(&refusing), 0);
    EXPECT_EQ(GetLastError(), 1410U);
    EXPECT_EQ(CreateWindowExW(0, reinterpret_cast<LPCWSTR>(other_case.c_str()), nullptr, 0, 0, 0, 0,
                              0, nullptr, nullptr, nullptr, nullptr),
              nullptr);
    EXPECT_TRUE(UnregisterClassA("ws2 refusing", nullptr));
    EXPECT_FALSE(UnregisterClassA("ws2 refusing", nullptr));
    EXPECT_EQ(
        CreateWindowA("ws2 refusing", nullptr, 0, 0, 0, 0, 0, nullptr, nullptr, nullptr, nullptr),
        nullptr);
    EXPECT_EQ(GetLastError(), 1407U);
}

TEST(Windows, KeepTheirWords) {
    const Window window;
    EXPECT_EQ(SetWindowLongPtrA(window.handle, 0, 42), 0);
    EXPECT_EQ(GetWindowLongPtrW(window.handle, 0), 42);
    SetLastError(0);
    EXPECT_EQ(SetWindowLongPtrA(window.handle, 8, 42), 0);
    EXPECT_EQ(GetLastError(), 1413U);
    EXPECT_EQ(GetWindowLongPtrA(window.handle, GWLP_WNDPROC),
              reinterpret_cast<LONG_PTR>(keep_message));
}

TEST(Windows, AMessageNumberIsOneForOneText) {
    const UINT number = RegisterWindowMessageA("ws2 text");
    EXPECT_GE(number, 0xC000U);
    EXPECT_EQ(RegisterWindowMessageA("WS2 Text"), number);
    EXPECT_NE(RegisterWindowMessageA("another text"), number);
}

} // namespace
} // namespace ws2::conformance
