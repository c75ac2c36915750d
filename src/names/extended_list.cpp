#include "names/extended_list.hpp"

#include "names/address_list.hpp"

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string>

namespace ws2::names {
namespace {

// A record, and behind it the GUID, the socket address and the name.
constexpr std::size_t address_room = 32;

template<typename Extended, typename Info>
Extended* new_record(const Info& from) {
    using Character = std::remove_pointer_t<decltype(from.ai_canonname)>;
    using String = std::char_traits<Character>;
    const std::size_t name_octets =
        from.ai_canonname == nullptr ? 0
                                     : (String::length(from.ai_canonname) + 1) * sizeof(Character);
    auto* memory = static_cast<std::byte*>(
        std::calloc(1, sizeof(Extended) + sizeof(GUID) + address_room + name_octets));
    if (memory == nullptr)
        return nullptr;
    auto* info = new (memory) Extended{};
    info->ai_flags = from.ai_flags;
    info->ai_family = from.ai_family;
    info->ai_socktype = from.ai_socktype;
    info->ai_protocol = from.ai_protocol;
    memory += sizeof(Extended);
    info->ai_provider = new (memory) GUID(dns_provider);
    memory += sizeof(GUID);
    info->ai_addrlen = from.ai_addrlen;
    info->ai_addr = reinterpret_cast<sockaddr*>(memory);
    std::memcpy(memory, from.ai_addr, from.ai_addrlen);
    if (name_octets != 0) {
        memory += address_room;
        info->ai_canonname = reinterpret_cast<Character*>(memory);
        std::memcpy(memory, from.ai_canonname, name_octets);
    }
    return info;
}

template<typename Extended>
void free_list(Extended* list) noexcept {
    while (list != nullptr) {
        Extended* const next = list->ai_next;
        std::free(list);
        list = next;
    }
}

template<typename Info, typename Extended, typename Character>
int find(const Character* host, const Character* service, const Extended* hints,
         Extended** list) noexcept {
    if (list == nullptr)
        return WSAEFAULT;
    *list = nullptr;
    Info plain{};
    if (hints != nullptr) {
        if (hints->ai_addrlen != 0 || hints->ai_canonname != nullptr || hints->ai_addr != nullptr ||
            hints->ai_blob != nullptr || hints->ai_bloblen != 0 || hints->ai_provider != nullptr ||
            hints->ai_next != nullptr)
            return WSANO_RECOVERY;
        plain.ai_flags = hints->ai_flags;
        plain.ai_family = hints->ai_family;
        plain.ai_socktype = hints->ai_socktype;
        plain.ai_protocol = hints->ai_protocol;
    }
    Info* found = nullptr;
    int code = find_addresses(host, service, &plain, &found);
    Extended** end = list;
    for (const Info* each = found; each != nullptr; each = each->ai_next) {
        *end = new_record<Extended>(*each);
        if (*end == nullptr) {
            free_list(*list);
            *list = nullptr;
            code = WSA_NOT_ENOUGH_MEMORY;
            break;
        }
        end = &(*end)->ai_next;
    }
    free_addresses(found);
    return code;
}

} // namespace

int find_addresses(const char* host, const char* service, const ADDRINFOEXA* hints,
                   ADDRINFOEXA** list) noexcept {
    return find<addrinfo>(host, service, hints, list);
}
int find_addresses(const WCHAR* host, const WCHAR* service, const ADDRINFOEXW* hints,
                   ADDRINFOEXW** list) noexcept {
    return find<ADDRINFOW>(host, service, hints, list);
}

void free_addresses(ADDRINFOEXA* list) noexcept {
    free_list(list);
}
void free_addresses(ADDRINFOEXW* list) noexcept {
    free_list(list);
}

} // namespace ws2::names
