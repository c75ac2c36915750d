// Suite conformance: WSARecvMsg and WSASendMsg with control data in Windows' layout.
#include "conformance/overlapped.hpp"

#include <cstring>
#include <ws2ipdef.h>

namespace ws2::conformance {
namespace {

// Room for a message's control data.
struct ControlRoom {
    alignas(8) char octets[256] = {};

    WSABUF buffer(std::size_t size = sizeof octets) { return {static_cast<u_long>(size), octets}; }
};

// A list with one message.
template<typename T>
WSABUF one_item(ControlRoom& room, int level, int type, const T& value) {
    const auto head = reinterpret_cast<WSACMSGHDR*>(room.octets);
    head->cmsg_len = WSA_CMSG_LEN(sizeof value);
    head->cmsg_level = level;
    head->cmsg_type = type;
    std::memcpy(WSA_CMSG_DATA(head), &value, sizeof value);
    return room.buffer(WSA_CMSG_SPACE(sizeof value));
}

class ControlData : public Case {
protected:
    bool v6() const { return entry().info.iAddressFamily == AF_INET6; }
    int level() const {
        return v6() ? static_cast<int>(IPPROTO_IPV6) : static_cast<int>(IPPROTO_IP);
    }
    // IP_TTL and IPV6_HOPLIMIT, IP_TOS and IPV6_TCLASS.
    int hop_type() const { return v6() ? IPV6_HOPLIMIT : IP_TTL; }
    int service_type() const { return v6() ? IPV6_TCLASS : IP_TOS; }

    // Sends from a to b with the control data given.
    Outcome send(WSABUF control) {
        Address there = name_of(pair.b);
        WSABUF data{5, text};
        WSAMSG message{there.get(), there.length, &data, 1, control, 0};
        DWORD sent = 0;
        return outcome_of([&] { return WSASendMsg(pair.a, &message, 0, &sent, nullptr, nullptr); });
    }
    Outcome receive(WSABUF control) {
        const auto receive_message = extension<LPFN_WSARECVMSG>(pair.b, WSAID_WSARECVMSG);
        WSABUF data{sizeof room, room};
        incoming = {nullptr, 0, &data, 1, control, 0};
        DWORD received = 0;
        return outcome_of(
            [&] { return receive_message(pair.b, &incoming, &received, nullptr, nullptr); });
    }
    // The content of the message of that type; nothing if there is none.
    template<typename T>
    std::optional<T> found(int type) {
        WSAMSG* const message = &incoming;
        for (WSACMSGHDR* item = WSA_CMSG_FIRSTHDR(message); item != nullptr;
             item = WSA_CMSG_NXTHDR(message, item)) {
            if (item->cmsg_level != level() || item->cmsg_type != type)
                continue;
            T value{};
            EXPECT_EQ(item->cmsg_len, WSA_CMSG_LEN(sizeof value));
            std::memcpy(&value, WSA_CMSG_DATA(item), sizeof value);
            return value;
        }
        return std::nullopt;
    }

