#include "kernel/control.hpp"

#include "kernel/windows_values.hpp"
#include "kernel/wsa.hpp"

#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>

namespace ws2::kernel {
namespace {

using base::Result;

constexpr int native_udp_segment = 103;
constexpr int native_udp_coalesced = 104;

static_assert(CMSG_LEN(0) == 16 && CMSG_SPACE(1) == 24, "Windows' WSACMSGHDR has the same shape");

// in_pktinfo as Windows has it; in6_pktinfo is alike on both sides.
struct WindowsPacketInfo {
    in_addr address;
    std::uint32_t interface;
};

// Puts messages one behind another, as long as they fit.
class Writer {
public:
    Writer(void* to, std::size_t room) noexcept
        : at_(static_cast<unsigned char*>(to)), room_(room) {}

    void put(int level, int type, const void* data, std::size_t size) noexcept {
        const std::size_t space = CMSG_SPACE(size);
        const std::size_t length = CMSG_LEN(size);
        if (truncated_ || used_ + length > room_) {
            truncated_ = true;
            return;
        }
        const std::size_t taken = used_ + space <= room_ ? space : room_ - used_;
        std::memset(at_ + used_, 0, taken);
        cmsghdr head{};
        head.cmsg_len = length;
        head.cmsg_level = level;
        head.cmsg_type = type;
        std::memcpy(at_ + used_, &head, sizeof head);
        std::memcpy(at_ + used_ + sizeof head, data, size);
        used_ += taken;
    }
    void put_number(int level, int type, int number) noexcept {
        put(level, type, &number, sizeof number);
    }
    [[nodiscard]] std::size_t used() const noexcept { return used_; }
    [[nodiscard]] bool truncated() const noexcept { return truncated_; }

private:
    unsigned char* at_;
    std::size_t room_;
    std::size_t used_ = 0;
    bool truncated_ = false;
};

// One message of a list.
struct Item {
    int level = 0;
    int type = 0;
    const unsigned char* data = nullptr;
    std::size_t size = 0;

