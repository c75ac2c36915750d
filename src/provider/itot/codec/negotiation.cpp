// Room itot_codec: what two sides agree on.
#include "provider/itot/codec/negotiation.hpp"

#include "provider/itot/codec/answer.hpp"

#include <algorithm>

namespace ws2::provider::itot::codec {
namespace {

constexpr std::array<std::uint8_t, 1> alternative_class0{0x00};

std::uint8_t size_code_within(std::size_t size) noexcept {
    std::uint8_t code = 7;
    while (code < 13 && std::size_t{1} << (code + 1) <= size)
        ++code;
    return code;
}

bool offers(const ConnectRequest& request, int transport_class) noexcept {
    const int preferred = request.preferred_class();
    if (preferred == transport_class)
        return true;
    if (transport_class > preferred)
        return false;         // never upward
    if (transport_class == 2) // 3 and 4 permit 2 without saying so (Table 3)
        return true;
    if (!request.alternative_classes)
        return false;
    return std::ranges::any_of(*request.alternative_classes,
                               [&](std::uint8_t octet) { return octet >> 4 == transport_class; });
}

void answer_size(const ConnectRequest& request, const Profile& profile,
                 Response& response) noexcept {
    const std::size_t size = std::min<std::size_t>(offered_size(request), profile.max_tpdu);
    if (request.size_units) {
        const auto units = static_cast<std::uint32_t>(std::max<std::size_t>(size / 128, 1));
        response.confirm.size_units = units;
        response.agreement.max_tpdu = std::size_t{units} * 128;
        return;
    }
    // Without an offer the peer expects 65531 by RFC 1006 and 128 by ISO: say which, always. ISO
    // class 0 ends at 2048.
    std::uint8_t code = size_code_within(size);
    if (!request.size_code && response.agreement.form == Form::class0)
        code = std::min<std::uint8_t>(code, 11);
    response.confirm.size_code = code;
    response.agreement.max_tpdu = std::size_t{1} << code;
}

} // namespace

std::size_t offered_size(const Connect& connect) noexcept {
    if (connect.size_units)
        return std::min<std::size_t>(std::size_t{*connect.size_units} * 128, tpdu_max);
    if (connect.size_code)
        return std::size_t{1} << *connect.size_code;
    return tpdu_max;
}

ConnectRequest propose(const Profile& profile) noexcept {
    ConnectRequest request;
    request.class_option = profile.class2 ? class_option_2 : class_option_0;
    if (!profile.class2) {
        request.size_code = std::min<std::uint8_t>(size_code_within(profile.max_tpdu), 11);
        return request;
    }
    // F0 alone would collapse to 128 at a peer that does not know it.
    request.size_code = size_code_within(profile.max_tpdu);
    request.size_units = profile.max_tpdu / 128;
    request.version = 1;
    request.options = profile.expedited ? additional_expedited : std::uint8_t{0};
    if (profile.expedited && profile.confirm_expedited)
        request.options = additional_expedited | additional_expedited_acknowledged;
    if (profile.class0)
        request.alternative_classes = Octets(alternative_class0);
    return request;
}

Response respond(const ConnectRequest& request, const Profile& profile) noexcept {
    Response response;
    const bool can_class2 = profile.class2 && offers(request, 2) && request.source != 0 &&
                            (request.class_option & option_no_flow_control) != 0;
    const bool can_class0 = profile.class0 && offers(request, 0);
    if (!can_class2 && !can_class0) {
        response.reason = reason_for_class(Reason::negotiation_failed, request.preferred_class());
        return response;
    }
    response.accepted = true;
    response.agreement.form = can_class2 ? Form::class2 : Form::class0;
    response.confirm.class_option = can_class2 ? class_option_2 : class_option_0;
    response.confirm.destination = request.source;
    answer_size(request, profile, response);
    if (can_class2) {
        // In-band expedited data, acknowledged if asked; reverse and duplicated never.
        const std::uint8_t asked = request.options.value_or(0);
        std::uint8_t options = 0;
        if (profile.expedited && (asked & additional_expedited) != 0)
            options = asked & (additional_expedited | additional_expedited_acknowledged);
        response.confirm.options = options;
        response.agreement.expedited = (options & additional_expedited) != 0;
        response.agreement.expedited_acknowledged =
            (options & additional_expedited_acknowledged) != 0;
    }
    return response;
}

namespace {

bool size_acceptable(const ConnectRequest& sent, const ConnectConfirm& got) noexcept {
    if (got.size_code && got.size_units)
        return false;
    if (got.size_units)
        return sent.size_units && *got.size_units <= *sent.size_units;
    if (got.size_code)
        return std::size_t{1} << *got.size_code <= offered_size(sent);
    return true;
}

} // namespace

Conclusion conclude(const ConnectRequest& sent, const ConnectConfirm& got,
                    const Profile& profile) noexcept {
    Conclusion conclusion;
    const int selected = got.preferred_class();
    conclusion.selected_class0 = selected == 0;
    if (selected == 0) {
        conclusion.acceptable =
            offers(sent, 0) && got.class_option == class_option_0 && size_acceptable(sent, got);
        conclusion.agreement.form = Form::class0;
        const bool stated = got.size_code || got.size_units;
        conclusion.agreement.max_tpdu = stated ? offered_size(got) : offered_size(sent);
        return conclusion;
    }
    if (sent.preferred_class() != 2 || got.class_option != class_option_2)
        return conclusion;
    const std::uint8_t sent_options = sent.options.value_or(0);
    const std::uint8_t options = got.options.value_or(sent_options);
    if ((!got.options && profile.require_options) || (options & ~sent_options) != 0)
        return conclusion;
    conclusion.reason = Reason::protocol_error;
    if (!size_acceptable(sent, got))
        return conclusion;
    conclusion.acceptable = true;
    conclusion.agreement.form = Form::class2;
    const bool stated = got.size_code || got.size_units;
    conclusion.agreement.max_tpdu = stated ? offered_size(got) : offered_size(sent);
    conclusion.agreement.expedited = (options & additional_expedited) != 0;
    conclusion.agreement.expedited_acknowledged =
        (options & additional_expedited_acknowledged) != 0;
    return conclusion;
}

} // namespace ws2::provider::itot::codec
