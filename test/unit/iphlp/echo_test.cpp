// IcmpSendEcho and its family, to the host itself.
#include <winsock2.h>

#include <windows.h>

#include <cstring>
#include <gtest/gtest.h>
#include <icmpapi.h>
#include <ws2tcpip.h>

namespace {

constexpr char question[] = "who is there";

class Echo : public testing::Test {
protected:
    void SetUp() override {
        handle_ = IcmpCreateFile();
        ASSERT_NE(handle_, INVALID_HANDLE_VALUE);
        char data[8] = {};
        alignas(8) char reply[sizeof(ICMP_ECHO_REPLY) + 16];
        if (IcmpSendEcho(handle_, htonl(INADDR_LOOPBACK), data, sizeof data, nullptr, reply,
                         sizeof reply, 5000) == 0 &&
            GetLastError() == ERROR_ACCESS_DENIED)
            GTEST_SKIP() << "the kernel permits no ICMP echo";
    }
    void TearDown() override { EXPECT_TRUE(IcmpCloseHandle(handle_)); }

    DWORD ask(IP_OPTION_INFORMATION* options, DWORD room) {
        return IcmpSendEcho(handle_, htonl(INADDR_LOOPBACK), const_cast<char*>(question),
                            sizeof question, options, reply_, room, 5000);
    }
    const ICMP_ECHO_REPLY& reply() const {
        return *reinterpret_cast<const ICMP_ECHO_REPLY*>(reply_);
    }
    void expect_answer() const {
        EXPECT_EQ(reply().Address, htonl(INADDR_LOOPBACK));
        EXPECT_EQ(reply().Status, ULONG{IP_SUCCESS});
        ASSERT_EQ(reply().DataSize, sizeof question);
        EXPECT_STREQ(static_cast<const char*>(reply().Data), question);
        EXPECT_GT(reply().Options.Ttl, 0);
    }

    HANDLE handle_ = nullptr;
    alignas(8) char reply_[sizeof(ICMP_ECHO_REPLY) + 64] = {};
};

TEST_F(Echo, AnswersWithTheData) {
    ASSERT_EQ(ask(nullptr, sizeof reply_), 1U);
    expect_answer();
    EXPECT_EQ(IcmpParseReplies(reply_, sizeof reply_), 1U);
    IP_OPTION_INFORMATION options{};
    options.Ttl = 3;
    options.Flags = IP_FLAG_DF;
    EXPECT_EQ(ask(&options, sizeof reply_), 1U);
}

TEST_F(Echo, RefusesWhatCannotBe) {
    EXPECT_EQ(ask(nullptr, sizeof(ICMP_ECHO_REPLY) - 1), 0U);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
    EXPECT_EQ(ask(nullptr, sizeof(ICMP_ECHO_REPLY) + 4), 0U);
    EXPECT_EQ(GetLastError(), DWORD{IP_BUF_TOO_SMALL});
    EXPECT_EQ(IcmpSendEcho(INVALID_HANDLE_VALUE, htonl(INADDR_LOOPBACK), nullptr, 0, nullptr,
                           reply_, sizeof reply_, 10),
              0U);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
}

TEST_F(Echo, EndsWithoutAnAnswer) {
    EXPECT_EQ(IcmpSendEcho2Ex(handle_, nullptr, nullptr, nullptr, htonl(INADDR_LOOPBACK),
                              inet_addr("192.0.2.1"), nullptr, 0, nullptr, reply_, sizeof reply_,
                              1),
              0U);
    EXPECT_GE(GetLastError(), DWORD{IP_STATUS_BASE});
}

TEST_F(Echo, SetsAnEvent) {
    const HANDLE event = CreateEventW(nullptr, TRUE, FALSE, nullptr);
    EXPECT_EQ(IcmpSendEcho2(handle_, event, nullptr, nullptr, htonl(INADDR_LOOPBACK),
                            const_cast<char*>(question), sizeof question, nullptr, reply_,
                            sizeof reply_, 5000),
              0U);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_IO_PENDING});
    ASSERT_EQ(WaitForSingleObject(event, 20000), DWORD{WAIT_OBJECT_0});
    EXPECT_EQ(IcmpParseReplies(reply_, sizeof reply_), 1U);
    expect_answer();
    CloseHandle(event);
}

void WINAPI note(void* context, void*, ULONG) {
    ++*static_cast<int*>(context);
}

TEST_F(Echo, CallsARoutineInTheThreadThatAsked) {
    int calls = 0;
    EXPECT_EQ(IcmpSendEcho2(handle_, nullptr,
                            reinterpret_cast<FARPROC>(reinterpret_cast<void*>(note)), &calls,
                            htonl(INADDR_LOOPBACK), const_cast<char*>(question), sizeof question,
                            nullptr, reply_, sizeof reply_, 5000),
              0U);
    ASSERT_EQ(SleepEx(20000, TRUE), DWORD{WAIT_IO_COMPLETION});
    EXPECT_EQ(calls, 1);
    expect_answer();
}

TEST_F(Echo, GoesOverIpv6) {
    sockaddr_in6 from{};
    sockaddr_in6 to{};
    from.sin6_family = to.sin6_family = AF_INET6;
    to.sin6_addr.s6_addr[15] = 1;
    const DWORD count =
        Icmp6SendEcho2(handle_, nullptr, nullptr, nullptr, &from, &to, const_cast<char*>(question),
                       sizeof question, nullptr, reply_, sizeof reply_, 5000);
    if (count == 0 && GetLastError() != IP_REQ_TIMED_OUT)
        GTEST_SKIP() << "no IPv6 here";
    ASSERT_EQ(count, 1U);
    ASSERT_EQ(Icmp6ParseReplies(reply_, sizeof reply_), 1U);
    ICMPV6_ECHO_REPLY head;
    std::memcpy(&head, reply_, sizeof head);
    EXPECT_EQ(head.Status, ULONG{IP_SUCCESS});
    EXPECT_EQ(head.Address.sin6_addr[7], htons(1));
    EXPECT_STREQ(reply_ + sizeof head, question);
}

} // namespace
