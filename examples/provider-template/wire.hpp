// Courier, the example provider: its wire, a Unix socket that keeps packets apart. Each packet is
// one octet that says what it is, and its bytes. The only file with Linux sockets; it knows no
// Winsock.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace courier::wire {

enum class Kind : char { message = 0, part = 1, disconnect = 2 }; // part: the message goes on

constexpr std::size_t message_octets_max = 65536;

constexpr int no_wait = 0, for_ever = -1; // of `wait_ms`: after it -EAGAIN

// All of these give a value of 0 or more, or a negative errno.
int open();
int bind(int fd, std::uint16_t port);
int listen(int fd, int backlog);
int accept(int fd, int wait_ms);
int connect(int fd, std::uint16_t port, int wait_ms);
// `closed` ends what waits with -EINTR, once wake() was called.
using Closed = const std::atomic<bool>&;
int send(int fd, Kind kind, std::span<const char> bytes, int wait_ms, Closed closed);
// 0: the peer is gone.
int receive(int fd, int wait_ms, Kind& kind, std::vector<char>& bytes, Closed closed);
int next_octets(int fd, Kind& kind); // of the next packet, what it is included
int peer_port(int fd);
int duplicate(int fd);

// Between memory that the program names, which may be none, and ours. False: WSAEFAULT.
bool copy_in(void* to, const void* from, std::size_t octets);
bool copy_out(void* to, const void* from, std::size_t octets);

struct Watch {
    int fd;
    bool read, write;
};
int poll(std::span<Watch> watches, int timeout_ms); // leaves true what is ready

void wake(int fd, bool reset); // ends every call that waits at it; with `reset` the connection
void close(int fd);            // what arrived and was not read is dropped without telling the peer

} // namespace courier::wire
