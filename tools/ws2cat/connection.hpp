// Tool ws2cat: from a protocol name and an address to a connected socket.
#pragma once

#include "common/address.hpp"
#include "ws2cat/events.hpp"
#include "ws2cat/options.hpp"

#include <optional>
#include <span>
#include <utility>
#include <vector>
#include <winsock2.h>

namespace ws2cat {

// Owns a socket handle.
class Socket {
public:
    explicit Socket(SOCKET handle = INVALID_SOCKET) : handle_(handle) {}
    Socket(Socket&& other) noexcept : handle_(std::exchange(other.handle_, INVALID_SOCKET)) {}
    Socket& operator=(Socket&& other) noexcept {
        std::swap(handle_, other.handle_);
        return *this;
    }
    ~Socket() { close(); }

    SOCKET get() const { return handle_; }
    void close() {
        if (handle_ != INVALID_SOCKET)
            closesocket(std::exchange(handle_, INVALID_SOCKET));
    }

private:
    SOCKET handle_;
};

struct Connection {
    Socket socket;
    WSAPROTOCOL_INFOW protocol{};
    // A datagram listener's peer. Its socket is not connected to it: connecting would drop what the
    // peer has sent meanwhile.
    std::optional<tools::Endpoint> peer;
};

// The catalog's entries that the options allow, the best first. Throws UsageError for a name that
// the catalog does not have.
std::vector<WSAPROTOCOL_INFOW> choose_protocols(std::span<const WSAPROTOCOL_INFOW> catalog,
                                                const Options& options);

// These report what they do to `events` and throw CallFailed.
Connection connect_to(const Options& options, std::span<const WSAPROTOCOL_INFOW> protocols,
                      Events& events);

class Listener {
public:
    Listener(const Options& options, std::span<const WSAPROTOCOL_INFOW> protocols, Events& events);

    // The next peer; for datagrams the sender of the next datagram, which stays to be read.
    Connection accept(const Options& options, Events& events);

private:
    Socket open_datagram_socket(const Options& options) const;

    Socket socket_;
    WSAPROTOCOL_INFOW protocol_{};
    tools::Endpoint bound_;
};

} // namespace ws2cat
