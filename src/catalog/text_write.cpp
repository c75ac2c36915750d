// Room catalog: entries to TOML text, one key a line in a fixed order, so that two catalogs can be
// compared line by line.
#include "base/log.hpp"
#include "base/utf.hpp"
#include "catalog/guid.hpp"
#include "catalog/text.hpp"
#include "catalog/vocabulary.hpp"

#include <algorithm>

namespace ws2::catalog {
namespace {

constexpr std::string_view head =
    "# The catalog of ws2: transport providers in the order in which sockets are matched.\n"
    "format = 1\n";

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
            out += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
        else
            out += c;
    }
    return out + '"';
}

std::string word(std::span<const Word> words, std::int64_t value) {
    const std::string_view name = name_of(words, value);
    return name.empty() ? std::to_string(value) : quoted(name);
}

std::string flags(std::span<const Word> words, DWORD value) {
    std::string out;
    for (const Word& flag : words)
        if ((value & static_cast<DWORD>(flag.value)) != 0) {
            out += (out.empty() ? "" : ", ") + quoted(flag.name);
            value &= ~static_cast<DWORD>(flag.value);
        }
    if (value != 0)
        out += fmt::format("{}0x{:X}", out.empty() ? "" : ", ", value);
    return "[" + out + "]";
}

std::string chain(const WSAPROTOCOLCHAIN& value) {
    std::size_t used = MAX_PROTOCOL_CHAIN;
    while (used > 0 && value.ChainEntries[used - 1] == 0)
        --used;
    std::string out;
    for (std::size_t i = 0; i < used; ++i)
        out += fmt::format("{}{}", i == 0 ? "" : ", ", value.ChainEntries[i]);
    return "[" + out + "]";
}

// UTF-16 units as hexadecimal digits, up to the last one that is not 0.
std::string units(std::span<const WCHAR> text) {
    while (!text.empty() && text.back() == u'\0')
        text = text.first(text.size() - 1);
    std::string out;
    for (const WCHAR unit : text)
        out += fmt::format("{:04X}", static_cast<unsigned>(unit));
    return quoted(out);
}

class EntryWriter {
public:
    std::string write(const Entry& entry) {
        const WSAPROTOCOL_INFOW& info = entry.info;
        const WCHAR* end = std::find(info.szProtocol, info.szProtocol + WSAPROTOCOL_LEN, u'\0');
        const std::u16string_view title(info.szProtocol, end);
        line("name", quoted(base::to_utf8(title)));
        const bool is_all =
            std::all_of(end, std::end(info.szProtocol), [](WCHAR unit) { return unit == u'\0'; });
        if (!is_all || base::to_utf16(base::to_utf8(title)) != title)
            line("name_units", units(info.szProtocol));
        line("id", info.dwCatalogEntryId);
        line("guid", quoted(guid_text(info.ProviderId)));
        line("path", quoted(base::to_utf8(entry.path)));
        if (entry.personality != Personality::none)
            line("personality",
                 word(personalities(), static_cast<std::int64_t>(entry.personality)));
        line("version", info.iVersion);
        line("family", word(families(), info.iAddressFamily));
        line("type", word(socket_types(), info.iSocketType));
        line("protocol", word(protocols(info.iAddressFamily), info.iProtocol));
        line("protocol_max_offset", info.iProtocolMaxOffset);
        line("address_min", info.iMinSockAddr);
        line("address_max", info.iMaxSockAddr);
        line("byte_order", word(byte_orders(), info.iNetworkByteOrder));
        line("message_size", info.dwMessageSize);
        line("service_flags", flags(service_flags(), info.dwServiceFlags1));
        unless_zero("service_flags_2", info.dwServiceFlags2);
        unless_zero("service_flags_3", info.dwServiceFlags3);
        unless_zero("service_flags_4", info.dwServiceFlags4);
        line("provider_flags", flags(provider_flags(), info.dwProviderFlags));
        if (info.iSecurityScheme != SECURITY_PROTOCOL_NONE)
            line("security_scheme", info.iSecurityScheme);
        if (info.dwProviderReserved != 0)
            line("provider_reserved", info.dwProviderReserved);
        if (entry.categories != 0)
            line("categories", flags(categories(), entry.categories));
        line("chain_length", info.ProtocolChain.ChainLen);
        const std::string ids = chain(info.ProtocolChain);
        if (ids != "[]")
            line("chain", ids);
        return std::move(text_);
    }

private:
    template<typename T>
    void line(std::string_view key, const T& value) {
        text_ += fmt::format("{} = {}\n", key, value);
    }

    void unless_zero(std::string_view key, DWORD value) {
        if (value != 0)
            line(key, flags({}, value));
    }

    std::string text_;
};

std::string octets(std::string_view value) {
    std::string out;
    for (const char octet : value)
        out += fmt::format("{:02X}", static_cast<unsigned>(static_cast<unsigned char>(octet)));
    return quoted(out);
}

std::string names_text(const NameSpace& each) {
    std::string out = fmt::format(
        "\n[[name_space]]\nname = {}\nguid = {}\npath = {}\nname_space = {}\nversion = {}\n",
        quoted(base::to_utf8(each.name)), quoted(guid_text(each.provider)),
        quoted(base::to_utf8(each.path)), word(name_spaces(), each.name_space), each.version);
    if (!each.active)
        out += "active = false\n";
    if (!each.blob.empty())
        out += fmt::format("blob = {}\n", octets(each.blob));
    return out;
}

std::string names_text(const ServiceClass& each) {
    std::string out = fmt::format("\n[[service_class]]\nname = {}\nguid = {}\n",
                                  quoted(base::to_utf8(each.name)), quoted(guid_text(each.id)));
    std::string values;
    for (const ClassValue& value : each.values)
        values +=
            fmt::format("{}{{name = {}, name_space = {}, type = {}, data = {}}}",
                        values.empty() ? "" : ", ", quoted(base::to_utf8(value.name)),
                        word(name_spaces(), value.name_space), value.type, octets(value.octets));
    return out + fmt::format("values = [{}]\n", values);
}

} // namespace

std::string format_catalog(const Catalog& catalog) {
    std::string out = format_catalog(catalog.entries, catalog.applications);
    if (catalog.name_spaces.empty())
        out.insert(head.size(), "name_space = []\n");
    for (const NameSpace& each : catalog.name_spaces)
        out += names_text(each);
    for (const ServiceClass& each : catalog.service_classes)
        out += names_text(each);
    return out;
}

std::string format_catalog(std::span<const Entry> entries,
                           std::span<const Application> applications) {
    std::string out(head);
    for (const Entry& entry : entries)
        out += "\n[[protocol]]\n" + EntryWriter().write(entry);
    for (const Application& each : applications) {
        out += fmt::format("\n[[application]]\npath = {}\n", quoted(base::to_utf8(each.path)));
        if (!each.extra.empty())
            out += fmt::format("extra = {}\n", quoted(base::to_utf8(each.extra)));
        out += fmt::format("categories = {}\n", flags(categories(), each.categories));
    }
    return out;
}

} // namespace ws2::catalog
