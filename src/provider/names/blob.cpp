#include "provider/names/blob.hpp"

#include <cstring>
#include <winsock2.h>

namespace ws2::provider::names {
namespace {

// Grows at the end; what a pointer would be is the place where it grew.
class Blob {
public:
    explicit Blob(std::size_t head) : octets_(head, '\0') {}

    template<typename T>
    T* text(const std::string& from) {
        return add<T>(from.c_str(), from.size() + 1);
    }
    // The offsets of the items first, then 0, then the items.
    template<typename Items, typename Add>
    char** list(const Items& items, Add add_item) {
        octets_.resize((octets_.size() + sizeof(char*) - 1) / sizeof(char*) * sizeof(char*));
        const std::size_t first = octets_.size();
        octets_.resize(first + (items.size() + 1) * sizeof(char*));
        for (std::size_t i = 0; i < items.size(); ++i) {
            char* const offset = add_item(items[i]);
            std::memcpy(octets_.data() + first + i * sizeof offset, &offset, sizeof offset);
        }
        return reinterpret_cast<char**>(first);
    }
    template<typename T>
    T* add(const void* from, std::size_t size) {
        const std::size_t at = octets_.size();
        octets_.append(static_cast<const char*>(from), size);
        return reinterpret_cast<T*>(at);
    }
    template<typename Head>
    std::string finish(const Head& head) {
        std::memcpy(octets_.data(), &head, sizeof head);
        return std::move(octets_);
    }

private:
    std::string octets_;
};

} // namespace

std::string host_blob(const kernel::HostRecord& host) {
    Blob blob(sizeof(hostent));
    hostent head{};
    head.h_addrtype = static_cast<short>(host.family);
    head.h_length = static_cast<short>(host.address_octets);
    head.h_addr_list = blob.list(host.addresses, [&](const auto& address) {
        return blob.add<char>(address.data(), static_cast<std::size_t>(host.address_octets));
    });
    head.h_aliases =
        blob.list(host.aliases, [&](const std::string& alias) { return blob.text<char>(alias); });
    head.h_name = blob.text<char>(host.name);
    return blob.finish(head);
}

std::string service_blob(const kernel::ServiceRecord& service) {
    Blob blob(sizeof(servent));
    servent head{};
    head.s_port = static_cast<short>(service.port);
    head.s_aliases = blob.list(service.aliases,
                               [&](const std::string& alias) { return blob.text<char>(alias); });
    head.s_name = blob.text<char>(service.name);
    head.s_proto = blob.text<char>(service.protocol);
    return blob.finish(head);
}

} // namespace ws2::provider::names
