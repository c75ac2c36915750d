#include "catalog/writer.hpp"

#include "catalog/edit.hpp"
#include "catalog/store.hpp"
#include "entries.hpp"
#include "world/folder.hpp"

#include <csignal>
#include <fstream>
#include <gmock/gmock.h>
#include <random>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>

namespace ws2::catalog {
namespace {

using ::testing::HasSubstr;
using world::Environment;
using world::Folder;

GUID guid(unsigned number) {
    return {number, 0xAB, 0xCD, {1, 2, 3, 4, 5, 6, 7, 8}};
}

// A provider of three entries, so that half of it would show.
int install_one(unsigned number) {
    const std::vector<WSAPROTOCOL_INFOW> entries(
        3, test::entry(0, AF_INET, SOCK_STREAM, IPPROTO_TCP).info);
    return change_catalog([&](Catalog& catalog) {
        return install(catalog, {guid(number), u"/usr/lib/fake.so", entries});
    });
}

int remove_one(unsigned number) {
    return change_catalog([&](Catalog& catalog) { return remove(catalog, guid(number)); });
}

std::size_t stored() {
    const auto catalog = load_catalog();
    EXPECT_TRUE(catalog) << catalog.error;
    return catalog ? catalog.value->entries.size() : 0;
}

constexpr std::size_t linked_in = 2; // see builtins.cpp

class CatalogWriter : public ::testing::Test {
protected:
    std::string text() const {
        std::ifstream in(file_);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    Folder folder_;
    std::string file_ = folder_.path() + "/a/b/catalog.toml";
    Environment catalog_{"WS2_CATALOG", file_};
};

TEST_F(CatalogWriter, TheFirstChangeMakesTheFileAndItsFoldersOutOfWhatHeldSoFar) {
    ASSERT_EQ(install_one(1), 0);
    EXPECT_EQ(stored(), linked_in + 3);
    EXPECT_EQ(load_catalog().value->origin, file_);
    EXPECT_EQ(load_catalog().value->entries[0].personality, Personality::ce);
    EXPECT_EQ(load_catalog().value->entries[0].path, u"builtin:first");
    ASSERT_EQ(remove_one(1), 0);
    EXPECT_EQ(stored(), linked_in);
}

TEST_F(CatalogWriter, WithoutANameTheUsersFileIsWrittenAndTheSystemsByRoot) {
    const Environment unset("WS2_CATALOG", "");
    const Environment home("HOME", folder_.path());
    const Environment configuration("XDG_CONFIG_HOME", "");
    const std::string own = folder_.path() + "/.config/ws2/catalog.toml";
    EXPECT_EQ(file_to_change(), geteuid() == 0 ? "/etc/ws2/catalog.toml" : own);
    folder_.write(".config/ws2/catalog.toml", "format = 1\n");
    EXPECT_EQ(file_to_change(), own) << "what is read is what is changed";
    ASSERT_EQ(install_one(1), 0);
    EXPECT_EQ(stored(), 3U);
}

TEST_F(CatalogWriter, AChangeThatEndsInACodeLeavesTheFileAlone) {
    ASSERT_EQ(install_one(1), 0);
    const std::string before = text();
    EXPECT_EQ(change_catalog([](Catalog& catalog) {
                  catalog.entries.clear();
                  return WSAEINVAL;
              }),
              WSAEINVAL);
    EXPECT_EQ(change_catalog([](Catalog&) -> int { throw std::bad_alloc(); }),
              WSA_NOT_ENOUGH_MEMORY);
    EXPECT_EQ(text(), before);
}

TEST_F(CatalogWriter, WhatCouldNotBeReadBackIsNotWritten) {
    ASSERT_EQ(install_one(1), 0);
    const std::string before = text();
    ::testing::internal::CaptureStderr();
    EXPECT_EQ(change_catalog([](Catalog& catalog) {
                  catalog.entries[0].info.dwCatalogEntryId = 0;
                  return 0;
              }),
              WSANO_RECOVERY);
    EXPECT_THAT(::testing::internal::GetCapturedStderr(), HasSubstr("catalog not changed"));
    EXPECT_EQ(text(), before);
}

TEST_F(CatalogWriter, ATornFileIsNotReplaced) {
    folder_.write("a/b/catalog.toml", "format = 1\n[[proto");
    ::testing::internal::CaptureStderr();
    EXPECT_EQ(install_one(1), WSANO_RECOVERY);
    EXPECT_THAT(::testing::internal::GetCapturedStderr(), HasSubstr(file_ + ":2"));
    EXPECT_EQ(text(), "format = 1\n[[proto");
}

TEST_F(CatalogWriter, AFileThatCannotBeMadeIsNamedWithTheReason) {
    folder_.write("a", "a file where a folder should be");
    ::testing::internal::CaptureStderr();
    EXPECT_EQ(install_one(1), WSANO_RECOVERY);
    EXPECT_THAT(::testing::internal::GetCapturedStderr(), HasSubstr("making its folder"));
    const Environment unset("WS2_CATALOG", "/proc/ws2-catalog.toml");
    ::testing::internal::CaptureStderr();
    EXPECT_EQ(install_one(1), WSANO_RECOVERY);
    EXPECT_THAT(::testing::internal::GetCapturedStderr(), HasSubstr("locking it"));
}

TEST_F(CatalogWriter, ALinkIsFollowedAndTheModeStays) {
    const std::string real = folder_.write("real.toml", "format = 1\n");
    ASSERT_EQ(chmod(real.c_str(), 0600), 0);
    const std::string link = folder_.path() + "/link.toml";
    ASSERT_EQ(symlink("real.toml", link.c_str()), 0);
    const Environment named("WS2_CATALOG", link);
    ASSERT_EQ(install_one(1), 0);
    EXPECT_TRUE(std::filesystem::is_symlink(link));
    struct stat status {};
    ASSERT_EQ(stat(real.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
    EXPECT_EQ(stored(), 3U);
    const Environment nowhere("WS2_CATALOG", folder_.path() + "/loop.toml");
    ASSERT_EQ(symlink("loop.toml", (folder_.path() + "/loop.toml").c_str()), 0);
    ::testing::internal::CaptureStderr();
    EXPECT_EQ(install_one(1), WSANO_RECOVERY);
    ::testing::internal::GetCapturedStderr();
}

TEST_F(CatalogWriter, AWriterKilledAtAnyInstantLeavesTheOldCatalogOrTheNewOne) {
    constexpr int kills = 300;
    std::mt19937 random(20260711);
    std::size_t with = 0;
    const auto look = [&] {
        const std::size_t entries = stored();
        EXPECT_TRUE(entries == linked_in || entries == linked_in + 3) << entries;
        with += entries == linked_in ? 0 : 1;
    };
    for (int i = 0; i < kills && !HasFailure(); ++i) {
        int changed[2]; // one octet a change
        ASSERT_EQ(pipe(changed), 0);
        const pid_t writer = fork();
        ASSERT_GE(writer, 0);
        if (writer == 0) {
            close(changed[0]); // the reading end is the test's alone: the writer ends with it
            std::fclose(stderr); // "installed already" is no news here
            while (install_one(1) == 0 || remove_one(1) == 0)
                if (write(changed[1], "+", 1) != 1)
                    break;
            _exit(1);
        }
        close(changed[1]);
        char octet = 0;
        if (random() % 2 == 0 && read(changed[0], &octet, 1) != 1) {
            ADD_FAILURE() << "the writer cannot write any more";
        }
        for (auto looks = random() % 8; looks > 0; --looks)
            look();
        ASSERT_EQ(kill(writer, SIGKILL), 0);
        ASSERT_EQ(waitpid(writer, nullptr, 0), writer);
        close(changed[0]);
        look();
    }
    EXPECT_GT(with, 0U) << "no writer came as far as one change";
    install_one(1);
    EXPECT_EQ(remove_one(1), 0) << "a dead writer's lock and file are in nobody's way";
}

TEST_F(CatalogWriter, WritersInManyProcessesAndThreadsLoseNoEntry) {
    constexpr unsigned processes = 3, threads = 2, each = 5;
    std::vector<pid_t> writers;
    const auto write = [](unsigned first) {
        int failures = 0;
        for (unsigned i = 0; i < each; ++i) {
            failures += install_one(first + i) == 0 ? 0 : 1;
            failures += install_one(10000 + first + i) == 0 ? 0 : 1;
            failures += remove_one(10000 + first + i) == 0 ? 0 : 1;
        }
        return failures;
    };
    for (unsigned p = 0; p < processes; ++p) {
        writers.push_back(fork());
        if (writers.back() == 0)
            _exit(write(100 * (p + 1)));
    }
    std::vector<std::thread> here;
    for (unsigned t = 0; t < threads; ++t)
        here.emplace_back([&write, t] { EXPECT_EQ(write(1000 * (t + 1)), 0); });
    for (std::thread& thread : here)
        thread.join();
    for (const pid_t writer : writers) {
        int status = -1;
        ASSERT_EQ(waitpid(writer, &status, 0), writer);
        EXPECT_EQ(status, 0);
    }
    EXPECT_EQ(stored(), linked_in + 3 * each * (processes + threads));
}

} // namespace
} // namespace ws2::catalog
