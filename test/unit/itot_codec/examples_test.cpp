// Room itot_codec: every example of the wire's description decodes, or is refused, as stated there.
#include "unit/itot_codec/examples.hpp"

#include <gtest/gtest.h>

namespace itot_test {
namespace {

template<typename Kind>
Kind as(std::string_view name, Form form, Bytes& keep) {
    keep = hex(frame_of(name));
    const Decoded decoded = decode(keep, form);
    EXPECT_EQ(decoded.fault, Fault::none) << name;
    return std::get<Kind>(decoded.tpdu);
}

TEST(ItotExamples, EveryExampleDecodesWithoutFaultAndFillsItsTpkt) {
    for (const Example& example : examples) {
        const Bytes tpkt = hex(example.frame);
        const Decoded decoded = decode(tpkt, example.form);
        EXPECT_EQ(decoded.fault, Fault::none) << example.name;
        EXPECT_EQ(decoded.size, tpkt.size() - 4) << example.name;
    }
}

TEST(ItotExamples, EveryExamplesShorterPrefixIsIncomplete) {
    for (const Example& example : examples) {
        const Bytes tpkt = hex(example.frame);
        for (std::size_t size = 0; size < tpkt.size(); ++size)
            EXPECT_EQ(scan_tpkt(Octets(tpkt).first(size), tpkt_max).framing, Framing::incomplete)
                << example.name << " cut to " << size;
    }
}

TEST(ItotExamples, EveryHeadersShorterPrefixIsRefused) {
    for (const Example& example : examples) {
        const Bytes tpkt = hex(example.frame);
        const Octets tpdu = Octets(tpkt).subspan(4);
        for (std::size_t size = 0; size < std::size_t{1} + tpdu[0]; ++size)
            EXPECT_NE(decode_first(tpdu.first(size), {example.form, tpdu_max}).fault, Fault::none)
                << example.name << " cut to " << size;
    }
}

TEST(ItotExamples, X1ConnectRequestAndConfirmOfClass2) {
    Bytes a;
    Bytes b;
    const auto cr = as<ConnectRequest>("x1_cr", opening, a);
    EXPECT_EQ(cr.destination, 0);
    EXPECT_EQ(cr.source, 0x4A01);
    EXPECT_EQ(cr.class_option, 0x21);
    EXPECT_EQ(cr.size_code, 13);
    EXPECT_EQ(cr.size_units, 511U);
    EXPECT_EQ(offered_size(cr), 65408U);
    EXPECT_EQ(text(*cr.calling_selector), "WSKA");
    EXPECT_EQ(text(*cr.called_selector), "WSKB");
    EXPECT_EQ(cr.version, 1);
    EXPECT_EQ(cr.options, 1);
    EXPECT_EQ(copy(*cr.alternative_classes), Bytes{0});
    const auto cc = as<ConnectConfirm>("x1_cc", opening, b);
    EXPECT_EQ(cc.destination, 0x4A01);
    EXPECT_EQ(cc.source, 0x7B02);
    const Conclusion end = conclude(cr, cc, {.class0 = true, .expedited = true});
    EXPECT_TRUE(end.acceptable);
    EXPECT_EQ(end.agreement.form, class2);
    EXPECT_EQ(end.agreement.max_tpdu, 65408U);
    EXPECT_TRUE(end.agreement.expedited);
    EXPECT_FALSE(end.agreement.expedited_acknowledged);
}

TEST(ItotExamples, X2Class0SelectedFromAnAlternative) {
    Bytes a;
    Bytes b;
    const auto cr = as<ConnectRequest>("x1_cr", opening, a);
    const auto cc = as<ConnectConfirm>("x2_cc", opening, b);
    const Conclusion end = conclude(cr, cc, {.class0 = true});
    EXPECT_TRUE(end.acceptable);
    EXPECT_EQ(end.agreement.form, class0);
    EXPECT_EQ(end.agreement.max_tpdu, 2048U);
}

TEST(ItotExamples, X3Class0OfADevice) {
    Bytes a;
    Bytes b;
    const auto cr = as<ConnectRequest>("x3_cr", opening, a);
    EXPECT_EQ(cr.source, 1);
    EXPECT_EQ(copy(*cr.called_selector), (Bytes{1, 2}));
    const auto cc = as<ConnectConfirm>("x3_cc", opening, b);
    EXPECT_EQ(cc.source, 12);
    const Conclusion end = conclude(cr, cc, {.class2 = false, .class0 = true});
    EXPECT_TRUE(end.acceptable);
    EXPECT_EQ(end.agreement.max_tpdu, 1024U);
}

TEST(ItotExamples, X4ConnectDataOf32OctetsAndTwo) {
    Bytes keep;
    EXPECT_EQ(text(as<ConnectRequest>("x4_cr", opening, keep).data),
              "Caller data, exactly 32 octets..");
    EXPECT_EQ(text(as<ConnectConfirm>("x4_cc", opening, keep).data), "OK");
}

TEST(ItotExamples, X5AndX6TwoFragmentsWithTheEndInTheSecond) {
    for (const auto& [first, last, form] :
         {std::tuple{"x5_dt_first", "x5_dt_last", class2}, {"x6_dt_first", "x6_dt_last", class0}}) {
        Bytes a;
        Bytes b;
        const auto one = as<Data>(first, form, a);
        const auto two = as<Data>(last, form, b);
        EXPECT_FALSE(one.end);
        EXPECT_TRUE(two.end);
        EXPECT_EQ(std::string(text(one.data)) + std::string(text(two.data)),
                  "First half, Second half");
        EXPECT_EQ(one.destination, form == class2 ? 0x7B02 : 0);
    }
}

TEST(ItotExamples, X7AndX8ExpeditedDataAndItsAcknowledgement) {
    Bytes keep;
    const auto ed = as<Expedited>("x7_ed", class2, keep);
    EXPECT_EQ(ed.destination, 0x7B02);
    EXPECT_EQ(ed.number, 0);
    EXPECT_EQ(text(ed.data), "Urgent!");
    const auto ea = as<ExpeditedAcknowledgement>("x7_ea", class2, keep);
    EXPECT_EQ(ea.destination, 0x4A01);
    EXPECT_EQ(ea.number, 0);
    EXPECT_EQ(text(as<Expedited>("x8_ed", class0, keep).data), "Urgent!");
}

TEST(ItotExamples, X9NonDisruptiveReleaseWith64Octets) {
    Bytes keep;
    const auto dr = as<DisconnectRequest>("x9_dr", class2, keep);
    EXPECT_EQ(keep.size(), goodbye_capacity);
    EXPECT_EQ(dr.destination, 0x7B02);
    EXPECT_EQ(dr.source, 0x4A01);
    EXPECT_EQ(reason_of(dr.reason), Reason::normal);
    EXPECT_EQ(copy(*dr.clearing), Bytes{clearing_non_disruptive});
    EXPECT_EQ(dr.data.size(), 64U);
    const auto dc = as<DisconnectConfirm>("x9_dc", class2, keep);
    EXPECT_EQ(dc.destination, 0x4A01);
    EXPECT_EQ(dc.source, 0x7B02);
}

TEST(ItotExamples, X10ReleaseWithoutDataOrClearing) {
    Bytes keep;
    const auto dr = as<DisconnectRequest>("x10_dr", class2, keep);
    EXPECT_FALSE(dr.clearing);
    EXPECT_TRUE(dr.data.empty());
}

TEST(ItotExamples, X11CrossingReleasesCarryDataBothWays) {
    Bytes keep;
    EXPECT_EQ(text(as<DisconnectRequest>("x11_dr_a", class2, keep).data), "Bye-A");
    EXPECT_EQ(text(as<DisconnectRequest>("x11_dr_b", class2, keep).data), "Bye-B");
}

TEST(ItotExamples, X12ToX14Refusals) {
    Bytes keep;
    EXPECT_EQ(text(*as<ConnectRequest>("x12_cr", opening, keep).called_selector), "NOPE");
    const auto unknown = as<DisconnectRequest>("x12_dr", opening, keep);
    EXPECT_EQ(unknown.source, 0);
    EXPECT_EQ(reason_of(unknown.reason), Reason::address_unknown);
    const auto wrong_class = as<DisconnectRequest>("x13_dr", opening, keep);
    EXPECT_EQ(reason_of(wrong_class.reason), Reason::negotiation_failed);
    EXPECT_EQ(text(as<DisconnectRequest>("x14_dr", opening, keep).data), "Busy");
}

TEST(ItotExamples, X13AClass2OnlyRequestIsRefusedByAClass0Responder) {
    Bytes keep;
    const auto cr = as<ConnectRequest>("x13_cr", opening, keep);
    const Response response = respond(cr, {.class2 = false, .class0 = true});
    EXPECT_FALSE(response.accepted);
    const Frame dr = encode(DisconnectRequest{cr.source, 0, response.reason, {}, {}});
    EXPECT_EQ(copy(dr.octets()), hex(frame_of("x13_dr")));
}

TEST(ItotExamples, X15ADcInClass0IsAnsweredByErWithTheRejectedOctets) {
    const Bytes tpkt = hex(x15_dc);
    Decoded bad = decode(tpkt, class0);
    EXPECT_EQ(bad.fault, Fault::refused_code);
    const Answer answer = answer_when_open(bad, class0);
    EXPECT_EQ(answer.reply, Reply::error);
    EXPECT_EQ(answer.code, 2);
    EXPECT_TRUE(answer.ends);
    const Error error{0x4A01, answer.code, Octets(tpkt).subspan(4, bad.bad_octets)};
    EXPECT_EQ(copy(encode(error).octets()), hex(frame_of("x15_er")));
}

TEST(ItotExamples, X16MinimalEr) {
    Bytes keep;
    const auto er = as<Error>("x16_er", opening, keep);
    EXPECT_EQ(er.cause, 3);
    EXPECT_FALSE(er.rejected);
}

TEST(ItotExamples, X17Class0DrWithDataIsReadLiberally) {
    Bytes keep;
    EXPECT_EQ(text(as<DisconnectRequest>("x17_dr", class0, keep).data), "Bye");
    // A CR with its code changed: C0, C1 and C2 follow.
    const Decoded stray = decode(hex("03000016 11800000000100 c1020100 c2020102 c0010a"), class0);
    EXPECT_EQ(stray.fault, Fault::none);
    EXPECT_EQ(decode(hex("03000016 11800000000100 c1020100 c2020102 c0010a"), class2).fault,
              Fault::parameter_code);
}

TEST(ItotExamples, X18AnRjIsAnsweredByDr85) {
    const Bytes tpkt = hex(x18_rj);
    const Decoded bad = decode(tpkt, class2);
    EXPECT_EQ(bad.code, Code::rj);
    EXPECT_EQ(bad.fault, Fault::refused_code);
    const Answer answer = answer_when_open(bad, class2);
    EXPECT_EQ(answer.reply, Reply::disconnect_request);
    EXPECT_EQ(copy(encode(DisconnectRequest{0x4A01, 0x7B02, answer.code, {}, {}}).octets()),
              hex(frame_of("x18_dr")));
}

TEST(ItotExamples, X19AnEaAndADtShareATpktInClass2) {
    const Bytes tpkt = hex(x19);
    const Octets set = scan_tpkt(tpkt, tpkt_max).tpdus;
    const Decoded first = decode_first(set, {class2, tpdu_max});
    ASSERT_EQ(first.fault, Fault::none);
    EXPECT_TRUE(std::holds_alternative<ExpeditedAcknowledgement>(first.tpdu));
    EXPECT_EQ(first.size, 5U);
    const Decoded second = decode_first(set.subspan(first.size), {class2, tpdu_max});
    ASSERT_EQ(second.fault, Fault::none);
    EXPECT_EQ(text(std::get<Data>(second.tpdu).data), "After EA");
    EXPECT_EQ(decode_first(set, {class0, tpdu_max}).fault, Fault::refused_code);
}

TEST(ItotExamples, X20AZeroLengthTsdu) {
    Bytes keep;
    const auto dt = as<Data>("x20_dt", class2, keep);
    EXPECT_TRUE(dt.end);
    EXPECT_TRUE(dt.data.empty());
}

TEST(ItotExamples, X21AStrayDrIsAnsweredByADcWithSourceZero) {
    const Bytes tpkt = hex(frame_of("x21_dr"));
    const Decoded stray = decode(tpkt, opening);
    const Answer answer = answer_to_opening(stray);
    EXPECT_EQ(answer.reply, Reply::disconnect_confirm);
    EXPECT_TRUE(answer.ends);
    EXPECT_EQ(copy(encode_answer(answer, stray, Octets(tpkt).subspan(4)).octets()),
              hex(frame_of("x21_dc")));
}

TEST(ItotExamples, M1LengthIndicatorPastTheTpktIsAnsweredByErInClass0) {
    const Bytes tpkt = hex(m1);
    const Decoded bad = decode(tpkt, opening);
    EXPECT_EQ(bad.fault, Fault::header_length);
    const Answer answer = answer_to_opening(bad);
    EXPECT_EQ(answer.reply, Reply::error);
    const Bytes er = copy(encode_answer(answer, bad, Octets(tpkt).subspan(4)).octets());
    EXPECT_EQ(er, hex("0300000c 07704a0100 c10130"));
}

TEST(ItotExamples, M2TpktLength3IsAFramingError) {
    EXPECT_EQ(scan_tpkt(hex(m2), tpkt_max).framing, Framing::too_short);
}

TEST(ItotExamples, M3AnUnlistedReasonIsReadAsUnspecified) {
    const Decoded decoded = decode(hex(m3), class2);
    ASSERT_EQ(decoded.fault, Fault::none);
    EXPECT_EQ(reason_of(std::get<DisconnectRequest>(decoded.tpdu).reason), Reason::unspecified);
}

TEST(ItotExamples, M4AParameterPastTheHeaderIsRefusedWithDr8A) {
    const Bytes tpkt = hex(m4);
    const Decoded bad = decode(tpkt, opening);
    EXPECT_EQ(bad.fault, Fault::parameter_length);
    const Answer answer = answer_to_opening(bad);
    EXPECT_EQ(answer.reply, Reply::disconnect_request);
    EXPECT_EQ(answer.code, 0x8A);
    EXPECT_EQ(copy(encode_answer(answer, bad, Octets(tpkt).subspan(4)).octets()),
              hex("0300000b 06804a0100008a"));
}

} // namespace
} // namespace itot_test
