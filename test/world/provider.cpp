// A provider of message queues in memory: what is sent on a socket can be received on the same one.
// Flags of a transfer ask for failures: see the constants. Names of the calls are Windows'.
#include "world/provider.hpp"

#include <csignal>
#include <cstring>
#include <deque>
#include <map>
#include <mutex>
#include <stdexcept>
#include <unistd.h>

#ifndef WORLD_STARTUP
#define WORLD_STARTUP WSPStartup
#endif
#ifndef WORLD_SEEN
#define WORLD_SEEN world_seen
#endif

extern "C" __attribute__((visibility("default"))) world::Seen WORLD_SEEN;
world::Seen WORLD_SEEN;

namespace {

world::Seen& seen = WORLD_SEEN;

constexpr DWORD fail_with_code = 0x100;
constexpr DWORD fail_without_code = 0x200;
constexpr DWORD throw_up = 0x400;

std::mutex mutex;
std::map<SOCKET, std::deque<std::string>> queues;

int fail(LPINT error, int code) {
    *error = code;
    return SOCKET_ERROR;
}

bool exists(SOCKET s) {
    const std::lock_guard lock(mutex);
    return queues.count(s) != 0;
}

SOCKET open_one(DWORD id, LPINT error) {
    SOCKET s = INVALID_SOCKET;
    if (seen.kernel_handles)
        s = seen.upcalls.lpWPUModifyIFSHandle(id, static_cast<SOCKET>(dup(2)), error);
    else
        s = seen.upcalls.lpWPUCreateSocketHandle(id, 4711, error);
    if (s == INVALID_SOCKET)
        return s;
    const std::lock_guard lock(mutex);
    queues[s];
    ++seen.opened;
    return s;
}

SOCKET WSPAPI accept_one(SOCKET s, sockaddr*, LPINT, LPCONDITIONPROC, DWORD_PTR, LPINT error) {
    return exists(s) ? open_one(seen.opened_with_id, error)
                     : (fail(error, WSAENOTSOCK), INVALID_SOCKET);
}

INT WSPAPI to_string(LPSOCKADDR address, DWORD, LPWSAPROTOCOL_INFOW, LPWSTR text, LPDWORD units,
                     LPINT error) {
    const std::u16string out =
        u"family-" + std::u16string(1, static_cast<char16_t>(u'0' + address->sa_family % 10));
    const DWORD room = *units;
    *units = static_cast<DWORD>(out.size() + 1);
    if (room < *units)
        return fail(error, WSAEFAULT);
    std::memcpy(text, out.c_str(), *units * sizeof(WCHAR));
    return 0;
}

INT WSPAPI from_string(LPWSTR text, INT family, LPWSAPROTOCOL_INFOW, LPSOCKADDR address,
                       LPINT length, LPINT error) {
    if (text[0] != u'f')
        return fail(error, WSAEINVAL);
    *length = sizeof(sockaddr);
    *address = {};
    address->sa_family = static_cast<ADDRESS_FAMILY>(family);
    return 0;
}

int WSPAPI close_one(SOCKET s, LPINT error) {
    {
        const std::lock_guard lock(mutex);
        if (queues.erase(s) == 0)
            return fail(error, WSAENOTSOCK);
    }
    ++seen.closed;
    if (seen.kernel_handles)
        return close(static_cast<int>(s));
    return seen.upcalls.lpWPUCloseSocketHandle(s, error);
}

int WSPAPI send_one(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
                    LPWSAOVERLAPPED, LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID thread,
                    LPINT error) {
    seen.routine = thread;
    if (flags == throw_up)
        throw std::runtime_error("a provider that throws");
    if (flags == fail_without_code)
        return SOCKET_ERROR;
    if (flags == fail_with_code)
        return fail(error, WSAENETDOWN);
    const std::lock_guard lock(mutex);
    const auto queue = queues.find(s);
    if (queue == queues.end())
        return fail(error, WSAENOTSOCK);
    std::string message;
    for (DWORD i = 0; i < count; ++i)
        message.append(buffers[i].buf, buffers[i].len);
    *sent = static_cast<DWORD>(message.size());
    queue->second.push_back(std::move(message));
    return 0;
}

int WSPAPI receive_one(SOCKET s, LPWSABUF buffers, DWORD, LPDWORD received, LPDWORD,
                       LPWSAOVERLAPPED, LPWSAOVERLAPPED_COMPLETION_ROUTINE, LPWSATHREADID,
                       LPINT error) {
    const std::lock_guard lock(mutex);
    const auto queue = queues.find(s);
    if (queue == queues.end())
        return fail(error, WSAENOTSOCK);
    if (queue->second.empty())
        return fail(error, WSAEWOULDBLOCK);
    const std::string message = std::move(queue->second.front());
    queue->second.pop_front();
    *received = static_cast<DWORD>(std::min<std::size_t>(message.size(), buffers[0].len));
    std::memcpy(buffers[0].buf, message.data(), *received);
    return 0;
}

// Readable: a message waits. Writable: always. Exceptional: never. Does not wait at all, which a
// provider's WSPSelect may do (a spurious wake-up).
int WSPAPI select_some(int, fd_set* readable, fd_set* writable, fd_set* exceptional, const timeval*,
                       LPINT error) {
    ++seen.selects;
    const std::lock_guard lock(mutex);
    int ready = 0;
    if (readable != nullptr) {
        SOCKET* kept = readable->fd_array;
        SOCKET* sockets = readable->fd_array;
        for (u_int i = 0; i < readable->fd_count; ++i) {
            const auto queue = queues.find(sockets[i]);
            if (queue == queues.end())
                return fail(error, WSAENOTSOCK);
            if (!queue->second.empty())
                *kept++ = sockets[i];
        }
        readable->fd_count = static_cast<u_int>(kept - readable->fd_array);
        ready += static_cast<int>(readable->fd_count);
    }
    if (writable != nullptr)
        ready += static_cast<int>(writable->fd_count);
    if (exceptional != nullptr)
        exceptional->fd_count = 0;
    return ready;
}

int WSPAPI get_option(SOCKET s, int, int name, char* value, LPINT length, LPINT error) {
    if (!exists(s))
        return fail(error, WSAENOTSOCK);
    if (name != SO_PROTOCOL_INFOW || *length < static_cast<int>(sizeof(WSAPROTOCOL_INFOW)))
        return fail(error, WSAENOPROTOOPT);
    WSAPROTOCOL_INFOW info{};
    info.dwCatalogEntryId = seen.opened_with_id;
    std::memcpy(info.szProtocol, u"W\u00E4", 3 * sizeof(WCHAR));
    std::memcpy(value, &info, sizeof info);
    *length = sizeof info;
    return 0;
}

SOCKET WSPAPI open_socket(int, int, int, LPWSAPROTOCOL_INFOW info, GROUP, DWORD, LPINT error) {
    seen.opened_with_id = info->dwCatalogEntryId;
    return open_one(info->dwCatalogEntryId, error);
}

int WSPAPI clean_up(LPINT) {
    ++seen.cleanups;
    return 0;
}

// Every other call: not supported, with its own signature.
template<typename Result, typename... Arguments>
Result WSPAPI refuse(Arguments... arguments) {
    LPINT error = std::get<sizeof...(Arguments) - 1>(std::tuple<Arguments...>(arguments...));
    *error = WSAEOPNOTSUPP;
    return static_cast<Result>(sizeof(Result) == sizeof(SOCKET) ? INVALID_SOCKET : ~SOCKET{0});
}

template<typename Result, typename... Arguments>
void refuse_in(Result(WSPAPI*& slot)(Arguments...)) {
    slot = refuse<Result, Arguments...>;
}

BOOL WSPAPI no_result(SOCKET, LPWSAOVERLAPPED, LPDWORD, BOOL, LPDWORD, LPINT error) {
    *error = WSA_INVALID_HANDLE;
    return FALSE;
}

BOOL WSPAPI no_quality(SOCKET, LPWSABUF, LPQOS, LPINT error) {
    *error = WSAEOPNOTSUPP;
    return FALSE;
}

WSPPROC_TABLE table() {
    WSPPROC_TABLE out{};
    refuse_in(out.lpWSPAsyncSelect);
    refuse_in(out.lpWSPBind);
    refuse_in(out.lpWSPCancelBlockingCall);
    refuse_in(out.lpWSPConnect);
    refuse_in(out.lpWSPDuplicateSocket);
    refuse_in(out.lpWSPEnumNetworkEvents);
    refuse_in(out.lpWSPEventSelect);
    refuse_in(out.lpWSPGetPeerName);
    refuse_in(out.lpWSPGetSockName);
    refuse_in(out.lpWSPIoctl);
    refuse_in(out.lpWSPJoinLeaf);
    refuse_in(out.lpWSPListen);
    refuse_in(out.lpWSPRecvDisconnect);
    refuse_in(out.lpWSPRecvFrom);
    refuse_in(out.lpWSPSendDisconnect);
    refuse_in(out.lpWSPSendTo);
    refuse_in(out.lpWSPSetSockOpt);
    refuse_in(out.lpWSPShutdown);
    out.lpWSPAccept = accept_one;
    out.lpWSPAddressToString = to_string;
    out.lpWSPCleanup = clean_up;
    out.lpWSPCloseSocket = close_one;
    out.lpWSPGetOverlappedResult = no_result;
    out.lpWSPGetQOSByName = no_quality;
    out.lpWSPGetSockOpt = get_option;
    out.lpWSPRecv = receive_one;
    out.lpWSPSelect = select_some;
    out.lpWSPSend = send_one;
    out.lpWSPSocket = open_socket;
    out.lpWSPStringToAddress = from_string;
    return out;
}

} // namespace

extern "C" __attribute__((visibility("default"))) int WSPAPI WORLD_STARTUP(WORD requested,
                                                                           LPWSPDATA data,
                                                                           LPWSAPROTOCOL_INFOW info,
                                                                           WSPUPCALLTABLE upcalls,
                                                                           LPWSPPROC_TABLE out) {
#ifdef WORLD_FAILS
    return WSASYSNOTREADY;
#endif
#ifdef WORLD_THROWS
    throw std::runtime_error("a provider that throws");
#endif
#ifdef WORLD_CRASHES
    kill(getpid(), SIGKILL); // what no handler can catch
#endif
#ifdef WORLD_HANGS
    for (;;)
        pause();
#endif
    ++seen.startups;
    seen.started_with_id = info->dwCatalogEntryId;
    seen.upcalls = upcalls;
    data->wVersion = requested;
    data->wHighVersion = requested;
    *out = table();
#ifdef WORLD_OLD_VERSION
    data->wVersion = MAKEWORD(2, 0);
#endif
#ifdef WORLD_NULL_SLOT
    out->lpWSPRecvDisconnect = nullptr;
#endif
    return 0;
}
