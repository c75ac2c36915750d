// Tool ws2cat: one connection's life: standard input to the peer, the peer to standard output, both
// at once, and a graceful end.
#pragma once

#include "ws2cat/carrier.hpp"
#include "ws2cat/connection.hpp"
#include "ws2cat/events.hpp"
#include "ws2cat/input.hpp"
#include "ws2cat/options.hpp"

#include <atomic>
#include <stop_token>
#include <thread>
#include <string>

namespace ws2cat {

// Sending is done on the caller's thread, receiving on one of its own. Our end:
// - standard input ended: WSASendDisconnect, with the data that was asked for;
// - a provider without that call: the error is reported if data was to go with it, and shutdown
// ends
//   our side so that the peer is not left waiting.
// After that the peer's end is awaited, but for --send-only on protocols that end each way alone.
class Exchange {
public:
    // `input` is nullptr for --recv-only. Throws CallFailed.
    Exchange(Connection connection, const Options& options, Input* input, Events& events);

    // Returns when the connection is over and closed; errors went to the events.
    void run();

private:
    void receive_all(std::stop_source& sending);
    void receive_expedited();
    void send_expedited();
    DWORD receive_timeout_ms() const;
    int receive(WSABUF& part, DWORD& count);
    void peer_ended(int code, std::stop_source& sending);
    std::string disconnect_data_of_peer();
    void send_all(std::stop_token stop);
    bool send_piece(const Piece& piece);
    int send(WSABUF& part, DWORD& count, DWORD flags);
    void end_sending();
    bool write_output(const char* bytes, std::size_t count);

    Connection connection_;
    const SOCKET socket_; // the handle, for the receiving thread while ours closes it
    const std::unique_ptr<Carrier> carrier_;
    const std::unique_ptr<Operation> receiving_;
    const std::unique_ptr<Operation> sending_;
    const Options& options_;
    Input* const input_;
    Events& events_;
    std::atomic<bool> leaving_ = false; // we close without waiting for the peer
    std::atomic<bool> peer_has_ended_ = false;
    std::thread expedited_; // joined by the receiving thread, or when that is over
};

} // namespace ws2cat
