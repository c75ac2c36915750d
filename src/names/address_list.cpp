#include "names/address_list.hpp"

#include "base/utf.hpp"
#include "kernel/resolver.hpp"

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>
#include <optional>
#include <string>

namespace ws2::names {
namespace {

namespace flag = kernel::resolve_flag;
using kernel::AddressQuery;
using kernel::ResolvedAddress;
using Addresses = base::Result<std::vector<ResolvedAddress>>;

struct FlagPair {
    int windows;
    unsigned kernel;
};

constexpr FlagPair flags[] = {
    {AI_PASSIVE, flag::passive},
    {AI_CANONNAME, flag::canonical_name},
    {AI_FQDN, flag::canonical_name},
    {AI_NUMERICHOST, flag::numeric_host},
    {AI_NUMERICSERV, flag::numeric_service},
    {AI_ALL, flag::all},
    {AI_ADDRCONFIG, flag::configured_families},
    {AI_V4MAPPED, flag::mapped_v4},
};

// What a program may set and what this resolver has no use for: hints to Windows' own providers.
constexpr int ignored_flags = AI_DNS_ONLY | AI_FORCE_CLEAR_TEXT | AI_BYPASS_DNS_CACHE |
                              AI_NON_AUTHORITATIVE | AI_SECURE | AI_RETURN_PREFERRED_NAMES |
                              AI_FILESERVER | AI_DISABLE_IDN_ENCODING;

unsigned kernel_flags(int windows_flags) {
    unsigned out = 0;
    for (const FlagPair& pair : flags)
        if ((windows_flags & pair.windows) != 0)
            out |= pair.kernel;
    return out;
}

bool known(int windows_flags) {
    int all = ignored_flags;
    for (const FlagPair& pair : flags)
        all |= pair.windows;
    return (windows_flags & ~all) == 0;
}

// The part of the hints that both character widths share.
struct Hints {
    int flags = 0;
    int family = 0;
    int type = 0;
    int protocol = 0;
};

// 0 or the code for hints that Windows refuses.
template<typename Info>
int read_hints(const Info* given, bool has_host, Hints& out) {
    if (given == nullptr)
        return 0;
    if (given->ai_addrlen != 0 || given->ai_canonname != nullptr || given->ai_addr != nullptr ||
        given->ai_next != nullptr)
        return WSANO_RECOVERY;
    out = {given->ai_flags, given->ai_family, given->ai_socktype, given->ai_protocol};
    if (!known(out.flags))
        return WSAEINVAL;
    if ((out.flags & AI_CANONNAME) != 0 &&
        (!has_host || (out.flags & AI_NUMERICHOST) != 0 || (out.flags & AI_FQDN) != 0))
        return WSAEINVAL;
    if (out.family != AF_UNSPEC && out.family != AF_INET && out.family != AF_INET6)
        return WSAEAFNOSUPPORT;
    if (out.type < 0 || out.type > SOCK_SEQPACKET || out.type == SOCK_RDM)
        return WSAESOCKTNOSUPPORT;
    return 0;
}

// An empty host name means this host, with the addresses that its own name has.
Addresses query(const char* host, const char* service, const Hints& hints) {
    AddressQuery query{host,         service,    kernel_flags(hints.flags),
                       hints.family, hints.type, hints.protocol};
    std::string own_name;
    if (host != nullptr && *host == '\0') {
        const auto name = kernel::host_name();
        if (!name)
            return Addresses::fail(name.error);
        own_name = name.value;
        query.host = own_name.c_str();
    }
    // Without a type Windows gives each address once and leaves type and protocol open, where the C
    // library gives it once for each type.
    const bool open = hints.type == 0 && hints.protocol == 0;
    if (open)
        query.type = SOCK_STREAM;
    Addresses found = kernel::resolve_address(query);
    if (open && found.error == WSATYPE_NOT_FOUND) { // a service that TCP does not have
        query.type = SOCK_DGRAM;
        found = kernel::resolve_address(query);
    }
    if (open)
        for (ResolvedAddress& address : found.value)
            address.type = address.protocol = 0;
    return found;
}

// One allocation for the record, the socket address and the name.
template<typename Info, typename Character>
Info* new_record(const ResolvedAddress& from, const std::basic_string<Character>* name) {
    constexpr std::size_t address_room = 32;
    static_assert(sizeof from.octets <= address_room && sizeof(Info) % 8 == 0);
    const std::size_t name_octets = name == nullptr ? 0 : (name->size() + 1) * sizeof(Character);
    auto* memory =
        static_cast<std::byte*>(std::calloc(1, sizeof(Info) + address_room + name_octets));
    if (memory == nullptr)
        return nullptr;
    auto* info = new (memory) Info{};
    info->ai_family = from.family;
    info->ai_socktype = from.type;
    info->ai_protocol = from.protocol;
    info->ai_addrlen = from.size;
    info->ai_addr = reinterpret_cast<sockaddr*>(memory + sizeof(Info));
    std::memcpy(info->ai_addr, from.octets, from.size);
    if (name != nullptr) {
        info->ai_canonname = reinterpret_cast<Character*>(memory + sizeof(Info) + address_room);
        std::memcpy(info->ai_canonname, name->c_str(), name_octets);
    }
    return info;
}

template<typename Info>
void free_list(Info* list) noexcept {
    while (list != nullptr) {
        Info* next = list->ai_next;
        std::free(list);
        list = next;
    }
}

std::string converted(const std::string& text, const char*) {
    return text;
}
std::u16string converted(const std::string& text, const WCHAR*) {
    return base::to_utf16(text);
}

template<typename Info, typename Character>
int build(const Addresses& addresses, int wanted_flags, Info** list) {
    Info** end = list;
    for (const ResolvedAddress& address : addresses.value) {
        const auto name = converted(address.canonical_name, static_cast<const Character*>(nullptr));
        *end = new_record<Info>(address, name.empty() ? nullptr : &name);
        if (*end == nullptr) {
            free_list(*list);
            *list = nullptr;
            return WSA_NOT_ENOUGH_MEMORY;
        }
        (*end)->ai_flags = address.canonical_name.empty() ? 0 : wanted_flags & AI_CANONNAME;
        end = &(*end)->ai_next;
    }
    return 0;
}

std::optional<std::string> narrow(const WCHAR* text) {
    return text == nullptr ? std::nullopt : std::optional(base::to_utf8(text));
}

const char* text_of(const std::optional<std::string>& text) {
    return text ? text->c_str() : nullptr;
}

template<typename Info, typename Character>
int find(const char* host, const char* service, const Info* given, Info** list) {
    if (list == nullptr)
        return WSAEFAULT;
    *list = nullptr;
    if (host == nullptr && service == nullptr)
        return WSAHOST_NOT_FOUND;
    Hints hints;
    if (const int code = read_hints(given, host != nullptr, hints))
        return code;
    const Addresses addresses = query(host, service, hints);
    return addresses ? build<Info, Character>(addresses, hints.flags, list) : addresses.error;
}

} // namespace

int find_addresses(const char* host, const char* service, const addrinfo* hints,
                   addrinfo** list) noexcept {
    try {
        return find<addrinfo, char>(host, service, hints, list);
    } catch (const std::bad_alloc&) {
        return WSA_NOT_ENOUGH_MEMORY;
    }
}

int find_addresses(const WCHAR* host, const WCHAR* service, const ADDRINFOW* hints,
                   ADDRINFOW** list) noexcept {
    try {
        const auto narrow_host = narrow(host);
        const auto narrow_service = narrow(service);
        return find<ADDRINFOW, WCHAR>(text_of(narrow_host), text_of(narrow_service), hints, list);
    } catch (const std::bad_alloc&) {
        return WSA_NOT_ENOUGH_MEMORY;
    }
}

void free_addresses(addrinfo* list) noexcept {
    free_list(list);
}
void free_addresses(ADDRINFOW* list) noexcept {
    free_list(list);
}

} // namespace ws2::names
