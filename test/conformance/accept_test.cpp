// Suite conformance: accept, WSAAccept and the condition function.
#include "conformance/pair.hpp"
#include "conformance/thread.hpp"

#include <cstring>

namespace ws2::conformance {
namespace {

using testing::AnyOf;

class Accept : public Case {};
WS2_OVER(Accept, connection_oriented);

TEST_P(Accept, ASocketThatDoesNotListenIsWSAEINVAL) {
    const Socket unbound = create(entry());
    EXPECT_EQ(outcome_of([&] { return accept(unbound, nullptr, nullptr); }), failed(WSAEINVAL));
    const Socket only_bound = bound(entry());
    EXPECT_EQ(outcome_of([&] { return accept(only_bound, nullptr, nullptr); }), failed(WSAEINVAL));
}

TEST_P(Accept, NothingPendingOnANonBlockingListenerIsWSAEWOULDBLOCK) {
    const Socket listener = listening(entry());
    set_blocking(listener, false);
    EXPECT_EQ(outcome_of([&] { return accept(listener, nullptr, nullptr); }),
              failed(WSAEWOULDBLOCK));
}

TEST_P(Accept, TheAddressOfTheCallerIsFilledIn) {
    const Socket listener = listening(entry());
    const Address server = name_of(listener);
    const Socket caller = create(entry());
    BlockedCall calling([&] { return connect(caller, server.get(), server.length); });
    Address from;
    const Socket accepted(accept(listener, from.get(), &from.length));
    ASSERT_NE(accepted, INVALID_SOCKET) << WSAGetLastError();
    EXPECT_EQ(calling.join(), returned(0));
    EXPECT_EQ(from, peer_of(accepted));
    EXPECT_EQ(from, name_of(caller));
}

TEST_P(Accept, TooLittleRoomForTheAddressIsWSAEFAULTAndTheCallerStaysQueued) {
    const Socket listener = listening(entry());
    const Address server = name_of(listener);
    const Socket caller = create(entry());
    BlockedCall calling([&] { return connect(caller, server.get(), server.length); });
    ASSERT_TRUE(readable(listener));
    Address from;
    from.length = 1;
    EXPECT_EQ(outcome_of([&] { return accept(listener, from.get(), &from.length); }),
              failed(WSAEFAULT));
    const Socket accepted(accept(listener, nullptr, nullptr));
    EXPECT_NE(accepted, INVALID_SOCKET);
    EXPECT_EQ(calling.join(), returned(0));
}

TEST_P(Accept, TheNewSocketInheritsNonBlockingMode) {
    const Socket listener = listening(entry());
    const Address server = name_of(listener);
    const Socket caller = create(entry());
    BlockedCall calling([&] { return connect(caller, server.get(), server.length); });
    ASSERT_TRUE(readable(listener));
    set_blocking(listener, false);
    const Socket accepted(accept(listener, nullptr, nullptr));
    ASSERT_NE(accepted, INVALID_SOCKET) << WSAGetLastError();
    EXPECT_EQ(calling.join(), returned(0));
    char octet = 0;
    EXPECT_EQ(outcome_of([&] { return recv(accepted, &octet, 1, 0); }), failed(WSAEWOULDBLOCK));
}

TEST_P(Accept, TheNewSocketInheritsOptions) {
    const Socket listener = listening(entry());
    set_linger(listener, true, 17);
    set_option(listener, SOL_SOCKET, SO_RCVTIMEO, 12345);
    const Pair pair = connect_through(entry(), listener);
    linger value{};
    int size = sizeof value;
    ASSERT_EQ(getsockopt(pair.b, SOL_SOCKET, SO_LINGER, reinterpret_cast<char*>(&value), &size), 0);
    EXPECT_NE(value.l_onoff, 0);
    EXPECT_EQ(value.l_linger, 17);
    EXPECT_EQ(option(pair.b, SOL_SOCKET, SO_RCVTIMEO), 12345);
}

// The reset is the connection's end, not the listener's: recv tells of it.
TEST_P(Accept, ACallerThatResetsBeforeItIsAcceptedIsAcceptedAllTheSame) {
    if (!resettable(entry()) || !entry().byte_stream())
        GTEST_SKIP() << "no reset, or none before the accept";
    const Socket listener = listening(entry());
    for (const bool with_address : {false, true}) {
        Socket caller = create(entry());
        const Address there = name_of(listener);
        ASSERT_EQ(connect(caller, there.get(), there.length), 0);
        const Address from = name_of(caller);
        set_linger(caller, true, 0);
        caller.close();
        Address peer;
        peer.length = sizeof peer.storage;
        const Socket accepted(accept(listener, with_address ? peer.get() : nullptr,
                                     with_address ? &peer.length : nullptr));
        ASSERT_NE(static_cast<SOCKET>(accepted), INVALID_SOCKET) << WSAGetLastError();
        if (with_address) {
            EXPECT_EQ(peer, from);
        }
        char octet = 0;
        EXPECT_EQ(outcome_of([&] { return recv(accepted, &octet, 1, 0); }), failed(WSAECONNRESET));
    }
}

TEST_P(Accept, ConnectionsOutliveTheListener) {
    Socket listener = listening(entry());
    const Pair pair = connect_through(entry(), listener);
    listener.close();
    EXPECT_TRUE(still_usable(pair));
}

TEST_P(Accept, ManyConnectionsOfOneListenerAreApart) {
    const Socket listener = listening(entry());
    std::vector<Pair> pairs;
    for (int each = 0; each < 10; ++each)
        pairs.push_back(connect_through(entry(), listener));
    for (std::size_t each = 0; each < pairs.size(); ++each)
        send_all(pairs[each].a, std::to_string(each));
    for (std::size_t each = 0; each < pairs.size(); ++each)
        EXPECT_EQ(receive(pairs[each].b, 1), std::to_string(each));
}

// What the condition function saw, and what it is to answer.
struct Condition {
    explicit Condition(int first_answer = CF_ACCEPT) : answer(first_answer) {}