    template<typename T>
    bool read(T& value) const noexcept {
        if (size < sizeof value)
            return false;
        std::memcpy(&value, data, sizeof value);
        return true;
    }
    // An INT, or the one octet that Linux gives for a type of service.
    [[nodiscard]] int number() const noexcept {
        int value = 0;
        if (!read(value) && size >= 1)
            value = data[0];
        return value;
    }
};

// Calls `visit` with each; false if the list is malformed or `visit` says so.
template<typename Visit>
bool each_item(const void* list, std::size_t size, Visit visit) noexcept {
    const auto* at = static_cast<const unsigned char*>(list);
    if (size != 0 && size < sizeof(cmsghdr))
        return false;
    while (size >= sizeof(cmsghdr)) {
        cmsghdr head{};
        std::memcpy(&head, at, sizeof head);
        if (head.cmsg_len < sizeof head || head.cmsg_len > size)
            return false;
        if (!visit(Item{head.cmsg_level, head.cmsg_type, at + sizeof head,
                        head.cmsg_len - sizeof head}))
            return false;
        const std::size_t space = CMSG_ALIGN(head.cmsg_len);
        if (space >= size)
            return true;
        at += space;
        size -= space;
    }
    return true;
}

bool send_item_v4(const Item& item, Writer& out) noexcept {
    using namespace win::ip_option;
    switch (item.type) {
    case packet_info: {
        WindowsPacketInfo asked{};
        if (!item.read(asked))
            return false;
        in_pktinfo info{};
        info.ipi_spec_dst = asked.address;
        info.ipi_ifindex = static_cast<int>(asked.interface);
        out.put(IPPROTO_IP, IP_PKTINFO, &info, sizeof info);
        return true;
    }
    case time_to_live:
    case receive_ttl: out.put_number(IPPROTO_IP, IP_TTL, item.number()); return item.size >= 4;
    case type_of_service:
    case traffic_class:
    case congestion: out.put_number(IPPROTO_IP, IP_TOS, item.number()); return item.size >= 4;
    default: return false;
    }
}

bool send_item_v6(const Item& item, Writer& out) noexcept {
    using namespace win::ipv6_option;
    switch (item.type) {
    case packet_info: {
        in6_pktinfo info{};
        if (!item.read(info))
            return false;
        out.put(IPPROTO_IPV6, IPV6_PKTINFO, &info, sizeof info);
        return true;
    }
    case hop_limit:
        out.put_number(IPPROTO_IPV6, IPV6_HOPLIMIT, item.number());
        return item.size >= 4;
    case traffic_class:
    case congestion:
        out.put_number(IPPROTO_IPV6, IPV6_TCLASS, item.number());
        return item.size >= 4;
    default: return false;
    }
}

bool send_item(const Item& item, Writer& out) noexcept {
    if (item.level == win::level_ip)
        return send_item_v4(item, out);
    if (item.level == win::level_ipv6)
        return send_item_v6(item, out);
    std::uint32_t size = 0;
    if (item.level != win::level_udp || item.type != win::udp_option::send_message_size ||
        !item.read(size))
        return false;
    const auto segment = static_cast<std::uint16_t>(size);
    out.put(IPPROTO_UDP, native_udp_segment, &segment, sizeof segment);
    return size <= 0xFFFF;
}

void deliver_service(int level, int value, std::uint32_t kinds, int type, int congestion_type,
                     Writer& out) noexcept {
    if ((kinds & control_kind::service) != 0)
        out.put_number(level, type, value & 0xFF);
    if ((kinds & control_kind::congestion) != 0)
        out.put_number(level, congestion_type, value & 3);
}

void deliver_v4(const Item& item, std::uint32_t kinds, Writer& out) noexcept {
    using namespace win::ip_option;
    in_pktinfo info{};
    sockaddr_in address{};
    if (item.type == IP_PKTINFO && item.read(info)) {
        const WindowsPacketInfo given{info.ipi_addr, static_cast<std::uint32_t>(info.ipi_ifindex)};
        if ((kinds & control_kind::packet_info) != 0)
            out.put(win::level_ip, packet_info, &given, sizeof given);
        if ((kinds & control_kind::interface) != 0)
            out.put_number(win::level_ip, receive_interface, info.ipi_ifindex);
    } else if (item.type == IP_TTL) {
        out.put_number(win::level_ip, time_to_live, item.number());
    } else if (item.type == IP_TOS) {
        deliver_service(win::level_ip, item.number(), kinds, type_of_service, congestion, out);
    } else if (item.type == IP_ORIGDSTADDR && item.read(address)) {
        out.put(win::level_ip, receive_destination, &address.sin_addr, sizeof address.sin_addr);
    }
}

void deliver_v6(const Item& item, std::uint32_t kinds, Writer& out) noexcept {
    using namespace win::ipv6_option;
    in6_pktinfo info{};
    if (item.type == IPV6_PKTINFO && item.read(info)) {
        if ((kinds & control_kind::packet_info) != 0)
            out.put(win::level_ipv6, packet_info, &info, sizeof info);
        if ((kinds & control_kind::interface) != 0)
            out.put_number(win::level_ipv6, receive_interface, static_cast<int>(info.ipi6_ifindex));
        if ((kinds & control_kind::destination) != 0)
            out.put(win::level_ipv6, receive_destination, &info.ipi6_addr, sizeof info.ipi6_addr);
    } else if (item.type == IPV6_HOPLIMIT) {
        out.put_number(win::level_ipv6, hop_limit, item.number());
    } else if (item.type == IPV6_TCLASS) {
        deliver_service(win::level_ipv6, item.number(), kinds, traffic_class, congestion, out);
    }
}

} // namespace

Result<std::size_t> native_control(const void* control, std::size_t size, void* native) noexcept {
    Writer out(native, native_control_room);
    const bool good =
        each_item(control, size, [&out](const Item& item) { return send_item(item, out); });
    return good && !out.truncated() ? Result<std::size_t>::ok(out.used())
                                    : Result<std::size_t>::fail(wsa::invalid);
}

ControlOutcome windows_control(const void* native, std::size_t native_size, std::uint32_t kinds,
                               void* control, std::size_t room) noexcept {
    Writer out(control, room);
    each_item(native, native_size, [&](const Item& item) {
        if (item.level == IPPROTO_IP)
            deliver_v4(item, kinds, out);
        else if (item.level == IPPROTO_IPV6)
            deliver_v6(item, kinds >> control_kind::ipv6_shift, out);
        else if (item.level == IPPROTO_UDP && item.type == native_udp_coalesced)
            out.put_number(win::level_udp, win::udp_option::coalesced, item.number());
        return true;
    });
    return {out.used(), out.truncated()};
}

} // namespace ws2::kernel
