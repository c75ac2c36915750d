#include "ws2cat/transport.hpp"

#include "common/failure.hpp"

#include <array>
#include <cstdlib>
#include <fmt/format.h>
#include <ws2itot.h>
#include <ws2tcpip.h>
#include <ws2tls.h>

namespace ws2cat {
namespace {

bool is_guarded(const WSAPROTOCOL_INFOW& protocol) {
    return protocol.iSecurityScheme == SECURITY_PROTOCOL_WS2_TLS;
}

bool is_number(const std::string& host) {
    std::array<char, 16> address{};
    return inet_pton(AF_INET, host.c_str(), address.data()) == 1 ||
           inet_pton(AF_INET6, host.c_str(), address.data()) == 1;
}

// What the options say, else the environment.
std::string file(const std::string& said, const char* variable) {
    const char* const value = said.empty() ? std::getenv(variable) : nullptr;
    return value != nullptr ? value : said;
}

const char* text(const std::string& words) {
    return words.empty() ? nullptr : words.c_str();
}

template<typename T>
bool ask(SOCKET socket, DWORD code, T& answer) {
    DWORD size = 0;
    return WSAIoctl(socket, code, nullptr, 0, &answer, sizeof answer, &size, nullptr, nullptr) == 0;
}

const char* words_of_reason(DWORD reason) {
    switch (reason) {
    case ITOT_REASON_CONGESTION: return "too many callers wait";
    case ITOT_REASON_NOT_ATTACHED: return "nobody listens at that selector now";
    case ITOT_REASON_ADDRESS_UNKNOWN: return "nobody is known by that selector";
    case ITOT_REASON_NORMAL: return "the program there does not want to";
    case ITOT_REASON_REMOTE_CONGESTION: return "the transport there has no room";
    case ITOT_REASON_NEGOTIATION_FAILED: return "no class or option suits both sides";
    case ITOT_REASON_DUPLICATE_REFERENCE: return "our reference is in use";
    case ITOT_REASON_MISMATCHED_REFERENCES: return "the references do not match";
    case ITOT_REASON_PROTOCOL_ERROR: return "we broke the protocol, it says";
    case ITOT_REASON_REFERENCE_OVERFLOW: return "it has no reference left";
    case ITOT_REASON_REFUSED_ON_THIS_CONNECTION: return "one connection is here already";
    case ITOT_REASON_INVALID_LENGTH: return "a length was wrong, it says";
    default: return "not specified";
    }
}

const char* words_of_cause(DWORD cause) {
    switch (cause) {
    case 1: return "it does not know a parameter";
    case 2: return "it does not know the kind of TPDU";
    case 3: return "it does not like a parameter's value";
    default: return "not specified";
    }
}

} // namespace

void set_guard(SOCKET socket, const WSAPROTOCOL_INFOW& protocol, const Options& options) {
    if (!is_guarded(protocol))
        return;
    const std::string authorities = file(options.tls_authorities, "WS2_TLS_CA");
    const std::string certificate = file(options.tls_certificate, "WS2_TLS_CERT");
    const std::string key = options.tls_certificate.empty() || !options.tls_key.empty()
                                ? file(options.tls_key, "WS2_TLS_KEY")
                                : ""; // another certificate's key would be no use
    const bool named = !options.listen && !is_number(options.address.host);
    WS2_TLS_TERMS terms{};
    terms.cbSize = sizeof terms;
    terms.dwFlags = options.tls_take_any ? WS2_TLS_TAKE_ANY_PEER : 0;
    terms.pszAuthorities = text(authorities);
    terms.pszCertificate = text(certificate);
    terms.pszPrivateKey = text(key);
    terms.pszPeerName = named ? text(options.address.host) : nullptr;
    DWORD size = 0;
    if (WSAIoctl(socket, SIO_WS2_SET_TLS, &terms, sizeof terms, nullptr, 0, &size, nullptr,
                 nullptr) == SOCKET_ERROR)
        throw tools::CallFailed("WSAIoctl(SIO_WS2_SET_TLS)", WSAGetLastError());
}

void tell_guard(SOCKET socket, const WSAPROTOCOL_INFOW& protocol, Events& events) {
    WS2_TLS_STATE state{};
    if (is_guarded(protocol) && ask(socket, SIO_WS2_GET_TLS, state))
        events.guarded(fmt::format("TLS 1.{}", (state.dwVersion & 0xFF) - 1), state.szCipher,
                       state.szPeer);
}

void tell_reason(SOCKET socket, const WSAPROTOCOL_INFOW& protocol, Events& events) {
    WS2_TLS_STATE state{};
    if (is_guarded(protocol) && ask(socket, SIO_WS2_GET_TLS, state) && state.szTrouble[0] != 0)
        events.reason("TLS", state.dwVerdict, state.szTrouble);
    ITOT_ENDING ending{};
    if (protocol.iAddressFamily != AF_ISO || !ask(socket, SIO_ITOT_GET_ENDING, ending))
        return;
    if (ending.dwTpdu == ITOT_ENDED_BY_DR)
        events.reason("DR", ending.dwReason, words_of_reason(ending.dwReason));
    else if (ending.dwTpdu == ITOT_ENDED_BY_ER)
        events.reason("ER", ending.dwReason, words_of_cause(ending.dwReason));
}

} // namespace ws2cat
