// Room catalog: TOML tables to name-space providers and service classes.
#include "catalog/table_reader.hpp"

namespace ws2::catalog {
namespace {

std::optional<std::string> octets_of(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    if (text.size() % 2 != 0)
        return std::nullopt;
    std::string out;
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const std::size_t high = digits.find(text[i]);
        const std::size_t low = digits.find(text[i + 1]);
        if (high == std::string_view::npos || low == std::string_view::npos)
            return std::nullopt;
        out += static_cast<char>(high * 16 + low);
    }
    return out;
}

class NamesReader : private TableReader {
public:
    explicit NamesReader(const toml::table& table) : TableReader(table) {}

    std::optional<Problem> read(NameSpace& out) {
        out.name = wide("name", true).value_or(u"");
        guid("guid", out.provider);
        path("path", out.path);
        out.name_space = static_cast<DWORD>(word("name_space", name_spaces()));
        number("version", out.version);
        boolean("active", out.active);
        octets("blob", out.blob);
        unknown_keys();
        return problem();
    }

    std::optional<Problem> read(ServiceClass& out) {
        out.name = wide("name", true).value_or(u"");
        guid("guid", out.id);
        if (const toml::node* node = get("values")) {
            const toml::array* list = node->as_array();
            if (list == nullptr || (!list->empty() && !list->is_homogeneous<toml::table>())) {
                refuse(*node, "'values' is not a list of tables");
                return problem();
            }
            for (const toml::node& item : *list)
                if (auto wrong = NamesReader(*item.as_table()).read(out.values.emplace_back()))
                    return wrong;
        }
        unknown_keys();
        return problem();
    }

private:
    std::optional<Problem> read(ClassValue& out) {
        out.name = wide("name", true).value_or(u"");
        out.name_space = static_cast<DWORD>(word("name_space", name_spaces()));
        number("type", out.type);
        octets("data", out.octets);
        unknown_keys();
        return problem();
    }

    void boolean(std::string_view key, bool& out) {
        const toml::node* node = get(key);
        if (node == nullptr)
            return;
        const auto value = node->value_exact<bool>();
        if (!value)
            refuse(*node, fmt::format("'{}' is neither true nor false", key));
        out = value.value_or(true);
    }

    void octets(std::string_view key, std::string& out) {
        const toml::node* node = get(key);
        if (node == nullptr)
            return;
        const auto* text = node->as_string();
        auto value = text == nullptr ? std::nullopt : octets_of(text->get());
        if (!value)
            return refuse(*node, fmt::format("'{}' is not octets in hexadecimal", key));
        out = std::move(*value);
    }
};

} // namespace

std::optional<Problem> read_names(const toml::table& table, NameSpace& out) {
    return NamesReader(table).read(out);
}

std::optional<Problem> read_names(const toml::table& table, ServiceClass& out) {
    return NamesReader(table).read(out);
}

} // namespace ws2::catalog
