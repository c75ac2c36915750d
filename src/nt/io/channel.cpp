// Room nt_io: one descriptor as the engine sees it.
#include "nt/io/channel.hpp"

#include <mutex>
#include <new>

namespace ws2::nt::io {

void Channel::reset() noexcept {
    renew_generation();
    shut = false;
    ended = false;
    set = nullptr;
    group = nullptr;
    postponed.store(nullptr, std::memory_order_relaxed);
    lanes[kReceiving] = {};
    lanes[kSending] = {};
    lanes[kHeld] = {};
    lanes[kSending].ready = true; // a send usually succeeds: it is tried before it is waited for
}

ChannelTable::~ChannelTable() {
    for (auto& slot : chunks_)
        delete slot.load(std::memory_order_relaxed);
}

Channel* ChannelTable::make(int descriptor) noexcept {
    const auto index = static_cast<std::size_t>(descriptor);
    if (descriptor < 0 || index >= kChunks * kChunkChannels)
        return nullptr;
    std::lock_guard hold(lock_);
    auto& slot = chunks_[index / kChunkChannels];
    if (!slot.load(std::memory_order_relaxed)) {
        auto* chunk = new (std::nothrow) Chunk;
        if (!chunk)
            return nullptr;
        int number = static_cast<int>(index / kChunkChannels * kChunkChannels);
        for (Channel& channel : *chunk) {
            channel.descriptor = number++;
            channel.lanes[kSending].ready = true;
        }
        slot.store(chunk, std::memory_order_release);
    }
    return find(descriptor);
}

} // namespace ws2::nt::io
