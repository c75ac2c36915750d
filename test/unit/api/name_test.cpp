#include "session.hpp"

#include <cstring>
#include <netioapi.h>
#include <thread>
#include <ws2tcpip.h>

namespace {

class ApiName : public api_test::Session {};

TEST_F(ApiName, NumericHostsResolveToWindowsAddresses) {
    addrinfo hints{};
    hints.ai_flags = AI_NUMERICHOST;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    ASSERT_EQ(getaddrinfo("::1", "80", &hints, &list), 0);
    ASSERT_NE(list, nullptr);
    EXPECT_EQ(list->ai_family, AF_INET6);
    EXPECT_EQ(list->ai_socktype, SOCK_STREAM);
    EXPECT_EQ(list->ai_protocol, IPPROTO_TCP);
    EXPECT_EQ(list->ai_addrlen, sizeof(sockaddr_in6));
    EXPECT_EQ(list->ai_addr->sa_family, AF_INET6);
    freeaddrinfo(list);
}

TEST_F(ApiName, WithoutATypeEachAddressComesOnceAndOpen) {
    addrinfo* list = nullptr;
    ASSERT_EQ(getaddrinfo("127.0.0.1", nullptr, nullptr, &list), 0);
    ASSERT_NE(list, nullptr);
    EXPECT_EQ(list->ai_next, nullptr);
    EXPECT_EQ(list->ai_socktype, 0);
    EXPECT_EQ(list->ai_protocol, 0);
    freeaddrinfo(list);
}

TEST_F(ApiName, HintsThatMeanNothingAreRefused) {
    addrinfo* list = nullptr;
    EXPECT_EQ(getaddrinfo(nullptr, nullptr, nullptr, &list), WSAHOST_NOT_FOUND);
    EXPECT_EQ(WSAGetLastError(), WSAHOST_NOT_FOUND);
    addrinfo hints{};
    hints.ai_addrlen = 1;
    EXPECT_EQ(getaddrinfo("127.0.0.1", nullptr, &hints, &list), WSANO_RECOVERY);
    hints = {};
    hints.ai_family = AF_IPX;
    EXPECT_EQ(getaddrinfo("127.0.0.1", nullptr, &hints, &list), WSAEAFNOSUPPORT);
    hints = {};
    hints.ai_socktype = SOCK_RDM;
    EXPECT_EQ(getaddrinfo("127.0.0.1", nullptr, &hints, &list), WSAESOCKTNOSUPPORT);
    hints = {};
    hints.ai_flags = AI_CANONNAME;
    EXPECT_EQ(getaddrinfo(nullptr, "80", &hints, &list), WSAEINVAL);
    EXPECT_EQ(getaddrinfo("127.0.0.1", nullptr, nullptr, nullptr), WSAEFAULT);
    hints = {};
    hints.ai_flags = AI_NUMERICHOST;
    EXPECT_EQ(getaddrinfo("not.numeric", nullptr, &hints, &list), WSAHOST_NOT_FOUND);
}

TEST_F(ApiName, TheWideFormGivesWideNames) {
    ADDRINFOW hints{};
    hints.ai_flags = AI_CANONNAME;
    ADDRINFOW* list = nullptr;
    ASSERT_EQ(GetAddrInfoW(u"127.0.0.1", u"7", &hints, &list), 0);
    ASSERT_NE(list->ai_canonname, nullptr);
    EXPECT_EQ(std::u16string(list->ai_canonname), u"127.0.0.1");
    FreeAddrInfoW(list);
}

TEST_F(ApiName, AddressesHaveNumericNamesInBothWidths) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(7);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const auto* generic = reinterpret_cast<const sockaddr*>(&address);
    char host[64];
    char service[16];
    constexpr int numeric = NI_NUMERICHOST | NI_NUMERICSERV;
    EXPECT_EQ(
        getnameinfo(generic, sizeof address, host, sizeof host, service, sizeof service, numeric),
        0);
    EXPECT_STREQ(host, "127.0.0.1");
    EXPECT_STREQ(service, "7");
    WCHAR wide[64];
    EXPECT_EQ(GetNameInfoW(generic, sizeof address, wide, 64, nullptr, 0, numeric), 0);
    EXPECT_EQ(std::u16string(wide), u"127.0.0.1");
    EXPECT_EQ(getnameinfo(generic, sizeof address, host, 4, nullptr, 0, numeric), 122);
    EXPECT_EQ(getnameinfo(generic, 3, host, sizeof host, nullptr, 0, numeric), WSAEFAULT);
    EXPECT_EQ(getnameinfo(generic, sizeof address, nullptr, 0, nullptr, 0, numeric),
              WSAHOST_NOT_FOUND);
    address.sin_family = AF_IPX;
    EXPECT_EQ(getnameinfo(generic, sizeof address, host, sizeof host, nullptr, 0, numeric),
              WSAEAFNOSUPPORT);
}

