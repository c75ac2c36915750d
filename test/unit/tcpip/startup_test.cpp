#include "provider_world.hpp"

namespace {

using namespace ws2::test;

class Startup_ : public testing::TestWithParam<Startup> {
protected:
    int start(WORD version) {
        WSAPROTOCOL_INFOW entry = GetParam().entries()[0];
        return GetParam().start(version, &data, &entry, {}, &table);
    }
    WSPDATA data{};
    WSPPROC_TABLE table{};
    int error = 0;
};

TEST_P(Startup_, FillsAllThirtySlots) {
    ASSERT_EQ(start(MAKEWORD(2, 2)), 0);
    void* slots[30];
    static_assert(sizeof table == sizeof slots);
    std::memcpy(slots, &table, sizeof slots);
    for (const void* slot : slots)
        EXPECT_NE(slot, nullptr);
    EXPECT_EQ(table.lpWSPCleanup(&error), 0);
}

TEST_P(Startup_, NegotiatesTheVersionAsTheSmallerOfBoth) {
    ASSERT_EQ(start(MAKEWORD(2, 0)), 0);
    EXPECT_EQ(data.wVersion, MAKEWORD(2, 0));
    EXPECT_EQ(data.wHighVersion, MAKEWORD(2, 2));
    EXPECT_NE(data.szDescription[0], 0);
    ASSERT_EQ(start(MAKEWORD(9, 0)), 0);
    EXPECT_EQ(data.wVersion, MAKEWORD(2, 2));
    EXPECT_EQ(start(MAKEWORD(1, 1)), WSAVERNOTSUPPORTED);
    EXPECT_EQ(table.lpWSPCleanup(&error), 0);
    EXPECT_EQ(table.lpWSPCleanup(&error), 0);
}

TEST_P(Startup_, ReturnsAFaultForMissingArguments) {
    EXPECT_EQ(GetParam().start(MAKEWORD(2, 2), nullptr, nullptr, {}, nullptr), WSAEFAULT);
}

TEST_P(Startup_, CleanupCountsAndRefusesOneTooMany) {
    ASSERT_EQ(start(MAKEWORD(2, 2)), 0);
    ASSERT_EQ(start(MAKEWORD(2, 2)), 0);
    const SOCKET s = table.lpWSPSocket(AF_INET, SOCK_STREAM, 0, nullptr, 0, 0, &error);
    ASSERT_NE(s, INVALID_SOCKET);
    EXPECT_EQ(table.lpWSPCleanup(&error), 0);
    DWORD type = 0;
    int size = sizeof type;
    auto* value = reinterpret_cast<char*>(&type);
    EXPECT_EQ(table.lpWSPGetSockOpt(s, SOL_SOCKET, SO_TYPE, value, &size, &error), 0);
    EXPECT_EQ(table.lpWSPCleanup(&error), 0);
    EXPECT_EQ(table.lpWSPGetSockOpt(s, SOL_SOCKET, SO_TYPE, value, &size, &error), SOCKET_ERROR)
        << "the last clean-up closes open sockets";
    EXPECT_EQ(error, WSAENOTSOCK);
    EXPECT_EQ(table.lpWSPCleanup(&error), SOCKET_ERROR);
    EXPECT_EQ(error, WSANOTINITIALISED);
}

TEST_P(Startup_, EntriesDescribeTheProtocols) {
    const auto entries = GetParam().entries();
    const bool desktop = std::string("msafd") == GetParam().name;
    ASSERT_EQ(entries.size(), desktop ? 7U : 6U);
    EXPECT_EQ(entries.back().iAddressFamily, desktop ? AF_UNIX : AF_INET6);
    EXPECT_EQ(entries[0].dwServiceFlags1, 0x20066U);
    EXPECT_EQ(entries[1].dwServiceFlags1, 0x20609U);
    EXPECT_EQ(entries[3].iAddressFamily, AF_INET6);
    EXPECT_EQ(entries[3].iMaxSockAddr, 28);
    EXPECT_EQ(entries[2].iProtocolMaxOffset, 255);
    const std::u16string name(entries[4].szProtocol, entries[4].szProtocol + 5);
    EXPECT_EQ(name.substr(0, 4), std::string("wspm") == GetParam().name ? u"WSPM" : u"MSAF");
    EXPECT_EQ(entries[0].ProtocolChain.ChainLen, BASE_PROTOCOL);
}

WS2_BOTH_FAMILIES(Startup_);

class Open : public ProviderTest {};

TEST_P(Open, PassesEachHandleThroughTheUpcall) {
    const int before = handles_modified;
    const SOCKET s = p.open(SOCK_STREAM);
    EXPECT_EQ(handles_modified, before + 1);
    p.close(s);
}

TEST_P(Open, TakesWhatIsMissingFromTheProtocolInformation) {
    WSAPROTOCOL_INFOW info = p.entries[4]; // UDP/IPv6
    const SOCKET s = p.table.lpWSPSocket(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO,
                                         &info, 0, 0, &p.error);
    ASSERT_NE(s, INVALID_SOCKET) << p.error;
    EXPECT_EQ(p.get(s, SO_TYPE), static_cast<DWORD>(SOCK_DGRAM));
    WSAPROTOCOL_INFOW answer{};
    int size = sizeof answer;
    ASSERT_EQ(p.table.lpWSPGetSockOpt(s, SOL_SOCKET, SO_PROTOCOL_INFOW,
                                      reinterpret_cast<char*>(&answer), &size, &p.error),
              0);
    EXPECT_EQ(answer.dwCatalogEntryId, info.dwCatalogEntryId);
    EXPECT_EQ(p.get(s, IPV6_V6ONLY, IPPROTO_IPV6), 1U) << "Windows' default";
}

TEST_P(Open, RefusesWhatDoesNotGoTogether) {
    const auto code = [&](int family, int type, int protocol) {
        EXPECT_EQ(p.table.lpWSPSocket(family, type, protocol, nullptr, 0, 0, &p.error),
                  INVALID_SOCKET);
        return p.error;
    };
    EXPECT_EQ(code(AF_IPX, SOCK_STREAM, 0), WSAEAFNOSUPPORT);
    EXPECT_EQ(code(AF_INET, SOCK_SEQPACKET, 0), WSAESOCKTNOSUPPORT);
    EXPECT_EQ(code(AF_INET, SOCK_STREAM, IPPROTO_UDP), WSAEPROTOTYPE);
    EXPECT_EQ(code(AF_INET, SOCK_STREAM, 99), WSAEPROTONOSUPPORT);
    EXPECT_EQ(p.table.lpWSPSocket(AF_INET, SOCK_STREAM, 0, nullptr, 7, 0, &p.error),
              INVALID_SOCKET);
    EXPECT_EQ(p.error, WSAEINVAL);
}

TEST_P(Open, EverySlotRefusesAHandleThatIsNone) {
    const SOCKET bad[] = {INVALID_SOCKET, 0x7FFFFFFF, 0, 1};
    for (const SOCKET s : bad) {
        EXPECT_EQ(p.send(s, "x"), -1);
        EXPECT_EQ(p.error, WSAENOTSOCK);
        p.receive(s);
        EXPECT_EQ(p.error, WSAENOTSOCK);
        EXPECT_EQ(p.close(s), SOCKET_ERROR);
        EXPECT_EQ(p.error, WSAENOTSOCK);
        EXPECT_EQ(p.accept(s), INVALID_SOCKET);
        EXPECT_EQ(p.error, WSAENOTSOCK);
        EXPECT_EQ(p.table.lpWSPEventSelect(s, nullptr, 0, &p.error), SOCKET_ERROR);
        EXPECT_EQ(p.error, WSAENOTSOCK);
    }
}

TEST_P(Open, ARawSocketNeedsTheRightOrSaysSo) {
    const SOCKET s = p.table.lpWSPSocket(AF_INET, SOCK_RAW, IPPROTO_ICMP, nullptr, 0, 0, &p.error);
    if (s == INVALID_SOCKET) {
        EXPECT_EQ(p.error, WSAEACCES);
        return;
    }
    EXPECT_EQ(p.set(s, IP_HDRINCL, 1, IPPROTO_IP), 0);
    EXPECT_EQ(p.get(s, IP_HDRINCL, IPPROTO_IP), 1U);
}

WS2_BOTH_FAMILIES(Open);

} // namespace
