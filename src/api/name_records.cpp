// Room api: hosts, services and protocols by the calls of 1.1, and this host's own name.
#include "api/call.hpp"
#include "api/host_resolution.hpp"
#include "names/numeric.hpp"
#include "names/host.hpp"
#include "names/records.hpp"

using namespace ws2::api;

namespace {

// A record of the thread's, or null and the thread's error.
template<typename Look>
auto record(Look look) -> decltype(look(*static_cast<int*>(nullptr))) {
    int error = ws2::dispatch::refusal();
    const auto found = error == 0 ? look(error) : nullptr;
    return found != nullptr ? found : fail(found, error);
}

hostent* foreign_host(const char* name, Turn turn, int& error) {
    std::vector<in_addr> addresses;
    for (const std::string& text : foreign_addresses(name, turn))
        if (in_addr each; ws2::names::parse_address(AF_INET, text.c_str(), &each, error) == 1)
            addresses.push_back(each);
    return addresses.empty() ? nullptr : ws2::names::host_of(name, addresses, error);
}

hostent* host_by_all_name_spaces(const char* name, int& error) {
    try {
        const bool numeric = is_numeric(name);
        int ignored = 0;
        hostent* found = numeric ? nullptr : foreign_host(name, Turn::before_resolver, ignored);
        if (found == nullptr)
            found = ws2::names::host_by_name(name, error);
        if (found == nullptr && !numeric)
            found = foreign_host(name, Turn::after_resolver, ignored);
        return found;
    } catch (const std::bad_alloc&) {
        error = WSAENOBUFS;
        return nullptr;
    }
}

} // namespace

extern "C" {

struct hostent* WSAAPI gethostbyname(const char* name) {
    return record([=](int& error) {
        if (name == nullptr || *name == '\0' || !has_foreign_name_spaces())
            return ws2::names::host_by_name(name, error);
        return host_by_all_name_spaces(name, error);
    });
}

struct hostent* WSAAPI gethostbyaddr(const char* addr, int len, int type) {
    return record([=](int& error) { return ws2::names::host_by_address(addr, len, type, error); });
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
