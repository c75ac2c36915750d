// Suite conformance: raw sockets, which take privileges that the process has in its own network.
#include "own_network.hpp"

#include <winsock2.h>

#include <array>
#include <cstring>
#include <gtest/gtest.h>
#include <mstcpip.h>
#include <thread>
#include <vector>
#include <ws2tcpip.h>

namespace {

using Octets = std::vector<unsigned char>;

class Raw : public testing::Test {
protected:
    void SetUp() override {
        if (!is_own_network())
            GTEST_SKIP() << "this user may not make a network namespace";
        setenv("WS2_PERSONALITY", "nt", 1);
        WSADATA data{};
        ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
    }
    void TearDown() override { WSACleanup(); }

    static SOCKET open(int family, int type, int protocol) {
        const SOCKET s = socket(family, type, protocol);
        EXPECT_NE(s, INVALID_SOCKET) << WSAGetLastError();
        const DWORD limit_ms = 20'000; // for a hang
        setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, reinterpret_cast<const char*>(&limit_ms),
                   sizeof limit_ms);
        return s;
    }
    static Octets receive(SOCKET s) {
        Octets out(2048);
        const int octets = recv(s, reinterpret_cast<char*>(out.data()), 2048, 0);
        EXPECT_GT(octets, 0) << WSAGetLastError();
        out.resize(octets < 0 ? 0 : static_cast<std::size_t>(octets));
        return out;
    }
    // An echo request, with the checksum of IPv4's ICMP.
    static Octets echo_request(unsigned char type) {
        Octets out = {type, 0, 0, 0, 0x12, 0x34, 0, 1, 'p', 'i', 'n', 'g'};
        unsigned sum = 0;
        for (std::size_t i = 0; i < out.size(); i += 2)
            sum += static_cast<unsigned>(out[i] << 8U) + out[i + 1];
        sum = ~((sum & 0xFFFFU) + (sum >> 16U));
        out[2] = static_cast<unsigned char>(sum >> 8U);
        out[3] = static_cast<unsigned char>(sum);
        return out;
    }
    template<typename Address>
    static void send_to(SOCKET s, const Octets& packet, const Address& to) {
        EXPECT_EQ(sendto(s, reinterpret_cast<const char*>(packet.data()),
                         static_cast<int>(packet.size()), 0, reinterpret_cast<const sockaddr*>(&to),
                         sizeof to),
                  static_cast<int>(packet.size()))
            << WSAGetLastError();
    }
    static sockaddr_in loopback(u_short port = 0) {
        sockaddr_in out{};
        out.sin_family = AF_INET;
        out.sin_port = port;
        out.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return out;
    }
};

TEST_F(Raw, AnIPv4AnswerComesWithItsHeader) {
    const SOCKET s = open(AF_INET, SOCK_RAW, IPPROTO_ICMP);
    send_to(s, echo_request(8), loopback());
    Octets got = receive(s);
    while (got.size() > 20 && got[20] == 8) // our own request
        got = receive(s);
    ASSERT_EQ(got.size(), 20U + 12U);
    EXPECT_EQ(got[0], 0x45);
    EXPECT_EQ(got[9], IPPROTO_ICMP);
    EXPECT_EQ(got[20], 0) << "an echo reply";
    EXPECT_EQ(std::memcmp(&got[28], "ping", 4), 0);
}

TEST_F(Raw, AnIPv6AnswerComesWithoutAndTheKernelFillsTheChecksum) {
    const SOCKET s = open(AF_INET6, SOCK_RAW, IPPROTO_ICMPV6);
    sockaddr_in6 to{};
    to.sin6_family = AF_INET6;
    to.sin6_addr.s6_addr[15] = 1;
    send_to(s, echo_request(128), to);
    Octets got = receive(s);
    while (!got.empty() && got[0] != 129)
        got = receive(s);
    ASSERT_EQ(got.size(), 12U);
    EXPECT_EQ(std::memcmp(&got[8], "ping", 4), 0);
}

