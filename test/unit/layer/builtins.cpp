// The list of linked-in providers for these tests: two fakes, the layers, and TCP below them.
#include "provider/layer/builtin.hpp"
#include "provider/tcpip/builtin.hpp"
#include "world/catalog.hpp"

namespace ws2::catalog {

std::span<const Builtin> builtins() {
    using namespace ws2::provider;
    static const Builtin list[] = {
        {"first", world_first_startup, {}, Personality::none},
        {"second", world_second_startup, {}, Personality::none},
        {"msafd", tcpip::msafd_startup, {}, Personality::none},
        {"forward", layer::forward_startup, {}, Personality::none},
        {"trace", layer::trace_startup, {}, Personality::none},
        {"fault", layer::fault_startup, {}, Personality::none},
        {"shape", layer::shape_startup, {}, Personality::none},
    };
    return list;
}

std::span<const BuiltinNameSpace> builtin_name_spaces() {
    return {};
}

} // namespace ws2::catalog
