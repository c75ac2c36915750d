// Room provider_tcpip: the program's buffers as the kernel wants them, and what is left of them
// after a part was moved.
#pragma once

#include "kernel/socket.hpp"

#include <array>
#include <cstddef>
#include <vector>
#include <winsock2.h>

namespace ws2::provider::tcpip {

class Pieces {
public:
    // Allocates only beyond `inline_count` buffers. A null buffer of positive length stays null:
    // the kernel answers it.
    Pieces(const WSABUF* buffers, std::size_t count) : count_(count) {
        if (count > inline_count) {
            heap_.resize(count);
            first_ = heap_.data();
        }
        for (std::size_t i = 0; i < count; ++i) {
            first_[i] = {buffers[i].buf, buffers[i].len};
            left_ += buffers[i].len;
        }
    }
    Pieces(const Pieces&) = delete;
    Pieces& operator=(const Pieces&) = delete;

    [[nodiscard]] const kernel::Piece* data() const noexcept { return first_; }
    [[nodiscard]] std::size_t count() const noexcept { return count_; }
    [[nodiscard]] std::size_t left() const noexcept { return left_; }

    void advance(std::size_t moved) noexcept {
        left_ -= moved;
        while (count_ > 0 && moved >= first_->size) {
            moved -= first_->size;
            ++first_;
            --count_;
        }
        if (count_ > 0) {
            first_->start = static_cast<char*>(first_->start) + moved;
            first_->size -= moved;
        }
    }

private:
    static constexpr std::size_t inline_count = 16;

    std::array<kernel::Piece, inline_count> inline_;
    std::vector<kernel::Piece> heap_;
    kernel::Piece* first_ = inline_.data();
    std::size_t count_;
    std::size_t left_ = 0;
};

// The kernel takes no more pieces than this in one call.
inline constexpr std::size_t most_pieces = 1024;

} // namespace ws2::provider::tcpip
