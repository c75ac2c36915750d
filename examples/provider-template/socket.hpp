// Courier, the example provider: the state of a socket, and finding it by its handle.
#pragma once

#include "wire.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>
#include <ws2spi.h>

namespace courier {

// The handle of a socket is its descriptor (XP1_IFS_HANDLES). The last reference closes it, so the
// number is free only when no call uses it any more.
struct Socket {
    explicit Socket(int descriptor) : fd(descriptor) {}
    ~Socket() {
        if (const int caller = deferred.exchange(-1); caller >= 0)
            wire::close(caller);
        wire::close(fd);
    }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;

    const int fd;
    std::mutex receiving;   // one receive at a time; guards what follows
    std::vector<char> rest; // of a message that did not fit, or was looked at
    bool has_rest = false;
    bool rest_goes_on = false;
    std::vector<char> disconnect_data;

    std::atomic<int> end = 0; // 0, or what receives give once the packets are read
    std::atomic<bool> bound = false, listening = false, connected = false;
    std::atomic<bool> waits = true, send_closed = false, receive_closed = false, closed = false;
    std::atomic<u_short> port = 0, peer_port = 0;                 // in host order
    std::atomic<int> send_timeout_ms = 0, receive_timeout_ms = 0; // 0: none
    std::atomic<bool> lingers = false;
    std::atomic<u_short> linger_s = 0;
    std::atomic<int> switches = 0;  // options that only read back: the bits of `switch_of`
    std::atomic<int> deferred = -1; // a caller that a condition function has put off
    std::atomic<int> buffers[2] = {65536, 65536}; // SO_SNDBUF, SO_RCVBUF: read back alone

    int sending_ms() const {
        return waits ? (send_timeout_ms > 0 ? send_timeout_ms.load() : -1) : 0;
    }
    int receiving_ms() const {
        return waits ? (receive_timeout_ms > 0 ? receive_timeout_ms.load() : -1) : 0;
    }
    // What a call that was refused by the wire with -EAGAIN says.
    int would_wait() const { return waits ? WSAETIMEDOUT : WSAEWOULDBLOCK; }
    void take_options_of(const Socket& listener);
};

using SocketRef = std::shared_ptr<Socket>;

// Makes the socket known to Ws2 and to find(). INVALID_SOCKET and *error if that fails.
SOCKET publish(SocketRef socket, int* error);
SocketRef find(SOCKET handle); // looks up and takes a reference in one step
SocketRef withdraw(SOCKET handle);

// What WSPStartup was given; counted by start and stop.
void start(const WSAPROTOCOL_INFOW& entry, const WSPUPCALLTABLE& upcalls);
bool stop(); // false: it was not started
WSAPROTOCOL_INFOW own_entry();

int code_of(int negative_errno); // the Windows Sockets code

// Tells the peer of the end, with data; never waits (ending.cpp).
void say_goodbye(const Socket& socket, std::vector<char> data);

// The shape of every slot: no exception leaves it, failure is SOCKET_ERROR with a code.
int answer(int code, int* error);
int with_socket(SOCKET handle, int* error, const std::function<int(Socket&)>& call);

} // namespace courier
