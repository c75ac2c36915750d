// Room catalog: the order of the entries for one process.
#pragma once

#include "catalog/entry.hpp"

namespace ws2::catalog {

// What WS2_PERSONALITY asks for; none if it is unset or the process's privileges were raised. A
// value that is neither "ce" nor "nt" is reported and ignored.
Personality personality_from_environment();

// Puts the wanted personality's entries before the other one's. Only places that hold an entry with
// a personality change hands, each kind keeps its own order, and all other entries stay where they
// are. A chain has the personality of its base. With none the stored order stands.
void prefer(Catalog& catalog, Personality wanted);

} // namespace ws2::catalog
