// Room catalog: a look over catalog text before the TOML parser sees it.
#pragma once

#include "catalog/entry.hpp"

#include <optional>
#include <string_view>

namespace ws2::catalog {

// Refuses what no catalog needs and what could exhaust the stack or the clock of a parser that
// recurses: nesting, dotted keys, multi-line strings, control characters, sheer size.
std::optional<Problem> scan_text(std::string_view text);

} // namespace ws2::catalog
