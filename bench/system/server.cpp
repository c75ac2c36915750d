// bench/system: what the echo servers for Linux share.
#include "server.hpp"

#include <arpa/inet.h>
#include <cstdio>
#include <cstdlib>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string_view>
#include <sys/socket.h>

namespace bench {

ServerOptions parse_server_options(int argc, char** argv) {
    ServerOptions options;
    for (int i = 1; i < argc; ++i) {
        std::string_view name = argv[i];
        if (name == "--multishot") {
            options.multishot = true;
        } else if (name == "--shared") {
            options.shared = true;
        } else if (name == "--port" && i + 1 < argc) {
            options.port = static_cast<unsigned short>(std::strtoul(argv[++i], nullptr, 10));
        } else if (name == "--buffer" && i + 1 < argc) {
            options.buffer = std::strtoul(argv[++i], nullptr, 10);
        } else {
            std::fprintf(stderr, "usage: %s [--port P] [--buffer OCTETS]\n", argv[0]);
            std::exit(2);
        }
    }
    return options;
}

int listen_and_announce(unsigned short port) {
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    int on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    socklen_t length = sizeof address;
    auto* name = reinterpret_cast<sockaddr*>(&address);
    if (listener < 0 || bind(listener, name, length) != 0 || listen(listener, SOMAXCONN) != 0 ||
        getsockname(listener, name, &length) != 0) {
        die("listen");
    }
    print_port(ntohs(address.sin_port));
    return listener;
}

void print_port(unsigned port) {
    std::printf("%u\n", port);
    std::fflush(stdout);
}

void set_no_delay(int descriptor) {
    int on = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

void die(const char* what) {
    std::perror(what);
    std::exit(1);
}

void cannot(const char* what) {
    std::fprintf(stderr, "not supported here: %s\n", what);
    std::exit(3);
}

} // namespace bench
