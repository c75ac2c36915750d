// Room provider_itot: Connection while it is open: data both ways, and how the peer ends it.
#include "provider/itot/codec/answer.hpp"
#include "provider/itot/connection.hpp"

#include <algorithm>

namespace ws2::provider::itot {

using codec::Decoded;
using codec::Fault;
using codec::Form;

std::size_t Connection::fragment_size() const noexcept {
    return codec::data_capacity(agreement_.max_tpdu, agreement_.form);
}

codec::DataHeader Connection::data_header(std::size_t size, bool end) const noexcept {
    return codec::encode_data_header(references_.peer, end, size, agreement_.form);
}

void Connection::send(Octets data, bool end) {
    const std::size_t capacity = fragment_size();
    do {
        const std::size_t size = std::min(data.size(), capacity);
        const bool last = end && size == data.size();
        if (size == 0 && !last)
            return; // an empty DT without EOT means nothing, and peers refuse it
        const codec::DataHeader header = data_header(size, last);
        output_.append({header.octets.data(), header.size});
        output_.append(data.first(size));
        data = data.subspan(size);
    } while (!data.empty());
}

void Connection::send_expedited(Octets data) {
    const codec::Expedited expedited{references_.peer, expedited_number_, data};
    expedited_number_ = (expedited_number_ + 1) & 0x7F;
    output_.append(codec::encode(expedited, agreement_.form).octets());
    if (agreement_.expedited_acknowledged)
        output_.stop();
}

// EA for the oldest ED that waits for it. False if it is an error.
bool Connection::take_acknowledgement(const Decoded& decoded, Time now) {
    if (decoded.fault != Fault::none)
        return false;
    const auto& got = std::get<codec::ExpeditedAcknowledgement>(decoded.tpdu);
    if (got.destination != references_.own)
        return true;
    const std::size_t waiting = output_.stops();
    if (waiting == 0 || got.number != ((expedited_number_ - waiting) & 0x7F))
        return false;
    output_.let_go();
    if (phase_ == Phase::draining && waiting == 1)
        deadline_ = detached_ ? now + settings_.timers.drain_ms : never;
    return true;
}

bool Connection::can_receive(std::size_t room, bool partial) const noexcept {
    if (inbox_.holds_nothing())
        return false;
    if (inbox_.holds_whole() || partial || phase_ != Phase::open)
        return true;
    // Back-pressure: TCP is not read any further, so the end cannot come before room is made.
    return inbox_.held() >= settings_.limits.receive_octets || inbox_.first_size() >= room;
}

Inbox::Copied Connection::receive(std::span<const Room> rooms, bool consume, Time) {
    return inbox_.copy(rooms, consume);
}

void Connection::pop_oob(Time now) {
    expedited_.erase(expedited_.begin());
    parse(now); // a full queue had stopped it
}

void Connection::take_open(const Decoded& decoded, Octets tpdu, Time now) {
    switch (decoded.code) {
    case codec::Code::cr:
    case codec::Code::cc: return take_stray_connect(decoded, tpdu, now);
    case codec::Code::dt: return take_data(decoded, tpdu, now);
    case codec::Code::ed: return take_expedited(decoded, tpdu, now);
    case codec::Code::dr:
        if (decoded.fault == Fault::none)
            return take_release(std::get<codec::DisconnectRequest>(decoded.tpdu), now);
        break;
    case codec::Code::dc:
        if (decoded.fault == Fault::none) {
            const auto& confirm = std::get<codec::DisconnectConfirm>(decoded.tpdu);
            if (confirm.destination != references_.own || confirm.source != references_.peer)
                return;
        }
        break;
    case codec::Code::ea:
        if (take_acknowledgement(decoded, now))
            return;
        break;
    default: break; // ER, AK, RJ and what nobody knows
    }
    protocol_error(decoded, tpdu, now);
}

// False: it is none, or an error, and to be looked at as every other TPDU.
bool Connection::take_plain_data(Octets tpdus) {
    if (phase_ != Phase::open)
        return false;
    const std::optional<codec::Data> data = codec::decode_plain_data(tpdus, rules());
    return data && deliver(*data);
}

void Connection::take_data(const Decoded& decoded, Octets tpdu, Time now) {
    const auto* data = std::get_if<codec::Data>(&decoded.tpdu);
    if (decoded.fault != Fault::none || !deliver(*data))
        protocol_error(decoded, tpdu, now);
}

// False if it is an error: in a sequence only the last DT may be empty; a stream of empty ones
// would never end.
bool Connection::deliver(const codec::Data& data) {
    if (agreement_.form == Form::class2 && data.destination != references_.own)
        return true; // ignored (section 6.9.4.2 a)
    if (data.data.empty() && !data.end)
        return false;
    tsdu_open_ = !data.end;
    inbox_.keep(data.data, data.end);
    return true;
}

void Connection::take_expedited(const Decoded& decoded, Octets tpdu, Time now) {
    const auto* expedited = std::get_if<codec::Expedited>(&decoded.tpdu);
    if (decoded.fault != Fault::none || !agreement_.expedited)
        return protocol_error(decoded, tpdu, now);
    if (agreement_.form == Form::class2 && expedited->destination != references_.own)
        return;
    Expedited& kept = expedited_.emplace_back();
    std::ranges::copy(expedited->data, kept.octets.begin());
    kept.size = expedited->data.size();
    if (agreement_.expedited_acknowledged)
        queue_answer(
            codec::encode(codec::ExpeditedAcknowledgement{references_.peer, expedited->number}));
}

// A second CR, or a CC, on a TCP connection that already carries this one. No multiplexing (RFC
// 2126 section 4.2.1): the newcomer is refused, the first stays.
void Connection::take_stray_connect(const Decoded& decoded, Octets tpdu, Time now) {
    if (decoded.fault != Fault::none)
        return protocol_error(decoded, tpdu, now);
    if (agreement_.form == Form::class0) {
        end(Ending::aborted);
        return close();
    }
    codec::DisconnectRequest refusal;
    if (const auto* request = std::get_if<codec::ConnectRequest>(&decoded.tpdu)) {
        refusal.destination = request->source;
        refusal.reason =
            static_cast<std::uint8_t>(codec::Reason::refused_on_this_network_connection);
    } else {
        const auto& confirm = std::get<codec::ConnectConfirm>(decoded.tpdu);
        if (confirm.source == references_.peer)
            return; // a duplicate
        refusal.destination = confirm.source;
        refusal.source = confirm.destination;
        refusal.reason = static_cast<std::uint8_t>(codec::Reason::mismatched_references);
    }
    queue_answer(codec::encode(refusal));
}

// An answer that does not end the connection. A peer that provokes them and reads none is no longer
// read from.
void Connection::queue_answer(const codec::Frame& frame) {
    output_.append_urgent(frame.octets());
    control_octets_ += frame.octets().size();
}

void Connection::take_release(const codec::DisconnectRequest& request, Time now) {
    if (agreement_.form == Form::class0)
        return take_release_class0(request, now);
    if (request.source != references_.peer || request.destination != references_.own) {
        // No association (section 6.9.4.2 d); this connection goes on.
        return queue_answer(codec::encode(codec::DisconnectConfirm{request.source, 0}));
    }
    keep_disconnect(request);
    // The releasing side ignores what we still had to say (section 6.7.5 a).
    output_.discard_frames();
    const bool abortive = request.clearing && request.clearing->size() == 1 &&
                          (*request.clearing)[0] == codec::clearing_abort;
    if (codec::reason_of(request.reason) != codec::Reason::normal || abortive) {
        end(Ending::reset);
        return answer_disconnect({}, now);
    }
    end(Ending::released);
    enter(Phase::answering, now + settings_.timers.answer_ms);
}

// Outside the standard, and known to come from ISODE's descendants and rdesktop: a release. There
// is no DC in class 0.
void Connection::take_release_class0(const codec::DisconnectRequest& request, Time now) {
    keep_disconnect(request);
    output_.discard_frames();
    end(Ending::released);
    linger(now);
}

void Connection::end_of_input_class0(Time now) {
    const bool inside = tsdu_open_ || !inbox_.unparsed().empty();
    if (phase_ == Phase::draining) {
        end(Ending::released);
        return close();
    }
    end(inside ? Ending::reset : Ending::released);
    output_.discard_frames();
    linger(now);
}

} // namespace ws2::provider::itot
