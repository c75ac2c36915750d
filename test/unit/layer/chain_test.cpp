#include "world/catalog.hpp"

#include <gtest/gtest.h>
#include <optional>
#include <vector>
#include <ws2tcpip.h>

namespace {

using ws2::catalog::Entry;

constexpr DWORD base_id = 3;
constexpr DWORD forward_id = 4;
constexpr DWORD fake_layer_id = 5;
constexpr DWORD chain_id = 9;

Entry layer(DWORD id, std::u16string path) {
    return world::entry(id, std::move(path), AF_INET, LAYERED_PROTOCOL);
}

// A chain; its path is of its top layer, as installers write it.
Entry chain(DWORD id, std::u16string path, std::initializer_list<DWORD> parts, bool ifs = false) {
    Entry out = world::chain(id, parts);
    out.path = std::move(path);
    out.info.dwServiceFlags1 = ifs ? XP1_IFS_HANDLES : 0;
    return out;
}

// A session over a catalog of the forwarding layer, a fake base, and what a test adds before them.
class LayerChain : public ::testing::Test {
protected:
    void start(std::vector<Entry> entries) {
        entries.push_back(layer(forward_id, u"builtin:forward"));
        entries.push_back(layer(fake_layer_id, u"builtin:first"));
        entries.push_back(world::entry(base_id, u"builtin:second"));
        file_.emplace(entries);
        WSADATA data;
        ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
        startups_ = world_second_seen.startups;
        cleanups_ = world_second_seen.cleanups;
    }
    ~LayerChain() override {
        while (WSACleanup() == 0) {
        }
        world_second_seen.kernel_handles = false;
    }
    static SOCKET open() { return socket(AF_INET, SOCK_STREAM, IPPROTO_TCP); }
    // 0 or the error of the first socket.
    static int open_error() {
        ::testing::internal::CaptureStderr();
        const SOCKET s = open();
        const int error = s == INVALID_SOCKET ? WSAGetLastError() : 0;
        ::testing::internal::GetCapturedStderr();
        return error;
    }

    std::optional<world::CatalogFile> file_;
    int startups_ = 0;
    int cleanups_ = 0;
};

TEST_F(LayerChain, TheBaseIsStartedAndOpenedWithItsOwnEntry) {
    start({chain(chain_id, u"builtin:forward", {forward_id, base_id})});
    const SOCKET s = open();
    ASSERT_NE(s, INVALID_SOCKET);
    EXPECT_EQ(world_second_seen.started_with_id, base_id);
    EXPECT_EQ(world_second_seen.opened_with_id, base_id);
    EXPECT_EQ(send(s, "abc", 3, 0), 3);
    char text[4] = {};
    EXPECT_EQ(recv(s, text, 4, 0), 3);
    EXPECT_STREQ(text, "abc");
    EXPECT_EQ(closesocket(s), 0);
    EXPECT_EQ(send(s, "abc", 3, 0), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAENOTSOCK);
}

TEST_F(LayerChain, ALayerBelowALayerGetsTheChainsEntryUnchanged) {
    start({chain(chain_id, u"builtin:forward", {forward_id, fake_layer_id, base_id})});
    ASSERT_NE(open(), INVALID_SOCKET);
    EXPECT_EQ(world_first_seen.started_with_id, chain_id);
    EXPECT_EQ(world_first_seen.opened_with_id, chain_id);
}

TEST_F(LayerChain, AChainInAChainIsStartedAsItself) {
    start({chain(chain_id, u"builtin:forward", {forward_id, 8, base_id}),
           chain(8, u"builtin:first", {fake_layer_id, base_id})});
    ASSERT_NE(open(), INVALID_SOCKET);
    EXPECT_EQ(world_first_seen.started_with_id, 8U);
    EXPECT_EQ(world_first_seen.opened_with_id, 8U);
}

TEST_F(LayerChain, EveryStartIsCleanedUpAtTheEnd) {
    start({chain(chain_id, u"builtin:forward", {forward_id, base_id})});
    const SOCKET s = open();
    ASSERT_NE(s, INVALID_SOCKET);
    EXPECT_GT(world_second_seen.startups, startups_);
    const int closed = world_second_seen.closed;
    EXPECT_EQ(WSACleanup(), 0);
    EXPECT_EQ(world_second_seen.closed, closed + 1) << "through the layer";
    EXPECT_EQ(world_second_seen.cleanups - cleanups_, world_second_seen.startups - startups_);
    WSADATA data;
    ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
    EXPECT_NE(open(), INVALID_SOCKET) << "and starts again";
}

TEST_F(LayerChain, HandlesOfTheKernelPassThroughUnderTheChainsId) {
    world_second_seen.kernel_handles = true;
    start({chain(chain_id, u"builtin:forward", {forward_id, base_id}, true)});
    const SOCKET s = open();
    ASSERT_NE(s, INVALID_SOCKET);
    WSAPROTOCOL_INFOW info{};
    int length = sizeof info;
    ASSERT_EQ(getsockopt(s, SOL_SOCKET, SO_PROTOCOL_INFOW, reinterpret_cast<char*>(&info), &length),
              0);
    EXPECT_EQ(info.dwCatalogEntryId, chain_id);
    EXPECT_EQ(send(s, "x", 1, 0), 1);
    EXPECT_EQ(closesocket(s), 0);
}

TEST_F(LayerChain, SelectMixesSocketsOfTwoChainsOfOneLayer) {
    start({chain(chain_id, u"builtin:forward", {forward_id, base_id}),
           chain(10, u"builtin:forward", {forward_id, 6}), world::entry(6, u"builtin:first")});
    const SOCKET one = open();
    WSAPROTOCOL_INFOW info = chain(10, u"", {forward_id, 6}).info;
    const SOCKET other = WSASocketW(-1, -1, -1, &info, 0, 0);
    ASSERT_NE(one, INVALID_SOCKET);
    ASSERT_NE(other, INVALID_SOCKET);
    ASSERT_EQ(send(other, "x", 1, 0), 1);
    fd_set readable;
    FD_ZERO(&readable);
    FD_SET(one, &readable);
    FD_SET(other, &readable);
    EXPECT_EQ(select(0, &readable, nullptr, nullptr, nullptr), 1);
    EXPECT_FALSE(FD_ISSET(one, &readable));
    EXPECT_TRUE(FD_ISSET(other, &readable));
}

TEST_F(LayerChain, ALayerTwiceOrBelowItselfIsRefused) {
    start({chain(chain_id, u"builtin:forward", {forward_id, 7, base_id}),
           layer(7, u"builtin:forward")});
    EXPECT_EQ(open_error(), WSAEPROVIDERFAILEDINIT);
    EXPECT_EQ(WSACleanup(), 0);
    start({chain(chain_id, u"builtin:forward", {forward_id, 8, base_id}),
           chain(8, u"builtin:forward", {forward_id, base_id})});
    EXPECT_EQ(open_error(), WSAEPROVIDERFAILEDINIT);
    EXPECT_EQ(world_second_seen.cleanups - cleanups_, world_second_seen.startups - startups_);
}

TEST_F(LayerChain, WhatIsBelowAndCannotServeFailsTheChainAlone) {
    start({chain(chain_id, u"builtin:forward", {forward_id, 6}),
           world::entry(6, u"/nowhere/at/all.so"), world::entry(7, u"builtin:second", AF_ISO)});
    EXPECT_EQ(open_error(), WSAEPROVIDERFAILEDINIT);
    EXPECT_NE(socket(AF_ISO, SOCK_STREAM, IPPROTO_TCP), INVALID_SOCKET);
}

} // namespace
