// A session of Winsock over the fake providers, for the life of a test.
#pragma once

#include "world/catalog.hpp"

#include <gtest/gtest.h>

namespace api_test {

class Session : public ::testing::Test {
protected:
    Session() {
        WSADATA data;
        EXPECT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
    }
    ~Session() override { WSACleanup(); }

    static SOCKET open_first() { return socket(AF_INET, SOCK_STREAM, IPPROTO_TCP); }
    static SOCKET open_second() { return socket(AF_ISO, SOCK_STREAM, IPPROTO_TCP); }

    world::DefaultCatalog none_;
};

} // namespace api_test
