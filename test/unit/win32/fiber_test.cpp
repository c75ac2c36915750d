// Fibers, their local values and exceptions; apartments and GUIDs as text.
#include <array>
#include <cstring>
#include <gtest/gtest.h>
#include <stdexcept>
#include <string>
#include <thread>
#include <windows.h>

#include <objbase.h>

namespace {

// As gtest's own: what fails in a fiber is seen in its thread.
struct Meeting {
    LPVOID main = nullptr;
    std::string log;
    DWORD index = 0;
};

void WINAPI take_turns(LPVOID given) {
    auto& meeting = *static_cast<Meeting*>(given);
    EXPECT_EQ(GetFiberData(), given);
    EXPECT_EQ(FlsGetValue(meeting.index), nullptr);
    EXPECT_TRUE(FlsSetValue(meeting.index, &meeting.log));
    meeting.log += "b";
    SwitchToFiber(meeting.main);
    EXPECT_EQ(FlsGetValue(meeting.index), &meeting.log);
    try {
        throw std::runtime_error("inner");
    } catch (const std::runtime_error& error) {
        SwitchToFiber(meeting.main); // in the middle of a handler
        meeting.log += error.what();
    }
    SwitchToFiber(meeting.main);
}

std::string* freed = nullptr;
void WINAPI note_freed(PVOID value) {
    freed = static_cast<std::string*>(value);
}

TEST(FiberTest, TurnsLocalValuesAndExceptions) {
    EXPECT_FALSE(IsThreadAFiber());
    EXPECT_EQ(GetFiberData(), nullptr);
    EXPECT_FALSE(ConvertFiberToThread());
    EXPECT_EQ(GetLastError(), DWORD{ERROR_ALREADY_THREAD});
    Meeting meeting;
    meeting.index = FlsAlloc(note_freed);
    int own = 0;
    ASSERT_TRUE(FlsSetValue(meeting.index, &own));
    meeting.main = ConvertThreadToFiber(&own);
    ASSERT_NE(meeting.main, nullptr);
    EXPECT_EQ(GetCurrentFiber(), meeting.main);
    EXPECT_EQ(GetFiberData(), &own);
    EXPECT_EQ(ConvertThreadToFiber(nullptr), nullptr);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_ALREADY_FIBER});
    LPVOID fiber = CreateFiber(0, take_turns, &meeting);
    ASSERT_NE(fiber, nullptr);
    meeting.log = "a";
    SwitchToFiber(fiber);
    EXPECT_EQ(FlsGetValue(meeting.index), &own);
    meeting.log += "c";
    try {
        throw std::runtime_error("outer");
    } catch (const std::runtime_error& error) {
        SwitchToFiber(fiber);
        meeting.log += error.what();
        EXPECT_NE(std::current_exception(), nullptr);
    }
    EXPECT_EQ(std::current_exception(), nullptr);
    SwitchToFiber(fiber);
    EXPECT_EQ(meeting.log, "abcouterinner");
    DeleteFiber(fiber);
    EXPECT_EQ(freed, &meeting.log);
    EXPECT_TRUE(ConvertFiberToThread());
    EXPECT_FALSE(IsThreadAFiber());
    EXPECT_EQ(FlsGetValue(meeting.index), &own);
    freed = nullptr;
    EXPECT_TRUE(FlsFree(meeting.index));
}

void WINAPI end_here(LPVOID given) {
    *static_cast<bool*>(given) = true;
}

DWORD WINAPI run_to_the_end(LPVOID given) {
    ConvertThreadToFiber(nullptr);
    SwitchToFiber(given);
    return 0;
}

TEST(FiberTest, ARoutineThatReturnsEndsTheThread) {
    bool ran = false;
    LPVOID fiber = CreateFiberEx(0, 1 << 20, FIBER_FLAG_FLOAT_SWITCH, end_here, &ran);
    ASSERT_NE(fiber, nullptr);
    HANDLE thread = CreateThread(nullptr, 0, run_to_the_end, fiber, 0, nullptr);
    ASSERT_NE(thread, nullptr);
    EXPECT_EQ(WaitForSingleObject(thread, INFINITE), DWORD{WAIT_OBJECT_0});
    DWORD code = 0;
    EXPECT_TRUE(GetExitCodeThread(thread, &code));
    EXPECT_EQ(code, 1U);
    EXPECT_TRUE(ran);
    CloseHandle(thread);
    DeleteFiber(fiber);
    EXPECT_EQ(CreateFiberEx(0, 0, 8, end_here, nullptr), nullptr);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
}

