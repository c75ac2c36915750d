// bench/system/load: what every mode sends, checks and closes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace bench::load {

// The octets of message number `sequence` of connection `id`: a piece of one random block, so that
// an answer that belongs to another message or connection is noticed.
class Pattern {
public:
    explicit Pattern(std::size_t size);
    const char* message(std::size_t id, std::uint64_t sequence) const {
        return block_.data() + (id * 7919U + sequence * 131U) % offsets;
    }

private:
    static constexpr std::size_t offsets = 65536;
    std::vector<char> block_;
};

// Throws std::runtime_error with the text and the system's reason.
[[noreturn]] void fail(const char* what);

int create_socket();                                     // non-blocking TCP, TCP_NODELAY
void start_connect(int descriptor, unsigned short port); // to 127.0.0.1; may still be in progress
void set_blocking(int descriptor, bool blocking);        // blocking ones give up after ten seconds

// Connects, sends message 0 of connection `id` and checks the answer; the server has a receive
// pending on the connection soon afterwards. Returns a non-blocking descriptor.
int open_verified(unsigned short port, const Pattern& pattern, std::size_t size, std::size_t id);

// Ends every connection in order: no more from us, then the server's end, with nothing before it.
void say_goodbye(const std::vector<int>& descriptors);

} // namespace bench::load
