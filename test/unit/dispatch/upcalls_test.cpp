#include "dispatch/upcalls.hpp"

#include "dispatch/session.hpp"
#include "dispatch/socket_table.hpp"
#include "nt/last_error.hpp"
#include "nt/thread.hpp"
#include "world/catalog.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

namespace ws2::dispatch {
namespace {

class DispatchUpcalls : public ::testing::Test {
protected:
    DispatchUpcalls() { start(MAKEWORD(2, 2), catalog::Personality::none); }
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

TEST(DispatchUpcallsBeforeStart, AreRefused) {
    const WSPUPCALLTABLE up = upcall_table();
    int error = 0;
    EXPECT_EQ(up.lpWPUCreateSocketHandle(world::first_id, 0, &error), INVALID_SOCKET);
    EXPECT_EQ(error, WSANOTINITIALISED);
    EXPECT_EQ(up.lpWPUCreateEvent(&error), WSA_INVALID_EVENT);
    EXPECT_EQ(error, WSANOTINITIALISED);
    WSATHREADID thread{};
    EXPECT_EQ(up.lpWPUOpenCurrentThread(&thread, &error), SOCKET_ERROR);
    EXPECT_EQ(error, WSANOTINITIALISED);
}

} // namespace
} // namespace ws2::dispatch
