// Fuzzes the ISO transport's codec: any stream is cut into TPKTs and TPDUs in each form; what
// decodes without fault is encoded, decoded again and must come out the same.
#include "provider/itot/codec/answer.hpp"
#include "provider/itot/codec/negotiation.hpp"

#include <algorithm>
#include <cstdlib>

namespace {

using namespace ws2::provider::itot::codec;

void require(bool condition) {
    if (!condition)
        std::abort();
}

void check_connect(const Connect& connect, Octets again) {
    const Decoded back = decode_first(again.subspan(tpkt_header_size), {});
    require(back.fault == Fault::none);
    const Connect* same = std::get_if<ConnectRequest>(&back.tpdu);
    if (same == nullptr)
        same = std::get_if<ConnectConfirm>(&back.tpdu);
    require(same != nullptr && same->source == connect.source &&
            same->class_option == connect.class_option && same->size_code == connect.size_code &&
            same->size_units == connect.size_units && same->options == connect.options &&
            std::ranges::equal(same->data, connect.data));
}

// The short way to a plain DT finds what the long one does.
void check_plain(const Data& quick, const Decoded& decoded) {
    const auto* slow = std::get_if<Data>(&decoded.tpdu);
    require(decoded.fault == Fault::none && slow != nullptr &&
            slow->destination == quick.destination && slow->end == quick.end &&
            slow->data.data() == quick.data.data() && slow->data.size() == quick.data.size());
}

void check(const Decoded& decoded, Octets tpdu, Form form) {
    require(decoded.size >= 2 && decoded.size <= tpdu.size());
    if (const auto* cr = std::get_if<ConnectRequest>(&decoded.tpdu)) {
        check_connect(*cr, encode(*cr).octets());
        for (const bool two : {false, true}) {
            const Response response = respond(*cr, {.class2 = two, .class0 = true});
            if (response.accepted)
                require(!encode(response.confirm).empty() &&
                        response.agreement.max_tpdu <=
                            std::max<std::size_t>(offered_size(*cr), 128));
        }
    } else if (const auto* cc = std::get_if<ConnectConfirm>(&decoded.tpdu)) {
        check_connect(*cc, encode(*cc).octets());
        const Conclusion end = conclude(propose({}), *cc, {});
        require(!end.acceptable || end.agreement.max_tpdu <= tpdu_max);
    } else if (const auto* dr = std::get_if<DisconnectRequest>(&decoded.tpdu)) {
        require(dr->data.size() <= max_disconnect_data);
    } else if (const auto* ed = std::get_if<Expedited>(&decoded.tpdu)) {
        require(form == Form::opening || !encode(*ed, form).empty());
    } else if (const auto* er = std::get_if<Error>(&decoded.tpdu)) {
        require(!encode(*er).empty());
    }
}

void run(Octets stream, Form form) {
    while (true) {
        const Tpkt tpkt = scan_tpkt(stream, tpkt_max);
        if (tpkt.framing != Framing::whole)
            return;
        Octets rest = tpkt.tpdus;
        while (!rest.empty()) {
            const Decoded decoded = decode_first(rest, {form, 8192});
            if (const std::optional<Data> quick = decode_plain_data(rest, {form, 8192}))
                check_plain(*quick, decoded);
            require(decoded.bad_octets <= rest.size() + 2);
            if (decoded.fault != Fault::none) {
                const Answer answer = form == Form::opening ? answer_to_opening(decoded)
                                                            : answer_when_open(decoded, form);
                const Frame reply = encode_answer(answer, decoded, rest);
                require(answer.reply == Reply::none || !reply.empty());
                require(reply.octets().size() <= goodbye_capacity);
                break;
            }
            check(decoded, rest, form);
            rest = rest.subspan(decoded.size);
        }
        stream = stream.subspan(tpkt.length);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    for (const Form form : {Form::opening, Form::class0, Form::class2})
        run({data, size}, form);
    return 0;
}