TEST_F(Raw, WithIP_HDRINCLTheProgramWritesTheHeader) {
    const SOCKET receiver = open(AF_INET, SOCK_DGRAM, IPPROTO_UDP);
    sockaddr_in to = loopback();
    int size = sizeof to;
    ASSERT_EQ(bind(receiver, reinterpret_cast<const sockaddr*>(&to), size), 0);
    ASSERT_EQ(getsockname(receiver, reinterpret_cast<sockaddr*>(&to), &size), 0);
    const SOCKET s = open(AF_INET, SOCK_RAW, IPPROTO_UDP);
    const DWORD on = 1;
    ASSERT_EQ(setsockopt(s, IPPROTO_IP, IP_HDRINCL, reinterpret_cast<const char*>(&on), sizeof on),
              0);
    Octets packet = {0x45, 0, 0, 33, 0, 7, 0, 0, 64, IPPROTO_UDP, 0, 0,   127, 0,   0,   5,  127,
                     0,    0, 1, 0,  9, 0, 0, 0, 13, 0,           0, 'h', 'e', 'l', 'l', 'o'};
    std::memcpy(&packet[22], &to.sin_port, 2);
    send_to(s, packet, to);
    std::array<char, 16> text{};
    sockaddr_in from{};
    size = sizeof from;
    EXPECT_EQ(recvfrom(receiver, text.data(), 16, 0, reinterpret_cast<sockaddr*>(&from), &size), 5)
        << WSAGetLastError();
    EXPECT_STREQ(text.data(), "hello");
    EXPECT_EQ(from.sin_addr.s_addr, htonl(0x7F000005)) << "what the header says";
    EXPECT_EQ(from.sin_port, htons(9)); // never bound: it is in the header alone
}

// SIO_RCVALL: a raw socket of IPPROTO_IP sees each packet of its interface, with the header.
class ReceiveAll : public Raw {
protected:
    static SOCKET open_bound(u_long address = INADDR_LOOPBACK) {
        const SOCKET s = open(AF_INET, SOCK_RAW, IPPROTO_IP);
        sockaddr_in local = loopback();
        local.sin_addr.s_addr = htonl(address);
        EXPECT_EQ(bind(s, reinterpret_cast<const sockaddr*>(&local), sizeof local), 0);
        return s;
    }
    static int set(SOCKET s, DWORD mode) {
        DWORD returned = 0;
        const int outcome =
            WSAIoctl(s, SIO_RCVALL, &mode, sizeof mode, nullptr, 0, &returned, nullptr, nullptr);
        return outcome == 0 ? 0 : WSAGetLastError();
    }
    // A datagram that nobody waits for, from 127.0.0.1 to another address of the interface.
    static void send_datagram(const char* text) {
        const SOCKET s = open(AF_INET, SOCK_DGRAM, IPPROTO_UDP);
        sockaddr_in to = loopback(htons(9)); // 9 is never bound
        to.sin_addr.s_addr = htonl(0x7F000002);
        EXPECT_EQ(sendto(s, text, static_cast<int>(std::strlen(text)), 0,
                         reinterpret_cast<const sockaddr*>(&to), sizeof to),
                  static_cast<int>(std::strlen(text)));
        closesocket(s);
    }
    // The next UDP packet that `s` sees, with the address that recvfrom tells.
    static Octets next_datagram(SOCKET s, sockaddr_in& from) {
        for (;;) {
            Octets out(2048);
            int size = sizeof from;
            const int octets = recvfrom(s, reinterpret_cast<char*>(out.data()), 2048, 0,
                                        reinterpret_cast<sockaddr*>(&from), &size);
            EXPECT_GT(octets, 0) << WSAGetLastError();
            EXPECT_EQ(size, static_cast<int>(sizeof from));
            if (octets <= 0)
                return {};
            out.resize(static_cast<std::size_t>(octets));
            if (octets > 28 && out[9] == IPPROTO_UDP)
                return out;
        }
    }
};

