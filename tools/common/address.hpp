// Tools: addresses as people write them: HOST:PORT, [V6]:PORT, TSEL@HOST:PORT.
#pragma once

#include <string>
#include <string_view>
#include <vector>
#include <winsock2.h>

namespace tools {

struct Address {
    std::string selector; // before the last '@'; empty if there is none
    std::string host;     // without brackets; empty means "any" for a listener
    std::string port;
};

// Throws UsageError with a line that says what is wrong.
Address parse_address(std::string_view text);

struct Endpoint {
    SOCKADDR_STORAGE storage{};
    int length = 0;

    SOCKADDR* address() { return reinterpret_cast<SOCKADDR*>(&storage); }
    const SOCKADDR* address() const { return reinterpret_cast<const SOCKADDR*>(&storage); }
};

// The socket addresses that `where` stands for in the entry's family, the best first; empty if the
// host has none in this family. Throws CallFailed (getaddrinfo, WSAStringToAddressW).
std::vector<Endpoint> resolve(const Address& where, const WSAPROTOCOL_INFOW& entry);

// As the provider writes it. Throws CallFailed.
std::string format_endpoint(const Endpoint& endpoint, const WSAPROTOCOL_INFOW& entry);

} // namespace tools
