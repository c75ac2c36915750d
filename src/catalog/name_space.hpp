// Room catalog: the name-space providers and service classes of a catalog.
#pragma once

#include <string>
#include <vector>
#include <ws2spi.h>

namespace ws2::catalog {

struct NameSpace {
    GUID provider{};
    DWORD name_space = 0; // NS_*
    DWORD version = 0;
    bool active = true;
    std::u16string name; // lpszIdentifier
    std::u16string path; // as an entry's
    std::string blob;    // ProviderSpecific, octets

    bool operator==(const NameSpace& other) const;
};

// One value of a service class, of interest to one name space.
struct ClassValue {
    std::u16string name;
    DWORD name_space = 0;
    DWORD type = 0;
    std::string octets;

    bool operator==(const ClassValue&) const = default;
};

struct ServiceClass {
    GUID id{};
    std::u16string name;
    std::vector<ClassValue> values;

    bool operator==(const ServiceClass& other) const;
};

} // namespace ws2::catalog
