// The WSAAsyncGetXByY calls: the record in the caller's buffer, the end as a message.
#include <winsock2.h>

#include "conformance/window.hpp"
#include "session.hpp"

#include <array>
#include <cstring>
#include <string>

namespace {

class ApiNameMessage : public api_test::Session {
protected:
    static constexpr UINT told = WM_USER + 7;

    // The message of a request that has to start.
    MSG end_of(HANDLE request) const {
        EXPECT_NE(request, nullptr);
        const MSG message = window_.next();
        EXPECT_EQ(message.message, told);
        EXPECT_EQ(message.wParam, reinterpret_cast<WPARAM>(request));
        return message;
    }
    // All of a text lies in the buffer.
    void expect_inside(const char* text) const {
        EXPECT_GE(text, buffer_.data());
        EXPECT_LT(text + std::strlen(text), buffer_.data() + buffer_.size());
    }

    ws2::conformance::Window window_;
    alignas(8) std::array<char, MAXGETHOSTSTRUCT> buffer_{};
    char* const to_ = buffer_.data();
    const int room_ = static_cast<int>(buffer_.size());
};

TEST_F(ApiNameMessage, AHostComesWholeInTheBuffer) {
    const MSG end = end_of(WSAAsyncGetHostByName(window_.handle, told, "127.0.0.1", to_, room_));
    ASSERT_EQ(WSAGETASYNCERROR(end.lParam), 0);
    hostent host;
    std::memcpy(&host, to_, sizeof host);
    EXPECT_EQ(host.h_addrtype, AF_INET);
    ASSERT_EQ(host.h_length, 4);
    ASSERT_NE(host.h_addr_list[0], nullptr);
    EXPECT_EQ(std::string(host.h_addr_list[0], 4), std::string("\x7f\0\0\1", 4));
    EXPECT_EQ(host.h_addr_list[1], nullptr);
    expect_inside(host.h_name);
    EXPECT_STREQ(host.h_name, "127.0.0.1");
    EXPECT_GT(WSAGETASYNCBUFLEN(end.lParam), sizeof host);
}

TEST_F(ApiNameMessage, TooLittleRoomTellsHowMuchIsNeeded) {
    MSG end = end_of(WSAAsyncGetHostByName(window_.handle, told, "127.0.0.1", nullptr, 0));
    EXPECT_EQ(WSAGETASYNCERROR(end.lParam), WSAENOBUFS);
    const int needed = WSAGETASYNCBUFLEN(end.lParam);
    buffer_.fill('#');
    const auto ask = [&](int room) {
        end = end_of(WSAAsyncGetHostByName(window_.handle, told, "127.0.0.1", to_, room));
        EXPECT_EQ(WSAGETASYNCBUFLEN(end.lParam), needed);
        EXPECT_EQ(buffer_[static_cast<std::size_t>(room)], '#');
        return int{WSAGETASYNCERROR(end.lParam)};
    };
    EXPECT_EQ(ask(needed - 1), WSAENOBUFS);
    EXPECT_EQ(ask(needed), 0);
}

// A host without /etc/services and /etc/protocols knows neither.
TEST_F(ApiNameMessage, ServicesAndProtocolsComeLikewise) {
    if (getservbyname("http", "tcp") == nullptr || getprotobynumber(6) == nullptr)
        GTEST_SKIP();
    for (const bool by_name : {true, false}) {
        const MSG end = end_of(
            by_name ? WSAAsyncGetServByName(window_.handle, told, "http", "tcp", to_, room_)
                    : WSAAsyncGetServByPort(window_.handle, told, htons(80), "tcp", to_, room_));
        ASSERT_EQ(WSAGETASYNCERROR(end.lParam), 0);
        servent service;
        std::memcpy(&service, to_, sizeof service);
        EXPECT_EQ(service.s_port, static_cast<short>(htons(80)));
        EXPECT_STREQ(service.s_name, "http");
        EXPECT_STREQ(service.s_proto, "tcp");
        expect_inside(service.s_name);
        expect_inside(service.s_proto);
    }
    for (const bool by_name : {true, false}) {
        const MSG end =
            end_of(by_name ? WSAAsyncGetProtoByName(window_.handle, told, "tcp", to_, room_)
                           : WSAAsyncGetProtoByNumber(window_.handle, told, 6, to_, room_));
        ASSERT_EQ(WSAGETASYNCERROR(end.lParam), 0);
        protoent protocol;
        std::memcpy(&protocol, to_, sizeof protocol);
        EXPECT_EQ(protocol.p_proto, IPPROTO_TCP);
        EXPECT_STREQ(protocol.p_name, "tcp");
        expect_inside(protocol.p_name);
        ASSERT_NE(protocol.p_aliases[0], nullptr);
        EXPECT_STREQ(protocol.p_aliases[0], "TCP");
    }
}

TEST_F(ApiNameMessage, AnErrorOfTheLookUpComesWithTheMessage) {
    MSG end =
        end_of(WSAAsyncGetServByName(window_.handle, told, "no such service", "tcp", to_, room_));
    EXPECT_NE(WSAGETASYNCERROR(end.lParam), 0);
    end = end_of(WSAAsyncGetServByName(window_.handle, told, nullptr, nullptr, to_, room_));
    EXPECT_EQ(WSAGETASYNCERROR(end.lParam), WSAEFAULT);
    const char address[4] = {127, 0, 0, 1};
    end = end_of(WSAAsyncGetHostByAddr(window_.handle, told, address, 4, AF_IPX, to_, room_));
    EXPECT_EQ(WSAGETASYNCERROR(end.lParam), WSAEAFNOSUPPORT);
}

TEST_F(ApiNameMessage, RefusesAtOnceWhatCannotEnd) {
    EXPECT_EQ(WSAAsyncGetHostByName(nullptr, told, "127.0.0.1", to_, room_), nullptr);
    EXPECT_EQ(WSAGetLastError(), WSAEINVAL);
    EXPECT_EQ(WSAAsyncGetHostByName(window_.handle, told, "127.0.0.1", nullptr, 1), nullptr);
    EXPECT_EQ(WSAGetLastError(), WSAEFAULT);
}

// Either the request is cancelled and nothing is heard of it, or it had ended and is.
TEST_F(ApiNameMessage, ACancelledRequestIsNotHeardOf) {
    for (int i = 0; i < 20; ++i) {
        buffer_.fill('#');
        const HANDLE request = WSAAsyncGetProtoByNumber(window_.handle, told, 6, to_, room_);
        if (WSACancelAsyncRequest(request) == SOCKET_ERROR) {
            EXPECT_EQ(WSAGetLastError(), WSAEALREADY);
            end_of(request);
        } else {
            EXPECT_EQ(buffer_[0], '#');
            EXPECT_EQ(WSACancelAsyncRequest(request), SOCKET_ERROR);
            EXPECT_EQ(WSAGetLastError(), WSAEALREADY);
        }
    }
    end_of(WSAAsyncGetProtoByNumber(window_.handle, told, 6, to_, room_));
    EXPECT_TRUE(window_.quiet());
    EXPECT_EQ(WSACancelAsyncRequest(reinterpret_cast<HANDLE>(ULONG_PTR{1} << 40U)), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAEINVAL);
}

} // namespace
