// Room api: the addresses of a host, from the C library's resolver and from third parties'
// name-space providers: from those that stand before the built-in NS_DNS of the catalog first, from
// the others where the resolver knows no such host.
#pragma once

#include "base/text_as.hpp"
#include "names/address_list.hpp"
#include "names/extended_list.hpp"

#include <optional>
#include <string>
#include <vector>
#include <winsock2.h>

namespace ws2::api {

enum class Turn { before_resolver, after_resolver };

// As numbers in text; nearly always none, and then nothing is allocated. Throws std::bad_alloc.
std::vector<std::string> foreign_addresses(const std::string& host, Turn turn);
bool has_foreign_name_spaces() noexcept;

// Which name spaces a program names: by GUID, else by number.
struct Choice {
    DWORD name_space = NS_ALL;
    std::optional<GUID> provider{};
};
// Whether third parties' alone are meant, and there is one.
bool means_foreign(const Choice& choice) noexcept;
// What those give, and whose answer each is.
struct ForeignAddress {
    std::string text;
    GUID provider;
};
std::vector<ForeignAddress> foreign_addresses(const std::string& host, const Choice& choice);
// Whether the text is an address, which nobody need look up.
bool is_numeric(const std::string& host) noexcept;

// One list of all that fit the hints. 0, or a code and no list.
template<typename Info, typename Character>
int list_of(const std::vector<std::string>& addresses, const Character* service, const Info* hints,
            Info** list) {
    int code = WSAHOST_NOT_FOUND;
    *list = nullptr;
    Info** end = list;
    for (const std::string& each : addresses) {
        const auto text = base::text_as<Character>(each);
        const int own = names::find_addresses(text.c_str(), service, hints, end);
        code = own == 0 || *list != nullptr ? 0 : own;
        while (*end != nullptr)
            end = &(*end)->ai_next;
    }
    return code;
}

// As names::find_addresses.
template<typename Info, typename Character>
int resolve_addresses(const Character* host, const Character* service, const Info* hints,
                      Info** list) noexcept {
    if (!has_foreign_name_spaces() || host == nullptr || *host == 0 || list == nullptr)
        return names::find_addresses(host, service, hints, list);
    try {
        const std::string name = base::text_as<char>(host);
        const bool numeric = is_numeric(name);
        if (!numeric)
            if (const auto found = foreign_addresses(name, Turn::before_resolver); !found.empty())
                if (list_of(found, service, hints, list) == 0)
                    return 0;
        const int code = names::find_addresses(host, service, hints, list);
        if (numeric || (code != WSAHOST_NOT_FOUND && code != WSANO_DATA && code != WSATRY_AGAIN))
            return code;
        const auto found = foreign_addresses(name, Turn::after_resolver);
        return !found.empty() && list_of(found, service, hints, list) == 0 ? 0 : code;
    } catch (const std::bad_alloc&) {
        return WSA_NOT_ENOUGH_MEMORY;
    }
}

// The chosen third parties' answers alone, in the records of GetAddrInfoEx.
template<typename Info, typename Character>
int resolve_chosen(const Choice& choice, const Character* host, const Character* service,
                   const Info* hints, Info** list) noexcept {
    if (host == nullptr || *host == 0 || list == nullptr)
        return list == nullptr ? WSAEFAULT : WSAHOST_NOT_FOUND;
    try {
        *list = nullptr;
        Info** end = list;
        int code = WSAHOST_NOT_FOUND;
        for (const ForeignAddress& each : foreign_addresses(base::text_as<char>(host), choice)) {
            const int own = list_of({each.text}, service, hints, end);
            code = *list != nullptr ? 0 : own;
            for (; *end != nullptr; end = &(*end)->ai_next)
                *(*end)->ai_provider = each.provider;
        }
        return code;
    } catch (const std::bad_alloc&) {
        return WSA_NOT_ENOUGH_MEMORY;
    }
}

} // namespace ws2::api
