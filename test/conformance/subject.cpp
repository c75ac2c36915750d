// Suite conformance: the table of providers.
#include "conformance/subject.hpp"

namespace ws2::conformance {
namespace {

constexpr const char16_t* v4 = u"127.0.0.1:0";
constexpr const char16_t* v6 = u"[::1]:0";
constexpr const char16_t* foreign_v4 = u"192.0.2.1:0";
constexpr const char16_t* foreign_v6 = u"[2001:db8::1]:0";

constexpr Subject windows_ce(const char* name, const char16_t* protocol, bool ipv6) {
    return {.name = name,
            .protocol = protocol,
            .loopback = ipv6 ? v6 : v4,
            .foreign = ipv6 ? foreign_v6 : foreign_v4,
            .ending = Ending::always_fails,
            .duplicates = false};
}

constexpr Subject desktop(const char* name, const char16_t* protocol, bool ipv6, bool stream) {
    return {.name = name,
            .protocol = protocol,
            .loopback = ipv6 ? v6 : v4,
            .foreign = ipv6 ? foreign_v6 : foreign_v4,
            .ending = Ending::half_close,
            .whole_sends = stream};
}

// ISO transport of class 2, with disconnect data as long as its Disconnect Request takes, or class
// 0.
constexpr Subject iso(const char* name, const char16_t* protocol, bool disconnect_data) {
    return {.name = name,
            .protocol = protocol,
            .loopback = u"SERVER@127.0.0.1:0",
            .foreign = u"SERVER@192.0.2.1:0",
            .ending = disconnect_data ? Ending::carries_data : Ending::half_close,
            .disconnect_limit = disconnect_data ? 64U : 0U,
            .over_limit = disconnect_data ? WSAEMSGSIZE : 0,
            .duplicates = false,
            .empty_messages = disconnect_data}; // class 2 alone has empty data units
}

constexpr Subject local(const char* name, const char16_t* protocol) {
    return {.name = name,
            .protocol = protocol,
            .loopback = u"#",
            .foreign = u"no/folder/#",
            .ending = Ending::half_close,
            .whole_sends = true};
}

constexpr Subject table[] = {
    windows_ce("wspm-tcp", u"WSPM Tcpip [TCP/IP]", false),
    windows_ce("wspm-udp", u"WSPM Tcpip [UDP/IP]", false),
    windows_ce("wspm-tcp6", u"WSPM Tcpip [TCP/IPv6]", true),
    windows_ce("wspm-udp6", u"WSPM Tcpip [UDP/IPv6]", true),
    desktop("msafd-tcp", u"MSAFD Tcpip [TCP/IP]", false, true),
    desktop("msafd-udp", u"MSAFD Tcpip [UDP/IP]", false, false),
    desktop("msafd-tcp6", u"MSAFD Tcpip [TCP/IPv6]", true, true),
    desktop("msafd-udp6", u"MSAFD Tcpip [UDP/IPv6]", true, false),
    local("af-unix", u"AF_UNIX"),
    desktop("traced-tcp", u"Traced [TCP/IP]", false, true),
    desktop("hidden-tcp", u"Hidden [TCP/IP]", false, true),
    iso("itot-tp2", u"ITOT [TP2]", true),
    iso("itot-tp0", u"ITOT [TP0]", false),
    iso("itot-tp2-tls", u"ITOT [TP2 TLS]", true),
};

} // namespace

std::span<const Subject> subjects() {
    return table;
}

} // namespace ws2::conformance
