#include "ws2cat/exchange.hpp"

#include "common/catalog.hpp"
#include "ws2cat/transport.hpp"

#include <cstdio>
#include <cstring>
#include <thread>
#include <utility>
#include <vector>

namespace ws2cat {
namespace {

constexpr std::size_t receive_octets = 65536;         // no datagram is longer
constexpr std::size_t expedited_octets = 4096;        // likewise
constexpr std::size_t disconnect_data_octets = 65536; // no protocol carries as much

bool means_no_such_call(int code) {
    return code == WSASYSCALLFAILURE || code == WSAEOPNOTSUPP || code == WSAENOPROTOOPT;
}

} // namespace

Exchange::Exchange(Connection connection, const Options& options, Input* input, Events& events)
    : connection_(std::move(connection)), socket_(connection_.socket.get()),
      carrier_(make_carrier(options.mode, socket_)), receiving_(carrier_->make_operation()),
      sending_(carrier_->make_operation()), options_(options), input_(input), events_(events) {}

void Exchange::run() {
    const DWORD wait_ms = receive_timeout_ms();
    if (wait_ms != INFINITE) { // overlapped calls do not heed it
        setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, reinterpret_cast<const char*>(&wait_ms),
                   sizeof wait_ms);
    }
    if (options_.expedited_data)
        send_expedited();
    std::stop_source sending;
    if (tools::keeps_messages(connection_.protocol) &&
        tools::has_expedited_data(connection_.protocol))
        expedited_ = std::thread([this] { receive_expedited(); });
    std::thread receiver([this, &sending] { receive_all(sending); });
    if (input_ != nullptr)
        send_all(sending.get_token());
    if (leaving_)
        connection_.socket.close(); // ends a receive that still waits
    receiver.join();
    if (input_ == nullptr && options_.disconnect_data)
        end_sending(); // nothing but the peer's end is the time to say goodbye
    leaving_ = true;
    connection_.socket.close();
    if (expedited_.joinable())
        expedited_.join();
}

// Beside everything else, until the connection ends.
void Exchange::receive_expedited() {
    std::string data(expedited_octets, '\0');
    while (true) {
        WSABUF part{static_cast<u_long>(data.size()), data.data()};
        DWORD count = 0;
        DWORD flags = MSG_OOB;
        if (WSARecv(socket_, &part, 1, &count, &flags, nullptr, nullptr) == 0)
            events_.expedited(std::string_view(data).substr(0, count));
        else if (WSAGetLastError() != WSAETIMEDOUT || peer_has_ended_ || leaving_)
            return;
    }
}

void Exchange::send_expedited() {
    std::string data = *options_.expedited_data;
    WSABUF part{static_cast<u_long>(data.size()), data.data()};
    DWORD count = 0;
    if (WSASend(socket_, &part, 1, &count, MSG_OOB, nullptr, nullptr) == SOCKET_ERROR)
        events_.error("WSASend(MSG_OOB)", WSAGetLastError());
}

void Exchange::receive_all(std::stop_source& sending) {
    std::vector<char> buffer(receive_octets);
    const bool datagrams = tools::is_datagram(connection_.protocol);
    const bool messages = tools::keeps_messages(connection_.protocol);
    for (;;) {
        WSABUF part{static_cast<u_long>(buffer.size()), buffer.data()};
        DWORD count = 0;
        if (const int code = receive(part, count); code != 0) {
            if (leaving_)
                return;
            if (datagrams && code == WSAECONNRESET)
                continue; // an earlier datagram met a closed port; that ends nothing
            peer_ended(code, sending);
            return;
        }
        if (count == 0 && !messages) {
            peer_ended(0, sending);
            return;
        }
        if (!options_.send_only && !write_output(buffer.data(), count)) {
            sending.request_stop();
            return;
        }
    }
}

DWORD Exchange::receive_timeout_ms() const {
    return options_.wait_s != 0 ? static_cast<DWORD>(options_.wait_s * 1000) : INFINITE;
}

// The next octets or message from our peer; 0 or the code.
int Exchange::receive(WSABUF& part, DWORD& count) {
    DWORD flags = 0;
    if (!connection_.peer) {
        const int result =
            WSARecv(socket_, &part, 1, &count, &flags, receiving_->overlapped(), nullptr);
        return receiving_->finish(result, count, flags, receive_timeout_ms());
    }
    tools::Endpoint from;
    do {
        flags = 0;
        from.length = sizeof from.storage;
        const int result = WSARecvFrom(socket_, &part, 1, &count, &flags, from.address(),
                                       &from.length, receiving_->overlapped(), nullptr);
        if (const int code = receiving_->finish(result, count, flags, receive_timeout_ms()))
            return code;
    } while (std::memcmp(&from.storage, &connection_.peer->storage,
                         static_cast<std::size_t>(connection_.peer->length)) != 0);
    return 0;
}

