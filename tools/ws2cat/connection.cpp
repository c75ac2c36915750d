#include "ws2cat/connection.hpp"

#include "common/catalog.hpp"
#include "common/failure.hpp"
#include "ws2cat/transport.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <ws2spi.h>

namespace ws2cat {
namespace {

using tools::CallFailed;
using tools::Endpoint;
using tools::UsageError;

constexpr std::size_t connect_data_octets_max = 4096;

Socket open_socket(const WSAPROTOCOL_INFOW& protocol, const Options& options) {
    WSAPROTOCOL_INFOW info = protocol;
    Socket socket(WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info, 0,
                             WSA_FLAG_OVERLAPPED));
    if (socket.get() == INVALID_SOCKET)
        throw CallFailed("WSASocket", WSAGetLastError());
    set_guard(socket.get(), protocol, options);
    return socket;
}

void check(int result, const char* call) {
    if (result == SOCKET_ERROR)
        throw CallFailed(call, WSAGetLastError());
}

WSABUF as_buffer(std::string& data) {
    return {static_cast<u_long>(data.size()), data.data()};
}

Endpoint name_of(SOCKET socket) {
    Endpoint endpoint;
    endpoint.length = sizeof endpoint.storage;
    check(getsockname(socket, endpoint.address(), &endpoint.length), "getsockname");
    return endpoint;
}

// Every socket address of the options' ADDRESS with the protocol that reaches it. A host that has
// none in a protocol's family is no error as long as another protocol has one.
std::vector<std::pair<Endpoint, WSAPROTOCOL_INFOW>>
candidates(const Options& options, std::span<const WSAPROTOCOL_INFOW> protocols) {
    std::vector<std::pair<Endpoint, WSAPROTOCOL_INFOW>> found;
    std::optional<CallFailed> failure;
    for (const WSAPROTOCOL_INFOW& protocol : protocols) {
        try {
            for (const Endpoint& endpoint : tools::resolve(options.address, protocol))
                found.emplace_back(endpoint, protocol);
        } catch (const CallFailed& error) {
            failure = failure ? failure : error;
        }
    }
    if (found.empty())
        throw failure ? *failure : CallFailed("getaddrinfo", WSAHOST_NOT_FOUND);
    return found;
}

void bind_own_selector(SOCKET socket, const Options& options, const Endpoint& to,
                       const WSAPROTOCOL_INFOW& protocol) {
    if (!options.own_selector)
        return;
    const bool v6 = tools::format_endpoint(to, protocol).find('[') != std::string::npos;
    const tools::Address own{*options.own_selector, v6 ? "::" : "0.0.0.0", "0"};
    const Endpoint from = tools::resolve(own, protocol).front();
    check(bind(socket, from.address(), from.length), "bind");
}

// 0 or the code; `answer` is the connect data of the one called.
int call(SOCKET socket, const Endpoint& to, const Options& options, std::string& answer) {
    if (!options.connect_data)
        return connect(socket, to.address(), to.length) == 0 ? 0 : WSAGetLastError();
    std::string request = *options.connect_data;
    answer.resize(connect_data_octets_max);
    WSABUF caller = as_buffer(request);
    WSABUF callee = as_buffer(answer);
    if (WSAConnect(socket, to.address(), to.length, &caller, &callee, nullptr, nullptr) != 0)
        return WSAGetLastError();
    answer.resize(callee.len);
    return 0;
}

Connection connect_one(const Options& options, const Endpoint& to,
                       const WSAPROTOCOL_INFOW& protocol, Events& events) {
    Connection connection{open_socket(protocol, options), protocol, std::nullopt};
    const SOCKET socket = connection.socket.get();
    bind_own_selector(socket, options, to, protocol);
    std::string answer;
    const int code = call(socket, to, options, answer);
    if (code != 0) {
        tell_reason(socket, protocol, events);
        throw CallFailed(options.connect_data ? "WSAConnect" : "connect", code);
    }
    events.connected(tools::format_endpoint(to, protocol), tools::protocol_name(protocol), answer);
    tell_guard(socket, protocol, events);
    return connection;
}

// What the condition function of an accept works with.
struct Answer {
    std::string request; // the caller's connect data
    std::string own;     // ours
    bool too_long = false;
};

int CALLBACK accept_with_data(LPWSABUF, LPWSABUF caller, LPQOS, LPQOS, LPWSABUF, LPWSABUF callee,
                              GROUP*, DWORD_PTR context) {
    auto& answer = *reinterpret_cast<Answer*>(context);
    if (caller != nullptr && caller->buf != nullptr)
        answer.request.assign(caller->buf, caller->len);
    const bool room = callee != nullptr && callee->buf != nullptr;
    if (!answer.own.empty() && (!room || callee->len < answer.own.size())) {
        answer.too_long = true;
        return CF_REJECT;
    }
    if (room) {
        std::ranges::copy(answer.own, callee->buf);
        callee->len = static_cast<u_long>(answer.own.size());
    }
    return CF_ACCEPT;
}

// What --tls makes of a protocol's name.
std::string guarded_name(const std::string& plain) {
    constexpr const char* guarded = "itot-tp2-tls";
    if (plain.empty() || plain == "itot-tp2" || plain == guarded)
        return guarded;
    throw UsageError(fmt::format("--tls goes with itot-tp2, not with '{}'", plain));
}

} // namespace

