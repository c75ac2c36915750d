// Room itot_codec: class, options and size as two sides agree on them, and the answers to bad
// input.
#include "unit/itot_codec/examples.hpp"

#include <gtest/gtest.h>

namespace itot_test {
namespace {

constexpr std::uint8_t alternatives0[] = {0x00};
constexpr std::uint8_t alternatives20[] = {0x20, 0x00};

ConnectRequest request(std::uint8_t class_option, Octets alternatives = {}) {
    ConnectRequest cr;
    cr.source = 0x4A01;
    cr.class_option = class_option;
    if (!alternatives.empty())
        cr.alternative_classes = alternatives;
    return cr;
}

ConnectConfirm confirm(std::uint8_t class_option) {
    ConnectConfirm cc;
    cc.destination = 0x4A01;
    cc.source = 0x7B02;
    cc.class_option = class_option;
    cc.options = 0;
    return cc;
}

constexpr Profile both{.class2 = true, .class0 = true};
constexpr Profile only2{.class2 = true, .class0 = false};
constexpr Profile only0{.class2 = false, .class0 = true};

TEST(ItotClass, TheResponderTakesTheHighestCommonClassAndNeverGoesUp) {
    EXPECT_EQ(respond(request(0x00), both).agreement.form, class0);
    EXPECT_EQ(respond(request(0x21), both).agreement.form, class2);
    EXPECT_EQ(respond(request(0x21, alternatives0), only0).agreement.form, class0);
    EXPECT_FALSE(respond(request(0x21), only0).accepted);
    EXPECT_EQ(respond(request(0x21), only0).reason, 0x82);
}

TEST(ItotClass, AClass0RequestIsRefusedWithAReasonThatClass0Has) {
    const Response response = respond(request(0x00), only2);
    EXPECT_FALSE(response.accepted);
    EXPECT_EQ(response.reason, 0);
}

TEST(ItotClass, Classes3And4PermitClass2OnlyWithoutFlowControl) {
    EXPECT_EQ(respond(request(0x41), both).agreement.form, class2);
    EXPECT_FALSE(respond(request(0x40), both).accepted);
    EXPECT_EQ(respond(request(0x40, alternatives20), both).agreement.form, class0);
    EXPECT_EQ(respond(request(0x10), both).reason, 0x82);
}

TEST(ItotClass, FlowControlWantedLeavesClass0OrNothing) {
    EXPECT_FALSE(respond(request(0x20), both).accepted);
    EXPECT_EQ(respond(request(0x20, alternatives0), both).agreement.form, class0);
}

TEST(ItotOptions, TheResponderSwitchesOptionsOffNeverOn) {
    ConnectRequest cr = request(0x21);
    cr.options = 0x01 | 0x08 | 0x20 | 0x40;
    Profile serves = only2;
    serves.expedited = true;
    EXPECT_EQ(respond(cr, serves).confirm.options, 0x21);
    EXPECT_EQ(respond(cr, only2).confirm.options, 0);
    cr.options = 0;
    EXPECT_EQ(respond(cr, serves).confirm.options, 0);
    cr.options = 0x20; // means nothing without bit 1
    EXPECT_EQ(respond(cr, serves).confirm.options, 0);
}

TEST(ItotOptions, ACcThatSwitchesOneOnIsUnacceptable) {
    const ConnectRequest sent = propose(only2);
    ConnectConfirm cc = confirm(0x21);
    EXPECT_TRUE(conclude(sent, cc, only2).acceptable);
    cc.options = 1;
    EXPECT_FALSE(conclude(sent, cc, only2).acceptable);
}

TEST(ItotImpostors, ACcWithoutOptionsIsRefusedUnlessAllowed) {
    const ConnectRequest sent = propose(only2);
    ConnectConfirm cc = confirm(0x21);
    cc.options.reset();
    EXPECT_FALSE(conclude(sent, cc, only2).acceptable);
    Profile trusting = only2;
    trusting.require_options = false;
    EXPECT_TRUE(conclude(sent, cc, trusting).acceptable);
}

TEST(ItotImpostors, TheClassOctetOfACcIsExactly21) {
    const ConnectRequest sent = propose(only2);
    for (const std::uint8_t octet : Bytes{0x20, 0x23, 0x41, 0x00, 0x01}) {
        const Conclusion end = conclude(sent, confirm(octet), only2);
        EXPECT_FALSE(end.acceptable) << int{octet};
        EXPECT_EQ(end.selected_class0, octet < 0x10) << int{octet};
    }
}

TEST(ItotImpostors, BothSizeParametersInACcAreAnEcho) {
    const ConnectRequest sent = propose(only2);
    ConnectConfirm cc = confirm(0x21);
    cc.size_code = 13;
    cc.size_units = 511;
    const Conclusion end = conclude(sent, cc, only2);
    EXPECT_FALSE(end.acceptable);
    EXPECT_EQ(end.reason, Reason::protocol_error);
}

TEST(ItotSize, TheInitiatorOffersBothForms) {
    const ConnectRequest sent = propose(only2);
    EXPECT_EQ(sent.size_code, 13);
    EXPECT_EQ(sent.size_units, 511U);
    EXPECT_EQ(propose(only0).size_code, 11);
    EXPECT_FALSE(propose(only0).size_units);
}

TEST(ItotSize, TheResponderAnswersInTheFormThatWasOfferedAndNeverMore) {
    ConnectRequest cr = request(0x21);
    cr.size_code = 10;
    EXPECT_EQ(respond(cr, both).confirm.size_code, 10);
    EXPECT_FALSE(respond(cr, both).confirm.size_units);
    cr.size_units = 64;
    const Response units = respond(cr, both);
    EXPECT_EQ(units.confirm.size_units, 64U);
    EXPECT_FALSE(units.confirm.size_code);
    EXPECT_EQ(units.agreement.max_tpdu, 8192U);
    cr.size_units = 0xFFFFFFFF;
    EXPECT_EQ(respond(cr, both).agreement.max_tpdu, 65408U);
}

TEST(ItotSize, ARequestWithoutSizeGetsAnExplicitOne) {
    EXPECT_EQ(respond(request(0x21), both).confirm.size_code, 13);
    EXPECT_EQ(respond(request(0x00), both).confirm.size_code, 11);
}

TEST(ItotSize, ACcMayNotAskForMoreOrForAFormThatWasNotOffered) {
    ConnectRequest sent = propose(only2);
    ConnectConfirm cc = confirm(0x21);
    cc.size_units = 512;
    EXPECT_FALSE(conclude(sent, cc, only2).acceptable);
    cc.size_units = 511;
    EXPECT_TRUE(conclude(sent, cc, only2).acceptable);
    sent.size_units.reset();
    EXPECT_FALSE(conclude(sent, cc, only2).acceptable);
    cc.size_units.reset();
    cc.size_code = 13;
    EXPECT_TRUE(conclude(sent, cc, only2).acceptable);
    sent.size_code = 12;
    EXPECT_FALSE(conclude(sent, cc, only2).acceptable);
}

TEST(ItotSize, ACcWithoutSizeMeansWhatTheCrProposed) {
    EXPECT_EQ(conclude(propose(only2), confirm(0x21), only2).agreement.max_tpdu, 65408U);
}

TEST(ItotSize, ADtIsFilledUpToTheAgreedSize) {
    EXPECT_EQ(data_capacity(128, class2), 123U);
    EXPECT_EQ(data_capacity(128, class0), 125U);
    EXPECT_EQ(data_capacity(65531, class0), 65524U);
    EXPECT_EQ(data_capacity(65531, class2), 65524U);
}

Answer answer_to(std::string_view frame) {
    const Bytes tpkt = hex(frame);
    return answer_to_opening(decode(tpkt, opening));
}

TEST(ItotAnswers, AFirstTpduThatIsNoCr) {
    EXPECT_EQ(answer_to(frame_of("x1_cc")).reply, Reply::disconnect_request);
    EXPECT_EQ(answer_to(frame_of("x10_dr")).reply, Reply::disconnect_confirm);
    EXPECT_EQ(answer_to("0300000b 06807b02000000").reply, Reply::none);
    EXPECT_EQ(answer_to(frame_of("x5_dt_last")).reply, Reply::none);
    EXPECT_EQ(answer_to(frame_of("x16_er")).reply, Reply::none);
    EXPECT_EQ(answer_to("03000009 0440010203").reply, Reply::none);
}

TEST(ItotAnswers, ACrWithAReservedClassOrADestinationGetsErCause3) {
    for (const std::string_view frame :
         {"0300000b 06e000004a0150", "0300000b 06e000004a0125", "0300000b 06e07b024a0121"}) {
        const Answer answer = answer_to(frame);
        EXPECT_EQ(answer.reply, Reply::error) << frame;
        EXPECT_EQ(answer.code, 3) << frame;
        EXPECT_TRUE(answer.ends);
    }
}

TEST(ItotAnswers, AnErIsNeverAnsweredByAnEr) {
    const Decoded bad = decode(hex("03000009 03704a0103"), class0);
    EXPECT_EQ(bad.fault, Fault::header_length);
    EXPECT_EQ(answer_when_open(bad, class0).reply, Reply::none);
}

TEST(ItotAnswers, EveryFaultWhenOpenEndsTheConnection) {
    const Decoded bad = decode(hex("03000009 04f17b0280"), class2);
    EXPECT_EQ(answer_when_open(bad, class2).code, 0x85);
    EXPECT_TRUE(answer_when_open(bad, class2).ends);
    EXPECT_EQ(answer_when_open(bad, class0).reply, Reply::error);
    EXPECT_EQ(answer_when_open(bad, class0).code, 2);
}

TEST(ItotReasons, UnlistedReasonsAreUnspecified) {
    for (int octet = 0; octet < 256; ++octet) {
        const bool listed =
            octet <= 3 || (octet >= 0x80 && octet <= 0x8A && octet != 0x86 && octet != 0x89);
        EXPECT_EQ(reason_of(static_cast<std::uint8_t>(octet)),
                  listed ? static_cast<Reason>(octet) : Reason::unspecified);
    }
}

} // namespace
} // namespace itot_test