TEST_F(ReceiveAll, SeesAnothersPacketOnceWithItsHeaderAndSender) {
    const SOCKET s = open_bound();
    ASSERT_EQ(set(s, RCVALL_ON), 0);
    send_datagram("first");
    send_datagram("second");
    sockaddr_in from{};
    const Octets got = next_datagram(s, from);
    ASSERT_EQ(got.size(), 28U + 5U);
    EXPECT_EQ(got[0], 0x45);
    EXPECT_EQ(std::memcmp(&got[28], "first", 5), 0);
    EXPECT_EQ(from.sin_family, AF_INET);
    EXPECT_EQ(from.sin_addr.s_addr, htonl(INADDR_LOOPBACK));
    EXPECT_EQ(next_datagram(s, from).size(), 28U + 6U) << "and not the first once more";
}

// The first packet shows that the other thread is in its calls; of the rest nobody sends one.
TEST_F(ReceiveAll, ClosesocketEndsTheWait) {
    const SOCKET s = open_bound();
    ASSERT_EQ(set(s, RCVALL_IPLEVEL), 0);
    HANDLE first = CreateEventA(nullptr, TRUE, FALSE, nullptr);
    int code = 0;
    std::thread other([s, first, &code] {
        std::array<char, 64> packet{};
        while (recv(s, packet.data(), 64, 0) > 0)
            SetEvent(first);
        code = WSAGetLastError();
    });
    send_datagram("one");
    EXPECT_EQ(WaitForSingleObject(first, 20'000), WAIT_OBJECT_0);
    closesocket(s);
    other.join();
    EXPECT_TRUE(code == WSAEINTR || code == WSAENOTSOCK) << code; // in a call, or before the next
    CloseHandle(first);
}

TEST_F(ReceiveAll, KeepsTheAddressAndSends) {
    const SOCKET s = open_bound();
    ASSERT_EQ(set(s, RCVALL_ON), 0);
    sockaddr_in local{};
    int size = sizeof local;
    ASSERT_EQ(getsockname(s, reinterpret_cast<sockaddr*>(&local), &size), 0) << WSAGetLastError();
    EXPECT_EQ(local.sin_addr.s_addr, htonl(INADDR_LOOPBACK));
    const DWORD on = 1;
    ASSERT_EQ(setsockopt(s, IPPROTO_IP, IP_HDRINCL, reinterpret_cast<const char*>(&on), sizeof on),
              0);
    const Octets packet = {0x45, 0,   0, 33, 0, 7,   0,   0,   64,  IPPROTO_UDP, 0,
                           0,    127, 0, 0,  5, 127, 0,   0,   1,   0,           9,
                           0,    9,   0, 13, 0, 0,   'h', 'e', 'l', 'l',         'o'};
    send_to(s, packet, loopback());
    sockaddr_in from{};
    const Octets got = next_datagram(s, from);
    ASSERT_EQ(got.size(), packet.size());
    EXPECT_EQ(from.sin_addr.s_addr, htonl(0x7F000005)) << "what the header says";
}

TEST_F(ReceiveAll, OffEndsItUntilItIsOnAgain) {
    const SOCKET s = open_bound();
    const SOCKET witness = open_bound();
    sockaddr_in from{};
    ASSERT_EQ(set(witness, RCVALL_ON), 0);
    ASSERT_EQ(set(s, RCVALL_OFF), 0) << "it was off";
    for (const DWORD mode : {RCVALL_ON, RCVALL_IPLEVEL, RCVALL_ON}) {
        ASSERT_EQ(set(s, RCVALL_OFF), 0);
        send_datagram("unseen");
        EXPECT_EQ(next_datagram(witness, from).size(), 28U + 6U);
        ASSERT_EQ(set(s, mode), 0);
        send_datagram("seen");
        EXPECT_EQ(next_datagram(witness, from).size(), 28U + 4U);
        EXPECT_EQ(next_datagram(s, from).size(), 28U + 4U);
    }
}

TEST_F(ReceiveAll, Overlapped) {
    const SOCKET s = open_bound();
    ASSERT_EQ(set(s, RCVALL_ON), 0);
    OVERLAPPED overlapped{};
    overlapped.hEvent = WSACreateEvent();
    std::array<char, 64> packet{};
    WSABUF buffer{64, packet.data()};
    DWORD flags = 0;
    ASSERT_EQ(WSARecv(s, &buffer, 1, nullptr, &flags, &overlapped, nullptr), SOCKET_ERROR);
    ASSERT_EQ(WSAGetLastError(), WSA_IO_PENDING);
    send_datagram("third");
    DWORD octets = 0;
    ASSERT_TRUE(WSAGetOverlappedResult(s, &overlapped, &octets, TRUE, &flags)) << WSAGetLastError();
    EXPECT_EQ(octets, 28U + 5U);
    WSACloseEvent(overlapped.hEvent);
}

TEST_F(ReceiveAll, WSAEINVALUnlessBoundToOneAddressOfARawSocketOfAnyProtocol) {
    EXPECT_EQ(set(open(AF_INET, SOCK_RAW, IPPROTO_IP), RCVALL_ON), WSAEINVAL) << "not bound";
    EXPECT_EQ(set(open_bound(INADDR_ANY), RCVALL_ON), WSAEINVAL) << "which interface?";
    EXPECT_EQ(set(open(AF_INET, SOCK_RAW, IPPROTO_ICMP), RCVALL_ON), WSAEINVAL);
    EXPECT_EQ(set(open(AF_INET, SOCK_DGRAM, IPPROTO_UDP), RCVALL_ON), WSAEINVAL);
    const SOCKET s = open_bound();
    EXPECT_EQ(set(s, 17), WSAEINVAL);
    DWORD returned = 0;
    EXPECT_EQ(WSAIoctl(s, SIO_RCVALL, nullptr, 0, nullptr, 0, &returned, nullptr, nullptr),
              SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
}

TEST_F(ReceiveAll, IPv6PacketsComeWithTheirHeader) {
    const SOCKET s = open(AF_INET6, SOCK_RAW, IPPROTO_IPV6);
    sockaddr_in6 local{};
    local.sin6_family = AF_INET6;
    local.sin6_addr.s6_addr[15] = 1;
    ASSERT_EQ(bind(s, reinterpret_cast<const sockaddr*>(&local), sizeof local), 0);
    ASSERT_EQ(set(s, RCVALL_ON), 0);
    send_to(open(AF_INET6, SOCK_RAW, IPPROTO_ICMPV6), echo_request(128), local);
    Octets got(256);
    sockaddr_in6 from{};
    int size = sizeof from;
    ASSERT_EQ(recvfrom(s, reinterpret_cast<char*>(got.data()), 256, 0,
                       reinterpret_cast<sockaddr*>(&from), &size),
              40 + 12)
        << WSAGetLastError();
    EXPECT_EQ(got[0] >> 4U, 6);
    EXPECT_EQ(got[6], IPPROTO_ICMPV6);
    EXPECT_EQ(from.sin6_family, AF_INET6);
    EXPECT_EQ(from.sin6_addr.s6_addr[15], 1);
}

TEST_F(Raw, SIO_RCVALL_MCASTIsRefused) {
    const SOCKET s = open(AF_INET, SOCK_RAW, IPPROTO_UDP);
    DWORD on = 1;
    DWORD returned = 0;
    EXPECT_EQ(
        WSAIoctl(s, SIO_RCVALL_MCAST, &on, sizeof on, nullptr, 0, &returned, nullptr, nullptr),
        SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAEOPNOTSUPP);
}

} // namespace
