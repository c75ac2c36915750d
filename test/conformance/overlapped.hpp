// Suite conformance: sockets with WSA_FLAG_OVERLAPPED, and one operation with an event of its own.
#pragma once

#include "conformance/pair.hpp"

#include <deque>
#include <mswsock.h>
#include <windows.h>

namespace ws2::conformance {

// A layer with handles of its own ends every request later, also one that was done at once below.
inline bool hides_handles(const Entry& entry) {
    return entry.info.ProtocolChain.ChainLen > BASE_PROTOCOL && !entry.claims(XP1_IFS_HANDLES);
}
inline bool posts_overlapped(const Entry& entry) {
    return entry.subject->overlapped && !hides_handles(entry);
}
inline bool overlapped_stream(const Entry& entry) {
    return byte_stream(entry) && posts_overlapped(entry);
}
inline bool overlapped_message(const Entry& entry) {
    return entry.connected() && !entry.byte_stream() && posts_overlapped(entry);
}
inline bool overlapped_connection(const Entry& entry) {
    return overlapped_stream(entry) || overlapped_message(entry);
}
inline bool overlapped_datagram(const Entry& entry) {
    return connectionless(entry) && posts_overlapped(entry);
}

Socket create_overlapped(const Entry& entry);
Socket bound_overlapped(const Entry& entry);
Socket listening_overlapped(const Entry& entry);
Pair overlapped_pair(const Entry& entry);
// Both sides bound, neither has a default peer.
Pair overlapped_datagram_pair(const Entry& entry);

inline HANDLE handle_of(SOCKET s) {
    return reinterpret_cast<HANDLE>(s);
}

inline WSABUF buffer_over(std::string& room) {
    return {static_cast<u_long>(room.size()), room.data()};
}

// An OVERLAPPED with an event, and the room of a receive.
class Operation {
public:
    explicit Operation(std::size_t room = 64) : data(room, '?') {
        overlapped.hEvent = CreateEventW(nullptr, TRUE, FALSE, nullptr);
    }
    Operation(const Operation&) = delete;
    Operation& operator=(const Operation&) = delete;
    ~Operation() { CloseHandle(overlapped.hEvent); }

    bool signalled() const { return WaitForSingleObject(overlapped.hEvent, 0) == WAIT_OBJECT_0; }
    // False after a generous limit that only ends a hang.
    bool ends() const { return WaitForSingleObject(overlapped.hEvent, 30000) == WAIT_OBJECT_0; }
    // Of an operation that has ended: the octets, or SOCKET_ERROR and its error.
    Outcome result(SOCKET s) {
        DWORD count = 0;
        return outcome_of([&]() -> long long {
            return WSAGetOverlappedResult(s, &overlapped, &count, FALSE, &flags)
                       ? static_cast<long long>(count)
                       : SOCKET_ERROR;
        });
    }
    Outcome receive(SOCKET s, DWORD asked = 0) {
        flags = asked;
        WSABUF buffer = buffer_over(data);
        return outcome_of(
            [&] { return WSARecv(s, &buffer, 1, nullptr, &flags, &overlapped, nullptr); });
    }
    Outcome send(SOCKET s) {
        WSABUF buffer = buffer_over(data);
        return outcome_of([&] { return WSASend(s, &buffer, 1, nullptr, 0, &overlapped, nullptr); });
    }

    WSAOVERLAPPED overlapped{};
    std::string data;
    DWORD flags = 0;
};

// A completion port, and packets from it.
class CompletionPort {
public:
    struct Packet {
        BOOL good = FALSE;
        DWORD count = 0;
        ULONG_PTR key = 0;
        OVERLAPPED* overlapped = nullptr;
        DWORD error = 0;
    };

    CompletionPort() : port_(CreateIoCompletionPort(INVALID_HANDLE_VALUE, nullptr, 0, 0)) {}
    CompletionPort(const CompletionPort&) = delete;
    CompletionPort& operator=(const CompletionPort&) = delete;
    ~CompletionPort() { CloseHandle(port_); }

    void take(SOCKET s, ULONG_PTR key) {
        if (CreateIoCompletionPort(handle_of(s), port_, key, 0) != port_)
            refuse("CreateIoCompletionPort");
    }
    Packet next(DWORD timeout_ms = 30000) {
        Packet packet;
        packet.good = GetQueuedCompletionStatus(port_, &packet.count, &packet.key,
                                                &packet.overlapped, timeout_ms);
        packet.error = packet.good ? 0 : GetLastError();
        return packet;
    }

private:
    HANDLE port_;
};

template<typename Function>
Function extension(SOCKET s, GUID id) {
    Function function = nullptr;
    DWORD size = 0;
    if (WSAIoctl(s, SIO_GET_EXTENSION_FUNCTION_POINTER, &id, sizeof id, &function, sizeof function,
                 &size, nullptr, nullptr) != 0)
        refuse("WSAIoctl");
    return function;
}

// A BOOL function's answer: 1, or SOCKET_ERROR and the error.
template<class Call>
Outcome truth_of(Call&& call) {
    return outcome_of([&]() -> long long { return call() ? 1 : SOCKET_ERROR; });
}

// Posts sends on a, of which the last waits until b receives; their data. It is far more than both
// sides' buffers hold: a send that waits for the kernel alone may still be done at any moment.
std::string post_until_the_last_waits(const Pair& pair, std::deque<Operation>& sends);

} // namespace ws2::conformance
