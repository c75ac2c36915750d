// Room itot_codec: the limits, each met and each passed by one; what is refused and by which fault.
#include "unit/itot_codec/examples.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace itot_test {
namespace {

Bytes tpkt_of(const Bytes& tpdu) {
    Bytes tpkt(tpdu.size() + 4);
    tpkt[0] = 3;
    tpkt[2] = static_cast<std::uint8_t>(tpkt.size() >> 8);
    tpkt[3] = static_cast<std::uint8_t>(tpkt.size());
    std::copy(tpdu.begin(), tpdu.end(), tpkt.begin() + 4);
    return tpkt;
}

Bytes with_data(std::string_view header, std::size_t size) {
    Bytes tpdu = hex(header);
    tpdu.resize(tpdu.size() + size, 0x41);
    return tpkt_of(tpdu);
}

// A CR of class 2 with `variable` as its variable part.
Decoded cr_with(const Bytes& variable, Bytes& keep, std::uint8_t code = 0xE0) {
    Bytes tpdu{static_cast<std::uint8_t>(6 + variable.size()), code, 0, 0, 0x4A, 1, 0x21};
    if (code == 0xD0)
        tpdu[2] = 0x7B;
    tpdu.insert(tpdu.end(), variable.begin(), variable.end());
    keep = tpkt_of(std::move(tpdu));
    return decode(keep, opening);
}

Fault cr_fault(std::string_view variable) {
    Bytes keep;
    return cr_with(hex(variable), keep).fault;
}

Fault cc_fault(std::string_view variable) {
    Bytes keep;
    return cr_with(hex(variable), keep, 0xD0).fault;
}

TEST(ItotTpkt, TheVersionIsThree) {
    EXPECT_EQ(scan_tpkt(hex("02"), tpkt_max).framing, Framing::bad_version);
    EXPECT_EQ(scan_tpkt(hex("474554202f"), tpkt_max).framing, Framing::bad_version);
}

TEST(ItotTpkt, TheReservedOctetIsIgnored) {
    EXPECT_EQ(scan_tpkt(hex("03ff0009 04f07b0280"), tpkt_max).framing, Framing::whole);
}

TEST(ItotTpkt, ALengthBelow7OrAboveTheCapIsAnError) {
    EXPECT_EQ(scan_tpkt(hex("03000006"), tpkt_max).framing, Framing::too_short);
    EXPECT_EQ(scan_tpkt(hex("03000007"), tpkt_max).framing, Framing::incomplete);
    EXPECT_EQ(scan_tpkt(hex("030000a0"), tpkt_cap_before_open).framing, Framing::incomplete);
    EXPECT_EQ(scan_tpkt(hex("030000a1"), tpkt_cap_before_open).framing, Framing::too_long);
    EXPECT_EQ(scan_tpkt(hex("0300ffff"), tpkt_max).framing, Framing::incomplete);
}

TEST(ItotLimits, TheLengthIndicatorIsNever255) {
    Bytes tpdu(300, 0);
    tpdu[0] = 255;
    tpdu[1] = 0xE0;
    EXPECT_EQ(decode(tpkt_of(tpdu), opening).fault, Fault::header_length);
}

TEST(ItotLimits, ALengthIndicatorBelowTheFixedPartIsRefused) {
    EXPECT_EQ(decode(hex("0300000b 05e000004a0100"), opening).fault, Fault::header_length);
    EXPECT_EQ(decode(hex("0300000a 04c04a017b02"), class2).fault, Fault::header_length);
    EXPECT_EQ(decode(hex("03000009 03f07b0280"), class2).fault, Fault::header_length);
    EXPECT_EQ(decode(hex("03000008 01f08041"), class0).fault, Fault::header_length);
    EXPECT_EQ(decode(hex("03000008 03f08041"), class0).fault, Fault::header_length);
}

TEST(ItotLimits, AConnectTpduHasAtMost128Octets) {
    Bytes keep;
    Bytes variable = hex("c570");
    variable.resize(2 + 0x70, 0);
    EXPECT_EQ(cr_with(variable, keep).fault, Fault::none);
    variable = hex("c578");
    variable.resize(2 + 0x78, 0);
    EXPECT_EQ(cr_with(variable, keep).fault, Fault::header_length);
}

TEST(ItotLimits, SelectorsHaveAtMost32Octets) {
    Bytes keep;
    Bytes variable = hex("c220");
    variable.resize(2 + 32, 0x41);
    EXPECT_EQ(cr_with(variable, keep).fault, Fault::none);
    variable = hex("c221");
    variable.resize(2 + 33, 0x41);
    const Decoded bad = cr_with(variable, keep);
    EXPECT_EQ(bad.fault, Fault::selector_length);
    const Answer answer = answer_to_opening(bad);
    EXPECT_EQ(answer.reply, Reply::disconnect_request);
    EXPECT_EQ(answer.code, 3);
}

TEST(ItotLimits, AHeaderHasAtMost32Parameters) {
    Bytes keep;
    Bytes variable;
    for (int i = 0; i < 32; ++i)
        variable.insert(variable.end(), {0xC5, 0});
    EXPECT_EQ(cr_with(variable, keep).fault, Fault::none);
    variable.insert(variable.end(), {0xC5, 0});
    EXPECT_EQ(cr_with(variable, keep).fault, Fault::parameter_code);
}

TEST(ItotLimits, ConnectDataEndsAt32Octets) {
    EXPECT_EQ(decode(with_data("06e000004a0121", 32), opening).fault, Fault::none);
    const Decoded bad = decode(with_data("06e000004a0121", 33), opening);
    EXPECT_EQ(bad.fault, Fault::data_length);
    EXPECT_EQ(answer_to_opening(bad).code, 0x85);
    const Decoded bad0 = decode(with_data("06e000004a0100", 33), opening);
    EXPECT_EQ(answer_to_opening(bad0).reply, Reply::error);
    EXPECT_EQ(answer_to_opening(bad0).code, 0);
}

TEST(ItotLimits, DisconnectDataEndsAt64Octets) {
    EXPECT_EQ(decode(with_data("06807b024a0180", 64), class2).fault, Fault::none);
    EXPECT_EQ(decode(with_data("06807b024a0180", 65), class2).fault, Fault::data_length);
}

TEST(ItotLimits, ExpeditedDataHas1To16Octets) {
    EXPECT_EQ(decode(with_data("04107b0280", 0), class2).fault, Fault::data_length);
    EXPECT_EQ(decode(with_data("04107b0280", 1), class2).fault, Fault::none);
    EXPECT_EQ(decode(with_data("04107b0280", 16), class2).fault, Fault::none);
    EXPECT_EQ(decode(with_data("04107b0280", 17), class2).fault, Fault::data_length);
    EXPECT_EQ(decode(with_data("021080", 17), class0).fault, Fault::data_length);
    EXPECT_EQ(decode(with_data("04107b0200", 1), class2).fault, Fault::parameter_value);
}

TEST(ItotLimits, ADataTpduIsNotLargerThanAgreed) {
    EXPECT_EQ(decode(with_data("04f07b0280", 123), class2, 128).fault, Fault::none);
    EXPECT_EQ(decode(with_data("04f07b0280", 124), class2, 128).fault, Fault::size);
}

TEST(ItotParameters, SizeCodesRunFrom7To13) {
    EXPECT_EQ(cr_fault("c00107"), Fault::none);
    EXPECT_EQ(cr_fault("c0010d"), Fault::none);
    EXPECT_EQ(cr_fault("c00106"), Fault::parameter_value);
    EXPECT_EQ(cr_fault("c0010e"), Fault::parameter_value);
    EXPECT_EQ(cr_fault("c001a2"), Fault::parameter_value);
    EXPECT_EQ(cr_fault("c0020d0d"), Fault::parameter_length);
    EXPECT_EQ(cr_fault("c000"), Fault::parameter_length);
}

TEST(ItotParameters, PreferredSizesHave1To4OctetsAndAreNotZero) {
    EXPECT_EQ(cr_fault("f00101"), Fault::none);
    EXPECT_EQ(cr_fault("f004000001ff"), Fault::none);
    EXPECT_EQ(cr_fault("f00500000001ff"), Fault::parameter_length);
    EXPECT_EQ(cr_fault("f000"), Fault::parameter_length);
    EXPECT_EQ(cr_fault("f0020000"), Fault::parameter_value);
}

TEST(ItotParameters, UnknownOnesAreIgnoredInACrAndFaultsElsewhere) {
    EXPECT_EQ(cr_fault("b10101"), Fault::none);
    EXPECT_EQ(cc_fault("b10101"), Fault::parameter_code);
    EXPECT_EQ(decode(hex("0300000e 09807b024a0180 b10101"), class2).fault, Fault::parameter_code);
    EXPECT_EQ(decode(hex("0300000d 08c04a017b02 b10101"), class2).fault, Fault::parameter_code);
}

TEST(ItotParameters, TheOnesWithoutMeaningHereAreIgnored) {
    EXPECT_EQ(cr_fault("85021234 86031234 56"), Fault::none);
    EXPECT_EQ(cc_fault("87020001 8b020001 c3020000 c501ff f20400000001"), Fault::none);
}

TEST(ItotParameters, ReservedCodesAreRefusedEvenInACr) {
    EXPECT_EQ(cr_fault("050101"), Fault::parameter_code);
}

TEST(ItotParameters, TheLastDuplicateWins) {
    Bytes keep;
    const Decoded decoded = cr_with(hex("c0010d c0010a"), keep);
    EXPECT_EQ(std::get<ConnectRequest>(decoded.tpdu).size_code, 10);
}

TEST(ItotParameters, AlternativesAndVersionsInACcBetrayAnEcho) {
    EXPECT_EQ(cc_fault("c70100"), Fault::parameter_code);
    EXPECT_EQ(cc_fault("c40101"), Fault::parameter_code);
}

TEST(ItotParameters, AlternativesNameClassesWithoutOptions) {
    EXPECT_EQ(cr_fault("c7020020"), Fault::none);
    EXPECT_EQ(cr_fault("c70101"), Fault::parameter_value);
    EXPECT_EQ(cr_fault("c70150"), Fault::parameter_value);
    EXPECT_EQ(cr_fault("c700"), Fault::parameter_length);
}

TEST(ItotParameters, ATextCookieIsNoParameter) {
    Bytes tpdu = hex("06e00000000000");
    const std::string_view cookie = "Cookie: mstshash=nmap\r\n";
    tpdu.insert(tpdu.end(), cookie.begin(), cookie.end());
    tpdu[0] = static_cast<std::uint8_t>(tpdu.size() - 1);
    EXPECT_EQ(decode(tpkt_of(tpdu), opening).fault, Fault::parameter_length);
}

TEST(ItotCodes, UnknownCodesAndTheOnesOfOtherClassesAreRefused) {
    EXPECT_EQ(decode(hex("03000009 0440010203"), class2).fault, Fault::unknown_code);
    EXPECT_EQ(decode(hex("03000009 04f17b0280"), class2).fault, Fault::unknown_code);
    EXPECT_EQ(decode(hex("03000009 0460010203"), class2).fault, Fault::refused_code);
    EXPECT_EQ(decode(hex("03000009 04517b0200"), class2).fault, Fault::refused_code);
    EXPECT_EQ(decode(hex("03000009 04204a0100"), class0).fault, Fault::refused_code);
    EXPECT_EQ(decode(hex("03000009 04204a0180"), class2).fault, Fault::parameter_value);
}

TEST(ItotCodes, ACreditIsReadAndAccepted) {
    const Bytes tpkt = hex("0300000b 06e500004a0121");
    const Decoded decoded = decode(tpkt, opening);
    EXPECT_EQ(decoded.fault, Fault::none);
    EXPECT_EQ(std::get<ConnectRequest>(decoded.tpdu).credit, 5);
}

TEST(ItotCodes, Class0HasOneTpduATpkt) {
    EXPECT_EQ(decode(hex("0300000f 04704a0103 02f08041414141"), class0).fault, Fault::data_length);
}

} // namespace
} // namespace itot_test
