#include "catalog/loader.hpp"

#include "base/utf.hpp"
#include "catalog/builtin.hpp"
#include "catalog/path.hpp"
#include "world/folder.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ws2::catalog {
namespace {

using ::testing::HasSubstr;
using world::Environment;
using world::Folder;

// The code of a load and what it wrote to the log.
std::pair<int, std::string> load(const std::string& path) {
    ::testing::internal::CaptureStderr();
    const auto loaded = load_startup(base::to_utf16(path));
    return {loaded.error, ::testing::internal::GetCapturedStderr()};
}

TEST(CatalogLoader, ABuiltinEntersByItsName) {
    const auto loaded = load_startup(u"builtin:first");
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded.value, builtins()[0].startup);
}

TEST(CatalogLoader, AnUnknownBuiltinFails) {
    const auto [code, log] = load("builtin:nobody");
    EXPECT_EQ(code, WSAEPROVIDERFAILEDINIT);
    EXPECT_THAT(log, HasSubstr("builtin:nobody"));
}

TEST(CatalogLoader, ASharedObjectEntersByWspStartup) {
    const auto [code, log] = load(WS2_FAKE_GOOD);
    EXPECT_EQ(code, 0) << log;
}

TEST(CatalogLoader, ASharedObjectWithoutWspStartupFails) {
    const auto [code, log] = load(WS2_FAKE_NO_STARTUP);
    EXPECT_EQ(code, WSAEPROVIDERFAILEDINIT);
    EXPECT_THAT(log, HasSubstr("exports no WSPStartup"));
}

TEST(CatalogLoader, AFileThatIsMissingOrNoLibraryFails) {
    Folder folder;
    const std::string path = folder.path() + "/absent.so";
    EXPECT_EQ(load(path).first, WSAEPROVIDERFAILEDINIT);
    EXPECT_THAT(load(path).second, HasSubstr(path));
    EXPECT_EQ(load(folder.write("text.so", "no library")).first, WSAEPROVIDERFAILEDINIT);
    EXPECT_EQ(load(folder.path()).first, WSAEPROVIDERFAILEDINIT);
    EXPECT_EQ(load("").first, WSAEPROVIDERFAILEDINIT);
}

TEST(CatalogLoader, AFileThatOthersMayWriteIsRefused) {
    Folder folder;
    const std::string copy = folder.path() + "/good.so";
    std::filesystem::copy_file(WS2_FAKE_GOOD, copy);
    chmod(copy.c_str(), 0757);
    const auto [code, log] = load(copy);
    EXPECT_EQ(code, WSAEPROVIDERFAILEDINIT);
    EXPECT_THAT(log, HasSubstr("others may write"));
    chmod(copy.c_str(), 0755);
    EXPECT_EQ(load(copy).first, 0);
}

TEST(CatalogLoader, AFileOfAThirdUserIsRefused) {
    Folder folder;
    const std::string copy = folder.path() + "/good.so";
    std::filesystem::copy_file(WS2_FAKE_GOOD, copy);
    constexpr uid_t nobody = 65534;
    if (chown(copy.c_str(), nobody, static_cast<gid_t>(-1)) != 0)
        GTEST_SKIP() << "this user may not give files away";
    const auto [code, log] = load(copy);
    EXPECT_EQ(code, WSAEPROVIDERFAILEDINIT);
    EXPECT_THAT(log, HasSubstr("belongs neither"));
}

TEST(CatalogLoader, AFolderThatOthersMayWriteIsRefusedWhereverItIsOnTheWay) {
    Folder folder;
    const std::string upper = folder.path() + "/upper";
    const std::string lower = upper + "/lower";
    std::filesystem::create_directories(lower);
    const std::string copy = lower + "/good.so";
    std::filesystem::copy_file(WS2_FAKE_GOOD, copy);
    chmod(copy.c_str(), 0755);
    for (const std::string& open : {upper, lower}) {
        for (const mode_t mode : {0777U, 0775U, 0757U}) {
            chmod(open.c_str(), mode);
            const auto [code, log] = load(copy);
            EXPECT_EQ(code, WSAEPROVIDERFAILEDINIT);
            EXPECT_THAT(log, HasSubstr(copy + ": provider refused: its folder " + open +
                                       ": others may write"));
        }
        chmod(open.c_str(), 01777); // nobody replaces what another owns in it
        EXPECT_EQ(load(copy).first, 0);
        chmod(open.c_str(), 0755);
    }
    EXPECT_EQ(load(upper + "/../upper/./lower//good.so").first, 0);
}

