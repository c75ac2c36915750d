// Room provider_itot: where a send is in the program's buffers.
#pragma once

#include "kernel/user_probe.hpp"
#include "provider/itot/link.hpp"

#include <algorithm>

namespace ws2::provider::itot {

// Walks the program's buffers.
struct Link::Cursor {
    std::span<const kernel::StreamPiece> pieces;
    std::size_t index = 0;
    std::size_t offset = 0;

    // Up to `size` octets as pieces; how many octets they have.
    std::size_t gather(std::span<kernel::StreamPiece> out, std::size_t size,
                       std::size_t& count) const noexcept {
        std::size_t done = 0;
        std::size_t at = index;
        std::size_t skip = offset;
        count = 0;
        while (done < size && count < out.size() && at < pieces.size()) {
            const std::size_t step = std::min(size - done, pieces[at].size - skip);
            if (step != 0)
                out[count++] = {static_cast<const std::uint8_t*>(pieces[at].start) + skip, step};
            done += step;
            ++at;
            skip = 0;
        }
        return done;
    }
    void advance(std::size_t size) noexcept {
        while (size != 0) {
            const std::size_t step = std::min(size, pieces[index].size - offset);
            offset += step;
            size -= step;
            if (offset == pieces[index].size) {
                ++index;
                offset = 0;
            }
        }
    }
    // False if the program's memory is not there.
    bool copy(std::uint8_t* to, std::size_t size) noexcept {
        while (size != 0) {
            const std::size_t step = std::min(size, pieces[index].size - offset);
            if (step != 0 &&
                !kernel::read_user(
                    to, static_cast<const std::uint8_t*>(pieces[index].start) + offset, step))
                return false;
            to += step;
            size -= step;
            offset += step;
            if (offset == pieces[index].size) {
                ++index;
                offset = 0;
            }
        }
        return true;
    }
};

} // namespace ws2::provider::itot
