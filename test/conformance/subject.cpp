// Suite conformance: the table of providers.
#include "conformance/subject.hpp"

namespace ws2::conformance {
namespace {

constexpr const char16_t* v4 = u"127.0.0.1:0";
constexpr const char16_t* v6 = u"[::1]:0";
constexpr const char16_t* foreign_v4 = u"192.0.2.1:0";
constexpr const char16_t* foreign_v6 = u"[2001:db8::1]:0";

constexpr Subject table[] = {
    {"wspm-tcp", u"WSPM Tcpip [TCP/IP]", v4, foreign_v4, Ending::always_fails, 0, 0, false},
    {"wspm-udp", u"WSPM Tcpip [UDP/IP]", v4, foreign_v4, Ending::always_fails, 0, 0, false},
    {"wspm-tcp6", u"WSPM Tcpip [TCP/IPv6]", v6, foreign_v6, Ending::always_fails, 0, 0, false},
    {"wspm-udp6", u"WSPM Tcpip [UDP/IPv6]", v6, foreign_v6, Ending::always_fails, 0, 0, false},
    {"msafd-tcp", u"MSAFD Tcpip [TCP/IP]", v4, foreign_v4, Ending::half_close, 0, 0, true},
    {"msafd-udp", u"MSAFD Tcpip [UDP/IP]", v4, foreign_v4, Ending::half_close, 0, 0, false},
    {"msafd-tcp6", u"MSAFD Tcpip [TCP/IPv6]", v6, foreign_v6, Ending::half_close, 0, 0, true},
    {"msafd-udp6", u"MSAFD Tcpip [UDP/IPv6]", v6, foreign_v6, Ending::half_close, 0, 0, false},
    {"traced-tcp", u"Traced [TCP/IP]", v4, foreign_v4, Ending::half_close, 0, 0, true},
    {"hidden-tcp", u"Hidden [TCP/IP]", v4, foreign_v4, Ending::half_close, 0, 0, true, true, false},
    {"itot-tp2", u"ITOT [TP2]", u"SERVER@127.0.0.1:0", u"SERVER@192.0.2.1:0", Ending::carries_data,
     64, WSAEMSGSIZE, false},
    {"itot-tp0", u"ITOT [TP0]", u"SERVER@127.0.0.1:0", u"SERVER@192.0.2.1:0", Ending::half_close, 0,
     0, false},
    {"itot-tp2-tls", u"ITOT [TP2 TLS]", u"SERVER@127.0.0.1:0", u"SERVER@192.0.2.1:0",
     Ending::carries_data, 64, WSAEMSGSIZE, false},
};

} // namespace

std::span<const Subject> subjects() {
    return table;
}

} // namespace ws2::conformance
