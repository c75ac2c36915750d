// A connection driven by octets in hexadecimal and by a clock that stands until it is told.
#pragma once

#include "provider/itot/connection.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace itot_test {

using namespace ws2::provider::itot;
using Bytes = std::vector<std::uint8_t>;

inline Bytes hex(std::string_view text) {
    Bytes octets;
    int high = -1;
    for (const char c : text) {
        if (c == ' ')
            continue;
        const int digit = c <= '9' ? c - '0' : c - 'a' + 10;
        if (high >= 0)
            octets.push_back(static_cast<std::uint8_t>(high * 16 + digit));
        high = high < 0 ? digit : -1;
    }
    return octets;
}

inline std::string to_hex(Octets octets) {
    std::string text;
    for (const std::uint8_t octet : octets) {
        text += "0123456789abcdef"[octet >> 4];
        text += "0123456789abcdef"[octet & 15];
    }
    return text;
}

inline std::string compact(std::string_view text) {
    return to_hex(hex(text));
}

inline Octets octets(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

inline std::string text(Octets octets) {
    return {octets.begin(), octets.end()};
}

class Script {
public:
    explicit Script(const Settings& settings = {}) : connection(settings) {}

    void feed(Octets octets) {
        while (!octets.empty() && connection.wants_input()) {
            const std::span<std::uint8_t> space = connection.input_space();
            const std::size_t size = std::min(space.size(), octets.size());
            std::memcpy(space.data(), octets.data(), size);
            connection.input(size, now);
            octets = octets.subspan(size);
        }
        unread_ = octets.size();
    }
    void feed(std::string_view text) { feed(hex(text)); }
    std::size_t unread() const { return unread_; }

    // All that the connection wants to write; TCP takes it.
    std::string written() {
        Bytes all;
        const Output::Pending pending = connection.output().pending();
        for (std::size_t i = 0; i < pending.count; ++i)
            all.insert(all.end(), pending.runs[i].begin(), pending.runs[i].end());
        connection.output_taken(all.size(), now);
        if (connection.wish() == TcpWish::half_close)
            connection.half_closed();
        return to_hex(all);
    }

    // The next message or part of one; "-" if there is none now.
    std::string receive(std::size_t room = 4096, bool partial = false) {
        if (!connection.can_receive(room, partial))
            return "-";
        Bytes buffer(room);
        const Room where{buffer.data(), buffer.size()};
        const Inbox::Copied copied = connection.receive({&where, 1}, true, now);
        buffer.resize(copied.size);
        return text(buffer) + (copied.end ? "" : "...");
    }

    void pass(Time span_ms) {
        now += span_ms;
        connection.tick(now);
    }

    // An initiator with reference 4A01 and a responder with reference 7B02, both open in class 2.
    static Settings small() {
        Settings settings;
        settings.profile.max_tpdu = 1024;
        return settings;
    }
    void open_as_responder() {
        connection.listen(now);
        feed("0300000e 09e000004a0121 c60100");
        ASSERT_EQ(connection.phase(), Phase::awaiting_answer);
        ASSERT_TRUE(connection.accept(0x7B02, connection.settings().profile, {}, now));
        (void)written();
    }
    void open_as_initiator() {
        connection.call({.own_reference = 0x4A01, .called_selector = octets("WSKB")});
        connection.tcp_connected(now);
        (void)written();
        feed("0300000e 09d04a017b0221 c60100");
        ASSERT_EQ(connection.phase(), Phase::open);
    }
    void open_class0() {
        connection.listen(now);
        feed("0300000b 06e000004a0100");
        codec::Profile profile;
        profile.class2 = false;
        profile.class0 = true;
        ASSERT_TRUE(connection.accept(0x7B02, profile, {}, now));
        (void)written();
    }

    Connection connection;
    Time now = 1000;

private:
    std::size_t unread_ = 0;
};

} // namespace itot_test
