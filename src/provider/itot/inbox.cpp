// Room provider_itot: what a connection has read.
#include "provider/itot/inbox.hpp"

#include <algorithm>
#include <cstring>

namespace ws2::provider::itot {
namespace {

constexpr std::size_t small_buffer = 2048;
constexpr std::size_t large_buffer = 262144;

} // namespace

void Inbox::move_to_front() noexcept {
    if (begin_ == 0)
        return;
    std::memmove(buffer_.get(), buffer_.get() + begin_, end_ - begin_);
    for (std::size_t i = first_; i < pieces_.size(); ++i)
        pieces_[i].offset -= begin_;
    parsed_ -= begin_;
    end_ -= begin_;
    begin_ = 0;
}

// Nothing but TSDUs of no octets is held.
void Inbox::restart() noexcept {
    begin_ = parsed_ = end_ = 0;
    for (std::size_t i = first_; i < pieces_.size(); ++i)
        pieces_[i].offset = 0;
}

std::span<std::uint8_t> Inbox::space(std::size_t expected) {
    if (begin_ == end_)
        restart();
    const std::size_t wanted =
        std::clamp<std::size_t>(expected, 1, std::max(small_buffer, end_ - parsed_));
    std::size_t capacity = std::max(capacity_, small_buffer);
    if (wants_more_ && capacity < large_buffer)
        capacity *= 2;
    wants_more_ = false;
    if (capacity_ - end_ < wanted && begin_ != 0)
        move_to_front();
    while (capacity - end_ < wanted)
        capacity *= 2;
    if (capacity != capacity_) {
        std::unique_ptr<std::uint8_t[]> grown(new std::uint8_t[capacity]);
        if (end_ != 0)
            std::memcpy(grown.get(), buffer_.get(), end_);
        buffer_ = std::move(grown);
        capacity_ = capacity;
    }
    offered_ = capacity_ - end_;
    return {buffer_.get() + end_, offered_};
}

void Inbox::filled(std::size_t size) noexcept {
    end_ += size;
    wants_more_ = size == offered_;
}

void Inbox::settle_begin() noexcept {
    begin_ = holds_nothing() ? parsed_ : pieces_[first_].offset;
}

void Inbox::pass(std::size_t size) noexcept {
    parsed_ += size;
    settle_begin();
}

void Inbox::keep(codec::Octets data, bool end) {
    pieces_.push_back({static_cast<std::size_t>(data.data() - buffer_.get()),
                       static_cast<std::uint32_t>(data.size()), end});
    if (end)
        ++whole_;
}

std::size_t Inbox::first_size() const noexcept {
    std::size_t size = 0;
    for (std::size_t i = first_; i < pieces_.size(); ++i) {
        size += pieces_[i].size;
        if (pieces_[i].end)
            break;
    }
    return size;
}

void Inbox::pop_front() noexcept {
    if (pieces_[first_].end)
        --whole_;
    if (++first_ == pieces_.size()) {
        pieces_.clear();
        first_ = 0;
    } else if (first_ >= 256 && first_ * 2 > pieces_.size()) {
        pieces_.erase(pieces_.begin(), pieces_.begin() + static_cast<std::ptrdiff_t>(first_));
        first_ = 0;
    }
}

Inbox::Copied Inbox::copy(std::span<const Room> rooms, bool consume) noexcept {
    // Nearly always: a whole TSDU of one DT, one buffer that holds it.
    if (whole_ != 0 && consume && rooms.size() == 1 && pieces_[first_].end &&
        pieces_[first_].size <= rooms[0].size) {
        const Piece only = pieces_[first_];
        const std::size_t size = only.size;
        if (size != 0)
            std::memcpy(rooms[0].data, buffer_.get() + only.offset, size);
        pop_front();
        settle_begin();
        return {size, true};
    }
    Copied copied{0, false};
    std::size_t room = 0; // index
    std::size_t used = 0; // of rooms[room]
    std::size_t piece = first_;
    std::size_t taken = 0; // of pieces_[piece]
    while (piece < pieces_.size() && !copied.end) {
        const Piece& current = pieces_[piece];
        while (taken < current.size && room < rooms.size()) {
            const std::size_t step = std::min(current.size - taken, rooms[room].size - used);
            if (step != 0)
                std::memcpy(rooms[room].data + used, buffer_.get() + current.offset + taken, step);
            taken += step;
            used += step;
            copied.size += step;
            if (used == rooms[room].size) {
                ++room;
                used = 0;
            }
        }
        if (taken < current.size)
            break;
        copied.end = current.end;
        ++piece;
        taken = 0;
    }
    if (!consume)
        return copied;
    for (std::size_t gone = piece - first_; gone != 0; --gone)
        pop_front();
    if (taken != 0) {
        pieces_[first_].offset += taken;
        pieces_[first_].size -= static_cast<std::uint32_t>(taken);
    }
    settle_begin();
    return copied;
}

void Inbox::trim() noexcept {
    if (begin_ != end_)
        return;
    restart();
    buffer_.reset();
    capacity_ = 0;
    if (holds_nothing()) {
        pieces_.clear();
        pieces_.shrink_to_fit();
        first_ = 0;
    }
}

} // namespace ws2::provider::itot
