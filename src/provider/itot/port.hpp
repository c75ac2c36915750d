// Room provider_itot: one bound TCP endpoint of this process. Several sockets share it, each with a
// selector of its own; a connection request goes to the one that its called selector names.
#pragma once

#include "provider/itot/guard_terms.hpp"
#include "provider/itot/listener.hpp"

#include <map>
#include <unordered_map>

namespace ws2::provider::itot {

// Of TCP connections whose CR is not here yet.
struct PortLimits {
    std::uint32_t pending = 256;
    std::uint32_t pending_of_source = 0; // 0: 16, and any number from the own host
    Time request_ms = Timers{}.request_ms;
};

class Port final : public Pollable, public std::enable_shared_from_this<Port> {
public:
    using Selector = std::vector<std::uint8_t>;

    // The endpoint, bound here or by another socket of this process before, with `selector`
    // claimed. Port 0 is a free port. WSAEADDRINUSE if the selector is taken, or some of the
    // sockets would be guarded and others not.
    static base::Result<std::shared_ptr<Port>> claim(const Endpoint& endpoint,
                                                     const Selector& selector, bool guarded);
    ~Port() override;

    void unclaim(const Selector& selector) noexcept;
    // The first listener's certificates are shown to every caller: whom he calls is not known yet.
    int listen(const Selector& selector, std::shared_ptr<Listener> listener, GuardContext guard);
    // The newest word of any of its sockets counts.
    void configure(const PortLimits& limits, const Limits& of_connections);
    const Endpoint& endpoint() const noexcept { return endpoint_; }
    // For a call from this endpoint: only if nobody shares it or listens.
    kernel::Descriptor take_descriptor();

    void ready(bool read, bool write, Time now) noexcept override;
    void expire(Time now) noexcept override;

private:
    void accept_all(Time now);
    enum class Admission : std::uint8_t { refused, free, counted };
    Admission admit(const Endpoint& peer);
    void forget(const Endpoint& peer, Admission admission) noexcept;
    void left(const Endpoint& peer, Admission admission) noexcept;
    void offer(const std::shared_ptr<Link>& link);
    void arm() noexcept;

    std::mutex mutex_; // before a Listener's
    kernel::Descriptor descriptor_;
    Endpoint endpoint_;
    std::map<Selector, std::shared_ptr<Listener>> claims_;
    PortLimits limits_;
    Limits connection_limits_; // until a listener has it
    std::size_t nameless_ = 0; // connections without a CR so far
    std::map<std::array<std::uint8_t, 16>, std::size_t> sources_;
    bool guarded_ = false;
    GuardContext guard_;
    bool listening_ = false;
    bool full_ = false; // not accepting until one of the nameless is gone
};

} // namespace ws2::provider::itot
