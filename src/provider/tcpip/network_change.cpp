#include "provider/tcpip/network_change.hpp"

#include "kernel/interface.hpp"
#include "kernel/network_watch.hpp"
#include "provider/tcpip/notification.hpp"
#include "provider/tcpip/outcome.hpp"
#include "provider/tcpip/post.hpp"
#include "provider/tcpip/socket_table.hpp"

#include <list>
#include <mutex>
#include <string>
#include <ws2tcpip.h>

namespace ws2::provider::tcpip {
namespace {

constexpr std::uint32_t choice_of(LONG event) noexcept {
    return event == FD_ADDRESS_LIST_CHANGE ? choice::awaits_addresses : choice::awaits_route;
}

// What somebody waits to see changed. Either a request of the engine's, or a socket's event.
struct Awaited {
    LONG event;
    int family;
    std::string destination; // of a route
    std::string before;
    SocketState* socket; // may be another's by now
    int descriptor;
    Request* request; // null: the network event
};

// A route's is its local address, empty if there is none.
std::string state_of(const Awaited& awaited) {
    if (awaited.event == FD_ROUTING_INTERFACE_CHANGE) {
        const auto local = kernel::route_to(awaited.destination.data(),
                                            static_cast<int>(awaited.destination.size()));
        return local ? std::string(reinterpret_cast<const char*>(local.value.octets),
                                   local.value.size)
                     : std::string();
    }
    return kernel::addresses_now(awaited.family);
}

// Never destroyed: the watch outlives everything.
struct Waiting {
    std::mutex mutex;
    std::list<Awaited> list; // guarded by the mutex
};

Waiting& waiting() {
    static Waiting* const one = new Waiting;
    return *one;
}

std::list<Awaited> all_awaited() {
    Waiting& all = waiting();
    const std::lock_guard lock(all.mutex);
    return all.list;
}

template<typename Unwanted>
void take_out(Unwanted unwanted) noexcept {
    Waiting& all = waiting();
    const std::lock_guard lock(all.mutex);
    all.list.remove_if(unwanted);
}

bool is_event_of(const Awaited& each, const SocketState* socket) {
    return each.request == nullptr && each.socket == socket;
}

void tell(const Awaited& changed) {
    if (changed.request != nullptr) {
        ws2io_complete(changed.descriptor, changed.request, 0); // `finish` takes it out
        return;
    }
    take_out([&](const Awaited& each) {
        return is_event_of(each, changed.socket) && each.event == changed.event;
    });
    const SocketReference socket(sockets.acquire(*changed.socket));
    const std::uint32_t bit = choice_of(changed.event);
    if (socket && (socket->kept.fetch_and(~bit) & bit) != 0)
        report(*socket, changed.event, 0);
}

// In the watch's thread, and after a request was started while a change came.
void look_for_changes() {
    try {
        for (const Awaited& each : all_awaited())
            if (state_of(each) != each.before)
                tell(each);
    } catch (const std::bad_alloc&) {
        // The next change is another chance.
    }
}

void finish_request(ws2io_operation* operation) noexcept {
    Request& request = *static_cast<Request*>(operation);
    take_out([&](const Awaited& each) { return each.request == &request; });
    end_quietly_at_cleanup(request);
}

void add(const Awaited& awaited) {
    Waiting& all = waiting();
    const std::lock_guard lock(all.mutex);
    all.list.push_back(awaited);
}

// The address that a route is asked for: 0 or a code.
int read_destination(const SocketState& socket, const IoctlBuffers& buffers, std::string& out) {
    const int size = socket.address_size();
    if (buffers.in == nullptr || buffers.in_size < static_cast<DWORD>(size))
        return WSAEFAULT;
    if (kernel::family_of(buffers.in, size) != socket.address_family)
        return WSAEAFNOSUPPORT;
    out.assign(static_cast<const char*>(buffers.in), static_cast<std::size_t>(size));
    return 0;
}

} // namespace

int await_change(SocketState& socket, LONG event, const IoctlBuffers& buffers, LPDWORD returned,
                 const Indication* indication, LPINT lpErrno) {
    Awaited awaited{event, socket.address_family, {}, {}, &socket, socket.descriptor, nullptr};
    if (socket.local())
        return fail(lpErrno, WSAEOPNOTSUPP);
    if (event == FD_ROUTING_INTERFACE_CHANGE)
        if (const int code = read_destination(socket, buffers, awaited.destination))
            return fail(lpErrno, code);
    if (!kernel::watch_network(look_for_changes))
        return fail(lpErrno, WSAENOBUFS);
    awaited.before = state_of(awaited);
    if (indication == nullptr && socket.has(status::non_blocking)) {
        const std::uint32_t bit = choice_of(event);
        if ((socket.kept.fetch_or(bit) & bit) == 0)
            add(awaited);
        note_call(socket, event);
        look_for_changes();
        return fail(lpErrno, WSAEWOULDBLOCK);
    }
    Request* const request =
        new_request(socket, WS2IO_HELD, indication ? *indication : Indication{});
    if (request == nullptr)
        return fail(lpErrno, WSAENOBUFS);
    request->finish = finish_request;
    awaited.request = request;
    add(awaited);
    note_call(socket, event);
    if (indication == nullptr) {
        DWORD none = 0;
        const int code = run(*request, 0, &none);
        return code == 0 ? 0 : fail(lpErrno, code);
    }
    const int started = submit(*request);
    if (started != WSA_IO_PENDING)
        finish_request(request);
    else
        look_for_changes(); // one that came before the engine had it
    return answer(*request, started, returned, nullptr, lpErrno);
}

void forget_changes(SocketState& socket) noexcept {
    constexpr std::uint32_t bits = choice::awaits_addresses | choice::awaits_route;
    if ((socket.kept.fetch_and(~bits) & bits) == 0)
        return;
    take_out([&](const Awaited& each) { return is_event_of(each, &socket); });
}

} // namespace ws2::provider::tcpip
