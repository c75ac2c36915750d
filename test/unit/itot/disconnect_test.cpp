// WSPSendDisconnect and WSPRecvDisconnect through the table, and how connections end.
#include "unit/itot/raw_peer.hpp"

#include "mswsock.h"

#include <array>

namespace itot_test {
namespace {

using ItotDisconnect = Provider;
TEST_F(ItotDisconnect, AGoodbyeIsReadAndAnsweredAndTheAnswerIsRead) {
    const Pair pair = connected();
    EXPECT_EQ(send(pair.a, "last words"), 0);
    EXPECT_EQ(send_disconnect(pair.a, "goodbye"), 0);
    EXPECT_EQ(recv(pair.b).data, "last words");
    EXPECT_EQ(recv(pair.b), WSAEDISCON);
    EXPECT_EQ(recv_disconnect(pair.b).data, "goodbye");
    EXPECT_EQ(send_disconnect(pair.b, "farewell"), 0);
    EXPECT_EQ(recv(pair.a), WSAEDISCON);
    EXPECT_EQ(recv_disconnect(pair.a).data, "farewell");
    close(pair);
}

TEST_F(ItotDisconnect, DataOf0And1And64OctetsArrivesAnd65IsTooLong) {
    for (const std::size_t size : {0U, 1U, 64U}) {
        const Pair pair = connected();
        const std::string data(size, 'd');
        EXPECT_EQ(send_disconnect(pair.a, std::string(65, 'x')), WSAEMSGSIZE);
        EXPECT_EQ(send(pair.a, "still open"), 0);
        EXPECT_EQ(send_disconnect(pair.a, data), 0);
        EXPECT_EQ(recv(pair.b).data, "still open");
        EXPECT_EQ(recv(pair.b), WSAEDISCON);
        EXPECT_EQ(recv_disconnect(pair.b).data, data);
        close(pair);
    }
}

TEST_F(ItotDisconnect, WithoutDataNoneArrives) {
    const Pair pair = connected();
    EXPECT_EQ(send_disconnect(pair.a), 0);
    EXPECT_EQ(recv(pair.b), WSAEDISCON);
    const Answer none = recv_disconnect(pair.b);
    EXPECT_EQ(none.code, 0);
    EXPECT_EQ(none.data, "");
    close(pair);
}

TEST_F(ItotDisconnect, AnUnreadablePointerIsAFaultAndNothingIsSent) {
    const Pair pair = connected();
    WSABUF buffer{4, reinterpret_cast<char*>(8)};
    int error = 0;
    EXPECT_EQ(table_.lpWSPSendDisconnect(pair.a, &buffer, &error), SOCKET_ERROR);
    EXPECT_EQ(error, WSAEFAULT);
    error = 0;
    EXPECT_EQ(table_.lpWSPSendDisconnect(pair.a, reinterpret_cast<LPWSABUF>(8), &error),
              SOCKET_ERROR);
    EXPECT_EQ(error, WSAEFAULT);
    EXPECT_EQ(send(pair.a, "open"), 0);
    EXPECT_EQ(recv(pair.b).data, "open");
    close(pair);
}

TEST_F(ItotDisconnect, LaterSendsAndASecondCallAreShutDown) {
    const Pair pair = connected();
    EXPECT_EQ(send_disconnect(pair.a, "x"), 0);
    EXPECT_EQ(send(pair.a, "late"), WSAESHUTDOWN);
    EXPECT_EQ(send_disconnect(pair.a, "y"), WSAESHUTDOWN);
    EXPECT_EQ(send_disconnect(pair.a), WSAESHUTDOWN);
    EXPECT_EQ(recv(pair.b), WSAEDISCON);
    EXPECT_EQ(recv_disconnect(pair.b).data, "x");
    close(pair);
}

TEST_F(ItotDisconnect, WhatHadArrivedBeforeStaysReadable) {
    const Pair pair = connected();
    EXPECT_EQ(send(pair.b, "earlier"), 0);
    EXPECT_TRUE(wait(pair.a, Ready::readable));
    EXPECT_EQ(send_disconnect(pair.a), 0);
    EXPECT_EQ(recv(pair.a).data, "earlier");
    EXPECT_EQ(recv(pair.b), WSAEDISCON);
    EXPECT_EQ(send_disconnect(pair.b), 0);
    EXPECT_EQ(recv(pair.a), WSAEDISCON);
    close(pair);
}

TEST_F(ItotDisconnect, AShortBufferIsAFaultThatSaysTheSizeAndKeepsTheData) {
    const Pair pair = connected();
    EXPECT_EQ(send_disconnect(pair.a, "eight oc"), 0);
    EXPECT_EQ(recv(pair.b), WSAEDISCON);
    const Answer small = recv_disconnect(pair.b, 7);
    EXPECT_EQ(small.code, WSAEFAULT);
    EXPECT_EQ(small.flags, 8U); // len
    EXPECT_EQ(recv_disconnect(pair.b, 8).data, "eight oc");
    EXPECT_EQ(recv(pair.b), WSAESHUTDOWN);
    close(pair);
}

TEST_F(ItotDisconnect, AReceiveThatMayBePartialSeesTheEndAsNothing) {
    const Pair pair = connected();
    EXPECT_EQ(send_disconnect(pair.a), 0);
    const Answer end = recv(pair.b, 10, MSG_PARTIAL);
    EXPECT_EQ(end.code, 0);
    EXPECT_EQ(end.data, "");
    close(pair);
}

TEST_F(ItotDisconnect, SelectShowsTheDisconnectToAProgramThatDoesNotReceive) {
    const Pair pair = connected();
    std::thread closer([&] { EXPECT_EQ(send_disconnect(pair.a, "bye"), 0); });
    EXPECT_TRUE(wait(pair.b, Ready::readable));
    closer.join();
    EXPECT_EQ(recv_disconnect(pair.b).data, "bye");
    close(pair);
}

TEST_F(ItotDisconnect, APeerThatClosesWithoutAnsweringEndsItGracefully) {
    const Pair pair = connected();
    EXPECT_EQ(send_disconnect(pair.a, "bye"), 0);
    EXPECT_EQ(close(pair.b), 0);
    EXPECT_EQ(recv(pair.a), WSAEDISCON);
    EXPECT_EQ(recv_disconnect(pair.a).data, "");
    close(pair.a);
    close(pair.listener);
}

TEST_F(ItotDisconnect, CloseAloneIsAGoodbyeWithoutData) {
    const Pair pair = connected();
    EXPECT_EQ(send(pair.a, "data"), 0);
    EXPECT_EQ(close(pair.a), 0);
    EXPECT_EQ(recv(pair.b).data, "data");
    EXPECT_EQ(recv(pair.b), WSAEDISCON);
    EXPECT_EQ(recv_disconnect(pair.b).data, "");
    close(pair.b);
    close(pair.listener);
}

TEST_F(ItotDisconnect, ShutdownOfSendingIsAGoodbyeAndMayBeRepeated) {
    const Pair pair = connected();
    EXPECT_EQ(shutdown(pair.a, 7), WSAEINVAL);
    EXPECT_EQ(shutdown(pair.a, SD_SEND), 0);
    EXPECT_EQ(shutdown(pair.a, SD_SEND), 0);
    EXPECT_EQ(send_disconnect(pair.a, "x"), WSAESHUTDOWN);
    EXPECT_EQ(recv(pair.b), WSAEDISCON);
    EXPECT_EQ(shutdown(pair.b, SD_RECEIVE), 0);
    EXPECT_EQ(recv(pair.b), WSAESHUTDOWN);
    close(pair);
}

TEST_F(ItotDisconnect, TheOptionIsAnotherWayIn) {
    const Pair pair = connected();
    const std::array<char, 3> data{'o', 'p', 't'};
    EXPECT_EQ(set(pair.a, SO_DISCDATA, data), 0);
    EXPECT_EQ(close(pair.a), 0);
    EXPECT_EQ(recv(pair.b), WSAEDISCON);
    char kept[64] = {};
    int size = sizeof kept;
    int error = 0;
    EXPECT_EQ(table_.lpWSPGetSockOpt(pair.b, SOL_SOCKET, SO_DISCDATA, kept, &size, &error), 0);
    EXPECT_EQ(std::string(kept, static_cast<std::size_t>(size)), "opt");
    close(pair.b);
    close(pair.listener);
}

TEST_F(ItotDisconnect, Class0RefusesDataAndStaysOpen) {
    const Pair pair = connected(ISOPROTO_TP0);
    EXPECT_EQ(send_disconnect(pair.a, "data"), WSAENOPROTOOPT);
    EXPECT_EQ(recv_disconnect(pair.a), WSAENOPROTOOPT);
    EXPECT_EQ(send(pair.a, "still open"), 0);
    EXPECT_EQ(recv(pair.b).data, "still open");
    EXPECT_EQ(send_disconnect(pair.a), 0);
    EXPECT_EQ(recv(pair.b), WSAEDISCON);
    close(pair);
}

// The call returns at once and nothing is lost, whatever SO_LINGER and the mode say, to a peer that
// reads late.
TEST_F(ItotDisconnect, NeverWaitsAndLosesNothingToAPeerThatReadsLate) {
    for (const LINGER linger : {LINGER{0, 0}, LINGER{1, 0}, LINGER{1, 30}})
        for (const bool blocking : {true, false}) {
            const Pair pair = connected();
            EXPECT_EQ(set(pair.a, SO_LINGER, linger), 0);
            EXPECT_EQ(non_blocking(pair.a), 0);
            const std::string message(60'000, 'm');
            int sent = 0;
            while (send(pair.a, message).code == 0)
                ++sent;
            ASSERT_GT(sent, 0);
            EXPECT_EQ(non_blocking(pair.a, !blocking), 0);
            EXPECT_EQ(send_disconnect(pair.a, "after all of it"), 0);
            for (int i = 0; i < sent; ++i)
                ASSERT_TRUE(recv(pair.b).data == message);
            EXPECT_EQ(recv(pair.b), WSAEDISCON);
            EXPECT_EQ(recv_disconnect(pair.b).data, "after all of it");
            close(pair);
        }
}

TEST_F(ItotDisconnect, WhatWasQueuedGoesOutAfterClose) {
    const Pair pair = connected();
    EXPECT_EQ(non_blocking(pair.a), 0);
    const std::string message(60'000, 'm');
    int sent = 0;
    while (send(pair.a, message).code == 0)
        ++sent;
    EXPECT_EQ(send_disconnect(pair.a, "the end"), 0);
    EXPECT_EQ(close(pair.a), 0);
    for (int i = 0; i < sent; ++i)
        ASSERT_TRUE(recv(pair.b).data == message);
    EXPECT_EQ(recv(pair.b), WSAEDISCON);
    EXPECT_EQ(recv_disconnect(pair.b).data, "the end");
    close(pair.b);
    close(pair.listener);
}

TEST_F(ItotDisconnect, LingerZeroAtCloseIsAReset) {
    const Pair pair = connected();
    EXPECT_EQ(set(pair.a, SO_LINGER, LINGER{1, 0}), 0);
    EXPECT_EQ(close(pair.a), 0);
    EXPECT_EQ(recv(pair.b), WSAECONNRESET);
    EXPECT_EQ(send(pair.b, "x"), WSAECONNRESET);
    EXPECT_EQ(send_disconnect(pair.b, "x"), WSAENOTCONN);
    close(pair.b);
    close(pair.listener);
}

TEST_F(ItotDisconnect, LingerOnANonBlockingSocketWouldBlockAndLeavesItOpen) {
    const Pair pair = connected();
    EXPECT_EQ(set(pair.a, SO_LINGER, LINGER{1, 30}), 0);
    EXPECT_EQ(non_blocking(pair.a), 0);
    EXPECT_EQ(close(pair.a), WSAEWOULDBLOCK);
    EXPECT_EQ(send(pair.a, "alive"), 0);
    EXPECT_EQ(recv(pair.b).data, "alive");
    EXPECT_EQ(non_blocking(pair.a, false), 0);
    EXPECT_EQ(send_disconnect(pair.b), 0);
    EXPECT_EQ(close(pair.a), 0);
    close(pair.b);
    close(pair.listener);
}

// --- a peer made of octets ---

class ItotRaw : public Provider {
protected:
    // A socket of ours that a peer made of octets has called.
    SOCKET called(RawPeer& peer, SOCKET listener) {
        std::thread opener([&] { reference_ = peer.open(); });
        const SOCKET b = accept(listener);
        opener.join();
        return b;
    }
    std::string reference_; // ours
};

TEST_F(ItotRaw, TheDrOfAGoodbyeHasTheOctetsOfTheStandard) {
    const SOCKET listener = listening();
    RawPeer peer(name(listener));
    const SOCKET b = called(peer, listener);
    EXPECT_EQ(send(b, "hi"), 0);
    EXPECT_EQ(send_disconnect(b, "Bye-B"), 0);
    EXPECT_EQ(peer.read(11 + 19), compact("0300000b04f04a01806869") + "03000013" + "09804a01" +
                                      reference_ + "80e00180" + "4279652d42");
    peer.send("0300000a 05c0" + reference_ + "4a01");
    EXPECT_EQ(recv(b), WSAEDISCON);
    EXPECT_EQ(peer.read(1), ""); // FIN, and no DC
    close(b);
    close(listener);
}

TEST_F(ItotRaw, ADrIsConfirmedWhenTheSocketIsClosed) {
    const SOCKET listener = listening();
    RawPeer peer(name(listener));
    const SOCKET b = called(peer, listener);
    peer.send("0300000e 0680" + reference_ + "4a0180 427965");
    EXPECT_EQ(recv(b), WSAEDISCON);
    EXPECT_EQ(recv_disconnect(b).data, "Bye");
    EXPECT_EQ(close(b), 0);
    EXPECT_EQ(peer.read(10), "0300000a05c04a01" + reference_);
    EXPECT_EQ(peer.read(1), "");
    close(listener);
}

TEST_F(ItotRaw, APeerThatSpeaksNoTpktIsAborted) {
    const SOCKET listener = listening();
    RawPeer peer(name(listener));
    const SOCKET b = called(peer, listener);
    peer.send("474554202f");
    EXPECT_EQ(recv(b), WSAECONNABORTED);
    EXPECT_EQ(peer.read(11), "0300000b06804a01" + reference_ + "85");
    close(b);
    close(listener);
}

TEST_F(ItotRaw, FinInsteadOfADrIsAReset) {
    const SOCKET listener = listening();
    RawPeer peer(name(listener));
    const SOCKET b = called(peer, listener);
    peer.send("0300000b 04f0" + reference_ + "80 6869");
    peer.finish();
    EXPECT_EQ(recv(b).data, "hi");
    EXPECT_EQ(recv(b), WSAECONNRESET);
    close(b);
    close(listener);
}

TEST_F(ItotRaw, TheTwoOctetsOfAFrameMayComeApart) {
    const SOCKET listener = listening();
    RawPeer peer(name(listener));
    const SOCKET b = called(peer, listener);
    std::string answer;
    std::thread receiver([&] { answer = recv(b).data; });
    for (const std::string& octet :
         {std::string("03"), std::string("00"), std::string("00"), std::string("0b04f0"),
          reference_, std::string("80"), std::string("68"), std::string("69")})
        peer.send(octet);
    receiver.join();
    EXPECT_EQ(answer, "hi");
    close(b);
    close(listener);
}

TEST_F(ItotRaw, AConnectionThatIsNoCrIsAnsweredAndEnded) {
    const SOCKET listener = listening();
    RawPeer stray(name(listener));
    stray.send("0300000b 068009994a0180");
    EXPECT_EQ(stray.read(10), compact("0300000a 05c04a010000"));
    EXPECT_EQ(stray.read(1), "");
    RawPeer web(name(listener));
    web.send("474554202f20485454502f312e310d0a");
    EXPECT_EQ(web.read(1), "");
    EXPECT_FALSE(wait(listener, Ready::readable, 0));
    close(listener);
}

} // namespace
} // namespace itot_test
