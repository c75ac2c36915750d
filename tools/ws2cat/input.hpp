// Tool ws2cat: standard input in pieces, read by a thread of its own.
//
// Standard input is not a socket, and a read of a terminal or a pipe cannot be called off. So one
// thread for the whole life of the process reads one piece ahead, and whoever sends asks for pieces
// and can stop asking. What was read for a connection that ended goes to the next one (-k).
#pragma once

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>

namespace ws2cat {

struct Piece {
    enum class Kind { data, end, failed, stopped };

    Kind kind = Kind::stopped;
    std::string bytes;
    bool more = false; // the message goes on in the next piece
};

class Input {
public:
    // Pieces are what one read gives, or with `lines` whole lines with their line end; a line
    // longer than `piece_octets` comes in pieces of which all but the last say that there is more.
    Input(std::size_t piece_octets, bool lines);

    // Waits for the next piece. After the end every call says so again.
    Piece next(std::stop_token stop);

private:
    struct Shared { // outlives the object: the reading thread may never return from read
        std::mutex mutex;
        std::condition_variable_any changed;
        Piece ahead;
        bool full = false;
    };

    static void read_bytes(Shared& shared, std::size_t piece_octets);
    static void read_lines(Shared& shared, std::size_t piece_octets);
    static bool put(Shared& shared, Piece piece);

    std::shared_ptr<Shared> shared_ = std::make_shared<Shared>();
};

} // namespace ws2cat
