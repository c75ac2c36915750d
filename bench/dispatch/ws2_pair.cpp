// Benchmarks: the library's side.
#include "dispatch/ws2_pair.hpp"

#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>
#include <ws2tcpip.h>

namespace ws2::bench {
namespace {

void require(bool good, const char* what) {
    if (!good)
        throw std::runtime_error(std::string(what) + " failed with " +
                                 std::to_string(WSAGetLastError()));
}

SOCKET open(WSAPROTOCOL_INFOW info) {
    const SOCKET s = WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info,
                                0, WSA_FLAG_OVERLAPPED);
    require(s != INVALID_SOCKET, "WSASocket");
    return s;
}

} // namespace

void start_library() {
    static const bool started = [] {
        WSADATA data{};
        require(WSAStartup(MAKEWORD(2, 2), &data) == 0, "WSAStartup");
        return true;
    }();
    (void)started;
}

WSAPROTOCOL_INFOW find_entry(const char16_t* protocol) {
    start_library();
    std::vector<WSAPROTOCOL_INFOW> list(64);
    auto size = static_cast<DWORD>(list.size() * sizeof(WSAPROTOCOL_INFOW));
    const int count = WSAEnumProtocolsW(nullptr, list.data(), &size);
    require(count != SOCKET_ERROR, "WSAEnumProtocols");
    for (std::size_t each = 0; each < static_cast<std::size_t>(count); ++each)
        if (std::u16string_view(reinterpret_cast<const char16_t*>(list[each].szProtocol)) ==
            protocol)
            return list[each];
    throw std::runtime_error("no such catalog entry");
}

Ws2Pair::Ws2Pair(const char16_t* protocol, const char16_t* loopback) {
    auto info = find_entry(protocol);
    SOCKADDR_STORAGE storage{};
    int length = sizeof storage;
    auto* name = reinterpret_cast<sockaddr*>(&storage);
    std::u16string text(loopback);
    require(WSAStringToAddressW(reinterpret_cast<WCHAR*>(text.data()), info.iAddressFamily, &info,
                                name, &length) == 0,
            "WSAStringToAddress");
    const SOCKET listener = open(info);
    require(bind(listener, name, length) == 0 && listen(listener, 1) == 0, "listen");
    length = sizeof storage;
    require(getsockname(listener, name, &length) == 0, "getsockname");
    a_ = open(info);
    std::thread calling([&] { require(connect(a_, name, length) == 0, "connect"); });
    b_ = accept(listener, nullptr, nullptr);
    calling.join();
    require(b_ != INVALID_SOCKET, "accept");
    const int on = 1;
    setsockopt(a_, IPPROTO_TCP, TCP_NODELAY, reinterpret_cast<const char*>(&on), sizeof on);
    closesocket(listener);
}

Ws2Pair::~Ws2Pair() {
    closesocket(a_);
    closesocket(b_);
}

void Ws2Pair::exchange(std::size_t octets) {
    static thread_local char buffer[65536];
    const int sent = send(a_, buffer, static_cast<int>(octets), 0);
    const int received = recv(b_, buffer, static_cast<int>(octets), 0);
    require(sent > 0 && sent == received, "exchange");
}

} // namespace ws2::bench