    Pair pair = overlapped_datagram_pair(entry());
    ControlRoom items;
    WSAMSG incoming{};
    char text[6] = "hello";
    char room[64] = {};
};
WS2_OVER(ControlData, [](const Entry& entry) {
    return overlapped_datagram(entry) && entry.info.iProtocol == IPPROTO_UDP;
});

TEST_P(ControlData, WithoutOptionsThereIsNone) {
    ASSERT_EQ(send({0, nullptr}), returned(0));
    EXPECT_EQ(receive(items.buffer()), returned(0));
    EXPECT_EQ(incoming.Control.len, 0U);
    EXPECT_EQ(incoming.dwFlags, 0U);
}

TEST_P(ControlData, IP_PKTINFOTellsWhereItArrived) {
    set_option(pair.b, level(), IP_PKTINFO, 1); // IPV6_PKTINFO has the same number
    ASSERT_EQ(send({0, nullptr}), returned(0));
    ASSERT_EQ(receive(items.buffer()), returned(0));
    if (v6()) {
        const auto info = found<IN6_PKTINFO>(IPV6_PKTINFO);
        ASSERT_TRUE(info);
        EXPECT_EQ(info->ipi6_addr.s6_addr[15], 1);
        EXPECT_EQ(info->ipi6_ifindex, 1U); // the loopback's
    } else {
        const auto info = found<IN_PKTINFO>(IP_PKTINFO);
        ASSERT_TRUE(info);
        EXPECT_EQ(info->ipi_addr.s_addr, htonl(INADDR_LOOPBACK));
        EXPECT_EQ(info->ipi_ifindex, 1U);
    }
    EXPECT_FALSE(found<int>(IP_RECVIF));
}

TEST_P(ControlData, IP_RECVIFAndIP_RECVDSTADDRComeBySelf) {
    set_option(pair.b, level(), IP_RECVIF, 1);
    set_option(pair.b, level(), IP_RECVDSTADDR, 1);
    ASSERT_EQ(send({0, nullptr}), returned(0));
    ASSERT_EQ(receive(items.buffer()), returned(0));
    EXPECT_EQ(found<int>(IP_RECVIF), 1);
    if (!v6()) {
        const auto to = found<IN_ADDR>(IP_RECVDSTADDR);
        ASSERT_TRUE(to);
        EXPECT_EQ(to->s_addr, htonl(INADDR_LOOPBACK));
    } else {
        EXPECT_TRUE(found<IN6_ADDR>(IPV6_RECVDSTADDR));
    }
}

TEST_P(ControlData, TTLGoesOutAndComesIn) {
    set_option(pair.b, level(), IP_RECVTTL, 1);
    ASSERT_EQ(send(one_item(items, level(), hop_type(), 42)), returned(0));
    ASSERT_EQ(receive(items.buffer()), returned(0));
    EXPECT_EQ(found<int>(hop_type()), 42);
}

TEST_P(ControlData, TypeOfServiceGoesOutAndComesIn) {
    set_option(pair.b, level(), IP_RECVTOS, 1);
    ASSERT_EQ(send(one_item(items, level(), service_type(), 0x42)), returned(0));
    ASSERT_EQ(receive(items.buffer()), returned(0));
    EXPECT_EQ(found<int>(service_type()), 0x42);
    EXPECT_FALSE(found<int>(IP_ECN));
}

TEST_P(ControlData, ECNIsTheLastTwoBits) {
    set_option(pair.b, level(), IP_RECVECN, 1);
    ASSERT_EQ(send(one_item(items, level(), IP_ECN, 2)), returned(0));
    ASSERT_EQ(receive(items.buffer()), returned(0));
    EXPECT_EQ(found<int>(IP_ECN), 2);
    EXPECT_FALSE(found<int>(service_type()));
}

TEST_P(ControlData, IP_PKTINFOChoosesTheSource) {
    if (v6()) {
        IN6_PKTINFO info{};
        info.ipi6_addr.s6_addr[15] = 1;
        EXPECT_EQ(send(one_item(items, IPPROTO_IPV6, IPV6_PKTINFO, info)), returned(0));
    } else {
        IN_PKTINFO info{};
        info.ipi_addr.s_addr = htonl(INADDR_LOOPBACK);
        EXPECT_EQ(send(one_item(items, IPPROTO_IP, IP_PKTINFO, info)), returned(0));
    }
    EXPECT_EQ(receive(items.buffer()), returned(0));
}

TEST_P(ControlData, MSG_CTRUNCSaysThatTheRoomWasTooSmall) {
    set_option(pair.b, level(), IP_PKTINFO, 1);
    ASSERT_EQ(send({0, nullptr}), returned(0));
    EXPECT_EQ(receive(items.buffer(8)), returned(0));
    EXPECT_EQ(incoming.dwFlags, static_cast<DWORD>(MSG_CTRUNC));
    EXPECT_EQ(incoming.Control.len, 0U);
}

TEST_P(ControlData, MalformedDataIsWSAEINVALAndNothingIsSent) {
    EXPECT_EQ(send(one_item(items, level(), 12345, 1)), failed(WSAEINVAL));
    const WSABUF list = one_item(items, level(), hop_type(), 1);
    reinterpret_cast<WSACMSGHDR*>(items.octets)->cmsg_len = 1000;
    EXPECT_EQ(send(list), failed(WSAEINVAL));
    reinterpret_cast<WSACMSGHDR*>(items.octets)->cmsg_len = sizeof(WSACMSGHDR) - 1;
    EXPECT_EQ(send(list), failed(WSAEINVAL));
    one_item(items, level(), hop_type(), 1);
    EXPECT_EQ(send(items.buffer(sizeof(WSACMSGHDR) - 1)), failed(WSAEINVAL)) << "no whole header";
    EXPECT_EQ(send(items.buffer(sizeof(WSACMSGHDR))), failed(WSAEINVAL)) << "its end is outside";
    EXPECT_EQ(send(one_item(items, 12345, hop_type(), 1)), failed(WSAEINVAL));
    u_long count = 1;
    ioctlsocket(pair.b, FIONREAD, &count);
    EXPECT_EQ(count, 0U);
}

TEST_P(ControlData, OverlappedMessagesCarryItBothWays) {
    set_option(pair.b, level(), IP_RECVTTL, 1);
    const auto receive_message = extension<LPFN_WSARECVMSG>(pair.b, WSAID_WSARECVMSG);
    ControlRoom came;
    Operation receiving;
    WSABUF data = buffer_over(receiving.data);
    incoming = {nullptr, 0, &data, 1, came.buffer(), 0};
    EXPECT_EQ(outcome_of([&] {
                  return receive_message(pair.b, &incoming, nullptr, &receiving.overlapped,
                                         nullptr);
              }),
              failed(WSA_IO_PENDING));
    Address there = name_of(pair.b);
    WSABUF hello{5, text};
    WSAMSG outgoing{
        there.get(), there.length, &hello, 1, one_item(items, level(), hop_type(), 33), 0};
    Operation sending;
    EXPECT_EQ(outcome_of([&] {
                  return WSASendMsg(pair.a, &outgoing, 0, nullptr, &sending.overlapped, nullptr);
              }),
              returned(0));
    ASSERT_TRUE(receiving.ends());
    EXPECT_EQ(receiving.result(pair.b), returned(5));
    EXPECT_EQ(found<int>(hop_type()), 33);
}

TEST_P(ControlData, UDP_COALESCED_INFOIsNotDeliveredUnasked) {
    set_option(pair.b, IPPROTO_UDP, UDP_RECV_MAX_COALESCED_SIZE, 1200);
    ASSERT_EQ(send({0, nullptr}), returned(0));
    EXPECT_EQ(receive(items.buffer()), returned(0));
    EXPECT_EQ(incoming.Control.len, 0U);
}

} // namespace
} // namespace ws2::conformance
