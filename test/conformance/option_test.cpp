// Suite conformance: getsockopt, setsockopt and ioctls.
#include "conformance/pair.hpp"

#include <mswsock.h>

namespace ws2::conformance {
namespace {

using testing::AnyOf;

Outcome get(SOCKET s, int level, int name, void* value, int* size) {
    return outcome_of([&] { return getsockopt(s, level, name, static_cast<char*>(value), size); });
}
Outcome set(SOCKET s, int level, int name, const void* value, int size) {
    return outcome_of(
        [&] { return setsockopt(s, level, name, static_cast<const char*>(value), size); });
}

class Option : public Case {};
WS2_OVER(Option, any);

TEST_P(Option, BooleanOptionsBeginFalse) {
    const Socket s = create(entry());
    for (const int name : {SO_DEBUG, SO_REUSEADDR, SO_ACCEPTCONN})
        EXPECT_EQ(option(s, SOL_SOCKET, name), 0) << std::hex << name;
    if (entry().info.iAddressFamily != AF_INET6 && between_machines(entry())) {
        EXPECT_EQ(option(s, SOL_SOCKET, SO_DONTROUTE), 0);
    }
    if (entry().connected()) {
        EXPECT_EQ(option(s, SOL_SOCKET, SO_KEEPALIVE), 0);
    }
    if (entry().claims(XP1_SUPPORT_BROADCAST)) {
        EXPECT_EQ(option(s, SOL_SOCKET, SO_BROADCAST), 0);
    }
}

TEST_P(Option, SO_ERRORBeginsZero) {
    const Socket s = create(entry());
    EXPECT_EQ(option(s, SOL_SOCKET, SO_ERROR), 0);
}

TEST_P(Option, SO_REUSEADDRReadsBack) {
    const Socket s = create(entry());
    set_option(s, SOL_SOCKET, SO_REUSEADDR, 1);
    EXPECT_NE(option(s, SOL_SOCKET, SO_REUSEADDR).value_or(0), 0);
    set_option(s, SOL_SOCKET, SO_REUSEADDR, 0);
    EXPECT_EQ(option(s, SOL_SOCKET, SO_REUSEADDR), 0);
}

TEST_P(Option, BufferSizesReadBackAsSet) {
    const Socket s = create(entry());
    for (const int name : {SO_SNDBUF, SO_RCVBUF}) {
        EXPECT_GT(option(s, SOL_SOCKET, name).value_or(0), 0);
        set_option(s, SOL_SOCKET, name, 20000);
        EXPECT_EQ(option(s, SOL_SOCKET, name), 20000);
    }
}

TEST_P(Option, TimeoutsAreMillisecondsAndReadBack) {
    const Socket s = create(entry());
    for (const int name : {SO_SNDTIMEO, SO_RCVTIMEO}) {
        EXPECT_EQ(option(s, SOL_SOCKET, name), 0);
        set_option(s, SOL_SOCKET, name, 1234);
        EXPECT_EQ(option(s, SOL_SOCKET, name), 1234);
    }
}

TEST_P(Option, AnUnknownOptionIsWSAENOPROTOOPT) {
    const Socket s = create(entry());
    int value = 1;
    int size = sizeof value;
    EXPECT_EQ(get(s, SOL_SOCKET, 0x6FFF, &value, &size), failed(WSAENOPROTOOPT));
    EXPECT_EQ(set(s, SOL_SOCKET, 0x6FFF, &value, sizeof value), failed(WSAENOPROTOOPT));
}

TEST_P(Option, AnUnknownLevelIsRefused) {
    const Socket s = create(entry());
    int value = 1;
    int size = sizeof value;
    EXPECT_THAT(get(s, 0x5555, 1, &value, &size), AnyOf(failed(WSAENOPROTOOPT), failed(WSAEINVAL)));
    EXPECT_THAT(set(s, 0x5555, 1, &value, sizeof value),
                AnyOf(failed(WSAENOPROTOOPT), failed(WSAEINVAL)));
}

TEST_P(Option, TooLittleRoomAndMissingArgumentsAreWSAEFAULT) {
    const Socket s = create(entry());
    int value = 1;
    int size = 1;
    EXPECT_EQ(get(s, SOL_SOCKET, SO_RCVBUF, &value, &size), failed(WSAEFAULT));
    size = sizeof value;
    EXPECT_EQ(get(s, SOL_SOCKET, SO_RCVBUF, nullptr, &size), failed(WSAEFAULT));
    EXPECT_EQ(get(s, SOL_SOCKET, SO_RCVBUF, &value, nullptr), failed(WSAEFAULT));
    EXPECT_EQ(set(s, SOL_SOCKET, SO_RCVBUF, &value, 1), failed(WSAEFAULT));
    EXPECT_EQ(set(s, SOL_SOCKET, SO_RCVBUF, nullptr, sizeof value), failed(WSAEFAULT));
}

TEST_P(Option, WhatCanOnlyBeReadCannotBeSet) {
    const Socket s = create(entry());
    const int value = 1;
    for (const int name : {SO_TYPE, SO_ACCEPTCONN})
        EXPECT_THAT(set(s, SOL_SOCKET, name, &value, sizeof value),
                    AnyOf(failed(WSAENOPROTOOPT), failed(WSAEINVAL)))
            << std::hex << name;
}

class Lingering : public Case {};
WS2_OVER(Lingering, connection_oriented);

linger linger_of(SOCKET s) {
    linger value{};
    int size = sizeof value;
    if (getsockopt(s, SOL_SOCKET, SO_LINGER, reinterpret_cast<char*>(&value), &size) != 0)
        refuse("getsockopt(SO_LINGER)");
    EXPECT_EQ(size, static_cast<int>(sizeof value));
    return value;
}

TEST_P(Lingering, SO_DONTLINGERBeginsTrue) {
    const Socket s = create(entry());
    EXPECT_NE(option(s, SOL_SOCKET, SO_DONTLINGER).value_or(0), 0);
    EXPECT_EQ(linger_of(s).l_onoff, 0);
}

TEST_P(Lingering, SO_LINGERAndSO_DONTLINGERAreComplements) {
    const Socket s = create(entry());
    set_linger(s, true, 7);
    EXPECT_EQ(option(s, SOL_SOCKET, SO_DONTLINGER), 0);
    EXPECT_NE(linger_of(s).l_onoff, 0);
    EXPECT_EQ(linger_of(s).l_linger, 7);
    set_option(s, SOL_SOCKET, SO_DONTLINGER, 1);
    EXPECT_EQ(linger_of(s).l_onoff, 0);
    set_option(s, SOL_SOCKET, SO_DONTLINGER, 0);
    EXPECT_NE(linger_of(s).l_onoff, 0);
}

TEST_P(Lingering, SO_LINGERNeedsTheWholeStructure) {
    const Socket s = create(entry());
    linger value{};
    int size = sizeof value - 1;
    EXPECT_EQ(get(s, SOL_SOCKET, SO_LINGER, &value, &size), failed(WSAEFAULT));
    EXPECT_EQ(set(s, SOL_SOCKET, SO_LINGER, &value, sizeof value - 1), failed(WSAEFAULT));
}

TEST_P(Lingering, SO_ERRORIsClearedByReading) {
    const Socket deaf = bound(entry());
    const Address nobody = name_of(deaf);
    const Socket s = create(entry());
    set_blocking(s, false);
    if (outcome_of([&] { return connect(s, nobody.get(), nobody.length); }) !=
        failed(WSAEWOULDBLOCK))
        GTEST_SKIP() << "a refused call ends at once";
    ASSERT_TRUE(exceptional(s));
    EXPECT_EQ(option(s, SOL_SOCKET, SO_ERROR), WSAECONNREFUSED);
    EXPECT_EQ(option(s, SOL_SOCKET, SO_ERROR), 0);
}

class TcpOption : public Case {};
WS2_OVER(TcpOption, [](const Entry& entry) { return entry.info.iProtocol == IPPROTO_TCP; });

TEST_P(TcpOption, TCP_NODELAYReadsBack) {
    const Socket s = create(entry());
    EXPECT_EQ(option(s, IPPROTO_TCP, TCP_NODELAY), 0);
    set_option(s, IPPROTO_TCP, TCP_NODELAY, 1);
    EXPECT_NE(option(s, IPPROTO_TCP, TCP_NODELAY).value_or(0), 0);
}

TEST_P(TcpOption, SO_EXCLUSIVEADDRUSEKeepsSO_REUSEADDROut) {
    const Socket owner = create(entry());
    set_option(owner, SOL_SOCKET, SO_EXCLUSIVEADDRUSE, 1);
    const Address any_port = parse(entry(), subject().loopback);
    ASSERT_EQ(bind(owner, any_port.get(), any_port.length), 0);
    const Socket thief = create(entry());
    set_option(thief, SOL_SOCKET, SO_REUSEADDR, 1);
    const Address taken = name_of(owner);
    EXPECT_EQ(outcome_of([&] { return bind(thief, taken.get(), taken.length); }),
              failed(WSAEACCES));
}

TEST_P(TcpOption, SO_REUSEADDRAfterSO_EXCLUSIVEADDRUSEIsWSAEINVAL) {
    const Socket s = create(entry());
    set_option(s, SOL_SOCKET, SO_EXCLUSIVEADDRUSE, 1);
    const int on = 1;
    EXPECT_EQ(set(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on), failed(WSAEINVAL));
}

class BroadcastOption : public Case {};
WS2_OVER(BroadcastOption, [](const Entry& entry) {
    return !entry.connected() && entry.info.iAddressFamily == AF_INET;
});

TEST_P(BroadcastOption, WithoutItABroadcastIsWSAEACCES) {
    const Socket s = bound(entry());
    Address everyone = name_of(s);
    reinterpret_cast<sockaddr_in*>(everyone.get())->sin_addr.s_addr = INADDR_BROADCAST;
    EXPECT_EQ(outcome_of([&] { return sendto(s, "x", 1, 0, everyone.get(), everyone.length); }),
              failed(WSAEACCES));
}

class Ioctl : public Case {};
WS2_OVER(Ioctl, any);

Outcome wsa_ioctl(SOCKET s, DWORD code, void* in, DWORD in_size, void* out, DWORD out_size) {
    DWORD returned_size = 0;
    return outcome_of([&] {
        return WSAIoctl(s, code, in, in_size, out, out_size, &returned_size, nullptr, nullptr);
    });
}

TEST_P(Ioctl, FIONREADTellsWhatCanBeRead) {
    const Pair pair = connect_pair(entry());
    u_long count = 99;
    ASSERT_EQ(ioctlsocket(pair.b, FIONREAD, &count), 0);
    EXPECT_EQ(count, 0U);
    send_all(pair.a, "12345");
    ASSERT_TRUE(readable(pair.b));
    ASSERT_EQ(ioctlsocket(pair.b, FIONREAD, &count), 0);
    EXPECT_EQ(count, 5U);
}

TEST_P(Ioctl, AnUnknownCodeIsRefused) {
    const Socket s = create(entry());
    u_long argument = 0;
    EXPECT_THAT(outcome_of([&] {
                    return ioctlsocket(s, static_cast<LONG>(_IOW('z', 99, u_long)), &argument);
                }),
                AnyOf(failed(WSAEOPNOTSUPP), failed(WSAEINVAL)));
    EXPECT_THAT(wsa_ioctl(s, 0xC8007777U, nullptr, 0, nullptr, 0),
                AnyOf(failed(WSAEOPNOTSUPP), failed(WSAEINVAL)));
}

TEST_P(Ioctl, FIONBIOWithoutArgumentIsWSAEFAULT) {
    const Socket s = create(entry());
    EXPECT_EQ(outcome_of([&] { return ioctlsocket(s, static_cast<LONG>(FIONBIO), nullptr); }),
              failed(WSAEFAULT));
    u_long on = 1;
    EXPECT_EQ(wsa_ioctl(s, static_cast<DWORD>(FIONBIO), &on, 1, nullptr, 0), failed(WSAEFAULT));
}

TEST_P(Ioctl, TheBaseHandleIsTheSocketItselfUnlessALayerHidesIt) {
    const Socket s = create(entry());
    SOCKET base = 0;
    ASSERT_EQ(wsa_ioctl(s, SIO_BASE_HANDLE, nullptr, 0, &base, sizeof base), returned(0));
    const bool hidden =
        entry().info.ProtocolChain.ChainLen > BASE_PROTOCOL && !entry().claims(XP1_IFS_HANDLES);
    EXPECT_EQ(base != static_cast<SOCKET>(s), hidden);
    EXPECT_EQ(wsa_ioctl(s, SIO_BASE_HANDLE, nullptr, 0, &base, 4), failed(WSAEFAULT));
    EXPECT_EQ(wsa_ioctl(s, SIO_BASE_HANDLE, nullptr, 0, nullptr, 0), failed(WSAEFAULT));
}

TEST_P(Ioctl, AnUnknownExtensionFunctionIsRefused) {
    const Socket s = create(entry());
    GUID nobody{0x12345678, 1, 2, {3, 4, 5, 6, 7, 8, 9, 10}};
    void* function = nullptr;
    EXPECT_THAT(wsa_ioctl(s, SIO_GET_EXTENSION_FUNCTION_POINTER, &nobody, sizeof nobody, &function,
                          sizeof function),
                AnyOf(failed(WSAEOPNOTSUPP), failed(WSAEINVAL)));
}

} // namespace
} // namespace ws2::conformance
