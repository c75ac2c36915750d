// Room itot_codec: decoding, TPDU by TPDU.
#include "provider/itot/codec/decode.hpp"

#include "provider/itot/codec/parameters.hpp"

namespace ws2::provider::itot::codec {
namespace {

std::uint16_t read_u16(Octets octets, std::size_t at) noexcept {
    return static_cast<std::uint16_t>(octets[at] << 8 | octets[at + 1]);
}

Decoded& failed(Decoded& result, Fault fault, std::size_t bad_octets) noexcept {
    result.fault = fault;
    result.bad_octets = bad_octets;
    return result;
}

// A TPDU cut into its parts; `fixed` is the size of the fixed part, LI included.
struct Parts {
    Octets header; // LI and all that it counts
    Octets variable;
    Octets data;
};

Parts cut(Octets tpdu, std::size_t fixed) noexcept {
    const std::size_t header_size = std::size_t{1} + tpdu[0];
    return {tpdu.first(header_size), tpdu.subspan(fixed, header_size - fixed),
            tpdu.subspan(header_size)};
}

// The fixed part by position, whatever LI says, so that even a CR with a wrong LI can be answered.
void read_connect_fixed(Octets tpdu, Connect& connect) noexcept {
    connect.destination = read_u16(tpdu, 2);
    connect.source = read_u16(tpdu, 4);
    connect.credit = tpdu[1] & 0x0F;
    connect.class_option = tpdu[6];
}

template<typename Kind>
void decode_connect(Octets tpdu, const Rules& rules, Decoded& result) noexcept {
    Kind& connect = result.tpdu.emplace<Kind>();
    read_connect_fixed(tpdu, connect);
    const Parts parts = cut(tpdu, 7);
    if (tpdu.size() > max_connect_tpdu) {
        failed(result, Fault::header_length, 1);
        return;
    }
    if (connect.preferred_class() > 4 || (connect.class_option & 0x0C) != 0) {
        failed(result, Fault::class_option, 7);
        return;
    }
    if (result.code == Code::cr && connect.destination != 0) {
        failed(result, Fault::reference, 4);
        return;
    }
    ParameterWalk walk(parts.variable, rules.bounds);
    while (walk.next()) {
        const Fault fault =
            read_connect_parameter(result.code, walk.code(), walk.value(), rules.bounds, connect);
        if (fault != Fault::none) {
            failed(result, fault, 7 + walk.at());
            return;
        }
    }
    if (walk.fault() != Fault::none) {
        failed(result, walk.fault(), 7 + walk.at());
        return;
    }
    if (parts.data.size() > max_connect_data) {
        failed(result, Fault::data_length, parts.header.size() + max_connect_data + 1);
        return;
    }
    connect.data = parts.data;
}

// The variable part of everything but CR and CC: one parameter that has a meaning, the checksum
// that is tolerated, and nothing else (unknown ones only where `lenient`).
Fault walk_single(Octets variable, const Rules& rules, std::optional<Parameter> wanted,
                  std::optional<Octets>* value, std::size_t& at) noexcept {
    // A class 0 DR in the data phase comes from stacks outside the standard; one of them sends its
    // old CR with the code changed, parameters and all.
    const bool lenient = wanted == Parameter::clearing && rules.form == Form::class0;
    ParameterWalk walk(variable, rules.bounds);
    while (walk.next()) {
        const auto parameter = static_cast<Parameter>(walk.code());
        if (wanted && parameter == *wanted)
            *value = walk.value();
        else if (parameter != Parameter::checksum && !lenient) {
            at = walk.at();
            return Fault::parameter_code;
        }
    }
    at = walk.at();
    return walk.fault();
}

void decode_disconnect_request(Octets tpdu, const Rules& rules, Decoded& result) noexcept {
    auto& request = result.tpdu.emplace<DisconnectRequest>();
    request.destination = read_u16(tpdu, 2);
    request.source = read_u16(tpdu, 4);
    request.reason = tpdu[6];
    const Parts parts = cut(tpdu, 7);
    std::size_t at = 0;
    const Fault fault =
        walk_single(parts.variable, rules, Parameter::clearing, &request.clearing, at);
    if (fault != Fault::none) {
        failed(result, fault, 7 + at);
        return;
    }
    if (parts.data.size() > max_disconnect_data) {
        failed(result, Fault::data_length, parts.header.size() + max_disconnect_data + 1);
        return;
    }
    request.data = parts.data;
}

void decode_disconnect_confirm(Octets tpdu, const Rules& rules, Decoded& result) noexcept {
    result.tpdu = DisconnectConfirm{read_u16(tpdu, 2), read_u16(tpdu, 4)};
    std::size_t at = 0;
    const Fault fault = walk_single(cut(tpdu, 6).variable, rules, {}, nullptr, at);
    if (fault != Fault::none)
        failed(result, fault, 6 + at);
}

void decode_error(Octets tpdu, const Rules& rules, Decoded& result) noexcept {
    auto& error = result.tpdu.emplace<Error>();
    error.destination = read_u16(tpdu, 2);
    error.cause = tpdu[4];
    std::size_t at = 0;
    const Fault fault =
        walk_single(cut(tpdu, 5).variable, rules, Parameter::calling_selector, &error.rejected, at);
    if (fault != Fault::none)
        failed(result, fault, 5 + at);
}

void decode_data(Octets tpdu, const Rules& rules, Decoded& result) noexcept {
    auto& data = result.tpdu.emplace<Data>();
    if (rules.form == Form::class0) {
        if (tpdu[0] != 2) {
            failed(result, Fault::header_length, 1);
            return;
        }
        data.end = (tpdu[2] & 0x80) != 0;
        data.number = tpdu[2] & 0x7F;
        data.data = tpdu.subspan(3);
        return;
    }
    data.destination = read_u16(tpdu, 2);
    data.end = (tpdu[4] & 0x80) != 0;
    data.number = tpdu[4] & 0x7F;
    const Parts parts = cut(tpdu, 5);
    data.data = parts.data;
    if (parts.variable.empty())
        return;
    std::size_t at = 0;
    const Fault fault = walk_single(parts.variable, rules, {}, nullptr, at);
    if (fault != Fault::none)
        failed(result, fault, 5 + at);
}

void decode_expedited(Octets tpdu, const Rules& rules, Decoded& result) noexcept {
    auto& expedited = result.tpdu.emplace<Expedited>();
    const std::size_t fixed = rules.form == Form::class0 ? 3 : 5;
    const Parts parts = cut(tpdu, fixed);
    if (rules.form != Form::class0)
        expedited.destination = read_u16(tpdu, 2);
    const std::uint8_t number = tpdu[fixed - 1];
    expedited.number = number & 0x7F;
    std::size_t at = 0;
    const Fault fault = walk_single(parts.variable, rules, {}, nullptr, at);
    if ((number & 0x80) == 0)
        failed(result, Fault::parameter_value, fixed); // an ED is always a whole (EOT)
    else if (fault != Fault::none)
        failed(result, fault, fixed + at);
    else if (parts.data.empty() || parts.data.size() > max_expedited_data)
        failed(result, Fault::data_length, parts.header.size());
    else
        expedited.data = parts.data;
}

void decode_expedited_acknowledgement(Octets tpdu, const Rules& rules, Decoded& result) noexcept {
    result.tpdu =
        ExpeditedAcknowledgement{read_u16(tpdu, 2), static_cast<std::uint8_t>(tpdu[4] & 0x7F)};
    std::size_t at = 0;
    const Fault fault = walk_single(cut(tpdu, 5).variable, rules, {}, nullptr, at);
    if ((tpdu[4] & 0x80) != 0)
        failed(result, Fault::parameter_value, 5);
    else if (fault != Fault::none)
        failed(result, fault, 5 + at);
}

Code code_of(std::uint8_t octet) noexcept {
    switch (octet & 0xF0) {
    case 0xE0: return Code::cr;
    case 0xD0: return Code::cc;
    case 0x60: return Code::ak;
    case 0x50: return Code::rj;
    default: break;
    }
    switch (octet) {
    case 0xF0: return Code::dt;
    case 0x80: return Code::dr;
    case 0xC0: return Code::dc;
    case 0x70: return Code::er;
    case 0x10: return Code::ed;
    case 0x20: return Code::ea;
    default: return Code::none;
    }
}

// The smallest LI of each code.
std::size_t min_length_indicator(Code code, Form form) noexcept {
    switch (code) {
    case Code::cr:
    case Code::cc:
    case Code::dr: return 6;
    case Code::dc: return 5;
    case Code::dt:
    case Code::ed: return form == Form::class2 ? 4 : 2;
    default: return 4;
    }
}

bool carries_no_data(Code code) noexcept {
    return code == Code::ak || code == Code::ea || code == Code::rj || code == Code::er ||
           code == Code::dc;
}

bool has_code(Form form, Code code) noexcept {
    if (code == Code::ak || code == Code::rj)
        return false;
    return form != Form::class0 || (code != Code::dc && code != Code::ea);
}

void dispatch(Octets tpdu, const Rules& rules, Decoded& result) noexcept {
    switch (result.code) {
    case Code::cr: return decode_connect<ConnectRequest>(tpdu, rules, result);
    case Code::cc: return decode_connect<ConnectConfirm>(tpdu, rules, result);
    case Code::dr: return decode_disconnect_request(tpdu, rules, result);
    case Code::dc: return decode_disconnect_confirm(tpdu, rules, result);
    case Code::er: return decode_error(tpdu, rules, result);
    default: break;
    }
    if (rules.form == Form::opening)
        return; // the layout depends on a class that nobody agreed on: recognised by code only
    switch (result.code) {
    case Code::dt: return decode_data(tpdu, rules, result);
    case Code::ed: return decode_expedited(tpdu, rules, result);
    default: return decode_expedited_acknowledgement(tpdu, rules, result);
    }
}

} // namespace

std::optional<Data> decode_plain_data(Octets tpdus, const Rules& rules) noexcept {
    const std::size_t header = rules.form == Form::class2 ? 5 : 3;
    if (rules.form == Form::opening || tpdus.size() < header || tpdus.size() > rules.max_tpdu ||
        tpdus[0] != header - 1 || tpdus[1] != static_cast<std::uint8_t>(Code::dt))
        return {};
    Data data;
    if (rules.form == Form::class2)
        data.destination = read_u16(tpdus, 2);
    data.end = (tpdus[header - 1] & 0x80) != 0;
    data.number = tpdus[header - 1] & 0x7F;
    data.data = tpdus.subspan(header);
    return data;
}

Decoded decode_first(Octets tpdus, const Rules& rules) noexcept {
    Decoded result;
    result.size = tpdus.size();
    if (tpdus.size() < 2)
        return failed(result, Fault::header_length, tpdus.size());
    result.code = code_of(tpdus[1]);
    const std::size_t indicator = tpdus[0];
    if (result.code == Code::none)
        return failed(result, Fault::unknown_code, 2);
    if (!has_code(rules.form, result.code))
        return failed(result, Fault::refused_code, 2);
    if (indicator == 255 || indicator + 1 > tpdus.size() ||
        indicator < min_length_indicator(result.code, rules.form)) {
        if (result.code == Code::cr && tpdus.size() >= 7)
            read_connect_fixed(tpdus, result.tpdu.emplace<ConnectRequest>());
        return failed(result, Fault::header_length, 1);
    }
    Octets tpdu = tpdus;
    if (carries_no_data(result.code)) {
        if (rules.form == Form::class0 && indicator + 1 != tpdus.size())
            return failed(result, Fault::data_length, indicator + 2);
        tpdu = tpdus.first(indicator + 1);
    }
    if (tpdu.size() > rules.max_tpdu)
        return failed(result, Fault::size, 1);
    dispatch(tpdu, rules, result);
    if (result.fault == Fault::none)
        result.size = tpdu.size();
    return result;
}

Reason reason_of(std::uint8_t octet) noexcept {
    switch (octet) {
    case 0x86:
    case 0x89: return Reason::unspecified;
    default:
        return octet <= 3 || (octet >= 0x80 && octet <= 0x8A) ? static_cast<Reason>(octet)
                                                              : Reason::unspecified;
    }
}

} // namespace ws2::provider::itot::codec
