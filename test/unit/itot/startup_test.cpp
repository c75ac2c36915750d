// Start, table, catalog entries, socket creation: WSPStartup, WSPCleanup, WSPSocket.
#include "unit/itot/provider.hpp"

#include "mswsock.h"
#include "ws2tls.h"

#include <atomic>
#include <cstring>
#include <thread>

namespace itot_test {
namespace {

using ws2::provider::itot::entries;
using ws2::provider::itot::startup;

TEST(ItotStartup, FillsAllThirtySlots) {
    WSPDATA data{};
    WSPPROC_TABLE table{};
    ASSERT_EQ(startup(0x0202, &data, nullptr, upcalls(), &table), 0);
    void* slots[30];
    static_assert(sizeof slots == sizeof table);
    std::memcpy(slots, &table, sizeof table);
    for (const void* slot : slots)
        EXPECT_NE(slot, nullptr);
    EXPECT_EQ(data.wVersion, 0x0202);
    EXPECT_EQ(data.wHighVersion, 0x0202);
    int error = 0;
    EXPECT_EQ(table.lpWSPCleanup(&error), 0);
    EXPECT_EQ(table.lpWSPCleanup(&error), SOCKET_ERROR);
    EXPECT_EQ(error, WSANOTINITIALISED);
}

TEST(ItotStartup, RefusesVersionsBelow22AndGives22ToHigherOnes) {
    WSPDATA data{};
    WSPPROC_TABLE table{};
    EXPECT_EQ(startup(0x0101, &data, nullptr, upcalls(), &table), WSAVERNOTSUPPORTED);
    EXPECT_EQ(startup(0x0102, &data, nullptr, upcalls(), &table), WSAVERNOTSUPPORTED);
    EXPECT_EQ(startup(0x0003, &data, nullptr, upcalls(), &table), 0);
    EXPECT_EQ(data.wVersion, 0x0202);
    int error = 0;
    EXPECT_EQ(table.lpWSPCleanup(&error), 0);
}

TEST(ItotStartup, CallsBeforeOrAfterTheLastCleanupAreNotInitialised) {
    WSPDATA data{};
    WSPPROC_TABLE table{};
    ASSERT_EQ(startup(0x0202, &data, nullptr, upcalls(), &table), 0);
    int error = 0;
    ASSERT_EQ(table.lpWSPCleanup(&error), 0);
    EXPECT_EQ(table.lpWSPSocket(AF_ISO, 0, 0, nullptr, 0, 0, &error), INVALID_SOCKET);
    EXPECT_EQ(error, WSANOTINITIALISED);
}

TEST(ItotEntries, CarryTheFlagsOfTheirClass) {
    ASSERT_EQ(entries().size(), 3U);
    EXPECT_EQ(entries()[0].dwServiceFlags1, 0x000401CEU);
    EXPECT_EQ(entries()[0].iProtocol, ISOPROTO_TP2);
    EXPECT_EQ(entries()[0].dwCatalogEntryId, 1021U);
    EXPECT_EQ(entries()[1].dwServiceFlags1, 0x0004008EU);
    EXPECT_EQ(entries()[1].iProtocol, ISOPROTO_TP0);
    EXPECT_EQ(entries()[1].dwServiceFlags1 & XP1_DISCONNECT_DATA, 0U);
    EXPECT_EQ(entries()[2].dwServiceFlags1, 0x000401CEU);
    EXPECT_EQ(entries()[2].iProtocol, ISOPROTO_WS2_TP2_TLS);
    EXPECT_EQ(entries()[2].iSecurityScheme, SECURITY_PROTOCOL_WS2_TLS);
    EXPECT_EQ(entries()[0].iSecurityScheme, SECURITY_PROTOCOL_NONE);
    for (const WSAPROTOCOL_INFOW& entry : entries()) {
        EXPECT_EQ(entry.iAddressFamily, AF_ISO);
        EXPECT_EQ(entry.iSocketType, SOCK_SEQPACKET);
        EXPECT_EQ(entry.iMaxSockAddr, 72);
        EXPECT_EQ(entry.ProtocolChain.ChainLen, BASE_PROTOCOL);
        EXPECT_EQ(entry.dwServiceFlags1 & (XP1_GRACEFUL_CLOSE | XP1_IFS_HANDLES), 0U);
    }
}

using ItotSocket = Provider;

TEST_F(ItotSocket, AcceptsWildcardsAndTheEntrysOwnNumbers) {
    int error = 0;
    WSAPROTOCOL_INFOW info = entries()[1];
    for (const int wildcard : {0, FROM_PROTOCOL_INFO}) {
        const SOCKET s = table_.lpWSPSocket(wildcard, wildcard, wildcard, &info, 0, 0, &error);
        ASSERT_NE(s, INVALID_SOCKET);
        EXPECT_EQ(get<WSAPROTOCOL_INFOW>(s, SO_PROTOCOL_INFOW).iProtocol, ISOPROTO_TP0);
        EXPECT_EQ(get<int>(s, SO_TYPE), SOCK_SEQPACKET);
        close(s);
    }
}

TEST_F(ItotSocket, RefusesWhatItDoesNotServe) {
    const auto code = [&](int af, int type, int protocol, DWORD flags = 0) {
        int error = 0;
        EXPECT_EQ(table_.lpWSPSocket(af, type, protocol, nullptr, 0, flags, &error),
                  INVALID_SOCKET);
        return error;
    };
    EXPECT_EQ(code(AF_INET, SOCK_SEQPACKET, ISOPROTO_TP2), WSAEAFNOSUPPORT);
    EXPECT_EQ(code(AF_ISO, SOCK_STREAM, ISOPROTO_TP2), WSAESOCKTNOSUPPORT);
    EXPECT_EQ(code(AF_ISO, SOCK_SEQPACKET, ISOPROTO_TP4), WSAEPROTONOSUPPORT);
    EXPECT_EQ(code(AF_ISO, SOCK_SEQPACKET, ISOPROTO_TP2, WSA_FLAG_MULTIPOINT_C_ROOT), WSAEINVAL);
}

TEST_F(ItotSocket, AHandleThatIsNoneOrClosedIsNotASocket) {
    const SOCKET s = open();
    EXPECT_EQ(close(s), 0);
    EXPECT_EQ(close(s), WSAENOTSOCK);
    EXPECT_EQ(send(s, "x"), WSAENOTSOCK);
    EXPECT_EQ(send_disconnect(s), WSAENOTSOCK);
    EXPECT_EQ(recv_disconnect(999), WSAENOTSOCK);
}

// Its place in the table is left by the last of those who are in a call, and taken anew.
TEST_F(ItotSocket, CallsOfOtherThreadsMeetAnOpenSocketOrNone) {
    std::atomic<SOCKET> current{INVALID_SOCKET};
    std::atomic<bool> over{false};
    std::atomic<int> wrong{0};
    const auto ask = [&] {
        while (!over) {
            int type = 0;
            int size = sizeof type;
            int error = 0;
            const int result = table_.lpWSPGetSockOpt(
                current, SOL_SOCKET, SO_TYPE, reinterpret_cast<char*>(&type), &size, &error);
            if (result == 0 ? type != SOCK_SEQPACKET : error != WSAENOTSOCK)
                ++wrong;
        }
    };
    std::thread first(ask);
    std::thread second(ask);
    for (int each = 0; each < 2000; ++each) {
        const SOCKET s = open();
        current = s;
        int error = 0;
        EXPECT_EQ(table_.lpWSPCloseSocket(s, &error), 0);
        EXPECT_EQ(table_.lpWSPCloseSocket(s, &error), SOCKET_ERROR);
    }
    over = true;
    first.join();
    second.join();
    EXPECT_EQ(wrong, 0);
}

TEST_F(ItotSocket, CleanupClosesWhatIsOpen) {
    const Pair pair = connected();
    int error = 0;
    EXPECT_EQ(table_.lpWSPCleanup(&error), 0);
    cleaned_ = true;
    (void)pair;
}

TEST_F(ItotSocket, TheAbsentEntriesSaySo) {
    const SOCKET s = open();
    int error = 0;
    EXPECT_EQ(table_.lpWSPJoinLeaf(s, nullptr, 0, nullptr, nullptr, nullptr, nullptr, 0, &error),
              INVALID_SOCKET);
    EXPECT_EQ(error, WSAEOPNOTSUPP);
    EXPECT_EQ(table_.lpWSPGetQOSByName(s, nullptr, nullptr, &error), FALSE);
    EXPECT_EQ(error, WSAEOPNOTSUPP);
    for (GUID id : {GUID WSAID_WSARECVMSG, GUID WSAID_WSASENDMSG, GUID WSAID_TRANSMITPACKETS}) {
        void* function = nullptr;
        DWORD size = 0;
        EXPECT_EQ(table_.lpWSPIoctl(s, SIO_GET_EXTENSION_FUNCTION_POINTER, &id, sizeof id,
                                    static_cast<LPVOID>(&function), sizeof function, &size, nullptr,
                                    nullptr, nullptr, &error),
                  SOCKET_ERROR);
        EXPECT_EQ(error, WSAEINVAL);
    }
    close(s);
}

} // namespace
} // namespace itot_test
