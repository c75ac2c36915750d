// test/unit/face: what the headers compute without the library.
#include <mswsock.h>
#include <winsock2.h>
#include <ws2tcpip.h>
#include <wshisotp.h>

#include <algorithm>
#include <cstring>
#include <gtest/gtest.h>

namespace {

TEST(FdSet, HoldsAHandleOnce) {
    fd_set set;
    FD_ZERO(&set);
    FD_SET(5, &set);
    FD_SET(5, &set);
    EXPECT_EQ(1u, set.fd_count);
    EXPECT_TRUE(FD_ISSET(5, &set));
    EXPECT_FALSE(FD_ISSET(6, &set));
}

TEST(FdSet, ClosesTheGapThatFdClrLeaves) {
    fd_set set;
    FD_ZERO(&set);
    for (SOCKET s = 1; s <= 4; ++s)
        FD_SET(s, &set);
    FD_CLR(2, &set);
    FD_CLR(9, &set);
    ASSERT_EQ(3u, set.fd_count);
    EXPECT_EQ(1u, set.fd_array[0]);
    EXPECT_EQ(3u, set.fd_array[1]);
    EXPECT_EQ(4u, set.fd_array[2]);
}

TEST(FdSet, StaysAsItIsWhenFull) {
    fd_set set;
    FD_ZERO(&set);
    for (SOCKET s = 0; s < FD_SETSIZE + 3; ++s)
        FD_SET(s, &set);
    EXPECT_EQ(64u, set.fd_count);
    EXPECT_FALSE(FD_ISSET(64, &set));
    FD_CLR(0, &set);
    EXPECT_EQ(63u, set.fd_count);
    EXPECT_EQ(63u, set.fd_array[62]);
}

TEST(Timeval, ComparesSecondsFirst) {
    struct timeval a = {1, 900};
    struct timeval b = {2, 100};
    EXPECT_TRUE(timercmp(&a, &b, <));
    EXPECT_FALSE(timercmp(&a, &b, >));
    timerclear(&a);
    EXPECT_FALSE(timerisset(&a));
}

TEST(Words, AreMadeAndTakenApart) {
    EXPECT_EQ(0x0201, MAKEWORD(1, 2));
    EXPECT_EQ(0x00020001, MAKELONG(1, 2));
    EXPECT_EQ(2, HIBYTE(0x0201));
    EXPECT_EQ(1, LOWORD(WSAMAKESELECTREPLY(FD_READ, WSAECONNRESET)));
    EXPECT_EQ(WSAECONNRESET, WSAGETSELECTERROR(WSAMAKESELECTREPLY(FD_READ, WSAECONNRESET)));
}

TEST(IsoAddress, IsSelectorThenNetworkAddress) {
    SOCKADDR_TP address = {};
    ISO_SET_TP_ADDR(&address, "abc", 3, "\x49\x01", 2);
    EXPECT_EQ(AF_ISO, address.tp_family);
    EXPECT_EQ(3, address.tp_tsel_len);
    EXPECT_EQ(5, address.tp_taddr_len);
    EXPECT_EQ(0, std::memcmp(address.tp_addr, "abc\x49\x01", 5));
}

TEST(ControlData, IsAlignedToEightOctets) {
    EXPECT_EQ(24u, WSA_CMSG_SPACE(1));
    EXPECT_EQ(17u, WSA_CMSG_LEN(1));
    alignas(8) char data[64] = {};
    WSAMSG message = {};
    message.Control = {sizeof(data), data};
    WSACMSGHDR* first = WSA_CMSG_FIRSTHDR(&message);
    ASSERT_NE(nullptr, first);
    first->cmsg_len = WSA_CMSG_LEN(sizeof(IN_PKTINFO));
    EXPECT_EQ(reinterpret_cast<PUCHAR>(data) + 16, WSA_CMSG_DATA(first));
    EXPECT_EQ(data + 24, reinterpret_cast<char*>(WSA_CMSG_NXTHDR(&message, first)));
    message.Control.len = 32;
    EXPECT_EQ(nullptr, WSA_CMSG_NXTHDR(&message, first));
    message.Control.len = 8;
    EXPECT_EQ(nullptr, WSA_CMSG_FIRSTHDR(&message));
}

TEST(Ipv6Address, IsToldByItsPrefix) {
    IN6_ADDR address = {};
    EXPECT_TRUE(IN6_IS_ADDR_UNSPECIFIED(&address));
    EXPECT_FALSE(IN6_IS_ADDR_V4COMPAT(&address));
    address.s6_bytes[15] = 1;
    EXPECT_TRUE(IN6_IS_ADDR_LOOPBACK(&address));
    EXPECT_FALSE(IN6_IS_ADDR_V4COMPAT(&address));
    address.s6_bytes[15] = 2;
    EXPECT_TRUE(IN6_IS_ADDR_V4COMPAT(&address));
    address.s6_bytes[10] = address.s6_bytes[11] = 0xff;
    EXPECT_TRUE(IN6_IS_ADDR_V4MAPPED(&address));
    address.s6_bytes[0] = 0xfe;
    address.s6_bytes[1] = 0xbf;
    EXPECT_TRUE(IN6_IS_ADDR_LINKLOCAL(&address));
    address.s6_bytes[1] = 0xc0;
    EXPECT_TRUE(IN6_IS_ADDR_SITELOCAL(&address));
    address.s6_bytes[0] = 0xff;
    address.s6_bytes[1] = 0x0e;
    EXPECT_TRUE(IN6_IS_ADDR_MULTICAST(&address));
    EXPECT_TRUE(IN6_IS_ADDR_MC_GLOBAL(&address));
    address.s6_bytes[0] = 0x20;
    EXPECT_TRUE(IN6_IS_ADDR_GLOBAL(&address));
}

TEST(Guid, IsComparedWhole) {
    const GUID accept = WSAID_ACCEPTEX;
    GUID other = WSAID_ACCEPTEX;
    EXPECT_TRUE(accept == other);
    EXPECT_TRUE(IsEqualGUID(accept, other));
    other.Data4[7] ^= 1;
    EXPECT_TRUE(accept != other);
}

TEST(Guid, HasTheOctetsThatProvidersCompare) {
    const GUID connect = WSAID_CONNECTEX;
    const unsigned char octets[16] = {0xb9, 0x07, 0xa2, 0x25, 0xf3, 0xdd, 0x60, 0x46,
                                      0x8e, 0xe9, 0x76, 0xe5, 0x8c, 0x74, 0x06, 0x3e};
    EXPECT_EQ(0, std::memcmp(&connect, octets, sizeof(octets)));
}

TEST(ByteOrder, TurnsWideNumbersAndFractions) {
    EXPECT_EQ(0x0807060504030201u, htonll(0x0102030405060708u));
    EXPECT_EQ(1.5f, ntohf(htonf(1.5f)));
    EXPECT_EQ(-2.25, ntohd(htond(-2.25)));
    EXPECT_EQ(0x0000c03fu, htonf(1.5f));
}

TEST(Overlapped, IsCompleteWhenItsStatusIsNotPending) {
    OVERLAPPED operation = {};
    operation.Internal = STATUS_PENDING;
    EXPECT_FALSE(HasOverlappedIoCompleted(&operation));
    operation.Internal = 0;
    EXPECT_TRUE(HasOverlappedIoCompleted(&operation));
}

TEST(Handles, OfNoObjectHaveWindowsValues) {
    EXPECT_EQ(~ULONG_PTR{0}, reinterpret_cast<ULONG_PTR>(INVALID_HANDLE_VALUE));
    EXPECT_EQ(~ULONG_PTR{0}, INVALID_SOCKET);
    EXPECT_EQ(nullptr, WSA_INVALID_EVENT);
    EXPECT_EQ(0xFFFFFFFFu, reinterpret_cast<ULONG_PTR>(RIO_INVALID_BUFFERID));
}

TEST(MinAndMax, LiveBesideTheStandardLibrarys) {
    using namespace std;
    EXPECT_EQ(3, max(1, 3L));
    EXPECT_EQ(1, min(1, 3L));
    EXPECT_EQ(2, max(1, 2));
    EXPECT_EQ(1, std::min(1, 2));
}

} // namespace
