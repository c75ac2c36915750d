// Room itot_codec: octets in, TPDUs or their faults out. Nothing here reads past its span.
#pragma once

#include "provider/itot/codec/tpdu.hpp"

namespace ws2::provider::itot::codec {

// Which layouts are in force. `opening`: no class is agreed yet; DT, ED and EA are recognised by
// code and not looked into.
enum class Form : std::uint8_t { opening, class0, class2 };

enum class Fault : std::uint8_t {
    none,
    header_length,    // LI against the TPDU's size and the code's fixed part, or a CR over 128
    unknown_code,     // no TPDU has this code
    refused_code,     // AK and RJ, and what the class in force does not have
    parameter_length, // a parameter runs past LI, or has a length that its code forbids
    parameter_code,   // unknown (not in a CR), reserved, or too many
    parameter_value,
    class_option,    // class 5..15 or the reserved bits of CO
    reference,       // DST-REF of a CR not zero; a zero reference where one is needed
    selector_length, // a TSAP-ID over 32 octets
    data_length,     // user data longer or shorter than this TPDU may have
    size,            // a TPDU larger than was agreed
};

// What a header may hold; less than the standard's and ours if that is wished.
struct Bounds {
    std::uint32_t selector = max_selector;     // octets of a TSAP-ID
    std::uint32_t parameters = max_parameters; // of one TPDU
};

struct Rules {
    Form form = Form::opening;
    std::size_t max_tpdu = tpdu_max;
    Bounds bounds{};
};

struct Decoded {
    Tpdu tpdu{}; // with a fault: what had been read when it was found
    Code code = Code::none;
    Fault fault = Fault::none;
    std::size_t size = 0;       // octets of this TPDU; after a fault, of all that was left
    std::size_t bad_octets = 0; // octets of the TPDU up to and with the bad one, for an ER's C1
};

// Decodes the first TPDU of a non-empty concatenated set. AK, EA, RJ, ER and DC end after their
// header in class 2, so that another may follow; every other TPDU runs to the end of the TPKT, as
// does each TPDU in class 0.
Decoded decode_first(Octets tpdus, const Rules& rules) noexcept;

// The same for what nearly every TPKT holds on an open connection: one DT without parameters, of a
// size that was agreed on. Nothing if it is anything else.
std::optional<Data> decode_plain_data(Octets tpdus, const Rules& rules) noexcept;

} // namespace ws2::provider::itot::codec
