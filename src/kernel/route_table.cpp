#include "kernel/route_table.hpp"

#include "kernel/address.hpp"
#include "kernel/descriptor.hpp"
#include "kernel/error.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <linux/neighbour.h>
#include <linux/rtnetlink.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace ws2::kernel {
namespace {

using base::Result;

// A request, and room for the attributes of an address and an interface.
struct Request {
    nlmsghdr header{};
    rtmsg route{};
    unsigned char attributes[RTA_SPACE(16) + RTA_SPACE(4)] = {};
};

void add(Request& request, unsigned short type, const void* value, std::size_t octets) {
    rtattr head{};
    head.rta_type = type;
    head.rta_len = static_cast<unsigned short>(RTA_LENGTH(octets));
    unsigned char* const at =
        request.attributes + (request.header.nlmsg_len - NLMSG_LENGTH(sizeof request.route));
    std::memcpy(at, &head, sizeof head);
    std::memcpy(at + RTA_LENGTH(0), value, octets);
    request.header.nlmsg_len += static_cast<unsigned>(RTA_SPACE(octets));
}

const unsigned char* ip_of(const Address& address) {
    return address.octets + (address.size == sizeof(sockaddr_in) ? 4 : 8);
}

// The attributes of a message by number; what a message does not have is null.
template<std::size_t Count>
std::array<const rtattr*, Count> attributes(const rtattr* first, std::size_t octets) {
    std::array<const rtattr*, Count> found{};
    auto left = static_cast<unsigned>(octets);
    for (auto* each = first; RTA_OK(each, left); each = RTA_NEXT(each, left))
        if (each->rta_type < Count)
            found[each->rta_type] = each;
    return found;
}

std::uint32_t number(const rtattr* attribute) {
    std::uint32_t value = 0;
    if (attribute != nullptr && RTA_PAYLOAD(attribute) >= sizeof value)
        std::memcpy(&value, RTA_DATA(attribute), sizeof value);
    return value;
}

Address address_in(int family, const rtattr* attribute) {
    const std::size_t octets = family == AF_INET ? 4 : 16;
    return attribute != nullptr && RTA_PAYLOAD(attribute) >= octets
               ? ip_address(family, RTA_DATA(attribute))
               : Address{};
}

// The gateway among the attributes of a route, whose family RTA_VIA may differ from.
template<std::size_t Count>
Address gateway_in(int family, const std::array<const rtattr*, Count>& found) {
    const rtattr* const via = found[RTA_VIA];
    if (via == nullptr || RTA_PAYLOAD(via) < sizeof(rtvia))
        return address_in(family, found[RTA_GATEWAY]);
    const auto* const other = static_cast<const rtvia*>(RTA_DATA(via));
    const std::size_t octets = other->rtvia_family == AF_INET ? 4 : 16;
    return RTA_PAYLOAD(via) >= sizeof(rtvia) + octets
               ? ip_address(other->rtvia_family, other->rtvia_addr)
               : Address{};
}

RouteKind kind_of(unsigned type) {
    switch (type) {
    case RTN_UNICAST: return RouteKind::unicast;
    case RTN_LOCAL: return RouteKind::local;
    case RTN_BROADCAST: return RouteKind::broadcast;
    case RTN_MULTICAST: return RouteKind::multicast;
    default: return RouteKind::other;
    }
}

RouteOrigin origin_of(unsigned protocol) {
    switch (protocol) {
    case RTPROT_KERNEL: return RouteOrigin::kernel;
    case RTPROT_BOOT:
    case RTPROT_STATIC:
    case RTPROT_DHCP: return RouteOrigin::administrator;
    case RTPROT_REDIRECT: return RouteOrigin::redirect;
    case RTPROT_RA: return RouteOrigin::advertised;
    default: return RouteOrigin::other;
    }
}

Route route_in(const nlmsghdr& header) {
    const auto& message = *static_cast<const rtmsg*>(NLMSG_DATA(&header));
    const auto found = attributes<RTA_MAX + 1>(RTM_RTA(&message), RTM_PAYLOAD(&header));
    const int family = message.rtm_family;
    Route route;
    route.destination =
        ip_address(family, found[RTA_DST] == nullptr ? nullptr : RTA_DATA(found[RTA_DST]));
    route.prefix_bits = message.rtm_dst_len;
    route.gateway = gateway_in(family, found);
    route.preferred = address_in(family, found[RTA_PREFSRC]);
    route.interface = number(found[RTA_OIF]);
    route.metric = number(found[RTA_PRIORITY]);
    route.kind = kind_of(message.rtm_type);
    route.origin = origin_of(message.rtm_protocol);
    if (const rtattr* hops = found[RTA_MULTIPATH];
        hops != nullptr && RTA_PAYLOAD(hops) >= sizeof(rtnexthop)) { // the first of several
        const auto* hop = static_cast<const rtnexthop*>(RTA_DATA(hops));
        const auto inner = attributes<RTA_MAX + 1>(RTNH_DATA(hop), hop->rtnh_len - sizeof *hop);
        route.interface = static_cast<std::uint32_t>(hop->rtnh_ifindex);
        route.gateway = gateway_in(family, inner);
    }
    return route;
}

Neighbour neighbour_in(const nlmsghdr& header) {
    const auto& message = *static_cast<const ndmsg*>(NLMSG_DATA(&header));
    const auto* first = reinterpret_cast<const rtattr*>(reinterpret_cast<const char*>(&message) +
                                                        NLMSG_ALIGN(sizeof message));
    const auto found = attributes<NDA_MAX + 1>(first, NLMSG_PAYLOAD(&header, sizeof message));
    Neighbour out;
    out.address = address_in(message.ndm_family, found[NDA_DST]);
    out.interface = static_cast<std::uint32_t>(message.ndm_ifindex);
    out.permanent = (message.ndm_state & NUD_PERMANENT) != 0;
    if (const rtattr* hardware = found[NDA_LLADDR]; hardware != nullptr) {
        out.hardware_octets =
            std::min<unsigned>(static_cast<unsigned>(RTA_PAYLOAD(hardware)), sizeof out.hardware);
        std::memcpy(out.hardware, RTA_DATA(hardware), out.hardware_octets);
    }
    constexpr unsigned usable =
        NUD_REACHABLE | NUD_STALE | NUD_DELAY | NUD_PROBE | NUD_PERMANENT | NUD_NOARP;
    out.reachable = out.hardware_octets != 0 && (message.ndm_state & usable) != 0;
    return out;
}

// Sends the request and hands every message of the answer to `use`; the WSA code, or 0.
template<typename Use>
int ask(Request& request, Use use) {
    const Descriptor made(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE));
    if (!made || send(made.get(), &request, request.header.nlmsg_len, 0) < 0)
        return last_wsa_error(Operation::other);
    alignas(nlmsghdr) std::array<char, 32768> buffer;
    const bool many = (request.header.nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP;
    for (;;) {
        const ssize_t size = recv(made.get(), buffer.data(), buffer.size(), 0);
        if (size < 0 && errno == EINTR)
            continue;
        if (size <= 0)
            return last_wsa_error(Operation::other);
        auto left = static_cast<unsigned>(size);
        for (auto* header = reinterpret_cast<const nlmsghdr*>(buffer.data());
             NLMSG_OK(header, left); header = NLMSG_NEXT(header, left)) {
            if (header->nlmsg_type == NLMSG_DONE)
                return 0;
            if (header->nlmsg_type == NLMSG_ERROR) {
                const auto* error = static_cast<const nlmsgerr*>(NLMSG_DATA(header));
                return error->error == 0 ? 0 : wsa_error(-error->error, Operation::connect);
            }
            use(*header);
        }
        if (!many)
            return 0;
    }
}

Request request_for(unsigned short type, unsigned short flags, int family) {
    Request request;
    request.header.nlmsg_len = NLMSG_LENGTH(sizeof request.route);
    request.header.nlmsg_type = type;
    request.header.nlmsg_flags = static_cast<unsigned short>(NLM_F_REQUEST | flags);
    request.route.rtm_family = static_cast<unsigned char>(family);
    return request;
}

// With RTM_F_FIB_MATCH the route as it stands in its table, else as one packet meets it.
Result<Route> route_towards(const Address& destination, std::uint32_t interface, unsigned flags) {
    const bool ipv4 = destination.size == sizeof(sockaddr_in);
    const std::size_t octets = ipv4 ? 4 : 16;
    Request request = request_for(RTM_GETROUTE, 0, ipv4 ? AF_INET : AF_INET6);
    request.route.rtm_dst_len = static_cast<unsigned char>(octets * 8);
    request.route.rtm_flags = flags;
    add(request, RTA_DST, ip_of(destination), octets);
    if (interface == 0 && !ipv4)
        std::memcpy(&interface, destination.octets + offsetof(sockaddr_in6, sin6_scope_id),
                    sizeof interface);
    if (interface != 0)
        add(request, RTA_OIF, &interface, sizeof interface);
    Result<Route> out = Result<Route>::fail(wsa_error(ENETUNREACH, Operation::connect));
    const int error = ask(request, [&](const nlmsghdr& header) {
        if (header.nlmsg_type == RTM_NEWROUTE)
            out = Result<Route>::ok(route_in(header));
    });
    return error != 0 ? Result<Route>::fail(error) : out;
}

} // namespace

