// Room kernel: the conversions that the kinds of option_table.hpp name.
#include "kernel/address.hpp"
#include "kernel/error.hpp"
#include "kernel/option.hpp"
#include "kernel/option_table.hpp"
#include "kernel/wsa.hpp"

#include <algorithm>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>

namespace ws2::kernel {
namespace {

using base::Result;
using Kind = OptionKind;

constexpr int dword = 4;

bool accepts_one_octet(Kind kind) noexcept {
    return kind == Kind::boolean || kind == Kind::octet || kind == Kind::fragment_v4 ||
           kind == Kind::backlog;
}

// A DWORD, or one octet where Windows takes one; WSAEFAULT if there is less.
Result<std::uint32_t> number_from(Kind kind, const void* value, int size) noexcept {
    std::uint32_t number = 0;
    if (size >= dword) {
        std::memcpy(&number, value, sizeof number);
    } else if (size >= 1 && accepts_one_octet(kind)) {
        unsigned char octet = 0;
        std::memcpy(&octet, value, 1);
        number = octet;
    } else {
        return Result<std::uint32_t>::fail(wsa::fault);
    }
    return Result<std::uint32_t>::ok(number);
}

Result<int> number_to(Kind kind, std::uint32_t number, void* value, int size) noexcept {
    if (size >= dword) {
        std::memcpy(value, &number, sizeof number);
        return Result<int>::ok(dword);
    }
    if (size < 1 || !accepts_one_octet(kind))
        return Result<int>::fail(wsa::fault);
    const auto octet = static_cast<unsigned char>(number);
    std::memcpy(value, &octet, 1);
    return Result<int>::ok(1);
}

// The path MTU discovery modes: {Windows, Linux}. Windows has no name for Linux' default (WANT),
// which is what a socket does that nobody asked: IP_PMTUDISC_NOT_SET.
constexpr int discover_modes[][2] = {
    {0, IP_PMTUDISC_WANT}, {1, IP_PMTUDISC_DO}, {2, IP_PMTUDISC_DONT}, {3, IP_PMTUDISC_PROBE}};

constexpr std::uint32_t for_ever_ms = 0x7FFFFFFF; // TCP_MAXRT -1
constexpr std::uint32_t fast_open_queue = 128;

Result<std::uint32_t> to_native(Kind kind, std::uint32_t number) noexcept {
    switch (kind) {
    case Kind::boolean: return Result<std::uint32_t>::ok(number != 0 ? 1 : 0);
    case Kind::seconds_as_ms:
        return Result<std::uint32_t>::ok(number > for_ever_ms / 1000 ? for_ever_ms : number * 1000);
    case Kind::index_host: return Result<std::uint32_t>::ok(htonl(number));
    case Kind::backlog: return Result<std::uint32_t>::ok(number != 0 ? fast_open_queue : 0);
    case Kind::fragment_v4:
        return Result<std::uint32_t>::ok(number != 0 ? IP_PMTUDISC_DO : IP_PMTUDISC_DONT);
    case Kind::discover:
        for (const auto& mode : discover_modes)
            if (static_cast<std::uint32_t>(mode[0]) == number)
                return Result<std::uint32_t>::ok(static_cast<std::uint32_t>(mode[1]));
        return Result<std::uint32_t>::fail(wsa::invalid);
    case Kind::doubled: // the kernel doubles by itself, and refuses what does not fit an int
        return Result<std::uint32_t>::ok(std::min(number, 0x3FFFFFFFU));
    default: return Result<std::uint32_t>::ok(number);
    }
}

std::uint32_t from_native(Kind kind, std::uint32_t number) noexcept {
    switch (kind) {
    case Kind::boolean: return number != 0 ? 1 : 0;
    case Kind::doubled: return number / 2;
    case Kind::seconds_as_ms: return number == for_ever_ms ? 0xFFFFFFFFU : number / 1000;
    case Kind::index_host: return ntohl(number);
    case Kind::backlog: return number != 0 ? 1 : 0;
    case Kind::fragment_v4: return number == IP_PMTUDISC_DO || number == IP_PMTUDISC_PROBE ? 1 : 0;
    case Kind::discover:
        for (const auto& mode : discover_modes)
            if (static_cast<std::uint32_t>(mode[1]) == number)
                return static_cast<std::uint32_t>(mode[0]);
        return 0;
    default: return number;
    }
}

Result<void> put(int descriptor, const OptionRow& row, const void* value,
                 std::size_t size) noexcept {
    const int outcome = ::setsockopt(descriptor, row.native_level, row.native_name, value,
                                     static_cast<socklen_t>(size));
    return outcome == 0 ? Result<void>::ok()
                        : Result<void>::fail(last_wsa_error(Operation::option));
}

// Windows names an IPv4 interface by one of its addresses or, as 0.x.y.z, by its index.
void name_interface(ip_mreqn& request, std::uint32_t interface) noexcept {
    const std::uint32_t number = ntohl(interface);
    if (number != 0 && number < (1U << 24U))
        request.imr_ifindex = static_cast<int>(number);
    else
        request.imr_address.s_addr = interface;
}

template<typename T>
bool read_whole(T& to, const void* value, int size) noexcept {
    if (size < static_cast<int>(sizeof to))
        return false;
    std::memcpy(&to, value, sizeof to);
    return true;
}

Result<void> set_structure(int descriptor, const OptionRow& row, const void* value,
                           int size) noexcept {
    switch (row.kind) {
    case Kind::interface_v4: {
        std::uint32_t interface = 0;
        if (!read_whole(interface, value, size))
            break;
        ip_mreqn request{};
        name_interface(request, interface);
        return put(descriptor, row, &request, sizeof request);
    }
    case Kind::membership_v4: {
        ip_mreq asked{};
        if (!read_whole(asked, value, size))
            break;
        ip_mreqn request{};
        request.imr_multiaddr = asked.imr_multiaddr;
        name_interface(request, asked.imr_interface.s_addr);
        return put(descriptor, row, &request, sizeof request);
    }
    case Kind::source_v4: {
        std::uint32_t asked[3]; // group, source, interface
        if (!read_whole(asked, value, size))
            break;
        ip_mreq_source request{};
        request.imr_multiaddr.s_addr = asked[0];
        request.imr_sourceaddr.s_addr = asked[1];
        request.imr_interface.s_addr = asked[2];
        return put(descriptor, row, &request, sizeof request);
    }
    case Kind::membership_v6: {
        ipv6_mreq request{};
        if (!read_whole(request, value, size))
            break;
        return put(descriptor, row, &request, sizeof request);
    }
    case Kind::group: {
        group_req request{};
        if (!read_whole(request, value, size))
            break;
        request.gr_group.ss_family =
            static_cast<sa_family_t>(native_family(request.gr_group.ss_family));
        return put(descriptor, row, &request, sizeof request);
    }
    case Kind::group_source: {
        group_source_req request{};
        if (!read_whole(request, value, size))
            break;
        request.gsr_group.ss_family =
            static_cast<sa_family_t>(native_family(request.gsr_group.ss_family));
        request.gsr_source.ss_family =
            static_cast<sa_family_t>(native_family(request.gsr_source.ss_family));
        return put(descriptor, row, &request, sizeof request);
    }
    default: return put(descriptor, row, value, static_cast<std::size_t>(std::max(size, 0)));
    }
    return Result<void>::fail(wsa::fault);
}

// Beyond the system's limit, which cuts silently, if the process may.
bool force_size(int descriptor, const OptionRow& row, std::uint32_t size) noexcept {
    const int name = row.native_name == SO_SNDBUF ? SO_SNDBUFFORCE : SO_RCVBUFFORCE;
    return ::setsockopt(descriptor, SOL_SOCKET, name, &size, sizeof size) == 0;
}

bool is_number(Kind kind) noexcept {
    switch (kind) {
    case Kind::boolean:
    case Kind::octet:
    case Kind::integer:
    case Kind::doubled:
    case Kind::seconds_as_ms:
    case Kind::index_network:
    case Kind::index_host:
    case Kind::backlog:
    case Kind::fragment_v4:
    case Kind::discover: return true;
    default: return false;
    }
}

} // namespace

Result<void> set_option(int descriptor, int level, int name, const void* value, int size) noexcept {
    const OptionRow* row = find_option(level, name);
    if (row == nullptr || !row->settable)
        return Result<void>::fail(wsa::no_option);
    if (!is_number(row->kind))
        return set_structure(descriptor, *row, value, size);
    const Result<std::uint32_t> number = number_from(row->kind, value, size);
    if (!number)
        return Result<void>::fail(number.error);
    const Result<std::uint32_t> native = to_native(row->kind, number.value);
    if (!native)
        return Result<void>::fail(native.error);
    if (row->kind == Kind::doubled && force_size(descriptor, *row, native.value))
        return Result<void>::ok();
    return put(descriptor, *row, &native.value, sizeof native.value);
}

Result<int> get_option(int descriptor, int level, int name, void* value, int size) noexcept {
    const OptionRow* row = find_option(level, name);
    if (row == nullptr || !row->readable)
        return Result<int>::fail(wsa::no_option);
    std::uint32_t number = 0;
    socklen_t length = sizeof number;
    void* target = &number;
    if (row->kind == Kind::octets) {
        target = value;
        length = static_cast<socklen_t>(std::max(size, 0));
    }
    if (::getsockopt(descriptor, row->native_level, row->native_name, target, &length) != 0)
        return Result<int>::fail(last_wsa_error(Operation::option));
    if (row->kind == Kind::octets)
        return Result<int>::ok(static_cast<int>(length));
    return number_to(row->kind, from_native(row->kind, number), value, size);
}

} // namespace ws2::kernel
