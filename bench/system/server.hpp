// bench/system: what the echo servers for Linux share: the command line and the listening socket.
// Every server prints the port it listens on as its first line, echoes until the other side ends,
// and runs until it is killed. Exit status 3: this system lacks what the server needs.
#pragma once

#include <cstddef>

namespace bench {

struct ServerOptions {
    unsigned short port = 0;    // 0: any free one
    std::size_t buffer = 32768; // octets of a receive
    bool multishot = false;     // uring_echo alone
    bool shared = false;        // epoll_echo alone
};

// --port P, --buffer OCTETS, --multishot, --shared; ends the program when it does not understand.
ServerOptions parse_server_options(int argc, char** argv);

// A non-blocking listening socket on 127.0.0.1; its port has been printed.
int listen_and_announce(unsigned short port);

void print_port(unsigned port);
void set_no_delay(int descriptor);
[[noreturn]] void die(const char* what);    // errno, exit status 1
[[noreturn]] void cannot(const char* what); // exit status 3

} // namespace bench
