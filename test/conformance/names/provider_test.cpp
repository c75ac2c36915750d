// Suite conformance: a third party's name-space provider, from installing to looking up.
#include "fixture.hpp"

#include <atomic>
#include <cstring>
#include <nspapi.h>
#include <sporder.h>
#include <svcguid.h>
#include <thread>
#include <ws2tcpip.h>

namespace names_test {
namespace {

constexpr DWORD own_space = 4242;
const GUID first_id = {0xD1EC7041, 1, 1, {1, 1, 1, 1, 1, 1, 1, 1}};
const GUID second_id = {0xD1EC7042, 2, 2, {2, 2, 2, 2, 2, 2, 2, 2}};
const GUID printers = {0x9417, 9, 9, {9, 9, 9, 9, 9, 9, 9, 9}};

class Provider : public Names {
protected:
    static int set(DWORD name_space, const WCHAR* name, WSAESETSERVICEOP operation,
                   u_short port = 515) {
        WSAQUERYSETW service = query(printers, name_space, name);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        CSADDR_INFO info{};
        info.RemoteAddr = {reinterpret_cast<sockaddr*>(&address), sizeof address};
        service.lpcsaBuffer = &info;
        service.dwNumberOfCsAddrs = 1;
        std::u16string comment = u"first floor";
        service.lpszComment = comment.data();
        return code(WSASetServiceW(&service, operation, 0));
    }

