// Room itot_codec: TPDUs into TPKTs. One TPDU a TPKT: concatenation is only ever received.
#pragma once

#include "provider/itot/codec/decode.hpp"

#include <array>

namespace ws2::provider::itot::codec {

// A whole TPKT with a TPDU other than DT, as a value. Empty if the fields do not fit the TPDU.
class Frame {
public:
    static constexpr std::size_t capacity = tpkt_header_size + 255;

    Octets octets() const noexcept { return {octets_.data(), size_}; }
    bool empty() const noexcept { return size_ == 0; }

private:
    friend class FrameWriter;
    std::array<std::uint8_t, capacity> octets_;
    std::size_t size_ = 0;
};

// A DR with E0 and 64 octets: the most that a connection ever needs to say goodbye.
inline constexpr std::size_t goodbye_capacity = tpkt_header_size + 7 + 3 + max_disconnect_data;
static_assert(goodbye_capacity == 78);

Frame encode(const ConnectRequest& request) noexcept;
Frame encode(const ConnectConfirm& confirm) noexcept;
Frame encode(const DisconnectRequest& request) noexcept;
Frame encode(const DisconnectConfirm& confirm) noexcept;
Frame encode(const ExpeditedAcknowledgement& acknowledgement) noexcept;
// Cuts the rejected octets to what fits.
Frame encode(const Error& error) noexcept;
// `form` is class0 or class2.
Frame encode(const Expedited& expedited, Form form) noexcept;

// What stands before the user's octets of one DT: TPKT header and DT header. The octets themselves
// go to the network from where they are.
struct DataHeader {
    std::array<std::uint8_t, 9> octets;
    std::size_t size;
};
constexpr std::size_t data_header_size(Form form) noexcept {
    return form == Form::class2 ? 9 : 7;
}
DataHeader encode_data_header(std::uint16_t destination, bool end, std::size_t data_size,
                              Form form) noexcept;

// The most octets of a TSDU that one DT carries under an agreed TPDU size.
constexpr std::size_t data_capacity(std::size_t agreed_tpdu_size, Form form) noexcept {
    const std::size_t header = data_header_size(form) - tpkt_header_size;
    const std::size_t size = agreed_tpdu_size < tpdu_max ? agreed_tpdu_size : tpdu_max;
    // RFC 1006 quotes 65524 as the largest content of a class 0 DT; receivers hold us to it.
    const std::size_t capacity = size - header;
    return capacity > 65524 ? 65524 : capacity;
}

} // namespace ws2::provider::itot::codec
