// Room provider_itot: one transport connection as a pure state machine (ISO 8073 section 6, table
// A.6). Octets and the time come in, octets and states go out; no socket, no clock, no lock, no
// thread. Above it: endpoint. Below it: the codec.
//
// After every call the owner writes what output() holds, follows wish(), and arms deadline().
//
// Disconnect data is an exchange in Winsock (one side says goodbye, the other reads it and
// answers), while ISO answers a DR with a DC that carries nothing. So a DR on an open connection is
// not answered at once: DC is withheld (phase answering) until the user has answered, at most
// T_answer, which is far below any peer's TS2. An answer with data goes out as a DR of our own. The
// peer takes it for a crossing DR (section 6.7.5 c), which both sides treat as the end.
#pragma once

#include "provider/itot/inbox.hpp"
#include "provider/itot/output.hpp"
#include "provider/itot/settings.hpp"

#include <array>
#include <optional>
#include <vector>

namespace ws2::provider::itot {

// Octets of E0 that are kept; RFC 2126 defines one.
inline constexpr std::size_t clearing_kept = 32;

struct References {
    std::uint16_t own = 0;
    std::uint16_t peer = 0;
};

class Connection {
public:
    explicit Connection(const Settings& settings) noexcept : settings_(settings) {}

    // --- opening -------------------------------------------------------------------------------
    struct Call {
        std::uint16_t own_reference = 0;
        Octets calling_selector{};
        Octets called_selector{};
        Octets data{}; // at most 32 octets
        Time now = 0;
    };
    // The initiator's way: remembers the CR, then TCP connects, then the CR goes out.
    void call(const Call& call);
    void tcp_connected(Time now);
    // The responder's way: TCP was accepted and a CR is awaited.
    void listen(Time now) noexcept;
    // The CR that awaits an answer (until it is open).
    const codec::ConnectRequest& request() const noexcept { return request_; }
    // Refuses it if its classes do not suit the listener's: nobody is asked then. False if so.
    bool screen(const codec::Profile& profile, Time now);
    // Answers it. `profile` is the listener's. False if the classes do not fit: it was refused.
    bool accept(std::uint16_t own_reference, const codec::Profile& profile, Octets data, Time now);
    void refuse(codec::Reason reason, Octets data, Time now);

    // --- TCP -----------------------------------------------------------------------------------
    bool wants_input() const noexcept;
    std::span<std::uint8_t> input_space();
    void input(std::size_t size, Time now);
    void end_of_input(Time now);
    // RST, a failed write, a connect that failed (`code` is what the user shall hear).
    void tcp_failed(int code, Time now) noexcept;
    Output& output() noexcept { return output_; }
    void output_taken(std::size_t size, Time now);
    TcpWish wish() const noexcept;
    void half_closed() noexcept;
    Time deadline() const noexcept { return deadline_; }
    void tick(Time now);

    // --- data ----------------------------------------------------------------------------------
    bool can_send() const noexcept { return phase_ == Phase::open && !send_closed_; }
    bool send_closed() const noexcept { return send_closed_; }
    std::size_t fragment_size() const noexcept;
    codec::DataHeader data_header(std::size_t size, bool end) const noexcept;
    // Queues a whole TSDU or, without `end`, a part of one. For owners that do not write in place.
    void send(Octets data, bool end);
    bool has_expedited() const noexcept { return agreement_.expedited; }
    // If acknowledgement was agreed on, what is sent later waits for it (RFC 2126 section 4.2.2).
    void send_expedited(Octets data);
    bool awaits_acknowledgement() const noexcept { return output_.stops() != 0; }

    // True if a receive into `room` octets has something to give now. A receive that may be partial
    // takes what is there; another one waits for the end of the TSDU or a full buffer.
    bool can_receive(std::size_t room, bool partial) const noexcept;
    bool readable() const noexcept { return can_receive(SIZE_MAX, false); }
    Inbox::Copied receive(std::span<const Room> rooms, bool consume, Time now);
    std::size_t next_size() const noexcept { return inbox_.first_size(); }
    bool has_oob() const noexcept { return !expedited_.empty(); }
    struct Expedited {
        std::array<std::uint8_t, codec::max_expedited_data> octets;
        std::size_t size;
    };
    const Expedited& first_oob() const noexcept { return expedited_.front(); }
    void pop_oob(Time now);

    // --- release -------------------------------------------------------------------------------
    enum class Release : std::uint8_t { done, shut_down, not_connected };
    // WSPSendDisconnect, shutdown, closesocket. Queues the DR behind everything that was sent. As
    // an answer to the peer's DR, `data` goes out in a DR of our own, none as a DC. The data is at
    // most 64 octets, and none at all in class 0: the caller has checked that.
    Release release(std::optional<Octets> data, Time now);
    // The user has gone: bounds draining.
    void detach(Time now) noexcept;
    // The user no longer wants what it called for: TCP is closed before any CC.
    void give_up() noexcept;
    // Discards everything; TCP is reset.
    void abort() noexcept;

