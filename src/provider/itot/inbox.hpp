// Room provider_itot: what a connection has read. Octets come from TCP straight into one buffer;
// the data of each DT stays where it arrived until the user has it, so that a message is copied
// once.
#pragma once

#include "provider/itot/codec/tpkt.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace ws2::provider::itot {

// A place to copy to.
struct Room {
    std::uint8_t* data;
    std::size_t size;
};

class Inbox {
public:
    // Free octets behind what is held, at least one; `expected` octets are known to come. The
    // buffer grows by what was received, never by what a length field announces.
    std::span<std::uint8_t> space(std::size_t expected);
    void filled(std::size_t size) noexcept;

    // Received and not yet looked at.
    codec::Octets unparsed() const noexcept { return {buffer_.get() + parsed_, end_ - parsed_}; }
    void pass(std::size_t size) noexcept;
    void drop_unparsed() noexcept { pass(end_ - parsed_); }

    // Keeps a part of unparsed() for the user; `end` says that a TSDU ends here.
    void keep(codec::Octets data, bool end);

    // For the user: the first TSDU, or what there is of it.
    bool holds_nothing() const noexcept { return first_ == pieces_.size(); }
    bool holds_whole() const noexcept { return whole_ != 0; }
    std::size_t first_size() const noexcept; // octets of the first TSDU that are here
    std::size_t held() const noexcept { return end_ - begin_; }

    struct Copied {
        std::size_t size;
        bool end; // the last octet of the TSDU is among them
    };
    // Copies as much of the first TSDU as fits; forgets it if `consume`.
    Copied copy(std::span<const Room> rooms, bool consume) noexcept;

    // Gives the buffer back if nothing is in it.
    void trim() noexcept;

private:
    struct Piece {
        std::size_t offset;
        std::uint32_t size;
        bool end;
    };
    void restart() noexcept;
    void pop_front() noexcept;
    void settle_begin() noexcept;
    void move_to_front() noexcept;

    std::unique_ptr<std::uint8_t[]> buffer_;
    std::size_t capacity_ = 0;
    std::size_t begin_ = 0;  // first octet that is still needed
    std::size_t parsed_ = 0; // first octet that was not looked at
    std::size_t end_ = 0;
    std::size_t offered_ = 0; // by the last space()
    bool wants_more_ = false; // the last fill took all that was offered
    std::vector<Piece> pieces_;
    std::size_t first_ = 0;
    std::size_t whole_ = 0; // TSDUs whose end is held
};

} // namespace ws2::provider::itot
