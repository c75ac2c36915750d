// Suite conformance: options and ioctls of the TCP/IP transports: Windows' values, sizes, defaults.
#include "conformance/pair.hpp"

#include <mstcpip.h>
#include <mswsock.h>

namespace ws2::conformance {
namespace {

Outcome set(SOCKET s, int level, int name, int value) {
    return outcome_of([&] {
        return setsockopt(s, level, name, reinterpret_cast<const char*>(&value), sizeof value);
    });
}
Outcome get(SOCKET s, int level, int name) {
    int value = 0;
    int size = sizeof value;
    return outcome_of(
        [&] { return getsockopt(s, level, name, reinterpret_cast<char*>(&value), &size); });
}
Outcome control(SOCKET s, DWORD code, void* in, DWORD in_size, void* out = nullptr,
                DWORD out_size = 0) {
    DWORD size = 0;
    return outcome_of(
        [&] { return WSAIoctl(s, code, in, in_size, out, out_size, &size, nullptr, nullptr); });
}

bool tcp(const Entry& entry) {
    return entry.info.iProtocol == IPPROTO_TCP;
}
bool udp(const Entry& entry) {
    return entry.info.iProtocol == IPPROTO_UDP;
}
bool internet(const Entry& entry) {
    return tcp(entry) || udp(entry);
}

class InternetOption : public Case {};
WS2_OVER(InternetOption, internet);

TEST_P(InternetOption, OptionsThatTCPIPDoesNotHaveAreWSAEINVAL) {
    const Socket s = create(entry());
    for (const int name : {SO_SNDLOWAT, SO_RCVLOWAT, SO_USELOOPBACK}) {
        EXPECT_EQ(get(s, SOL_SOCKET, name), failed(WSAEINVAL)) << std::hex << name;
        EXPECT_EQ(set(s, SOL_SOCKET, name, 1), failed(WSAEINVAL)) << std::hex << name;
    }
}

TEST_P(InternetOption, SO_SNDBUFZeroReadsBackAndDataStillFlows) {
    const Pair pair = connect_pair(entry());
    set_option(pair.a, SOL_SOCKET, SO_SNDBUF, 0);
    EXPECT_EQ(option(pair.a, SOL_SOCKET, SO_SNDBUF), 0);
    EXPECT_TRUE(still_usable(pair));
    set_option(pair.a, SOL_SOCKET, SO_SNDBUF, 30000);
    EXPECT_EQ(option(pair.a, SOL_SOCKET, SO_SNDBUF), 30000);
}

TEST_P(InternetOption, OptionsOfOneValueTakeThatValueOnly) {
    const Socket s = create(entry());
    const bool v6 = entry().info.iAddressFamily == AF_INET6;
    const int level = v6 ? static_cast<int>(IPPROTO_IPV6) : static_cast<int>(IPPROTO_IP);
    set_option(s, level, IPV6_PROTECTION_LEVEL, PROTECTION_LEVEL_UNRESTRICTED);
    EXPECT_EQ(option(s, level, IPV6_PROTECTION_LEVEL), PROTECTION_LEVEL_UNRESTRICTED);
    EXPECT_EQ(set(s, level, IPV6_PROTECTION_LEVEL, PROTECTION_LEVEL_RESTRICTED),
              failed(WSAENOPROTOOPT));
}

TEST_P(InternetOption, SO_RANDOMIZE_PORTComesBeforeBind) {
    const Socket s = create(entry());
    EXPECT_EQ(option(s, SOL_SOCKET, SO_RANDOMIZE_PORT), 0);
    set_option(s, SOL_SOCKET, SO_RANDOMIZE_PORT, 1);
    EXPECT_EQ(option(s, SOL_SOCKET, SO_RANDOMIZE_PORT), 1);
    const Socket taken = bound(entry());
    EXPECT_EQ(set(taken, SOL_SOCKET, SO_RANDOMIZE_PORT, 1), failed(WSAEINVAL));
}

TEST_P(InternetOption, CodesThatAProviderMayLackAreWSAENOPROTOOPT) {
    const Socket s = create(entry());
    for (const DWORD code :
         {DWORD{SIO_FLUSH}, DWORD{SIO_FIND_ROUTE}, DWORD{SIO_GET_QOS}, DWORD{SIO_TRANSLATE_HANDLE}})
        EXPECT_EQ(control(s, code, nullptr, 0), failed(WSAENOPROTOOPT)) << std::hex << code;
    BOOL on = TRUE;
    EXPECT_EQ(control(s, SIO_LOOPBACK_FAST_PATH, &on, sizeof on), failed(WSAEOPNOTSUPP));
}

TEST_P(InternetOption, SIO_GET_INTERFACE_LIST_EXPointsAtItsAddresses) {
    const Socket s = create(entry());
    alignas(8) char room[8192] = {};
    DWORD size = 0;
    ASSERT_EQ(WSAIoctl(s, static_cast<DWORD>(SIO_GET_INTERFACE_LIST_EX), nullptr, 0, room,
                       sizeof room, &size, nullptr, nullptr),
              0);
    const auto* info = reinterpret_cast<const INTERFACE_INFO_EX*>(room);
    ASSERT_NE(info->iiAddress.lpSockaddr, nullptr);
    EXPECT_EQ(info->iiAddress.lpSockaddr->sa_family, entry().info.iAddressFamily);
    EXPECT_NE(info->iiFlags & IFF_UP, 0U);
    EXPECT_EQ(control(s, static_cast<DWORD>(SIO_GET_INTERFACE_LIST_EX), nullptr, 0, room, 8),
              failed(WSAEFAULT));
}

TEST_P(InternetOption, SIO_ADDRESS_LIST_SORTPutsWhatCanBeReachedInFront) {
    const Socket s = create(entry());
    Address reached = parse(entry(), subject().loopback);
    const bool v6 = entry().info.iAddressFamily == AF_INET6;
    // A broadcast address is nobody's; over IPv6 there is none, and equals stay as they are.
    Address nowhere = v6 ? reached : parse(entry(), u"255.255.255.255:0");
    struct {
        SOCKET_ADDRESS_LIST list{};
        SOCKET_ADDRESS more{};
    } both;
    both.list.iAddressCount = 2;
    both.list.Address[0] = {nowhere.get(), nowhere.length};
    both.more = {reached.get(), reached.length};
    ASSERT_EQ(control(s, SIO_ADDRESS_LIST_SORT, &both, sizeof both, &both, sizeof both),
              returned(0));
    EXPECT_EQ(both.list.iAddressCount, 2);
    EXPECT_EQ(both.list.Address[0].lpSockaddr, v6 ? nowhere.get() : reached.get());
    EXPECT_EQ(control(s, SIO_ADDRESS_LIST_SORT, &both, 4, &both, sizeof both), failed(WSAEFAULT));
    both.list.iAddressCount = 100;
    EXPECT_EQ(control(s, SIO_ADDRESS_LIST_SORT, &both, sizeof both, &both, sizeof both),
              failed(WSAEFAULT));
}

// ICMP over a RAW socket, as every ping of Winsock's does it: the header comes with the answer.
TEST(RawPing, AnEchoRequestIsAnsweredWithItsHeader) {
    entries(any); // starts the library
    const Socket s(socket(AF_INET, SOCK_RAW, IPPROTO_ICMP));
    if (s == INVALID_SOCKET) {
        EXPECT_EQ(WSAGetLastError(), WSAEACCES);
        GTEST_SKIP() << "no right to RAW sockets";
    }
    const DWORD limit_ms = 30000;
    setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, reinterpret_cast<const char*>(&limit_ms),
               sizeof limit_ms);
    unsigned char request[8] = {8, 0, 0, 0, 0x12, 0x34, 0, 1}; // echo, its sum to come
    const unsigned sum = 0xFFFFU - (0x0800U + 0x1234U + 1U);
    request[2] = static_cast<unsigned char>(sum >> 8U);
    request[3] = static_cast<unsigned char>(sum);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ASSERT_EQ(sendto(s, reinterpret_cast<const char*>(request), sizeof request, 0,
                     reinterpret_cast<const sockaddr*>(&to), sizeof to),
              static_cast<int>(sizeof request));
    for (;;) { // the loopback shows the request, too
        unsigned char packet[256];
        const int size = recv(s, reinterpret_cast<char*>(packet), sizeof packet, 0);
        ASSERT_GE(size, 28) << WSAGetLastError();
        ASSERT_EQ(packet[0] >> 4U, 4);
        const std::size_t head = (packet[0] & 0xFU) * std::size_t{4};
        if (packet[head] != 0 || packet[head + 4] != 0x12 || packet[head + 5] != 0x34)
            continue;
        break;
    }
}

class ConnectionOption : public Case {};
WS2_OVER(ConnectionOption, tcp);

TEST_P(ConnectionOption, KeepAliveDefaultsAreWindows) {
    const Socket s = create(entry());
    EXPECT_EQ(option(s, IPPROTO_TCP, TCP_KEEPIDLE), 7200);
    EXPECT_EQ(option(s, IPPROTO_TCP, TCP_KEEPINTVL), 1);
    EXPECT_EQ(option(s, IPPROTO_TCP, TCP_KEEPCNT), 10);
    set_option(s, IPPROTO_TCP, TCP_KEEPCNT, 7);
    set_option(s, SOL_SOCKET, SO_KEEPALIVE, 1);
    EXPECT_EQ(option(s, IPPROTO_TCP, TCP_KEEPCNT), 7);
    EXPECT_EQ(option(s, IPPROTO_TCP, TCP_KEEPINTVL), 1);
}

TEST_P(ConnectionOption, SIO_KEEPALIVE_VALSShowsInTheOptions) {
    const Socket s = create(entry());
    tcp_keepalive asked{1, 30000, 2000};
    ASSERT_EQ(control(s, SIO_KEEPALIVE_VALS, &asked, sizeof asked), returned(0));
    EXPECT_EQ(option(s, IPPROTO_TCP, TCP_KEEPIDLE), 30);
    EXPECT_EQ(option(s, IPPROTO_TCP, TCP_KEEPINTVL), 2);
    EXPECT_NE(option(s, SOL_SOCKET, SO_KEEPALIVE), 0);
}

TEST_P(ConnectionOption, TCP_MAXRTAndTCP_MAXRTMSAreOneTime) {
    const Socket s = create(entry());
    set_option(s, IPPROTO_TCP, TCP_MAXRT, 9);
    EXPECT_EQ(option(s, IPPROTO_TCP, TCP_MAXRT), 9);
    EXPECT_EQ(option(s, IPPROTO_TCP, TCP_MAXRTMS), 9000);
    set_option(s, IPPROTO_TCP, TCP_MAXRT, -1);
    EXPECT_EQ(option(s, IPPROTO_TCP, TCP_MAXRT), -1);
}

TEST_P(ConnectionOption, TCP_FASTOPENReadsBack) {
    const Socket s = create(entry());
    EXPECT_EQ(option(s, IPPROTO_TCP, TCP_FASTOPEN), 0);
    set_option(s, IPPROTO_TCP, TCP_FASTOPEN, 1);
    EXPECT_EQ(option(s, IPPROTO_TCP, TCP_FASTOPEN), 1);
}

// setsockopt, WSAENOPROTOOPT: "not supported for the specified ... socket".
TEST_P(ConnectionOption, AStreamJoinsNoGroup) {
    const Socket s = create(entry());
    ip_mreq four{};
    four.imr_multiaddr.s_addr = htonl(0xE00000FB);
    ipv6_mreq six{};
    six.ipv6mr_multiaddr.s6_addr[0] = 0xFF;
    six.ipv6mr_multiaddr.s6_addr[1] = 0x02;
    six.ipv6mr_multiaddr.s6_addr[15] = 0xFB;
    const bool ipv6 = entry().info.iAddressFamily == AF_INET6;
    EXPECT_EQ(outcome_of([&] {
                  return ipv6 ? setsockopt(s, IPPROTO_IPV6, IPV6_ADD_MEMBERSHIP,
                                           reinterpret_cast<const char*>(&six), sizeof six)
                              : setsockopt(s, IPPROTO_IP, IP_ADD_MEMBERSHIP,
                                           reinterpret_cast<const char*>(&four), sizeof four);
              }),
              failed(WSAENOPROTOOPT));
}

TEST_P(ConnectionOption, UrgentDataIsBSDs) {
    const Socket s = create(entry());
    EXPECT_EQ(option(s, IPPROTO_TCP, TCP_EXPEDITED_1122), 0);
    EXPECT_EQ(option(s, IPPROTO_TCP, TCP_BSDURGENT), 1);
    EXPECT_EQ(set(s, IPPROTO_TCP, TCP_EXPEDITED_1122, 1), failed(WSAENOPROTOOPT));
}

TEST_P(ConnectionOption, SO_REUSE_UNICASTPORTLetsThePortBeChosenByConnect) {
    const Socket listener = listening(entry());
    const Socket s = create(entry());
    EXPECT_EQ(option(s, SOL_SOCKET, SO_REUSE_UNICASTPORT), 0);
    set_option(s, SOL_SOCKET, SO_REUSE_UNICASTPORT, 1);
    EXPECT_EQ(option(s, SOL_SOCKET, SO_REUSE_UNICASTPORT), 1);
    const Address here = parse(entry(), subject().loopback);
    ASSERT_EQ(bind(s, here.get(), here.length), 0);
    const Address there = name_of(listener);
    ASSERT_EQ(connect(s, there.get(), there.length), 0);
    EXPECT_NE(reinterpret_cast<const sockaddr_in*>(name_of(s).get())->sin_port, 0);
}

TEST_P(ConnectionOption, DatagramOptionsAreWSAENOPROTOOPT) {
    const Socket s = create(entry());
    EXPECT_EQ(get(s, SOL_SOCKET, SO_MAX_MSG_SIZE), failed(WSAENOPROTOOPT));
    EXPECT_EQ(set(s, IPPROTO_IP, IP_PKTINFO, 1), failed(WSAENOPROTOOPT));
    EXPECT_EQ(set(s, IPPROTO_UDP, UDP_SEND_MSG_SIZE, 100), failed(WSAENOPROTOOPT));
}

TEST_P(ConnectionOption, SIO_TCP_INFOTellsWhatWentBothWays) {
    const Pair pair = connect_pair(entry());
    send_all(pair.a, "hello");
    ASSERT_EQ(receive(pair.b, 5), "hello");
    DWORD version = 0;
    TCP_INFO_v0 info{};
    ASSERT_EQ(control(pair.b, SIO_TCP_INFO, &version, sizeof version, &info, sizeof info),
              returned(0));
    EXPECT_EQ(info.State, TCPSTATE_ESTABLISHED);
    EXPECT_EQ(info.BytesIn, 5U);
    EXPECT_GT(info.Mss, 0U);
    version = 1;
    TCP_INFO_v1 more{};
    ASSERT_EQ(control(pair.a, SIO_TCP_INFO, &version, sizeof version, &more, sizeof more),
              returned(0));
    EXPECT_EQ(more.BytesOut, 5U);
    version = 99;
    EXPECT_EQ(control(pair.a, SIO_TCP_INFO, &version, sizeof version, &more, sizeof more),
              failed(WSAEINVAL));
}

TEST_P(ConnectionOption, SIO_IDEAL_SEND_BACKLOG_QUERYNeedsAConnection) {
    ULONG size = 0;
    const Socket s = create(entry());
    constexpr auto code = static_cast<DWORD>(SIO_IDEAL_SEND_BACKLOG_QUERY);
    EXPECT_EQ(control(s, code, nullptr, 0, &size, sizeof size), failed(WSAENOTCONN));
    const Pair pair = connect_pair(entry());
    EXPECT_EQ(control(pair.a, code, nullptr, 0, &size, sizeof size), returned(0));
    EXPECT_GT(size, 0U);
}

TEST_P(ConnectionOption, SIO_TCP_INITIAL_RTOTakesACountAndRefusesATime) {
    const Socket s = create(entry());
    TCP_INITIAL_RTO_PARAMETERS asked{TCP_INITIAL_RTO_UNSPECIFIED_RTT,
                                     TCP_INITIAL_RTO_NO_SYN_RETRANSMISSIONS};
    EXPECT_EQ(control(s, SIO_TCP_INITIAL_RTO, &asked, sizeof asked), returned(0));
    asked.Rtt = 300;
    EXPECT_EQ(control(s, SIO_TCP_INITIAL_RTO, &asked, sizeof asked), failed(WSAEOPNOTSUPP));
}

class DatagramOption : public Case {};
WS2_OVER(DatagramOption, udp);

TEST_P(DatagramOption, UDPOptionsReadBack) {
    const Socket s = create(entry());
    for (const int name : {UDP_NOCHECKSUM, UDP_SEND_MSG_SIZE, UDP_RECV_MAX_COALESCED_SIZE})
        EXPECT_EQ(option(s, IPPROTO_UDP, name), 0) << name;
    set_option(s, IPPROTO_UDP, UDP_NOCHECKSUM, 1);
    EXPECT_EQ(option(s, IPPROTO_UDP, UDP_NOCHECKSUM), 1);
    set_option(s, IPPROTO_UDP, UDP_SEND_MSG_SIZE, 100);
    EXPECT_EQ(option(s, IPPROTO_UDP, UDP_SEND_MSG_SIZE), 100);
}

TEST_P(DatagramOption, UDP_SEND_MSG_SIZECutsOneSendIntoDatagrams) {
    const Pair pair = connect_pair(entry());
    set_option(pair.a, IPPROTO_UDP, UDP_SEND_MSG_SIZE, 3);
    ASSERT_EQ(send(pair.a, "abcdefgh", 8, 0), 8);
    char room[16];
    EXPECT_EQ(recv(pair.b, room, sizeof room, 0), 3);
    EXPECT_EQ(recv(pair.b, room, sizeof room, 0), 3);
    EXPECT_EQ(recv(pair.b, room, sizeof room, 0), 2);
}

TEST_P(DatagramOption, SwitchesOfControlDataAreIndependent) {
    const Socket s = create(entry());
    const bool v6 = entry().info.iAddressFamily == AF_INET6;
    const int level = v6 ? static_cast<int>(IPPROTO_IPV6) : static_cast<int>(IPPROTO_IP);
    const int names[] = {IP_PKTINFO, IP_RECVIF, IP_RECVTOS, IP_RECVECN, IP_RECVTTL};
    for (const int name : names) { // the same numbers at both levels
        EXPECT_EQ(option(s, level, name), 0) << name;
        set_option(s, level, name, 1);
        for (const int other : names)
            EXPECT_EQ(option(s, level, other), other == name) << name << ' ' << other;
        set_option(s, level, name, 0);
    }
}

TEST_P(DatagramOption, SO_MAXDGIsTheLargestDatagram) {
    const Socket s = create(entry());
    EXPECT_EQ(option(s, SOL_SOCKET, SO_MAXDG), option(s, SOL_SOCKET, SO_MAX_MSG_SIZE));
}

} // namespace
} // namespace ws2::conformance