    int answer;
    int calls = 0;
    std::string caller_id;
    std::string callee_id;
    bool caller_data = false;

    static int CALLBACK run(LPWSABUF caller_id, LPWSABUF caller_data, LPQOS, LPQOS,
                            LPWSABUF callee_id, LPWSABUF, GROUP*, DWORD_PTR context) {
        auto& self = *reinterpret_cast<Condition*>(context);
        ++self.calls;
        if (caller_id != nullptr && caller_id->buf != nullptr)
            self.caller_id.assign(caller_id->buf, caller_id->len);
        if (callee_id != nullptr && callee_id->buf != nullptr)
            self.callee_id.assign(callee_id->buf, callee_id->len);
        self.caller_data = caller_data != nullptr && caller_data->len != 0;
        return self.answer;
    }

    Outcome accept_from(SOCKET listener, Socket* accepted) {
        const auto call = outcome_of([&] {
            *accepted = Socket(
                WSAAccept(listener, nullptr, nullptr, run, reinterpret_cast<DWORD_PTR>(this)));
            return static_cast<SOCKET>(*accepted);
        });
        return call.value >= 0 ? returned(0) : call;
    }
};

bool begins_with(const std::string& octets, const Address& address) {
    return octets.size() >= static_cast<std::size_t>(address.length) &&
           std::memcmp(octets.data(), address.get(), static_cast<std::size_t>(address.length)) == 0;
}

class AcceptCondition : public Case {
protected:
    AcceptCondition()
        : listener_(listening(entry())), server_(name_of(listener_)), caller_(create(entry())),
          calling_([this] { return connect(caller_, server_.get(), server_.length); }) {}

    Socket listener_;
    Address server_;
    Socket caller_;
    BlockedCall calling_;
};
WS2_OVER(AcceptCondition, connection_oriented);

TEST_P(AcceptCondition, CF_ACCEPTGivesTheSocketAndTheFunctionSeesBothAddresses) {
    Condition condition;
    Socket accepted;
    ASSERT_EQ(condition.accept_from(listener_, &accepted), returned(0));
    EXPECT_EQ(calling_.join(), returned(0));
    EXPECT_EQ(condition.calls, 1);
    EXPECT_TRUE(begins_with(condition.caller_id, name_of(caller_)));
    EXPECT_TRUE(begins_with(condition.callee_id, name_of(accepted)));
    EXPECT_FALSE(condition.caller_data);
}

TEST_P(AcceptCondition, CF_REJECTIsWSAECONNREFUSEDAndTheCallerIsTurnedAway) {
    Condition condition{CF_REJECT};
    Socket accepted;
    EXPECT_EQ(condition.accept_from(listener_, &accepted), failed(WSAECONNREFUSED));
    Outcome called = calling_.join();
    if (called == returned(0)) { // the transport had finished its handshake: then it resets
        char octet = 0;
        called = outcome_of([&] { return recv(caller_, &octet, 1, 0); });
    }
    if (resettable(entry())) {
        EXPECT_THAT(called, AnyOf(failed(WSAECONNREFUSED), failed(WSAECONNRESET)));
    } else {
        EXPECT_EQ(called, graceful_end(entry()));
    }
}

TEST_P(AcceptCondition, CF_DEFERIsWSATRY_AGAINAndTheCallerStaysAtTheHead) {
    Condition condition{CF_DEFER};
    Socket accepted;
    EXPECT_EQ(condition.accept_from(listener_, &accepted), failed(WSATRY_AGAIN));
    EXPECT_EQ(condition.accept_from(listener_, &accepted), failed(WSATRY_AGAIN));
    const std::string first = condition.caller_id;
    condition.answer = CF_ACCEPT;
    ASSERT_EQ(condition.accept_from(listener_, &accepted), returned(0));
    EXPECT_EQ(calling_.join(), returned(0));
    EXPECT_EQ(condition.calls, 3);
    EXPECT_EQ(condition.caller_id, first);
    EXPECT_EQ(peer_of(accepted), name_of(caller_));
}

TEST_P(AcceptCondition, ADeferredCallerIsTakenByAPlainAccept) {
    Condition condition{CF_DEFER};
    Socket accepted;
    EXPECT_EQ(condition.accept_from(listener_, &accepted), failed(WSATRY_AGAIN));
    accepted = Socket(accept(listener_, nullptr, nullptr));
    ASSERT_NE(accepted, INVALID_SOCKET) << WSAGetLastError();
    EXPECT_EQ(calling_.join(), returned(0));
    EXPECT_EQ(peer_of(accepted), name_of(caller_));
}

TEST_P(AcceptCondition, AnyOtherAnswerIsWSAEINVAL) {
    Condition condition{77};
    Socket accepted;
    EXPECT_EQ(condition.accept_from(listener_, &accepted), failed(WSAEINVAL));
    listener_.close();
    calling_.join();
}

} // namespace
} // namespace ws2::conformance
