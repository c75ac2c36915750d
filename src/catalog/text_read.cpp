// Room catalog: TOML text to entries.
#include "base/log.hpp"
#include "base/utf.hpp"
#include "catalog/check.hpp"
#include "catalog/table_reader.hpp"
#include "catalog/text.hpp"
#include "catalog/text_scan.hpp"
#include "catalog/vocabulary.hpp"

#include <algorithm>
#include <limits>

namespace ws2::catalog {
namespace {

constexpr std::int64_t format_version = 1;

// Reads one [[protocol]] or [[application]] table.
class EntryReader : private TableReader {
public:
    explicit EntryReader(const toml::table& table) : TableReader(table) {
        entry_.line = table.source().begin.line;
    }

    std::optional<Problem> read(Application& out) {
        if (const auto value = wide("path", false))
            out.path = *value;
        if (table().contains("extra"))
            out.extra = wide("extra", true).value_or(u"");
        known("extra");
        flags("categories", categories(), out.categories);
        unknown_keys();
        return problem();
    }

    std::optional<Problem> read(Entry& out) {
        text("name", entry_.info.szProtocol);
        units("name_units", entry_.info.szProtocol);
        number("id", entry_.info.dwCatalogEntryId);
        guid("guid", entry_.info.ProviderId);
        path("path", entry_.path);
        entry_.personality = static_cast<Personality>(word("personality", personalities()));
        number("version", entry_.info.iVersion);
        entry_.info.iAddressFamily = as_int(word("family", families()));
        entry_.info.iSocketType = as_int(word("type", socket_types()));
        entry_.info.iProtocol = as_int(word("protocol", protocols(0)));
        number("protocol_max_offset", entry_.info.iProtocolMaxOffset);
        number("address_min", entry_.info.iMinSockAddr);
        number("address_max", entry_.info.iMaxSockAddr);
        entry_.info.iNetworkByteOrder = as_int(word("byte_order", byte_orders()));
        number("security_scheme", entry_.info.iSecurityScheme);
        number("message_size", entry_.info.dwMessageSize);
        flags("service_flags", service_flags(), entry_.info.dwServiceFlags1);
        flags("service_flags_2", {}, entry_.info.dwServiceFlags2);
        flags("service_flags_3", {}, entry_.info.dwServiceFlags3);
        flags("service_flags_4", {}, entry_.info.dwServiceFlags4);
        flags("provider_flags", provider_flags(), entry_.info.dwProviderFlags);
        number("provider_reserved", entry_.info.dwProviderReserved);
        flags("categories", categories(), entry_.categories);
        number("chain_length", entry_.info.ProtocolChain.ChainLen);
        chain("chain");
        unknown_keys();
        out = std::move(entry_);
        return problem();
    }

private:
    void text(std::string_view key, WCHAR (&out)[WSAPROTOCOL_LEN + 1]) {
        const auto value = wide(key, true);
        if (!value)
            return;
        if (value->size() > WSAPROTOCOL_LEN)
            return refuse(*table().get(key),
                          fmt::format("'{}' is longer than {} characters", key, WSAPROTOCOL_LEN));
        std::copy(value->begin(), value->end(), out);
    }

    // What text cannot hold: half characters, and what stands behind the name's end.
    void units(std::string_view key, WCHAR (&out)[WSAPROTOCOL_LEN + 1]) {
        constexpr std::size_t digits = 4;
        const toml::node* node = get(key);
        if (node == nullptr)
            return;
        const auto* value = node->as_string();
        const std::string text = value == nullptr ? std::string("?") : value->get();
        if (text.size() % digits != 0 || text.size() > digits * std::size(out) ||
            text.find_first_not_of("0123456789ABCDEFabcdef") != std::string::npos)
            return refuse(*node, fmt::format("'{}' is not UTF-16 units in hexadecimal", key));
        for (std::size_t i = 0; i < std::size(out); ++i) {
            const std::size_t at = std::min(i * digits, text.size());
            const std::string unit = text.substr(at, digits);
            out[i] = unit.empty() ? u'\0' : static_cast<WCHAR>(std::stoul(unit, nullptr, 16));
        }
        if (std::find(std::begin(out), std::end(out), u'\0') == std::end(out))
            refuse(*node, fmt::format("'{}' has no end", key));
    }

