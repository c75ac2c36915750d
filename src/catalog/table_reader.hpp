// Room catalog: reads the keys of one TOML table, each once; the first thing wrong with it is kept
// and ends the reading. Keys that nobody asked for are wrong, too.
#pragma once

#include "base/log.hpp"
#include "base/utf.hpp"
#include "catalog/entry.hpp"
#include "catalog/guid.hpp"
#include "catalog/vocabulary.hpp"

#define TOML_EXCEPTIONS 0
#include <algorithm>
#include <limits>
#include <optional>
#include <toml++/toml.h>

namespace ws2::catalog {

class TableReader {
protected:
    explicit TableReader(const toml::table& table) : table_(table) {}

    const toml::table& table() const { return table_; }
    std::optional<Problem> problem() { return std::move(problem_); }
    void known(std::string_view key) { known_.push_back(key); }

    const toml::node* get(std::string_view key) {
        known_.push_back(key);
        return problem_ ? nullptr : table_.get(key);
    }

    void refuse(const toml::node& at, std::string reason) {
        if (!problem_)
            problem_ = Problem{at.source().begin.line, std::move(reason)};
    }

    static int as_int(std::int64_t value) { return static_cast<int>(value); }

    template<typename T>
    void number(std::string_view key, T& out) {
        const toml::node* node = get(key);
        if (node == nullptr)
            return;
        const auto* value = node->as_integer();
        if (value == nullptr)
            return refuse(*node, fmt::format("'{}' is not a whole number", key));
        if (value->get() < std::numeric_limits<T>::min() ||
            value->get() > std::numeric_limits<T>::max())
            return refuse(*node, fmt::format("'{}' is out of range", key));
        out = static_cast<T>(value->get());
    }

    // A name of `words` or a number that fits an int.
    std::int64_t word(std::string_view key, std::span<const Word> words) {
        const toml::node* node = get(key);
        if (node == nullptr)
            return 0;
        if (const auto* value = node->as_integer()) {
            if (value->get() < std::numeric_limits<int>::min() ||
                value->get() > std::numeric_limits<int>::max())
                refuse(*node, fmt::format("'{}' is out of range", key));
            return value->get();
        }
        const auto* name = node->as_string();
        const auto value = name == nullptr ? std::nullopt : value_of(words, name->get());
        if (!value)
            refuse(*node, fmt::format("'{}' is neither a number nor a known name", key));
        return value.value_or(0);
    }

    void flags(std::string_view key, std::span<const Word> words, DWORD& out) {
        const toml::node* node = get(key);
        if (node == nullptr)
            return;
        const auto* list = node->as_array();
        if (list == nullptr)
            return refuse(*node, fmt::format("'{}' is not a list", key));
        for (const toml::node& flag : *list) {
            std::optional<std::int64_t> value = flag.value_exact<std::int64_t>();
            if (const auto* name = flag.as_string())
                value = value_of(words, name->get());
            if (!value || *value < 0 || *value > std::numeric_limits<DWORD>::max())
                return refuse(flag, fmt::format("'{}' holds an unknown flag", key));
            out |= static_cast<DWORD>(*value);
        }
    }

    std::optional<std::u16string> wide(std::string_view key, bool may_be_empty) {
        const toml::node* node = get(key);
        if (node == nullptr) {
            refuse(table_, fmt::format("the entry has no '{}'", key));
            return std::nullopt;
        }
        const auto* value = node->as_string();
        if (value == nullptr || (value->get().empty() && !may_be_empty)) {
            refuse(*node, fmt::format("'{}' is not a text", key));
            return std::nullopt;
        }
        if (value->get().find('\0') != std::string::npos)
            refuse(*node, fmt::format("'{}' holds a NUL", key));
        return base::to_utf16(value->get());
    }

    void path(std::string_view key, std::u16string& out) {
        if (auto value = wide(key, false)) {
            if (value->size() >= MAX_PATH)
                return refuse(*table_.get(key), fmt::format("'{}' is too long", key));
            out = std::move(*value);
        }
    }

    void guid(std::string_view key, GUID& out) {
        const toml::node* node = get(key);
        if (node == nullptr)
            return refuse(table_, fmt::format("the entry has no '{}'", key));
        const auto* name = node->as_string();
        const auto value = name == nullptr ? std::nullopt : parse_guid(name->get());
        if (!value)
            return refuse(*node, fmt::format("'{}' is not a GUID in braces", key));
        out = *value;
    }

    void unknown_keys() {
        for (const auto& [key, node] : table_)
            if (std::find(known_.begin(), known_.end(), key.str()) == known_.end())
                refuse(node, fmt::format("unknown key '{}'", key.str()));
    }

private:
    const toml::table& table_;
    std::optional<Problem> problem_;
    std::vector<std::string_view> known_;
};

// One [[name_space]] or [[service_class]] table.
std::optional<Problem> read_names(const toml::table& table, NameSpace& out);
std::optional<Problem> read_names(const toml::table& table, ServiceClass& out);

} // namespace ws2::catalog
