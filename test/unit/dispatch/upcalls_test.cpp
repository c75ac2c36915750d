#include "dispatch/upcalls.hpp"

#include "dispatch/session.hpp"
#include "dispatch/socket_table.hpp"
#include "nt/last_error.hpp"
#include "nt/thread.hpp"
#include "world/catalog.hpp"

#include <gtest/gtest.h>
#include <unistd.h>
#include <utility>

namespace ws2::dispatch {
namespace {

class DispatchUpcalls : public ::testing::Test {
protected:
    DispatchUpcalls() {
        start(MAKEWORD(2, 2), catalog::Personality::none);
        EXPECT_TRUE(start_provider(catalog_now(), *catalog_now().find(world::first_id)));
    }
    ~DispatchUpcalls() override { stop(); }

    world::DefaultCatalog none_;
    WSPUPCALLTABLE up_ = upcall_table();
    int error_ = 0;
};

TEST_F(DispatchUpcalls, ASocketHandleHasItsContextUntilItIsClosed) {
    const SOCKET s = up_.lpWPUCreateSocketHandle(world::first_id, 1234, &error_);
    ASSERT_NE(s, INVALID_SOCKET);
    DWORD_PTR context = 0;
    EXPECT_EQ(up_.lpWPUQuerySocketHandleContext(s, &context, &error_), 0);
    EXPECT_EQ(context, 1234U);
    EXPECT_EQ(up_.lpWPUQuerySocketHandleContext(s, nullptr, &error_), SOCKET_ERROR);
    EXPECT_EQ(error_, WSAEFAULT);
    EXPECT_EQ(up_.lpWPUCloseSocketHandle(s, &error_), 0);
    EXPECT_EQ(up_.lpWPUQuerySocketHandleContext(s, &context, &error_), SOCKET_ERROR);
    EXPECT_EQ(error_, WSAENOTSOCK);
    EXPECT_EQ(up_.lpWPUCloseSocketHandle(s, &error_), SOCKET_ERROR);
    EXPECT_EQ(error_, WSAENOTSOCK);
}

TEST_F(DispatchUpcalls, AKernelHandleIsHandedOutAsItIsAndHasNoContext) {
    const SOCKET proposed = static_cast<SOCKET>(dup(2));
    EXPECT_EQ(up_.lpWPUModifyIFSHandle(world::second_id, proposed, &error_), proposed);
    EXPECT_NE(provider_of(proposed), nullptr);
    DWORD_PTR context = 0;
    EXPECT_EQ(up_.lpWPUQuerySocketHandleContext(proposed, &context, &error_), SOCKET_ERROR);
    EXPECT_EQ(error_, WSAENOTSOCK);
    forget(proposed, generation_of(proposed));
    close(static_cast<int>(proposed));
}

TEST_F(DispatchUpcalls, AnUnknownCatalogIdIsRefused) {
    EXPECT_EQ(up_.lpWPUCreateSocketHandle(77, 0, &error_), INVALID_SOCKET);
    EXPECT_EQ(error_, WSAEINVAL);
    EXPECT_EQ(up_.lpWPUModifyIFSHandle(77, 1, &error_), INVALID_SOCKET);
    EXPECT_EQ(error_, WSAEINVAL);
}

TEST_F(DispatchUpcalls, EventsAreMadeSetResetAndClosed) {
    WSAEVENT event = up_.lpWPUCreateEvent(&error_);
    ASSERT_NE(event, WSA_INVALID_EVENT);
    EXPECT_EQ(up_.lpWPUSetEvent(event, &error_), TRUE);
    EXPECT_EQ(up_.lpWPUResetEvent(event, &error_), TRUE);
    EXPECT_EQ(up_.lpWPUCloseEvent(event, &error_), TRUE);
    EXPECT_EQ(up_.lpWPUSetEvent(event, &error_), FALSE);
    EXPECT_EQ(error_, WSA_INVALID_HANDLE);
}

TEST_F(DispatchUpcalls, NoProgramOfVersionTwoHasABlockingCallback) {
    LPBLOCKINGCALLBACK callback = reinterpret_cast<LPBLOCKINGCALLBACK>(1);
    DWORD_PTR context = 1;
    EXPECT_EQ(up_.lpWPUQueryBlockingCallback(world::first_id, &callback, &context, &error_), 0);
    EXPECT_EQ(callback, nullptr);
    EXPECT_EQ(up_.lpWPUQueryBlockingCallback(world::first_id, nullptr, &context, &error_),
              SOCKET_ERROR);
    EXPECT_EQ(error_, WSAEFAULT);
}

TEST_F(DispatchUpcalls, TheProviderPathNeedsRoom) {
    GUID id = world::entry(world::first_id, u"").info.ProviderId;
    WCHAR path[64];
    int length = 3;
    EXPECT_EQ(up_.lpWPUGetProviderPath(&id, path, &length, &error_), SOCKET_ERROR);
    EXPECT_EQ(error_, WSAEFAULT);
    EXPECT_EQ(length, 14);
    EXPECT_EQ(up_.lpWPUGetProviderPath(&id, path, &length, &error_), 0);
    EXPECT_EQ(std::u16string(path), u"builtin:first");
    id.Data1 = 0;
    EXPECT_EQ(up_.lpWPUGetProviderPath(&id, path, &length, &error_), SOCKET_ERROR);
    EXPECT_EQ(error_, WSAEINVAL);
}

TEST_F(DispatchUpcalls, ASetIsSearchedByHandle) {
    fd_set set;
    FD_ZERO(&set);
    FD_SET(7, &set);
    EXPECT_NE(up_.lpWPUFDIsSet(7, &set), 0);
    EXPECT_EQ(up_.lpWPUFDIsSet(8, &set), 0);
}

TEST_F(DispatchUpcalls, WithoutMessageQueuesNoWindowIsOne) {
    EXPECT_EQ(up_.lpWPUPostMessage(nullptr, 1, 2, 3), FALSE);
    EXPECT_EQ(nt::last_error(), 1400);
}

constinit int apcs = 0;
void CALLBACK count_apc(DWORD_PTR by) {
    apcs += static_cast<int>(by);
}

TEST_F(DispatchUpcalls, AnApcRunsInTheOpenedThread) {
    WSATHREADID thread{};
    ASSERT_EQ(up_.lpWPUOpenCurrentThread(&thread, &error_), 0);
    EXPECT_EQ(up_.lpWPUQueueApc(&thread, count_apc, 5, &error_), 0);
    EXPECT_EQ(up_.lpWPUQueueApc(nullptr, count_apc, 5, &error_), SOCKET_ERROR);
    EXPECT_EQ(error_, WSAEFAULT);
    nt::sleep_until(0, true);
    EXPECT_EQ(apcs, 5);
    EXPECT_EQ(up_.lpWPUCloseThread(&thread, &error_), 0);
    EXPECT_EQ(up_.lpWPUCloseThread(&thread, &error_), SOCKET_ERROR);
    EXPECT_EQ(error_, WSA_INVALID_HANDLE);
}

// All 15; what has a lpErrno says WSANOTINITIALISED there.
void expect_all_refused(const char* when) {
    const WSPUPCALLTABLE up = upcall_table();
    int error = 0;
    const auto refused = [&](auto result, auto failure, const char* call) {
        EXPECT_EQ(result, failure) << when << ": " << call;
        EXPECT_EQ(std::exchange(error, 0), WSANOTINITIALISED) << when << ": " << call;
    };
    WSATHREADID thread{};
    GUID id{};
    WCHAR path[8];
    int length = 8;
    LPBLOCKINGCALLBACK callback = nullptr;
    DWORD_PTR context = 0;
    const HANDLE event = reinterpret_cast<HANDLE>(0x40000004);
    refused(up.lpWPUCloseEvent(event, &error), FALSE, "WPUCloseEvent");
    refused(up.lpWPUCloseSocketHandle(3, &error), SOCKET_ERROR, "WPUCloseSocketHandle");
    refused(up.lpWPUCreateEvent(&error), WSA_INVALID_EVENT, "WPUCreateEvent");
    refused(up.lpWPUCreateSocketHandle(world::first_id, 0, &error), INVALID_SOCKET,
            "WPUCreateSocketHandle");
    refused(up.lpWPUGetProviderPath(&id, path, &length, &error), SOCKET_ERROR,
            "WPUGetProviderPath");
    refused(up.lpWPUModifyIFSHandle(world::first_id, 0, &error), INVALID_SOCKET,
            "WPUModifyIFSHandle");
    refused(up.lpWPUQueryBlockingCallback(world::first_id, &callback, &context, &error),
            SOCKET_ERROR, "WPUQueryBlockingCallback");
    refused(up.lpWPUQuerySocketHandleContext(3, &context, &error), SOCKET_ERROR,
            "WPUQuerySocketHandleContext");
    refused(up.lpWPUQueueApc(&thread, count_apc, 0, &error), SOCKET_ERROR, "WPUQueueApc");
    refused(up.lpWPUResetEvent(event, &error), FALSE, "WPUResetEvent");
    refused(up.lpWPUSetEvent(event, &error), FALSE, "WPUSetEvent");
    refused(up.lpWPUOpenCurrentThread(&thread, &error), SOCKET_ERROR, "WPUOpenCurrentThread");
    refused(up.lpWPUCloseThread(&thread, &error), SOCKET_ERROR, "WPUCloseThread");
    EXPECT_EQ(up.lpWPUPostMessage(nullptr, 0, 0, 0), FALSE) << when;
    EXPECT_EQ(nt::last_error(), WSANOTINITIALISED) << when;
}

TEST(DispatchUpcallsOutside, AreRefusedBeforeTheFirstWspStartupAndAfterTheLastWspCleanup) {
    const world::DefaultCatalog none;
    expect_all_refused("before WSAStartup");
    ASSERT_EQ(start(MAKEWORD(2, 2), catalog::Personality::none), 0);
    expect_all_refused("before the first WSPStartup");
    EXPECT_TRUE(start_provider(catalog_now(), *catalog_now().find(world::first_id)));
    int error = 0;
    WSAEVENT event = upcall_table().lpWPUCreateEvent(&error);
    EXPECT_NE(event, WSA_INVALID_EVENT);
    EXPECT_EQ(upcall_table().lpWPUCloseEvent(event, &error), TRUE);
    stop();
    expect_all_refused("after the last WSPCleanup");
}

} // namespace
} // namespace ws2::dispatch
