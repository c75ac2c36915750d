// Room itot_codec: what bad input is answered with.
#include "provider/itot/codec/answer.hpp"

#include <algorithm>

namespace ws2::provider::itot::codec {
namespace {

constexpr std::uint8_t octet(Reason reason) noexcept {
    return static_cast<std::uint8_t>(reason);
}
constexpr std::uint8_t octet(Cause cause) noexcept {
    return static_cast<std::uint8_t>(cause);
}

Answer answer_to_request(const ConnectRequest& request, Fault fault) noexcept {
    const bool class0 = request.preferred_class() == 0;
    switch (fault) {
    case Fault::selector_length:
        return {Reply::disconnect_request, octet(Reason::address_unknown), true};
    case Fault::reference: return {Reply::error, octet(Cause::parameter_value), true};
    case Fault::class_option: return {Reply::error, octet(Cause::parameter_value), true};
    case Fault::data_length:
        if (class0)
            return {Reply::error, octet(Cause::unspecified), true};
        return {Reply::disconnect_request, octet(Reason::protocol_error), true};
    case Fault::parameter_value:
    case Fault::parameter_code:
        if (class0)
            return {Reply::error, octet(cause_of(fault)), true};
        return {Reply::disconnect_request, octet(Reason::protocol_error), true};
    default:
        if (class0) // section 6.6 note 1
            return {Reply::error, octet(cause_of(fault)), true};
        return {Reply::disconnect_request, octet(Reason::invalid_length), true};
    }
}

} // namespace

Cause cause_of(Fault fault) noexcept {
    switch (fault) {
    case Fault::unknown_code:
    case Fault::refused_code: return Cause::tpdu_type;
    case Fault::parameter_code: return Cause::parameter_code;
    case Fault::parameter_length:
    case Fault::parameter_value:
    case Fault::class_option:
    case Fault::reference:
    case Fault::selector_length: return Cause::parameter_value;
    default: return Cause::unspecified;
    }
}

Answer answer_to_opening(const Decoded& first) noexcept {
    if (const auto* request = std::get_if<ConnectRequest>(&first.tpdu))
        return answer_to_request(*request, first.fault);
    if (const auto* confirm = std::get_if<ConnectConfirm>(&first.tpdu)) {
        if (confirm->source == 0)
            return {};
        return {Reply::disconnect_request, octet(Reason::mismatched_references), true};
    }
    if (const auto* release = std::get_if<DisconnectRequest>(&first.tpdu))
        return {release->source == 0 ? Reply::none : Reply::disconnect_confirm, 0, true};
    return {};
}

Answer answer_when_open(const Decoded& bad, Form form) noexcept {
    if (bad.code == Code::er && form == Form::class0)
        return {};
    if (form == Form::class0) {
        const bool misplaced = bad.fault == Fault::none;
        return {Reply::error, octet(misplaced ? Cause::tpdu_type : cause_of(bad.fault)), true};
    }
    return {Reply::disconnect_request, octet(Reason::protocol_error), true};
}

std::uint8_t reason_for_class(Reason reason, int transport_class) noexcept {
    const std::uint8_t value = octet(reason);
    return transport_class == 0 && value > 3 ? octet(Reason::unspecified) : value;
}

Frame encode_answer(const Answer& answer, const Decoded& bad, Octets tpdu) noexcept {
    std::uint16_t peer = 0;
    std::uint16_t own = 0;
    if (const auto* request = std::get_if<ConnectRequest>(&bad.tpdu))
        peer = request->source;
    else if (const auto* confirm = std::get_if<ConnectConfirm>(&bad.tpdu)) {
        peer = confirm->source;
        own = confirm->destination;
    } else if (const auto* release = std::get_if<DisconnectRequest>(&bad.tpdu))
        peer = release->source; // and SRC-REF 0: no association (section 6.9)
    switch (answer.reply) {
    case Reply::error: {
        Error error{peer, answer.code, {}};
        if (bad.bad_octets != 0)
            error.rejected = tpdu.first(std::min(bad.bad_octets, tpdu.size()));
        return encode(error);
    }
    case Reply::disconnect_request:
        return encode(DisconnectRequest{peer, own, answer.code, {}, {}});
    case Reply::disconnect_confirm: return encode(DisconnectConfirm{peer, own});
    default: return {};
    }
}

} // namespace ws2::provider::itot::codec
