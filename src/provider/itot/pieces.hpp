// Room provider_itot: the program's buffers in another form; few of them need no allocation.
#pragma once

#include "kernel/stream_socket.hpp"
#include "provider/itot/inbox.hpp"

#include "winsock2.h"

#include <array>
#include <span>
#include <vector>

namespace ws2::provider::itot {

template<typename Piece>
class Pieces {
public:
    Pieces(const WSABUF* buffers, DWORD count) {
        Piece* to = few_.data();
        if (count > few_.size()) {
            many_.resize(count);
            to = many_.data();
        }
        for (DWORD i = 0; i < count; ++i) {
            to[i].size = buffers[i].len;
            set(to[i], buffers[i].buf);
            size_ += buffers[i].len;
            whole_ = whole_ && (buffers[i].buf != nullptr || buffers[i].len == 0);
        }
        pieces_ = {to, count};
    }
    Pieces(const Pieces&) = delete;
    Pieces& operator=(const Pieces&) = delete;
    std::span<const Piece> get() const { return pieces_; }
    std::size_t size() const { return size_; }
    bool whole() const { return whole_; } // no null pointer among them

private:
    static void set(Room& room, CHAR* buffer) {
        room.data = reinterpret_cast<std::uint8_t*>(buffer);
    }
    static void set(kernel::StreamPiece& piece, const CHAR* buffer) { piece.start = buffer; }

    std::array<Piece, 8> few_;
    std::vector<Piece> many_;
    std::span<const Piece> pieces_;
    std::size_t size_ = 0;
    bool whole_ = true;
};

} // namespace ws2::provider::itot
