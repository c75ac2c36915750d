// Suite conformance: WSAEnumProtocols and what catalog entries promise about themselves.
#include "conformance/world.hpp"

#include <string_view>

namespace ws2::conformance {
namespace {

class Catalog : public Case {};
WS2_OVER(Catalog, any);

TEST_P(Catalog, AnEntryIsABaseOrAChainWithASaneAddressRange) {
    const auto& info = entry().info;
    EXPECT_GE(info.ProtocolChain.ChainLen, BASE_PROTOCOL);
    EXPECT_LE(info.ProtocolChain.ChainLen, MAX_PROTOCOL_CHAIN);
    EXPECT_EQ(info.iVersion, 2);
    EXPECT_GT(info.iMinSockAddr, 0);
    EXPECT_LE(info.iMinSockAddr, info.iMaxSockAddr);
    EXPECT_LE(static_cast<std::size_t>(info.iMaxSockAddr), sizeof(SOCKADDR_STORAGE));
    EXPECT_NE(info.dwCatalogEntryId, 0U);
}

TEST_P(Catalog, NoEntryClaimsBothHalvesOfAUnidirectionalService) {
    EXPECT_FALSE(entry().claims(XP1_UNI_SEND | XP1_UNI_RECV));
}

TEST_P(Catalog, AStreamHasMessageSizeZero) {
    EXPECT_EQ(entry().info.dwMessageSize == 0, !entry().claims(XP1_MESSAGE_ORIENTED));
}

TEST_P(Catalog, DisconnectDataIsClaimedExactlyByThoseThatCarryIt) {
    EXPECT_EQ(entry().claims(XP1_DISCONNECT_DATA), subject().ending == Ending::carries_data);
}

TEST(Enumeration, EveryRowOfTheTableIsInTheCatalogOnce) {
    for (const auto& subject : subjects()) {
        int found = 0;
        for (const auto& entry : entries(any))
            found += entry.subject == &subject ? 1 : 0;
        if (std::u16string_view(subject.loopback).front() != u'[') {
            EXPECT_EQ(found, 1) << subject.name;
        }
    }
}

TEST(Enumeration, ABufferThatIsTooSmallIsWSAENOBUFSAndTheSizeIsTold) {
    entries(any);
    DWORD size = 0;
    EXPECT_EQ(outcome_of([&] { return WSAEnumProtocolsW(nullptr, nullptr, &size); }),
              failed(WSAENOBUFS));
    ASSERT_EQ(size % sizeof(WSAPROTOCOL_INFOW), 0U);
    const auto needed = size;
    std::vector<WSAPROTOCOL_INFOW> list(size / sizeof(WSAPROTOCOL_INFOW));
    EXPECT_EQ(WSAEnumProtocolsW(nullptr, list.data(), &size), static_cast<int>(list.size()));
    size = needed - 1;
    EXPECT_EQ(outcome_of([&] { return WSAEnumProtocolsW(nullptr, list.data(), &size); }),
              failed(WSAENOBUFS));
    EXPECT_EQ(size, needed);
}

TEST(Enumeration, AListOfProtocolsRestrictsTheAnswer) {
    entries(any);
    INT wanted[] = {IPPROTO_UDP, 0};
    std::vector<WSAPROTOCOL_INFOW> list(64);
    auto size = static_cast<DWORD>(list.size() * sizeof(WSAPROTOCOL_INFOW));
    const int count = WSAEnumProtocolsW(wanted, list.data(), &size);
    ASSERT_GT(count, 0);
    for (int each = 0; each < count; ++each)
        EXPECT_EQ(list[static_cast<std::size_t>(each)].iProtocol, IPPROTO_UDP);
}

TEST(Enumeration, TheNarrowFormHasTheSameEntriesInTheSameOrder) {
    entries(any);
    std::vector<WSAPROTOCOL_INFOW> wide(64);
    std::vector<WSAPROTOCOL_INFOA> narrow(64);
    auto size = static_cast<DWORD>(wide.size() * sizeof(WSAPROTOCOL_INFOW));
    const int count = WSAEnumProtocolsW(nullptr, wide.data(), &size);
    size = static_cast<DWORD>(narrow.size() * sizeof(WSAPROTOCOL_INFOA));
    ASSERT_EQ(WSAEnumProtocolsA(nullptr, narrow.data(), &size), count);
    for (std::size_t each = 0; each < static_cast<std::size_t>(count); ++each) {
        EXPECT_EQ(wide[each].dwCatalogEntryId, narrow[each].dwCatalogEntryId);
        EXPECT_EQ(wide[each].dwServiceFlags1, narrow[each].dwServiceFlags1);
        const std::string_view name(narrow[each].szProtocol);
        for (std::size_t place = 0; place <= name.size(); ++place)
            ASSERT_EQ(static_cast<int>(wide[each].szProtocol[place]),
                      narrow[each].szProtocol[place]);
    }
}

} // namespace
} // namespace ws2::conformance