    struct Listed {
        std::u16string name;
        GUID id;
        DWORD name_space;
        bool active;
        DWORD version;
        std::string blob;
    };
    static std::vector<Listed> listed() {
        DWORD octets = 0;
        EXPECT_EQ(code(WSCEnumNameSpaceProvidersEx32(&octets, nullptr)), WSAEFAULT);
        std::vector<std::max_align_t> memory(octets / sizeof(std::max_align_t) + 1);
        auto* info = reinterpret_cast<WSANAMESPACE_INFOEXW*>(memory.data());
        DWORD less = octets - 1;
        EXPECT_EQ(code(WSCEnumNameSpaceProvidersEx32(&less, info)), WSAEFAULT);
        const int count = WSCEnumNameSpaceProvidersEx32(&octets, info);
        std::vector<Listed> out;
        for (int i = 0; i < count; ++i)
            out.push_back({info[i].lpszIdentifier, info[i].NSProviderId, info[i].dwNameSpace,
                           info[i].fActive != FALSE, info[i].dwVersion,
                           std::string(reinterpret_cast<char*>(info[i].ProviderSpecific.pBlobData),
                                       info[i].ProviderSpecific.cbSize)});
        return out;
    }
};

TEST_F(Provider, WhatIsInstalledIsListedAsItWas) {
    const std::size_t before = listed().size();
    EXPECT_GE(before, 2U) << "DNS and network location are built in";
    std::u16string name = u"B\u00FCcher \"1\"";
    std::u16string path = u"%PLACE%/directory.so";
    BYTE octets[] = {0, 1, 0xFE, 0xFF};
    BLOB blob = {sizeof octets, octets};
    GUID id = first_id;
    ASSERT_EQ(WSCInstallNameSpaceEx(name.data(), path.data(), own_space, 3, &id, &blob), 0);
    const auto all = listed();
    ASSERT_EQ(all.size(), before + 1);
    EXPECT_EQ(all.back().name, name);
    EXPECT_EQ(std::memcmp(&all.back().id, &first_id, sizeof first_id), 0);
    EXPECT_EQ(all.back().name_space, own_space);
    EXPECT_EQ(all.back().version, 3U);
    EXPECT_TRUE(all.back().active);
    EXPECT_EQ(all.back().blob, std::string("\0\x01\xFE\xFF", 4));
    EXPECT_EQ(code(WSCInstallNameSpaceEx(name.data(), path.data(), own_space, 3, &id, &blob)),
              WSAEINVAL)
        << "it is there already";
    EXPECT_EQ(code(WSCUnInstallNameSpace(&id)), 0);
    EXPECT_EQ(code(WSCUnInstallNameSpace(&id)), WSAEINVAL);
    EXPECT_EQ(listed().size(), before);
    EXPECT_EQ(code(WSCInstallNameSpace(nullptr, path.data(), 1, 1, &id)), WSAEFAULT);
    EXPECT_EQ(code(WSCUnInstallNameSpace(nullptr)), WSAEFAULT);
}

TEST_F(Provider, OrderAndActivityAreKept) {
    ASSERT_EQ(install("/a.so", first_id, own_space), 0);
    auto all = listed();
    std::vector<GUID> order;
    for (auto each = all.rbegin(); each != all.rend(); ++each)
        order.push_back(each->id);
    EXPECT_EQ(WSCWriteNameSpaceOrder(order.data(), static_cast<DWORD>(order.size())), 0);
    EXPECT_EQ(listed().front().name_space, own_space);
    EXPECT_EQ(WSCWriteNameSpaceOrder(order.data(), 1), WSAEINVAL);
    order[0] = order[1];
    EXPECT_EQ(WSCWriteNameSpaceOrder(order.data(), static_cast<DWORD>(order.size())), WSAEINVAL);
    GUID id = first_id;
    EXPECT_EQ(code(WSCEnableNSProvider(&id, FALSE)), 0);
    EXPECT_FALSE(listed().front().active);
    start();
    EXPECT_EQ(ask(query(printers, own_space, nullptr), LUP_RETURN_NAME).error,
              WSASERVICE_NOT_FOUND);
    id = printers;
    EXPECT_EQ(code(WSCEnableNSProvider(&id, FALSE)), WSAEINVAL);
}

TEST_F(Provider, ACatalogWithoutNameSpacesStaysWithout) {
    for (const auto& each : listed()) {
        GUID id = each.id;
        ASSERT_EQ(code(WSCUnInstallNameSpace(&id)), 0);
    }
    DWORD octets = 0;
    start();
    alignas(8) char memory[16];
    octets = sizeof memory;
    EXPECT_EQ(WSAEnumNameSpaceProvidersW(&octets, reinterpret_cast<WSANAMESPACE_INFOW*>(memory)),
              0);
}

TEST_F(Provider, ServicesAreRegisteredFoundAndTakenBack) {
    ASSERT_EQ(install(NAME_SPACE_good, first_id, own_space), 0);
    start();
    EXPECT_EQ(set(own_space, u"laser", RNRSERVICE_REGISTER), 0);
    EXPECT_EQ(set(own_space, u"ink", RNRSERVICE_REGISTER, 9100), 0);
    Rows found = ask(query(printers, own_space, nullptr), LUP_RETURN_ALL);
    EXPECT_EQ(found.error, WSA_E_NO_MORE);
    ASSERT_EQ(found.rows.size(), 2U);
    EXPECT_EQ(found.rows[0].name, u"laser");
    EXPECT_EQ(found.rows[0].comment, u"first floor");
    ASSERT_EQ(found.rows[1].addresses.size(), 1U);
    EXPECT_EQ(found.rows[1].addresses[0], "127.0.0.1:9100");
    EXPECT_EQ(set(own_space, u"laser", RNRSERVICE_DELETE), 0);
    EXPECT_EQ(set(own_space, u"laser", RNRSERVICE_DELETE), WSASERVICE_NOT_FOUND);
    found = ask(query(printers, NS_ALL, nullptr), LUP_RETURN_ALL);
    ASSERT_EQ(found.rows.size(), 1U) << "the other name spaces do not know the class";
    EXPECT_EQ(set(own_space, u"ink", RNRSERVICE_DELETE), 0);
    EXPECT_EQ(set(NS_DNS, u"laser", RNRSERVICE_REGISTER), WSAEOPNOTSUPP);
    EXPECT_EQ(set(NS_BTH, u"laser", RNRSERVICE_REGISTER), WSASERVICE_NOT_FOUND);
    EXPECT_EQ(code(WSASetServiceW(nullptr, RNRSERVICE_REGISTER, 0)), WSAEINVAL);
}

TEST_F(Provider, SeveralProvidersAnswerOneAfterTheOther) {
    ASSERT_EQ(install(NAME_SPACE_good, first_id, own_space), 0);
    start();
    const GUID host = SVCID_INET_HOSTADDRBYNAME;
    WSAQUERYSETW service = query(host, own_space, u"localhost");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    CSADDR_INFO info{};
    info.RemoteAddr = {reinterpret_cast<sockaddr*>(&address), sizeof address};
    service.lpcsaBuffer = &info;
    service.dwNumberOfCsAddrs = 1;
    ASSERT_EQ(code(WSASetServiceW(&service, RNRSERVICE_REGISTER, 0)), 0);
    const Rows found = ask(query(host, NS_ALL, u"localhost"), LUP_RETURN_NAME | LUP_RETURN_ADDR);
    ASSERT_EQ(found.rows.size(), 2U);
    EXPECT_EQ(found.rows[0].addresses[0], "127.0.0.1");
    EXPECT_EQ(found.rows[1].addresses[0], "0.0.0.0");
    EXPECT_EQ(code(WSASetServiceW(&service, RNRSERVICE_DELETE, 0)), 0);
}

TEST_F(Provider, TheResolversCallsAskItForHostsThatDNSDoesNotKnow) {
    ASSERT_EQ(install(NAME_SPACE_good, first_id, own_space), 0);
    start();
    const GUID host = SVCID_INET_HOSTADDRBYNAME;
    WSAQUERYSETW service = query(host, own_space, u"pigeonry");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(0x0A010203);
    CSADDR_INFO info{};
    info.RemoteAddr = {reinterpret_cast<sockaddr*>(&address), sizeof address};
    service.lpcsaBuffer = &info;
    service.dwNumberOfCsAddrs = 1;
    ASSERT_EQ(code(WSASetServiceW(&service, RNRSERVICE_REGISTER, 0)), 0);
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    ASSERT_EQ(getaddrinfo("pigeonry", "77", &hints, &list), 0);
    const auto* found = reinterpret_cast<const sockaddr_in*>(list->ai_addr);
    EXPECT_EQ(found->sin_addr.s_addr, htonl(0x0A010203));
    EXPECT_EQ(found->sin_port, htons(77));
    EXPECT_EQ(list->ai_next, nullptr);
    freeaddrinfo(list);
    const hostent* record = gethostbyname("pigeonry");
    ASSERT_NE(record, nullptr);
    EXPECT_STREQ(record->h_name, "pigeonry");
    EXPECT_EQ(std::memcmp(record->h_addr_list[0], &address.sin_addr, 4), 0);
    GUID id = first_id;
    ADDRINFOEXW* extended = nullptr;
    ASSERT_EQ(GetAddrInfoExW(u"pigeonry", nullptr, NS_ALL, &id, nullptr, &extended, nullptr,
                             nullptr, nullptr, nullptr),
              0);
    EXPECT_EQ(std::memcmp(extended->ai_provider, &first_id, sizeof first_id), 0);
    FreeAddrInfoExW(extended);
    EXPECT_EQ(GetAddrInfoExW(u"localhost", nullptr, own_space, nullptr, nullptr, &extended, nullptr,
                             nullptr, nullptr, nullptr),
              WSAHOST_NOT_FOUND)
        << "DNS is not asked";
    EXPECT_EQ(GetAddrInfoExW(u"localhost", nullptr, own_space + 1, nullptr, nullptr, &extended,
                             nullptr, nullptr, nullptr, nullptr),
              WSASERVICE_NOT_FOUND);
    EXPECT_NE(getaddrinfo("no such host here", nullptr, &hints, &list), 0);
    ASSERT_NE(gethostbyname("localhost"), nullptr);
    EXPECT_EQ(code(WSASetServiceW(&service, RNRSERVICE_DELETE, 0)), 0);
}

TEST_F(Provider, EndCancelsANextThatWaits) {
    ASSERT_EQ(install(NAME_SPACE_good, first_id, own_space), 0);
    start();
    WSAQUERYSETW asked = query(printers, own_space, u"forever");
    HANDLE lookup = nullptr;
    ASSERT_EQ(code(WSALookupServiceBeginW(&asked, LUP_RETURN_NAME, &lookup)), 0);
    std::atomic<bool> waiting = false;
    int error = 0;
    std::thread other([&] {
        alignas(8) char memory[1024];
        DWORD octets = sizeof memory;
        waiting = true;
        error = code(
            WSALookupServiceNextW(lookup, 0, &octets, reinterpret_cast<WSAQUERYSETW*>(memory)));
    });
    while (!waiting)
        std::this_thread::yield();
    EXPECT_EQ(code(WSALookupServiceEnd(lookup)), 0);
    other.join();
    EXPECT_TRUE(error == WSA_E_CANCELLED || error == WSA_INVALID_HANDLE) << error;
}

TEST_F(Provider, AnIoctlReachesItsProvider) {
    ASSERT_EQ(install(NAME_SPACE_good, first_id, own_space), 0);
    start();
    WSAQUERYSETW asked = query(printers, own_space, nullptr);
    HANDLE lookup = nullptr;
    ASSERT_EQ(code(WSALookupServiceBeginW(&asked, LUP_RETURN_NAME, &lookup)), 0);
    char out = 0;
    DWORD returned = 0;
    EXPECT_EQ(code(WSANSPIoctl(lookup, 4711, nullptr, 0, &out, 1, &returned, nullptr)), 0);
    EXPECT_EQ(out, '!');
    EXPECT_EQ(returned, 1U);
    EXPECT_EQ(code(WSANSPIoctl(lookup, 1, nullptr, 0, &out, 1, &returned, nullptr)), WSAEINVAL);
    EXPECT_EQ(code(WSANSPIoctl(lookup, 1, nullptr, 0, &out, 1, nullptr, nullptr)), WSAEFAULT);
    EXPECT_EQ(code(WSALookupServiceEnd(lookup)), 0);
}

TEST_F(Provider, OneThatIsBrokenIsRefusedAndTheOthersServe) {
    const std::pair<const char*, int> broken[] = {
        {NAME_SPACE_fails, WSASYSNOTREADY},
        {NAME_SPACE_throws, WSAEPROVIDERFAILEDINIT},
        {NAME_SPACE_empty_routine, WSAEINVALIDPROCTABLE},
        {NAME_SPACE_short_table, WSAEINVALIDPROCTABLE},
        {"/nowhere/at/all.so", WSAEPROVIDERFAILEDINIT},
        {"builtin:nobody", WSAEPROVIDERFAILEDINIT},
    };
    for (const auto& [path, error] : broken) {
        GUID id = first_id;
        (void)WSCUnInstallNameSpace(&id);
        ASSERT_EQ(install(path, first_id, own_space), 0);
        start();
        EXPECT_EQ(ask(query(printers, own_space, nullptr), LUP_RETURN_NAME).error, error) << path;
        const GUID host = SVCID_INET_HOSTADDRBYNAME;
        EXPECT_EQ(ask(query(host, NS_ALL, u"localhost"), LUP_RETURN_NAME).rows.size(), 1U);
        ASSERT_EQ(WSACleanup(), 0);
    }
}

TEST_F(Provider, VersionTwoAdvertisesItselfAndAnswersFromItsOwnThreads) {
    ASSERT_EQ(install(NAME_SPACE_version_2, second_id, own_space), 0);
    start();
    EXPECT_EQ(set(own_space, u"laser", RNRSERVICE_REGISTER), 0);
    const Rows found = ask(query(printers, own_space, nullptr), LUP_RETURN_ALL);
    EXPECT_EQ(found.error, WSA_E_NO_MORE);
    ASSERT_EQ(found.rows.size(), 1U);
    EXPECT_EQ(found.rows[0].name, u"laser");
    EXPECT_EQ(found.rows[0].comment, u"first floor");
    EXPECT_EQ(found.rows[0].addresses[0], "127.0.0.1:515");
    WSAQUERYSETW asked = query(printers, own_space, nullptr);
    HANDLE lookup = nullptr;
    ASSERT_EQ(code(WSALookupServiceBeginW(&asked, LUP_RETURN_NAME, &lookup)), 0);
    DWORD octets = 0;
    EXPECT_EQ(code(WSALookupServiceNextW(lookup, 0, &octets, nullptr)), WSAEFAULT);
    EXPECT_GT(octets, sizeof asked);
    EXPECT_EQ(code(WSALookupServiceEnd(lookup)), 0);
    EXPECT_EQ(code(WSAUnadvertiseProvider(&second_id)), 0);
    EXPECT_EQ(code(WSAUnadvertiseProvider(&second_id)), WSAEINVALIDPROVIDER);
    NSPV2_ROUTINE empty{};
    empty.cbSize = sizeof empty;
    EXPECT_EQ(code(WSAAdvertiseProvider(&second_id, &empty)), WSAEINVAL);
    EXPECT_EQ(code(WSAProviderCompleteAsyncCall(nullptr, 0)), WSA_INVALID_HANDLE);
}

TEST_F(Provider, AClassIsStoredNamedAndForgotten) {
    start();
    DWORD port = 4004;
    WSANSCLASSINFOW value = {const_cast<LPWSTR>(SERVICE_TYPE_VALUE_TCPPORTW), NS_DNS, 4,
                             sizeof port, &port};
    std::u16string name = u"Printers";
    WSASERVICECLASSINFOW made = {const_cast<GUID*>(&printers), name.data(), 1, &value};
    EXPECT_EQ(ask(query(printers, NS_DNS, u"localhost"), LUP_RETURN_ADDR).error,
              WSASERVICE_NOT_FOUND);
    ASSERT_EQ(code(WSAInstallServiceClassW(&made)), 0);
    EXPECT_EQ(code(WSAInstallServiceClassW(&made)), WSAEALREADY);
    const Rows found = ask(query(printers, NS_DNS, u"localhost"), LUP_RETURN_ADDR);
    ASSERT_EQ(found.rows.size(), 1U);
    EXPECT_EQ(found.rows[0].addresses[0], "127.0.0.1:4004") << "the class's port";

    GUID id = printers;
    char text[32] = {};
    DWORD octets = 2;
    EXPECT_EQ(code(WSAGetServiceClassNameByClassIdA(&id, text, &octets)), WSAEFAULT);
    EXPECT_EQ(octets, 9U);
    EXPECT_EQ(code(WSAGetServiceClassNameByClassIdA(&id, text, &octets)), 0);
    EXPECT_STREQ(text, "Printers");

    GUID dns = {0x22059D40, 0x7E9E, 0x11CF, {0xAE, 0x5A, 0x00, 0xAA, 0x00, 0xA7, 0x11, 0x2B}};
    octets = 0;
    EXPECT_EQ(code(WSAGetServiceClassInfoA(&dns, &id, &octets, nullptr)), WSAEFAULT);
    std::vector<std::max_align_t> memory(octets / sizeof(std::max_align_t) + 1);
    auto* info = reinterpret_cast<WSASERVICECLASSINFOA*>(memory.data());
    ASSERT_EQ(code(WSAGetServiceClassInfoA(&dns, &id, &octets, info)), 0);
    EXPECT_STREQ(info->lpszServiceClassName, "Printers");
    ASSERT_EQ(info->dwCount, 1U);
    EXPECT_STREQ(info->lpClassInfos[0].lpszName, "TcpPort");
    EXPECT_EQ(std::memcmp(info->lpClassInfos[0].lpValue, &port, sizeof port), 0);

    EXPECT_EQ(code(WSARemoveServiceClass(&id)), 0);
    EXPECT_EQ(code(WSARemoveServiceClass(&id)), WSATYPE_NOT_FOUND);
    octets = sizeof text;
    EXPECT_EQ(code(WSAGetServiceClassNameByClassIdA(&id, text, &octets)), WSATYPE_NOT_FOUND);
    EXPECT_EQ(code(WSARemoveServiceClass(nullptr)), WSAEINVAL);
    EXPECT_EQ(code(WSAInstallServiceClassW(nullptr)), WSAEINVAL);
}

} // namespace
} // namespace names_test
