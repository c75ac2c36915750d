#include "kernel/resolver.hpp"

#include "kernel/address.hpp"
#include "kernel/error.hpp"
#include "kernel/resolver_error.hpp"

#include <cerrno>
#include <cstring>
#include <memory>
#include <net/if.h>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

namespace ws2::kernel {
namespace {

struct FlagPair {
    unsigned ours;
    int native;
};

constexpr FlagPair resolve_flags[] = {
    {resolve_flag::passive, AI_PASSIVE},
    {resolve_flag::canonical_name, AI_CANONNAME},
    {resolve_flag::numeric_host, AI_NUMERICHOST},
    {resolve_flag::numeric_service, AI_NUMERICSERV},
    {resolve_flag::all, AI_ALL},
    {resolve_flag::configured_families, AI_ADDRCONFIG},
    {resolve_flag::mapped_v4, AI_V4MAPPED},
};

constexpr FlagPair name_flags[] = {
    {name_flag::short_host, NI_NOFQDN},      {name_flag::numeric_host, NI_NUMERICHOST},
    {name_flag::name_required, NI_NAMEREQD}, {name_flag::numeric_service, NI_NUMERICSERV},
    {name_flag::datagram, NI_DGRAM},
};

template<std::size_t Count>
int native_flags(const FlagPair (&table)[Count], unsigned flags) {
    int out = 0;
    for (const FlagPair& pair : table)
        if ((flags & pair.ours) != 0)
            out |= pair.native;
    return out;
}

ResolvedAddress copied(const addrinfo& found) {
    ResolvedAddress out;
    out.family = windows_family(found.ai_family);
    out.type = found.ai_socktype;
    out.protocol = found.ai_protocol;
    if (found.ai_addrlen <= sizeof out.octets) {
        out.size = found.ai_addrlen;
        std::memcpy(out.octets, found.ai_addr, out.size);
        windows_family_in_place(out.octets, out.size);
    }
    if (found.ai_canonname != nullptr)
        out.canonical_name = found.ai_canonname;
    return out;
}

} // namespace

base::Result<std::vector<ResolvedAddress>> resolve_address(const AddressQuery& query) {
    using Resolved = base::Result<std::vector<ResolvedAddress>>;
    addrinfo hints{};
    hints.ai_flags = native_flags(resolve_flags, query.flags);
    hints.ai_family = native_family(query.family);
    hints.ai_socktype = query.type;
    hints.ai_protocol = query.protocol;
    addrinfo* list = nullptr;
    const int code = getaddrinfo(query.host, query.service, &hints, &list);
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(list, freeaddrinfo);
    if (code != 0)
        return Resolved::fail(resolver_error(code, errno));
    std::vector<ResolvedAddress> out;
    for (const addrinfo* found = list; found != nullptr; found = found->ai_next)
        if (ResolvedAddress address = copied(*found); address.size != 0)
            out.push_back(std::move(address));
    return out.empty() ? Resolved::fail(resolver_error(EAI_NONAME, 0))
                       : Resolved::ok(std::move(out));
}

base::Result<ResolvedName> resolve_name(const void* address, int size, bool want_host,
                                        bool want_service, unsigned flags) {
    char host[NI_MAXHOST] = {};
    char service[NI_MAXSERV] = {};
    const NativeAddress native(address, size);
    const int code =
        getnameinfo(static_cast<const sockaddr*>(native.data()), native.size(), host,
                    want_host ? sizeof host : 0, service, want_service ? sizeof service : 0,
                    native_flags(name_flags, flags));
    if (code != 0)
        return base::Result<ResolvedName>::fail(resolver_error(code, errno));
    return base::Result<ResolvedName>::ok({host, service});
}

base::Result<std::string> host_name() {
    char name[256] = {};
    if (gethostname(name, sizeof name - 1) != 0)
        return base::Result<std::string>::fail(last_wsa_error(Operation::other));
    return base::Result<std::string>::ok(name);
}

unsigned interface_index(const char* name) noexcept {
    return if_nametoindex(name);
}

std::string interface_name(unsigned index) {
    char name[IF_NAMESIZE] = {};
    return if_indextoname(index, name) != nullptr ? name : "";
}

} // namespace ws2::kernel
