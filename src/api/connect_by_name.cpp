// Room api: WSAConnectByName, WSAConnectByList: one address after another until one answers.
#include "api/call.hpp"
#include "base/utf.hpp"

#include <chrono>
#include <cstring>
#include <optional>
#include <string>
#include <vector>
#include <ws2tcpip.h>

using namespace ws2::api;

namespace {

using ws2::dispatch::Provider;
using Clock = std::chrono::steady_clock;
using Deadline = std::optional<Clock::time_point>;

struct Name {
    const sockaddr* address;
    int size;
};

// Where the caller wants to read who is connected with whom; each may be null.
struct Ends {
    LPDWORD local_size;
    LPSOCKADDR local;
    LPDWORD peer_size;
    LPSOCKADDR peer;
};

Deadline deadline_of(const timeval* timeout) {
    if (timeout == nullptr)
        return std::nullopt;
    return Clock::now() + std::chrono::seconds(timeout->tv_sec) +
           std::chrono::microseconds(timeout->tv_usec);
}

timeval until(Clock::time_point deadline) {
    const auto left =
        std::chrono::duration_cast<std::chrono::microseconds>(deadline - Clock::now()).count();
    if (left <= 0)
        return {0, 0};
    return {static_cast<LONG>(left / 1000000), static_cast<LONG>(left % 1000000)};
}

bool set_non_blocking(const Provider& p, SOCKET s, u_long on) {
    DWORD size = 0;
    return jump(SOCKET_ERROR, p.table.lpWSPIoctl, s, static_cast<DWORD>(FIONBIO), &on,
                static_cast<DWORD>(sizeof on), nullptr, 0U, &size, nullptr, nullptr, nullptr) == 0;
}

// Waits for a connect that is under way. 0 or its code.
int await(const Provider& p, SOCKET s, Clock::time_point deadline) {
    fd_set done;
    fd_set failed;
    FD_ZERO(&done);
    FD_ZERO(&failed);
    FD_SET(s, &done);
    FD_SET(s, &failed);
    const timeval left = until(deadline);
    const int found = jump(SOCKET_ERROR, p.table.lpWSPSelect, 0, static_cast<fd_set*>(nullptr),
                           &done, &failed, &left);
    if (found == SOCKET_ERROR)
        return ws2::nt::last_error();
    if (found == 0)
        return WSAETIMEDOUT;
    int code = 0;
    int size = sizeof code;
    jump(SOCKET_ERROR, p.table.lpWSPGetSockOpt, s, SOL_SOCKET, SO_ERROR,
         reinterpret_cast<char*>(&code), &size);
    return code;
}

int connect_in_time(const Provider& p, SOCKET s, Name to, Clock::time_point deadline) {
    if (!set_non_blocking(p, s, 1))
        return ws2::nt::last_error();
    const int started = jump(SOCKET_ERROR, p.table.lpWSPConnect, s, to.address, to.size, nullptr,
                             nullptr, nullptr, nullptr);
    int code = started == 0 ? 0 : ws2::nt::last_error();
    if (code == WSAEWOULDBLOCK)
        code = await(p, s, deadline);
    set_non_blocking(p, s, 0);
    return code;
}

int connect_to(const Provider& p, SOCKET s, Name to, const Deadline& deadline) {
    if (deadline)
        return connect_in_time(p, s, to, *deadline);
    const int result = jump(SOCKET_ERROR, p.table.lpWSPConnect, s, to.address, to.size, nullptr,
                            nullptr, nullptr, nullptr);
    return result == 0 ? 0 : ws2::nt::last_error();
}

template<typename Slot>
bool tell(Slot slot, SOCKET s, LPSOCKADDR name, LPDWORD size) {
    if (name == nullptr || size == nullptr)
        return true;
    int room = static_cast<int>(*size);
    if (jump(SOCKET_ERROR, slot, s, name, &room) != 0)
        return false;
    *size = static_cast<DWORD>(room);
    return true;
}

BOOL connect_to_one_of(SOCKET s, const std::vector<Name>& names, const Deadline& deadline,
                       const Ends& ends) {
    const Provider* p = serving(s);
    if (p == nullptr)
        return FALSE;
    int code = WSAEHOSTUNREACH; // of the last that did not answer
    for (const Name& name : names) {
        code = connect_to(*p, s, name, deadline);
        if (code == 0)
            return tell(p->table.lpWSPGetSockName, s, ends.local, ends.local_size) &&
                           tell(p->table.lpWSPGetPeerName, s, ends.peer, ends.peer_size)
                       ? TRUE
                       : FALSE;
        if (code == WSAETIMEDOUT && deadline && until(*deadline).tv_sec == 0 &&
            until(*deadline).tv_usec == 0)
            break;
    }
    return fail(FALSE, code);
}

BOOL connect_by_name(SOCKET s, const char* node, const char* service, const Deadline& deadline,
                     const Ends& ends) {
    if (serving(s) == nullptr)
        return FALSE;
    if (node == nullptr || service == nullptr)
        return fail(FALSE, WSAEINVAL);
    addrinfo hints{};
    hints.ai_family = ws2::dispatch::entry_of(s)->info.iAddressFamily;
    hints.ai_socktype = SOCK_STREAM;
    if (hints.ai_family == AF_INET6)
        hints.ai_flags = AI_V4MAPPED | AI_ALL;
    addrinfo* found = nullptr;
    if (const int code = getaddrinfo(node, service, &hints, &found); code != 0)
        return fail(FALSE, code);
    std::vector<Name> names;
    for (const addrinfo* each = found; each != nullptr; each = each->ai_next)
        names.push_back({each->ai_addr, static_cast<int>(each->ai_addrlen)});
    const BOOL connected = connect_to_one_of(s, names, deadline, ends);
    const int code = ws2::nt::last_error();
    freeaddrinfo(found);
    return connected != FALSE ? TRUE : fail(FALSE, code);
}

std::optional<std::string> narrow(LPCWSTR text) {
    if (text == nullptr)
        return std::nullopt;
    std::u16string wide;
    for (; *text != 0; ++text)
        wide.push_back(static_cast<char16_t>(*text));
    return ws2::base::to_utf8(wide);
}

} // namespace

