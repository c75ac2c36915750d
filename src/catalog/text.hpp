// Room catalog: the catalog as TOML text, and back. Pure: no files, no log.
//
//     format = 1
//     [[protocol]]
//     name = "..."            szProtocol
//     id = 1001               dwCatalogEntryId, unique and not 0
//     guid = "{...}"          ProviderId
//     path = "..."            the provider's library
//     personality = "nt"      "ce", "nt" or "none"
//     name_units = "005A..."  szProtocol as UTF-16 units, for a name that text cannot hold
//     categories = [...]      what the provider's layers do, LSP_*
//     family = "AF_INET"      and type, protocol: a name or a number
//     service_flags = [...]   names and numbers, or-ed; service_flags_2 to _4 alike
//     chain_length = 1        0 a layer, 1 a base, more a chain of the ids in `chain`
//     [[name_space]]
//     name, guid, path        as above
//     name_space = "NS_DNS"   a name or a number
//     version = 1
//     active = false          if it is not to be asked
//     blob = "00FF"           ProviderSpecific in hexadecimal
//     [[service_class]]
//     name, guid
//     values = [{name = "TcpPort", name_space = "NS_DNS", type = 4, data = "35000000"}]
//
// Every field of WSAPROTOCOL_INFOW has its key; a missing one is 0. Unknown keys are refused: a
// misspelt flag must not become a silent default. A catalog that says nothing of name spaces has
// those that are linked in; "name_space = []" stands for none.
#pragma once

#include "catalog/entry.hpp"

#include <optional>
#include <span>

namespace ws2::catalog {

inline constexpr std::size_t text_octets_max = 1024 * 1024;
inline constexpr std::size_t entries_max = 1024;

struct Parsed {
    std::vector<Entry> entries;
    std::vector<Application> applications{};
    std::optional<std::vector<NameSpace>> name_spaces{}; // nothing: the text says nothing of them
    std::vector<ServiceClass> service_classes{};
    std::optional<Problem> problem; // if set, entries are not to be used
};

// Reads and checks a whole catalog; whatever the text holds, the answer is entries or a problem.
Parsed parse_catalog(std::string_view text);

// The text whose parse gives the same entries in the same order.
std::string format_catalog(std::span<const Entry> entries,
                           std::span<const Application> applications = {});
// The whole, name spaces and service classes with it.
std::string format_catalog(const Catalog& catalog);

} // namespace ws2::catalog
