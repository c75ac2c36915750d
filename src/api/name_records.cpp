// Room api: hosts, services and protocols by the calls of 1.1, and this host's own name.
#include "api/call.hpp"
#include "api/hooked_lookup.hpp"
#include "api/host_resolution.hpp"
#include "names/host.hpp"
#include "names/numeric.hpp"
#include "names/records.hpp"

#include <algorithm>
#include <array>
#include <string>

using namespace ws2::api;

namespace {

// A record of the thread's, or null and the thread's error.
template<typename Look>
auto record(Look look) -> decltype(look(*static_cast<int*>(nullptr))) {
    int error = ws2::dispatch::refusal();
    const auto found = error == 0 ? look(error) : nullptr;
    return found != nullptr ? found : fail(found, error);
}

// The same of what may throw std::bad_alloc.
template<typename Look>
hostent* host_record(Look look) {
    return record([&](int& error) -> hostent* {
        try {
            return look(error);
        } catch (const std::bad_alloc&) {
            error = WSAENOBUFS;
            return nullptr;
        }
    });
}

hostent* foreign_host(const char* name, Turn turn, int& error) {
    std::vector<in_addr> addresses;
    for (const std::string& text : foreign_addresses(name, turn))
        if (in_addr each; ws2::names::parse_address(AF_INET, text.c_str(), &each, error) == 1)
            addresses.push_back(each);
    return addresses.empty() ? nullptr : ws2::names::host_of(name, addresses, error);
}

hostent* host_by_all_name_spaces(const char* name, int& error) {
    int ignored = 0;
    hostent* found = foreign_host(name, Turn::before_resolver, ignored);
    if (found == nullptr)
        found = ws2::names::host_by_name(name, error);
    return found != nullptr ? found : foreign_host(name, Turn::after_resolver, ignored);
}

} // namespace

extern "C" {

struct hostent* WSAAPI gethostbyname(const char* name) {
    return host_record([=](int& error) {
        if (name == nullptr || *name == '\0' || is_numeric(name)) // nobody is asked
            return ws2::names::host_by_name(name, error);
        return look_up_host(
            [host = std::string(name)](int& code) {
                return has_foreign_name_spaces() ? host_by_all_name_spaces(host.c_str(), code)
                                                 : ws2::names::host_by_name(host.c_str(), code);
            },
            error);
    });
}

struct hostent* WSAAPI gethostbyaddr(const char* addr, int len, int type) {
    return host_record([=](int& error) {
        std::array<char, sizeof(in6_addr)> octets{};
        if (addr == nullptr || len < 0 || static_cast<std::size_t>(len) > octets.size())
            return ws2::names::host_by_address(addr, len, type, error);
        std::copy(addr, addr + len, octets.begin());
        return look_up_host(
            [octets, len, type](int& code) {
                return ws2::names::host_by_address(octets.data(), len, type, code);
            },
            error);
    });
}

struct servent* WSAAPI getservbyname(const char* name, const char* proto) {
    return record([=](int& error) { return ws2::names::service_by_name(name, proto, error); });
}

struct servent* WSAAPI getservbyport(int port, const char* proto) {
    return record([=](int& error) { return ws2::names::service_by_port(port, proto, error); });
}

struct protoent* WSAAPI getprotobyname(const char* name) {
    return record([=](int& error) { return ws2::names::protocol_by_name(name, error); });
}

struct protoent* WSAAPI getprotobynumber(int number) {
    return record([=](int& error) { return ws2::names::protocol_by_number(number, error); });
}

int WSAAPI gethostname(char* name, int namelen) {
    const int code = ws2::dispatch::refusal();
    return outcome(code != 0 ? code : ws2::names::own_name(name, namelen));
}

int WSAAPI GetHostNameW(PWSTR name, int namelen) {
    const int code = ws2::dispatch::refusal();
    return outcome(code != 0 ? code : ws2::names::own_name(name, namelen));
}
}
