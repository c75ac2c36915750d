// A datagram socket for ICMP, which any process of a permitted group may have; else a raw one.
#include "kernel/echo.hpp"

#include "kernel/address.hpp"
#include "kernel/descriptor.hpp"
#include "kernel/error.hpp"
#include "kernel/wsa.hpp"

#include <atomic>
#include <cerrno>
#include <cstring>
#include <linux/errqueue.h>
#include <netinet/in.h>
#include <netinet/ip.h>
#include <sys/socket.h>
#include <unistd.h>

namespace ws2::kernel {
namespace {

using base::Result;

constexpr std::size_t header_octets = 8;
constexpr std::size_t largest_packet = 65536;

// The head of an echo and of its answer.
struct Head {
    std::uint8_t type = 0;
    std::uint8_t code = 0;
    std::uint16_t sum = 0;
    std::uint16_t id = 0;
    std::uint16_t sequence = 0;
};

std::uint16_t checksum(const std::vector<unsigned char>& packet) noexcept {
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < packet.size(); i += 2) {
        std::uint16_t pair = 0;
        std::memcpy(&pair, packet.data() + i, i + 1 < packet.size() ? 2 : 1);
        sum += pair;
    }
    while (sum > 0xffff)
        sum = (sum & 0xffff) + (sum >> 16U);
    return static_cast<std::uint16_t>(~sum);
}

class Echo {
public:
    explicit Echo(const EchoRequest& request) noexcept
        : request_(request), v6_(request.to.size == sizeof(sockaddr_in6)) {
        static std::atomic<std::uint32_t> count{0};
        const auto number = count.fetch_add(1);
        head_.type = v6_ ? 128 : 8;
        head_.id =
            static_cast<std::uint16_t>(static_cast<std::uint32_t>(::getpid()) + (number >> 16U));
        head_.sequence = static_cast<std::uint16_t>(number);
    }

    Result<void> open() noexcept {
        const int family = v6_ ? AF_INET6 : AF_INET;
        const int protocol = v6_ ? static_cast<int>(IPPROTO_ICMPV6) : IPPROTO_ICMP;
        socket_.reset(::socket(family, SOCK_DGRAM | SOCK_CLOEXEC, protocol));
        raw_ = !socket_;
        if (raw_)
            socket_.reset(::socket(family, SOCK_RAW | SOCK_CLOEXEC, protocol));
        if (!socket_)
            return Result<void>::fail(last_wsa_error(Operation::open));
        if (request_.from.size != 0) {
            const NativeAddress from(request_.from.octets, static_cast<int>(request_.from.size));
            if (::bind(socket_.get(), static_cast<const sockaddr*>(from.data()), from.size()) != 0)
                return Result<void>::fail(last_wsa_error(Operation::bind));
        }
        const int level = v6_ ? static_cast<int>(IPPROTO_IPV6) : IPPROTO_IP;
        set(level, v6_ ? IPV6_UNICAST_HOPS : IP_TTL, request_.hops);
        set(level, v6_ ? IPV6_MULTICAST_HOPS : IP_MULTICAST_TTL, request_.hops);
        set(level, v6_ ? IPV6_TCLASS : IP_TOS, request_.service);
        set(level, v6_ ? IPV6_RECVERR : IP_RECVERR, 1);
        set(level, v6_ ? IPV6_RECVHOPLIMIT : IP_RECVTTL, 1);
        if (!v6_) {
            set(level, IP_MTU_DISCOVER, request_.may_fragment ? IP_PMTUDISC_DONT : IP_PMTUDISC_DO);
            set(SOL_SOCKET, SO_BROADCAST, 1);
        }
        return Result<void>::ok();
    }

    Result<void> send() {
        std::vector<unsigned char> packet(header_octets + request_.size);
        std::memcpy(packet.data(), &head_, header_octets);
        if (request_.size != 0)
            std::memcpy(packet.data() + header_octets, request_.data, request_.size);
        const std::uint16_t sum = v6_ ? 0 : checksum(packet); // the kernel makes that of ICMPv6
        std::memcpy(packet.data() + offsetof(Head, sum), &sum, sizeof sum);
        const NativeAddress to(request_.to.octets, static_cast<int>(request_.to.size));
        for (;;) {
            if (::sendto(socket_.get(), packet.data(), packet.size(), MSG_NOSIGNAL,
                         static_cast<const sockaddr*>(to.data()), to.size()) >= 0)
                return Result<void>::ok();
            if (errno != EINTR)
                return Result<void>::fail(last_wsa_error(Operation::send_to));
        }
    }

