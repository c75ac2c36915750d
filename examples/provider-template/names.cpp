// Courier, the example provider: addresses. They are SOCKADDR_IN of this machine; only the port
// counts.
#include "slots.hpp"
#include "socket.hpp"

#include <cstring>
#include <string>
#include <string_view>

namespace courier {
namespace {

int put_address(u_short port, sockaddr* name, LPINT length) {
    if (name == nullptr || length == nullptr || *length < static_cast<int>(sizeof(sockaddr_in)))
        return WSAEFAULT;
    sockaddr_in in{};
    in.sin_family = AF_INET;
    in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    in.sin_port = htons(port);
    std::memcpy(name, &in, sizeof in);
    *length = sizeof in;
    return 0;
}

constexpr std::string_view host = "127.0.0.1:";

} // namespace

int WSPAPI own_name_slot(SOCKET s, sockaddr* name, LPINT length, LPINT error) {
    return with_socket(s, error, [&](Socket& socket) {
        return socket.bound ? put_address(socket.port, name, length) : WSAEINVAL;
    });
}

int WSPAPI peer_name_slot(SOCKET s, sockaddr* name, LPINT length, LPINT error) {
    return with_socket(s, error, [&](Socket& socket) {
        return socket.connected ? put_address(socket.peer_port, name, length) : WSAENOTCONN;
    });
}

INT WSPAPI to_text_slot(LPSOCKADDR name, DWORD length, LPWSAPROTOCOL_INFOW, LPWSTR text,
                        LPDWORD text_length, LPINT error) {
    sockaddr_in in{};
    if (name == nullptr || text_length == nullptr || length < sizeof in)
        return answer(WSAEFAULT, error);
    std::memcpy(&in, name, sizeof in);
    if (in.sin_family != AF_INET)
        return answer(WSAEINVAL, error);
    const std::string all = std::string(host) + std::to_string(ntohs(in.sin_port));
    const bool fits = text != nullptr && *text_length > all.size();
    *text_length = static_cast<DWORD>(all.size() + 1);
    if (!fits)
        return answer(WSAEFAULT, error);
    for (std::size_t i = 0; i <= all.size(); ++i)
        text[i] = static_cast<WCHAR>(all.c_str()[i]);
    return 0;
}

INT WSPAPI from_text_slot(LPWSTR text, INT family, LPWSAPROTOCOL_INFOW, LPSOCKADDR name,
                          LPINT length, LPINT error) {
    if (text == nullptr || family != AF_INET)
        return answer(WSAEINVAL, error);
    std::size_t used = 0;
    while (used < host.size() && text[used] == static_cast<WCHAR>(host[used]))
        ++used;
    unsigned port = 0;
    std::size_t digits = used;
    for (; text[digits] >= u'0' && text[digits] <= u'9' && digits - used < 5; ++digits)
        port = port * 10 + static_cast<unsigned>(text[digits] - u'0');
    if (used != host.size() || digits == used || text[digits] != 0 || port > 65535)
        return answer(WSAEINVAL, error);
    return answer(put_address(static_cast<u_short>(port), name, length), error);
}

} // namespace courier