    void chain(std::string_view key) {
        const toml::node* node = get(key);
        if (node == nullptr)
            return;
        const auto* list = node->as_array();
        if (list == nullptr)
            return refuse(*node, fmt::format("'{}' is not a list", key));
        if (list->size() > MAX_PROTOCOL_CHAIN)
            return refuse(*node,
                          fmt::format("'{}' holds more than {} ids", key, MAX_PROTOCOL_CHAIN));
        std::size_t i = 0;
        for (const toml::node& id : *list) {
            const auto value = id.value_exact<std::int64_t>();
            if (!value || *value < 0 || *value > std::numeric_limits<DWORD>::max())
                return refuse(id, fmt::format("'{}' holds something that is no id", key));
            entry_.info.ProtocolChain.ChainEntries[i++] = static_cast<DWORD>(*value);
        }
    }

    Entry entry_;
};

std::optional<Problem> check_format(const toml::table& root) {
    const toml::node* format = root.get("format");
    if (format == nullptr)
        return Problem{1, "no 'format = 1'; this is not a catalog, or a torn one"};
    if (format->value_exact<std::int64_t>() != format_version)
        return Problem{format->source().begin.line, "a format that this library does not know"};
    for (const auto& [key, node] : root)
        if (key.str() != "format" && key.str() != "protocol" && key.str() != "application" &&
            key.str() != "name_space" && key.str() != "service_class")
            return Problem{node.source().begin.line, fmt::format("unknown key '{}'", key.str())};
    return std::nullopt;
}

template<typename Item>
std::optional<Problem> read_item(const toml::table& table, Item& out) {
    if constexpr (std::is_same_v<Item, NameSpace> || std::is_same_v<Item, ServiceClass>)
        return read_names(table, out);
    else
        return EntryReader(table).read(out);
}

// Reads every table of a list that is written [[KEY]].
template<typename Item>
std::optional<Problem> read_list(const toml::table& root, std::string_view key,
                                 std::vector<Item>& out) {
    const toml::node* node = root.get(key);
    if (node == nullptr)
        return std::nullopt;
    const toml::array* list = node->as_array();
    if (list != nullptr && list->empty())
        return std::nullopt;
    if (list == nullptr || !list->is_homogeneous<toml::table>())
        return Problem{node->source().begin.line,
                       fmt::format("'{}' is not written [[{}]]", key, key)};
    if (list->size() > entries_max)
        return Problem{0, fmt::format("more than {} entries", entries_max)};
    for (const toml::node& item : *list) {
        Item read;
        if (auto problem = read_item(*item.as_table(), read))
            return problem;
        out.push_back(std::move(read));
    }
    return std::nullopt;
}

} // namespace

Parsed parse_catalog(std::string_view text) {
    Parsed out;
    out.problem = scan_text(text);
    if (out.problem)
        return out;
    const toml::parse_result parsed = toml::parse(text);
    if (!parsed) {
        out.problem =
            Problem{parsed.error().source().begin.line, std::string(parsed.error().description())};
        return out;
    }
    const toml::table& root = parsed.table();
    out.problem = check_format(root);
    if (!out.problem)
        out.problem = read_list(root, "protocol", out.entries);
    if (!out.problem)
        out.problem = read_list(root, "application", out.applications);
    if (!out.problem && root.contains("name_space"))
        out.problem = read_list(root, "name_space", out.name_spaces.emplace());
    if (!out.problem)
        out.problem = read_list(root, "service_class", out.service_classes);
    if (!out.problem)
        out.problem = check_entries(out.entries);
    return out;
}

} // namespace ws2::catalog
