#include "ws2cat/input.hpp"

#include <cerrno>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace ws2cat {
namespace {

ssize_t read_input(std::vector<char>& buffer) {
    ssize_t count;
    do {
        count = read(STDIN_FILENO, buffer.data(), buffer.size());
    } while (count < 0 && errno == EINTR);
    return count;
}

Piece last_piece(ssize_t count) {
    Piece piece;
    piece.kind = count < 0 ? Piece::Kind::failed : Piece::Kind::end;
    return piece;
}

Piece data_piece(std::string bytes, bool more) {
    Piece piece;
    piece.kind = Piece::Kind::data;
    piece.bytes = std::move(bytes);
    piece.more = more;
    return piece;
}

} // namespace

Input::Input(std::size_t piece_octets, bool lines) {
    std::thread(
        [](const std::shared_ptr<Shared>& shared, std::size_t octets, bool by_line) {
            if (by_line)
                read_lines(*shared, octets);
            else
                read_bytes(*shared, octets);
        },
        shared_, piece_octets, lines)
        .detach();
}

// Waits until the place is free; false after a piece that ends the input.
bool Input::put(Shared& shared, Piece piece) {
    std::unique_lock lock(shared.mutex);
    shared.changed.wait(lock, [&shared] { return !shared.full; });
    const bool goes_on = piece.kind == Piece::Kind::data;
    shared.ahead = std::move(piece);
    shared.full = true;
    shared.changed.notify_all();
    return goes_on;
}

void Input::read_bytes(Shared& shared, std::size_t piece_octets) {
    std::vector<char> buffer(piece_octets);
    ssize_t count = 0;
    do {
        count = read_input(buffer);
    } while (put(shared,
                 count <= 0 ? last_piece(count)
                            : data_piece({buffer.data(), static_cast<std::size_t>(count)}, false)));
}

void Input::read_lines(Shared& shared, std::size_t piece_octets) {
    std::vector<char> buffer(piece_octets);
    std::string rest;
    for (;;) {
        const ssize_t count = read_input(buffer);
        if (count <= 0) {
            if (!rest.empty())
                put(shared, data_piece(std::move(rest), false));
            put(shared, last_piece(count));
            return;
        }
        rest.append(buffer.data(), static_cast<std::size_t>(count));
        for (auto end = rest.find('\n'); !rest.empty(); end = rest.find('\n')) {
            const bool whole = end != std::string::npos && end < piece_octets;
            if (!whole && rest.size() <= piece_octets)
                break;
            const std::size_t length = whole ? end + 1 : piece_octets;
            put(shared, data_piece(rest.substr(0, length), !whole));
            rest.erase(0, length);
        }
    }
}

Piece Input::next(std::stop_token stop) {
    std::unique_lock lock(shared_->mutex);
    Shared& shared = *shared_;
    if (!shared.changed.wait(lock, stop, [&shared] { return shared.full; }))
        return {};
    if (shared.ahead.kind != Piece::Kind::data)
        return shared.ahead; // stays: the end is for ever
    shared.full = false;
    shared.changed.notify_all();
    return std::move(shared.ahead);
}

} // namespace ws2cat
