// Tool ws2cat: what the command line asked for.
#pragma once

#include "common/address.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace ws2cat {

// How octets travel: by calls that wait, by overlapped calls with events, or by a completion port.
enum class Mode { blocking, overlapped, iocp };

struct Options {
    tools::Address address;
    bool listen = false;
    bool keep_listening = false;
    bool receive_only = false;
    bool send_only = false;
    bool lines = false;
    bool json = false;
    Mode mode = Mode::blocking;
    std::size_t message_octets = 8192;
    unsigned wait_s = 0;  // 0: for ever
    std::string protocol; // empty: the catalog's first for TCP
    std::optional<std::string> own_selector;
    std::optional<std::string> connect_data;
    std::optional<std::string> disconnect_data;
    std::optional<std::string> expedited_data;
    bool tls = false;
    // Files; empty: as the environment says.
    std::string tls_authorities;
    std::string tls_certificate;
    std::string tls_key;
    bool tls_take_any = false;
};

// The options; or, if the program ends here (help, version, a mistake: its text was printed), the
// exit status in `exit_status`.
std::optional<Options> read_options(int argc, char** argv, int& exit_status);

} // namespace ws2cat
