// test/unit/face: a call by a name that libc has too reaches the library's symbol, not libc's.
#include "fake_library.hpp"

#include <winsock2.h>
#include <ws2tcpip.h>

#include <functional>
#include <gtest/gtest.h>

extern "C" int face_select_from_c();
extern "C" int face_hostname_from_c();
extern "C" int face_send_from_c(SOCKET s);
extern "C" int ws2_send(SOCKET s, const char* buf, int len, int flags);
extern "C" int ws2_getaddrinfo(PCSTR, PCSTR, const ADDRINFOA*, PADDRINFOA*);
int face_startup_nt();
int face_startup_ce();

namespace {

class Linkage : public testing::Test {
protected:
    void SetUp() override { fake::clear(); }
};

TEST_F(Linkage, SendIsTheSymbolWs2Send) {
    EXPECT_EQ(3, send(7, "abc", 3, 0));
    EXPECT_STREQ("send", fake::called());
    EXPECT_EQ(&ws2_send, &send);
    EXPECT_EQ(&ws2_getaddrinfo, &getaddrinfo);
}

TEST_F(Linkage, SendFromCIsTheSameFunction) {
    EXPECT_EQ(3, face_send_from_c(7));
    EXPECT_STREQ("send", fake::called());
}

TEST_F(Linkage, SelectTakesWinsocksSets) {
    fd_set set;
    FD_ZERO(&set);
    struct timeval none = {0, 0};
    EXPECT_EQ(0, select(0, &set, nullptr, nullptr, &none));
    EXPECT_STREQ("select", fake::called());
    fake::clear();
    EXPECT_EQ(0, face_select_from_c());
    EXPECT_STREQ("select", fake::called());
}

TEST_F(Linkage, GethostnameTakesAnIntLength) {
    char name[8];
    EXPECT_EQ(0, gethostname(name, 8));
    EXPECT_STREQ("gethostname", fake::called());
    fake::clear();
    EXPECT_EQ(0, face_hostname_from_c());
    EXPECT_STREQ("gethostname", fake::called());
}

TEST_F(Linkage, BindIsNoMacroAndStdBindStillBinds) {
    sockaddr_in address = {};
    EXPECT_EQ(0, bind(7, reinterpret_cast<sockaddr*>(&address), sizeof(address)));
    EXPECT_STREQ("bind", fake::called());
    auto bound = std::bind(&::send, SOCKET{7}, "abc", 2, 0);
    EXPECT_EQ(2, bound());
}

TEST_F(Linkage, StartupSaysWhichTargetTheSourceWasCompiledFor) {
    WSADATA data;
    EXPECT_EQ(0, WSAStartup(WINSOCK_VERSION, &data));
    EXPECT_STREQ("WSAStartup", fake::called());
    EXPECT_EQ(0, face_startup_nt());
    EXPECT_STREQ("ws2_WSAStartup_nt", fake::called());
    EXPECT_EQ(0, face_startup_ce());
    EXPECT_STREQ("ws2_WSAStartup_ce", fake::called());
}

} // namespace
