// Connection until it is open: the rows of the state table for WFNC, WFCC and WFTRESP, and the
// answers to bad input on a fresh TCP connection.
#include "unit/itot/script.hpp"

namespace itot_test {
namespace {

TEST(ItotCall, SendsItsCrWhenTcpConnectsAndOpensOnAnAcceptableCc) {
    Settings settings;
    settings.profile.expedited = true;
    Script script(settings);
    script.connection.call({.own_reference = 0x4A01,
                            .calling_selector = octets("WSKA"),
                            .called_selector = octets("WSKB"),
                            .data = octets("hello")});
    EXPECT_EQ(script.written(), "");
    script.connection.tcp_connected(script.now);
    EXPECT_EQ(script.written(),
              compact("03000029 1fe000004a0121 c0010d f00201ff c10457534b41 c20457534b42 c40101 "
                      "c60101 68656c6c6f"));
    script.feed("03000020 19d04a017b0221 f00201ff c10457534b41 c20457534b42 c60101 4f4b");
    EXPECT_EQ(script.connection.phase(), Phase::open);
    EXPECT_EQ(text(script.connection.connect_data()), "OK");
    EXPECT_TRUE(script.connection.has_expedited());
    EXPECT_EQ(script.connection.fragment_size(), 65403U);
}

TEST(ItotCall, ATcpThatDoesNotConnectEndsItWithTcpsCode) {
    Script script;
    script.connection.call({.own_reference = 0x4A01});
    script.connection.tcp_failed(10061, script.now);
    EXPECT_EQ(script.connection.ending(), Ending::failed);
    EXPECT_EQ(script.connection.failure_code(), 10061);
    EXPECT_EQ(script.connection.wish(), TcpWish::close);
}

struct Refusal {
    const char* name;
    std::string_view answer;
    std::string_view reply; // what we say to it
    Ending ending;
    Phase phase;
};

class ItotCallRefused : public testing::TestWithParam<Refusal> {};

TEST_P(ItotCallRefused, EndsAsStated) {
    Script script;
    script.connection.call({.own_reference = 0x4A01});
    script.connection.tcp_connected(script.now);
    (void)script.written();
    script.feed(GetParam().answer);
    EXPECT_EQ(script.connection.ending(), GetParam().ending);
    EXPECT_EQ(script.connection.phase(), GetParam().phase);
    EXPECT_EQ(script.written(), compact(GetParam().reply));
}

INSTANTIATE_TEST_SUITE_P(
    Answers, ItotCallRefused,
    testing::Values(Refusal{"Dr", "0300000b 06804a01000003", "", Ending::refused, Phase::closed},
                    Refusal{"Er", "03000009 04704a0103", "", Ending::refused, Phase::closed},
                    Refusal{"Class0Cc", "0300000b 06d04a017b0200", "", Ending::refused,
                            Phase::closed},
                    Refusal{"CcWithoutOptions", "0300000e 09d04a017b0221 c0010d",
                            "0300000b 06807b024a0182", Ending::refused, Phase::closing},
                    Refusal{"CcThatEchoesAlternatives", "03000011 0cd04a017b0221 c60100 c70100",
                            "0300000b 06807b024a0185", Ending::refused, Phase::closing},
                    Refusal{"CcWithFlowControl", "0300000e 09d04a017b0220 c60100",
                            "0300000b 06807b024a0182", Ending::refused, Phase::closing},
                    Refusal{"CcForAnotherReference", "0300000e 09d04a027b0221 c60100",
                            "0300000b 06807b024a0184", Ending::refused, Phase::closing},
                    Refusal{"CcWithReferenceZero", "0300000e 09d04a01000021 c60100", "",
                            Ending::refused, Phase::closed},
                    Refusal{"Cr", "0300000b 06e000004a0121", "", Ending::aborted, Phase::closed},
                    Refusal{"Dt", "03000009 04f04a0180", "", Ending::aborted, Phase::closed},
                    Refusal{"Dc", "0300000a 05c04a017b02", "", Ending::aborted, Phase::closed},
                    Refusal{"NoTpkt", "485454502f312e31", "", Ending::aborted, Phase::closed},
                    Refusal{"TpktOver160", "030000a1", "", Ending::aborted, Phase::closed}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(ItotCall, TheRefusalsReasonAndDataAreKept) {
    Script script;
    script.connection.call({.own_reference = 0x4A01});
    script.connection.tcp_connected(script.now);
    script.feed("0300000f 06804a01000080 42757379");
    EXPECT_EQ(script.connection.disconnect_reason(), 0x80);
    EXPECT_EQ(text(script.connection.disconnect_data()), "Busy");
}

TEST(ItotCall, FinAndResetBeforeTheCcEndIt) {
    for (const bool fin : {false, true}) {
        Script script;
        script.connection.call({.own_reference = 0x4A01});
        script.connection.tcp_connected(script.now);
        fin ? script.connection.end_of_input(script.now)
            : script.connection.tcp_failed(10054, script.now);
        EXPECT_EQ(script.connection.ending(), Ending::reset);
        EXPECT_EQ(script.connection.phase(), Phase::closed);
    }
}

TEST(ItotCall, Ts1EndsTheWaitForACc) {
    Script script;
    script.connection.call({.own_reference = 0x4A01});
    script.connection.tcp_connected(script.now);
    script.pass(29'999);
    EXPECT_EQ(script.connection.ending(), Ending::none);
    script.pass(1);
    EXPECT_EQ(script.connection.ending(), Ending::timed_out);
    EXPECT_EQ(script.connection.wish(), TcpWish::close);
}

TEST(ItotAnswer, ACompleteCrWaitsForTheUserAndACcOpens) {
    Script script;
    script.connection.listen(script.now);
    script.feed("03000027 22e000004a0121 c0010d f00201ff c10457534b41 c20457534b42 c40101 "
                "c60101 c70100");
    ASSERT_EQ(script.connection.phase(), Phase::awaiting_answer);
    EXPECT_EQ(text(*script.connection.request().calling_selector), "WSKA");
    EXPECT_EQ(text(*script.connection.request().called_selector), "WSKB");
    EXPECT_EQ(script.written(), "");
    Settings settings;
    settings.profile.expedited = true;
    ASSERT_TRUE(script.connection.accept(0x7B02, settings.profile, {}, script.now));
    EXPECT_EQ(script.written(),
              compact("0300001e 19d04a017b0221 f00201ff c10457534b41 c20457534b42 c60101"));
    EXPECT_EQ(script.connection.phase(), Phase::open);
}

TEST(ItotAnswer, ACrSplitAtEveryOctetIsTheSame) {
    const Bytes cr = hex("0300000e 09e000004a0121 c60100");
    for (std::size_t cut = 1; cut < cr.size(); ++cut) {
        Script script;
        script.connection.listen(script.now);
        script.feed(Octets(cr).first(cut));
        EXPECT_EQ(script.connection.phase(), Phase::awaiting_request);
        script.feed(Octets(cr).subspan(cut));
        EXPECT_EQ(script.connection.phase(), Phase::awaiting_answer);
    }
}

TEST(ItotAnswer, ARejectedCrGetsADrWithSourceZeroAndTheDataThatWasGiven) {
    Script script;
    script.connection.listen(script.now);
    script.feed("0300000e 09e000004a0121 c60100");
    script.connection.refuse(codec::Reason::normal, octets("Busy"), script.now);
    EXPECT_EQ(script.connection.phase(), Phase::lingering);
    EXPECT_EQ(script.written(), compact("0300000f 06804a01000080 42757379"));
    script.connection.end_of_input(script.now);
    EXPECT_EQ(script.connection.wish(), TcpWish::close);
}

TEST(ItotAnswer, AClassThatIsNotOursIsRefused) {
    Script script;
    script.connection.listen(script.now);
    script.feed("0300000b 06e000004a0140");
    EXPECT_FALSE(script.connection.accept(0x7B02, {}, {}, script.now));
    EXPECT_EQ(script.written(), compact("0300000b 06804a01000082"));
}

// Sections 3 and 10: a class 2 connection cannot be named without the caller's reference.
TEST(ItotAnswer, AClass2RequestWithoutReferenceIsRefused) {
    Script script;
    script.connection.listen(script.now);
    script.feed("0300000b 06e00000000021");
    EXPECT_FALSE(script.connection.accept(0x7B02, {}, {}, script.now));
    EXPECT_EQ(script.written(), compact("0300000b 06800000000082"));
}

struct First {
    const char* name;
    std::string_view octets;
    std::string_view reply;
};
class ItotFirstTpdu : public testing::TestWithParam<First> {};

TEST_P(ItotFirstTpdu, IsAnsweredAsStatedAndEndsTheConnection) {
    Script script;
    script.connection.listen(script.now);
    script.feed(GetParam().octets);
    EXPECT_EQ(script.written(), compact(GetParam().reply));
    EXPECT_NE(script.connection.ending(), Ending::none);
    script.connection.end_of_input(script.now);
    EXPECT_EQ(script.connection.wish(), TcpWish::close);
}

INSTANTIATE_TEST_SUITE_P(
    BadInput, ItotFirstTpdu,
    testing::Values(
        First{"Cc", "0300000b 06d04a017b0221", "0300000b 06807b024a0184"},
        First{"Dr", "0300000b 068009994a0180", "0300000a 05c04a010000"},
        First{"DrOfClass0", "0300000b 06800000000000", ""}, First{"Dt", "03000009 04f07b0280", ""},
        First{"LengthInClass0", "0300000b 30e000004a0100", "0300000c 07704a0100c10130"},
        First{"LengthInClass2", "03000010 0ae000004a0121 c2044142 43", "0300000b 06804a0100008a"},
        First{"Class5", "0300000b 06e000004a0150", "03000012 0d704a0103 c10706e000004a0150"},
        First{"NoTpkt", "16030102", ""}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(ItotAnswer, ADuplicateCrIsIgnoredAndAnythingElseIsAnError) {
    Script script;
    script.connection.listen(script.now);
    script.feed("0300000e 09e000004a0121 c60100");
    script.feed("0300000e 09e000004a0121 c60100");
    EXPECT_EQ(script.connection.phase(), Phase::awaiting_answer);
    script.feed("03000009 04f07b0280");
    EXPECT_EQ(script.connection.ending(), Ending::aborted);
    EXPECT_EQ(script.written(), compact("0300000b 06804a01000085"));
}

TEST(ItotAnswer, ACallerThatLeavesWithdrawsItsRequest) {
    Script script;
    script.connection.listen(script.now);
    script.feed("0300000e 09e000004a0121 c60100");
    script.connection.end_of_input(script.now);
    EXPECT_EQ(script.connection.ending(), Ending::reset);
    EXPECT_EQ(script.connection.phase(), Phase::closed);
}

TEST(ItotAnswer, TcrEndsATcpConnectionWithoutACr) {
    Script script;
    script.connection.listen(script.now);
    script.feed("0300000e 09e0");
    script.pass(9'999);
    EXPECT_EQ(script.connection.wish(), TcpWish::none);
    script.pass(1);
    EXPECT_EQ(script.connection.wish(), TcpWish::close);
}

TEST(ItotAnswer, TacceptRefusesACrThatNobodyAnswers) {
    Script script;
    script.connection.listen(script.now);
    script.feed("0300000e 09e000004a0121 c60100");
    script.pass(60'000);
    EXPECT_EQ(script.written(), compact("0300000b 06804a01000001"));
    EXPECT_EQ(script.connection.ending(), Ending::refused);
    script.pass(10'000); // T_linger
    EXPECT_EQ(script.connection.wish(), TcpWish::close);
}

} // namespace
} // namespace itot_test
