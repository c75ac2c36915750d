#include "catalog/match.hpp"

#include "catalog/order.hpp"
#include "entries.hpp"

#include <gmock/gmock.h>

namespace ws2::catalog {
namespace {

using test::chain;
using test::entry;
using test::layer;

Catalog internet() {
    Catalog out;
    out.entries = {layer(2),
                   entry(10, AF_INET, SOCK_STREAM, IPPROTO_TCP, PFL_MATCHES_PROTOCOL_ZERO),
                   entry(11, AF_INET, SOCK_DGRAM, IPPROTO_UDP, PFL_MATCHES_PROTOCOL_ZERO),
                   entry(12, AF_INET, SOCK_RAW, 0, PFL_MATCHES_PROTOCOL_ZERO | PFL_HIDDEN),
                   entry(13, AF_ISO, SOCK_SEQPACKET, 27),
                   chain(20, {2, 10})};
    out.entries[3].info.iProtocolMaxOffset = 255;
    return out;
}

DWORD id_of(int family, int type, int protocol) {
    const Catalog catalog = internet();
    const auto found = match(catalog, family, type, protocol);
    return found ? found.value->info.dwCatalogEntryId : 0;
}

int error_of(int family, int type, int protocol) {
    const Catalog catalog = internet();
    return match(catalog, family, type, protocol).error;
}

TEST(CatalogMatch, TheFirstFittingEntryInOrderServes) {
    EXPECT_EQ(id_of(AF_INET, SOCK_STREAM, IPPROTO_TCP), 10U);
    Catalog reordered = internet();
    std::swap(reordered.entries[1], reordered.entries[5]);
    EXPECT_EQ(match(reordered, AF_INET, SOCK_STREAM, 6).value->info.dwCatalogEntryId, 20U);
}

TEST(CatalogMatch, FamilyAndTypeZeroFitAny) {
    EXPECT_EQ(id_of(0, 0, IPPROTO_UDP), 11U);
    EXPECT_EQ(id_of(0, SOCK_SEQPACKET, 27), 13U);
    EXPECT_EQ(id_of(AF_INET, 0, IPPROTO_TCP), 10U);
}

TEST(CatalogMatch, ProtocolZeroNeedsTheFlag) {
    EXPECT_EQ(id_of(AF_INET, SOCK_STREAM, 0), 10U);
    EXPECT_EQ(error_of(AF_ISO, SOCK_SEQPACKET, 0), WSAEPROTONOSUPPORT);
}

TEST(CatalogMatch, AProtocolFitsWithinTheOffset) {
    EXPECT_EQ(id_of(AF_INET, SOCK_RAW, 255), 12U);
    EXPECT_EQ(error_of(AF_INET, SOCK_RAW, 256), WSAEPROTONOSUPPORT);
}

TEST(CatalogMatch, TheErrorSaysHowFarTheBestEntryCame) {
    EXPECT_EQ(error_of(99, SOCK_STREAM, 0), WSAEAFNOSUPPORT);
    EXPECT_EQ(error_of(AF_INET, SOCK_SEQPACKET, 0), WSAESOCKTNOSUPPORT);
    EXPECT_EQ(error_of(AF_INET, SOCK_STREAM, IPPROTO_UDP), WSAEPROTONOSUPPORT);
    EXPECT_EQ(error_of(0, 0, 0), WSAEINVAL);
}

TEST(CatalogMatch, ALayerAloneServesNoSocket) {
    Catalog only_layer;
    only_layer.entries = {layer(2)};
    EXPECT_EQ(match(only_layer, AF_INET, SOCK_STREAM, IPPROTO_TCP).error, WSAEAFNOSUPPORT);
}

TEST(CatalogMatch, AListOfProtocolsNamesEntriesByRange) {
    const int wanted[] = {IPPROTO_UDP, 0};
    const Catalog catalog = internet();
    EXPECT_FALSE(listed(catalog.entries[1], wanted));
    EXPECT_TRUE(listed(catalog.entries[2], wanted));
    EXPECT_TRUE(listed(catalog.entries[1], nullptr));
}

std::vector<DWORD> ids(const Catalog& catalog) {
    std::vector<DWORD> out;
    for (const Entry& each : catalog.entries)
        out.push_back(each.info.dwCatalogEntryId);
    return out;
}

TEST(CatalogOrder, ThePreferredPersonalityTakesTheFirstPlacesAndOthersStay) {
    Catalog catalog;
    for (DWORD id = 1; id <= 6; ++id)
        catalog.entries.push_back(entry(id, AF_INET, SOCK_STREAM, IPPROTO_TCP));
    catalog.entries[1].personality = catalog.entries[2].personality = Personality::ce;
    catalog.entries[4].personality = catalog.entries[5].personality = Personality::nt;
    Catalog untouched = catalog;
    prefer(catalog, Personality::nt);
    EXPECT_THAT(ids(catalog), ::testing::ElementsAre(1U, 5U, 6U, 4U, 2U, 3U));
    prefer(untouched, Personality::none);
    EXPECT_THAT(ids(untouched), ::testing::ElementsAre(1U, 2U, 3U, 4U, 5U, 6U));
    prefer(catalog, Personality::ce);
    EXPECT_THAT(ids(catalog), ::testing::ElementsAre(1U, 2U, 3U, 4U, 5U, 6U));
}

} // namespace
} // namespace ws2::catalog
