// Suite conformance: WSALookupServiceBegin, Next and End over the built-in name spaces.
#include "fixture.hpp"

#include <cstring>
#include <mswsock.h>
#include <nspapi.h>
#include <svcguid.h>
#include <windows.h>
#include <ws2tcpip.h>

namespace names_test {
namespace {

const GUID host_by_name = SVCID_INET_HOSTADDRBYNAME;
const GUID by_address = SVCID_INET_HOSTADDRBYINETSTRING;
const GUID service_by_name = SVCID_INET_SERVICEBYNAME;
const GUID own_name = SVCID_HOSTNAME;
const GUID nobody = {1, 2, 3, {4, 5, 6, 7, 8, 9, 10, 11}};

class Query : public Names {
protected:
    Query() { start(); }
};

TEST_F(Query, AHostHasItsNameAndAddressesThenThereIsNoMore) {
    const Rows found =
        ask(query(host_by_name, NS_DNS, u"localhost"), LUP_RETURN_NAME | LUP_RETURN_ADDR);
    ASSERT_EQ(found.rows.size(), 1U);
    EXPECT_EQ(found.error, WSA_E_NO_MORE);
    EXPECT_EQ(found.rows[0].name, u"localhost");
    ASSERT_FALSE(found.rows[0].addresses.empty());
    EXPECT_EQ(found.rows[0].addresses[0], "127.0.0.1");
    EXPECT_EQ(found.rows[0].name_space, static_cast<DWORD>(NS_DNS));
    EXPECT_TRUE(found.rows[0].blob.empty()) << "not asked for";
}

TEST_F(Query, APortClassGivesThePortWithTheAddress) {
    const GUID web = SVCID_TCP(80);
    const Rows found = ask(query(web, NS_ALL, u"localhost"), LUP_RETURN_ADDR);
    ASSERT_EQ(found.rows.size(), 1U);
    ASSERT_FALSE(found.rows[0].addresses.empty());
    EXPECT_EQ(found.rows[0].addresses[0], "127.0.0.1:80");
    EXPECT_EQ(found.rows[0].name, u"");
}

TEST_F(Query, TheBlobIsAHostentWithOffsetsForPointers) {
    const Rows found = ask(query(host_by_name, NS_ALL, u"localhost"), LUP_RETURN_BLOB);
    ASSERT_EQ(found.rows.size(), 1U);
    const std::string& blob = found.rows[0].blob;
    ASSERT_GE(blob.size(), sizeof(hostent));
    hostent host;
    std::memcpy(&host, blob.data(), sizeof host);
    EXPECT_STREQ(blob.data() + reinterpret_cast<std::size_t>(host.h_name), "localhost");
    EXPECT_EQ(host.h_addrtype, AF_INET);
    ASSERT_EQ(host.h_length, 4);
    std::size_t first = 0;
    std::memcpy(&first, blob.data() + reinterpret_cast<std::size_t>(host.h_addr_list),
                sizeof first);
    const unsigned char loopback[] = {127, 0, 0, 1};
    EXPECT_EQ(std::memcmp(blob.data() + first, loopback, 4), 0);
}

TEST_F(Query, AnAddressIsReadFromItsText) {
    const Rows found =
        ask(query(by_address, NS_DNS, u"127.0.0.1"), LUP_RETURN_NAME | LUP_RETURN_ADDR);
    ASSERT_EQ(found.rows.size(), 1U);
    EXPECT_EQ(found.rows[0].name, u"localhost");
    EXPECT_EQ(ask(query(by_address, NS_DNS, u"no address"), LUP_RETURN_NAME).error, WSAEINVAL);
}

TEST_F(Query, AServiceIsFoundByNameAndByPort) {
    if (getservbyname("domain", "udp") == nullptr)
        GTEST_SKIP() << "this host has no list of services";
    for (const WCHAR* name : {u"domain/udp", u"53/udp"}) {
        const Rows found =
            ask(query(service_by_name, NS_DNS, name), LUP_RETURN_NAME | LUP_RETURN_BLOB);
        ASSERT_EQ(found.rows.size(), 1U);
        EXPECT_EQ(found.rows[0].name, u"domain");
        servent service;
        ASSERT_GE(found.rows[0].blob.size(), sizeof service);
        std::memcpy(&service, found.rows[0].blob.data(), sizeof service);
        EXPECT_EQ(service.s_port, htons(53));
    }
}

TEST_F(Query, TheOwnNameNeedsNoName) {
    char own[256] = {};
    ASSERT_EQ(gethostname(own, sizeof own), 0);
    const Rows found = ask(query(own_name, NS_ALL, nullptr), LUP_RETURN_NAME);
    ASSERT_EQ(found.rows.size(), 1U);
    EXPECT_EQ(found.rows[0].name, std::u16string(own, own + std::strlen(own)));
}

TEST_F(Query, FamiliesThatAreNotAskedForAreLeftOut) {
    AFPROTOCOLS six = {AF_INET6, IPPROTO_TCP};
    WSAQUERYSETW asked = query(host_by_name, NS_DNS, u"::1");
    asked.dwNumberOfProtocols = 1;
    asked.lpafpProtocols = &six;
    const Rows found = ask(asked, LUP_RETURN_ADDR);
    ASSERT_EQ(found.rows.size(), 1U);
    ASSERT_FALSE(found.rows[0].addresses.empty());
    EXPECT_EQ(found.rows[0].addresses[0], "::1");
}

TEST_F(Query, WhatDoesNotFitSaysItsSizeAndComesAgain) {
    WSAQUERYSETW asked = query(host_by_name, NS_DNS, u"localhost");
    HANDLE lookup = nullptr;
    ASSERT_EQ(WSALookupServiceBeginW(&asked, LUP_RETURN_ALL, &lookup), 0);
    DWORD octets = 0;
    EXPECT_EQ(code(WSALookupServiceNextW(lookup, 0, &octets, nullptr)), WSAEFAULT);
    EXPECT_GT(octets, sizeof asked);
    std::vector<std::max_align_t> memory(octets / sizeof(std::max_align_t) + 1);
    auto* set = reinterpret_cast<WSAQUERYSETW*>(memory.data());
    DWORD less = octets - 1;
    EXPECT_EQ(code(WSALookupServiceNextW(lookup, 0, &less, set)), WSAEFAULT);
    EXPECT_EQ(less, octets);
    EXPECT_EQ(code(WSALookupServiceNextW(lookup, 0, &octets, set)), 0);
    EXPECT_EQ(row_of(*set).name, u"localhost");
    EXPECT_EQ(WSALookupServiceEnd(lookup), 0);
}

TEST_F(Query, FlushPreviousGivesUpWhatDidNotFit) {
    WSAQUERYSETW asked = query(host_by_name, NS_DNS, u"localhost");
    HANDLE lookup = nullptr;
    ASSERT_EQ(WSALookupServiceBeginW(&asked, LUP_RETURN_NAME, &lookup), 0);
    DWORD octets = 0;
    EXPECT_EQ(code(WSALookupServiceNextW(lookup, 0, &octets, nullptr)), WSAEFAULT);
    alignas(8) char memory[4096];
    octets = sizeof memory;
    EXPECT_EQ(code(WSALookupServiceNextW(lookup, LUP_FLUSHPREVIOUS, &octets,
                                         reinterpret_cast<WSAQUERYSETW*>(memory))),
              WSA_E_NO_MORE);
    EXPECT_EQ(WSALookupServiceEnd(lookup), 0);
}

TEST_F(Query, NarrowResultsAreNarrowAndComeAgainToo) {
    WSAQUERYSETA asked{};
    asked.dwSize = sizeof asked;
    asked.lpServiceClassId = const_cast<GUID*>(&host_by_name);
    asked.lpszServiceInstanceName = const_cast<char*>("localhost");
    HANDLE lookup = nullptr;
    ASSERT_EQ(WSALookupServiceBeginA(&asked, LUP_RETURN_NAME | LUP_RETURN_ADDR, &lookup), 0);
    DWORD octets = 1;
    alignas(8) char memory[4096];
    auto* set = reinterpret_cast<WSAQUERYSETA*>(memory);
    EXPECT_EQ(code(WSALookupServiceNextA(lookup, 0, &octets, set)), WSAEFAULT);
    ASSERT_LE(octets, sizeof memory);
    EXPECT_EQ(code(WSALookupServiceNextA(lookup, 0, &octets, set)), 0);
    EXPECT_STREQ(set->lpszServiceInstanceName, "localhost");
    EXPECT_GE(set->dwNumberOfCsAddrs, 1U);
    octets = sizeof memory;
    EXPECT_EQ(code(WSALookupServiceNextA(lookup, 0, &octets, set)), WSA_E_NO_MORE);
    EXPECT_EQ(WSALookupServiceEnd(lookup), 0);
}

TEST_F(Query, WhatIsMissingOrUnknownIsRefused) {
    HANDLE lookup = nullptr;
    WSAQUERYSETW asked = query(host_by_name, NS_DNS, u"localhost");
    EXPECT_EQ(code(WSALookupServiceBeginW(nullptr, 0, &lookup)), WSAEFAULT);
    EXPECT_EQ(code(WSALookupServiceBeginW(&asked, 0, nullptr)), WSAEFAULT);
    asked.lpServiceClassId = nullptr;
    EXPECT_EQ(code(WSALookupServiceBeginW(&asked, 0, &lookup)), WSAEINVAL);
    asked = {};
    EXPECT_EQ(code(WSALookupServiceBeginW(&asked, 0, &lookup)), WSAEINVAL);
    EXPECT_EQ(ask(query(host_by_name, NS_BTH, u"x"), 0).error, WSASERVICE_NOT_FOUND);
    EXPECT_EQ(ask(query(nobody, NS_DNS, u"localhost"), 0).error, WSASERVICE_NOT_FOUND);
    EXPECT_EQ(ask(query(host_by_name, NS_DNS, u"localhost"), LUP_CONTAINERS).error, WSANO_DATA);
    asked = query(host_by_name, NS_ALL, u"localhost");
    asked.lpNSProviderId = const_cast<GUID*>(&nobody);
    EXPECT_EQ(ask(asked, 0).error, WSAEINVAL);
    EXPECT_EQ(ask(query(host_by_name, NS_DNS, u"no host at all"), LUP_RETURN_ADDR).error,
              WSASERVICE_NOT_FOUND);
}

TEST_F(Query, AHandleThatHasEndedIsNoHandle) {
    WSAQUERYSETW asked = query(own_name, NS_DNS, nullptr);
    HANDLE lookup = nullptr;
    ASSERT_EQ(WSALookupServiceBeginW(&asked, LUP_RETURN_NAME, &lookup), 0);
    ASSERT_EQ(WSALookupServiceEnd(lookup), 0);
    DWORD octets = 0;
    EXPECT_EQ(code(WSALookupServiceNextW(lookup, 0, &octets, nullptr)), WSA_INVALID_HANDLE);
    EXPECT_EQ(code(WSALookupServiceEnd(lookup)), WSA_INVALID_HANDLE);
    DWORD returned = 0;
    EXPECT_EQ(code(WSANSPIoctl(lookup, 1, nullptr, 0, nullptr, 0, &returned, nullptr)),
              WSA_INVALID_HANDLE);
}

TEST_F(Query, NetworksAreListedByTheLocationNameSpace) {
    const GUID networks = NLA_SERVICE_CLASS_GUID;
    const Rows found = ask(query(networks, NS_NLA, nullptr), LUP_RETURN_ALL | LUP_DEEP);
    EXPECT_EQ(found.error, WSA_E_NO_MORE);
    for (const Row& row : found.rows) {
        EXPECT_FALSE(row.name.empty());
        NLA_BLOB blob;
        ASSERT_GT(row.blob.size(), offsetof(NLA_BLOB, data));
        std::memset(&blob, 0, sizeof blob);
        std::memcpy(&blob, row.blob.data(), std::min(row.blob.size(), sizeof blob));
        EXPECT_EQ(blob.header.type, NLA_INTERFACE);
        EXPECT_NE(blob.header.nextOffset, 0U);
    }
}

TEST_F(Query, TheCallsOfVersionOneOneAnswerFromTheSameNameSpaces) {
    GUID host = host_by_name;
    alignas(8) char memory[1024];
    DWORD octets = 0;
    EXPECT_EQ(GetAddressByNameA(NS_DNS, &host, const_cast<char*>("localhost"), nullptr, 0, nullptr,
                                memory, &octets, nullptr, nullptr),
              SOCKET_ERROR);
    EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INSUFFICIENT_BUFFER));
    ASSERT_LE(octets, sizeof memory);
    ASSERT_GE(GetAddressByNameA(NS_DNS, &host, const_cast<char*>("localhost"), nullptr, 0, nullptr,
                                memory, &octets, nullptr, nullptr),
              1);
    const auto& first = *reinterpret_cast<CSADDR_INFO*>(memory);
    EXPECT_EQ(reinterpret_cast<sockaddr_in*>(first.RemoteAddr.lpSockaddr)->sin_addr.s_addr,
              htonl(INADDR_LOOPBACK));
    EXPECT_EQ(first.iProtocol, IPPROTO_TCP);

