// Courier, the example provider: addresses. They are SOCKADDR_IN of this machine.
#include "slots.hpp"
#include "socket.hpp"

#include <cstring>
#include <string>

namespace courier {
namespace {

int put(const sockaddr_in& in, sockaddr* name, LPINT length) {
    int room = 0;
    constexpr int needed = sizeof in;
    if (length == nullptr || !wire::copy_in(&room, length, sizeof room))
        return WSAEFAULT;
    return wire::copy_out(length, &needed, sizeof needed) && room >= needed && name != nullptr &&
                   wire::copy_out(name, &in, sizeof in)
               ? 0
               : WSAEFAULT;
}

int put_address(u_short port, sockaddr* name, LPINT length) {
    sockaddr_in in{};
    in.sin_family = AF_INET;
    in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    in.sin_port = htons(port);
    return put(in, name, length);
}

// A number up to `largest` at `text`, which moves behind it; -1 if there is none.
long number_at(const WCHAR*& text, long largest) {
    long value = -1;
    for (; *text >= u'0' && *text <= u'9'; ++text) {
        value = (value < 0 ? 0 : value) * 10 + (*text - u'0');
        if (value > largest)
            return -1;
    }
    return value;
}

// "1.2.3.4" or "1.2.3.4:5".
bool parse(const WCHAR* text, sockaddr_in& in) {
    u_long host = 0;
    for (int i = 0; i < 4; ++i) {
        const long octet = i == 0 || *text++ == u'.' ? number_at(text, 255) : -1;
        if (octet < 0)
            return false;
        host = host << 8 | static_cast<u_long>(octet);
    }
    const long port = *text == u':' ? number_at(++text, 65535) : 0;
    in.sin_family = AF_INET;
    in.sin_addr.s_addr = htonl(static_cast<u_int>(host));
    in.sin_port = htons(static_cast<u_short>(port));
    return port >= 0 && *text == 0;
}

std::string format(const sockaddr_in& in) {
    const u_long host = ntohl(in.sin_addr.s_addr);
    std::string text;
    for (int shift = 24; shift >= 0; shift -= 8)
        text += (shift == 24 ? "" : ".") + std::to_string(host >> shift & 255);
    return in.sin_port == 0 ? text : text + ":" + std::to_string(ntohs(in.sin_port));
}

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
    const std::string all = format(in);
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
    sockaddr_in in{};
    if (text == nullptr || family != AF_INET || !parse(text, in))
        return answer(WSAEINVAL, error);
    return answer(put(in, name, length), error);
}

} // namespace courier
