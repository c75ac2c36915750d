// Room itot_codec: TPKT framing.
#include "provider/itot/codec/tpkt.hpp"

namespace ws2::provider::itot::codec {

Tpkt scan_tpkt(Octets stream, std::size_t cap) noexcept {
    if (stream.empty())
        return {};
    if (stream[0] != 3)
        return {Framing::bad_version, 0, {}};
    // Octet 1 is reserved: ignored on receipt (RFC 2126 section 6.10).
    if (stream.size() < tpkt_header_size)
        return {};
    const std::size_t length = static_cast<std::size_t>(stream[2]) << 8 | stream[3];
    if (length < tpkt_min)
        return {Framing::too_short, length, {}};
    if (length > cap)
        return {Framing::too_long, length, {}};
    if (stream.size() < length)
        return {Framing::incomplete, length, {}};
    return {Framing::whole, length, stream.subspan(tpkt_header_size, length - tpkt_header_size)};
}

void put_tpkt_header(std::uint8_t* out, std::size_t whole_length) noexcept {
    out[0] = 3;
    out[1] = 0;
    out[2] = static_cast<std::uint8_t>(whole_length >> 8);
    out[3] = static_cast<std::uint8_t>(whole_length);
}

} // namespace ws2::provider::itot::codec