int Exchange::send(WSABUF& part, DWORD& count, DWORD flags) {
    LPWSAOVERLAPPED overlapped = sending_->overlapped();
    const int result =
        connection_.peer ? WSASendTo(socket_, &part, 1, &count, flags, connection_.peer->address(),
                                     connection_.peer->length, overlapped, nullptr)
                         : WSASend(socket_, &part, 1, &count, flags, overlapped, nullptr);
    return sending_->finish(result, count, flags, INFINITE);
}

// The receiving thread's last step. A connection that ends one way at a time goes on with our way
// until standard input ends; any other is over now.
void Exchange::peer_ended(int code, std::stop_source& sending) {
    peer_has_ended_ = true;
    if (code == WSAETIMEDOUT && options_.wait_s != 0) {
        sending.request_stop(); // --wait ran out: as asked
        return;
    }
    if (expedited_.joinable())
        expedited_.join(); // behind what has arrived, which WSARecvDisconnect would give up
    const int error = code == WSAEDISCON ? 0 : code;
    if (error != 0)
        tell_reason(socket_, connection_.protocol, events_);
    events_.disconnected(error, disconnect_data_of_peer());
    if (error != 0 || !tools::ends_each_way_alone(connection_.protocol))
        sending.request_stop();
}

std::string Exchange::disconnect_data_of_peer() {
    if (!tools::has_disconnect_data(connection_.protocol))
        return {};
    std::string data(disconnect_data_octets, '\0');
    WSABUF buffer{static_cast<u_long>(data.size()), data.data()};
    if (WSARecvDisconnect(socket_, &buffer) == SOCKET_ERROR)
        return {}; // a broken connection brings none
    data.resize(buffer.len);
    return data;
}

void Exchange::send_all(std::stop_token stop) {
    for (;;) {
        const Piece piece = input_->next(stop);
        if (piece.kind == Piece::Kind::stopped)
            return;
        if (piece.kind == Piece::Kind::failed)
            events_.error_text("standard input cannot be read");
        if (piece.kind != Piece::Kind::data)
            break;
        if (!send_piece(piece))
            return;
    }
    end_sending();
    const bool one_way = tools::is_datagram(connection_.protocol) ||
                         tools::ends_each_way_alone(connection_.protocol);
    if (options_.send_only && one_way)
        leaving_ = true;
}

bool Exchange::send_piece(const Piece& piece) {
    const bool messages = tools::keeps_messages(connection_.protocol);
    const bool partial = piece.more && tools::has_partial_messages(connection_.protocol);
    std::string bytes = piece.bytes;
    std::size_t done = 0;
    do {
        WSABUF part{static_cast<u_long>(bytes.size() - done), bytes.data() + done};
        DWORD count = 0;
        if (const int code = send(part, count, partial ? MSG_PARTIAL : 0); code != 0) {
            events_.error("WSASend", code);
            return false;
        }
        done += count;
    } while (!messages && done < bytes.size());
    return true;
}

void Exchange::end_sending() {
    if (tools::is_datagram(connection_.protocol) && !options_.disconnect_data)
        return; // there is no connection to end
    std::string data = options_.disconnect_data.value_or("");
    WSABUF buffer{static_cast<u_long>(data.size()), data.data()};
    if (WSASendDisconnect(socket_, options_.disconnect_data ? &buffer : nullptr) != SOCKET_ERROR)
        return;
    const int code = WSAGetLastError();
    if (!options_.disconnect_data && means_no_such_call(code))
        events_.ended_by_shutdown(code);
    else if (options_.disconnect_data || !peer_has_ended_)
        events_.error("WSASendDisconnect", code);
    if (shutdown(socket_, SD_SEND) == SOCKET_ERROR && !peer_has_ended_) {
        events_.error("shutdown", WSAGetLastError());
        leaving_ = true; // the peer would wait for our end, and we for its
    }
}

bool Exchange::write_output(const char* bytes, std::size_t count) {
    if (std::fwrite(bytes, 1, count, stdout) == count && std::fflush(stdout) == 0)
        return true;
    events_.error_text("standard output cannot be written");
    return false;
}

} // namespace ws2cat
