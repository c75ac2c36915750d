// Suite interop: the station as a server that many strange peers call at once.
#define FD_SETSIZE 1024
#include "interop/station.hpp"

#include <array>
#include <atomic>
#include <thread>
#include <vector>

namespace station {
namespace {

constexpr std::size_t peers_max = FD_SETSIZE - 8;

std::thread server;
std::atomic<bool> stopping{false};

void set_non_blocking(SOCKET s) {
    u_long on = 1;
    ioctlsocket(s, static_cast<LONG>(FIONBIO), &on);
}

// Whatever there is comes back; what cannot go out at once is dropped. False at the end.
bool echo(SOCKET s, DWORD kind) {
    while (true) {
        std::array<char, 4096> octets;
        WSABUF buffer{octets.size(), octets.data()};
        DWORD count = 0;
        DWORD flags = kind;
        if (WSARecv(s, &buffer, 1, &count, &flags, nullptr, nullptr) != 0) {
            const int code = WSAGetLastError();
            return code == WSAEWOULDBLOCK || kind == MSG_OOB;
        }
        buffer.len = count;
        WSASend(s, &buffer, 1, &count, flags, nullptr, nullptr);
    }
}

void answer_goodbye(SOCKET s) {
    std::array<char, 64> octets;
    WSABUF buffer{octets.size(), octets.data()};
    if (WSARecvDisconnect(s, &buffer) == 0 && buffer.len != 0) {
        char word[] = "heard";
        WSABUF heard{5, word};
        WSASendDisconnect(s, &heard);
    }
    closesocket(s);
}

void accept_all(SOCKET listener, std::vector<SOCKET>& peers) {
    while (peers.size() < peers_max) {
        const SOCKET s = WSAAccept(listener, nullptr, nullptr, nullptr, 0);
        if (s == INVALID_SOCKET) {
            if (WSAGetLastError() == WSAEWOULDBLOCK)
                return;
            continue; // one that went away again
        }
        set_non_blocking(s);
        peers.push_back(s);
    }
}

void run(const std::vector<SOCKET>& listeners) {
    std::vector<SOCKET> peers;
    while (!stopping) {
        fd_set reading;
        fd_set failing;
        FD_ZERO(&reading);
        FD_ZERO(&failing);
        if (peers.size() < peers_max)
            for (const SOCKET listener : listeners)
                FD_SET(listener, &reading);
        for (const SOCKET s : peers) {
            FD_SET(s, &reading);
            FD_SET(s, &failing);
        }
        const timeval pause{0, 50'000}; // to see that it shall stop
        if (select(0, &reading, nullptr, &failing, &pause) <= 0)
            continue;
        std::erase_if(peers, [&](SOCKET s) {
            if (FD_ISSET(s, &failing))
                echo(s, MSG_OOB);
            if (!FD_ISSET(s, &reading) || echo(s, 0))
                return false;
            answer_goodbye(s);
            return true;
        });
        for (const SOCKET listener : listeners)
            if (FD_ISSET(listener, &reading))
                accept_all(listener, peers);
    }
    for (const SOCKET s : peers)
        closesocket(s);
    for (const SOCKET listener : listeners)
        closesocket(listener);
}

} // namespace

void start_echo(const std::vector<SOCKET>& listeners) {
    for (const SOCKET listener : listeners)
        set_non_blocking(listener);
    server = std::thread(run, listeners);
}

void stop_echo() {
    stopping = true;
    if (server.joinable())
        server.join();
}

} // namespace station
