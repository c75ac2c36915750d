// The exchanges X1 to X21 and the malformed frames M1 to M4 of docs/itot.md, octet by octet.
#pragma once

#include "provider/itot/codec/answer.hpp"
#include "provider/itot/codec/negotiation.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace itot_test {

using namespace ws2::provider::itot::codec;
using Bytes = std::vector<std::uint8_t>;

inline Bytes hex(std::string_view text) {
    Bytes octets;
    int high = -1;
    for (const char c : text) {
        if (c == ' ')
            continue;
        const int digit = c <= '9' ? c - '0' : c - 'a' + 10;
        if (high < 0)
            high = digit;
        else {
            octets.push_back(static_cast<std::uint8_t>(high * 16 + digit));
            high = -1;
        }
    }
    return octets;
}

inline Bytes copy(Octets octets) {
    return {octets.begin(), octets.end()};
}
inline std::string_view text(Octets octets) {
    return {reinterpret_cast<const char*>(octets.data()), octets.size()};
}

struct Example {
    std::string_view name;
    Form form;
    std::string_view frame;
};

inline constexpr Form opening = Form::opening;
inline constexpr Form class0 = Form::class0;
inline constexpr Form class2 = Form::class2;

inline constexpr Example examples[] = {
    {"x1_cr", opening,
     "03000027 22e000004a0121 c0010d f00201ff c10457534b41 c20457534b42 c40101 c60101 c70100"},
    {"x1_cc", opening, "0300001e 19d04a017b0221 f00201ff c10457534b41 c20457534b42 c60101"},
    {"x2_cc", opening, "0300001a 15d04a017b0200 c0010b c10457534b41 c20457534b42"},
    {"x3_cr", opening, "03000016 11e00000000100 c1020100 c2020102 c0010a"},
    {"x3_cc", opening, "03000016 11d00001000c00 c0010a c1020100 c2020102"},
    {"x4_cr", opening,
     "0300003d 18e000004a0121 c0010a c10457534b41 c20457534b42 c60100 "
     "43616c6c657220646174612c2065786163746c79203332206f63746574732e2e"},
    {"x4_cc", opening, "03000013 0cd04a017b0221 c0010a c60100 4f4b"},
    {"x5_dt_first", class2, "03000015 04f07b0200 46697273742068616c662c20"},
    {"x5_dt_last", class2, "03000014 04f07b0280 5365636f6e642068616c66"},
    {"x6_dt_first", class0, "03000013 02f000 46697273742068616c662c20"},
    {"x6_dt_last", class0, "03000012 02f080 5365636f6e642068616c66"},
    {"x7_ed", class2, "03000010 04107b0280 557267656e7421"},
    {"x7_ea", class2, "03000009 04204a0100"},
    {"x8_ed", class0, "0300000e 021080 557267656e7421"},
    {"x9_dt", class2, "03000015 04f07b0280 4c617374206d657373616765"},
    {"x9_dr", class2,
     "0300004e 09807b024a0180 e00180 "
     "4142434445464748494a4b4c4d4e4f505152535455565758595a6162636465666768696a6b6c6d6e6f70717273"
     "7475767778797a303132333435363738392b2f"},
    {"x9_dc", class2, "0300000a 05c04a017b02"},
    {"x10_dr", class2, "0300000b 06807b024a0180"},
    {"x11_dr_a", class2, "03000013 09807b024a0180 e00180 4279652d41"},
    {"x11_dr_b", class2, "03000013 09804a017b0280 e00180 4279652d42"},
    {"x12_cr", opening, "03000014 0fe000004a0121 c2044e4f5045 c60100"},
    {"x12_dr", opening, "0300000b 06804a01000003"},
    {"x13_cr", opening, "0300000e 09e000004a0121 c60100"},
    {"x13_dr", opening, "0300000b 06804a01000082"},
    {"x14_dr", opening, "0300000f 06804a01000080 42757379"},
    {"x15_cr", opening, "0300000b 06e000004a0100"},
    {"x15_cc", opening, "0300000b 06d04a017b0200"},
    {"x15_er", class0, "0300000d 08704a0102 c10205c0"},
    {"x16_er", opening, "03000009 04704a0103"},
    {"x17_dr", class0, "0300000e 06807b024a0180 427965"},
    {"x18_dr", class2, "0300000b 06804a017b0285"},
    {"x20_dt", class2, "03000009 04f07b0280"},
    {"x21_dr", opening, "0300000b 068009994a0180"},
    {"x21_dc", opening, "0300000a 05c04a010000"},
};

inline constexpr std::string_view x15_dc = "0300000a 05c07b024a01";
inline constexpr std::string_view x18_rj = "03000009 04507b0200";
inline constexpr std::string_view x19 = "03000016 04207b0200 04f07b0280 4166746572204541";
inline constexpr std::string_view m1 = "0300000b 30e000004a0100";
inline constexpr std::string_view m2 = "03000003 00000000";
inline constexpr std::string_view m3 = "0300000b 06807b024a01ff";
inline constexpr std::string_view m4 = "03000010 0ae000004a0121 c2044142 43";

inline std::string_view frame_of(std::string_view name) {
    for (const Example& example : examples)
        if (example.name == name)
            return example.frame;
    return {};
}

// The one TPDU of a TPKT.
inline Decoded decode(const Bytes& tpkt, Form form, std::size_t max_tpdu = tpdu_max) {
    const Tpkt scanned = scan_tpkt(tpkt, tpkt_max);
    if (scanned.framing != Framing::whole)
        return {{}, Code::none, Fault::header_length, 0, 0};
    return decode_first(scanned.tpdus, {form, max_tpdu});
}

} // namespace itot_test
