// The provider through its table, with upcalls that only keep handles and their contexts.
#pragma once

#include "provider/itot/address.hpp"
#include "provider/itot/builtin.hpp"

#include "ws2itot.h"

#include <gtest/gtest.h>

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace itot_test {

struct Handles {
    std::mutex mutex;
    std::map<SOCKET, DWORD_PTR> contexts;
    SOCKET next = 1000;
};
inline Handles& handles() {
    static Handles handles;
    return handles;
}

inline SOCKET WSPAPI create_handle(DWORD, DWORD_PTR context, LPINT) {
    const std::lock_guard lock(handles().mutex);
    handles().contexts[handles().next] = context;
    return handles().next++;
}
inline int WSPAPI close_handle(SOCKET s, LPINT error) {
    const std::lock_guard lock(handles().mutex);
    if (handles().contexts.erase(s) == 1)
        return 0;
    *error = WSAENOTSOCK;
    return SOCKET_ERROR;
}
inline int WSPAPI query_handle(SOCKET s, PDWORD_PTR context, LPINT error) {
    const std::lock_guard lock(handles().mutex);
    const auto found = handles().contexts.find(s);
    if (found == handles().contexts.end()) {
        *error = WSAENOTSOCK;
        return SOCKET_ERROR;
    }
    *context = found->second;
    return 0;
}

inline WSPUPCALLTABLE upcalls() {
    WSPUPCALLTABLE table{};
    table.lpWPUCreateSocketHandle = create_handle;
    table.lpWPUCloseSocketHandle = close_handle;
    table.lpWPUQuerySocketHandleContext = query_handle;
    return table;
}

// A call's answer: 0 and a value, or a code.
struct Answer {
    int code = 0;
    std::string data;
    DWORD flags = 0;
    bool operator==(int expected) const { return code == expected; }
};
inline std::ostream& operator<<(std::ostream& out, const Answer& answer) {
    return out << "code " << answer.code << ", data \"" << answer.data << "\"";
}

class Provider : public testing::Test {
protected:
    void SetUp() override {
        WSPDATA data{};
        ASSERT_EQ(ws2::provider::itot::startup(0x0202, &data, nullptr, upcalls(), &table_), 0);
    }
    void TearDown() override {
        int error = 0;
        if (!cleaned_) {
            EXPECT_EQ(table_.lpWSPCleanup(&error), 0);
        }
        const std::lock_guard lock(handles().mutex);
        EXPECT_TRUE(handles().contexts.empty());
    }

    SOCKET open(int protocol = ISOPROTO_TP2) {
        int error = 0;
        const SOCKET s =
            table_.lpWSPSocket(AF_ISO, SOCK_SEQPACKET, protocol, nullptr, 0, 0, &error);
        EXPECT_NE(s, INVALID_SOCKET) << error;
        return s;
    }
    int close(SOCKET s) {
        int error = 0;
        return table_.lpWSPCloseSocket(s, &error) == 0 ? 0 : error;
    }

    static SOCKADDR_TP address(std::u16string_view text) {
        const auto parsed = ws2::provider::itot::parse_address(text);
        EXPECT_TRUE(parsed);
        return ws2::provider::itot::to_sockaddr(*parsed);
    }
    SOCKADDR_TP name(SOCKET s) {
        SOCKADDR_TP tp{};
        int size = sizeof tp;
        int error = 0;
        EXPECT_EQ(table_.lpWSPGetSockName(s, reinterpret_cast<sockaddr*>(&tp), &size, &error), 0)
            << error;
        return tp;
    }
    int bind(SOCKET s, const SOCKADDR_TP& tp) {
        int error = 0;
        const auto* name = reinterpret_cast<const sockaddr*>(&tp);
        return table_.lpWSPBind(s, name, sizeof tp, &error) == 0 ? 0 : error;
    }
    int listen(SOCKET s, int backlog = 8) {
        int error = 0;
        return table_.lpWSPListen(s, backlog, &error) == 0 ? 0 : error;
    }
    SOCKET listening(std::u16string_view where = u"SRV@127.0.0.1:0", int protocol = ISOPROTO_TP2) {
        const SOCKET s = open(protocol);
        EXPECT_EQ(bind(s, address(where)), 0);
        EXPECT_EQ(listen(s), 0);
        return s;
    }
    int connect(SOCKET s, const SOCKADDR_TP& to, LPWSABUF caller = nullptr,
                LPWSABUF callee = nullptr) {
        int error = 0;
        const auto* where = reinterpret_cast<const sockaddr*>(&to);
        return table_.lpWSPConnect(s, where, sizeof to, caller, callee, nullptr, nullptr, &error) ==
                       0
                   ? 0
                   : error;
    }
    SOCKET accept(SOCKET s, int* code = nullptr, LPCONDITIONPROC condition = nullptr,
                  DWORD_PTR context = 0) {
        int error = 0;
        const SOCKET accepted = table_.lpWSPAccept(s, nullptr, nullptr, condition, context, &error);
        if (code != nullptr)
            *code = accepted == INVALID_SOCKET ? error : 0;
        else
            EXPECT_NE(accepted, INVALID_SOCKET) << error;
        return accepted;
    }

    // Two ends of one connection and the listener.
    struct Pair {
        SOCKET listener;
        SOCKET a; // the caller
        SOCKET b;
    };
    Pair connected(int protocol = ISOPROTO_TP2) {
        Pair pair{};
        pair.listener = listening(u"SRV@127.0.0.1:0", protocol);
        pair.a = open(protocol);
        const SOCKADDR_TP to = name(pair.listener);
        std::thread caller([&] { EXPECT_EQ(connect(pair.a, to), 0); });
        pair.b = accept(pair.listener);
        caller.join();
        return pair;
    }
    void close(const Pair& pair) {
        for (const SOCKET s : {pair.a, pair.b, pair.listener})
            close(s);
    }

    Answer send(SOCKET s, std::string_view text, DWORD flags = 0) {
        WSABUF buffer{static_cast<ULONG>(text.size()), const_cast<char*>(text.data())};
        DWORD sent = 0;
        int error = 0;
        if (table_.lpWSPSend(s, &buffer, 1, &sent, flags, nullptr, nullptr, nullptr, &error) != 0)
            return {error, {}, 0};
        EXPECT_EQ(sent, text.size());
        return {};
    }
    Answer recv(SOCKET s, std::size_t room = 70000, DWORD flags = 0) {
        std::string data(room, '\0');
        WSABUF buffer{static_cast<ULONG>(room), data.data()};
        DWORD received = 0;
        int error = 0;
        if (table_.lpWSPRecv(s, &buffer, 1, &received, &flags, nullptr, nullptr, nullptr, &error) !=
            0)
            return {error, {}, 0};
        data.resize(received);
        return {0, data, flags};
    }
    int send_disconnect(SOCKET s) {
        int error = 0;
        return table_.lpWSPSendDisconnect(s, nullptr, &error) == 0 ? 0 : error;
    }
    int send_disconnect(SOCKET s, std::string_view text) {
        WSABUF buffer{static_cast<ULONG>(text.size()), const_cast<char*>(text.data())};
        int error = 0;
        return table_.lpWSPSendDisconnect(s, &buffer, &error) == 0 ? 0 : error;
    }
    Answer recv_disconnect(SOCKET s, std::size_t room = 64) {
        std::string data(room, '\0');
        WSABUF buffer{static_cast<ULONG>(room), data.data()};
        int error = 0;
        if (table_.lpWSPRecvDisconnect(s, &buffer, &error) != 0)
            return {error, {}, buffer.len};
        data.resize(buffer.len);
        return {0, data, 0};
    }
    int shutdown(SOCKET s, int how) {
        int error = 0;
        return table_.lpWSPShutdown(s, how, &error) == 0 ? 0 : error;
    }
    int non_blocking(SOCKET s, bool on = true) {
        u_long value = on ? 1 : 0;
        DWORD returned = 0;
        int error = 0;
        return table_.lpWSPIoctl(s, static_cast<DWORD>(FIONBIO), &value, sizeof value, nullptr, 0,
                                 &returned, nullptr, nullptr, nullptr, &error) == 0
                   ? 0
                   : error;
    }
    template<typename Value>
    int set(SOCKET s, int option, const Value& value) {
        int error = 0;
        return table_.lpWSPSetSockOpt(s, SOL_SOCKET, option, reinterpret_cast<const char*>(&value),
                                      sizeof value, &error) == 0
                   ? 0
                   : error;
    }
    template<typename Value>
    Value get(SOCKET s, int option) {
        Value value{};
        int size = sizeof value;
        int error = 0;
        EXPECT_EQ(table_.lpWSPGetSockOpt(s, SOL_SOCKET, option, reinterpret_cast<char*>(&value),
                                         &size, &error),
                  0)
            << error;
        return value;
    }

    int set_itot(SOCKET s, int option, DWORD value) {
        int error = 0;
        return table_.lpWSPSetSockOpt(s, SOL_ITOT, option, reinterpret_cast<const char*>(&value),
                                      sizeof value, &error) == 0
                   ? 0
                   : error;
    }
    DWORD get_itot(SOCKET s, int option) {
        DWORD value = 0;
        int size = sizeof value;
        int error = 0;
        EXPECT_EQ(table_.lpWSPGetSockOpt(s, SOL_ITOT, option, reinterpret_cast<char*>(&value),
                                         &size, &error),
                  0)
            << error;
        return value;
    }
    enum class Ready { readable, writable, failed };
    // Waits for one socket; false after `seconds`.
    bool wait(SOCKET s, Ready what, LONG seconds = 20) {
        fd_set set{};
        FD_SET(s, &set);
        const timeval timeout{seconds, 0};
        int error = 0;
        const int count = table_.lpWSPSelect(
            0, what == Ready::readable ? &set : nullptr, what == Ready::writable ? &set : nullptr,
            what == Ready::failed ? &set : nullptr, &timeout, &error);
        EXPECT_GE(count, 0) << error;
        return count == 1;
    }

    WSPPROC_TABLE table_{};
    bool cleaned_ = false;
};

} // namespace itot_test
