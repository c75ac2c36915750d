#include "provider/layer/trace_text.hpp"

#include "base/log.hpp"
#include "kernel/user_probe.hpp"

#include <algorithm>
#include <cstring>
#include <ws2tcpip.h>

namespace ws2::provider::layer {
namespace {

constexpr std::size_t most_listed = 16;

// What a program points at may not be there: the call itself answers WSAEFAULT.
template<typename T>
bool read(T& out, const void* from, std::size_t octets = sizeof(T)) {
    return bool(kernel::read_user(&out, from, octets));
}

std::string address_text(const sockaddr* address, int octets) {
    if (address == nullptr)
        return "NULL";
    SOCKADDR_STORAGE copy{};
    const auto size = std::min(static_cast<std::size_t>(std::max(octets, 0)), sizeof copy);
    if (size < sizeof copy.ss_family || !read(copy, address, size))
        return "?";
    sockaddr_in in{};
    sockaddr_in6 in6{};
    if (copy.ss_family == AF_INET && size >= sizeof in) {
        std::memcpy(&in, &copy, sizeof in);
        unsigned char part[4];
        std::memcpy(part, &in.sin_addr, sizeof part);
        return fmt::format("{}.{}.{}.{}:{}", part[0], part[1], part[2], part[3],
                           ntohs(in.sin_port));
    }
    if (copy.ss_family == AF_INET6 && size >= sizeof in6) {
        std::memcpy(&in6, &copy, sizeof in6);
        unsigned char part[16];
        std::memcpy(part, &in6.sin6_addr, sizeof part);
        std::string out = "[";
        for (std::size_t i = 0; i < 16; i += 2)
            out += fmt::format("{}{:x}", i == 0 ? "" : ":", part[i] * 256 + part[i + 1]);
        return out + fmt::format("]:{}", ntohs(in6.sin6_port));
    }
    return fmt::format("family {}", copy.ss_family);
}

std::string quoted(std::string_view value) {
    std::string out = "\"";
    for (const char c : value) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + '"';
}

struct Name {
    int code;
    const char* name;
};

#define NAME_OF(code)                                                                              \
    Name {                                                                                         \
        code, #code                                                                                \
    }
constexpr Name names[] = {
    NAME_OF(WSA_INVALID_HANDLE),
    NAME_OF(WSA_NOT_ENOUGH_MEMORY),
    NAME_OF(WSA_OPERATION_ABORTED),
    NAME_OF(WSA_IO_INCOMPLETE),
    NAME_OF(WSA_IO_PENDING),
    NAME_OF(WSAEINTR),
    NAME_OF(WSAEACCES),
    NAME_OF(WSAEFAULT),
    NAME_OF(WSAEINVAL),
    NAME_OF(WSAEMFILE),
    NAME_OF(WSAEWOULDBLOCK),
    NAME_OF(WSAEINPROGRESS),
    NAME_OF(WSAEALREADY),
    NAME_OF(WSAENOTSOCK),
    NAME_OF(WSAEDESTADDRREQ),
    NAME_OF(WSAEMSGSIZE),
    NAME_OF(WSAEPROTOTYPE),
    NAME_OF(WSAENOPROTOOPT),
    NAME_OF(WSAEPROTONOSUPPORT),
    NAME_OF(WSAESOCKTNOSUPPORT),
    NAME_OF(WSAEOPNOTSUPP),
    NAME_OF(WSAEAFNOSUPPORT),
    NAME_OF(WSAEADDRINUSE),
    NAME_OF(WSAEADDRNOTAVAIL),
    NAME_OF(WSAENETDOWN),
    NAME_OF(WSAENETUNREACH),
    NAME_OF(WSAENETRESET),
    NAME_OF(WSAECONNABORTED),
    NAME_OF(WSAECONNRESET),
    NAME_OF(WSAENOBUFS),
    NAME_OF(WSAEISCONN),
    NAME_OF(WSAENOTCONN),
    NAME_OF(WSAESHUTDOWN),
    NAME_OF(WSAETIMEDOUT),
    NAME_OF(WSAECONNREFUSED),
    NAME_OF(WSAEHOSTUNREACH),
    NAME_OF(WSASYSNOTREADY),
    NAME_OF(WSANOTINITIALISED),
    NAME_OF(WSAEDISCON),
    NAME_OF(WSASYSCALLFAILURE),
    NAME_OF(WSATRY_AGAIN),
};
#undef NAME_OF

} // namespace

void ArgumentWriter::put(std::string_view name, std::string_view value, bool as_number) {
    text += fmt::format("{}{}={}", text.empty() ? "" : " ", name, value);
    json += fmt::format("{}\"{}\":{}", json.empty() ? "" : ",", name,
                        as_number ? std::string(value) : quoted(value));
}

void ArgumentWriter::number(std::string_view name, long long value) {
    put(name, std::to_string(value), true);
}

void ArgumentWriter::socket(std::string_view name, SOCKET s) {
    number(name, s == INVALID_SOCKET ? -1 : static_cast<long long>(s));
}

void ArgumentWriter::address(std::string_view name, const sockaddr* address, int octets) {
    put(name, address_text(address, octets), false);
}

void ArgumentWriter::buffers(std::string_view name, const WSABUF* buffers, DWORD count) {
    WSABUF list[most_listed] = {};
    const std::size_t shown = std::min<std::size_t>(count, most_listed);
    if (buffers == nullptr || !read(list, buffers, shown * sizeof(WSABUF)))
        return pointer(name, buffers);
    std::string lengths;
    for (std::size_t i = 0; i < shown; ++i)
        lengths += fmt::format("{}{}", i == 0 ? "" : ",", list[i].len);
    put(name, fmt::format("[{}{}]", lengths, count > shown ? ",..." : ""), false);
}

void ArgumentWriter::pointed(std::string_view name, const void* pointer_to_32_bits,
                             bool is_signed) {
    std::uint32_t value = 0;
    if (pointer_to_32_bits == nullptr || !read(value, pointer_to_32_bits))
        return pointer(name, pointer_to_32_bits);
    number(name, is_signed ? static_cast<std::int32_t>(value) : static_cast<long long>(value));
}

void ArgumentWriter::pointer(std::string_view name, const void* pointer) {
    put(name, pointer == nullptr ? "NULL" : fmt::format("{}", pointer), false);
}

void ArgumentWriter::set(std::string_view name, const fd_set* set) {
    u_int count = 0;
    SOCKET list[most_listed] = {};
    if (set == nullptr || !read(count, &set->fd_count))
        return pointer(name, set);
    const std::size_t shown = std::min<std::size_t>(count, most_listed);
    if (!read(list, set->fd_array, shown * sizeof(SOCKET)))
        return pointer(name, set);
    std::string sockets;
    for (std::size_t i = 0; i < shown; ++i)
        sockets += fmt::format("{}{}", i == 0 ? "" : ",", list[i]);
    put(name, fmt::format("{{{}{}}}", sockets, count > shown ? ",..." : ""), false);
}

const char* code_name(int code) noexcept {
    for (const Name& each : names)
        if (each.code == code)
            return each.name;
    return "error";
}

} // namespace ws2::provider::layer
