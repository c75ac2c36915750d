// Room provider_itot: being called.
#include "provider/itot/runtime.hpp"
#include "provider/itot/slots.hpp"
#include "provider/itot/socket.hpp"

#include <array>
#include <cstring>

namespace ws2::provider::itot::slot {
namespace {

struct Condition {
    LPCONDITIONPROC ask;
    DWORD_PTR context;
};

// Everything about one request that the condition function and the new socket need.
struct Caller {
    Link::Request request;
    Address peer;
    Address local;
    std::array<char, codec::max_connect_data> answer{};
    std::size_t answer_size = 0;
};

int ask_condition(const Condition& condition, Caller& caller, int& verdict) {
    SOCKADDR_TP peer = to_sockaddr(caller.peer);
    SOCKADDR_TP local = to_sockaddr(caller.local);
    WSABUF caller_id{sizeof peer, reinterpret_cast<char*>(&peer)};
    WSABUF callee_id{sizeof local, reinterpret_cast<char*>(&local)};
    WSABUF caller_data{static_cast<ULONG>(caller.request.data.size()),
                       reinterpret_cast<char*>(caller.request.data.data())};
    WSABUF callee_data{static_cast<ULONG>(caller.answer.size()), caller.answer.data()};
    GROUP group = 0;
    verdict = condition.ask(&caller_id, caller.request.has_data ? &caller_data : nullptr, nullptr,
                            nullptr, &callee_id, &callee_data, &group, condition.context);
    if (verdict != CF_ACCEPT)
        return 0;
    if (callee_data.len > caller.answer.size())
        return WSAEFAULT;
    // An untouched capacity is no answer of 32 octets.
    if (callee_data.len != caller.answer.size() || callee_data.buf != caller.answer.data() ||
        caller.answer != std::array<char, codec::max_connect_data>{}) {
        if (callee_data.len != 0)
            std::memmove(caller.answer.data(), callee_data.buf, callee_data.len);
        caller.answer_size = callee_data.len;
    }
    return 0;
}

void write_peer(const Address& peer, sockaddr* address, LPINT size) {
    if (address == nullptr || size == nullptr)
        return;
    const SOCKADDR_TP tp = to_sockaddr(peer);
    std::memcpy(address, &tp, sizeof tp);
    *size = address_size;
}

// A socket like its listener, for a request that is about to be accepted.
std::shared_ptr<Socket> make_socket(Socket& listening, const Caller& caller,
                                    const std::shared_ptr<Link>& link) {
    auto socket = std::make_shared<Socket>(listening.shared_info(), listening.overlapped());
    const std::lock_guard lock(listening.mutex);
    socket->options = listening.options;
    socket->local = caller.local;
    socket->peer = caller.peer;
    socket->link_ = link;
    socket->received_connect_data = caller.request.data;
    return socket;
}

int accept_request(Socket& listening, const std::shared_ptr<Link>& link, Caller& caller,
                   std::shared_ptr<Socket>& accepted) {
    const auto socket = make_socket(listening, caller, link);
    if (const int code = Socket::open(socket); code != 0) {
        link->refuse(codec::Reason::remote_congestion);
        return code;
    }
    Octets data(reinterpret_cast<const std::uint8_t*>(caller.answer.data()), caller.answer_size);
    if (data.empty())
        data = socket->options.connect_data; // what SO_CONNDATA says to every caller
    const int code = link->accept(listening.settings().profile, data);
    if (code != 0) {
        (void)socket->retire();
        return code;
    }
    socket->take_after(listening);
    accepted = socket;
    return 0;
}

int take_request(Socket& listening, Listener& listener, const std::shared_ptr<Link>& link,
                 const Condition& condition, Caller& caller, std::shared_ptr<Socket>& accepted) {
    int verdict = CF_ACCEPT;
    if (condition.ask != nullptr)
        if (const int code = ask_condition(condition, caller, verdict); code != 0) {
            listener.defer(link);
            return code;
        }
    switch (verdict) {
    case CF_ACCEPT: return accept_request(listening, link, caller, accepted);
    case CF_REJECT: link->refuse(codec::Reason::normal); return WSAECONNREFUSED;
    case CF_DEFER: listener.defer(link); return WSATRY_AGAIN;
    default: listener.defer(link); return WSAEINVAL;
    }
}

int accept_next(Socket& listening, const Condition& condition, sockaddr* address, LPINT size,
                std::shared_ptr<Socket>& accepted) {
    if (address != nullptr && (size == nullptr || *size < address_size))
        return WSAEFAULT;
    const std::shared_ptr<Listener> listener = listening.listener();
    if (!listener)
        return WSAEINVAL;
    while (true) {
        std::shared_ptr<Link> link;
        bool deferred = false;
        if (const int code = listener->next(listening.patience(0), link, deferred); code != 0)
            return code;
        std::optional<Link::Request> request = link->request();
        if (!request && deferred)
            return WSAEACCES;
        if (!request)
            continue; // withdrawn in this moment
        Caller caller;
        caller.request = std::move(*request);
        caller.peer = {caller.request.calling_selector, link->peer()};
        caller.local = {caller.request.called_selector, link->local()};
        const int code = take_request(listening, *listener, link, condition, caller, accepted);
        if (code == 0 || condition.ask != nullptr) {
            write_peer(caller.peer, address, size);
            return code;
        }
        if (code != WSAECONNREFUSED && code != WSAECONNRESET)
            return code;
        // The classes did not fit, or the caller left: no concern of the program.
    }
}

} // namespace

SOCKET WSPAPI accept(SOCKET s, sockaddr* address, LPINT size, LPCONDITIONPROC condition,
                     DWORD_PTR context, LPINT error) {
    std::shared_ptr<Socket> accepted;
    const int result = answer(error, [&] {
        return with_socket(s, [&](Socket& socket) {
            const int code = accept_next(socket, {condition, context}, address, size, accepted);
            if (code != WSATRY_AGAIN)
                socket.reenable(FD_ACCEPT); // even if it failed
            return code;
        });
    });
    return result == 0 ? accepted->handle() : INVALID_SOCKET;
}

} // namespace ws2::provider::itot::slot
