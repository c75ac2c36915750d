#include "api/host_resolution.hpp"

#include "api/lookup_service.hpp"
#include "catalog/builtin.hpp"
#include "catalog/guid.hpp"
#include "names/dotted.hpp"
#include "names/numeric.hpp"

#include <cstring>
#include <svcguid.h>
#include <ws2tcpip.h>

namespace ws2::api {
namespace {

bool is_foreign(const catalog::NameSpace& each) {
    return each.active && each.path.rfind(u"builtin:", 0) != 0;
}

bool fits(const catalog::NameSpace& each, const Choice& choice) {
    if (choice.provider)
        return catalog::same_guid(each.provider, *choice.provider);
    return choice.name_space == NS_ALL || each.name_space == choice.name_space;
}

std::string text_of(const SOCKET_ADDRESS& address) {
    const sockaddr* from = address.lpSockaddr;
    const auto size = static_cast<std::size_t>(address.iSockaddrLength);
    if (from == nullptr || size < sizeof from->sa_family)
        return {};
    if (from->sa_family == AF_INET && size >= sizeof(sockaddr_in)) {
        sockaddr_in ipv4;
        std::memcpy(&ipv4, from, sizeof ipv4);
        return names::ipv4_text(ipv4.sin_addr);
    }
    if (from->sa_family != AF_INET6 || size < sizeof(sockaddr_in6))
        return {};
    sockaddr_in6 ipv6;
    std::memcpy(&ipv6, from, sizeof ipv6);
    return names::ipv6_text(ipv6.sin6_addr);
}

void ask(const catalog::NameSpace& provider, const std::string& host,
         std::vector<std::string>& out) {
    std::u16string name = base::to_utf16(host);
    GUID service_class = SVCID_INET_HOSTADDRBYNAME;
    GUID id = provider.provider;
    WSAQUERYSETW query{};
    query.dwSize = sizeof query;
    query.lpszServiceInstanceName = name.data();
    query.lpServiceClassId = &service_class;
    query.dwNameSpace = provider.name_space;
    query.lpNSProviderId = &id;
    const auto lookup = nt::Ref<Lookup>::adopt(new Lookup);
    if (lookup->begin(query, LUP_RETURN_ADDR | LUP_RETURN_NAME) != 0)
        return;
    names::Storage result;
    while (lookup->next(0, result) == 0) {
        const auto& found = *reinterpret_cast<const WSAQUERYSETW*>(result.data());
        for (DWORD i = 0; i < found.dwNumberOfCsAddrs; ++i)
            if (std::string text = text_of(found.lpcsaBuffer[i].RemoteAddr); !text.empty())
                out.push_back(std::move(text));
    }
}

} // namespace

bool has_foreign_name_spaces() noexcept {
    for (const catalog::NameSpace& each : dispatch::catalog_now().name_spaces)
        if (is_foreign(each))
            return true;
    return false;
}

bool means_foreign(const Choice& choice) noexcept {
    if (!choice.provider && (choice.name_space == NS_ALL || choice.name_space == NS_DNS))
        return false;
    for (const catalog::NameSpace& each : dispatch::catalog_now().name_spaces)
        if (is_foreign(each) && fits(each, choice))
            return true;
    return false;
}

std::vector<ForeignAddress> foreign_addresses(const std::string& host, const Choice& choice) {
    std::vector<ForeignAddress> out;
    for (const catalog::NameSpace& each : dispatch::catalog_now().name_spaces) {
        std::vector<std::string> found;
        if (is_foreign(each) && fits(each, choice))
            ask(each, host, found);
        for (std::string& text : found)
            out.push_back({std::move(text), each.provider});
    }
    return out;
}

bool is_numeric(const std::string& host) noexcept {
    in6_addr ignored;
    return names::parse_address(host.c_str(), &ignored) != AF_UNSPEC;
}

std::vector<std::string> foreign_addresses(const std::string& host, Turn turn) {
    std::vector<std::string> out;
    Turn now = Turn::before_resolver;
    for (const catalog::NameSpace& each : dispatch::catalog_now().name_spaces) {
        if (!is_foreign(each) && each.name_space == NS_DNS)
            now = Turn::after_resolver;
        if (is_foreign(each) && now == turn)
            ask(each, host, out);
    }
    return out;
}

} // namespace ws2::api
