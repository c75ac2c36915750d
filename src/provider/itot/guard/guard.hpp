// Room itot_guard: the seam between a connection and what guards its octets on their way through
// TCP. Octets in, octets out: no socket, no clock, no thread, no lock. Codes are WSA codes.
//
// Who guards is a module of its own (room itot_tls), loaded when it is first asked for: plain
// connections carry no trace of it, and the library needs no cryptography to be installed.
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace ws2::provider::itot::guard {

using Octets = std::span<const std::uint8_t>;

// Files are PEM; null where there is none.
struct Terms {
    bool calling = true;               // the TLS client
    bool unchecked = false;            // take any certificate of the peer
    bool ask_peer = false;             // called: the caller has to show a certificate as well
    const char* authorities = nullptr; // who may vouch for the peer; null: the system's list
    const char* certificate = nullptr; // our own, then those between it and its authority
    const char* private_key = nullptr; // null: stands in the certificate's file
};

struct State {
    std::uint16_t version = 0; // 0x0303, 0x0304; 0 until keys are agreed
    std::uint32_t verdict = 0; // on the peer's certificate: X509_V_OK or X509_V_ERR_...
    char cipher[64] = {};
    char peer[256] = {};    // the subject of its certificate
    char trouble[128] = {}; // what ended it, in words
};

// One connection's. After a failure other than WSAEWOULDBLOCK outgoing() has what the peer shall
// still hear.
class Guard {
public:
    virtual ~Guard() = default;

    // From TCP. False for want of memory.
    virtual bool arrived(Octets octets) noexcept = 0;
    virtual void arrived_end() noexcept = 0;
    // What the peer's program said. 0 is the end, said by the peer itself; an end that only TCP
    // brings is WSAECONNRESET. WSAEWOULDBLOCK until more has arrived.
    virtual base::Result<std::size_t> open(void* data, std::size_t size) noexcept = 0;

    // What our program says: all of it, or WSAEWOULDBLOCK while keys are being agreed.
    virtual base::Result<std::size_t> seal(Octets octets) noexcept = 0;
    // Nothing more will be sealed: the peer is told.
    virtual void finish() noexcept = 0;

    // For TCP.
    virtual Octets outgoing() const noexcept = 0;
    virtual void sent(std::size_t size) noexcept = 0;

    virtual bool agreed() const noexcept = 0; // on keys
    virtual State state() const noexcept = 0;
};

// Certificates, read once; makes the guards of any number of connections, by any thread.
class Context {
public:
    virtual ~Context() = default;

    // `name` is the host that the peer's certificate has to name; null: its `address`, in network
    // order. Null for want of memory.
    virtual std::unique_ptr<Guard> make(const char* name, Octets address) const noexcept = 0;
};

// What the module exports. 0 and the context, or WSAEACCES (a file cannot be read or does not hold
// what it should), WSAENOBUFS.
using Open = int (*)(const Terms& terms, std::unique_ptr<Context>& context);
inline constexpr const char* open_symbol = "ws2_itot_guard_1"; // counts up when this file changes

} // namespace ws2::provider::itot::guard
