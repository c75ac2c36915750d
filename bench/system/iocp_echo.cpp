// bench/system: an echo server on an I/O completion port, written for Windows. One source: the
// mingw compiler makes a Windows program of it, ws2 a Linux program.
#include <mswsock.h>
#include <windows.h>
#include <winsock2.h>
#include <ws2tcpip.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace {

constexpr int accepts = 64; // posted ahead
constexpr DWORD address_size = sizeof(sockaddr_in) + 16;

enum class Step { accept, receive, send };

struct Connection {
    OVERLAPPED overlapped; // first: a completion is turned back into its connection
    Step step;
    SOCKET socket;
    DWORD begin; // what is left to send in buffer
    DWORD end;
    std::unique_ptr<char[]> buffer;
};

HANDLE port;
SOCKET listener;
LPFN_ACCEPTEX accept_ex;
DWORD buffer_size = 32768;

[[noreturn]] void die(const char* what) {
    std::fprintf(stderr, "%s: error %d\n", what, WSAGetLastError());
    std::exit(1);
}

SOCKET create_socket() {
    SOCKET socket = WSASocketW(AF_INET, SOCK_STREAM, IPPROTO_TCP, nullptr, 0, WSA_FLAG_OVERLAPPED);
    if (socket == INVALID_SOCKET) {
        die("WSASocket");
    }
    return socket;
}

void forget(Connection* connection) {
    closesocket(connection->socket);
    delete connection;
}

void post_accept() {
    auto* connection = new Connection{};
    connection->step = Step::accept;
    connection->socket = create_socket();
    connection->buffer.reset(new char[buffer_size]);
    DWORD received = 0;
    if (accept_ex(listener, connection->socket, connection->buffer.get(), 0, address_size,
                  address_size, &received, &connection->overlapped) == FALSE &&
        WSAGetLastError() != WSA_IO_PENDING) {
        die("AcceptEx");
    }
}

void post_receive(Connection* connection) {
    connection->step = Step::receive;
    std::memset(&connection->overlapped, 0, sizeof connection->overlapped);
    WSABUF buffer = {buffer_size, connection->buffer.get()};
    DWORD flags = 0;
    if (WSARecv(connection->socket, &buffer, 1, nullptr, &flags, &connection->overlapped,
                nullptr) == SOCKET_ERROR &&
        WSAGetLastError() != WSA_IO_PENDING) {
        forget(connection);
    }
}

void post_send(Connection* connection) {
    connection->step = Step::send;
    std::memset(&connection->overlapped, 0, sizeof connection->overlapped);
    WSABUF buffer = {connection->end - connection->begin,
                     connection->buffer.get() + connection->begin};
    if (WSASend(connection->socket, &buffer, 1, nullptr, 0, &connection->overlapped, nullptr) ==
            SOCKET_ERROR &&
        WSAGetLastError() != WSA_IO_PENDING) {
        forget(connection);
    }
}

void accepted(Connection* connection) {
    post_accept();
    BOOL on = TRUE;
    setsockopt(connection->socket, SOL_SOCKET, SO_UPDATE_ACCEPT_CONTEXT,
               reinterpret_cast<const char*>(&listener), sizeof listener);
    setsockopt(connection->socket, IPPROTO_TCP, TCP_NODELAY, reinterpret_cast<const char*>(&on),
               sizeof on);
    if (CreateIoCompletionPort(reinterpret_cast<HANDLE>(connection->socket), port, 0, 0) ==
        nullptr) {
        die("CreateIoCompletionPort");
    }
    post_receive(connection);
}

void completed(Connection* connection, DWORD count) {
    switch (connection->step) {
    case Step::accept: accepted(connection); return;
    case Step::receive:
        connection->begin = 0;
        connection->end = count;
        break;
    case Step::send: connection->begin += count; break;
    }
    if (count == 0) {
        forget(connection);
    } else if (connection->begin < connection->end) {
        post_send(connection);
    } else {
        post_receive(connection);
    }
}

DWORD WINAPI work(LPVOID) {
    for (;;) {
        DWORD count = 0;
        ULONG_PTR key = 0;
        OVERLAPPED* overlapped = nullptr;
        BOOL good = GetQueuedCompletionStatus(port, &count, &key, &overlapped, INFINITE);
        if (overlapped == nullptr) {
            die("GetQueuedCompletionStatus");
        }
        auto* connection = reinterpret_cast<Connection*>(overlapped);
        if (good) {
            completed(connection, count);
        } else {
            if (connection->step == Step::accept) {
                post_accept();
            }
            forget(connection);
        }
    }
}

void listen_and_announce(unsigned short number) {
    listener = create_socket();
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(number);
    int length = sizeof address;
    if (bind(listener, reinterpret_cast<sockaddr*>(&address), length) != 0 ||
        listen(listener, SOMAXCONN) != 0 ||
        getsockname(listener, reinterpret_cast<sockaddr*>(&address), &length) != 0) {
        die("listen");
    }
    GUID wanted = WSAID_ACCEPTEX;
    DWORD size = 0;
    if (WSAIoctl(listener, SIO_GET_EXTENSION_FUNCTION_POINTER, &wanted, sizeof wanted, &accept_ex,
                 sizeof accept_ex, &size, nullptr, nullptr) != 0) {
        die("AcceptEx");
    }
    std::printf("%u\n", static_cast<unsigned>(ntohs(address.sin_port)));
    std::fflush(stdout);
}

} // namespace

// [--port P] [--buffer OCTETS] [--threads N]
int main(int argc, char** argv) {
    unsigned short number = 0;
    int threads = 1;
    for (int i = 1; i + 1 < argc; i += 2) {
        unsigned long value = std::strtoul(argv[i + 1], nullptr, 10);
        if (std::strcmp(argv[i], "--port") == 0) {
            number = static_cast<unsigned short>(value);
        } else if (std::strcmp(argv[i], "--buffer") == 0) {
            buffer_size = static_cast<DWORD>(value < 2 * address_size ? 2 * address_size : value);
        } else if (std::strcmp(argv[i], "--threads") == 0) {
            threads = static_cast<int>(value);
        }
    }
    WSADATA data;
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0) {
        die("WSAStartup");
    }
    port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, nullptr, 0, 0);
    listen_and_announce(number);
    if (CreateIoCompletionPort(reinterpret_cast<HANDLE>(listener), port, 0, 0) == nullptr) {
        die("CreateIoCompletionPort");
    }
    for (int i = 0; i < accepts; ++i) {
        post_accept();
    }
    for (int i = 1; i < threads; ++i) {
        CloseHandle(CreateThread(nullptr, 0, work, nullptr, 0, nullptr));
    }
    return static_cast<int>(work(nullptr));
}
