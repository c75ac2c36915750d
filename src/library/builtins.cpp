// Room library: the providers that are linked in, in the order of the default catalog.
#include "catalog/builtin.hpp"
#include "provider/itot/builtin.hpp"
#include "provider/layer/builtin.hpp"
#include "provider/names/builtin.hpp"
#include "provider/tcpip/builtin.hpp"

#include <array>

namespace ws2::catalog {

std::span<const Builtin> builtins() {
    using namespace ws2::provider;
    static const std::array list = {
        Builtin{"wspm", tcpip::wspm_startup, tcpip::wspm_entries(), Personality::ce},
        Builtin{"msafd", tcpip::msafd_startup, tcpip::msafd_entries(), Personality::nt},
        Builtin{"itot", itot::startup, itot::entries(), Personality::none},
        Builtin{"forward", layer::forward_startup, {}, Personality::none},
        Builtin{"trace", layer::trace_startup, {}, Personality::none},
        Builtin{"fault", layer::fault_startup, {}, Personality::none},
        Builtin{"shape", layer::shape_startup, {}, Personality::none},
    };
    return list;
}

std::span<const BuiltinNameSpace> builtin_name_spaces() {
    using namespace ws2::provider;
    static const std::array list = {
        BuiltinNameSpace{"dns", names::dns_startup, names::dns_id, NS_DNS, 0, u"Tcpip"},
        BuiltinNameSpace{"nla", names::nla_startup, names::nla_id, NS_NLA, 0,
                         u"Network Location Awareness (NLA) Namespace"},
    };
    return list;
}

} // namespace ws2::catalog
