// Room itot_codec: each TPDU encoded, decoded and compared, and encoded as the examples are.
#include "unit/itot_codec/examples.hpp"

#include <gtest/gtest.h>

namespace itot_test {
namespace {

// Encodes what was decoded, whatever it is.
Bytes encode_again(const Decoded& decoded, Form form) {
    if (const auto* cr = std::get_if<ConnectRequest>(&decoded.tpdu))
        return copy(encode(*cr).octets());
    if (const auto* cc = std::get_if<ConnectConfirm>(&decoded.tpdu))
        return copy(encode(*cc).octets());
    if (const auto* dr = std::get_if<DisconnectRequest>(&decoded.tpdu))
        return copy(encode(*dr).octets());
    if (const auto* dc = std::get_if<DisconnectConfirm>(&decoded.tpdu))
        return copy(encode(*dc).octets());
    if (const auto* ed = std::get_if<Expedited>(&decoded.tpdu))
        return copy(encode(*ed, form).octets());
    if (const auto* ea = std::get_if<ExpeditedAcknowledgement>(&decoded.tpdu))
        return copy(encode(*ea).octets());
    if (const auto* er = std::get_if<Error>(&decoded.tpdu))
        return copy(encode(*er).octets());
    if (const auto* dt = std::get_if<Data>(&decoded.tpdu)) {
        const DataHeader header =
            encode_data_header(dt->destination, dt->end, dt->data.size(), form);
        Bytes tpkt(header.octets.begin(), header.octets.begin() + header.size);
        tpkt.insert(tpkt.end(), dt->data.begin(), dt->data.end());
        return tpkt;
    }
    return {};
}

TEST(ItotRoundTrip, EveryExampleIsEncodedAsItIsWritten) {
    for (const Example& example : examples) {
        if (example.name == "x3_cr") // another stack's order of parameters
            continue;
        const Bytes tpkt = hex(example.frame);
        EXPECT_EQ(encode_again(decode(tpkt, example.form), example.form), tpkt) << example.name;
    }
}

// The short way to a plain DT finds what the long one finds, whichever octet of it is changed.
TEST(ItotRoundTrip, APlainDtIsReadTheSameBothWays) {
    for (const Form form : {Form::class2, Form::class0}) {
        const Bytes plain = form == Form::class2 ? Bytes{4, 0xF0, 0x7B, 2, 0x80, 'a', 'b'}
                                                 : Bytes{2, 0xF0, 0x80, 'a', 'b'};
        for (std::size_t at = 0; at < plain.size(); ++at)
            for (int value = 0; value < 256; ++value)
                for (const std::size_t size : {plain.size(), at + 1}) {
                    Bytes tpdu(plain.begin(), plain.begin() + static_cast<std::ptrdiff_t>(size));
                    tpdu[at] = static_cast<std::uint8_t>(value);
                    const Rules rules{form, 7};
                    const std::optional<Data> quick = decode_plain_data(tpdu, rules);
                    const Decoded slow = decode_first(tpdu, rules);
                    const auto* data = std::get_if<Data>(&slow.tpdu);
                    // More than plain, another one, or a fault.
                    EXPECT_TRUE(quick || data == nullptr || slow.fault != Fault::none ||
                                tpdu[0] != plain[0]);
                    if (!quick || data == nullptr)
                        continue;
                    EXPECT_EQ(slow.fault, Fault::none);
                    EXPECT_EQ(quick->destination, data->destination);
                    EXPECT_EQ(quick->end, data->end);
                    EXPECT_EQ(quick->number, data->number);
                    EXPECT_EQ(quick->data.data(), data->data.data());
                    EXPECT_EQ(quick->data.size(), data->data.size());
                }
    }
    EXPECT_FALSE(decode_plain_data(Bytes(8, 0xF0), {Form::class2, 7}));
    EXPECT_FALSE(decode_plain_data(Bytes{4, 0xF0, 0, 0, 0x80, 0, 0, 0}, {Form::class2, 7}));
}

TEST(ItotRoundTrip, AnotherOrderOfParametersMeansTheSame) {
    const Bytes tpkt = hex(frame_of("x3_cr"));
    const Bytes ours = encode_again(decode(tpkt, opening), opening);
    EXPECT_EQ(ours, hex("03000016 11e00000000100 c0010a c1020100 c2020102"));
}

TEST(ItotRoundTrip, TheLargestConnectRequestFitsIts128Octets) {
    const Bytes selector(max_selector, 0xAB);
    const Bytes data(max_connect_data, 0xCD);
    ConnectRequest cr = propose({.class0 = true, .expedited = true});
    cr.source = 0x4A01;
    cr.calling_selector = Octets(selector);
    cr.called_selector = Octets(selector);
    cr.data = data;
    const Bytes tpkt = copy(encode(cr).octets());
    ASSERT_FALSE(tpkt.empty());
    EXPECT_LE(tpkt.size(), 4U + 128U);
    const Decoded back = decode(tpkt, opening);
    ASSERT_EQ(back.fault, Fault::none);
    EXPECT_EQ(copy(std::get<ConnectRequest>(back.tpdu).data), data);
}

TEST(ItotRoundTrip, ADataHeaderOfEachSizeIsReadBack) {
    for (const Form form : {class0, class2})
        for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{123},
                                       std::size_t{8187}, data_capacity(65531, form)}) {
            const DataHeader header = encode_data_header(0x7B02, true, size, form);
            Bytes tpkt(header.octets.begin(), header.octets.begin() + header.size);
            tpkt.resize(header.size + size, 0x55);
            const Decoded back = decode(tpkt, form);
            ASSERT_EQ(back.fault, Fault::none);
            EXPECT_EQ(std::get<Data>(back.tpdu).data.size(), size);
        }
}

TEST(ItotRoundTrip, WhatDoesNotFitIsNotEncoded) {
    const Bytes long_data(65, 1);
    EXPECT_TRUE(encode(DisconnectRequest{1, 2, 0x80, {}, long_data}).empty());
    EXPECT_TRUE(encode(Expedited{1, 0, {}}, class2).empty());
    EXPECT_TRUE(encode(Expedited{1, 0, Octets(long_data).first(17)}, class2).empty());
    ConnectRequest cr = propose({});
    cr.data = Octets(long_data).first(33);
    EXPECT_TRUE(encode(cr).empty());
}

TEST(ItotRoundTrip, AnErQuotesNoMoreThanTheReservedSlotHolds) {
    const Bytes rejected(200, 0x11);
    const Frame frame = encode(Error{1, 2, Octets(rejected)});
    ASSERT_FALSE(frame.empty());
    EXPECT_LE(frame.octets().size(), goodbye_capacity);
}

TEST(ItotRoundTrip, PreferredSizesTakeAsFewOctetsAsTheyNeed) {
    for (const std::uint32_t units : {1U, 255U, 256U, 65535U, 65536U, 0x01000000U}) {
        ConnectConfirm cc;
        cc.class_option = class_option_2;
        cc.size_units = units;
        const Bytes tpkt = copy(encode(cc).octets());
        const Decoded back = decode(tpkt, opening);
        ASSERT_EQ(back.fault, Fault::none);
        EXPECT_EQ(std::get<ConnectConfirm>(back.tpdu).size_units, units);
    }
}

} // namespace
} // namespace itot_test