std::vector<WSAPROTOCOL_INFOW> choose_protocols(std::span<const WSAPROTOCOL_INFOW> catalog,
                                                const Options& options) {
    std::vector<WSAPROTOCOL_INFOW> chosen;
    const std::string name = options.tls ? guarded_name(options.protocol) : options.protocol;
    if (!name.empty()) {
        chosen = tools::find_protocols(catalog, name);
        if (chosen.empty())
            throw UsageError(tools::unknown_protocol(catalog, name));
    } else { // the first entry of each family, as WSASocket would find it
        for (const int family : {AF_INET, AF_INET6}) {
            const auto first = std::ranges::find_if(catalog, [family](const auto& entry) {
                return entry.iAddressFamily == family && entry.iSocketType == SOCK_STREAM &&
                       entry.iProtocol == IPPROTO_TCP && (entry.dwProviderFlags & PFL_HIDDEN) == 0;
            });
            if (first != catalog.end())
                chosen.push_back(*first);
        }
        if (chosen.empty())
            throw UsageError("the catalog has no TCP protocol; choose one with --protocol");
    }
    const bool selectors = std::ranges::any_of(
        chosen, [](const auto& entry) { return entry.iAddressFamily == AF_ISO; });
    if (!selectors && (!options.address.selector.empty() || options.own_selector))
        throw UsageError("only the itot protocols have transport selectors (TSEL@, --tsel)");
    return chosen;
}

Connection connect_to(const Options& options, std::span<const WSAPROTOCOL_INFOW> protocols,
                      Events& events) {
    std::optional<CallFailed> failure;
    for (const auto& [endpoint, protocol] : candidates(options, protocols)) {
        try {
            return connect_one(options, endpoint, protocol, events);
        } catch (const CallFailed& error) {
            failure = error;
        }
    }
    throw *failure;
}

Listener::Listener(const Options& options, std::span<const WSAPROTOCOL_INFOW> protocols,
                   Events& events) {
    const auto [endpoint, protocol] = candidates(options, protocols).front();
    protocol_ = protocol;
    bound_ = endpoint;
    if (tools::is_datagram(protocol_)) {
        socket_ = open_datagram_socket(options);
    } else {
        socket_ = open_socket(protocol_, options);
        check(bind(socket_.get(), bound_.address(), bound_.length), "bind");
        check(listen(socket_.get(), SOMAXCONN), "listen");
    }
    bound_ = name_of(socket_.get());
    events.listening(tools::format_endpoint(bound_, protocol_), tools::protocol_name(protocol_));
}

Socket Listener::open_datagram_socket(const Options& options) const {
    Socket socket = open_socket(protocol_, options);
    check(bind(socket.get(), bound_.address(), bound_.length), "bind");
    return socket;
}

Connection Listener::accept(const Options& options, Events& events) {
    Endpoint peer;
    peer.length = sizeof peer.storage;
    Answer answer;
    Connection connection;
    connection.protocol = protocol_;
    if (tools::is_datagram(protocol_)) {
        if (socket_.get() == INVALID_SOCKET)
            socket_ =
                open_datagram_socket(options); // the last one went away connected to the last peer
        char octet = 0;
        const int count =
            recvfrom(socket_.get(), &octet, 1, MSG_PEEK, peer.address(), &peer.length);
        if (count == SOCKET_ERROR && WSAGetLastError() != WSAEMSGSIZE)
            throw CallFailed("recvfrom", WSAGetLastError());
        connection.socket = std::move(socket_);
        connection.peer = peer;
    } else {
        answer.own = options.connect_data.value_or("");
        const bool ask = options.connect_data || tools::has_connect_data(protocol_);
        do { // a caller that went away again while it waited is no reason to stop
            peer.length = sizeof peer.storage;
            connection.socket = Socket(WSAAccept(socket_.get(), peer.address(), &peer.length,
                                                 ask ? accept_with_data : nullptr,
                                                 reinterpret_cast<DWORD_PTR>(&answer)));
        } while (connection.socket.get() == INVALID_SOCKET && WSAGetLastError() == WSAECONNRESET);
        if (answer.too_long)
            throw CallFailed("WSAAccept",
                             tools::has_connect_data(protocol_) ? WSAEFAULT : WSAEPROTONOSUPPORT);
        if (connection.socket.get() == INVALID_SOCKET)
            throw CallFailed("WSAAccept", WSAGetLastError());
        if (!options.keep_listening)
            socket_.close(); // one connection: whoever comes later is refused at once
    }
    events.connected(tools::format_endpoint(peer, protocol_), tools::protocol_name(protocol_),
                     answer.request);
    tell_guard(connection.socket.get(), protocol_, events);
    return connection;
}

} // namespace ws2cat
