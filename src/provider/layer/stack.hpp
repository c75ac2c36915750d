// Room provider_layer: what stands below a layer. Chains are read from the catalog; the next
// provider of each is loaded and started once, when WSPStartup or the first call names the chain.
#pragma once

#include "base/result.hpp"
#include "provider/layer/socket_map.hpp"

#include <string_view>
#include <vector>

namespace ws2::provider::layer {

// The next provider of one chain. Records stay for the life of the process; what ends is their
// being started.
struct Below {
    WSPPROC_TABLE table{};
    WSAPROTOCOL_INFOW entry{}; // the chain, which the program's sockets belong to
    WSAPROTOCOL_INFOW next{};  // what is handed down: the chain while the next provider is a layer,
                               // else the base's own entry
    bool own_handles = false;  // the chain hides the handles of what is below
    bool started = false;      // guarded by the stack
    Below* older = nullptr;
};

class Stack {
public:
    // A layer recognises itself in a chain by the path of its catalog entry: `library` itself, or
    // a path that ends with it.
    explicit constexpr Stack(std::u16string_view library) : library_(library) {}

    // One WSPStartup with the chain's entry: 0 or a code. The first one, and each that brings a
    // chain that is not known yet, starts what is below.
    int start(const WSAPROTOCOL_INFOW& entry, const WSPUPCALLTABLE& upcalls) noexcept;
    // One WSPCleanup. True if it was the last one: what is below has been cleaned up.
    base::Result<bool> clean_up() noexcept;

    // What is below this chain, started if need be.
    base::Result<const Below*> below(const WSAPROTOCOL_INFOW* entry) noexcept;

    // Of the newest WSPStartup; valid while the layer is started.
    const WSPUPCALLTABLE& upcalls() const noexcept { return upcalls_; }

    // Calls visit(below) for each that is started; no lock is held.
    template<typename Visit>
    void for_each(Visit visit) {
        for (const Below* each : started())
            visit(*each);
    }

    SocketMap sockets;

private:
    using Found = base::Result<const Below*>;

    Found start_below(const WSAPROTOCOL_INFOW& entry);
    void take_upcalls(const WSPUPCALLTABLE& upcalls) noexcept;
    base::Result<LPWSPSTARTUP> plan(const WSAPROTOCOL_INFOW& entry, WSAPROTOCOL_INFOW& next) const;
    const Below* known(const WSAPROTOCOL_INFOW& entry) noexcept;
    std::vector<const Below*> started();

    const std::u16string_view library_;
    std::mutex mutex_; // guards all that follows; never held across a provider call
    int starts_ = 0;
    WSPUPCALLTABLE upcalls_{};
    Below* newest_ = nullptr;
};

} // namespace ws2::provider::layer
