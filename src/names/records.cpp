#include "names/records.hpp"

#include "kernel/resolver.hpp"

#include <cstring>
#include <memory>
#include <new>

namespace ws2::names {
namespace {

// A list of strings as C wants it: pointers that end with null, into memory that lives as long.
class PointerList {
public:
    void assign(std::vector<std::string>& strings) {
        pointers_.clear();
        for (std::string& string : strings)
            pointers_.push_back(string.data());
        pointers_.push_back(nullptr);
    }
    void assign(std::vector<std::array<unsigned char, 16>>& addresses) {
        pointers_.clear();
        for (auto& address : addresses)
            pointers_.push_back(reinterpret_cast<char*>(address.data()));
        pointers_.push_back(nullptr);
    }
    char** data() { return pointers_.data(); }

private:
    std::vector<char*> pointers_;
};

struct Host {
    kernel::HostRecord from;
    PointerList aliases;
    PointerList addresses;
    hostent record{};
};

struct Service {
    kernel::ServiceRecord from;
    PointerList aliases;
    servent record{};
};

struct Protocol {
    kernel::ProtocolRecord from;
    PointerList aliases;
    protoent record{};
};

struct Records {
    Host host;
    Service service;
    Protocol protocol;
    char ipv4_text[ipv4_text_octets] = {};
};

constinit thread_local std::unique_ptr<Records> records_of_thread;

Records& records() {
    if (records_of_thread == nullptr)
        records_of_thread = std::make_unique<Records>();
    return *records_of_thread;
}

hostent* keep(kernel::HostRecord&& from) {
    Host& host = records().host;
    host.from = std::move(from);
    host.aliases.assign(host.from.aliases);
    host.addresses.assign(host.from.addresses);
    host.record = {host.from.name.data(), host.aliases.data(), static_cast<short>(host.from.family),
                   static_cast<short>(host.from.address_octets), host.addresses.data()};
    return &host.record;
}

servent* keep(kernel::ServiceRecord&& from) {
    Service& service = records().service;
    service.from = std::move(from);
    service.aliases.assign(service.from.aliases);
    service.record = {service.from.name.data(), service.aliases.data(),
                      service.from.protocol.data(), static_cast<short>(service.from.port)};
    return &service.record;
}

protoent* keep(kernel::ProtocolRecord&& from) {
    Protocol& protocol = records().protocol;
    protocol.from = std::move(from);
    protocol.aliases.assign(protocol.from.aliases);
    protocol.record = {protocol.from.name.data(), protocol.aliases.data(),
                       static_cast<short>(protocol.from.number)};
    return &protocol.record;
}

// Looks up and keeps; null and the error if there is nothing.
template<typename Look>
auto look_up(Look look, int& error) noexcept -> decltype(keep(std::move(look().value))) {
    try {
        auto found = look();
        if (found)
            return keep(std::move(found.value));
        error = found.error;
    } catch (const std::bad_alloc&) {
        error = WSAENOBUFS;
    }
    return nullptr;
}

base::Result<kernel::HostRecord> own_host() {
    const auto name = kernel::host_name();
    return name ? kernel::host_by_name(name.value.c_str(), AF_INET)
                : base::Result<kernel::HostRecord>::fail(name.error);
}

} // namespace

hostent* host_by_name(const char* name, int& error) noexcept {
    const bool own = name == nullptr || *name == '\0';
    return look_up([&] { return own ? own_host() : kernel::host_by_name(name, AF_INET); }, error);
}

hostent* host_of(const char* name, const std::vector<in_addr>& addresses, int& error) noexcept {
    const auto made = [&] {
        kernel::HostRecord record;
        record.name = name;
        record.family = AF_INET;
        record.address_octets = sizeof(in_addr);
        for (const in_addr& each : addresses)
            std::memcpy(record.addresses.emplace_back().data(), &each, sizeof each);
        return base::Result<kernel::HostRecord>::ok(std::move(record));
    };
    return look_up(made, error);
}

hostent* host_by_address(const char* address, int length, int family, int& error) noexcept {
    const int needed = family == AF_INET ? 4 : 16;
    if (family != AF_INET && family != AF_INET6)
        error = WSAEAFNOSUPPORT;
    else if (address == nullptr || length < needed)
        error = WSAEFAULT;
    else
        return look_up([&] { return kernel::host_by_address(address, needed, family); }, error);
    return nullptr;
}

servent* service_by_name(const char* name, const char* protocol, int& error) noexcept {
    if (name == nullptr) {
        error = WSAEFAULT;
        return nullptr;
    }
    return look_up([&] { return kernel::service_by_name(name, protocol); }, error);
}

servent* service_by_port(int port, const char* protocol, int& error) noexcept {
    return look_up([&] { return kernel::service_by_port(port, protocol); }, error);
}

protoent* protocol_by_name(const char* name, int& error) noexcept {
    if (name == nullptr) {
        error = WSAEFAULT;
        return nullptr;
    }
    return look_up([&] { return kernel::protocol_by_name(name); }, error);
}

protoent* protocol_by_number(int number, int& error) noexcept {
    return look_up([&] { return kernel::protocol_by_number(number); }, error);
}

char* ipv4_text_of_thread() noexcept {
    try {
        return records().ipv4_text;
    } catch (const std::bad_alloc&) {
        return nullptr;
    }
}

} // namespace ws2::names