    // --- what the owner may ask ----------------------------------------------------------------
    Phase phase() const noexcept { return phase_; }
    Ending ending() const noexcept { return ending_; }
    bool was_open() const noexcept { return was_open_; }
    int failure_code() const noexcept { return failure_code_; }
    codec::Form form() const noexcept { return agreement_.form; }
    const codec::Agreement& agreement() const noexcept { return agreement_; }
    Octets connect_data() const noexcept { return connect_data_; }
    Octets disconnect_data() const noexcept { return {disconnect_.data(), disconnect_size_}; }
    // The peer's TPDU that ended it: DR, DC, ER or none; a DR's reason or an ER's cause; E0, as
    // much of it as is kept.
    codec::Code end_code() const noexcept { return end_code_; }
    std::uint8_t disconnect_reason() const noexcept { return disconnect_reason_; }
    Octets clearing() const noexcept { return {clearing_.data(), clearing_size_}; }
    // The call came to nothing at a peer that may know class 0 alone, and the user allowed that:
    // to be tried again on a new TCP connection.
    bool should_call_class0() const noexcept { return fall_back_; }
    References references() const noexcept { return references_; }
    const Settings& settings() const noexcept { return settings_; }
    // Timers that run go on, but T_accept starts anew. The profile stays.
    void configure(const Settings& settings, Time now) noexcept;
    // Everything that was ours to say has been written.
    bool flushed() const noexcept { return output_.empty(); }
    void trim() noexcept { inbox_.trim(); }

private:
    // connection_input.cpp: from octets to TPDUs, and what is common to every phase
    void parse(Time now);
    void framing_error(Time now);
    std::size_t tpkt_cap() const noexcept;
    bool ignores_input() const noexcept;
    codec::Rules rules() const noexcept;
    void take_set(Octets tpdus, Time now);
    void take(const codec::Decoded& decoded, Octets tpdu, Time now);
    void protocol_error(const codec::Decoded& bad, Octets tpdu, Time now);

    // connection_opening.cpp
    void take_first(const codec::Decoded& decoded, Octets tpdu, Time now);
    void take_before_answer(const codec::Decoded& decoded, Time now);
    void take_answer(const codec::Decoded& decoded, Time now);
    void take_confirm(const codec::ConnectConfirm& confirm, Time now);
    bool fall_back() noexcept;
    void forget_request() noexcept;
    void keep_request(Octets tpdu, Time now);

    // connection_open.cpp
    void take_open(const codec::Decoded& decoded, Octets tpdu, Time now);
    bool take_plain_data(Octets tpdus);
    void take_data(const codec::Decoded& decoded, Octets tpdu, Time now);
    bool deliver(const codec::Data& data);
    void take_expedited(const codec::Decoded& decoded, Octets tpdu, Time now);
    bool take_acknowledgement(const codec::Decoded& decoded, Time now);
    void take_release(const codec::DisconnectRequest& request, Time now);
    void take_release_class0(const codec::DisconnectRequest& request, Time now);
    void queue_answer(const codec::Frame& frame);
    void take_stray_connect(const codec::Decoded& decoded, Octets tpdu, Time now);

    // connection_release.cpp
    void take_released(const codec::Decoded& decoded, Time now);
    void take_crossing(const codec::DisconnectRequest& request, Time now);
    void keep_disconnect(const codec::DisconnectRequest& request) noexcept;
    void answer_disconnect(std::optional<Octets> data, Time now);
    codec::Frame own_disconnect(codec::Reason reason, Octets data) const noexcept;
    void enter(Phase phase, Time deadline) noexcept;
    void linger(Time now) noexcept;
    void close() noexcept;
    void end(Ending ending) noexcept;
    void end_of_input_class0(Time now);

    Settings settings_;
    Phase phase_ = Phase::idle;
    Ending ending_ = Ending::none;
    bool was_open_ = false;
    bool send_closed_ = false;
    bool peer_finished_ = false; // FIN seen
    bool half_closed_ = false;   // FIN sent
    bool aborting_ = false;
    bool detached_ = false;
    bool tsdu_open_ = false; // the last DT received had no EOT
    bool fall_back_ = false;
    std::uint8_t expedited_number_ = 0;
    std::uint8_t disconnect_reason_ = 0;
    std::uint8_t disconnect_size_ = 0;
    std::uint8_t clearing_size_ = 0;
    codec::Code end_code_ = codec::Code::none;
    int failure_code_ = 0;
    std::size_t control_octets_ = 0; // answers queued since the queue was last empty
    Time deadline_ = never;
    References references_{};
    codec::Agreement agreement_{};
    Inbox inbox_;
    Output output_;
    std::vector<Expedited> expedited_;
    // The CR that was sent or received; its spans point into request_octets_.
    codec::ConnectRequest request_{};
    std::vector<std::uint8_t> request_octets_;
    std::vector<std::uint8_t> connect_data_;
    std::array<std::uint8_t, codec::max_disconnect_data> disconnect_{};
    std::array<std::uint8_t, clearing_kept> clearing_{};
};

} // namespace ws2::provider::itot