TEST(CatalogLoader, ASymbolicLinkIsFollowedThroughFoldersThatAreLookedAt) {
    Folder folder;
    const std::string open = folder.path() + "/open";
    const std::string shut = folder.path() + "/shut";
    std::filesystem::create_directories(open);
    std::filesystem::create_directories(shut);
    std::filesystem::copy_file(WS2_FAKE_GOOD, shut + "/good.so");
    chmod((shut + "/good.so").c_str(), 0755);
    std::filesystem::create_symlink("../shut/good.so", open + "/link.so");
    std::filesystem::create_symlink(open, shut + "/way");
    EXPECT_EQ(load(shut + "/way/link.so").first, 0);
    chmod(open.c_str(), 0777);
    EXPECT_THAT(load(open + "/link.so").second, HasSubstr("its folder " + open));
    EXPECT_THAT(load(shut + "/way/link.so").second, HasSubstr("its folder " + open));
    std::filesystem::create_symlink("circle.so", shut + "/circle.so");
    EXPECT_THAT(load(shut + "/circle.so").second, HasSubstr("leads nowhere"));
    chmod(open.c_str(), 01777);
    constexpr uid_t nobody = 65534;
    if (lchown((open + "/link.so").c_str(), nobody, static_cast<gid_t>(-1)) != 0)
        GTEST_SKIP() << "this user may not give links away";
    EXPECT_THAT(load(open + "/link.so").second, HasSubstr("the symbolic link " + open));
}

TEST(CatalogLoader, AFolderOfAThirdUserIsRefused) {
    Folder folder;
    const std::string inner = folder.path() + "/inner";
    std::filesystem::create_directories(inner);
    std::filesystem::copy_file(WS2_FAKE_GOOD, inner + "/good.so");
    chmod((inner + "/good.so").c_str(), 0755);
    constexpr uid_t somebody = 12345;
    if (chown(inner.c_str(), somebody, static_cast<gid_t>(-1)) != 0)
        GTEST_SKIP() << "this user may not give folders away";
    const auto [code, log] = load(inner + "/good.so");
    EXPECT_EQ(code, WSAEPROVIDERFAILEDINIT);
    EXPECT_THAT(log, HasSubstr("its folder " + inner + ": it belongs neither"));
}

TEST(CatalogLoader, ARelativePathStaysInTheProviderFolder) {
    EXPECT_THAT(load("../../tmp/evil.so").second, HasSubstr("may not leave"));
    EXPECT_THAT(load("some.so").second, HasSubstr("/ws2/providers/some.so"));
}

TEST(CatalogPath, VariablesAreExpandedAndUnknownOnesStay) {
    const Environment set("WS2_TEST_FOLDER", "/opt/x");
    const Environment unset("WS2_TEST_ABSENT", "");
    EXPECT_EQ(expand_variables("%WS2_TEST_FOLDER%/a.so"), "/opt/x/a.so");
    EXPECT_EQ(expand_variables("%WS2_TEST_ABSENT%/a.so"), "%WS2_TEST_ABSENT%/a.so");
    EXPECT_EQ(expand_variables("%WS2_TEST_ABSENT%WS2_TEST_FOLDER%"), "%WS2_TEST_ABSENT/opt/x");
    EXPECT_EQ(expand_variables("100%"), "100%");
    EXPECT_EQ(expand_variables("%%"), "%%");
    EXPECT_EQ(expand_variables(""), "");
}

} // namespace
} // namespace ws2::catalog