    Result<EchoReply> await(Moment deadline) {
        std::vector<unsigned char> packet(largest_packet);
        for (;;) {
            const auto ready = poll_one(socket_.get(), ready::readable, deadline);
            if (!ready)
                return Result<EchoReply>::fail(ready.error);
            if (ready.value == 0)
                return Result<EchoReply>::fail(wsa::timed_out);
            EchoReply reply;
            if (take(packet, MSG_ERRQUEUE, reply) || take(packet, 0, reply))
                return Result<EchoReply>::ok(std::move(reply));
        }
    }

private:
    void set(int level, int name, int value) noexcept {
        (void)::setsockopt(socket_.get(), level, name, &value, sizeof value);
    }

    // Whether the packet that waits, if one does, belongs to this echo.
    bool take(std::vector<unsigned char>& packet, int from_where, EchoReply& reply) {
        sockaddr_storage from{};
        iovec piece{packet.data(), packet.size()};
        alignas(cmsghdr) char control[512];
        msghdr message{};
        message.msg_name = &from;
        message.msg_namelen = sizeof from;
        message.msg_iov = &piece;
        message.msg_iovlen = 1;
        message.msg_control = control;
        message.msg_controllen = sizeof control;
        const auto got = ::recvmsg(socket_.get(), &message, from_where | MSG_DONTWAIT);
        if (got < 0)
            return false;
        const auto size = static_cast<std::size_t>(got);
        const bool complaint = from_where != 0;
        const std::size_t at = raw_ && !v6_ && !complaint ? internet_header(packet, size) : 0;
        if (size < at + header_octets)
            return false;
        Head head;
        std::memcpy(&head, packet.data() + at, header_octets);
        const std::uint8_t expected = complaint ? head_.type : (v6_ ? 129 : 0);
        if (head.type != expected || head.sequence != head_.sequence ||
            (raw_ && head.id != head_.id))
            return false;
        for (cmsghdr* each = CMSG_FIRSTHDR(&message); each != nullptr;
             each = CMSG_NXTHDR(&message, each))
            note(*each, reply);
        if (complaint)
            return !reply.answered && reply.type != 0;
        reply.answered = true;
        put_address(&from, reply);
        reply.data.assign(packet.begin() + static_cast<std::ptrdiff_t>(at + header_octets),
                          packet.begin() + got);
        return true;
    }

    static std::size_t internet_header(const std::vector<unsigned char>& packet,
                                       std::size_t size) noexcept {
        return size == 0 ? 0 : static_cast<std::size_t>(packet[0] & 15U) * 4;
    }

    void note(const cmsghdr& control, EchoReply& reply) const noexcept {
        const bool ours = control.cmsg_level == (v6_ ? static_cast<int>(IPPROTO_IPV6) : IPPROTO_IP);
        if (!ours)
            return;
        if (control.cmsg_type == (v6_ ? IPV6_HOPLIMIT : IP_TTL)) {
            std::memcpy(&reply.hops, CMSG_DATA(&control), sizeof reply.hops);
        } else if (control.cmsg_type == (v6_ ? IPV6_RECVERR : IP_RECVERR)) {
            sock_extended_err error{};
            std::memcpy(&error, CMSG_DATA(&control), sizeof error);
            if (error.ee_origin == SO_EE_ORIGIN_ICMP || error.ee_origin == SO_EE_ORIGIN_ICMP6) {
                reply.type = error.ee_type;
                reply.code = error.ee_code;
                put_address(CMSG_DATA(&control) + sizeof error, reply);
            } else { // this host's own, no router's
                reply.type = v6_ ? 1 : 3;
                reply.code = error.ee_errno == EMSGSIZE ? 4 : 1;
            }
        }
    }

    void put_address(const void* native, EchoReply& reply) const noexcept {
        reply.from.size = v6_ ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
        std::memcpy(reply.from.octets, native, reply.from.size);
        windows_family_in_place(reply.from.octets, reply.from.size);
    }

    const EchoRequest& request_;
    bool v6_;
    bool raw_ = false;
    Head head_;
    Descriptor socket_;
};

} // namespace

Result<EchoReply> exchange_echo(const EchoRequest& request, Moment deadline) {
    Echo echo(request);
    if (const auto opened = echo.open(); !opened)
        return Result<EchoReply>::fail(opened.error);
    if (const auto sent = echo.send(); !sent)
        return Result<EchoReply>::fail(sent.error);
    return echo.await(deadline);
}

} // namespace ws2::kernel
