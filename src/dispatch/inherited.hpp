// Room dispatch: sockets that came with the process, by CreateProcess or exec, and are used by
// their numbers as on Windows.
#pragma once

#include "dispatch/socket_table.hpp"

namespace ws2::dispatch {

// The provider of a value that the table does not know: of those with handles of the system, the
// first that answers SO_PROTOCOL_INFOW for it, which takes it by that. Null if there is none, or if
// the value cannot have come with the process. A number that was once a socket of ours, and all
// descriptors of the library and of its providers, which are closed on exec, cannot.
[[gnu::cold]] const Provider* adopt_inherited(SOCKET s) noexcept;

// provider_of, and if need be adopt_inherited. For calls that would else say WSAENOTSOCK.
inline const Provider* find_provider(SOCKET s) noexcept {
    const Provider* provider = provider_of(s);
    return provider != nullptr ? provider : adopt_inherited(s);
}

// Calls visit(descriptor, still_it) for each socket that a program gets which this one starts, from
// now on not this process's alone; no lock is held. still_it() is false when the socket has been
// closed meanwhile, so that the descriptor may be another's, or is kept back by now.
template<typename Visit>
void for_each_heir(Visit visit) {
    for_each_socket([&](SOCKET s, const Provider&) {
        Slot* slot = slot_of(s);
        const std::uint32_t generation = slot->generation.load();
        if (slot->reserved.load() || slot->kept_back.load())
            return;
        slot->shared.store(true, std::memory_order_relaxed);
        visit(static_cast<int>(s), [slot, generation] {
            return slot->provider.load() != nullptr && slot->generation.load() == generation &&
                   !slot->kept_back.load();
        });
    });
}

} // namespace ws2::dispatch
