// Room library: the providers that are linked in, in the order of the default catalog.
#include "catalog/builtin.hpp"

namespace ws2::catalog {

std::span<const Builtin> builtins() {
    return {};
}

} // namespace ws2::catalog
