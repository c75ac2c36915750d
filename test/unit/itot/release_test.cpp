// Connection from release to the end: DR, DC, crossing DRs, the withheld DC, drain, linger, timers.
#include "unit/itot/script.hpp"

namespace itot_test {
namespace {

constexpr std::string_view peers_dr = "03000013 09807b024a0180 e00180 4279652d41";
constexpr std::string_view our_dc = "0300000a 05c04a017b02";
constexpr std::string_view our_empty_dr = "0300000e 09804a017b0280 e00180";
constexpr std::string_view peers_dc = "0300000a 05c07b024a01";

TEST(ItotRelease, TheDrFollowsEverythingThatWasSent) {
    Script script;
    script.open_as_responder();
    script.connection.send(octets("last"), true);
    EXPECT_EQ(script.connection.release(octets("Bye-B"), script.now), Connection::Release::done);
    EXPECT_EQ(script.connection.phase(), Phase::draining);
    EXPECT_FALSE(script.connection.can_send());
    EXPECT_EQ(script.written(),
              compact("0300000d 04f04a0180 6c617374 03000013 09804a017b0280 e00180 4279652d42"));
    EXPECT_EQ(script.connection.phase(), Phase::closing);
}

TEST(ItotRelease, DataOf0And1And64OctetsFitsTheReservedPlace) {
    for (const std::size_t size : {0U, 1U, 64U}) {
        Script script;
        script.open_as_responder();
        const Bytes data(size, 0x5A);
        EXPECT_EQ(script.connection.release(Octets(data), script.now), Connection::Release::done);
        EXPECT_EQ(script.written().size(), 2 * (14 + size));
    }
}

TEST(ItotRelease, ASecondOneIsShutDown) {
    Script script;
    script.open_as_responder();
    (void)script.connection.release({}, script.now);
    EXPECT_EQ(script.connection.release({}, script.now), Connection::Release::shut_down);
    (void)script.written();
    EXPECT_EQ(script.connection.release(octets("x"), script.now), Connection::Release::shut_down);
    EXPECT_EQ(script.written(), "");
}

TEST(ItotRelease, DcEndsItWithoutFurtherTpduAndThenFin) {
    Script script;
    script.open_as_responder();
    (void)script.connection.release({}, script.now);
    EXPECT_EQ(script.written(), compact(our_empty_dr));
    EXPECT_EQ(script.connection.ending(), Ending::none);
    script.feed(peers_dc);
    EXPECT_EQ(script.connection.ending(), Ending::released);
    EXPECT_EQ(script.connection.wish(), TcpWish::half_close);
    EXPECT_EQ(script.written(), "");
    script.connection.end_of_input(script.now);
    EXPECT_EQ(script.connection.wish(), TcpWish::close);
}

TEST(ItotRelease, ADcWithForeignReferencesIsIgnored) {
    Script script;
    script.open_as_responder();
    (void)script.connection.release({}, script.now);
    (void)script.written();
    script.feed("0300000a 05c07b024a02");
    script.feed("0300000a 05c07b034a01");
    EXPECT_EQ(script.connection.phase(), Phase::closing);
}

TEST(ItotRelease, DataThatArrivesAfterTheDrIsIgnoredAndThatBeforeItIsKept) {
    Script script;
    script.open_as_responder();
    script.feed("0300000b 04f07b0280 6162");
    (void)script.connection.release({}, script.now);
    (void)script.written();
    script.feed("0300000b 04f07b0280 6364");
    EXPECT_EQ(script.connection.phase(), Phase::closing);
    EXPECT_EQ(script.receive(), "ab");
    EXPECT_EQ(script.receive(), "-");
}

TEST(ItotRelease, EverythingButDrDcAndErIsIgnoredWhileClosing) {
    Script script;
    script.open_as_responder();
    (void)script.connection.release({}, script.now);
    (void)script.written();
    for (const std::string_view octets :
         {"0300000e 09e000004a0921 c60100", "0300000e 09d07b024a0121 c60100", "03000009 04507b0200",
          "03000009 04207b0200", "0300000a 04107b028041", "03000009 04407b0200"})
        script.feed(octets);
    EXPECT_EQ(script.connection.phase(), Phase::closing);
    EXPECT_EQ(script.written(), "");
    script.feed("03000009 04707b0203");
    EXPECT_EQ(script.connection.phase(), Phase::closed);
    EXPECT_EQ(script.connection.ending(), Ending::reset);
}

TEST(ItotRelease, FinOrResetInsteadOfADcIsAReset) {
    for (const bool fin : {false, true}) {
        Script script;
        script.open_as_responder();
        (void)script.connection.release({}, script.now);
        (void)script.written();
        fin ? script.connection.end_of_input(script.now)
            : script.connection.tcp_failed(10054, script.now);
        EXPECT_EQ(script.connection.ending(), Ending::reset);
        EXPECT_EQ(script.connection.wish(), TcpWish::close);
    }
}

TEST(ItotRelease, Ts2EndsTheWaitForADc) {
    Script script;
    script.open_as_responder();
    (void)script.connection.release({}, script.now);
    script.pass(1'000'000); // undrained: no timer while the user holds the socket
    EXPECT_EQ(script.connection.phase(), Phase::draining);
    (void)script.written();
    script.pass(29'999);
    EXPECT_EQ(script.connection.ending(), Ending::none);
    script.pass(1);
    EXPECT_EQ(script.connection.ending(), Ending::timed_out);
    EXPECT_EQ(script.connection.wish(), TcpWish::close);
}

TEST(ItotRelease, TdrainResetsAfterTheUserHasGone) {
    Script script;
    script.open_as_responder();
    script.connection.send(octets("unread"), true);
    (void)script.connection.release({}, script.now);
    script.connection.detach(script.now);
    script.pass(119'999);
    EXPECT_EQ(script.connection.wish(), TcpWish::none);
    script.pass(1);
    EXPECT_EQ(script.connection.wish(), TcpWish::abort);
}

TEST(ItotRelease, TlingerEndsTheWaitForFin) {
    Script script;
    script.open_as_responder();
    (void)script.connection.release({}, script.now);
    (void)script.written();
    script.feed(peers_dc);
    script.pass(9'999);
    EXPECT_NE(script.connection.wish(), TcpWish::close);
    script.pass(1);
    EXPECT_EQ(script.connection.wish(), TcpWish::close);
}

TEST(ItotAnswering, APeersDrWaitsBehindTheDataThatPrecededIt) {
    Script script;
    script.open_as_responder();
    script.feed("0300000b 04f07b0280 6162");
    script.feed(peers_dr);
    EXPECT_EQ(script.receive(), "ab");
    EXPECT_EQ(script.receive(), "-");
    EXPECT_EQ(script.connection.ending(), Ending::released);
    EXPECT_EQ(text(script.connection.disconnect_data()), "Bye-A");
    EXPECT_EQ(script.connection.disconnect_reason(), 0x80);
}

TEST(ItotAnswering, TheDcIsWithheldUntilTheUserAnswers) {
    Script script;
    script.open_as_responder();
    script.feed(peers_dr);
    EXPECT_EQ(script.connection.phase(), Phase::answering);
    EXPECT_EQ(script.written(), "");
    EXPECT_FALSE(script.connection.can_send());
    EXPECT_EQ(script.connection.release({}, script.now), Connection::Release::done);
    EXPECT_EQ(script.written(), compact(our_dc));
    EXPECT_EQ(script.connection.phase(), Phase::lingering);
}

TEST(ItotAnswering, AReplyWithDataGoesOutAsACrossingDr) {
    Script script;
    script.open_as_responder();
    script.feed(peers_dr);
    EXPECT_EQ(script.connection.release(octets("Bye-B"), script.now), Connection::Release::done);
    EXPECT_EQ(script.written(), compact("03000013 09804a017b0280 e00180 4279652d42"));
    EXPECT_EQ(script.connection.phase(), Phase::lingering);
    EXPECT_EQ(script.connection.release(octets("again"), script.now),
              Connection::Release::shut_down);
}

TEST(ItotAnswering, AReplyOfNoOctetsIsStillADr) {
    Script script;
    script.open_as_responder();
    script.feed(peers_dr);
    EXPECT_EQ(script.connection.release(Octets{}, script.now), Connection::Release::done);
    EXPECT_EQ(script.written(), compact(our_empty_dr));
}

TEST(ItotAnswering, TanswerSendsTheDcAndAReplyWithDataComesTooLate) {
    Script script;
    script.open_as_responder();
    script.feed(peers_dr);
    script.pass(4'999);
    EXPECT_EQ(script.written(), "");
    script.pass(1);
    EXPECT_EQ(script.written(), compact(our_dc));
    EXPECT_EQ(script.connection.release(octets("late"), script.now),
              Connection::Release::not_connected);
    EXPECT_EQ(script.connection.release({}, script.now), Connection::Release::done);
    EXPECT_EQ(text(script.connection.disconnect_data()), "Bye-A");
}

TEST(ItotAnswering, TanswerIsFarBelowAnyPeersTs2) {
    EXPECT_LE(Timers{}.answer_ms * 3, Timers{}.release_ms);
}

TEST(ItotAnswering, WhatWasStillQueuedIsDroppedButAHalfWrittenFrameIsFinished) {
    Script script;
    script.open_as_responder();
    script.connection.send(octets("first"), true);
    script.connection.send(octets("second"), true);
    script.connection.output_taken(6, script.now);
    script.feed(peers_dr);
    (void)script.connection.release({}, script.now);
    // 0300000e 04f0 was written
    EXPECT_EQ(script.written(), compact("4a0180 6669727374") + compact(our_dc));
}

TEST(ItotAnswering, APeerThatHangsUpAfterItsDrGetsItsDcAtOnce) {
    Script script;
    script.open_as_responder();
    script.feed(peers_dr);
    script.connection.end_of_input(script.now);
    EXPECT_EQ(script.written(), compact(our_dc));
    EXPECT_EQ(script.connection.wish(), TcpWish::close);
    EXPECT_EQ(text(script.connection.disconnect_data()), "Bye-A");
    EXPECT_EQ(script.connection.ending(), Ending::released);
}

TEST(ItotAnswering, AResetAfterTheDrLeavesItsDataReadable) {
    Script script;
    script.open_as_responder();
    script.feed(peers_dr);
    script.connection.tcp_failed(10054, script.now);
    EXPECT_EQ(script.connection.ending(), Ending::released);
    EXPECT_EQ(text(script.connection.disconnect_data()), "Bye-A");
}

TEST(ItotAnswering, ADisruptiveDrIsConfirmedAtOnceAndIsAReset) {
    for (const std::string_view dr :
         {"0300000e 09807b024a0180 e001c0", "0300000b 06807b024a0101", "0300000b 06807b024a0185"}) {
        Script script;
        script.open_as_responder();
        script.feed(dr);
        EXPECT_EQ(script.connection.ending(), Ending::reset);
        EXPECT_EQ(script.written(), compact(our_dc));
    }
}

TEST(ItotAnswering, AnUnlistedReasonIsAResetAndNoError) {
    Script script;
    script.open_as_responder();
    script.feed("0300000b 06807b024a01ff");
    EXPECT_EQ(script.connection.ending(), Ending::reset);
    EXPECT_EQ(script.written(), compact(our_dc));
}

TEST(ItotAnswering, A80WithoutClearingInformationIsARelease) {
    Script script;
    script.open_as_responder();
    script.feed("0300000b 06807b024a0180");
    EXPECT_EQ(script.connection.ending(), Ending::released);
}

TEST(ItotStrayDr, GetsADcWithoutAssociationAndTheConnectionGoesOn) {
    Script script;
    script.open_as_responder();
    script.feed("0300000b 06807b024a0980");
    EXPECT_EQ(script.written(), compact("0300000a 05c04a090000"));
    script.feed("0300000b 068009994a0180");
    EXPECT_EQ(script.written(), compact("0300000a 05c04a010000"));
    EXPECT_EQ(script.connection.phase(), Phase::open);
}

TEST(ItotCrossing, DrsThatCrossReleaseBothSidesWithoutADcAndKeepTheData) {
    Script script;
    script.open_as_responder();
    (void)script.connection.release(octets("Bye-B"), script.now);
    (void)script.written();
    script.feed(peers_dr);
    EXPECT_EQ(script.connection.ending(), Ending::released);
    EXPECT_EQ(script.written(), "");
    EXPECT_EQ(text(script.connection.disconnect_data()), "Bye-A");
    EXPECT_EQ(script.connection.phase(), Phase::lingering);
}

TEST(ItotCrossing, ADrThatOvertakesOurQueuedOneWins) {
    Script script;
    script.open_as_responder();
    script.connection.send(octets("unsent"), true);
    (void)script.connection.release(octets("Bye-B"), script.now);
    script.feed(peers_dr);
    EXPECT_EQ(script.written(), compact(our_dc));
    EXPECT_EQ(text(script.connection.disconnect_data()), "Bye-A");
}

TEST(ItotCrossing, AHalfWrittenDrIsFinishedAndCounts) {
    Script script;
    script.open_as_responder();
    (void)script.connection.release({}, script.now);
    script.connection.output_taken(5, script.now);
    script.feed(peers_dr);
    EXPECT_EQ(script.written(), compact(our_empty_dr).substr(10));
    EXPECT_EQ(script.connection.ending(), Ending::released);
}

TEST(ItotEnd, FinOnAnOpenClass2ConnectionIsAReset) {
    Script script;
    script.open_as_responder();
    script.feed("0300000b 04f07b0280 6162");
    script.connection.end_of_input(script.now);
    EXPECT_EQ(script.connection.ending(), Ending::reset);
    EXPECT_EQ(script.receive(), "ab");
    EXPECT_EQ(script.connection.release({}, script.now), Connection::Release::not_connected);
}

TEST(ItotEnd, APartOfAMessageIsDeliveredBeforeTheDisconnect) {
    Script script;
    script.open_as_responder();
    script.feed("0300000b 04f07b0200 6162");
    EXPECT_EQ(script.receive(), "-");
    script.feed(peers_dr);
    EXPECT_EQ(script.receive(), "ab...");
}

TEST(ItotEnd, AbortDiscardsTheQueueAndResetsTcp) {
    Script script;
    script.open_as_responder();
    script.connection.send(octets("unsent"), true);
    script.connection.abort();
    EXPECT_EQ(script.connection.wish(), TcpWish::abort);
    EXPECT_EQ(script.written(), "");
}

// Two of our own connections, each one's output the other's input.
TEST(ItotBothSides, TheExchangeOfGoodbyes) {
    Script a;
    Script b;
    b.connection.listen(b.now);
    a.connection.call({.own_reference = 0x4A01, .called_selector = octets("B")});
    a.connection.tcp_connected(a.now);
    const auto carry = [](Script& from, Script& to) { to.feed(from.written()); };
    carry(a, b);
    ASSERT_TRUE(b.connection.accept(0x7B02, {}, {}, b.now));
    carry(b, a);
    ASSERT_EQ(a.connection.phase(), Phase::open);
    a.connection.send(octets("data"), true);
    (void)a.connection.release(octets("goodbye"), a.now);
    carry(a, b);
    EXPECT_EQ(b.receive(), "data");
    EXPECT_EQ(b.connection.ending(), Ending::released);
    EXPECT_EQ(text(b.connection.disconnect_data()), "goodbye");
    EXPECT_EQ(b.connection.release(octets("farewell"), b.now), Connection::Release::done);
    carry(b, a);
    EXPECT_EQ(a.connection.ending(), Ending::released);
    EXPECT_EQ(text(a.connection.disconnect_data()), "farewell");
    EXPECT_EQ(a.connection.phase(), Phase::lingering);
    EXPECT_EQ(b.connection.phase(), Phase::lingering);
}

} // namespace
} // namespace itot_test
