// Room itot_codec: what two sides agree on: class, options, TPDU size (RFC 905 section 6.5, RFC
// 2126 sections 4.2 and 6.3 to 6.6). Pure: values in, a verdict out.
#pragma once

#include "provider/itot/codec/decode.hpp"

#include <array>

namespace ws2::provider::itot::codec {

struct Profile {
    bool class2 = true;
    bool class0 = false;
    bool expedited = false;         // the user asked for it, or would serve it
    bool confirm_expedited = false; // our own to be acknowledged; the peer's are if it asks
    std::uint32_t max_tpdu = 65408; // 0x1FF * 128, the largest multiple of 128 that fits a TPKT
    // Ours, not the standard's: a peer that claims class 2 and leaves C6 out has echoed our class
    // octet without knowing what it means. We always send C6.
    bool require_options = true;
};

struct Agreement {
    Form form = Form::class2;
    std::size_t max_tpdu = 128;
    bool expedited = false;
    bool expedited_acknowledged = false;
};

// Fields for our own CR; selectors, references and data are the caller's.
ConnectRequest propose(const Profile& profile) noexcept;

struct Response {
    bool accepted = false;
    std::uint8_t reason = 0; // of the refusing DR
    Agreement agreement{};
    ConnectConfirm confirm{}; // class, size, options; the rest is the caller's
};
Response respond(const ConnectRequest& request, const Profile& profile) noexcept;

struct Conclusion {
    bool acceptable = false;
    // Of the DR that answers an unacceptable class 2 CC. A class 0 CC that was not asked for is
    // answered by closing TCP.
    Reason reason = Reason::negotiation_failed;
    bool selected_class0 = false;
    Agreement agreement{};
};
// `sent` is our CR, `got` a CC without fault whose references fit.
Conclusion conclude(const ConnectRequest& sent, const ConnectConfirm& got,
                    const Profile& profile) noexcept;

// The TPDU size that a CR offers: F0 before C0; neither means 65531 over TCP.
std::size_t offered_size(const Connect& connect) noexcept;

} // namespace ws2::provider::itot::codec