Result<std::vector<Route>> routes(int windows_family) {
    const int family = native_family(windows_family);
    Request request = request_for(RTM_GETROUTE, NLM_F_DUMP, family);
    std::vector<Route> out;
    const int error = ask(request, [&](const nlmsghdr& header) {
        const auto& message = *static_cast<const rtmsg*>(NLMSG_DATA(&header));
        const bool clone = (message.rtm_flags & RTM_F_CLONED) != 0;
        if (header.nlmsg_type == RTM_NEWROUTE && message.rtm_family == family && !clone &&
            (message.rtm_table == RT_TABLE_MAIN || message.rtm_table == RT_TABLE_LOCAL))
            out.push_back(route_in(header));
    });
    return error != 0 ? Result<std::vector<Route>>::fail(error)
                      : Result<std::vector<Route>>::ok(std::move(out));
}

Result<Route> best_route(const Address& destination, std::uint32_t interface) {
    return route_towards(destination, interface, RTM_F_FIB_MATCH);
}

Result<Address> best_source(const Address& destination, std::uint32_t interface) {
    const auto found = route_towards(destination, interface, 0);
    return found ? Result<Address>::ok(found.value.preferred) : Result<Address>::fail(found.error);
}

Result<std::vector<Neighbour>> neighbours(int windows_family) {
    const int family = native_family(windows_family);
    Request request = request_for(RTM_GETNEIGH, NLM_F_DUMP, family);
    std::vector<Neighbour> out;
    const int error = ask(request, [&](const nlmsghdr& header) {
        const auto& message = *static_cast<const ndmsg*>(NLMSG_DATA(&header));
        if (header.nlmsg_type == RTM_NEWNEIGH && message.ndm_family == family &&
            message.ndm_type == RTN_UNICAST)
            if (Neighbour each = neighbour_in(header); each.address.size != 0)
                out.push_back(each);
    });
    return error != 0 ? Result<std::vector<Neighbour>>::fail(error)
                      : Result<std::vector<Neighbour>>::ok(std::move(out));
}

Result<void> ask_for_neighbour(const Address& destination) noexcept {
    const NativeAddress native(destination.octets, static_cast<int>(destination.size));
    const int family = destination.size == sizeof(sockaddr_in) ? AF_INET : AF_INET6;
    const Descriptor made(socket(family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    sockaddr_in6 to{}; // the port stands at one place in both forms
    std::memcpy(&to, native.data(), std::min<std::size_t>(native.size(), sizeof to));
    to.sin6_port = htons(9); // discard
    if (!made || sendto(made.get(), "", 0, MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&to),
                        native.size()) < 0)
        return Result<void>::fail(last_wsa_error(Operation::send_to));
    return Result<void>::ok();
}

} // namespace ws2::kernel
