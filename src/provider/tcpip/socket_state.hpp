// Room provider_tcpip: what the provider knows of a socket beyond what the kernel knows.
#pragma once

#include "kernel/lock.hpp"
#include "provider/tcpip/family.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>

namespace ws2::provider::tcpip {

struct Remainder;
struct DeferredAccepts;
struct Notification;
struct RequestQueue;

// Bits of SocketState::status.
namespace status {
inline constexpr std::uint32_t connected =
    1U << 0U; // a stream's connection, a datagram's default peer
inline constexpr std::uint32_t connecting = 1U << 1U;
inline constexpr std::uint32_t connect_failed = 1U << 2U;
inline constexpr std::uint32_t listening = 1U << 3U;
inline constexpr std::uint32_t bound = 1U << 4U;            // has a local address
inline constexpr std::uint32_t explicitly_bound = 1U << 5U; // because of WSPBind
inline constexpr std::uint32_t send_shut = 1U << 6U;
inline constexpr std::uint32_t receive_shut = 1U << 7U;
inline constexpr std::uint32_t reset = 1U << 8U; // the peer's reset has been seen
inline constexpr std::uint32_t non_blocking = 1U << 9U;
inline constexpr std::uint32_t remainder = 1U << 10U;      // the provider owns unsent octets
inline constexpr std::uint32_t datagram_reset = 1U << 11U; // an ICMP answer waits to be reported
inline constexpr std::uint32_t report_reset = 1U << 12U;   // SIO_UDP_CONNRESET
inline constexpr std::uint32_t reuse_address = 1U << 13U;
inline constexpr std::uint32_t exclusive_address = 1U << 14U;
inline constexpr std::uint32_t oob_inline = 1U << 15U;
inline constexpr std::uint32_t debug = 1U << 16U;
inline constexpr std::uint32_t dont_route = 1U << 17U;
inline constexpr std::uint32_t watched = 1U << 18U;        // has a registration for network events
inline constexpr std::uint32_t in_watch = 1U << 19U;       // is in the watcher's set
inline constexpr std::uint32_t answered = 1U << 20U;       // the connection was the peer's call
inline constexpr std::uint32_t registered = 1U << 21U;     // WSA_FLAG_REGISTERED_IO
inline constexpr std::uint32_t awaits_context = 1U << 22U; // SO_UPDATE_CONNECT_CONTEXT and its like
inline constexpr std::uint32_t overlapped = 1U << 24U;     // WSA_FLAG_OVERLAPPED
inline constexpr std::uint32_t engaged = 1U << 25U;        // the engine has worked on it
inline constexpr std::uint32_t sends_posted = 1U << 26U;   // some sends went through the engine
inline constexpr std::uint32_t silent = 1U << 27U;         // the last WSPCleanup closes it
inline constexpr std::uint32_t connect_posted = 1U << 28U; // ConnectEx is under way
inline constexpr std::uint32_t accepting = 1U << 29U;      // an AcceptEx has it for its connection
// What an accepted socket takes over from its listener.
inline constexpr std::uint32_t inherited = non_blocking | reuse_address | exclusive_address |
                                           oob_inline | debug | dont_route | overlapped |
                                           registered;
} // namespace status

// Bits of SocketState::kept: options, and what the provider knows of them.
namespace choice {
inline constexpr std::uint32_t keep_interval = 1U << 0U; // the program chose it
inline constexpr std::uint32_t keep_count = 1U << 1U;
inline constexpr std::uint32_t conditional_accept = 1U << 2U;
inline constexpr std::uint32_t random_port = 1U << 3U;
inline constexpr std::uint32_t no_send_buffer = 1U << 4U; // SO_SNDBUF 0
inline constexpr std::uint32_t no_receive_buffer = 1U << 5U;
inline constexpr std::uint32_t net_resets_hidden = 1U << 6U; // SIO_UDP_NETRESET FALSE
inline constexpr std::uint32_t multipoint = 1U << 7U;        // opened as c_leaf and d_leaf
inline constexpr std::uint32_t joined = 1U << 8U;            // WSPJoinLeaf has been
inline constexpr std::uint32_t shared = 1U << 9U;            // other descriptors may exist
inline constexpr std::uint32_t awaits_addresses = 1U << 10U; // for FD_ADDRESS_LIST_CHANGE
inline constexpr std::uint32_t awaits_route = 1U << 11U;     // for FD_ROUTING_INTERFACE_CHANGE
inline constexpr std::uint32_t captures = 1U << 12U;         // is a packet socket (SIO_RCVALL)
inline constexpr std::uint32_t not_inherited = captures | shared | awaits_addresses | awaits_route;
} // namespace choice

// One slot of the table: two cache lines, of which a plain call looks at the first alone. Slots are
// never freed; they are emptied when their descriptor closes.
struct alignas(64) SocketState {
    // Bit 31: the socket exists for the program (it counts as one reference). Below: references.
    std::atomic<std::uint32_t> references{0};
    std::atomic<std::uint32_t> status{0};

