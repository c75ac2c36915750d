// Room provider_layer: what a layer keeps by socket.
#pragma once

#include <memory>
#include <mutex>
#include <unordered_map>
#include <ws2spi.h>

namespace ws2::provider::layer {

template<class State>
class PerSocket {
public:
    void put(SOCKET s, std::shared_ptr<State> state) {
        const std::lock_guard lock(mutex_);
        states_[s] = std::move(state);
    }
    // Null if there is none.
    std::shared_ptr<State> find(SOCKET s) {
        const std::lock_guard lock(mutex_);
        const auto found = states_.find(s);
        return found == states_.end() ? nullptr : found->second;
    }
    // Only `state` itself: the handle may have a new owner.
    void drop(SOCKET s, const std::shared_ptr<State>& state) {
        const std::lock_guard lock(mutex_);
        const auto found = states_.find(s);
        if (found != states_.end() && found->second == state)
            states_.erase(found);
    }

private:
    std::mutex mutex_;
    std::unordered_map<SOCKET, std::shared_ptr<State>> states_;
};

} // namespace ws2::provider::layer
