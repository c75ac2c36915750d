// Messages through the provider's table: WSPSend, WSPRecv, WSPSelect, options, modes.
#include "unit/itot/provider.hpp"

#include "mswsock.h"

namespace itot_test {
namespace {

using ItotExchange = Provider;

TEST_F(ItotExchange, MessagesKeepTheirBoundariesBothWays) {
    const Pair pair = connected();
    EXPECT_EQ(send(pair.a, "one"), 0);
    EXPECT_EQ(send(pair.a, "two!"), 0);
    EXPECT_EQ(recv(pair.b).data, "one");
    EXPECT_EQ(recv(pair.b).data, "two!");
    EXPECT_EQ(send(pair.b, "back"), 0);
    EXPECT_EQ(recv(pair.a).data, "back");
    close(pair);
}

TEST_F(ItotExchange, AMessageOfAMegabyteArrivesWhole) {
    const Pair pair = connected();
    std::string big(1 << 20, '\0');
    for (std::size_t i = 0; i < big.size(); ++i)
        big[i] = static_cast<char>(i * 7 + (i >> 9));
    std::thread sender([&] { EXPECT_EQ(send(pair.a, big), 0); });
    std::string received;
    Answer part;
    do {
        part = recv(pair.b, 100'000);
        ASSERT_EQ(part.code, 0);
        received += part.data;
    } while ((part.flags & MSG_PARTIAL) != 0);
    sender.join();
    EXPECT_TRUE(received == big);
    close(pair);
}

TEST_F(ItotExchange, ASmallBufferGivesAPartAndTheRestFollows) {
    const Pair pair = connected();
    EXPECT_EQ(send(pair.a, "abcdef"), 0);
    const Answer first = recv(pair.b, 4);
    EXPECT_EQ(first.data, "abcd");
    EXPECT_EQ(first.flags, DWORD{MSG_PARTIAL});
    const Answer rest = recv(pair.b, 4);
    EXPECT_EQ(rest.data, "ef");
    EXPECT_EQ(rest.flags, 0U);
    close(pair);
}

TEST_F(ItotExchange, PartialSendsMakeOneMessage) {
    const Pair pair = connected();
    EXPECT_EQ(send(pair.a, "ab", MSG_PARTIAL), 0);
    const Answer part = recv(pair.b, 100, MSG_PARTIAL);
    EXPECT_EQ(part.data, "ab");
    EXPECT_EQ(part.flags, DWORD{MSG_PARTIAL});
    EXPECT_EQ(send(pair.a, "cd", MSG_PARTIAL), 0);
    EXPECT_EQ(send(pair.a, "ef"), 0);
    EXPECT_EQ(recv(pair.b).data, "cdef");
    close(pair);
}

TEST_F(ItotExchange, SeveralBuffersAreOneMessage) {
    const Pair pair = connected();
    char one[] = "ab";
    char two[] = "cde";
    WSABUF out[] = {{2, one}, {0, nullptr}, {3, two}};
    DWORD sent = 0;
    int error = 0;
    EXPECT_EQ(table_.lpWSPSend(pair.a, out, 3, &sent, 0, nullptr, nullptr, nullptr, &error), 0);
    EXPECT_EQ(sent, 5U);
    char x[1];
    char y[10];
    WSABUF in[] = {{1, x}, {10, y}};
    DWORD received = 0;
    DWORD flags = 0;
    EXPECT_EQ(table_.lpWSPRecv(pair.b, in, 2, &received, &flags, nullptr, nullptr, nullptr, &error),
              0);
    EXPECT_EQ(received, 5U);
    EXPECT_EQ(std::string(x, 1) + std::string(y, 4), "abcde");
    close(pair);
}

TEST_F(ItotExchange, AnEmptyMessageIsAMessageInClass2AndRefusedInClass0) {
    const Pair pair = connected();
    EXPECT_EQ(send(pair.a, ""), 0);
    const Answer empty = recv(pair.b);
    EXPECT_EQ(empty.code, 0);
    EXPECT_EQ(empty.data, "");
    close(pair);
    const Pair pair0 = connected(ISOPROTO_TP0);
    EXPECT_EQ(send(pair0.a, ""), WSAEMSGSIZE);
    close(pair0);
}

TEST_F(ItotExchange, APeekLeavesTheMessageAndFionreadSaysItsSize) {
    const Pair pair = connected();
    EXPECT_EQ(send(pair.a, "abc"), 0);
    EXPECT_EQ(recv(pair.b, 10, MSG_PEEK).data, "abc");
    u_long size = 0;
    DWORD returned = 0;
    int error = 0;
    EXPECT_EQ(table_.lpWSPIoctl(pair.b, static_cast<DWORD>(FIONREAD), nullptr, 0, &size,
                                sizeof size, &returned, nullptr, nullptr, nullptr, &error),
              0);
    EXPECT_EQ(size, 3U);
    EXPECT_EQ(recv(pair.b).data, "abc");
    close(pair);
}

TEST_F(ItotExchange, ExpeditedDataTravelsApart) {
    const Pair pair = connected();
    EXPECT_EQ(send(pair.a, "normal"), 0);
    EXPECT_EQ(send(pair.a, "urgent", MSG_OOB), 0);
    EXPECT_TRUE(wait(pair.b, Ready::failed));
    const Answer urgent = recv(pair.b, 16, MSG_OOB);
    EXPECT_EQ(urgent.data, "urgent");
    EXPECT_EQ(urgent.flags, DWORD{MSG_OOB});
    EXPECT_EQ(recv(pair.b).data, "normal");
    EXPECT_EQ(send(pair.a, "seventeen octets!", MSG_OOB), WSAEMSGSIZE);
    close(pair);
    const Pair pair0 = connected(ISOPROTO_TP0);
    EXPECT_EQ(send(pair0.a, "x", MSG_OOB), WSAEOPNOTSUPP);
    close(pair0);
}

TEST_F(ItotExchange, ANonBlockingSocketNeverWaits) {
    const Pair pair = connected();
    EXPECT_EQ(non_blocking(pair.b), 0);
    EXPECT_EQ(recv(pair.b), WSAEWOULDBLOCK);
    EXPECT_EQ(send(pair.a, "x"), 0);
    EXPECT_TRUE(wait(pair.b, Ready::readable));
    EXPECT_EQ(recv(pair.b).data, "x");
    EXPECT_EQ(recv(pair.b), WSAEWOULDBLOCK);
    EXPECT_EQ(non_blocking(pair.listener), 0);
    int code = 0;
    EXPECT_EQ(accept(pair.listener, &code), INVALID_SOCKET);
    EXPECT_EQ(code, WSAEWOULDBLOCK);
    close(pair);
}

TEST_F(ItotExchange, ANonBlockingSendTakesWholeMessagesUntilItWouldBlock) {
    const Pair pair = connected();
    EXPECT_EQ(non_blocking(pair.a), 0);
    const std::string message(50'000, 'm');
    int sent = 0;
    Answer last;
    while ((last = send(pair.a, message)).code == 0)
        ++sent;
    EXPECT_EQ(last.code, WSAEWOULDBLOCK);
    ASSERT_GT(sent, 0);
    for (int i = 0; i < sent; ++i)
        EXPECT_TRUE(recv(pair.b).data == message);
    EXPECT_TRUE(wait(pair.a, Ready::writable));
    EXPECT_EQ(send(pair.a, "again"), 0);
    EXPECT_EQ(recv(pair.b).data, "again");
    close(pair);
}

TEST_F(ItotExchange, ReceiveAndSendTimeoutsAreTimedOut) {
    const Pair pair = connected();
    const DWORD short_time = 20;
    EXPECT_EQ(set(pair.b, SO_RCVTIMEO, short_time), 0);
    EXPECT_EQ(get<DWORD>(pair.b, SO_RCVTIMEO), short_time);
    EXPECT_EQ(recv(pair.b), WSAETIMEDOUT);
    EXPECT_EQ(set(pair.a, SO_SNDTIMEO, short_time), 0);
    const std::string message(60'000, 'm');
    int sent = 0;
    Answer last;
    while ((last = send(pair.a, message)).code == 0)
        ++sent;
    EXPECT_EQ(last.code, WSAETIMEDOUT);
    for (int i = 0; i < sent; ++i) // none of them torn
        EXPECT_TRUE(recv(pair.b).data == message);
    close(pair);
}

TEST_F(ItotExchange, ABlockingSendWaitsForAPeerThatReadsLate) {
    const Pair pair = connected();
    const std::string message(100'000, 'm');
    std::thread sender([&] {
        for (int i = 0; i < 200; ++i)
            EXPECT_EQ(send(pair.a, message), 0);
    });
    for (int i = 0; i < 200; ++i) {
        std::string got;
        Answer part;
        do {
            part = recv(pair.b, 200'000);
            got += part.data;
        } while (part.code == 0 && (part.flags & MSG_PARTIAL) != 0);
        EXPECT_TRUE(got == message);
    }
    sender.join();
    close(pair);
}

TEST_F(ItotExchange, SeveralThreadsSendWholeMessages) {
    const Pair pair = connected();
    constexpr int each = 200;
    std::vector<std::thread> senders;
    for (const char letter : {'a', 'b', 'c'})
        senders.emplace_back([this, &pair, letter] {
            for (int i = 0; i < each; ++i)
                EXPECT_EQ(send(pair.a, std::string(70'000, letter)), 0);
        });
    for (int i = 0; i < 3 * each; ++i) {
        std::string got;
        Answer part;
        do {
            part = recv(pair.b, 200'000);
            got += part.data;
        } while (part.code == 0 && (part.flags & MSG_PARTIAL) != 0);
        ASSERT_EQ(got.size(), 70'000U);
        EXPECT_EQ(got.find_first_not_of(got[0]), std::string::npos);
    }
    for (std::thread& sender : senders)
        sender.join();
    close(pair);
}

TEST_F(ItotExchange, SeveralThreadsReceiveEachMessageOnce) {
    const Pair pair = connected();
    constexpr int total = 3000;
    std::atomic<int> received{0};
    std::vector<std::thread> receivers;
    for (int i = 0; i < 3; ++i)
        receivers.emplace_back([&] {
            while (recv(pair.b, 16).code == 0)
                ++received;
        });
    for (int i = 0; i < total; ++i)
        EXPECT_EQ(send(pair.a, "message"), 0);
    EXPECT_EQ(send_disconnect(pair.a), 0);
    for (std::thread& receiver : receivers)
        receiver.join();
    EXPECT_EQ(received, total);
    close(pair);
}

TEST_F(ItotExchange, CloseInAnotherThreadEndsABlockedReceive) {
    const Pair pair = connected();
    Answer answer;
    std::thread receiver([&] { answer = recv(pair.b); });
    EXPECT_EQ(close(pair.b), 0);
    receiver.join();
    // Blocked before the close, or called after it.
    EXPECT_TRUE(answer.code == WSAEINTR || answer.code == WSAENOTSOCK) << answer;
    close(pair.a);
    close(pair.listener);
}

TEST_F(ItotExchange, SelectSeesMessagesRequestsAndRoom) {
    const Pair pair = connected();
    EXPECT_FALSE(wait(pair.b, Ready::readable, 0));
    EXPECT_TRUE(wait(pair.b, Ready::writable, 0));
    EXPECT_FALSE(wait(pair.listener, Ready::readable, 0));
    std::thread sender([&] { EXPECT_EQ(send(pair.a, "x"), 0); });
    EXPECT_TRUE(wait(pair.b, Ready::readable));
    sender.join();
    const SOCKET second = open();
    EXPECT_EQ(non_blocking(second), 0);
    EXPECT_EQ(connect(second, name(pair.listener)), WSAEWOULDBLOCK);
    EXPECT_TRUE(wait(pair.listener, Ready::readable));
    close(second);
    close(pair);
}

TEST_F(ItotExchange, SelectChecksItsArguments) {
    int error = 0;
    EXPECT_EQ(table_.lpWSPSelect(0, nullptr, nullptr, nullptr, nullptr, &error), SOCKET_ERROR);
    EXPECT_EQ(error, WSAEINVAL);
    fd_set set{};
    FD_SET(5, &set);
    EXPECT_EQ(table_.lpWSPSelect(0, &set, nullptr, nullptr, nullptr, &error), SOCKET_ERROR);
    EXPECT_EQ(error, WSAENOTSOCK);
}

TEST_F(ItotExchange, MemoryThatIsNotThereIsAFaultAndTheMessageStays) {
    const Pair pair = connected();
    EXPECT_EQ(send(pair.a, "message"), 0);
    WSABUF nowhere{100, reinterpret_cast<char*>(8)};
    DWORD flags = 0;
    DWORD received = 0;
    int error = 0;
    EXPECT_EQ(
        table_.lpWSPRecv(pair.b, &nowhere, 1, &received, &flags, nullptr, nullptr, nullptr, &error),
        SOCKET_ERROR);
    EXPECT_EQ(error, WSAEFAULT);
    EXPECT_EQ(recv(pair.b).data, "message");
    error = 0;
    EXPECT_EQ(
        table_.lpWSPSend(pair.b, &nowhere, 1, &received, 0, nullptr, nullptr, nullptr, &error),
        SOCKET_ERROR);
    EXPECT_EQ(error, WSAEFAULT);
    EXPECT_EQ(send(pair.b, "back"), 0);
    EXPECT_EQ(recv(pair.a).data, "back");
    close(pair);
}

TEST_F(ItotExchange, OptionsAreReadBackAndUnknownOnesRefused) {
    const SOCKET s = open();
    EXPECT_EQ(get<LINGER>(s, SO_LINGER).l_onoff, 0);
    EXPECT_EQ(get<BOOL>(s, SO_DONTLINGER), TRUE);
    EXPECT_EQ(set(s, SO_LINGER, LINGER{1, 30}), 0);
    EXPECT_EQ(get<LINGER>(s, SO_LINGER).l_linger, 30);
    EXPECT_EQ(get<BOOL>(s, SO_DONTLINGER), FALSE);
    EXPECT_EQ(set(s, SO_DONTLINGER, BOOL{TRUE}), 0);
    EXPECT_EQ(get<LINGER>(s, SO_LINGER).l_onoff, 0);
    EXPECT_EQ(get<BOOL>(s, SO_ACCEPTCONN), FALSE);
    EXPECT_EQ(get<DWORD>(s, SO_MAX_MSG_SIZE), 0xFFFFFFFFU);
    EXPECT_EQ(get<int>(s, SO_ERROR), 0);
    EXPECT_EQ(set(s, SO_BROADCAST, BOOL{TRUE}), WSAENOPROTOOPT);
    close(s);
    const SOCKET listener = listening();
    EXPECT_EQ(get<BOOL>(listener, SO_ACCEPTCONN), TRUE);
    close(listener);
}

TEST_F(ItotExchange, CallsOnASocketThatIsNotConnectedAreNotConnected) {
    const SOCKET s = open();
    EXPECT_EQ(send(s, "x"), WSAENOTCONN);
    EXPECT_EQ(recv(s), WSAENOTCONN);
    EXPECT_EQ(send_disconnect(s), WSAENOTCONN);
    EXPECT_EQ(recv_disconnect(s), WSAENOTCONN);
    EXPECT_EQ(shutdown(s, SD_SEND), WSAENOTCONN);
    close(s);
}

} // namespace
} // namespace itot_test
