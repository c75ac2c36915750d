// A provider as Ws2 holds it: the procedure table that its startup function filled, over small fake
// upcalls. Both families run the same tests.
#pragma once

#include "provider/tcpip/builtin.hpp"

#include <atomic>
#include <cstring>
#include <fstream>
#include <functional>
#include <gtest/gtest.h>
#include <mswsock.h>
#include <string>
#include <sys/syscall.h>
#include <thread>
#include <ws2tcpip.h>

namespace ws2::test {

inline std::atomic<int> handles_modified{0};

inline SOCKET WSPAPI modify_ifs_handle(DWORD, SOCKET s, LPINT) {
    ++handles_modified;
    return s;
}

struct Startup {
    const char* name;
    decltype(&provider::tcpip::wspm_startup) start;
    decltype(&provider::tcpip::wspm_entries) entries;
};

inline constexpr Startup wspm = {"wspm", provider::tcpip::wspm_startup,
                                 provider::tcpip::wspm_entries};
inline constexpr Startup msafd = {"msafd", provider::tcpip::msafd_startup,
                                  provider::tcpip::msafd_entries};

inline sockaddr_in loopback(u_short port_network = 0) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = port_network;
    address.sin_addr.s_addr = 0x0100007F /* 127.0.0.1 in network order */;
    return address;
}

class Provider {
public:
    explicit Provider(const Startup& which) : entries(which.entries()) {
        WSPUPCALLTABLE upcalls{};
        upcalls.lpWPUModifyIFSHandle = modify_ifs_handle;
        WSPDATA data{};
        WSAPROTOCOL_INFOW entry = entries[0];
        EXPECT_EQ(which.start(MAKEWORD(2, 2), &data, &entry, upcalls, &table), 0);
    }
    ~Provider() { EXPECT_EQ(table.lpWSPCleanup(&error), 0); }
    Provider(const Provider&) = delete;
    Provider& operator=(const Provider&) = delete;

    SOCKET open(int type, int family = AF_INET) {
        const SOCKET s =
            table.lpWSPSocket(family, type, 0, nullptr, 0, WSA_FLAG_OVERLAPPED, &error);
        EXPECT_NE(s, INVALID_SOCKET) << error;
        return s;
    }
    int close(SOCKET s) { return table.lpWSPCloseSocket(s, &error); }

    int bind(SOCKET s, const sockaddr_in& address) {
        return table.lpWSPBind(s, reinterpret_cast<const sockaddr*>(&address), sizeof address,
                               &error);
    }
    sockaddr_in name(SOCKET s) {
        sockaddr_in address{};
        int size = sizeof address;
        EXPECT_EQ(table.lpWSPGetSockName(s, reinterpret_cast<sockaddr*>(&address), &size, &error),
                  0)
            << error;
        return address;
    }
    SOCKET bound(int type) {
        const SOCKET s = open(type);
        EXPECT_EQ(bind(s, loopback()), 0) << error;
        return s;
    }
    SOCKET listener(int backlog = 8) {
        const SOCKET s = bound(SOCK_STREAM);
        EXPECT_EQ(table.lpWSPListen(s, backlog, &error), 0) << error;
        return s;
    }
    int connect(SOCKET s, const sockaddr_in& address) {
        return table.lpWSPConnect(s, reinterpret_cast<const sockaddr*>(&address), sizeof address,
                                  nullptr, nullptr, nullptr, nullptr, &error);
    }
    SOCKET accept(SOCKET s, LPCONDITIONPROC condition = nullptr, DWORD_PTR data = 0) {
        return table.lpWSPAccept(s, nullptr, nullptr, condition, data, &error);
    }

    // The number of octets, or -1.
    int send(SOCKET s, const std::string& octets, DWORD flags = 0) {
        WSABUF buffer{static_cast<ULONG>(octets.size()), const_cast<char*>(octets.data())};
        DWORD sent = 0;
        const int outcome =
            table.lpWSPSend(s, &buffer, 1, &sent, flags, nullptr, nullptr, nullptr, &error);
        return outcome == 0 ? static_cast<int>(sent) : -1;
    }
    int send_to(SOCKET s, const std::string& octets, const sockaddr_in& to) {
        WSABUF buffer{static_cast<ULONG>(octets.size()), const_cast<char*>(octets.data())};
        DWORD sent = 0;
        const int outcome =
            table.lpWSPSendTo(s, &buffer, 1, &sent, 0, reinterpret_cast<const sockaddr*>(&to),
                              sizeof to, nullptr, nullptr, nullptr, &error);
        return outcome == 0 ? static_cast<int>(sent) : -1;
    }
    // What came; `result` tells an empty answer from a failure.
    std::string receive(SOCKET s, std::size_t room = 4096, DWORD flags = 0) {
        std::string octets(room, '\0');
        WSABUF buffer{static_cast<ULONG>(room), octets.data()};
        DWORD got = 0;
        received_flags = flags;
        result = table.lpWSPRecv(s, &buffer, 1, &got, &received_flags, nullptr, nullptr, nullptr,
                                 &error);
        octets.resize(result == 0 || error == WSAEMSGSIZE ? got : 0);
        return octets;
    }
    int shutdown(SOCKET s, int how) { return table.lpWSPShutdown(s, how, &error); }

