// The list of linked-in providers for tests of rooms above the catalog. Include in one source of
// the test program.
#pragma once

#include "world/catalog.hpp"

namespace ws2::catalog {

std::span<const Builtin> builtins() {
    static const WSAPROTOCOL_INFOW first[] = {
        world::entry(world::first_id, u"").info,
    };
    static const WSAPROTOCOL_INFOW second[] = {
        world::entry(world::second_id, u"", AF_ISO).info,
    };
    static const Builtin list[] = {
        {"first", world_first_startup, first, Personality::ce},
        {"second", world_second_startup, second, Personality::nt},
    };
    return list;
}

std::span<const BuiltinNameSpace> builtin_name_spaces() {
    return {};
}

} // namespace ws2::catalog