TEST_F(ApiName, RecordsBelongToTheThread) {
    const hostent* mine = gethostbyname("127.0.0.1");
    ASSERT_NE(mine, nullptr);
    EXPECT_EQ(mine->h_addrtype, AF_INET);
    EXPECT_EQ(mine->h_length, 4);
    EXPECT_EQ(mine->h_addr_list[1], nullptr);
    const u_long loopback = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(std::memcmp(mine->h_addr_list[0], &loopback, 4), 0);
    std::thread([mine] { EXPECT_NE(gethostbyname("127.0.0.1"), mine); }).join();
    EXPECT_EQ(gethostbyaddr("abc", 3, AF_INET), nullptr);
    EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
    EXPECT_EQ(gethostbyaddr("abcd", 4, AF_IPX), nullptr);
    EXPECT_EQ(WSAGetLastError(), WSAEAFNOSUPPORT);
    // The files of services and protocols are read without regard to case, as on Windows.
    if (getservbyname("domain", "udp") != nullptr) {
        EXPECT_NE(getservbyname("DOMAIN", "UDP"), nullptr);
        EXPECT_NE(getprotobyname("Udp"), nullptr);
    }
    EXPECT_EQ(getservbyname("no-such-service", "tcp"), nullptr);
    EXPECT_EQ(WSAGetLastError(), WSANO_DATA);
    EXPECT_EQ(getprotobyname("no-such-protocol"), nullptr);
    EXPECT_EQ(WSAGetLastError(), WSANO_DATA);
}

TEST_F(ApiName, TheHostsNameNeedsRoom) {
    char name[256];
    EXPECT_EQ(gethostname(name, sizeof name), 0);
    EXPECT_NE(std::strlen(name), 0U);
    EXPECT_EQ(gethostname(name, 1), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
    EXPECT_EQ(gethostname(nullptr, 10), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
}

TEST(ApiInterface, AnInterfaceHasAnIndexAndAName) {
    const NET_IFINDEX index = if_nametoindex("lo");
    ASSERT_NE(index, 0U);
    char name[NDIS_IF_MAX_STRING_SIZE + 1];
    EXPECT_STREQ(if_indextoname(index, name), "lo");
    EXPECT_EQ(if_nametoindex("no-such-one"), 0U);
    EXPECT_EQ(if_indextoname(0, name), nullptr);
}

TEST(ApiNumeric, DottedNumbersHaveOneToFourPartsInThreeBases) {
    EXPECT_EQ(inet_addr("1.2.3.4"), 0x04030201U);
    EXPECT_EQ(inet_addr("1.2.772"), 0x04030201U);
    EXPECT_EQ(inet_addr("1.131844"), 0x04030201U);
    EXPECT_EQ(inet_addr("16909060"), 0x04030201U);
    EXPECT_EQ(inet_addr("0x1.02.0X3.4"), 0x04030201U);
    EXPECT_EQ(inet_addr("1.2.3.4 tail"), 0x04030201U);
    EXPECT_EQ(inet_addr(" "), 0U);
    EXPECT_EQ(inet_addr(""), INADDR_NONE);
    EXPECT_EQ(inet_addr("1.2.3.256"), INADDR_NONE);
    EXPECT_EQ(inet_addr("256.1"), INADDR_NONE);
    EXPECT_EQ(inet_addr("1.2.3.4.5"), INADDR_NONE);
    EXPECT_EQ(inet_addr("1.2.3."), INADDR_NONE);
    EXPECT_EQ(inet_addr("4294967296"), INADDR_NONE);
    EXPECT_EQ(inet_addr("host"), INADDR_NONE);
    EXPECT_EQ(inet_addr("08"), INADDR_NONE);
    EXPECT_EQ(inet_addr("0"), 0U);
    EXPECT_EQ(inet_addr(nullptr), INADDR_NONE);
}

TEST(ApiNumeric, TextOfAnAddressBelongsToTheThread) {
    in_addr address{};
    address.s_addr = inet_addr("10.20.30.40");
    char* mine = inet_ntoa(address);
    EXPECT_STREQ(mine, "10.20.30.40");
    std::thread([=] { EXPECT_NE(inet_ntoa(address), mine); }).join();
}

TEST(ApiNumeric, AddressesOfBothFamiliesGoBothWays) {
    unsigned char octets[16];
    EXPECT_EQ(inet_pton(AF_INET6, "fe80::1", octets), 1);
    char text[64];
    EXPECT_STREQ(inet_ntop(AF_INET6, octets, text, sizeof text), "fe80::1");
    EXPECT_EQ(inet_pton(AF_INET, "1.2.3", octets), 0);
    EXPECT_EQ(inet_pton(AF_IPX, "1", octets), -1);
    EXPECT_EQ(WSAGetLastError(), WSAEAFNOSUPPORT);
    EXPECT_EQ(inet_pton(AF_INET, nullptr, octets), -1);
    EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
    EXPECT_EQ(InetPtonW(AF_INET, u"1.2.3.4", octets), 1);
    WCHAR wide[16];
    EXPECT_EQ(std::u16string(InetNtopW(AF_INET, octets, wide, 16)), u"1.2.3.4");
    EXPECT_EQ(inet_ntop(AF_INET, octets, text, 7), nullptr);
    EXPECT_EQ(WSAGetLastError(), WSA_INVALID_PARAMETER);
    EXPECT_EQ(inet_ntop(AF_IPX, octets, text, 60), nullptr);
    EXPECT_EQ(WSAGetLastError(), WSAEAFNOSUPPORT);
}

} // namespace
