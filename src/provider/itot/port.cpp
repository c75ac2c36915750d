// Room provider_itot: one bound TCP endpoint of this process.
#include "provider/itot/port.hpp"

#include "kernel/wsa.hpp"

#include "winsock2.h"

#include <algorithm>

namespace ws2::provider::itot {
namespace {

constexpr std::size_t foreign_source_max = 16;
constexpr int tcp_backlog = 4096;
constexpr Time retry_ms = 100; // after accept failed for want of descriptors

struct Ports {
    std::mutex mutex; // before a Port's
    std::vector<std::weak_ptr<Port>> all;
};
Ports& ports() {
    static Ports& ports = *new Ports;
    return ports;
}

} // namespace

base::Result<std::shared_ptr<Port>> Port::claim(const Endpoint& endpoint, const Selector& selector,
                                                bool guarded) {
    using Claimed = base::Result<std::shared_ptr<Port>>;
    Ports& known = ports();
    const std::lock_guard lock(known.mutex);
    std::erase_if(known.all, [](const std::weak_ptr<Port>& port) { return port.expired(); });
    if (endpoint.port != 0)
        for (const std::weak_ptr<Port>& weak : known.all) {
            const std::shared_ptr<Port> port = weak.lock();
            if (!port || port->endpoint_ != endpoint)
                continue;
            const std::lock_guard port_lock(port->mutex_);
            if (!port->descriptor_)
                continue; // taken by a call
            if (port->guarded_ != guarded || !port->claims_.emplace(selector, nullptr).second)
                return Claimed::fail(WSAEADDRINUSE);
            return Claimed::ok(port);
        }
    const base::Result<int> opened = kernel::stream_open(endpoint.v6);
    if (!opened)
        return Claimed::fail(opened.error);
    const auto port = std::make_shared<Port>();
    port->descriptor_.reset(opened.value);
    if (const base::Result<void> bound = kernel::stream_bind(opened.value, endpoint); !bound)
        return Claimed::fail(bound.error);
    const base::Result<Endpoint> local = kernel::stream_local(opened.value);
    if (!local)
        return Claimed::fail(local.error);
    port->endpoint_ = local.value;
    port->guarded_ = guarded;
    port->claims_.emplace(selector, nullptr);
    known.all.push_back(port);
    return Claimed::ok(port);
}

Port::~Port() = default;

// The last one to go closes the TCP endpoint.
void Port::unclaim(const Selector& selector) noexcept {
    const std::lock_guard lock(mutex_);
    claims_.erase(selector);
    if (!claims_.empty() || !descriptor_)
        return;
    if (key_ != 0)
        Reactor::get().remove(std::exchange(key_, 0));
    due_ = never;
    descriptor_.reset();
}

int Port::listen(const Selector& selector, std::shared_ptr<Listener> listener, GuardContext guard) {
    const std::lock_guard lock(mutex_);
    if (!descriptor_)
        return WSAEINVAL;
    if (!listening_) {
        guard_ = std::move(guard);
        if (const auto done = kernel::stream_listen(descriptor_.get(), tcp_backlog); !done)
            return done.error;
        if (const int error =
                Reactor::get().add(shared_from_this(), descriptor_.get(), true, false);
            error != 0)
            return error;
        listening_ = true;
    }
    claims_[selector] = std::move(listener);
    return 0;
}

void Port::configure(const PortLimits& limits, const Limits& of_connections) {
    const std::lock_guard lock(mutex_);
    limits_ = limits;
    connection_limits_ = of_connections;
    if (nameless_ < limits_.pending && std::exchange(full_, false))
        arm();
}

kernel::Descriptor Port::take_descriptor() {
    const std::lock_guard lock(mutex_);
    if (listening_ || claims_.size() != 1)
        return {};
    return std::move(descriptor_);
}

void Port::arm() noexcept {
    if (descriptor_ && key_ != 0 && !full_)
        Reactor::get().want(key_, descriptor_.get(), true, false);
}

Port::Admission Port::admit(const Endpoint& peer) {
    std::size_t most = limits_.pending_of_source;
    if (most == 0 && !kernel::is_loopback(peer)) // from the own host it is no attack
        most = foreign_source_max;
    if (most != 0) {
        std::size_t& count = sources_[peer.address];
        if (count >= most)
            return Admission::refused;
        ++count;
    }
    ++nameless_;
    return most != 0 ? Admission::counted : Admission::free;
}

void Port::forget(const Endpoint& peer, Admission admission) noexcept {
    --nameless_;
    if (admission == Admission::counted)
        if (const auto found = sources_.find(peer.address); --found->second == 0)
            sources_.erase(found);
}

void Port::left(const Endpoint& peer, Admission admission) noexcept {
    const std::lock_guard lock(mutex_);
    forget(peer, admission);
    if (nameless_ < limits_.pending && std::exchange(full_, false))
        arm();
}

void Port::accept_all(Time now) {
    const std::weak_ptr<Port> weak = weak_from_this();
    while (descriptor_) {
        if (nameless_ >= limits_.pending) {
            full_ = true;
            return;
        }
        Endpoint peer;
        const base::Result<int> accepted = kernel::stream_accept(descriptor_.get(), peer);
        if (!accepted) {
            if (accepted.error != kernel::wsa::would_block) {
                due_ = now + retry_ms;
                Reactor::get().hurry(now + retry_ms);
                return;
            }
            return arm();
        }
        kernel::Descriptor descriptor(accepted.value);
        std::unique_ptr<guard::Guard> guard = guarded_ ? guard_->make(nullptr, {}) : nullptr;
        if (guarded_ && !guard)
            throw std::bad_alloc();
        const Admission admission = admit(peer);
        if (admission == Admission::refused)
            continue;
        Settings settings;
        settings.timers.request_ms = limits_.request_ms;
        settings.limits = connection_limits_;
        const auto link = std::make_shared<Link>(settings);
        link->set_guard(std::move(guard));
        const int error = link->answer(
            std::move(descriptor), peer,
            [weak](const std::shared_ptr<Link>& asking) {
                if (const std::shared_ptr<Port> port = weak.lock())
                    port->offer(asking);
                else
                    asking->refuse(codec::Reason::not_attached);
            },
            [weak, peer, admission] {
                if (const std::shared_ptr<Port> port = weak.lock())
                    port->left(peer, admission);
            });
        if (error != 0)
            forget(peer, admission);
    }
}

void Port::ready(bool, bool, Time now) noexcept {
    const std::lock_guard lock(mutex_);
    try {
        accept_all(now);
    } catch (...) { // out of memory
        due_ = now + retry_ms;
        Reactor::get().hurry(now + retry_ms);
    }
}

void Port::expire(Time) noexcept {
    const std::lock_guard lock(mutex_);
    due_ = never;
    arm();
}

// A listener without a selector serves whatever nobody else on this endpoint was called by.
void Port::offer(const std::shared_ptr<Link>& link) {
    const std::optional<Link::Request> request = link->request();
    if (!request)
        return;
    std::shared_ptr<Listener> listener;
    codec::Reason reason = codec::Reason::address_unknown;
    {
        const std::lock_guard lock(mutex_);
        auto found = claims_.find(request->called_selector);
        if (found == claims_.end())
            found = claims_.find({});
        if (found != claims_.end()) {
            reason = codec::Reason::not_attached;
            listener = found->second;
        }
    }
    if (listener) {
        const Settings settings = listener->settings();
        link->configure(settings);
        if (!link->screen(settings.profile) || listener->offer(link))
            return;
        reason = codec::Reason::congestion;
    }
    link->refuse(reason);
}

} // namespace ws2::provider::itot
