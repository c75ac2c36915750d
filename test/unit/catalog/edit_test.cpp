#include "catalog/edit.hpp"

#include "catalog/text.hpp"
#include "entries.hpp"

#include <cstring>
#include <gtest/gtest.h>
#include <unistd.h>

namespace ws2::catalog {
namespace {

constexpr GUID fresh{0xF, 0xE, 0xD, {1, 2, 3, 4, 5, 6, 7, 8}};

WSAPROTOCOL_INFOW info(int protocol) {
    return test::entry(0, AF_INET, SOCK_STREAM, protocol).info;
}

Installation installation(std::span<const WSAPROTOCOL_INFOW> entries) {
    return {fresh, u"/opt/fresh.so", entries};
}

std::vector<DWORD> ids(const Catalog& catalog) {
    std::vector<DWORD> out;
    for (const Entry& entry : catalog.entries)
        out.push_back(entry.info.dwCatalogEntryId);
    return out;
}

class CatalogEdit : public ::testing::Test {
protected:
    CatalogEdit() { ::testing::internal::CaptureStderr(); } // refusals are reported
    ~CatalogEdit() override { ::testing::internal::GetCapturedStderr(); }

    Catalog catalog_{{test::entry(1001, AF_INET, SOCK_STREAM, 6), test::layer(1010),
                      test::chain(1005, {1010, 1001})},
                     ""};
};

TEST_F(CatalogEdit, NewEntriesComeAtTheEndUnderIdsAboveAllThatThereAre) {
    const WSAPROTOCOL_INFOW list[] = {info(6), info(17)};
    ASSERT_EQ(install(catalog_, installation(list)), 0);
    EXPECT_EQ(ids(catalog_), (std::vector<DWORD>{1001, 1010, 1005, 1011, 1012}));
    EXPECT_EQ(catalog_.entries[4].info.iProtocol, 17);
    EXPECT_EQ(catalog_.entries[4].info.ProviderId.Data1, fresh.Data1);
    EXPECT_EQ(catalog_.entries[4].path, u"/opt/fresh.so");
}

TEST_F(CatalogEdit, IdsStartAt1001AndAFullRangeIsSearchedForAGap) {
    const WSAPROTOCOL_INFOW list[] = {info(6)};
    Catalog empty;
    ASSERT_EQ(install(empty, installation(list)), 0);
    EXPECT_EQ(ids(empty), (std::vector<DWORD>{1001}));
    Catalog full{{test::entry(0xFFFFFFFF, AF_INET, SOCK_STREAM, 6),
                  test::entry(1001, AF_INET, SOCK_STREAM, 6)},
                 ""};
    ASSERT_EQ(install(full, installation(list)), 0);
    EXPECT_EQ(full.entries[2].info.dwCatalogEntryId, 1002U);
}

TEST_F(CatalogEdit, AProviderIsInstalledOnce) {
    const WSAPROTOCOL_INFOW list[] = {info(6)};
    ASSERT_EQ(install(catalog_, installation(list)), 0);
    EXPECT_EQ(install(catalog_, installation(list)), WSANO_RECOVERY);
}

TEST_F(CatalogEdit, AnInstallationWithoutEntriesOrWithABadPathIsInvalid) {
    const WSAPROTOCOL_INFOW list[] = {info(6)};
    EXPECT_EQ(install(catalog_, installation({})), WSAEINVAL);
    EXPECT_EQ(install(catalog_, {fresh, u"", list}), WSAEINVAL);
    EXPECT_EQ(install(catalog_, {fresh, std::u16string(MAX_PATH, u'p'), list}), WSAEINVAL);
    EXPECT_EQ(install(catalog_, {fresh, u"/half\xD800.so", list}), WSAEINVAL);
    EXPECT_EQ(install(catalog_, {fresh, std::u16string(MAX_PATH - 1, u'p'), list}), 0);
}

TEST_F(CatalogEdit, ANameWithoutAnEndIsInvalid) {
    WSAPROTOCOL_INFOW list[] = {info(6)};
    std::fill(std::begin(list[0].szProtocol), std::end(list[0].szProtocol), u'x');
    EXPECT_EQ(install(catalog_, installation(list)), WSAEINVAL);
}

TEST_F(CatalogEdit, MoreEntriesThanACatalogHoldsAreTooMany) {
    const std::vector<WSAPROTOCOL_INFOW> list(entries_max, info(6));
    EXPECT_EQ(install(catalog_, installation(list)), WSAENOBUFS);
}

TEST_F(CatalogEdit, AChainOfMissingRepeatedOrTooManyEntriesIsInvalid) {
    const auto code_for = [&](const WSAPROTOCOL_INFOW& entry) {
        Catalog catalog = catalog_;
        return install(catalog, installation(std::span(&entry, 1)));
    };
    EXPECT_EQ(code_for(test::chain(0, {1010, 1001}).info), 0);
    EXPECT_EQ(code_for(test::chain(0, {1010, 9999}).info), WSAEINVAL);
    EXPECT_EQ(code_for(test::chain(0, {1010, 1010, 1001}).info), WSAEINVAL);
    EXPECT_EQ(code_for(test::chain(0, {1001, 1010}).info), WSAEINVAL);
    EXPECT_EQ(code_for(test::chain(0, {1011, 1001}).info), WSAEINVAL) << "a chain of itself";
    WSAPROTOCOL_INFOW eight = test::chain(0, {1010, 1001}).info;
    eight.ProtocolChain.ChainLen = MAX_PROTOCOL_CHAIN + 1;
    EXPECT_EQ(code_for(eight), WSAEINVAL);
    eight.ProtocolChain.ChainLen = -1;
    EXPECT_EQ(code_for(eight), WSAEINVAL);
}

TEST_F(CatalogEdit, AnUpdateKeepsPlacesAndIdsAndAddsAndDropsTheRest) {
    const WSAPROTOCOL_INFOW two[] = {info(6), info(17)};
    ASSERT_EQ(install(catalog_, installation(two)), 0);
    ASSERT_EQ(reorder(catalog_, std::vector<DWORD>{1012, 1001, 1010, 1011, 1005}), 0);
    WSAPROTOCOL_INFOW three[] = {info(1), info(2), info(3)};
    three[2].dwCatalogEntryId = 1012;
    ASSERT_EQ(update(catalog_, {fresh, u"/new.so", three}), 0);
    EXPECT_EQ(ids(catalog_), (std::vector<DWORD>{1012, 1001, 1010, 1011, 1005, 1013}));
    EXPECT_EQ(catalog_.entries[0].info.iProtocol, 3);
    EXPECT_EQ(catalog_.entries[3].info.iProtocol, 1);
    EXPECT_EQ(catalog_.entries[5].info.iProtocol, 2);
    EXPECT_EQ(catalog_.entries[0].path, u"/new.so");
    EXPECT_EQ(catalog_.entries[1].path, u"/usr/lib/fake.so");
    const WSAPROTOCOL_INFOW one[] = {info(9)};
    ASSERT_EQ(update(catalog_, installation(one)), 0);
    EXPECT_EQ(ids(catalog_), (std::vector<DWORD>{1012, 1001, 1010, 1005}));
}

TEST_F(CatalogEdit, OnlyAnInstalledProviderCanBeUpdatedRemovedOrDescribed) {
    const WSAPROTOCOL_INFOW list[] = {info(6)};
    EXPECT_EQ(update(catalog_, installation(list)), WSAEINVAL);
    EXPECT_EQ(remove(catalog_, fresh), WSAEINVAL);
    EXPECT_EQ(set_categories(catalog_, fresh, LSP_PROXY), WSAEINVAL);
    ASSERT_EQ(install(catalog_, installation(list)), 0);
    EXPECT_EQ(set_categories(catalog_, fresh, LSP_PROXY), 0);
    EXPECT_EQ(catalog_.entries[3].categories, static_cast<DWORD>(LSP_PROXY));
    EXPECT_EQ(remove(catalog_, fresh), 0);
    EXPECT_EQ(catalog_.entries.size(), 3U);
}

TEST_F(CatalogEdit, WhatAChainOfAnotherProviderIsMadeOfStays) {
    const GUID layer = catalog_.entries[1].info.ProviderId;
    EXPECT_EQ(remove(catalog_, layer), WSANO_RECOVERY);
}

TEST_F(CatalogEdit, AnOrderNamesEveryEntryExactlyOnce) {
    const std::vector<DWORD> before = ids(catalog_);
    const auto code_for = [&](std::vector<DWORD> order) {
        Catalog catalog = catalog_;
        return reorder(catalog, order);
    };
    EXPECT_EQ(code_for({1005, 1001, 1010}), 0);
    EXPECT_EQ(code_for({1005, 1001}), WSAEINVAL);
    EXPECT_EQ(code_for({1005, 1001, 1001}), WSAEINVAL);
    EXPECT_EQ(code_for({1005, 1001, 7}), WSAEINVAL);
    EXPECT_EQ(code_for({1005, 1001, 1010, 1010}), WSAEINVAL);
    ASSERT_EQ(reorder(catalog_, std::vector<DWORD>{1005, 1001, 1010}), 0);
    EXPECT_EQ(ids(catalog_), (std::vector<DWORD>{1005, 1001, 1010}));
}

} // namespace
} // namespace ws2::catalog
