#include "catalog/name_space.hpp"

#include "catalog/guid.hpp"

#include <tuple>

namespace ws2::catalog {

bool NameSpace::operator==(const NameSpace& other) const {
    const auto rest = [](const NameSpace& n) {
        return std::tie(n.name_space, n.version, n.active, n.name, n.path, n.blob);
    };
    return same_guid(provider, other.provider) && rest(*this) == rest(other);
}

bool ServiceClass::operator==(const ServiceClass& other) const {
    return same_guid(id, other.id) && name == other.name && values == other.values;
}

} // namespace ws2::catalog
