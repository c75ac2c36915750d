// Room provider_itot: Connection, from TCP's octets to TPDUs.
#include "kernel/wsa.hpp"
#include "provider/itot/codec/answer.hpp"
#include "provider/itot/connection.hpp"

#include <algorithm>

namespace ws2::provider::itot {

using codec::Decoded;
using codec::Form;

bool Connection::ignores_input() const noexcept {
    return phase_ == Phase::lingering || phase_ == Phase::erring || phase_ == Phase::closed;
}

bool Connection::wants_input() const noexcept {
    switch (phase_) {
    case Phase::idle:
    case Phase::tcp_connecting:
    case Phase::closed: return false;
    case Phase::open: break;
    default: return !peer_finished_;
    }
    if (peer_finished_ || control_octets_ > settings_.limits.control_octets)
        return false;
    return expedited_.size() < settings_.limits.expedited &&
           (inbox_.holds_nothing() || inbox_.held() < settings_.limits.receive_octets);
}

std::span<std::uint8_t> Connection::input_space() {
    const codec::Tpkt head = codec::scan_tpkt(inbox_.unparsed(), tpkt_cap());
    return inbox_.space(
        head.length > inbox_.unparsed().size() ? head.length - inbox_.unparsed().size() : 1);
}

std::size_t Connection::tpkt_cap() const noexcept {
    if (!was_open_)
        return settings_.limits.opening_octets;
    // The size that was agreed limits a TPDU, and small ones may stand before it in its TPKT. In
    // class 0 the TPDU itself is looked at, because its sender is told with an ER.
    if (agreement_.form == Form::class0)
        return codec::tpkt_max;
    return std::min(codec::tpkt_max, agreement_.max_tpdu + codec::tpkt_header_size + 64);
}

void Connection::input(std::size_t size, Time now) {
    inbox_.filled(size);
    parse(now);
}

void Connection::parse(Time now) {
    while (!ignores_input()) {
        if (expedited_.size() >= settings_.limits.expedited)
            return;
        const codec::Tpkt tpkt = codec::scan_tpkt(inbox_.unparsed(), tpkt_cap());
        if (tpkt.framing == codec::Framing::incomplete)
            return;
        if (tpkt.framing != codec::Framing::whole) {
            framing_error(now);
            break;
        }
        if (!take_plain_data(tpkt.tpdus))
            take_set(tpkt.tpdus, now);
        inbox_.pass(tpkt.length);
    }
    if (ignores_input())
        inbox_.drop_unparsed();
}

// Nothing behind it can be read, but what we write is still in frame.
void Connection::framing_error(Time now) {
    const Phase before = phase_;
    end(Ending::aborted);
    if (before != Phase::open || agreement_.form == Form::class0) {
        close();
        return;
    }
    output_.discard_frames();
    output_.set_last(own_disconnect(codec::Reason::protocol_error, {}));
    linger(now);
}

codec::Rules Connection::rules() const noexcept {
    if (was_open_)
        return {agreement_.form, agreement_.max_tpdu, settings_.limits.bounds};
    return {Form::opening, codec::tpdu_max, settings_.limits.bounds};
}

void Connection::take_set(Octets tpdus, Time now) {
    Octets rest = tpdus;
    while (!rest.empty() && !ignores_input()) {
        const Decoded decoded = codec::decode_first(rest, rules());
        take(decoded, rest.first(decoded.size), now);
        if (decoded.fault != codec::Fault::none)
            return;
        rest = rest.subspan(decoded.size);
    }
}

void Connection::take(const Decoded& decoded, Octets tpdu, Time now) {
    switch (phase_) {
    case Phase::awaiting_request: return take_first(decoded, tpdu, now);
    case Phase::awaiting_answer: return take_before_answer(decoded, now);
    case Phase::request_sent: return take_answer(decoded, now);
    case Phase::open: return take_open(decoded, tpdu, now);
    case Phase::draining:
    case Phase::closing: return take_released(decoded, now);
    default: return; // answering: the peer has released and has nothing more to say
    }
}

// On an open connection: told to the peer once, and to the user as WSAECONNABORTED.
void Connection::protocol_error(const Decoded& bad, Octets tpdu, Time now) {
    end(Ending::aborted);
    output_.discard_frames();
    send_closed_ = true;
    if (const auto* error = std::get_if<codec::Error>(&bad.tpdu)) {
        end_code_ = codec::Code::er;
        disconnect_reason_ = error->cause;
    }
    const codec::Answer answer = codec::answer_when_open(bad, agreement_.form);
    if (answer.reply == codec::Reply::disconnect_request) {
        output_.set_last(own_disconnect(static_cast<codec::Reason>(answer.code), {}));
        enter(Phase::closing, now + settings_.timers.release_ms);
        return;
    }
    if (answer.reply == codec::Reply::error) {
        // A TPDU without fault that has no place here: its code is the bad octet.
        const bool misplaced = bad.fault == codec::Fault::none;
        codec::Error error{references_.peer, answer.code, {}};
        error.rejected = tpdu.first(std::min(misplaced ? 2 : bad.bad_octets, tpdu.size()));
        output_.set_last(codec::encode(error));
    }
    enter(Phase::erring, now + settings_.timers.release_ms);
}

void Connection::end_of_input(Time now) {
    if (peer_finished_)
        return;
    peer_finished_ = true;
    switch (phase_) {
    case Phase::open:
    case Phase::draining:
        if (agreement_.form == Form::class0)
            return end_of_input_class0(now);
        [[fallthrough]];
    case Phase::closing: // released, but nobody confirmed it
    case Phase::awaiting_request:
    case Phase::awaiting_answer: end(Ending::reset); return close();
    case Phase::request_sent:
        if (fall_back())
            return;
        end(Ending::reset);
        return close();
    case Phase::answering: return answer_disconnect({}, now);
    case Phase::erring:
    case Phase::lingering:
        if (half_closed_)
            close();
        return;
    default: return;
    }
}

void Connection::tcp_failed(int code, Time) noexcept {
    if (phase_ == Phase::tcp_connecting) {
        failure_code_ = code;
        end(Ending::failed);
    } else {
        if (phase_ == Phase::request_sent && fall_back())
            return;
        // A guard that does not believe the peer ends it on our side.
        end(code == kernel::wsa::connection_aborted ? Ending::aborted : Ending::reset);
    }
    close();
}

} // namespace ws2::provider::itot
