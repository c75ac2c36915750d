// Courier, the example provider: its wire, a Unix socket that keeps packets apart. Each packet is
// one octet that says what it is, and its bytes. The only file with Linux sockets; it knows no
// Winsock.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace courier::wire {

enum class Kind : char { message = 0, part = 1, disconnect = 2 }; // part: the message goes on

constexpr std::size_t message_octets_max = 65536;

// All of these give a value of 0 or more, or a negative errno.
int open();
int bind(int fd, std::uint16_t port);
int listen(int fd, int backlog);
int accept(int fd, bool wait);
int connect(int fd, std::uint16_t port);
int send(int fd, Kind kind, std::span<const char> bytes, bool wait);
int receive(int fd, bool wait, Kind& kind, std::vector<char>& bytes); // 0: the peer is gone
int duplicate(int fd);

struct Watch {
    int fd;
    bool read, write;
};
int poll(std::span<Watch> watches, int timeout_ms); // leaves true what is ready

void wake(int fd, bool senders); // ends every receive that waits at it, for good; and every send
void close(int fd); // what arrived and was not read is dropped without telling the peer

} // namespace courier::wire
