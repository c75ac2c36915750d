// Room api: select. A call whose sockets all belong to one provider, which is what Windows demands,
// goes there with the caller's own sets.
#include "api/call.hpp"
#include "api/select_many.hpp"

#include <algorithm>
#include <new>

using namespace ws2::api;

namespace {

struct Owners {
    LPWSPSELECT first = nullptr; // null: no socket in any set
    bool several = false;
    bool unknown = false; // some value is no socket
};

Owners owners_of(const Sets& sets) {
    Owners out;
    for (const fd_set* set : sets.set) {
        if (set == nullptr)
            continue;
        for (const SOCKET s : sockets_of(*set)) {
            const ws2::dispatch::Provider* provider = ws2::dispatch::find_provider(s);
            if (provider == nullptr)
                out.unknown = true;
            else if (out.first == nullptr)
                out.first = provider->table.lpWSPSelect;
            else if (out.first != provider->table.lpWSPSelect)
                out.several = true;
        }
    }
    return out;
}

int select_sets(int count, const Sets& sets, const timeval* timeout) {
    if (const int code = ws2::dispatch::refusal())
        return fail(SOCKET_ERROR, code);
    const Owners owners = owners_of(sets);
    if (owners.unknown)
        return fail(SOCKET_ERROR, WSAENOTSOCK);
    if (owners.first == nullptr) // nothing to wait for is not a way to sleep
        return fail(SOCKET_ERROR, WSAEINVAL);
    if (!owners.several)
        return jump(SOCKET_ERROR, owners.first, count, sets.set[0], sets.set[1], sets.set[2],
                    timeout);
    try {
        return select_many(sets, timeout);
    } catch (const std::bad_alloc&) {
        return fail(SOCKET_ERROR, WSAENOBUFS);
    }
}

} // namespace

// C++ has it as an overload of libc's select; the header gives it its symbol.
int WSAAPI select(int nfds, fd_set* readfds, fd_set* writefds, fd_set* exceptfds,
                  const struct timeval* timeout) {
    return select_sets(nfds, {{readfds, writefds, exceptfds}}, timeout);
}

extern "C" {

int WSAAPI __WSAFDIsSet(SOCKET fd, fd_set* set) {
    if (set == nullptr)
        return 0;
    const auto sockets = sockets_of(*set);
    return std::find(sockets.begin(), sockets.end(), fd) != sockets.end() ? 1 : 0;
}
}
