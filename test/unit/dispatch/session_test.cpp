#include "dispatch/session.hpp"

#include "dispatch/blocking.hpp"
#include "dispatch/provider.hpp"
#include "world/catalog.hpp"

#include <gmock/gmock.h>
#include <thread>

namespace ws2::dispatch {
namespace {

using catalog::Personality;

TEST(DispatchSession, CountsStartsAndRefusesBeforeAndAfter) {
    const world::DefaultCatalog none;
    EXPECT_EQ(refusal(), WSANOTINITIALISED);
    EXPECT_FALSE(upcalls_legal());
    EXPECT_EQ(stop(), WSANOTINITIALISED);
    EXPECT_EQ(start(MAKEWORD(2, 2), Personality::none), 0);
    EXPECT_EQ(start(MAKEWORD(2, 2), Personality::none), 0);
    EXPECT_EQ(refusal(), 0);
    EXPECT_FALSE(upcalls_legal()) << "no provider is started";
    EXPECT_EQ(stop(), 0);
    EXPECT_EQ(refusal(), 0);
    EXPECT_EQ(stop(), 0);
    EXPECT_EQ(refusal(), WSANOTINITIALISED);
    EXPECT_EQ(stop(), WSANOTINITIALISED);
}

TEST(DispatchSession, ThePersonalityOfTheFirstStartOrdersTheCatalog) {
    const world::DefaultCatalog none;
    const auto first_id = [](Personality personality) {
        EXPECT_EQ(start(MAKEWORD(2, 2), personality), 0);
        EXPECT_EQ(start(MAKEWORD(2, 2), Personality::ce), 0);
        const DWORD id = catalog_now().entries.at(0).info.dwCatalogEntryId;
        stop();
        stop();
        return id;
    };
    EXPECT_EQ(first_id(Personality::none), world::first_id);
    EXPECT_EQ(first_id(Personality::ce), world::first_id);
    EXPECT_EQ(first_id(Personality::nt), world::second_id);
    const world::Environment forced("WS2_PERSONALITY", "ce");
    EXPECT_EQ(first_id(Personality::nt), world::first_id);
}

TEST(DispatchSession, ATornCatalogMakesWsaStartupAnswerSysNotReady) {
    world::Folder folder;
    const world::Environment torn("WS2_CATALOG", folder.write("torn.toml", "format = 1\n[[pro"));
    ::testing::internal::CaptureStderr();
    EXPECT_EQ(start(MAKEWORD(2, 2), Personality::none), WSASYSNOTREADY);
    EXPECT_THAT(::testing::internal::GetCapturedStderr(), ::testing::HasSubstr("torn.toml:2"));
    EXPECT_EQ(refusal(), WSANOTINITIALISED);
}

TEST(DispatchSession, AChangedFileIsSeenByTheNextSessionAlone) {
    const world::CatalogFile one({world::entry(1, u"builtin:first")});
    ASSERT_EQ(start(MAKEWORD(2, 2), Personality::none), 0);
    const world::CatalogFile two({world::entry(2, u"builtin:first")});
    ASSERT_EQ(start(MAKEWORD(2, 2), Personality::none), 0);
    EXPECT_NE(catalog_now().find(1), nullptr);
    stop();
    stop();
    ASSERT_EQ(start(MAKEWORD(2, 2), Personality::none), 0);
    EXPECT_EQ(catalog_now().find(1), nullptr);
    EXPECT_NE(catalog_now().find(2), nullptr);
    stop();
}

int calls_of_hook = 0;
int refusal_in_hook = 0;
int cancelled = -1;

INT_PTR WINAPI hook() {
    ++calls_of_hook;
    refusal_in_hook = refusal();
    std::thread([] { EXPECT_EQ(refusal(), 0) << "other threads may call"; }).join();
    if (calls_of_hook == 2)
        cancelled = cancel_blocking_call();
    return calls_of_hook < 2 ? 1 : 0;
}

TEST(DispatchBlocking, OnlyAThreadWithAHookGetsACallbackAndCancellingEndsIt) {
    const world::DefaultCatalog none;
    ASSERT_EQ(start(MAKEWORD(1, 1), Personality::none), 0);
    const auto provider = start_provider(catalog_now(), *catalog_now().find(world::first_id));
    ASSERT_TRUE(provider);
    DWORD_PTR context = 1;
    EXPECT_EQ(blocking_callback(provider.value, context), nullptr);
    EXPECT_EQ(cancel_blocking_call(), WSAEINVAL);
    set_blocking_hook(hook);
    LPBLOCKINGCALLBACK callback = blocking_callback(provider.value, context);
    ASSERT_NE(callback, nullptr);
    EXPECT_EQ(callback(context), FALSE);
    EXPECT_EQ(calls_of_hook, 2);
    EXPECT_EQ(refusal_in_hook, WSAEINPROGRESS);
    EXPECT_EQ(cancelled, 0);
    EXPECT_EQ(refusal(), 0);
    EXPECT_EQ(set_blocking_hook(nullptr), hook);
    stop();
}

} // namespace
} // namespace ws2::dispatch