    // Fixed from open to close.
    int descriptor = -1;
    int protocol = 0;
    std::int16_t address_family = 0;
    std::int8_t type = 0;
    bool datagram = false; // also RAW: message boundaries, no connection

    std::atomic<std::uint32_t> receive_timeout_ms{0};
    std::atomic<std::uint32_t> send_timeout_ms{0};
    std::atomic<std::uint32_t> kept{0};
    Family* family = nullptr;
    const WSAPROTOCOL_INFOW* entry = nullptr;
    std::atomic<Notification*> notification{nullptr}; // from the first registration to the end
    std::atomic<RequestQueue*> requests{nullptr};     // of Registered I/O

    std::atomic<std::uint32_t> control_kinds{0}; // kernel::control_kind
    std::atomic<std::uint32_t> coalesced_size{0};
    std::atomic<std::uint32_t> linger{0}; // l_onoff in the high half, seconds in the low half
    std::atomic<int> connect_error{0};    // of a failed connect, until SO_ERROR reads it
    std::atomic<std::int64_t> connected_at_s{0}; // steady clock

    // Orders non-blocking sends with the octets that the provider owns. Held across send(2) on
    // non-blocking sockets only, where that call does not wait: two threads' octets must not mix.
    kernel::Lock send_order;
    kernel::Lock accept_order;
    std::unique_ptr<Remainder> unsent;         // guarded by send_order
    std::unique_ptr<DeferredAccepts> deferred; // guarded by accept_order
    std::atomic<std::uint32_t> deferred_count{0};

    static constexpr std::uint32_t live = 1U << 31U;

    [[nodiscard]] bool has(std::uint32_t bits) const noexcept {
        return (status.load(std::memory_order_relaxed) & bits) != 0;
    }
    [[nodiscard]] bool keeps(std::uint32_t bits) const noexcept {
        return (kept.load(std::memory_order_relaxed) & bits) != 0;
    }
    void set(std::uint32_t bits) noexcept { status.fetch_or(bits); }
    void clear(std::uint32_t bits) noexcept { status.fetch_and(~bits); }
    void assign(std::uint32_t bits, bool on) noexcept { on ? set(bits) : clear(bits); }

    // True once closesocket has begun: a call that was woken by it ends with WSAEINTR.
    [[nodiscard]] bool closing() const noexcept { return (references.load() & live) == 0; }
    [[nodiscard]] bool stream() const noexcept { return !datagram; }
    [[nodiscard]] bool local() const noexcept { return address_family == AF_UNIX; }
    [[nodiscard]] bool tcp() const noexcept { return stream() && !local(); }
    // Room for any address, and the least that one has.
    [[nodiscard]] int address_size() const noexcept {
        return local() ? 110 : address_family == AF_INET6 ? 28 : 16;
    }
    [[nodiscard]] int least_address_size() const noexcept { return local() ? 3 : address_size(); }
};

static_assert(sizeof(SocketState) == 128); // times the number of connections

inline constexpr std::uint32_t linger_on = 1U << 16U;

// Notes that the connection stands, from now on.
void mark_connected(SocketState& socket) noexcept;

} // namespace ws2::provider::tcpip
