// bench/system/load: counts of latencies in nanoseconds, 64 slots to each power of two, so that a
// percentile is exact to 1.6 % over the whole range and recording costs one increment.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace bench::load {

class Histogram {
public:
    void record(std::uint64_t ns) {
        ++counts_[slot_of(ns)];
        ++total_;
    }

    void clear() {
        counts_.fill(0);
        total_ = 0;
    }

    // The middle of the slot that holds the given share (0 to 1) of all values; 0 when empty.
    std::uint64_t percentile(double share) const {
        auto wanted = static_cast<std::uint64_t>(share * static_cast<double>(total_));
        std::uint64_t seen = 0;
        for (std::size_t slot = 0; slot < counts_.size(); ++slot) {
            seen += counts_[slot];
            if (seen > wanted || (seen == total_ && total_ != 0)) {
                return middle_of(slot);
            }
        }
        return 0;
    }

private:
    static constexpr unsigned slot_bits = 6;
    static constexpr std::size_t slots_per_power = 1U << slot_bits;

    static std::size_t slot_of(std::uint64_t ns) {
        if (ns < slots_per_power) {
            return static_cast<std::size_t>(ns);
        }
        auto shift = static_cast<unsigned>(std::bit_width(ns)) - 1 - slot_bits;
        return (static_cast<std::size_t>(shift) << slot_bits) +
               static_cast<std::size_t>(ns >> shift);
    }

    static std::uint64_t middle_of(std::size_t slot) {
        if (slot < 2 * slots_per_power) {
            return slot;
        }
        auto shift = static_cast<unsigned>(slot >> slot_bits) - 1;
        auto low = static_cast<std::uint64_t>((slot & (slots_per_power - 1)) + slots_per_power);
        return (low << shift) + (std::uint64_t{1} << (shift - 1));
    }

    std::array<std::uint64_t, 59 * slots_per_power> counts_{};
    std::uint64_t total_ = 0;
};

} // namespace bench::load
