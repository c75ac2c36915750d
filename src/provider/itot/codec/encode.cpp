// Room itot_codec: encoding, TPDU by TPDU.
#include "provider/itot/codec/encode.hpp"

#include "provider/itot/codec/parameters.hpp"

#include <algorithm>

namespace ws2::provider::itot::codec {

// Appends octets and closes the header (LI) and the packet (TPKT length). Turns into "does not fit"
// instead of writing past the end.
class FrameWriter {
public:
    explicit FrameWriter(std::uint8_t code) noexcept {
        frame_.size_ = tpkt_header_size + 1;
        put(code);
    }

    void put(std::uint8_t octet) noexcept {
        if (frame_.size_ == Frame::capacity)
            overflow_ = true;
        else
            frame_.octets_[frame_.size_++] = octet;
    }
    void put_u16(std::uint16_t value) noexcept {
        put(static_cast<std::uint8_t>(value >> 8));
        put(static_cast<std::uint8_t>(value));
    }
    void put_all(Octets octets) noexcept {
        for (const std::uint8_t octet : octets)
            put(octet);
    }
    void parameter(Parameter code, Octets value) noexcept {
        put(static_cast<std::uint8_t>(code));
        put(static_cast<std::uint8_t>(value.size()));
        put_all(value);
    }
    void parameter(Parameter code, std::uint8_t value) noexcept { parameter(code, {&value, 1}); }

    // Everything so far is header, `data` is user data.
    Frame finish(Octets data = {}) noexcept {
        const std::size_t indicator = frame_.size_ - tpkt_header_size - 1;
        put_all(data);
        if (overflow_ || indicator > 254)
            return {};
        frame_.octets_[tpkt_header_size] = static_cast<std::uint8_t>(indicator);
        put_tpkt_header(frame_.octets_.data(), frame_.size_);
        return frame_;
    }

private:
    Frame frame_;
    bool overflow_ = false;
};

namespace {

std::uint8_t with_credit(Code code, std::uint8_t credit) noexcept {
    return static_cast<std::uint8_t>(static_cast<std::uint8_t>(code) | (credit & 0x0F));
}

void put_size_units(FrameWriter& writer, std::uint32_t units) noexcept {
    std::array<std::uint8_t, 4> octets{
        static_cast<std::uint8_t>(units >> 24), static_cast<std::uint8_t>(units >> 16),
        static_cast<std::uint8_t>(units >> 8), static_cast<std::uint8_t>(units)};
    std::size_t skip = 0;
    while (skip < 3 && octets[skip] == 0)
        ++skip;
    writer.parameter(Parameter::preferred_tpdu_size, Octets(octets).subspan(skip));
}

Frame encode_connect(Code code, const Connect& connect) noexcept {
    FrameWriter writer(with_credit(code, connect.credit));
    writer.put_u16(connect.destination);
    writer.put_u16(connect.source);
    writer.put(connect.class_option);
    if (connect.size_code)
        writer.parameter(Parameter::tpdu_size, *connect.size_code);
    if (connect.size_units)
        put_size_units(writer, *connect.size_units);
    if (connect.calling_selector)
        writer.parameter(Parameter::calling_selector, *connect.calling_selector);
    if (connect.called_selector)
        writer.parameter(Parameter::called_selector, *connect.called_selector);
    if (connect.version)
        writer.parameter(Parameter::version, *connect.version);
    if (connect.options)
        writer.parameter(Parameter::additional_options, *connect.options);
    if (connect.alternative_classes)
        writer.parameter(Parameter::alternative_classes, *connect.alternative_classes);
    const Frame frame = writer.finish(connect.data);
    const bool fits = frame.octets().size() <= tpkt_header_size + max_connect_tpdu &&
                      connect.data.size() <= max_connect_data;
    return fits ? frame : Frame{};
}

} // namespace

Frame encode(const ConnectRequest& request) noexcept {
    return encode_connect(Code::cr, request);
}
Frame encode(const ConnectConfirm& confirm) noexcept {
    return encode_connect(Code::cc, confirm);
}

Frame encode(const DisconnectRequest& request) noexcept {
    if (request.data.size() > max_disconnect_data)
        return {};
    FrameWriter writer(static_cast<std::uint8_t>(Code::dr));
    writer.put_u16(request.destination);
    writer.put_u16(request.source);
    writer.put(request.reason);
    if (request.clearing)
        writer.parameter(Parameter::clearing, *request.clearing);
    return writer.finish(request.data);
}

Frame encode(const DisconnectConfirm& confirm) noexcept {
    FrameWriter writer(static_cast<std::uint8_t>(Code::dc));
    writer.put_u16(confirm.destination);
    writer.put_u16(confirm.source);
    return writer.finish();
}

Frame encode(const ExpeditedAcknowledgement& acknowledgement) noexcept {
    FrameWriter writer(static_cast<std::uint8_t>(Code::ea));
    writer.put_u16(acknowledgement.destination);
    writer.put(acknowledgement.number & 0x7F);
    return writer.finish();
}

Frame encode(const Error& error) noexcept {
    FrameWriter writer(static_cast<std::uint8_t>(Code::er));
    writer.put_u16(error.destination);
    writer.put(error.cause);
    if (error.rejected) {
        // As much as leaves the ER within the slot that is reserved for the last frame.
        constexpr std::size_t room = goodbye_capacity - tpkt_header_size - 5 - 2;
        writer.parameter(Parameter::calling_selector,
                         error.rejected->first(std::min(error.rejected->size(), room)));
    }
    return writer.finish();
}

Frame encode(const Expedited& expedited, Form form) noexcept {
    if (expedited.data.empty() || expedited.data.size() > max_expedited_data)
        return {};
    FrameWriter writer(static_cast<std::uint8_t>(Code::ed));
    if (form == Form::class2)
        writer.put_u16(expedited.destination);
    writer.put(static_cast<std::uint8_t>(0x80 | expedited.number));
    return writer.finish(expedited.data);
}

DataHeader encode_data_header(std::uint16_t destination, bool end, std::size_t data_size,
                              Form form) noexcept {
    DataHeader header{};
    header.size = data_header_size(form);
    put_tpkt_header(header.octets.data(), header.size + data_size);
    std::uint8_t* dt = header.octets.data() + tpkt_header_size;
    const auto mark = static_cast<std::uint8_t>(end ? 0x80 : 0);
    dt[1] = static_cast<std::uint8_t>(Code::dt);
    if (form == Form::class2) {
        dt[0] = 4;
        dt[2] = static_cast<std::uint8_t>(destination >> 8);
        dt[3] = static_cast<std::uint8_t>(destination);
        dt[4] = mark;
    } else {
        dt[0] = 2;
        dt[2] = mark;
    }
    return header;
}

} // namespace ws2::provider::itot::codec