extern "C" {

BOOL WSAAPI WSAConnectByNameA(SOCKET s, LPCSTR nodename, LPCSTR servicename,
                              LPDWORD LocalAddressLength, LPSOCKADDR LocalAddress,
                              LPDWORD RemoteAddressLength, LPSOCKADDR RemoteAddress,
                              const struct timeval* timeout, LPWSAOVERLAPPED Reserved) try {
    if (Reserved != nullptr)
        return fail(FALSE, WSAEINVAL);
    return connect_by_name(s, nodename, servicename, deadline_of(timeout),
                           {LocalAddressLength, LocalAddress, RemoteAddressLength, RemoteAddress});
} catch (...) {
    return fail(FALSE, WSAENOBUFS);
}

BOOL WSAAPI WSAConnectByNameW(SOCKET s, LPWSTR nodename, LPWSTR servicename,
                              LPDWORD LocalAddressLength, LPSOCKADDR LocalAddress,
                              LPDWORD RemoteAddressLength, LPSOCKADDR RemoteAddress,
                              const struct timeval* timeout, LPWSAOVERLAPPED Reserved) try {
    const std::optional<std::string> node = narrow(nodename);
    const std::optional<std::string> service = narrow(servicename);
    return WSAConnectByNameA(s, node ? node->c_str() : nullptr,
                             service ? service->c_str() : nullptr, LocalAddressLength, LocalAddress,
                             RemoteAddressLength, RemoteAddress, timeout, Reserved);
} catch (...) {
    return fail(FALSE, WSAENOBUFS);
}

BOOL WSAAPI WSAConnectByList(SOCKET s, PSOCKET_ADDRESS_LIST SocketAddress,
                             LPDWORD LocalAddressLength, LPSOCKADDR LocalAddress,
                             LPDWORD RemoteAddressLength, LPSOCKADDR RemoteAddress,
                             const struct timeval* timeout, LPWSAOVERLAPPED Reserved) try {
    if (Reserved != nullptr || SocketAddress == nullptr || SocketAddress->iAddressCount <= 0)
        return fail(FALSE, WSAEINVAL);
    std::vector<Name> names;
    const SOCKET_ADDRESS* const first = SocketAddress->Address;
    for (INT i = 0; i < SocketAddress->iAddressCount; ++i)
        names.push_back({first[i].lpSockaddr, first[i].iSockaddrLength});
    return connect_to_one_of(
        s, names, deadline_of(timeout),
        {LocalAddressLength, LocalAddress, RemoteAddressLength, RemoteAddress});
} catch (...) {
    return fail(FALSE, WSAENOBUFS);
}
}
