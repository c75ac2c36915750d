#include "catalog/store.hpp"

#include "catalog/order.hpp"
#include "catalog/text.hpp"
#include "entries.hpp"
#include "world/folder.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

namespace ws2::catalog {
namespace {

using ::testing::HasSubstr;
using world::Environment;
using world::Folder;

class CatalogStore : public ::testing::Test {
protected:
    std::string one_entry(DWORD id) {
        const Entry list[] = {test::entry(id, AF_INET, SOCK_STREAM, IPPROTO_TCP)};
        return format_catalog(list);
    }

    Folder folder_;
    Environment catalog_{"WS2_CATALOG", ""};
    Environment configuration_{"XDG_CONFIG_HOME", ""};
    Environment home_{"HOME", folder_.path()};
};

TEST_F(CatalogStore, WithoutAFileTheLinkedInProvidersAreTheCatalog) {
    const auto loaded = load_catalog();
    ASSERT_TRUE(loaded);
    if (catalog_file().empty()) { // no catalog of the system
        ASSERT_EQ(loaded.value->entries.size(), 2U);
        EXPECT_EQ(loaded.value->entries[0].path, u"builtin:first");
        EXPECT_EQ(loaded.value->entries[0].personality, Personality::ce);
        EXPECT_EQ(loaded.value->entries[1].path, u"builtin:second");
    }
    EXPECT_EQ(default_catalog().entries.size(), 2U);
}

TEST_F(CatalogStore, TheUsersFileIsFoundInTheConfigurationFolderOrBelowHome) {
    folder_.write(".config/ws2/catalog.toml", one_entry(5));
    EXPECT_EQ(load_catalog().value->entries.at(0).info.dwCatalogEntryId, 5U);
    folder_.write("xdg/ws2/catalog.toml", one_entry(6));
    const Environment set("XDG_CONFIG_HOME", folder_.path() + "/xdg");
    EXPECT_EQ(load_catalog().value->entries.at(0).info.dwCatalogEntryId, 6U);
    const Environment relative("XDG_CONFIG_HOME", "xdg");
    EXPECT_EQ(load_catalog().value->entries.at(0).info.dwCatalogEntryId, 5U);
}

TEST_F(CatalogStore, TheEnvironmentsFileComesFirst) {
    folder_.write(".config/ws2/catalog.toml", one_entry(5));
    const Environment named("WS2_CATALOG", folder_.write("mine.toml", one_entry(7)));
    const auto loaded = load_catalog();
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded.value->entries.at(0).info.dwCatalogEntryId, 7U);
    EXPECT_EQ(loaded.value->origin, folder_.path() + "/mine.toml");
}

TEST_F(CatalogStore, ANamedFileThatDoesNotExistYetMeansTheDefaultAndNotTheUsersFile) {
    folder_.write(".config/ws2/catalog.toml", one_entry(5));
    const Environment named("WS2_CATALOG", folder_.path() + "/new.toml");
    EXPECT_EQ(load_catalog().value->entries.size(), 2U);
}

TEST_F(CatalogStore, ATornFileIsReportedWithFileLineAndReasonAndIsNotReplacedByAnother) {
    folder_.write(".config/ws2/catalog.toml", one_entry(5));
    const std::string torn = folder_.write("torn.toml", "format = 1\n[[protocol]]\nname = \"abc");
    const Environment named("WS2_CATALOG", torn);
    ::testing::internal::CaptureStderr();
    EXPECT_EQ(load_catalog().error, WSANO_RECOVERY);
    EXPECT_THAT(::testing::internal::GetCapturedStderr(), HasSubstr(torn + ":3: catalog refused"));
}

TEST_F(CatalogStore, AFolderOrAPipeInPlaceOfTheFileIsRefusedWithoutWaiting) {
    const std::string pipe = folder_.path() + "/pipe";
    ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
    ::testing::internal::CaptureStderr();
    EXPECT_EQ(load_catalog_file(pipe).error, WSANO_RECOVERY);
    EXPECT_EQ(load_catalog_file(folder_.path()).error, WSANO_RECOVERY);
    EXPECT_EQ(load_catalog_file("/dev/zero").error, WSANO_RECOVERY);
    EXPECT_THAT(::testing::internal::GetCapturedStderr(), HasSubstr("not a regular file"));
}

TEST_F(CatalogStore, AnUnreadableFileIsAnErrorAndNoReasonToLookFurther) {
    const Environment named("WS2_CATALOG", folder_.path() + "/self.toml");
    ASSERT_EQ(symlink("self.toml", (folder_.path() + "/self.toml").c_str()), 0);
    ::testing::internal::CaptureStderr();
    EXPECT_EQ(load_catalog().error, WSANO_RECOVERY);
    ::testing::internal::GetCapturedStderr();
}

TEST_F(CatalogStore, ALogLineHoldsNoControlCharactersOfAHostileFile) {
    const std::string file =
        folder_.write("escape.toml", "format = 1\n\"\\u001B[31m\\nfake\" = 1\n");
    ::testing::internal::CaptureStderr();
    EXPECT_EQ(load_catalog_file(file).error, WSANO_RECOVERY);
    const std::string log = ::testing::internal::GetCapturedStderr();
    EXPECT_EQ(log.find('\x1B'), std::string::npos);
    EXPECT_EQ(log.find('\n'), log.size() - 1);
}

TEST_F(CatalogStore, ThePersonalityVariableIsReadAndAWrongOneReported) {
    const Environment nt("WS2_PERSONALITY", "nt");
    EXPECT_EQ(personality_from_environment(), Personality::nt);
    const Environment ce("WS2_PERSONALITY", "ce");
    EXPECT_EQ(personality_from_environment(), Personality::ce);
    const Environment wrong("WS2_PERSONALITY", "vms");
    ::testing::internal::CaptureStderr();
    EXPECT_EQ(personality_from_environment(), Personality::none);
    EXPECT_THAT(::testing::internal::GetCapturedStderr(), HasSubstr("'vms'"));
}

} // namespace
} // namespace ws2::catalog
