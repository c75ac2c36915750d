// Room itot_codec: what bad input is answered with, as data ("answers to bad input" of the ISO
// transport's rules: RFC 905 sections 6.6, 6.9 and 6.22, RFC 2126 section 6).
#pragma once

#include "provider/itot/codec/encode.hpp"

namespace ws2::provider::itot::codec {

enum class Reply : std::uint8_t { none, error, disconnect_request, disconnect_confirm };

struct Answer {
    Reply reply = Reply::none;
    std::uint8_t code = 0; // Reason of a DR, Cause of an ER
    bool ends = true;      // the TCP connection ends after the reply
};

// A CR that was decoded with a fault, or a first TPDU of a TCP connection that is no CR.
Answer answer_to_opening(const Decoded& first) noexcept;

// A TPDU with a fault on an open connection: DR 0x85 in class 2, ER in class 0. An ER is never
// answered with an ER: its sender is just left.
Answer answer_when_open(const Decoded& bad, Form form) noexcept;

Cause cause_of(Fault fault) noexcept;

// The reply's frame; empty for Reply::none. `bad` supplies the references that are answered to, and
// `tpdu` the octets that an ER quotes.
Frame encode_answer(const Answer& answer, const Decoded& bad, Octets tpdu) noexcept;

// Class 0 knows the reasons 0 to 3 alone; any other is sent as "unspecified" there.
std::uint8_t reason_for_class(Reason reason, int transport_class) noexcept;

} // namespace ws2::provider::itot::codec
