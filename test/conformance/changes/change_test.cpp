// Suite conformance: SIO_ADDRESS_LIST_CHANGE, SIO_ROUTING_INTERFACE_CHANGE, their network events,
// and what waits for them in name spaces.
#include "own_network.hpp"

#include <winsock2.h>

#include <windows.h>

#include <atomic>
#include <gtest/gtest.h>
#include <iphlpapi.h>
#include <thread>
#include <ws2tcpip.h>

namespace {

class Change : public testing::Test {
protected:
    void SetUp() override {
        if (!is_own_network())
            GTEST_SKIP() << "this user may not make a network namespace";
        setenv("WS2_PERSONALITY", "nt", 1);
        WSADATA data{};
        ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
        s_ = socket(AF_INET, SOCK_DGRAM, IPPROTO_UDP);
        ASSERT_NE(s_, INVALID_SOCKET);
    }
    void TearDown() override {
        if (is_own_network()) {
            remove_address();
            WSACleanup();
        }
    }

    int addresses(LPWSAOVERLAPPED overlapped = nullptr,
                  LPWSAOVERLAPPED_COMPLETION_ROUTINE routine = nullptr) {
        DWORD returned = 0;
        return code(WSAIoctl(s_, SIO_ADDRESS_LIST_CHANGE, nullptr, 0, nullptr, 0, &returned,
                             overlapped, routine));
    }
    int route(const char* destination, LPWSAOVERLAPPED overlapped) {
        sockaddr_in to{};
        to.sin_family = AF_INET;
        inet_pton(AF_INET, destination, &to.sin_addr);
        DWORD returned = 0;
        return code(WSAIoctl(s_, SIO_ROUTING_INTERFACE_CHANGE, &to, sizeof to, nullptr, 0,
                             &returned, overlapped, nullptr));
    }
    static int code(int result) { return result == 0 ? 0 : WSAGetLastError(); }
    // An event, or the test is over soon.
    static bool comes(HANDLE event) { return WaitForSingleObject(event, 20'000) == WAIT_OBJECT_0; }

    SOCKET s_ = INVALID_SOCKET;
};

TEST_F(Change, AnOverlappedRequestEndsWithTheAddressListsChange) {
    WSAOVERLAPPED overlapped{};
    overlapped.hEvent = WSACreateEvent();
    ASSERT_EQ(addresses(&overlapped), WSA_IO_PENDING);
    EXPECT_EQ(WaitForSingleObject(overlapped.hEvent, 0), static_cast<DWORD>(WAIT_TIMEOUT));
    ASSERT_TRUE(add_address("192.168.9.7"));
    EXPECT_TRUE(comes(overlapped.hEvent));
    DWORD octets = 1;
    DWORD flags = 0;
    EXPECT_TRUE(WSAGetOverlappedResult(s_, &overlapped, &octets, FALSE, &flags));
    EXPECT_EQ(octets, 0U);
    ASSERT_EQ(addresses(&overlapped), WSA_IO_PENDING) << "and again";
    ASSERT_TRUE(remove_address());
    EXPECT_TRUE(comes(overlapped.hEvent));
    WSACloseEvent(overlapped.hEvent);
}

TEST_F(Change, ACompletionPortHearsOfIt) {
    HANDLE port = CreateIoCompletionPort(reinterpret_cast<HANDLE>(s_), nullptr, 7, 1);
    WSAOVERLAPPED overlapped{};
    ASSERT_EQ(addresses(&overlapped), WSA_IO_PENDING);
    ASSERT_TRUE(add_address("192.168.9.7"));
    DWORD octets = 1;
    ULONG_PTR key = 0;
    OVERLAPPED* done = nullptr;
    EXPECT_TRUE(GetQueuedCompletionStatus(port, &octets, &key, &done, 20'000));
    EXPECT_EQ(done, &overlapped);
    EXPECT_EQ(key, 7U);
    CloseHandle(port);
}

TEST_F(Change, ARequestIsCancelledLikeAnyOther) {
    WSAOVERLAPPED overlapped{};
    overlapped.hEvent = WSACreateEvent();
    ASSERT_EQ(addresses(&overlapped), WSA_IO_PENDING);
    EXPECT_TRUE(CancelIoEx(reinterpret_cast<HANDLE>(s_), &overlapped));
    EXPECT_TRUE(comes(overlapped.hEvent));
    DWORD octets = 0;
    DWORD flags = 0;
    EXPECT_FALSE(WSAGetOverlappedResult(s_, &overlapped, &octets, FALSE, &flags));
    EXPECT_EQ(WSAGetLastError(), WSA_OPERATION_ABORTED);
    ASSERT_EQ(addresses(&overlapped), WSA_IO_PENDING);
    EXPECT_EQ(closesocket(s_), 0);
    EXPECT_TRUE(comes(overlapped.hEvent)) << "so does the close";
    ASSERT_TRUE(add_address("192.168.9.7"));
    WSACloseEvent(overlapped.hEvent);
}

TEST_F(Change, ARouteChangesWhenItsLocalAddressDoesAndNotBefore) {
    WSAOVERLAPPED overlapped{};
    overlapped.hEvent = WSACreateEvent();
    EXPECT_EQ(code(WSAIoctl(s_, SIO_ROUTING_INTERFACE_CHANGE, nullptr, 0, nullptr, 0, nullptr,
                            &overlapped, nullptr)),
              WSAEFAULT);
    ASSERT_EQ(route("192.168.9.1", &overlapped), WSA_IO_PENDING);
    WSAOVERLAPPED other{};
    other.hEvent = WSACreateEvent();
    ASSERT_EQ(addresses(&other), WSA_IO_PENDING);
    ASSERT_TRUE(add_address("192.168.1.1"));
    ASSERT_TRUE(comes(other.hEvent)) << "the list changed";
    EXPECT_EQ(WaitForSingleObject(overlapped.hEvent, 0), static_cast<DWORD>(WAIT_TIMEOUT));
    ASSERT_TRUE(add_address("192.168.9.7"));
    EXPECT_TRUE(comes(overlapped.hEvent)) << "there is a way now";
    WSACloseEvent(overlapped.hEvent);
    WSACloseEvent(other.hEvent);
}

TEST_F(Change, ANonBlockingSocketGetsTheNetworkEventAfterItsIoctlAlone) {
    WSAEVENT event = WSACreateEvent();
    ASSERT_EQ(WSAEventSelect(s_, event, FD_ADDRESS_LIST_CHANGE | FD_ROUTING_INTERFACE_CHANGE), 0);
    EXPECT_EQ(addresses(), WSAEWOULDBLOCK);
    EXPECT_EQ(route("192.168.9.1", nullptr), WSAEWOULDBLOCK);
    WSANETWORKEVENTS events{};
    ASSERT_EQ(WSAEnumNetworkEvents(s_, event, &events), 0);
    EXPECT_EQ(events.lNetworkEvents, 0);
    ASSERT_TRUE(add_address("192.168.9.7"));
    LONG seen = 0;
    while (seen != (FD_ADDRESS_LIST_CHANGE | FD_ROUTING_INTERFACE_CHANGE)) {
        ASSERT_TRUE(comes(event)) << seen;
        ASSERT_EQ(WSAEnumNetworkEvents(s_, event, &events), 0);
        EXPECT_EQ(events.iErrorCode[FD_ADDRESS_LIST_CHANGE_BIT], 0);
        seen |= events.lNetworkEvents;
    }
    // Not asked again: silent, though another socket sees the change.
    s_ = socket(AF_INET, SOCK_DGRAM, IPPROTO_UDP);
    ASSERT_NE(s_, INVALID_SOCKET);
    WSAOVERLAPPED overlapped{};
    overlapped.hEvent = WSACreateEvent();
    ASSERT_EQ(addresses(&overlapped), WSA_IO_PENDING);
    ASSERT_TRUE(remove_address());
    ASSERT_TRUE(comes(overlapped.hEvent));
    EXPECT_EQ(WaitForSingleObject(event, 0), static_cast<DWORD>(WAIT_TIMEOUT));
    WSACloseEvent(event);
    WSACloseEvent(overlapped.hEvent);
}

TEST_F(Change, ABlockingCallWaitsAndTheCloseEndsIt) {
    std::atomic<int> result = -1;
    std::thread waiter([&] { result = addresses(); });
    while (result == -1) { // whenever the call began
        ASSERT_TRUE(add_address("192.168.9.7"));
        ASSERT_TRUE(remove_address());
        std::this_thread::yield();
    }
    waiter.join();
    EXPECT_EQ(result, 0);
    std::atomic<bool> begun = false;
    std::thread closed([&] {
        begun = true;
        result = addresses();
    });
    while (!begun)
        std::this_thread::yield();
    EXPECT_EQ(closesocket(s_), 0);
    closed.join();
    EXPECT_TRUE(result == WSAEINTR || result == WSAENOTSOCK) << result;
}

TEST_F(Change, TheIpHelpersNoticeEndsWithTheNextChange) {
    WSAOVERLAPPED overlapped{};
    overlapped.hEvent = WSACreateEvent();
    HANDLE ignored = nullptr;
    ASSERT_EQ(NotifyAddrChange(&ignored, &overlapped), static_cast<DWORD>(ERROR_IO_PENDING));
    ASSERT_TRUE(add_address("192.168.9.7"));
    EXPECT_TRUE(comes(overlapped.hEvent));
    ASSERT_EQ(NotifyRouteChange(&ignored, &overlapped), static_cast<DWORD>(ERROR_IO_PENDING));
    EXPECT_TRUE(CancelIPChangeNotify(&overlapped));
    EXPECT_TRUE(comes(overlapped.hEvent));
    EXPECT_FALSE(CancelIPChangeNotify(&overlapped));
    WSACloseEvent(overlapped.hEvent);
}

// An address that came and went, as a callback saw it.
struct Addresses {
    HANDLE came = WSACreateEvent();
    HANDLE went = WSACreateEvent();
    ~Addresses() {
        WSACloseEvent(came);
        WSACloseEvent(went);
    }
};

void WINAPI see(PVOID context, PMIB_UNICASTIPADDRESS_ROW row, MIB_NOTIFICATION_TYPE type) {
    const auto* const them = static_cast<const Addresses*>(context);
    if (row != nullptr && row->Address.Ipv4.sin_addr.s_addr == inet_addr("192.168.9.7"))
        SetEvent(type == MibAddInstance ? them->came : them->went);
}

TEST_F(Change, ACallbackHearsOfEachAddressUntilItIsCancelled) {
    Addresses addresses;
    HANDLE handle = nullptr;
    ASSERT_EQ(NotifyUnicastIpAddressChange(AF_INET, see, &addresses, FALSE, &handle),
              static_cast<DWORD>(NO_ERROR));
    ASSERT_TRUE(add_address("192.168.9.7"));
    EXPECT_TRUE(comes(addresses.came));
    ASSERT_TRUE(remove_address());
    EXPECT_TRUE(comes(addresses.went));
    EXPECT_EQ(CancelMibChangeNotify2(handle), static_cast<DWORD>(NO_ERROR));
    EXPECT_EQ(CancelMibChangeNotify2(handle), static_cast<DWORD>(ERROR_INVALID_PARAMETER));
}

} // namespace

int main(int argc, char** argv) {
    testing::InitGoogleTest(&argc, argv);
    enter_own_network();
    return RUN_ALL_TESTS();
}
