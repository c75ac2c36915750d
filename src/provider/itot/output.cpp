// Room provider_itot: what a connection still has to write.
#include "provider/itot/output.hpp"

#include <algorithm>

namespace ws2::provider::itot {

void Output::set_last(const codec::Frame& frame) noexcept {
    const codec::Octets octets = frame.octets();
    if (last_begun() || octets.size() > last_.size())
        return;
    std::ranges::copy(octets, last_.begin());
    last_size_ = octets.size();
}

void Output::discard_frames() noexcept {
    queue_.resize(head_ + std::min(frame_left_, queued()));
    stops_.clear();
}

void Output::append_urgent(codec::Octets frames) {
    queue_.insert(queue_.begin() + static_cast<std::ptrdiff_t>(free_end()), frames.begin(),
                  frames.end());
    for (std::size_t& stop : stops_)
        stop += frames.size();
}

Output::Pending Output::pending() const noexcept {
    Pending pending{};
    if (free_end() != head_)
        pending.runs[pending.count++] = codec::Octets(queue_).subspan(head_, free_end() - head_);
    if (last_taken_ != last_size_ && !held_ && stops_.empty())
        pending.runs[pending.count++] =
            codec::Octets(last_).subspan(last_taken_, last_size_ - last_taken_);
    return pending;
}

void Output::take_queued(std::size_t size) noexcept {
    std::size_t left = size;
    while (left != 0) {
        if (frame_left_ == 0) {
            // The length of the frame that begins here; its header was queued as a whole.
            const std::uint8_t* header = queue_.data() + head_;
            frame_left_ = static_cast<std::size_t>(header[2]) << 8 | header[3];
        }
        const std::size_t step = std::min(left, frame_left_);
        head_ += step;
        frame_left_ -= step;
        left -= step;
    }
    if (head_ == queue_.size()) {
        if (!stops_.empty())
            stops_.front() = 0; // the only one that can be reached
        queue_.clear();
        head_ = 0;
        if (queue_.capacity() > 16384)
            queue_.shrink_to_fit();
    } else if (head_ > 65536 && head_ * 2 > queue_.size()) {
        queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(head_));
        for (std::size_t& stop : stops_)
            stop -= head_;
        head_ = 0;
    }
}

void Output::take(std::size_t size) noexcept {
    const std::size_t from_queue = std::min(size, free_end() - head_);
    if (from_queue != 0)
        take_queued(from_queue);
    last_taken_ += std::min(size - from_queue, last_size_ - last_taken_);
}

} // namespace ws2::provider::itot
