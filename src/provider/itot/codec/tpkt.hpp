// Room itot_codec: the packet that puts TPDUs on a byte stream (RFC 1006 section 6, RFC 2126
// section 4.3): version 3, a reserved octet, and the length of the whole in two octets.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace ws2::provider::itot::codec {

using Octets = std::span<const std::uint8_t>;

inline constexpr std::size_t tpkt_header_size = 4;
inline constexpr std::size_t tpkt_min = 7;
inline constexpr std::size_t tpkt_max = 65535;
inline constexpr std::size_t tpdu_max = tpkt_max - tpkt_header_size;
// What a TPKT may be before a connection is open: a CR or CC of 128 octets, a DR or ER, and slack.
inline constexpr std::size_t tpkt_cap_before_open = 160;

// Everything below `whole` needs more octets (`incomplete`) or ends the stream: a stream that has
// lost its frame cannot find it again.
enum class Framing : std::uint8_t { incomplete, whole, bad_version, too_short, too_long };

struct Tpkt {
    Framing framing = Framing::incomplete;
    std::size_t length = 0; // of the whole TPKT, 0 until its header is complete
    Octets tpdus{};         // when whole
};

// Looks at the TPKT at the start of `stream`; `cap` is the longest one that this side accepts.
// Faults are found as soon as the octet that shows them is there.
Tpkt scan_tpkt(Octets stream, std::size_t cap) noexcept;

// True if `framing` can never become whole.
constexpr bool is_framing_error(Framing framing) noexcept {
    return framing != Framing::incomplete && framing != Framing::whole;
}

void put_tpkt_header(std::uint8_t* out, std::size_t whole_length) noexcept;

} // namespace ws2::provider::itot::codec
