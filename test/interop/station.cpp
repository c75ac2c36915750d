// Suite interop: a Winsock program on a string. Reads one command a line from standard input, makes
// the calls, answers one line: "ok ..." or "fail CODE". Octets travel as hexadecimal, "-" is none.
//
//   listen PROTOCOL ADDRESS          ok SOCKET ADDRESS
//   accept SOCKET VERDICT DATA       ok SOCKET CALLER DATA      VERDICT: accept, reject, defer
//   connect PROTOCOL ADDRESS DATA    ok SOCKET DATA
//   send SOCKET whole|part|oob DATA  ok
//   recv SOCKET SIZE whole|part|oob  ok whole|part DATA
//   goodbye SOCKET DATA|none         ok            WSASendDisconnect
//   farewell SOCKET SIZE             ok DATA       WSARecvDisconnect
//   terms CA CERTIFICATE KEY NAME FLAGS   ok       for guarded sockets made from now on
//   guard SOCKET                     ok VERSION VERDICT CIPHER
//   shutdown SOCKET, close SOCKET, reset SOCKET, descriptors
//   serve SOCKET...                  ok            from now on an echo (station_echo.cpp)
#define FD_SETSIZE 1024
#include "interop/station.hpp"

#include "common/address.hpp"
#include "common/catalog.hpp"
#include "common/failure.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <ws2tls.h>

