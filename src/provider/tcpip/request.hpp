// Room provider_tcpip: one overlapped operation on its way through the engine (ws2io.h), and where
// such come from: a free list, so that a program in its stride costs no allocation.
#pragma once

#include "provider/tcpip/socket_state.hpp"

#include <array>
#include <cstddef>
#include <ws2io.h>
#include <ws2spi.h>

namespace ws2::provider::tcpip {

// How the program wants to hear of the end.
struct Indication {
    LPWSAOVERLAPPED overlapped = nullptr;
    LPWSAOVERLAPPED_COMPLETION_ROUTINE routine = nullptr;
    LPWSATHREADID thread = nullptr;
};

struct SocketOperation : ws2io_operation {
    // Outlives the operation's `finish`: a descriptor is closed behind ws2io_close, which waits for
    // it.
    SocketState* socket;
};

struct Request : SocketOperation {
    union {
        LPINT name_size;   // receives: where the program wants the sender's address' size
        LPWSAMSG message;  // WSARecvMsg's
        Request* follower; // connects: what is sent first
        Request* next;     // in the free list
    };
    struct Extra* extra;                       // what there is no room for
    alignas(8) std::array<std::byte, 48> room; // a copied address, then buffers

    // Copies the program's array (not what it points at). False if there is no memory.
    bool take_buffers(const WSABUF* from, DWORD count) noexcept;
    // Copies an address. To be called before take_buffers.
    // False if there is no memory.
    bool take_name(const void* from, int size) noexcept;
    // Room for the pieces of WS2IO_SEND_PACKETS; null if there is no memory.
    ws2io_packet* make_packets(DWORD count) noexcept;
    // Copies control data that is to be sent. False if there is no memory.
    bool take_control(const WSABUF& from) noexcept;

private:
    // Memory that goes with the request; null if there is none.
    void* more_room(std::size_t size) noexcept;
};
static_assert(sizeof(Request) <= 232); // times the number of pending operations

// A blank request, or null if there is no memory. Neither `socket` nor `indication` is judged.
Request* new_request(SocketState& socket, int kind, const Indication& indication) noexcept;
void free_request(Request& request) noexcept;
inline void free_request(ws2io_operation* operation) noexcept {
    free_request(*static_cast<Request*>(operation));
}

// The engine may be asked to work on this socket from now on, and the close knows. False if the
// socket is closing.
inline bool engage(SocketState& socket) noexcept {
    if (socket.has(status::engaged)) [[likely]]
        return true;
    socket.set(status::engaged); // before the look at `references`, which close does the other way
    return !socket.closing();
}

// Submits. 0: done. WSA_IO_PENDING: under way. Else it failed and nothing will be indicated. But
// for WSA_IO_PENDING the request is still the caller's, with its results.
int submit(Request& request) noexcept;

// The same for a caller that has no OVERLAPPED and waits, for `timeout_ms` at most (0 for ever).
// The request is gone afterwards. The code, WSAETIMEDOUT or, if the socket was closed meanwhile,
// WSAEINTR.
int run(Request& request, std::uint32_t timeout_ms, DWORD* transferred) noexcept;

// For `finish`: an operation that the last WSPCleanup ends is not indicated.
inline void end_quietly_at_cleanup(SocketOperation& request) noexcept {
    if (request.error != 0 && request.socket->has(status::silent))
        request.overlapped = nullptr;
}

} // namespace ws2::provider::tcpip
