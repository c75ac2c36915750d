// Room api: hosts, services and protocols by the calls of 1.1, and this host's own name.
#include "api/call.hpp"
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

} // namespace

extern "C" {

struct hostent* WSAAPI gethostbyname(const char* name) {
    return record([=](int& error) { return ws2::names::host_by_name(name, error); });
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