namespace station {
namespace {

using tools::CallFailed;

std::map<SOCKET, WSAPROTOCOL_INFOW> protocols; // of every socket

void check(long long result, const char* call) {
    if (result == SOCKET_ERROR)
        throw CallFailed(call, WSAGetLastError());
}

std::string from_hex(const std::string& text) {
    std::string octets;
    for (std::size_t i = 0; text != "-" && i + 1 < text.size(); i += 2)
        octets += static_cast<char>(std::stoi(text.substr(i, 2), nullptr, 16));
    return octets;
}

std::string to_hex(std::string_view octets) {
    if (octets.empty())
        return "-";
    std::string text;
    for (const char c : octets)
        for (const int shift : {4, 0})
            text += "0123456789abcdef"[static_cast<unsigned char>(c) >> shift & 15];
    return text;
}

WSABUF as_buffer(std::string& octets) {
    return {static_cast<u_long>(octets.size()), octets.data()};
}

template<typename T>
T next(std::istream& line) {
    T value{};
    if (!(line >> value))
        throw std::invalid_argument("an argument is missing");
    return value;
}

WSAPROTOCOL_INFOW protocol_of(const std::string& name) {
    const auto found = tools::find_protocols(tools::read_catalog(), name);
    if (found.empty())
        throw std::invalid_argument("no such protocol");
    return found.front();
}

struct Terms {
    std::string authorities, certificate, key, name;
    DWORD flags = 0;
};
std::optional<Terms> terms;

void set_terms(SOCKET s) {
    const auto text = [](const std::string& word) { return word == "-" ? nullptr : word.c_str(); };
    WS2_TLS_TERMS said{
        sizeof said,      terms->flags,     text(terms->authorities), text(terms->certificate),
        text(terms->key), text(terms->name)};
    DWORD returned = 0;
    check(WSAIoctl(s, SIO_WS2_SET_TLS, &said, sizeof said, nullptr, 0, &returned, nullptr, nullptr),
          "WSAIoctl");
}

std::string keep_terms(std::istream& line) {
    Terms said;
    for (std::string* word : {&said.authorities, &said.certificate, &said.key, &said.name})
        *word = next<std::string>(line);
    said.flags = next<DWORD>(line);
    terms = said;
    return "";
}

// Nothing but zeros where there was no connection yet.
WS2_TLS_STATE guard_of(SOCKET s) {
    WS2_TLS_STATE state{};
    DWORD returned = 0;
    WSAIoctl(s, SIO_WS2_GET_TLS, nullptr, 0, &state, sizeof state, &returned, nullptr, nullptr);
    return state;
}

std::string tell_guard(std::istream& line) {
    const WS2_TLS_STATE state = guard_of(next<SOCKET>(line));
    return std::to_string(state.dwVersion) + " " + std::to_string(state.dwVerdict) + " " +
           state.szCipher;
}

SOCKET make_socket(WSAPROTOCOL_INFOW& protocol) {
    const SOCKET s = WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO,
                                &protocol, 0, WSA_FLAG_OVERLAPPED);
    check(static_cast<long long>(s), "WSASocket");
    protocols[s] = protocol;
    if (terms && protocol.iProtocol == ISOPROTO_WS2_TP2_TLS)
        set_terms(s);
    return s;
}

tools::Endpoint endpoint_of(const std::string& address, const WSAPROTOCOL_INFOW& protocol) {
    return tools::resolve(tools::parse_address(address), protocol).front();
}

std::string listen_at(std::istream& line) {
    WSAPROTOCOL_INFOW protocol = protocol_of(next<std::string>(line));
    tools::Endpoint at = endpoint_of(next<std::string>(line), protocol);
    const SOCKET s = make_socket(protocol);
    check(bind(s, at.address(), at.length), "bind");
    check(listen(s, SOMAXCONN), "listen");
    at.length = sizeof at.storage;
    check(getsockname(s, at.address(), &at.length), "getsockname");
    return std::to_string(s) + " " + tools::format_endpoint(at, protocol);
}

struct Verdict {
    std::string word;
    std::string answer;
    std::string request;
};

int CALLBACK decide(LPWSABUF, LPWSABUF caller, LPQOS, LPQOS, LPWSABUF, LPWSABUF callee, GROUP*,
                    DWORD_PTR context) {
    auto& verdict = *reinterpret_cast<Verdict*>(context);
    if (caller != nullptr)
        verdict.request.assign(caller->buf, caller->len);
    std::ranges::copy(verdict.answer, callee->buf);
    callee->len = static_cast<u_long>(verdict.answer.size());
    return verdict.word == "accept" ? CF_ACCEPT : verdict.word == "reject" ? CF_REJECT : CF_DEFER;
}

std::string accept_one(std::istream& line) {
    const auto listener = next<SOCKET>(line);
    Verdict verdict;
    verdict.word = next<std::string>(line);
    verdict.answer = from_hex(next<std::string>(line));
    tools::Endpoint caller;
    caller.length = sizeof caller.storage;
    const SOCKET s = WSAAccept(listener, caller.address(), &caller.length, decide,
                               reinterpret_cast<DWORD_PTR>(&verdict));
    check(static_cast<long long>(s), "WSAAccept");
    protocols[s] = protocols[listener];
    return std::to_string(s) + " " + tools::format_endpoint(caller, protocols[s]) + " " +
           to_hex(verdict.request);
}

std::string connect_to(std::istream& line) {
    WSAPROTOCOL_INFOW protocol = protocol_of(next<std::string>(line));
    const tools::Endpoint to = endpoint_of(next<std::string>(line), protocol);
    std::string request = from_hex(next<std::string>(line));
    std::string answer(64, '\0');
    WSABUF caller = as_buffer(request);
    WSABUF callee = as_buffer(answer);
    const SOCKET s = make_socket(protocol);
    if (WSAConnect(s, to.address(), to.length, request.empty() ? nullptr : &caller, &callee,
                   nullptr, nullptr) != 0) {
        const int code = WSAGetLastError();
        std::string words = "WSAConnect";
        if (protocol.iProtocol == ISOPROTO_WS2_TP2_TLS)
            words += std::string(" ") + guard_of(s).szTrouble;
        closesocket(s);
        throw CallFailed(words, code);
    }
    answer.resize(callee.len);
    return std::to_string(s) + " " + to_hex(answer);
}

DWORD flags_of(const std::string& word) {
    return word == "oob" ? MSG_OOB : word == "part" ? MSG_PARTIAL : 0;
}

std::string send_on(std::istream& line) {
    const auto s = next<SOCKET>(line);
    const DWORD flags = flags_of(next<std::string>(line));
    std::string octets = from_hex(next<std::string>(line));
    WSABUF buffer = as_buffer(octets);
    DWORD sent = 0;
    check(WSASend(s, &buffer, 1, &sent, flags, nullptr, nullptr), "WSASend");
    return "";
}

std::string receive_on(std::istream& line) {
    const auto s = next<SOCKET>(line);
    std::string octets(next<std::size_t>(line), '\0');
    DWORD flags = flags_of(next<std::string>(line));
    WSABUF buffer = as_buffer(octets);
    DWORD count = 0;
    check(WSARecv(s, &buffer, 1, &count, &flags, nullptr, nullptr), "WSARecv");
    octets.resize(count);
    return ((flags & MSG_PARTIAL) != 0 ? "part " : "whole ") + to_hex(octets);
}

std::string say_goodbye(std::istream& line) {
    const auto s = next<SOCKET>(line);
    const auto word = next<std::string>(line);
    std::string octets = word == "none" ? "" : from_hex(word);
    WSABUF buffer = as_buffer(octets);
    check(WSASendDisconnect(s, word == "none" ? nullptr : &buffer), "WSASendDisconnect");
    return "";
}

std::string hear_farewell(std::istream& line) {
    const auto s = next<SOCKET>(line);
    std::string octets(next<std::size_t>(line), '\0');
    WSABUF buffer = as_buffer(octets);
    check(WSARecvDisconnect(s, &buffer), "WSARecvDisconnect");
    octets.resize(buffer.len);
    return to_hex(octets);
}

std::string shut_down(std::istream& line) {
    check(shutdown(next<SOCKET>(line), SD_SEND), "shutdown");
    return "";
}

std::string close_one(std::istream& line) {
    const auto s = next<SOCKET>(line);
    protocols.erase(s);
    check(closesocket(s), "closesocket");
    return "";
}

std::string reset_one(std::istream& line) {
    const auto s = next<SOCKET>(line);
    const LINGER at_once{1, 0};
    check(setsockopt(s, SOL_SOCKET, SO_LINGER, reinterpret_cast<const char*>(&at_once),
                     sizeof at_once),
          "setsockopt");
    protocols.erase(s);
    check(closesocket(s), "closesocket");
    return "";
}

std::string count_descriptors(std::istream&) {
    const std::filesystem::directory_iterator list("/proc/self/fd");
    return std::to_string(std::distance(begin(list), end(list)));
}

std::string serve(std::istream& line) {
    start_echo({std::istream_iterator<SOCKET>(line), {}});
    return "";
}

const std::map<std::string, std::function<std::string(std::istream&)>> commands = {
    {"listen", listen_at},
    {"accept", accept_one},
    {"connect", connect_to},
    {"send", send_on},
    {"recv", receive_on},
    {"goodbye", say_goodbye},
    {"farewell", hear_farewell},
    {"shutdown", shut_down},
    {"close", close_one},
    {"reset", reset_one},
    {"descriptors", count_descriptors},
    {"serve", serve},
    {"terms", keep_terms},
    {"guard", tell_guard},
};

std::string obey(const std::string& text) {
    std::istringstream line(text);
    try {
        const std::string answer = commands.at(next<std::string>(line))(line);
        return answer.empty() ? "ok" : "ok " + answer;
    } catch (const CallFailed& failure) {
        return "fail " + std::to_string(failure.code) + " " + failure.call;
    } catch (const std::exception& error) {
        return std::string("fail 0 ") + error.what();
    }
}

} // namespace
} // namespace station

int main() {
    WSADATA data{};
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0)
        return 1;
    for (std::string line; std::getline(std::cin, line);)
        std::cout << station::obey(line) << std::endl;
    station::stop_echo();
    return WSACleanup() == 0 ? 0 : 1;
}