    int set(SOCKET s, int name, DWORD value, int level = SOL_SOCKET) {
        return table.lpWSPSetSockOpt(s, level, name, reinterpret_cast<const char*>(&value),
                                     sizeof value, &error);
    }
    int set_linger(SOCKET s, bool on, u_short seconds) {
        const struct linger value { static_cast<u_short>(on ? 1 : 0), seconds };
        return table.lpWSPSetSockOpt(s, SOL_SOCKET, SO_LINGER,
                                     reinterpret_cast<const char*>(&value), sizeof value, &error);
    }
    DWORD get(SOCKET s, int name, int level = SOL_SOCKET) {
        DWORD value = 0xDDDDDDDD;
        int size = sizeof value;
        result =
            table.lpWSPGetSockOpt(s, level, name, reinterpret_cast<char*>(&value), &size, &error);
        return value;
    }
    int ioctl(SOCKET s, DWORD code, void* in, DWORD in_size, void* out, DWORD out_size) {
        returned = 0;
        return table.lpWSPIoctl(s, code, in, in_size, out, out_size, &returned, nullptr, nullptr,
                                nullptr, &error);
    }
    int set_non_blocking(SOCKET s, bool on = true) {
        ULONG value = on ? 1 : 0;
        return ioctl(s, static_cast<DWORD>(FIONBIO), &value, sizeof value, nullptr, 0);
    }

    WSPPROC_TABLE table{};
    std::span<const WSAPROTOCOL_INFOW> entries;
    int error = 0;
    int result = 0;
    DWORD returned = 0;
    DWORD received_flags = 0;
};

class ProviderTest : public testing::TestWithParam<Startup> {
protected:
    struct Pair {
        SOCKET client = INVALID_SOCKET;
        SOCKET server = INVALID_SOCKET;
    };
    Pair connected() {
        const SOCKET listener = p.listener();
        Pair pair;
        pair.client = p.open(SOCK_STREAM);
        EXPECT_EQ(p.connect(pair.client, p.name(listener)), 0) << p.error;
        pair.server = p.accept(listener);
        EXPECT_NE(pair.server, INVALID_SOCKET) << p.error;
        p.close(listener);
        return pair;
    }
    // Until `s` is readable (or has ended).
    bool readable(SOCKET s, LONG seconds = 10) {
        fd_set set;
        FD_ZERO(&set);
        FD_SET(s, &set);
        const timeval limit{seconds, 0};
        return p.table.lpWSPSelect(0, &set, nullptr, nullptr, &limit, &p.error) == 1;
    }

    Provider p{GetParam()};
};

// A call on a thread of its own, and the moment at which it sleeps in the kernel.
class BlockedCall {
public:
    explicit BlockedCall(std::function<void()> call)
        : thread_([this, call = std::move(call)] {
              id_.store(static_cast<int>(::syscall(SYS_gettid)));
              call();
          }) {
        while (!asleep())
            std::this_thread::yield();
    }
    void join() { thread_.join(); }

private:
    bool asleep() const {
        if (id_.load() == 0)
            return false;
        std::ifstream stat("/proc/self/task/" + std::to_string(id_.load()) + "/stat");
        std::string line;
        std::getline(stat, line);
        const std::size_t after_name = line.rfind(')');
        return after_name != std::string::npos && line.substr(after_name + 2, 1) == "S";
    }

    std::atomic<int> id_{0};
    std::thread thread_;
};

inline std::string startup_name(const testing::TestParamInfo<Startup>& info) {
    return info.param.name;
}

} // namespace ws2::test

#define WS2_BOTH_FAMILIES(suite)                                                                   \
    INSTANTIATE_TEST_SUITE_P(Tcpip, suite, testing::Values(ws2::test::wspm, ws2::test::msafd),     \
                             ws2::test::startup_name)
