// Room api: service classes, which the catalog stores and name-space providers may store, too.
#pragma once

#include "catalog/name_space.hpp"

#include <optional>
#include <vector>
#include <ws2spi.h>

namespace ws2::api {

// What the stored catalog knows of a class, as providers are told.
class KnownClass {
public:
    explicit KnownClass(const GUID& id);
    KnownClass(const KnownClass&) = delete;
    KnownClass& operator=(const KnownClass&) = delete;
    // Null: nothing.
    WSASERVICECLASSINFOW* get() { return class_ ? &info_ : nullptr; }

private:
    std::optional<catalog::ServiceClass> class_;
    std::vector<WSANSCLASSINFOW> values_;
    WSASERVICECLASSINFOW info_{};
};

} // namespace ws2::api
