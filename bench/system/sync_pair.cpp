// bench/system: what one synchronous send and recv of 64 octets cost over a TCP pair in one thread.
// One source, three programs: with BARE_CALLS the system calls of Linux themselves, without it a
// Winsock program, for ws2 and for Windows. Prints the median of many blocks, undisturbed ones
// most.
#ifdef BARE_CALLS
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>
using SOCKET = int;
constexpr SOCKET INVALID_SOCKET = -1;
using Length = socklen_t;
#else
#include <winsock2.h>
#include <ws2tcpip.h>
using Length = int;
#endif

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

constexpr int size = 64;
constexpr int blocks = 60;
constexpr int block = 500; // exchanges

[[noreturn]] void die(const char* what) {
    std::fprintf(stderr, "%s failed\n", what);
    std::exit(1);
}

struct Pair {
    SOCKET near_end;
    SOCKET far_end;
};

Pair connect_pair() {
    SOCKET listener = socket(AF_INET, SOCK_STREAM, 0);
    SOCKET near_end = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    Length length = sizeof address;
    auto* name = reinterpret_cast<sockaddr*>(&address);
    if (listener == INVALID_SOCKET || near_end == INVALID_SOCKET ||
        bind(listener, name, length) != 0 || listen(listener, 1) != 0 ||
        getsockname(listener, name, &length) != 0 || connect(near_end, name, length) != 0) {
        die("connect");
    }
    SOCKET far_end = accept(listener, nullptr, nullptr);
    int on = 1;
    if (far_end == INVALID_SOCKET ||
        setsockopt(near_end, IPPROTO_TCP, TCP_NODELAY, reinterpret_cast<const char*>(&on),
                   sizeof on) != 0) {
        die("accept");
    }
    return {near_end, far_end};
}

double block_ns(const Pair& pair) {
    char message[size] = "sixty-four octets";
    char answer[size];
    auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < block; ++i) {
        message[size - 1] = static_cast<char>(i);
        if (send(pair.near_end, message, size, 0) != size ||
            recv(pair.far_end, answer, size, 0) != size || answer[size - 1] != message[size - 1]) {
            die("exchange");
        }
    }
    std::chrono::duration<double, std::nano> taken = std::chrono::steady_clock::now() - start;
    return taken.count() / block;
}

} // namespace

int main() {
#ifndef BARE_CALLS
    WSADATA data;
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0) {
        die("WSAStartup");
    }
#endif
    Pair pair = connect_pair();
    for (int i = 0; i < 20; ++i) {
        block_ns(pair); // warm-up
    }
    std::vector<double> times;
    for (int i = 0; i < blocks; ++i) {
        times.push_back(block_ns(pair));
    }
    std::nth_element(times.begin(), times.begin() + blocks / 2, times.end());
    std::printf("{\"ns\": %.1f, \"errors\": 0}\n", times[blocks / 2]);
}
