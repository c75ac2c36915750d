// Suite conformance: AF_UNIX (afunix.h): streams between processes of one system.
#include "conformance/overlapped.hpp"

#include <afunix.h>
#include <filesystem>
#include <unistd.h>

namespace ws2::conformance {
namespace {

class LocalStream : public testing::Test {
protected:
    static void SetUpTestSuite() { entries(any); } // starts the library
    LocalStream() {
        char name[] = "/tmp/ws2-local-XXXXXX";
        folder_ = mkdtemp(name);
        WSASetLastError(0);
    }
    ~LocalStream() override { std::filesystem::remove_all(folder_); }

    static Socket open() {
        Socket s(socket(AF_UNIX, SOCK_STREAM, 0));
        if (s == INVALID_SOCKET)
            refuse("socket(AF_UNIX)");
        return s;
    }
    SOCKADDR_UN path(const char* name) const {
        SOCKADDR_UN to{};
        to.sun_family = AF_UNIX;
        (folder_ / name).string().copy(to.sun_path, sizeof to.sun_path - 1);
        return to;
    }
    static Outcome bind_to(SOCKET s, const SOCKADDR_UN& to) {
        return outcome_of(
            [&] { return bind(s, reinterpret_cast<const sockaddr*>(&to), sizeof to); });
    }
    static Outcome connect_to(SOCKET s, const SOCKADDR_UN& to) {
        return outcome_of(
            [&] { return connect(s, reinterpret_cast<const sockaddr*>(&to), sizeof to); });
    }
    Pair pair() {
        const SOCKADDR_UN here = path("server");
        const Socket listener = open();
        EXPECT_EQ(bind_to(listener, here), returned(0));
        EXPECT_EQ(listen(listener, 5), 0);
        Socket a = open();
        EXPECT_EQ(connect_to(a, here), returned(0));
        SOCKADDR_UN peer{};
        int size = sizeof peer;
        Socket b(accept(listener, reinterpret_cast<sockaddr*>(&peer), &size));
        EXPECT_EQ(peer.sun_family, AF_UNIX);
        return {std::move(a), std::move(b)};
    }

private:
    std::filesystem::path folder_;
};

TEST_F(LocalStream, CarriesDataBothWaysAndEndsGracefully) {
    Pair both = pair();
    ASSERT_NE(static_cast<SOCKET>(both.b), INVALID_SOCKET);
    EXPECT_TRUE(still_usable(both));
    ASSERT_EQ(shutdown(both.a, SD_SEND), 0);
    EXPECT_EQ(receive_until_end(both.b).end, returned(0));
    EXPECT_EQ(send(both.b, "x", 1, 0), 1);
    EXPECT_EQ(receive(both.a, 1), "x");
}

TEST_F(LocalStream, AccountOfTheEntryIsTruthful) {
    const Socket s = open();
    WSAPROTOCOL_INFOW info{};
    int size = sizeof info;
    ASSERT_EQ(getsockopt(s, SOL_SOCKET, SO_PROTOCOL_INFOW, reinterpret_cast<char*>(&info), &size),
              0);
    EXPECT_EQ(info.iAddressFamily, AF_UNIX);
    EXPECT_EQ(info.iMaxSockAddr, 110);
    EXPECT_EQ(info.dwServiceFlags1 & (XP1_EXPEDITED_DATA | XP1_MESSAGE_ORIENTED), 0U);
    EXPECT_EQ(outcome_of([&] { return socket(AF_UNIX, SOCK_DGRAM, 0); }).error, WSAESOCKTNOSUPPORT);
}

TEST_F(LocalStream, SIO_AF_UNIX_GETPEERPIDTellsThePeersProcess) {
    const Pair both = pair();
    ULONG process = 0;
    DWORD size = 0;
    ASSERT_EQ(WSAIoctl(both.a, SIO_AF_UNIX_GETPEERPID, nullptr, 0, &process, sizeof process, &size,
                       nullptr, nullptr),
              0);
    EXPECT_EQ(process, static_cast<ULONG>(getpid()));
}

TEST_F(LocalStream, APathThatIsTakenIsWSAEADDRINUSEAndOneOfNobodyWSAECONNREFUSED) {
    const SOCKADDR_UN here = path("taken");
    const Socket first = open();
    ASSERT_EQ(bind_to(first, here), returned(0));
    EXPECT_EQ(bind_to(open(), here), failed(WSAEADDRINUSE));
    EXPECT_EQ(connect_to(open(), here), failed(WSAECONNREFUSED)); // nobody listens
    EXPECT_EQ(connect_to(open(), path("nobody")), failed(WSAECONNREFUSED));
    EXPECT_EQ(bind_to(open(), path("no/folder")), failed(WSAEADDRNOTAVAIL));
}

TEST_F(LocalStream, NamesAreThePaths) {
    const SOCKADDR_UN here = path("named");
    const Socket s = open();
    ASSERT_EQ(bind_to(s, here), returned(0));
    SOCKADDR_UN name{};
    int size = sizeof name;
    ASSERT_EQ(getsockname(s, reinterpret_cast<sockaddr*>(&name), &size), 0);
    EXPECT_STREQ(name.sun_path, here.sun_path);
    size = 4;
    EXPECT_EQ(outcome_of([&] { return getsockname(s, reinterpret_cast<sockaddr*>(&name), &size); }),
              failed(WSAEFAULT));
}

TEST_F(LocalStream, UrgentDataIsRefused) {
    const Pair both = pair();
    EXPECT_EQ(outcome_of([&] { return send(both.a, "x", 1, MSG_OOB); }), failed(WSAEOPNOTSUPP));
}

TEST_F(LocalStream, OverlappedCallsWork) {
    const Pair both = pair();
    Operation receiving;
    EXPECT_EQ(receiving.receive(both.b), failed(WSA_IO_PENDING));
    Operation sending(0);
    sending.data = "hello";
    EXPECT_EQ(sending.send(both.a), returned(0));
    ASSERT_TRUE(receiving.ends());
    EXPECT_EQ(receiving.result(both.b), returned(5));
}

} // namespace
} // namespace ws2::conformance
