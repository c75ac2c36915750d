// Room provider_itot: what a connection still has to write: one queue of whole TPKTs and, behind
// it, the one frame that says goodbye. The goodbye's place is part of the object, so that a
// disconnect never fails for memory.
#pragma once

#include "provider/itot/codec/encode.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ws2::provider::itot {

class Output {
public:
    // Appends one or more whole frames, or the next part of a frame whose rest is appended before
    // anything is taken.
    void append(codec::Octets frames) { queue_.insert(queue_.end(), frames.begin(), frames.end()); }

    // The queue is empty and the octets about to be appended begin inside a frame whose first part
    // was written past this queue; `left` octets of it are still to come.
    void resume_frame(std::size_t left) noexcept { frame_left_ = left; }

    // Where `size` octets can be put that were not copied yet; they count as appended.
    std::uint8_t* extend(std::size_t size) {
        queue_.resize(queue_.size() + size);
        return queue_.data() + queue_.size() - size;
    }
    void cut_back(std::size_t size) noexcept { queue_.resize(queue_.size() - size); }

    // At most goodbye_capacity octets; the last frame of the connection. Replaces an earlier one of
    // which nothing was taken.
    void set_last(const codec::Frame& frame) noexcept;
    void drop_last() noexcept { last_size_ = last_taken_ = 0; }
    // While held, the last frame (or, without one, the end) waits for frames still to be appended.
    void hold_last(bool hold) noexcept { held_ = hold; }
    bool last_begun() const noexcept { return last_taken_ != 0; }

    // Forgets every queued frame but the one that is half written.
    void discard_frames() noexcept;

    // What is appended from here on, and the goodbye, wait until let_go(). Stops may follow each
    // other.
    void stop() { stops_.push_back(queue_.size()); }
    void let_go() noexcept { stops_.erase(stops_.begin()); }
    std::size_t stops() const noexcept { return stops_.size(); }
    // Whole frames that no stop holds back.
    void append_urgent(codec::Octets frames);

    std::size_t queued() const noexcept { return queue_.size() - head_; }
    // A frame may be written past this queue.
    bool idle() const noexcept { return queued() == 0 && stops_.empty(); }
    bool empty() const noexcept { return idle() && last_taken_ == last_size_ && !held_; }
    bool can_write() const noexcept { return !empty() && pending().count != 0; }

    // At most two runs of octets, in order. Valid until the next change.
    struct Pending {
        std::array<codec::Octets, 2> runs;
        std::size_t count;
    };
    Pending pending() const noexcept;
    void take(std::size_t size) noexcept;

private:
    void take_queued(std::size_t size) noexcept;
    std::size_t free_end() const noexcept {
        return stops_.empty() ? queue_.size() : stops_.front();
    }

    std::vector<std::uint8_t> queue_;
    std::vector<std::size_t> stops_; // places in queue_, the first one first
    std::size_t head_ = 0;
    std::size_t frame_left_ = 0; // of the frame at head_, when part of it has been written
    std::size_t last_size_ = 0;
    std::size_t last_taken_ = 0;
    bool held_ = false;
    std::array<std::uint8_t, codec::goodbye_capacity> last_{};
};

} // namespace ws2::provider::itot
