// Suite conformance: WSAAsyncSelect. What is true of the events themselves is checked with
// WSAEventSelect; here is what is particular to messages.
#include "conformance/events.hpp"
#include "conformance/window.hpp"

namespace ws2::conformance {
namespace {

bool posts_messages(const Entry& entry) {
    return notifies(entry) && entry.subject->event_messages;
}
bool posts_of_connections(const Entry& entry) {
    return posts_messages(entry) && entry.connected();
}

constexpr UINT of_socket = WM_USER + 1;

class AsyncSelect : public Case {
protected:
    // The event of the next message, which has to be of `s` and without error.
    static int next_event(const Window& window, SOCKET s) {
        const MSG message = window.next();
        EXPECT_EQ(message.message, of_socket);
        EXPECT_EQ(message.wParam, static_cast<WPARAM>(s));
        EXPECT_EQ(WSAGETSELECTERROR(message.lParam), 0);
        return WSAGETSELECTEVENT(message.lParam);
    }
    Window window_;
};
WS2_OVER(AsyncSelect, posts_messages);

TEST_P(AsyncSelect, WhatIsNoWindowIsWSAEINVAL) {
    const Socket s = create(entry());
    const auto none = reinterpret_cast<HWND>(LONG_PTR{0x1234568});
    EXPECT_EQ(outcome_of([&] { return WSAAsyncSelect(s, none, of_socket, FD_READ); }),
              failed(WSAEINVAL));
}

TEST_P(AsyncSelect, EachEventIsAMessageOnceUntilItsReenablingCall) {
    const Pair pair = connect_pair(entry());
    ASSERT_EQ(WSAAsyncSelect(pair.b, window_.handle, of_socket, FD_READ | FD_WRITE), 0);
    EXPECT_EQ(next_event(window_, pair.b), FD_WRITE);
    send_all(pair.a, "a");
    EXPECT_EQ(next_event(window_, pair.b), FD_READ);
    send_all(pair.a, "b");
    ASSERT_TRUE(readable(pair.b));
    EXPECT_TRUE(window_.quiet());
    EXPECT_EQ(receive(pair.b, 1), "a");
    EXPECT_EQ(next_event(window_, pair.b), FD_READ);
    EXPECT_EQ(receive(pair.b, 1), "b");
    EXPECT_TRUE(window_.quiet());
    Events events(pair.b);
    EXPECT_EQ(events.now(), 0) << "only WSAEventSelect keeps a record";
}

TEST_P(AsyncSelect, TheTwoKindsOfRegistrationReplaceEachOther) {
    const Pair pair = connect_pair(entry());
    ASSERT_EQ(WSAAsyncSelect(pair.b, window_.handle, of_socket, FD_READ), 0);
    Events events(pair.b, FD_READ);
    send_all(pair.a, "a");
    EXPECT_EQ(events.wait_for(FD_READ), FD_READ);
    EXPECT_TRUE(window_.quiet());
    ASSERT_EQ(WSAAsyncSelect(pair.b, window_.handle, of_socket, FD_READ), 0);
    EXPECT_EQ(next_event(window_, pair.b), FD_READ);
    EXPECT_FALSE(events.signalled());
    ASSERT_EQ(WSAAsyncSelect(pair.b, nullptr, 0, 0), 0); // to cancel, no window is needed
    send_all(pair.a, "b");
    EXPECT_EQ(receive(pair.b, 1), "a");
    EXPECT_TRUE(window_.quiet());
}

class AsyncSelectConnection : public AsyncSelect {};
WS2_OVER(AsyncSelectConnection, posts_of_connections);

TEST_P(AsyncSelectConnection, AWholeConversationByMessages) {
    const Socket listener = listening(entry());
    ASSERT_EQ(WSAAsyncSelect(listener, window_.handle, of_socket, FD_ACCEPT | FD_READ | FD_CLOSE),
              0);
    Socket caller = create(entry());
    const Window other;
    ASSERT_EQ(WSAAsyncSelect(caller, other.handle, of_socket, FD_CONNECT | FD_WRITE), 0);
    const Address server = name_of(listener);
    EXPECT_EQ(outcome_of([&] { return connect(caller, server.get(), server.length); }),
              failed(WSAEWOULDBLOCK));
    EXPECT_EQ(next_event(window_, listener), FD_ACCEPT);
    const Socket accepted(accept(listener, nullptr, nullptr));
    ASSERT_NE(accepted, INVALID_SOCKET);
    EXPECT_EQ(next_event(other, caller), FD_CONNECT);
    EXPECT_EQ(next_event(other, caller), FD_WRITE);
    send_all(caller, "bye");
    EXPECT_EQ(next_event(window_, accepted), FD_READ) << "inherited from the listener";
    EXPECT_EQ(receive(accepted, 3), "bye");
    caller.close();
    EXPECT_EQ(next_event(window_, accepted), FD_CLOSE);
}

TEST_P(AsyncSelectConnection, AFailureIsInTheMessage) {
    Address nobody;
    {
        const Socket listener = listening(entry());
        nobody = name_of(listener);
    }
    const Socket s = create(entry());
    ASSERT_EQ(WSAAsyncSelect(s, window_.handle, of_socket, FD_CONNECT), 0);
    EXPECT_EQ(outcome_of([&] { return connect(s, nobody.get(), nobody.length); }),
              failed(WSAEWOULDBLOCK));
    const MSG message = window_.next();
    EXPECT_EQ(WSAGETSELECTEVENT(message.lParam), FD_CONNECT);
    EXPECT_EQ(WSAGETSELECTERROR(message.lParam), WSAECONNREFUSED);
}

} // namespace
} // namespace ws2::conformance
