// Room provider_itot: Connection, until it is open.
#include "provider/itot/codec/answer.hpp"
#include "provider/itot/connection.hpp"

namespace ws2::provider::itot {

using codec::ConnectConfirm;
using codec::ConnectRequest;
using codec::Decoded;
using codec::Fault;

namespace {

constexpr std::size_t request_header = codec::tpkt_header_size;
// What we say ourselves is not measured by the bounds for others.
constexpr codec::Rules own_rules{};

} // namespace

void Connection::call(const Call& call) {
    request_ = codec::propose(settings_.profile);
    request_.source = call.own_reference;
    if (!call.calling_selector.empty())
        request_.calling_selector = call.calling_selector;
    if (!call.called_selector.empty())
        request_.called_selector = call.called_selector;
    request_.data = call.data;
    references_.own = call.own_reference;
    // Keeps the CR in its own octets: the caller's spans end with the call.
    const codec::Frame frame = codec::encode(request_);
    request_octets_.assign(frame.octets().begin(), frame.octets().end());
    const Decoded own =
        codec::decode_first(Octets(request_octets_).subspan(request_header), own_rules);
    request_ = std::get<ConnectRequest>(own.tpdu);
    const Time limit_ms = settings_.timers.connect_ms;
    enter(Phase::tcp_connecting, limit_ms == 0 ? never : call.now + limit_ms);
}

void Connection::tcp_connected(Time now) {
    if (phase_ != Phase::tcp_connecting)
        return;
    output_.append(request_octets_);
    enter(Phase::request_sent, now + settings_.timers.confirm_ms);
}

void Connection::listen(Time now) noexcept {
    enter(Phase::awaiting_request, now + settings_.timers.request_ms);
}

void Connection::keep_request(Octets tpdu, Time now) {
    request_octets_.assign(tpdu.begin(), tpdu.end());
    request_ = std::get<ConnectRequest>(codec::decode_first(request_octets_, rules()).tpdu);
    references_.peer = request_.source;
    enter(Phase::awaiting_answer, now + settings_.timers.accept_ms);
}

// The first TPDU of a TCP connection that was accepted.
void Connection::take_first(const Decoded& decoded, Octets tpdu, Time now) {
    if (decoded.fault == Fault::none && std::holds_alternative<ConnectRequest>(decoded.tpdu))
        return keep_request(tpdu, now);
    const codec::Answer answer = codec::answer_to_opening(decoded);
    output_.set_last(codec::encode_answer(answer, decoded, tpdu));
    end(Ending::aborted);
    linger(now);
}

// The user still thinks about the CR; a peer that goes on talking has broken the protocol.
void Connection::take_before_answer(const Decoded& decoded, Time now) {
    if (decoded.code == codec::Code::cr)
        return; // a duplicate
    end(Ending::aborted);
    output_.set_last(codec::encode(codec::DisconnectRequest{
        references_.peer,
        0,
        codec::reason_for_class(codec::Reason::protocol_error, request_.preferred_class()),
        {},
        {}}));
    linger(now);
}

bool Connection::screen(const codec::Profile& profile, Time now) {
    const codec::Response response = codec::respond(request_, profile);
    if (!response.accepted)
        refuse(static_cast<codec::Reason>(response.reason), {}, now);
    return response.accepted;
}

bool Connection::accept(std::uint16_t own_reference, const codec::Profile& profile, Octets data,
                        Time now) {
    codec::Response response = codec::respond(request_, profile);
    if (!response.accepted) {
        refuse(static_cast<codec::Reason>(response.reason), {}, now);
        return false;
    }
    references_.own = own_reference;
    response.confirm.source = own_reference;
    response.confirm.calling_selector = request_.calling_selector;
    response.confirm.called_selector = request_.called_selector;
    response.confirm.data = data;
    output_.append(codec::encode(response.confirm).octets());
    agreement_ = response.agreement;
    was_open_ = true;
    forget_request();
    enter(Phase::open, never);
    parse(now); // a peer that did not wait for the CC is heard now
    return true;
}

// An idle connection keeps nothing that it has no use for.
void Connection::forget_request() noexcept {
    request_ = {};
    std::vector<std::uint8_t>().swap(request_octets_);
}

void Connection::refuse(codec::Reason reason, Octets data, Time now) {
    const int preferred = request_.preferred_class();
    output_.set_last(
        codec::encode(codec::DisconnectRequest{references_.peer,
                                               0,
                                               codec::reason_for_class(reason, preferred),
                                               {},
                                               preferred == 0 ? Octets{} : data}));
    end(Ending::refused);
    linger(now);
}

// A peer of class 0 alone is left without a word: real ones take offence at more.
bool Connection::fall_back() noexcept {
    fall_back_ = settings_.profile.class2 && settings_.profile.class0;
    if (fall_back_) {
        end(Ending::refused);
        close();
    }
    return fall_back_;
}

// The answer to our CR.
void Connection::take_answer(const Decoded& decoded, Time now) {
    if (const auto* confirm = std::get_if<ConnectConfirm>(&decoded.tpdu);
        confirm != nullptr && decoded.fault == Fault::none)
        return take_confirm(*confirm, now);
    if (const auto* refusal = std::get_if<codec::DisconnectRequest>(&decoded.tpdu);
        refusal != nullptr && decoded.fault == Fault::none) {
        keep_disconnect(*refusal);
        // Reasons 1 to 3 concern the address, whatever the class.
        if ((refusal->reason == 0 || refusal->reason > 3) && refusal->reason != 0x80 && fall_back())
            return;
        end(Ending::refused);
        return close();
    }
    if (const auto* error = std::get_if<codec::Error>(&decoded.tpdu)) {
        end_code_ = codec::Code::er;
        disconnect_reason_ = error->cause;
    }
    const bool answer = decoded.code == codec::Code::er || decoded.code == codec::Code::cc;
    if (answer && fall_back())
        return;
    end(answer ? Ending::refused : Ending::aborted);
    // Without a CC the peer's reference is not known, so nothing can be said to it.
    const auto* confirm = std::get_if<ConnectConfirm>(&decoded.tpdu);
    if (confirm == nullptr || confirm->preferred_class() != 2 || confirm->source == 0)
        return close();
    references_.peer = confirm->source;
    output_.set_last(own_disconnect(codec::Reason::protocol_error, {}));
    enter(Phase::closing, now + settings_.timers.release_ms);
}

void Connection::take_confirm(const ConnectConfirm& confirm, Time now) {
    codec::Conclusion conclusion = codec::conclude(request_, confirm, settings_.profile);
    // In class 0 real servers answer with DST-REF 0; class 2 stands and falls with references.
    if (conclusion.agreement.form == codec::Form::class2 && conclusion.acceptable &&
        (confirm.destination != references_.own || confirm.source == 0)) {
        conclusion.acceptable = false;
        conclusion.reason = codec::Reason::mismatched_references;
    }
    references_.peer = confirm.source;
    if (conclusion.acceptable) {
        agreement_ = conclusion.agreement;
        connect_data_.assign(confirm.data.begin(), confirm.data.end());
        was_open_ = true;
        forget_request();
        enter(Phase::open, never);
        return;
    }
    if (fall_back())
        return;
    end(Ending::refused);
    if (conclusion.selected_class0 || confirm.source == 0)
        return close();
    output_.set_last(own_disconnect(conclusion.reason, {}));
    enter(Phase::closing, now + settings_.timers.release_ms);
}

} // namespace ws2::provider::itot
