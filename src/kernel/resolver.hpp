// Room kernel: names, through the C library's resolver. Families are Windows' numbers, errors WSA
// codes; each call may wait for the network.
#pragma once

#include "base/result.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace ws2::kernel {

// What an AddressQuery asks beyond the names.
namespace resolve_flag {
inline constexpr unsigned passive = 1U << 0U;
inline constexpr unsigned canonical_name = 1U << 1U;
inline constexpr unsigned numeric_host = 1U << 2U;
inline constexpr unsigned numeric_service = 1U << 3U;
inline constexpr unsigned all = 1U << 4U;
inline constexpr unsigned configured_families = 1U << 5U;
inline constexpr unsigned mapped_v4 = 1U << 6U;
} // namespace resolve_flag

struct AddressQuery {
    const char* host = nullptr;    // null: this host, by wildcard or loopback
    const char* service = nullptr; // null: port 0
    unsigned flags = 0;
    int family = 0;
    int type = 0;
    int protocol = 0;
};

struct ResolvedAddress {
    int family = 0;
    int type = 0;
    int protocol = 0;
    unsigned size = 0;
    alignas(8) unsigned char octets[28] = {}; // a socket address in Windows' form
    std::string canonical_name;               // of the first alone, if asked for
};

// Never an empty list on success.
base::Result<std::vector<ResolvedAddress>> resolve_address(const AddressQuery& query);

namespace name_flag {
inline constexpr unsigned short_host = 1U << 0U;
inline constexpr unsigned numeric_host = 1U << 1U;
inline constexpr unsigned name_required = 1U << 2U;
inline constexpr unsigned numeric_service = 1U << 3U;
inline constexpr unsigned datagram = 1U << 4U;
} // namespace name_flag

struct ResolvedName {
    std::string host;
    std::string service;
};

// `address` in Windows' form; looks up what is wanted alone.
base::Result<ResolvedName> resolve_name(const void* address, int size, bool want_host,
                                        bool want_service, unsigned flags);

struct HostRecord {
    std::string name;
    std::vector<std::string> aliases;
    int family = 0;
    int address_octets = 0;
    std::vector<std::array<unsigned char, 16>> addresses;
};

base::Result<HostRecord> host_by_name(const char* name, int family);
base::Result<HostRecord> host_by_address(const void* address, int octets, int family);

struct ServiceRecord {
    std::string name;
    std::vector<std::string> aliases;
    std::string protocol;
    int port = 0; // network order
};

// `protocol` may be null: any.
base::Result<ServiceRecord> service_by_name(const char* name, const char* protocol);
base::Result<ServiceRecord> service_by_port(int port, const char* protocol);

struct ProtocolRecord {
    std::string name;
    std::vector<std::string> aliases;
    int number = 0;
};

base::Result<ProtocolRecord> protocol_by_name(const char* name);
base::Result<ProtocolRecord> protocol_by_number(int number);

base::Result<std::string> host_name();

// 0 if there is none; empty if there is none.
unsigned interface_index(const char* name) noexcept;
std::string interface_name(unsigned index);

} // namespace ws2::kernel
