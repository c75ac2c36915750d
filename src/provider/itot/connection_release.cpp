// Room provider_itot: Connection from the first wish to end it until TCP is closed.
#include "provider/itot/connection.hpp"

#include <algorithm>

namespace ws2::provider::itot {

using codec::DisconnectConfirm;
using codec::DisconnectRequest;
using codec::Form;

namespace {

constexpr std::array<std::uint8_t, 1> non_disruptive{codec::clearing_non_disruptive};

} // namespace

void Connection::enter(Phase phase, Time deadline) noexcept {
    phase_ = phase;
    deadline_ = deadline;
}

void Connection::end(Ending ending) noexcept {
    if (ending_ == Ending::none)
        ending_ = ending;
}

void Connection::close() noexcept {
    enter(Phase::closed, never);
}

// Released: what is left to say goes out, then FIN, then the peer's FIN is awaited.
void Connection::linger(Time now) noexcept {
    enter(Phase::lingering, now + settings_.timers.linger_ms);
}

codec::Frame Connection::own_disconnect(codec::Reason reason, Octets data) const noexcept {
    DisconnectRequest request{
        references_.peer, references_.own, static_cast<std::uint8_t>(reason), {}, data};
    if (reason == codec::Reason::normal && agreement_.form == Form::class2)
        request.clearing = Octets(non_disruptive); // we always drain first
    return codec::encode(request);
}

void Connection::keep_disconnect(const DisconnectRequest& request) noexcept {
    std::ranges::copy(request.data, disconnect_.begin());
    disconnect_size_ = static_cast<std::uint8_t>(request.data.size());
    disconnect_reason_ = request.reason;
    end_code_ = codec::Code::dr;
    const Octets clearing = request.clearing.value_or(Octets{});
    clearing_size_ = static_cast<std::uint8_t>(std::min(clearing.size(), clearing_kept));
    std::ranges::copy(clearing.first(clearing_size_), clearing_.begin());
}

void Connection::configure(const Settings& settings, Time now) noexcept {
    const codec::Profile profile = settings_.profile;
    settings_ = settings;
    settings_.profile = profile;
    if (phase_ == Phase::awaiting_answer)
        deadline_ = now + settings_.timers.accept_ms;
}

Connection::Release Connection::release(std::optional<Octets> data, Time now) {
    if (send_closed_)
        return Release::shut_down;
    switch (phase_) {
    case Phase::open:
        send_closed_ = true;
        if (agreement_.form == Form::class2 || (data && settings_.class0_disconnect))
            output_.set_last(own_disconnect(codec::Reason::normal, data.value_or(Octets{})));
        enter(Phase::draining, detached_ ? now + settings_.timers.drain_ms : never);
        if (awaits_acknowledgement()) // TS2 bounds the wait for the EA too
            deadline_ = std::min(deadline_, now + settings_.timers.release_ms);
        output_taken(0, now);
        return Release::done;
    case Phase::answering:
        send_closed_ = true;
        answer_disconnect(data, now);
        return Release::done;
    default: break;
    }
    // The peer ended it and was answered already: nothing is left to do, and nothing can be said.
    if (ending_ != Ending::released || data)
        return Release::not_connected;
    send_closed_ = true;
    return Release::done;
}

// The answer to the peer's DR: ours if there is data, else DC.
void Connection::answer_disconnect(std::optional<Octets> data, Time now) {
    if (data)
        output_.set_last(own_disconnect(codec::Reason::normal, *data));
    else
        output_.set_last(codec::encode(DisconnectConfirm{references_.peer, references_.own}));
    linger(now);
}

void Connection::detach(Time now) noexcept {
    detached_ = true;
    if (phase_ == Phase::draining)
        deadline_ = std::min(deadline_, now + settings_.timers.drain_ms);
}

void Connection::give_up() noexcept {
    end(Ending::aborted);
    close();
}

void Connection::abort() noexcept {
    if (phase_ == Phase::closed)
        return;
    aborting_ = true;
    end(Ending::aborted);
    output_.discard_frames();
    close();
}

void Connection::output_taken(std::size_t size, Time now) {
    output_.take(size);
    if (output_.queued() == 0)
        control_octets_ = 0;
    if (phase_ != Phase::draining || !output_.empty())
        return;
    if (agreement_.form == Form::class2)
        return enter(Phase::closing, now + settings_.timers.release_ms);
    end(Ending::released); // class 0 has no answer to wait for: its FIN ends both ways
    linger(now);
}

TcpWish Connection::wish() const noexcept {
    switch (phase_) {
    case Phase::closed: return aborting_ ? TcpWish::abort : TcpWish::close;
    case Phase::lingering:
    case Phase::erring:
        return output_.empty() && !half_closed_ ? TcpWish::half_close : TcpWish::none;
    default: return TcpWish::none;
    }
}

void Connection::half_closed() noexcept {
    half_closed_ = true;
    if (peer_finished_)
        close();
}

// Our DR is sent or queued; data still arrives from a peer that has not seen it.
void Connection::take_released(const codec::Decoded& decoded, Time now) {
    if (decoded.fault != codec::Fault::none)
        return; // the peer's last words, garbled: TS2 bounds the wait for better ones
    if (const auto* request = std::get_if<DisconnectRequest>(&decoded.tpdu)) {
        if (agreement_.form == Form::class0)
            return take_release_class0(*request, now);
        if (request->source == references_.peer)
            take_crossing(*request, now);
    } else if (const auto* confirm = std::get_if<DisconnectConfirm>(&decoded.tpdu)) {
        const bool ours = confirm->destination == references_.own &&
                          confirm->source == references_.peer && phase_ == Phase::closing;
        if (ours) {
            end_code_ = codec::Code::dc;
            end(Ending::released);
            linger(now);
        }
    } else if (decoded.code == codec::Code::ea && phase_ == Phase::draining) {
        (void)take_acknowledgement(decoded, now);
    } else if (const auto* error = std::get_if<codec::Error>(&decoded.tpdu); error != nullptr) {
        end_code_ = codec::Code::er;
        disconnect_reason_ = error->cause;
        end(Ending::reset);
        close();
    }
}

// The peer's DR crosses ours: released, without any DC (section 6.7.5 c). ISO has no recipient for
// its data; it is kept for WSPRecvDisconnect. If ours is still queued, the peer's wins: ours is
// dropped and DC answers.
void Connection::take_crossing(const DisconnectRequest& request, Time now) {
    keep_disconnect(request);
    end(Ending::released);
    output_.discard_frames();
    if (phase_ == Phase::draining && !output_.last_begun())
        return answer_disconnect({}, now);
    linger(now);
}

void Connection::tick(Time now) {
    if (now < deadline_)
        return;
    switch (phase_) {
    case Phase::tcp_connecting:
    case Phase::request_sent:
    case Phase::awaiting_request: end(Ending::timed_out); return close();
    case Phase::awaiting_answer: return refuse(codec::Reason::congestion, {}, now);
    case Phase::answering: return answer_disconnect({}, now);
    case Phase::draining:
        if (!detached_)
            end(Ending::timed_out); // no EA
        return abort();
    case Phase::closing:
    case Phase::erring: end(Ending::timed_out); return close();
    default: return close(); // lingering
    }
}

} // namespace ws2::provider::itot
