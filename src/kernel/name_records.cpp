// Room kernel: the records of hosts, services and protocols (see resolver.hpp), read with the
// reentrant calls.
#include "kernel/address.hpp"
#include "kernel/resolver.hpp"
#include "kernel/resolver_error.hpp"

#include <algorithm>
#include <cerrno>
#include <netdb.h>
#include <string_view>

namespace ws2::kernel {
namespace {

constexpr std::size_t scratch_first = 1024;
constexpr std::size_t scratch_max = 1024 * 1024;

std::vector<std::string> copied(char** list) {
    std::vector<std::string> out;
    for (; list != nullptr && *list != nullptr; ++list)
        out.emplace_back(*list);
    return out;
}

// Calls read(scratch, size) with more and more scratch memory until it says anything but ERANGE.
template<typename Read>
int with_scratch(std::vector<char>& scratch, Read read) {
    for (std::size_t size = scratch_first;; size *= 2) {
        scratch.resize(size);
        const int code = read(scratch.data(), size);
        if (code != ERANGE || size >= scratch_max)
            return code;
    }
}

base::Result<HostRecord> record_of(const hostent* found, int h_error) {
    if (found == nullptr)
        return base::Result<HostRecord>::fail(host_error(h_error));
    HostRecord out;
    out.name = found->h_name;
    out.aliases = copied(found->h_aliases);
    out.family = windows_family(found->h_addrtype);
    out.address_octets = std::min(found->h_length, 16);
    for (char** address = found->h_addr_list; *address != nullptr; ++address)
        std::copy_n(*address, out.address_octets, out.addresses.emplace_back().begin());
    return base::Result<HostRecord>::ok(std::move(out));
}

base::Result<ServiceRecord> record_of(const servent* found) {
    if (found == nullptr)
        return base::Result<ServiceRecord>::fail(wsa::no_data);
    return base::Result<ServiceRecord>::ok(
        {found->s_name, copied(found->s_aliases), found->s_proto, found->s_port});
}

base::Result<ProtocolRecord> record_of(const protoent* found) {
    if (found == nullptr)
        return base::Result<ProtocolRecord>::fail(wsa::no_data);
    return base::Result<ProtocolRecord>::ok(
        {found->p_name, copied(found->p_aliases), found->p_proto});
}

std::string lower_case(std::string_view name) {
    std::string out(name);
    for (char& c : out)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

} // namespace

base::Result<HostRecord> host_by_name(const char* name, int family) {
    std::vector<char> scratch;
    hostent record{};
    hostent* found = nullptr;
    int h_error = NO_RECOVERY;
    with_scratch(scratch, [&](char* memory, std::size_t size) {
        return gethostbyname2_r(name, native_family(family), &record, memory, size, &found,
                                &h_error);
    });
    return record_of(found, h_error);
}

base::Result<HostRecord> host_by_address(const void* address, int octets, int family) {
    std::vector<char> scratch;
    hostent record{};
    hostent* found = nullptr;
    int h_error = NO_RECOVERY;
    with_scratch(scratch, [&](char* memory, std::size_t size) {
        return gethostbyaddr_r(address, static_cast<socklen_t>(octets), native_family(family),
                               &record, memory, size, &found, &h_error);
    });
    return record_of(found, h_error);
}

base::Result<ServiceRecord> service_by_name(const char* name, const char* protocol) {
    std::vector<char> scratch;
    servent record{};
    servent* found = nullptr;
    const auto look = [&](const char* as_name, const char* as_protocol) {
        with_scratch(scratch, [&](char* memory, std::size_t size) {
            return getservbyname_r(as_name, as_protocol, &record, memory, size, &found);
        });
    };
    look(name, protocol);
    if (found == nullptr) // Windows does not mind the case
        look(lower_case(name).c_str(),
             protocol != nullptr ? lower_case(protocol).c_str() : nullptr);
    return record_of(found);
}

base::Result<ServiceRecord> service_by_port(int port, const char* protocol) {
    std::vector<char> scratch;
    servent record{};
    servent* found = nullptr;
    with_scratch(scratch, [&](char* memory, std::size_t size) {
        return getservbyport_r(port, protocol, &record, memory, size, &found);
    });
    return record_of(found);
}

base::Result<ProtocolRecord> protocol_by_name(const char* name) {
    std::vector<char> scratch;
    protoent record{};
    protoent* found = nullptr;
    const auto look = [&](const char* as_name) {
        with_scratch(scratch, [&](char* memory, std::size_t size) {
            return getprotobyname_r(as_name, &record, memory, size, &found);
        });
    };
    look(name);
    if (found == nullptr) // Windows does not mind the case
        look(lower_case(name).c_str());
    return record_of(found);
}

base::Result<ProtocolRecord> protocol_by_number(int number) {
    std::vector<char> scratch;
    protoent record{};
    protoent* found = nullptr;
    with_scratch(scratch, [&](char* memory, std::size_t size) {
        return getprotobynumber_r(number, &record, memory, size, &found);
    });
    return record_of(found);
}

} // namespace ws2::kernel
