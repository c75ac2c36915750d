// Suite conformance: WSASendDisconnect and WSARecvDisconnect with their results as values.
#pragma once

#include "conformance/pair.hpp"

#include <string>

namespace ws2::conformance {

inline bool carries_disconnect_data(const Entry& entry) {
    return entry.connected() && entry.claims(XP1_DISCONNECT_DATA);
}

inline Outcome say_goodbye(SOCKET s, std::string data) {
    WSABUF buffer{static_cast<u_long>(data.size()), data.data()};
    return outcome_of([&] { return WSASendDisconnect(s, &buffer); });
}

inline Outcome say_goodbye(SOCKET s) {
    return outcome_of([&] { return WSASendDisconnect(s, nullptr); });
}

struct Goodbye {
    Outcome call;
    std::string data;
};

// Into `room` octets; the answer's length is what the provider reports.
inline Goodbye hear_goodbye(SOCKET s, std::size_t room = 512) {
    std::string data(room, '?');
    WSABUF buffer{static_cast<u_long>(room), data.data()};
    Goodbye heard;
    heard.call = outcome_of([&] { return WSARecvDisconnect(s, &buffer); });
    if (heard.call.value == 0 && buffer.len <= room)
        heard.data = data.substr(0, buffer.len);
    return heard;
}

} // namespace ws2::conformance
