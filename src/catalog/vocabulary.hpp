// Room catalog: the names that numbers of an entry have in the catalog's text.
//
// A number without a name is written as a number, so every value survives a round trip.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace ws2::catalog {

struct Word {
    std::string_view name;
    std::int64_t value;
};

std::span<const Word> families();
std::span<const Word> socket_types();
std::span<const Word> service_flags();
std::span<const Word> provider_flags();
std::span<const Word> categories(); // of layers, LSP_*
std::span<const Word> byte_orders();
std::span<const Word> personalities();
std::span<const Word> name_spaces(); // NS_*
// Protocol numbers mean different things in different families. Family 0 gives all of them.
std::span<const Word> protocols(std::int64_t family);

std::optional<std::int64_t> value_of(std::span<const Word> words, std::string_view name);
// Empty if the value has no name.
std::string_view name_of(std::span<const Word> words, std::int64_t value);

} // namespace ws2::catalog
