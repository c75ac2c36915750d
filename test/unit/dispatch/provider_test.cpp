#include "dispatch/provider.hpp"

#include "base/utf.hpp"
#include "dispatch/negotiate.hpp"
#include "dispatch/session.hpp"
#include "world/builtins.hpp"

#include <gmock/gmock.h>

namespace ws2::dispatch {
namespace {

using ::testing::HasSubstr;

class DispatchProvider : public ::testing::Test {
protected:
    // The code of starting the provider at this path, in a session of its own.
    int start_path(const std::string& path) {
        const world::CatalogFile file({world::entry(5, base::to_utf16(path))});
        EXPECT_EQ(start(MAKEWORD(2, 2), catalog::Personality::none), 0);
        ::testing::internal::CaptureStderr();
        const auto started = start_provider(catalog_now(), *catalog_now().find(5));
        log_ = ::testing::internal::GetCapturedStderr();
        EXPECT_EQ(stop(), 0);
        return started.error;
    }

    std::string log_;
};

TEST_F(DispatchProvider, AGoodSharedObjectStarts) {
    EXPECT_EQ(start_path(WORLD_GOOD), 0) << log_;
}

TEST_F(DispatchProvider, AFailingStartGivesProviderFailedInit) {
    EXPECT_EQ(start_path(WORLD_FAILS), WSAEPROVIDERFAILEDINIT);
    EXPECT_THAT(log_, HasSubstr("WSPStartup failed: 10091"));
}

TEST_F(DispatchProvider, AStartThatThrowsDoesNotTakeTheProcessDown) {
    EXPECT_EQ(start_path(WORLD_THROWS), WSAEPROVIDERFAILEDINIT);
    EXPECT_THAT(log_, HasSubstr("threw"));
}

TEST_F(DispatchProvider, AStartThatReturnsSocketErrorIsNotSaidToThrow) {
    ::testing::internal::CaptureStderr();
    const auto table = negotiate([](WORD, LPWSPDATA, LPWSAPROTOCOL_INFOW, WSPUPCALLTABLE,
                                    LPWSPPROC_TABLE) { return SOCKET_ERROR; },
                                 {}, "it");
    EXPECT_EQ(table.error, WSAEPROVIDERFAILEDINIT);
    EXPECT_THAT(::testing::internal::GetCapturedStderr(), HasSubstr("it: WSPStartup failed: -1"));
}

TEST_F(DispatchProvider, AnotherVersionGivesInvalidProvider) {
    EXPECT_EQ(start_path(WORLD_OLD_VERSION), WSAEINVALIDPROVIDER);
    EXPECT_THAT(log_, HasSubstr("version 2.0"));
}

TEST_F(DispatchProvider, AnEmptySlotGivesInvalidProcTable) {
    EXPECT_EQ(start_path(WORLD_NULL_SLOT), WSAEINVALIDPROCTABLE);
    EXPECT_THAT(log_, HasSubstr("WSPRecvDisconnect"));
}

TEST_F(DispatchProvider, ALibraryWithoutWspStartupGivesProviderFailedInit) {
    EXPECT_EQ(start_path(WORLD_NO_STARTUP), WSAEPROVIDERFAILEDINIT);
    EXPECT_EQ(start_path("/nonexistent/x.so"), WSAEPROVIDERFAILEDINIT);
    EXPECT_EQ(start_path("builtin:absent"), WSAEPROVIDERFAILEDINIT);
}

TEST_F(DispatchProvider, AProviderIsStartedOnceASessionAndCleanedUpAtItsEnd) {
    const world::DefaultCatalog none;
    const int startups = world_first_seen.startups;
    const int cleanups = world_first_seen.cleanups;
    const Provider* before = nullptr;
    for (int session = 1; session <= 2; ++session) {
        ASSERT_EQ(start(MAKEWORD(2, 2), catalog::Personality::none), 0);
        const catalog::Entry& entry = *catalog_now().find(world::first_id);
        const auto once = start_provider(catalog_now(), entry);
        ASSERT_TRUE(once);
        EXPECT_EQ(start_provider(catalog_now(), entry).value, once.value);
        EXPECT_TRUE(before == nullptr || before == once.value) << "it grows with every session";
        before = once.value;
        EXPECT_EQ(world_first_seen.startups, startups + session);
        EXPECT_EQ(stop(), 0);
        EXPECT_EQ(world_first_seen.cleanups, cleanups + session);
    }
}

TEST_F(DispatchProvider, AChainStartsItsTopLayerWithTheChainsEntry) {
    const world::CatalogFile file({world::entry(3, u"builtin:second"),
                                   world::entry(2, u"builtin:first", AF_INET, LAYERED_PROTOCOL),
                                   world::chain(9, {2, 3})});
    ASSERT_EQ(start(MAKEWORD(2, 2), catalog::Personality::none), 0);
    const int of_base = world_second_seen.startups;
    EXPECT_TRUE(start_provider(catalog_now(), *catalog_now().find(9)));
    EXPECT_EQ(world_first_seen.started_with_id, 9U);
    EXPECT_EQ(world_second_seen.startups, of_base) << "layers start what is below them";
    EXPECT_EQ(start_provider(catalog_now(), *catalog_now().find(2)).error, WSAEINVAL);
    stop();
}

} // namespace
} // namespace ws2::dispatch
