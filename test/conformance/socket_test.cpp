// Suite conformance: socket and WSASocket: which entry answers, and what the handle is.
#include "conformance/pair.hpp"

namespace ws2::conformance {
namespace {

using testing::AnyOf;

WSAPROTOCOL_INFOW info_of(SOCKET s) {
    WSAPROTOCOL_INFOW info{};
    int size = sizeof info;
    if (getsockopt(s, SOL_SOCKET, SO_PROTOCOL_INFOW, reinterpret_cast<char*>(&info), &size) != 0)
        refuse("getsockopt(SO_PROTOCOL_INFOW)");
    return info;
}

class Creation : public Case {};
WS2_OVER(Creation, any);

TEST_P(Creation, AnEntryGivenByInfoIsTheOneThatAnswers) {
    const Socket s = create(entry());
    const auto info = info_of(s);
    EXPECT_EQ(info.dwCatalogEntryId, entry().info.dwCatalogEntryId);
    EXPECT_EQ(info.iAddressFamily, entry().info.iAddressFamily);
    EXPECT_EQ(info.iSocketType, entry().info.iSocketType);
    EXPECT_EQ(info.iProtocol, entry().info.iProtocol);
    EXPECT_EQ(option(s, SOL_SOCKET, SO_TYPE), entry().info.iSocketType);
}

TEST_P(Creation, ZeroFamilyTypeAndProtocolBesideTheInfoAreAccepted) {
    auto info = entry().info;
    const Socket s(WSASocketW(0, 0, 0, &info, 0, 0));
    ASSERT_NE(s, INVALID_SOCKET) << WSAGetLastError();
    EXPECT_EQ(info_of(s).dwCatalogEntryId, info.dwCatalogEntryId);
}

TEST_P(Creation, TheOverlappedFlagIsAccepted) {
    auto info = entry().info;
    const Socket s(WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info, 0,
                              WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT));
    EXPECT_NE(s, INVALID_SOCKET) << WSAGetLastError();
}

TEST_P(Creation, AnUnknownCatalogEntryIsRefused) {
    auto info = entry().info;
    info.dwCatalogEntryId = 0xDEAD;
    info.ProviderId.Data1 ^= 0xFFFFFFFFU;
    const auto made = outcome_of([&] {
        return WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info, 0, 0);
    });
    EXPECT_EQ(made.value, -1);
    EXPECT_THAT(made.error, AnyOf(WSAEINVAL, WSAEINVALIDPROVIDER, WSAEPROTONOSUPPORT));
}

TEST_P(Creation, CreatingAndClosingLeavesNoDescriptorBehind) {
    { const Socket first_use_may_start_the_provider = create(entry()); }
    const auto before = descriptors();
    for (int round = 0; round < 100; ++round)
        const Socket s = create(entry());
    EXPECT_TRUE(descriptors_return_to(before));
}

TEST_P(Creation, AHandleIsGoneAfterItsClose) {
    const SOCKET s = create(entry()).release();
    EXPECT_EQ(outcome_of([&] { return closesocket(s); }), returned(0));
    EXPECT_EQ(outcome_of([&] { return closesocket(s); }), failed(WSAENOTSOCK));
    char octet = 0;
    EXPECT_EQ(outcome_of([&] { return recv(s, &octet, 1, 0); }), failed(WSAENOTSOCK));
    EXPECT_EQ(outcome_of([&] { return send(s, &octet, 1, 0); }), failed(WSAENOTSOCK));
    EXPECT_EQ(outcome_of([&] { return shutdown(s, SD_BOTH); }), failed(WSAENOTSOCK));
    EXPECT_EQ(outcome_of([&] { return listen(s, 1); }), failed(WSAENOTSOCK));
}

class Handle : public testing::Test {
protected:
    static void SetUpTestSuite() { entries(any); }
};

