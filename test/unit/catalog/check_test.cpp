#include "catalog/check.hpp"

#include "entries.hpp"

#include <gmock/gmock.h>

namespace ws2::catalog {
namespace {

using test::chain;
using test::entry;
using test::layer;
using ::testing::HasSubstr;

std::string reason(std::vector<Entry> entries) {
    for (std::size_t i = 0; i < entries.size(); ++i)
        entries[i].line = static_cast<unsigned>(i + 1);
    const auto problem = check_entries(entries);
    return problem ? std::to_string(problem->line) + ": " + problem->reason : "";
}

Entry base(DWORD id) {
    return entry(id, AF_INET, SOCK_STREAM, IPPROTO_TCP);
}

TEST(CatalogCheck, LayersOverABaseAreAChain) {
    EXPECT_EQ(reason({chain(9, {2, 3, 1}), layer(2), layer(3), base(1)}), "");
    EXPECT_EQ(reason({chain(9, {2, 8, 1}), chain(8, {3, 1}), layer(2), layer(3), base(1)}), "");
}

TEST(CatalogCheck, IdsAreUniqueAndNotZero) {
    EXPECT_THAT(reason({base(1), base(2), base(1)}), HasSubstr("3: entry 1: the id is taken"));
    EXPECT_THAT(reason({base(0)}), HasSubstr("missing or 0"));
}

TEST(CatalogCheck, AChainLongerThanSevenIsRefused) {
    Entry long_chain = chain(9, {2, 1});
    long_chain.info.ProtocolChain.ChainLen = 8;
    EXPECT_THAT(reason({long_chain, layer(2), base(1)}), HasSubstr("length 8"));
    long_chain.info.ProtocolChain.ChainLen = -1;
    EXPECT_THAT(reason({long_chain, layer(2), base(1)}), HasSubstr("length -1"));
}

TEST(CatalogCheck, AnUnknownConstituentIsRefused) {
    EXPECT_THAT(reason({layer(2), chain(9, {2, 77})}), HasSubstr("2: entry 9: the chain names"));
}

TEST(CatalogCheck, AConstituentTwiceIsRefused) {
    EXPECT_THAT(reason({chain(9, {2, 2, 1}), layer(2), base(1)}), HasSubstr("twice"));
}

TEST(CatalogCheck, TheBaseStandsLastAndOnlyThere) {
    EXPECT_THAT(reason({chain(9, {2, 3}), layer(2), layer(3)}), HasSubstr("not a base"));
    EXPECT_THAT(reason({chain(9, {1, 2}), layer(2), base(1)}), ::testing::Not(""));
    EXPECT_THAT(reason({chain(9, {3, 1}), base(3), base(1)}), HasSubstr("before the chain's end"));
}

TEST(CatalogCheck, AChainInAChainThatContainsItselfIsRefused) {
    EXPECT_THAT(reason({chain(8, {2, 9, 1}), chain(9, {2, 8, 1}), layer(2), base(1)}),
                HasSubstr("contains itself"));
    EXPECT_THAT(reason({chain(8, {8, 1}), base(1)}), HasSubstr("contains itself"));
}

} // namespace
} // namespace ws2::catalog
