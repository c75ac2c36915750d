// Room itot_codec: the variable part of a TPDU's header.
#include "provider/itot/codec/parameters.hpp"

namespace ws2::provider::itot::codec {

bool ParameterWalk::stop(Fault fault, std::size_t at) noexcept {
    fault_ = fault;
    at_ = at;
    return false;
}

bool ParameterWalk::next() noexcept {
    if (fault_ != Fault::none || at_ == octets_.size())
        return false;
    if (octets_.size() - at_ < 2)
        return stop(Fault::parameter_length, octets_.size());
    if (++count_ > most_)
        return stop(Fault::parameter_code, at_ + 1);
    code_ = octets_[at_];
    if ((code_ & 0xC0) == 0) // bits 8 and 7 are never 00 (section 13.2.3)
        return stop(Fault::parameter_code, at_ + 1);
    const std::size_t length = octets_[at_ + 1];
    if (length > octets_.size() - at_ - 2)
        return stop(Fault::parameter_length, at_ + 2);
    value_ = octets_.subspan(at_ + 2, length);
    at_ += 2 + length;
    return true;
}

namespace {

Fault read_size_units(Octets value, Connect& connect) noexcept {
    if (value.empty() || value.size() > 4)
        return Fault::parameter_length;
    std::uint32_t units = 0;
    for (const std::uint8_t octet : value)
        units = units << 8 | octet;
    if (units == 0)
        return Fault::parameter_value;
    connect.size_units = units;
    return Fault::none;
}

Fault read_selector(Octets value, std::size_t most, std::optional<Octets>& selector) noexcept {
    if (value.size() > most)
        return Fault::selector_length;
    selector = value;
    return Fault::none;
}

Fault read_octet(Octets value, std::optional<std::uint8_t>& octet) noexcept {
    if (value.size() != 1)
        return Fault::parameter_length;
    octet = value[0];
    return Fault::none;
}

Fault read_alternatives(Octets value, Connect& connect) noexcept {
    if (value.empty())
        return Fault::parameter_length;
    for (const std::uint8_t alternative : value)
        if ((alternative & 0x0F) != 0 || alternative >> 4 > 4)
            return Fault::parameter_value;
    connect.alternative_classes = value;
    return Fault::none;
}

} // namespace

Fault read_connect_parameter(Code code, std::uint8_t parameter, Octets value, const Bounds& bounds,
                             Connect& connect) noexcept {
    const bool request = code == Code::cr;
    switch (static_cast<Parameter>(parameter)) {
    case Parameter::tpdu_size:
        if (const Fault fault = read_octet(value, connect.size_code); fault != Fault::none)
            return fault;
        return value[0] < 7 || value[0] > 13 ? Fault::parameter_value : Fault::none;
    case Parameter::preferred_tpdu_size: return read_size_units(value, connect);
    case Parameter::calling_selector:
        return read_selector(value, bounds.selector, connect.calling_selector);
    case Parameter::called_selector:
        return read_selector(value, bounds.selector, connect.called_selector);
    case Parameter::additional_options: return read_octet(value, connect.options);
    case Parameter::version:
        // Not in a CC: an impostor that echoes the CR's parameters gives itself away here.
        return request ? read_octet(value, connect.version) : Fault::parameter_code;
    case Parameter::alternative_classes:
        return request ? read_alternatives(value, connect) : Fault::parameter_code;
    case Parameter::acknowledge_time:
    case Parameter::residual_error_rate:
    case Parameter::priority:
    case Parameter::transit_delay:
    case Parameter::throughput:
    case Parameter::reassignment_time:
    case Parameter::checksum:
    case Parameter::protection:
    case Parameter::inactivity_time: return Fault::none;
    default: return request ? Fault::none : Fault::parameter_code;
    }
}

} // namespace ws2::provider::itot::codec
