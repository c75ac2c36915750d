// Room provider_itot: what a connection can be told: timers, limits, and the words for its states.
#pragma once

#include "provider/itot/codec/negotiation.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>

namespace ws2::provider::itot {

using codec::Octets;

// A point of the monotonic clock, in milliseconds.
using Time = std::int64_t;
inline constexpr Time never = std::numeric_limits<Time>::max();

struct Timers {
    Time request_ms = 10'000; // T_cr: TCP accepted, no complete CR yet
    Time confirm_ms = 30'000; // TS1: CR sent
    Time accept_ms = 60'000;  // T_accept: CR waiting for the user
    Time drain_ms = 120'000;  // T_drain: closesocket with data still queued
    Time release_ms = 30'000; // TS2: DR or ER sent
    Time linger_ms = 10'000;  // T_linger: released, the peer's FIN awaited
    Time answer_ms = 5'000;   // T_answer: the peer's DR is here, our user may still reply
    Time connect_ms = 0;      // TCP is being connected; 0: for as long as the system tries
};

struct Limits {
    std::uint32_t receive_octets = 65536; // held for the user before TCP is no longer read
    std::uint32_t control_octets = 4096;  // queued answers before TCP is no longer read
    std::uint32_t expedited = 16;         // queued ED
    std::uint32_t send_octets = 262144;   // that TCP has not taken; then no ED is queued
    std::uint32_t opening_octets = codec::tpkt_cap_before_open; // of a TPKT before it is open
    codec::Bounds bounds{};
};

struct Settings {
    codec::Profile profile{};
    Timers timers{};
    Limits limits{};
    // Class 0 has no disconnect data. Sends it nevertheless in a DR in front of the FIN, as stacks
    // of ISODE's descent do and understand.
    bool class0_disconnect = false;
};

// The states of ISO 8073's table A.6, and four of ours: answering, draining, erring, lingering.
enum class Phase : std::uint8_t {
    idle,
    tcp_connecting,   // WFNC
    request_sent,     // WFCC
    awaiting_request, // TCP accepted, no CR yet
    awaiting_answer,  // WFTRESP: the user has the CR
    open,
    answering, // DR received, DC withheld until our user has answered
    draining,  // release requested, data still in front of the DR (class 0: of the FIN)
    closing,   // DR sent
    erring,    // class 0: ER sent and half-closed
    lingering, // transport connection gone, the peer's FIN awaited
    closed,
};

// How it ended, as far as the user is concerned.
enum class Ending : std::uint8_t {
    none,
    released,  // DR or DC, or class 0's FIN between two TSDUs
    reset,     // FIN or RST without release, or a disruptive DR
    aborted,   // protocol or framing error
    refused,   // DR or ER answered the CR, or the CC was no use
    timed_out, // TS1 or TS2
    failed,    // TCP never connected; failure_code() says why
};

enum class TcpWish : std::uint8_t { none, half_close, close, abort };

} // namespace ws2::provider::itot
