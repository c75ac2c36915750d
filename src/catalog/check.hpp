// Room catalog: what must hold for a catalog as a whole.
#pragma once

#include "catalog/entry.hpp"

#include <optional>
#include <span>

namespace ws2::catalog {

// Ids are unique and not 0; a chain has 2 to MAX_PROTOCOL_CHAIN constituents, all of which exist,
// with a base last and only there, none twice, and no chain contains itself.
std::optional<Problem> check_entries(std::span<const Entry> entries);

} // namespace ws2::catalog