DWORD WINAPI end_elsewhere(LPVOID given) {
    auto& meeting = *static_cast<Meeting*>(given);
    EXPECT_TRUE(FlsSetValue(meeting.index, &meeting.log));
    ConvertThreadToFiber(nullptr);
    SwitchToFiber(meeting.main);
    return 0;
}

TEST(FiberTest, AThreadThatEndsInAnotherFiberFreesItsOwnValues) {
    bool ran = false;
    Meeting meeting;
    meeting.index = FlsAlloc(note_freed);
    meeting.main = CreateFiber(0, end_here, &ran);
    ASSERT_NE(meeting.main, nullptr);
    freed = nullptr;
    HANDLE thread = CreateThread(nullptr, 0, end_elsewhere, &meeting, 0, nullptr);
    EXPECT_EQ(WaitForSingleObject(thread, INFINITE), DWORD{WAIT_OBJECT_0});
    CloseHandle(thread);
    EXPECT_TRUE(ran);
    EXPECT_EQ(freed, &meeting.log);
    DeleteFiber(meeting.main);
    EXPECT_TRUE(FlsFree(meeting.index));
    EXPECT_EQ(CreateFiberEx(0, ~SIZE_T{0} - 4096, 0, end_here, nullptr), nullptr);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_ENOUGH_MEMORY});
}

TEST(ApartmentTest, CountsPerThreadAndKeepsItsKind) {
    EXPECT_EQ(CoInitialize(nullptr), S_OK);
    EXPECT_EQ(CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED), S_FALSE);
    EXPECT_EQ(CoInitializeEx(nullptr, COINIT_MULTITHREADED), RPC_E_CHANGED_MODE);
    std::thread([] { EXPECT_EQ(CoInitializeEx(nullptr, COINIT_MULTITHREADED), S_OK); }).join();
    GUID guid{};
    void* made = &guid;
    EXPECT_EQ(CoCreateInstance(guid, nullptr, CLSCTX_ALL, guid, &made), REGDB_E_CLASSNOTREG);
    EXPECT_EQ(made, nullptr);
    CoUninitialize();
    CoUninitialize();
    EXPECT_EQ(CoCreateInstance(guid, nullptr, CLSCTX_ALL, guid, &made), CO_E_NOTINITIALIZED);
    EXPECT_EQ(CoInitializeEx(nullptr, 0x100), E_INVALIDARG);
}

TEST(ApartmentTest, GuidsAsText) {
    const GUID guid = {0x0123ABCD, 0x4567, 0x89EF, {1, 2, 3, 4, 5, 6, 7, 0xFF}};
    std::array<OLECHAR, 39> text{};
    EXPECT_EQ(StringFromGUID2(guid, text.data(), 38), 0);
    ASSERT_EQ(StringFromGUID2(guid, text.data(), 39), 39);
    EXPECT_EQ(std::string(text.begin(), text.end() - 1), "{0123ABCD-4567-89EF-0102-0304050607FF}");
    GUID back{};
    EXPECT_EQ(CLSIDFromString(text.data(), &back), S_OK);
    EXPECT_EQ(std::memcmp(&guid, &back, sizeof guid), 0);
    text[37] = 0;
    EXPECT_EQ(CLSIDFromString(text.data(), &back), CO_E_CLASSSTRING);
    EXPECT_EQ(IIDFromString(text.data(), &back), E_INVALIDARG);
    LPOLESTR made = nullptr;
    ASSERT_EQ(StringFromCLSID(guid, &made), S_OK);
    EXPECT_EQ(made[0], '{');
    CoTaskMemFree(made);
}

} // namespace