TEST_F(Handle, WhatIsNoSocketIsWSAENOTSOCK) {
    for (const SOCKET s : {INVALID_SOCKET, SOCKET{0}, SOCKET{1}, SOCKET{0x7FFFFFFF},
                           static_cast<SOCKET>(0x123456789ABC), INVALID_SOCKET - 1}) {
        char octet = 0;
        int length = 1;
        u_long argument = 0;
        EXPECT_EQ(outcome_of([&] { return closesocket(s); }), failed(WSAENOTSOCK)) << s;
        EXPECT_EQ(outcome_of([&] { return send(s, &octet, 1, 0); }), failed(WSAENOTSOCK)) << s;
        EXPECT_EQ(outcome_of([&] { return recv(s, &octet, 1, 0); }), failed(WSAENOTSOCK)) << s;
        EXPECT_EQ(outcome_of([&] { return accept(s, nullptr, nullptr); }), failed(WSAENOTSOCK));
        EXPECT_EQ(outcome_of([&] { return ioctlsocket(s, static_cast<LONG>(FIONBIO), &argument); }),
                  failed(WSAENOTSOCK));
        EXPECT_EQ(outcome_of([&] { return getsockopt(s, SOL_SOCKET, SO_ERROR, &octet, &length); }),
                  failed(WSAENOTSOCK));
        EXPECT_EQ(outcome_of([&] { return WSASendDisconnect(s, nullptr); }), failed(WSAENOTSOCK));
        EXPECT_EQ(outcome_of([&] { return WSARecvDisconnect(s, nullptr); }), failed(WSAENOTSOCK));
    }
}

struct Triple {
    int family;
    int type;
    int protocol;
};
int made_type(Triple wanted) {
    const Socket s(socket(wanted.family, wanted.type, wanted.protocol));
    return s == INVALID_SOCKET ? -WSAGetLastError() : info_of(s).iSocketType;
}

TEST_F(Handle, FamilyAndTypeZeroAreWildcards) {
    EXPECT_EQ(made_type({AF_INET, 0, IPPROTO_TCP}), SOCK_STREAM);
    EXPECT_EQ(made_type({AF_INET, 0, IPPROTO_UDP}), SOCK_DGRAM);
    EXPECT_EQ(made_type({0, SOCK_STREAM, IPPROTO_TCP}), SOCK_STREAM);
    EXPECT_EQ(made_type({0, 0, IPPROTO_UDP}), SOCK_DGRAM);
}

TEST_F(Handle, ProtocolZeroTakesAnEntryThatMatchesZero) {
    EXPECT_EQ(made_type({AF_INET, SOCK_STREAM, 0}), SOCK_STREAM);
    EXPECT_EQ(made_type({AF_INET, SOCK_DGRAM, 0}), SOCK_DGRAM);
}

TEST_F(Handle, TheFirstEntryInCatalogOrderAnswers) {
    const Socket s(socket(AF_INET, SOCK_STREAM, IPPROTO_TCP));
    std::vector<WSAPROTOCOL_INFOW> list(64);
    auto size = static_cast<DWORD>(list.size() * sizeof(WSAPROTOCOL_INFOW));
    const int count = WSAEnumProtocolsW(nullptr, list.data(), &size);
    for (std::size_t each = 0; each < static_cast<std::size_t>(count); ++each) {
        const auto& info = list[each];
        if (info.iAddressFamily == AF_INET && info.iSocketType == SOCK_STREAM &&
            info.iProtocol == IPPROTO_TCP && info.ProtocolChain.ChainLen != LAYERED_PROTOCOL) {
            EXPECT_EQ(info_of(s).dwCatalogEntryId, info.dwCatalogEntryId);
            return;
        }
    }
    FAIL() << "no TCP entry in the catalog";
}

TEST_F(Handle, AnUnknownFamilyIsWSAEAFNOSUPPORT) {
    EXPECT_EQ(made_type({0x1234, SOCK_STREAM, IPPROTO_TCP}), -WSAEAFNOSUPPORT);
}

TEST_F(Handle, AnUnknownTypeIsWSAESOCKTNOSUPPORT) {
    EXPECT_EQ(made_type({AF_INET, 0x1234, IPPROTO_TCP}), -WSAESOCKTNOSUPPORT);
}

TEST_F(Handle, AProtocolOfAnotherTypeIsRefused) {
    EXPECT_THAT(made_type({AF_INET, SOCK_STREAM, IPPROTO_UDP}),
                AnyOf(-WSAEPROTONOSUPPORT, -WSAEPROTOTYPE));
    EXPECT_THAT(made_type({AF_INET, SOCK_DGRAM, IPPROTO_TCP}),
                AnyOf(-WSAEPROTONOSUPPORT, -WSAEPROTOTYPE));
    EXPECT_THAT(made_type({AF_INET, 0, 0x1234}), AnyOf(-WSAEPROTONOSUPPORT, -WSAEPROTOTYPE));
}

} // namespace
} // namespace ws2::conformance