    octets = 0;
    int udp[] = {IPPROTO_UDP, 0};
    EXPECT_EQ(EnumProtocolsA(udp, nullptr, &octets), SOCKET_ERROR);
    EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_INSUFFICIENT_BUFFER));
    std::vector<std::max_align_t> list(octets / sizeof(std::max_align_t) + 1);
    const int count = EnumProtocolsA(udp, list.data(), &octets);
    ASSERT_GE(count, 1);
    const auto* protocols = reinterpret_cast<const PROTOCOL_INFOA*>(list.data());
    EXPECT_EQ(protocols[0].iSocketType, SOCK_DGRAM);
    EXPECT_NE(std::strstr(protocols[count - 1].lpProtocol, "UDP"), nullptr);

    GUID type{};
    char name[32] = {};
    EXPECT_EQ(code(GetTypeByNameA(const_cast<char*>("no such service"), &type)),
              ERROR_SERVICE_DOES_NOT_EXIST);
    if (getservbyname("domain", nullptr) != nullptr) {
        EXPECT_EQ(code(GetTypeByNameA(const_cast<char*>("domain"), &type)), 0);
        EXPECT_EQ(PORT_FROM_SVCID_TCP(&type), 53);
        EXPECT_EQ(code(GetNameByTypeA(&type, name, sizeof name)), 0);
        EXPECT_STREQ(name, "domain");
        EXPECT_EQ(code(GetNameByTypeA(&type, name, 2)), ERROR_INSUFFICIENT_BUFFER);
    }
    EXPECT_EQ(code(GetServiceA(NS_ALL, &type, name, PROP_ALL, memory, &octets, nullptr)),
              ERROR_SERVICE_DOES_NOT_EXIST);
}

TEST_F(Query, BeforeWSAStartupThereIsNone) {
    ASSERT_EQ(WSACleanup(), 0);
    EXPECT_EQ(ask(query(host_by_name, NS_DNS, u"localhost"), 0).error, WSANOTINITIALISED);
    DWORD octets = 0;
    EXPECT_EQ(code(WSAEnumNameSpaceProvidersW(&octets, nullptr)), WSANOTINITIALISED);
    start();
}

} // namespace
} // namespace names_test
