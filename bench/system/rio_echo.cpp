// bench/system: an echo server on Registered I/O, written for Windows: one registered block of
// buffers, one completion queue that notifies a completion port, requests deferred until all
// completions of a notification are seen. Exit status 3: no Registered I/O.
#include <mswsock.h>
#include <windows.h>
#include <winsock2.h>
#include <ws2tcpip.h>

#include "rio_declarations.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

namespace {

constexpr int accepts = 64; // posted ahead
constexpr DWORD address_size = sizeof(sockaddr_in) + 16;

struct Connection {
    OVERLAPPED overlapped; // of the accept; first: a completion is turned back into its connection
    SOCKET socket;
    RIO_RQ requests;
    ULONG place; // of its buffer in the block
    ULONG end;   // octets that were received
    bool sending;
    char addresses[2 * address_size];
};

HANDLE port;
SOCKET listener;
LPFN_ACCEPTEX accept_ex;
RIO_EXTENSION_FUNCTION_TABLE rio;
RIO_CQ completions;
RIO_BUFFERID block;
ULONG buffer_size = 32768;
ULONG max_connections = 1024;
std::vector<char> memory;
std::vector<ULONG> free_places;
std::vector<Connection*> touched; // have deferred requests
OVERLAPPED notification;

[[noreturn]] void die(const char* what, int status = 1) {
    std::fprintf(stderr, "%s: error %d\n", what, WSAGetLastError());
    std::exit(status);
}

SOCKET create_socket() {
    SOCKET socket = WSASocketW(AF_INET, SOCK_STREAM, IPPROTO_TCP, nullptr, 0,
                               WSA_FLAG_OVERLAPPED | WSA_FLAG_REGISTERED_IO);
    if (socket == INVALID_SOCKET) {
        die("WSASocket", 3);
    }
    return socket;
}

void forget(Connection* connection) {
    closesocket(connection->socket);
    free_places.push_back(connection->place);
    delete connection;
}

void post_accept() {
    auto* connection = new Connection{};
    connection->socket = create_socket();
    connection->place = ~0U;
    DWORD received = 0;
    if (accept_ex(listener, connection->socket, connection->addresses, 0, address_size,
                  address_size, &received, &connection->overlapped) == FALSE &&
        WSAGetLastError() != WSA_IO_PENDING) {
        die("AcceptEx");
    }
}

void post_receive(Connection* connection) {
    connection->sending = false;
    RIO_BUF buffer = {block, connection->place * buffer_size, buffer_size};
    if (!rio.RIOReceive(connection->requests, &buffer, 1, RIO_MSG_DEFER, connection)) {
        forget(connection);
        return;
    }
    touched.push_back(connection);
}

void post_send(Connection* connection) {
    connection->sending = true;
    RIO_BUF buffer = {block, connection->place * buffer_size, connection->end};
    if (!rio.RIOSend(connection->requests, &buffer, 1, RIO_MSG_DEFER, connection)) {
        forget(connection);
        return;
    }
    touched.push_back(connection);
}

// A connection has one request at a time.
void commit() {
    for (Connection* each : touched) {
        if (each->sending) {
            rio.RIOSend(each->requests, nullptr, 0, RIO_MSG_COMMIT_ONLY, nullptr);
        } else {
            rio.RIOReceive(each->requests, nullptr, 0, RIO_MSG_COMMIT_ONLY, nullptr);
        }
    }
    touched.clear();
}

void accepted(Connection* connection) {
    post_accept();
    if (free_places.empty()) {
        closesocket(connection->socket);
        delete connection;
        return;
    }
    connection->place = free_places.back();
    free_places.pop_back();
    BOOL on = TRUE;
    setsockopt(connection->socket, SOL_SOCKET, SO_UPDATE_ACCEPT_CONTEXT,
               reinterpret_cast<const char*>(&listener), sizeof listener);
    setsockopt(connection->socket, IPPROTO_TCP, TCP_NODELAY, reinterpret_cast<const char*>(&on),
               sizeof on);
    connection->requests = rio.RIOCreateRequestQueue(connection->socket, 1, 1, 1, 1, completions,
                                                     completions, connection);
    if (connection->requests == RIO_INVALID_RQ) {
        die("RIOCreateRequestQueue");
    }
    post_receive(connection);
    commit();
}

void dequeue() {
    std::array<RIORESULT, 256> results;
    for (;;) {
        ULONG count = rio.RIODequeueCompletion(completions, results.data(),
                                               static_cast<ULONG>(results.size()));
        if (count == RIO_CORRUPT_CQ) {
            die("RIODequeueCompletion");
        }
        for (ULONG i = 0; i < count; ++i) {
            auto* connection =
                reinterpret_cast<Connection*>(static_cast<ULONG_PTR>(results[i].RequestContext));
            if (results[i].Status != 0 || results[i].BytesTransferred == 0) {
                forget(connection);
            } else if (connection->sending) {
                post_receive(connection);
            } else {
                connection->end = results[i].BytesTransferred;
                post_send(connection);
            }
        }
        commit();
        if (count < results.size()) {
            break;
        }
    }
    if (rio.RIONotify(completions) != 0) {
        die("RIONotify");
    }
}

[[noreturn]] void work() {
    for (;;) {
        DWORD count = 0;
        ULONG_PTR key = 0;
        OVERLAPPED* overlapped = nullptr;
        BOOL good = GetQueuedCompletionStatus(port, &count, &key, &overlapped, INFINITE);
        if (overlapped == nullptr) {
            die("GetQueuedCompletionStatus");
        }
        if (overlapped == &notification) {
            dequeue();
            continue;
        }
        auto* connection = reinterpret_cast<Connection*>(overlapped);
        if (good) {
            accepted(connection);
        } else {
            post_accept();
            closesocket(connection->socket);
            delete connection;
        }
    }
}

void listen_on(unsigned short number) {
    listener = create_socket();
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(number);
    if (bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
        listen(listener, SOMAXCONN) != 0) {
        die("listen");
    }
    GUID wanted = WSAID_ACCEPTEX;
    GUID table = WSAID_MULTIPLE_RIO;
    DWORD size = 0;
    if (WSAIoctl(listener, SIO_GET_EXTENSION_FUNCTION_POINTER, &wanted, sizeof wanted, &accept_ex,
                 sizeof accept_ex, &size, nullptr, nullptr) != 0) {
        die("AcceptEx");
    }
    if (WSAIoctl(listener, SIO_GET_MULTIPLE_EXTENSION_FUNCTION_POINTER, &table, sizeof table, &rio,
                 sizeof rio, &size, nullptr, nullptr) != 0) {
        die("Registered I/O", 3);
    }
}

void create_queue() {
    memory.resize(static_cast<std::size_t>(buffer_size) * max_connections);
    block = rio.RIORegisterBuffer(memory.data(), static_cast<DWORD>(memory.size()));
    RIO_NOTIFICATION_COMPLETION notify = {};
    notify.Type = RIO_IOCP_COMPLETION;
    notify.Iocp.IocpHandle = port;
    notify.Iocp.Overlapped = &notification;
    completions = rio.RIOCreateCompletionQueue(2 * max_connections, &notify);
    if (block == RIO_INVALID_BUFFERID || completions == RIO_INVALID_CQ ||
        rio.RIONotify(completions) != 0) {
        die("RIOCreateCompletionQueue");
    }
    for (ULONG place = max_connections; place > 0; --place) {
        free_places.push_back(place - 1);
    }
}

void announce() {
    sockaddr_in address = {};
    int length = sizeof address;
    getsockname(listener, reinterpret_cast<sockaddr*>(&address), &length);
    std::printf("%u\n", static_cast<unsigned>(ntohs(address.sin_port)));
    std::fflush(stdout);
}

} // namespace

// [--port P] [--buffer OCTETS] [--connections MOST]
int main(int argc, char** argv) {
    unsigned short number = 0;
    for (int i = 1; i + 1 < argc; i += 2) {
        unsigned long value = std::strtoul(argv[i + 1], nullptr, 10);
        if (std::strcmp(argv[i], "--port") == 0) {
            number = static_cast<unsigned short>(value);
        } else if (std::strcmp(argv[i], "--buffer") == 0) {
            buffer_size = static_cast<ULONG>(value);
        } else if (std::strcmp(argv[i], "--connections") == 0) {
            max_connections = static_cast<ULONG>(value);
        }
    }
    WSADATA data;
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0) {
        die("WSAStartup");
    }
    port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, nullptr, 0, 0);
    listen_on(number);
    if (CreateIoCompletionPort(reinterpret_cast<HANDLE>(listener), port, 0, 0) == nullptr) {
        die("CreateIoCompletionPort");
    }
    create_queue();
    announce();
    for (int i = 0; i < accepts; ++i) {
        post_accept();
    }
    work();
}
