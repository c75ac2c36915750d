// Connection while it is open: segmenting, reassembly, back-pressure, bad input.
#include "unit/itot/script.hpp"

namespace itot_test {
namespace {

TEST(ItotData, ATsduIsSegmentedToTheAgreedSizeWithTheEndInItsLastDt) {
    Settings settings;
    settings.profile.max_tpdu = 128;
    Script script(settings);
    script.open_as_responder();
    const std::string message(130, 'x');
    script.connection.send(octets(message), true);
    std::string expected = compact("03000084 04f04a0100");
    for (int i = 0; i < 123; ++i)
        expected += "78";
    expected += compact("03000010 04f04a0180 78787878787878");
    EXPECT_EQ(script.written(), expected);
}

TEST(ItotData, APartialSendHasNoEndAndAnEmptyOneSendsNothing) {
    Script script;
    script.open_as_responder();
    script.connection.send(octets("ab"), false);
    EXPECT_EQ(script.written(), compact("0300000b 04f04a0100 6162"));
    script.connection.send({}, false);
    EXPECT_EQ(script.written(), "");
    script.connection.send({}, true);
    EXPECT_EQ(script.written(), compact("03000009 04f04a0180"));
}

TEST(ItotData, FragmentsAreReceivedAsOneMessage) {
    Script script;
    script.open_as_responder();
    script.feed("03000015 04f07b0200 46697273742068616c662c20");
    EXPECT_EQ(script.receive(), "-");
    EXPECT_FALSE(script.connection.readable());
    script.feed("03000014 04f07b0280 5365636f6e642068616c66");
    EXPECT_TRUE(script.connection.readable());
    EXPECT_EQ(script.receive(), "First half, Second half");
    EXPECT_EQ(script.receive(), "-");
}

TEST(ItotData, AReceiveThatMayBePartialTakesWhatIsThere) {
    Script script;
    script.open_as_responder();
    script.feed("03000015 04f07b0200 46697273742068616c662c20");
    EXPECT_EQ(script.receive(4096, true), "First half, ...");
    script.feed("03000014 04f07b0280 5365636f6e642068616c66");
    EXPECT_EQ(script.receive(4096, true), "Second half");
}

TEST(ItotData, ASmallBufferGetsTheFirstPartAndTheNextReceiveTheRest) {
    Script script;
    script.open_as_responder();
    script.feed("03000015 04f07b0280 46697273742068616c662c20");
    script.feed("0300000b 04f07b0280 6162");
    EXPECT_EQ(script.receive(5), "First...");
    EXPECT_EQ(script.receive(5), " half...");
    EXPECT_EQ(script.receive(5), ", ");
    EXPECT_EQ(script.receive(5), "ab");
}

TEST(ItotData, AnExactBufferGetsTheWholeMessage) {
    Script script;
    script.open_as_responder();
    script.feed("0300000b 04f07b0280 6162");
    EXPECT_EQ(script.receive(2), "ab");
}

TEST(ItotData, ScatteredBuffersAreFilledInOrder) {
    Script script;
    script.open_as_responder();
    script.feed("03000015 04f07b0200 46697273742068616c662c20");
    script.feed("03000014 04f07b0280 5365636f6e642068616c66");
    std::uint8_t a[3];
    std::uint8_t b[14];
    std::uint8_t c[64];
    const Room rooms[] = {{a, 3}, {nullptr, 0}, {b, 14}, {c, 64}};
    const Inbox::Copied copied = script.connection.receive(rooms, true, script.now);
    EXPECT_EQ(copied.size, 23U);
    EXPECT_TRUE(copied.end);
    EXPECT_EQ(text(a) + text(b) + text(Octets(c, 6)), "First half, Second half");
}

TEST(ItotData, APeekLeavesTheMessage) {
    Script script;
    script.open_as_responder();
    script.feed("0300000b 04f07b0280 6162");
    std::uint8_t a[8];
    const Room room{a, 8};
    EXPECT_EQ(script.connection.receive({&room, 1}, false, script.now).size, 2U);
    EXPECT_EQ(script.receive(), "ab");
}

TEST(ItotData, MessagesOfNoOctetsAreMessages) {
    Script script;
    script.open_as_responder();
    for (int i = 0; i < 3; ++i)
        script.feed("03000009 04f07b0280");
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(script.receive(), "");
    EXPECT_EQ(script.receive(), "-");
    script.feed("03000009 04f07b0280 0300000b 04f07b0280 6162");
    EXPECT_EQ(script.receive(0), "");
    script.connection.trim();
    EXPECT_EQ(script.receive(), "ab");
}

TEST(ItotData, AStreamCutAtEveryOctetGivesTheSameMessages) {
    const Bytes stream = hex("03000015 04f07b0200 46697273742068616c662c20"
                             "03000014 04f07b0280 5365636f6e642068616c66"
                             "03000009 04f07b0280 0300000b 04f07b0280 6162");
    for (std::size_t cut = 1; cut < stream.size(); ++cut) {
        Script script;
        script.open_as_responder();
        script.feed(Octets(stream).first(cut));
        script.feed(Octets(stream).subspan(cut));
        EXPECT_EQ(script.receive(), "First half, Second half");
        EXPECT_EQ(script.receive(), "");
        EXPECT_EQ(script.receive(), "ab");
    }
}

TEST(ItotData, ManyMessagesComeOutInOrderWhileMoreArrive) {
    Script script;
    script.open_as_responder();
    int received = 0;
    for (int sent = 0; sent < 3000; ++sent) {
        Bytes dt = hex("0300000b 04f07b0280");
        dt.push_back(static_cast<std::uint8_t>(sent >> 8));
        dt.push_back(static_cast<std::uint8_t>(sent));
        script.feed(dt);
        if (sent % 3 != 0) {
            const std::string message = script.receive();
            ASSERT_EQ(message.size(), 2U);
            EXPECT_EQ(static_cast<std::uint8_t>(message[0]) << 8 |
                          static_cast<std::uint8_t>(message[1]),
                      received++);
        }
    }
    while (script.receive() != "-")
        ++received;
    EXPECT_EQ(received, 3000);
}

TEST(ItotData, APeerThatNeverEndsItsTsduIsStoppedAndItsPartsDelivered) {
    Settings settings;
    settings.limits.receive_octets = 4000;
    Script script(settings);
    script.open_as_responder();
    Bytes dt = hex("03000409 04f07b0200");
    dt.resize(0x409, 'x');
    for (int i = 0; i < 10 && script.connection.wants_input(); ++i)
        script.feed(dt);
    EXPECT_FALSE(script.connection.wants_input());
    EXPECT_TRUE(script.connection.readable());
    const std::string part = script.receive(65536);
    EXPECT_GE(part.size(), 3000U);
    EXPECT_LE(part.size(), 6000U);
    EXPECT_EQ(part.substr(part.size() - 3), "...");
    EXPECT_TRUE(script.connection.wants_input());
}

TEST(ItotData, ADtForAnotherReferenceIsIgnored) {
    Script script;
    script.open_as_responder();
    script.feed("0300000b 04f07b0380 6162");
    EXPECT_EQ(script.receive(), "-");
    EXPECT_EQ(script.connection.phase(), Phase::open);
}

struct Bad {
    const char* name;
    std::string_view octets;
};
class ItotProtocolError : public testing::TestWithParam<Bad> {};

TEST_P(ItotProtocolError, IsToldWithDr85AndToTheUserAsAborted) {
    Settings settings;
    settings.profile.max_tpdu = 128;
    Script script(settings);
    script.open_as_responder();
    script.feed("0300000b 04f07b0280 6162");
    script.feed(GetParam().octets);
    EXPECT_EQ(script.connection.ending(), Ending::aborted);
    EXPECT_EQ(script.connection.phase(), Phase::closing);
    EXPECT_EQ(script.written(), compact("0300000b 06804a017b0285"));
    EXPECT_EQ(script.receive(), "ab"); // what came before is still the user's
    script.feed("0300000a 05c07b024a01");
    EXPECT_EQ(script.connection.phase(), Phase::lingering);
    EXPECT_EQ(script.connection.ending(), Ending::aborted);
}

INSTANTIATE_TEST_SUITE_P(
    Open, ItotProtocolError,
    testing::Values(Bad{"Rj", "03000009 04507b0200"}, Bad{"Ak", "03000009 04607b0200"},
                    Bad{"UnknownCode", "03000009 04407b0200"},
                    Bad{"EmptyDtWithoutEnd", "03000009 04f07b0200"},
                    Bad{"EdThatWasNotNegotiated", "0300000a 04107b028041"},
                    Bad{"Ea", "03000009 04207b0200"}, Bad{"Er", "03000009 04707b0203"},
                    Bad{"Dc", "0300000a 05c07b024a01"},
                    Bad{"DtWithBadLength", "03000009 ff f07b0280"},
                    Bad{"DrWithUnknownParameter", "0300000e 09807b024a0180 b10101"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(ItotData, ADtLargerThanAgreedIsAnError) {
    Settings settings;
    settings.profile.max_tpdu = 128;
    Script script(settings);
    script.open_as_responder();
    Bytes dt = hex("03000085 04f07b0280");
    dt.resize(0x85, 'x');
    script.feed(dt);
    EXPECT_EQ(script.connection.ending(), Ending::aborted);
    EXPECT_EQ(script.written(), compact("0300000b 06804a017b0285"));
}

TEST(ItotData, ALostFrameIsToldWithDr85AndEndsTheConnection) {
    for (const std::string_view octets : {"02000007", "03000006", "0300ffff"}) {
        Settings settings;
        settings.profile.max_tpdu = 1024;
        Script script(settings);
        script.open_as_responder();
        script.feed(octets);
        EXPECT_EQ(script.connection.ending(), Ending::aborted);
        EXPECT_EQ(script.written(), compact("0300000b 06804a017b0285"));
        script.connection.end_of_input(script.now);
        EXPECT_EQ(script.connection.wish(), TcpWish::close);
    }
}

TEST(ItotData, ASecondCrIsRefusedAndTheFirstConnectionStays) {
    Script script;
    script.open_as_responder();
    script.feed("0300000e 09e000004a0921 c60100");
    EXPECT_EQ(script.written(), compact("0300000b 06804a09000088"));
    script.feed("0300000e 09d000014a0921 c60100");
    EXPECT_EQ(script.written(), compact("0300000b 06804a09000184"));
    EXPECT_EQ(script.connection.phase(), Phase::open);
}

TEST(ItotData, APeerThatProvokesAnswersAndReadsNoneIsNoLongerRead) {
    Script script;
    script.open_as_responder();
    int sent = 0;
    while (script.connection.wants_input() && sent < 10'000) {
        script.feed("0300000e 09e000004a0921 c60100");
        ++sent;
    }
    EXPECT_LT(sent, 10'000);
    (void)script.written();
    EXPECT_TRUE(script.connection.wants_input());
}

TEST(ItotExpedited, DataOvertakesTheQueueAndIsBounded) {
    Settings settings;
    settings.profile.expedited = true;
    Script script(settings);
    script.connection.listen(script.now);
    script.feed("0300000e 09e000004a0121 c60101");
    ASSERT_TRUE(script.connection.accept(0x7B02, settings.profile, {}, script.now));
    (void)script.written();
    script.connection.send_expedited(octets("Urgent!"));
    EXPECT_EQ(script.written(), compact("03000010 04104a0180 557267656e7421"));
    script.feed("0300000b 04f07b0200 6162");
    for (int i = 0; i < 16; ++i)
        script.feed("0300000a 04107b0280 55");
    EXPECT_FALSE(script.connection.wants_input());
    ASSERT_TRUE(script.connection.has_oob());
    EXPECT_EQ(script.connection.first_oob().size, 1U);
    script.connection.pop_oob(script.now);
    EXPECT_TRUE(script.connection.wants_input());
    script.feed("0300000b 04f07b0280 6364");
    EXPECT_EQ(script.receive(), "abcd");
}

TEST(ItotClass0, DataHasNoReferences) {
    Script script;
    script.open_class0();
    script.connection.send(octets("hi"), true);
    EXPECT_EQ(script.written(), compact("03000009 02f080 6869"));
    script.feed("03000013 02f000 46697273742068616c662c20");
    script.feed("03000012 02f080 5365636f6e642068616c66");
    EXPECT_EQ(script.receive(), "First half, Second half");
}

TEST(ItotClass0, AProtocolErrorIsToldWithAnErThenFin) {
    Script script;
    script.open_class0();
    script.feed("0300000a 05c07b024a01");
    EXPECT_EQ(script.connection.ending(), Ending::aborted);
    EXPECT_EQ(script.written(), compact("0300000d 08704a0102 c10205c0"));
    EXPECT_EQ(script.connection.phase(), Phase::erring);
    script.pass(30'000);
    EXPECT_EQ(script.connection.wish(), TcpWish::close);
}

TEST(ItotClass0, FinBetweenTsdusIsReleaseAndInsideOneAReset) {
    Script whole;
    whole.open_class0();
    whole.feed("03000009 02f080 6869");
    whole.connection.end_of_input(whole.now);
    EXPECT_EQ(whole.connection.ending(), Ending::released);
    EXPECT_EQ(whole.receive(), "hi");
    for (const std::string_view octets : {"03000009 02f000 6869", "03000009 02f0"}) {
        Script inside;
        inside.open_class0();
        inside.feed(octets);
        inside.connection.end_of_input(inside.now);
        EXPECT_EQ(inside.connection.ending(), Ending::reset);
    }
}

TEST(ItotClass0, ReleaseIsFinAndNothingElse) {
    Script script;
    script.open_class0();
    script.connection.send(octets("hi"), true);
    EXPECT_EQ(script.connection.release({}, script.now), Connection::Release::done);
    EXPECT_EQ(script.connection.phase(), Phase::draining);
    EXPECT_EQ(script.written(), compact("03000009 02f080 6869"));
    EXPECT_EQ(script.connection.phase(), Phase::lingering);
    script.connection.end_of_input(script.now);
    EXPECT_EQ(script.connection.wish(), TcpWish::close);
}

TEST(ItotClass0, ADrIsTakenForAReleaseAndNotAnswered) {
    Script script;
    script.open_class0();
    script.feed("0300000e 06807b024a0180 427965");
    EXPECT_EQ(script.connection.ending(), Ending::released);
    EXPECT_EQ(text(script.connection.disconnect_data()), "Bye");
    EXPECT_EQ(script.written(), "");
}

} // namespace
} // namespace itot_test
