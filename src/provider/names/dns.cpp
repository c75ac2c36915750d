// Room provider_names: NS_DNS, which asks the C library's resolver: hosts, DNS, services.
#include "base/utf.hpp"
#include "kernel/resolver.hpp"
#include "names/numeric.hpp"
#include "provider/names/blob.hpp"
#include "provider/names/builtin.hpp"
#include "provider/names/query.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <new>
#include <optional>
#include <svcguid.h>
#include <ws2tcpip.h>

namespace ws2::provider::names {
namespace {

constexpr GUID class_of_host_name = SVCID_HOSTNAME;
constexpr GUID class_of_address = SVCID_INET_HOSTADDRBYINETSTRING;
constexpr GUID class_of_service = SVCID_INET_SERVICEBYNAME;
constexpr GUID class_of_host = SVCID_INET_HOSTADDRBYNAME;

enum RecordType : unsigned short {
    any_record = 0,
    record_a = 1,
    record_ptr = 12,
    record_aaaa = 28
};

bool same(const GUID& a, const GUID& b) {
    return std::memcmp(&a, &b, sizeof a) == 0;
}

Found nothing(int error) {
    return {{}, error == WSAHOST_NOT_FOUND ? WSASERVICE_NOT_FOUND : error};
}

// Whether the question permits addresses of this family.
bool permits(const Question& question, int family) {
    return question.protocols.empty() ||
           std::any_of(question.protocols.begin(), question.protocols.end(),
                       [=](const AFPROTOCOLS& each) { return each.iAddressFamily == family; });
}

// IPv4, as ever, unless IPv6 is asked for: by the record type, or by naming it alone.
int family_asked(const Question& question) {
    if (IS_SVCID_DNS(&question.service_class) && question.service_class.Data3 == record_aaaa)
        return AF_INET6;
    return permits(question, AF_INET) ? AF_INET : AF_INET6;
}

kernel::Address address_of(const kernel::HostRecord& host, std::size_t i, unsigned short port) {
    kernel::Address out;
    if (host.family == AF_INET) {
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        std::memcpy(&to.sin_addr, host.addresses[i].data(), sizeof to.sin_addr);
        out.size = sizeof to;
        std::memcpy(out.octets, &to, sizeof to);
    } else {
        sockaddr_in6 to{};
        to.sin6_family = AF_INET6;
        to.sin6_port = htons(port);
        std::memcpy(&to.sin6_addr, host.addresses[i].data(), sizeof to.sin6_addr);
        out.size = sizeof to;
        std::memcpy(out.octets, &to, sizeof to);
    }
    return out;
}

void add_aliases(Found& found, const std::vector<std::string>& aliases) {
    for (const std::string& alias : aliases)
        found.answers.push_back({base::to_utf16(alias), {}, {}, {}, RESULT_IS_ALIAS});
}

Found answer_of(const Question& question, const kernel::HostRecord& host) {
    Found found;
    Answer& first = found.answers.emplace_back();
    first.name = base::to_utf16(host.name);
    for (std::size_t i = 0; i < host.addresses.size(); ++i)
        first.addresses.push_back(address_of(host, i, question.port));
    first.blob = host_blob(host);
    add_aliases(found, host.aliases);
    return found;
}

Found find_host(const Question& question) {
    std::string name = question.name;
    if (!question.has_name) {
        const auto own = kernel::host_name();
        if (!own)
            return nothing(own.error);
        name = own.value;
    }
    const auto host = kernel::host_by_name(name.c_str(), family_asked(question));
    return host ? answer_of(question, host.value) : nothing(host.error);
}

// SVCID_HOSTNAME: the own name needs no look-up.
Found find_own_name(const Question& question) {
    if (question.has_name || (question.flags & (LUP_RETURN_ADDR | LUP_RETURN_BLOB)) != 0)
        return find_host(question);
    const auto own = kernel::host_name();
    if (!own)
        return nothing(own.error);
    Found found;
    found.answers.push_back({base::to_utf16(own.value), {}, {}, {}, 0});
    return found;
}

Found find_by_address(const Question& question) {
    std::array<unsigned char, 16> octets{};
    const int family = ws2::names::parse_address(question.name.c_str(), octets.data());
    if (family == AF_UNSPEC)
        return nothing(WSAEINVAL);
    const auto host = kernel::host_by_address(octets.data(), family == AF_INET ? 4 : 16, family);
    return host ? answer_of(question, host.value) : nothing(host.error);
}

// "NAME/PROTOCOL" or "PORT/PROTOCOL"; without the protocol any.
Found find_service(const Question& question) {
    const std::size_t slash = question.name.find('/');
    const std::string name = question.name.substr(0, slash);
    const std::string protocol =
        slash == std::string::npos ? std::string() : question.name.substr(slash + 1);
    const char* wanted = protocol.empty() ? nullptr : protocol.c_str();
    const bool is_port = !name.empty() && name.find_first_not_of("0123456789") == std::string::npos;
    const auto service =
        is_port ? kernel::service_by_port(
                      htons(static_cast<u_short>(std::strtoul(name.c_str(), nullptr, 10))), wanted)
                : kernel::service_by_name(name.c_str(), wanted);
    if (!service)
        return nothing(service.error);
    Found found;
    Answer& first = found.answers.emplace_back();
    first.name = base::to_utf16(service.value.name);
    first.blob = service_blob(service.value);
    add_aliases(found, service.value.aliases);
    return found;
}

// The port that a class of the program's own says for this name space.
std::optional<unsigned short> port_in(const WSASERVICECLASSINFOW* info, std::u16string_view key) {
    for (DWORD i = 0; info != nullptr && i < info->dwCount; ++i) {
        const WSANSCLASSINFOW& value = info->lpClassInfos[i];
        if (value.lpszName == nullptr || key != value.lpszName || value.lpValue == nullptr ||
            (value.dwNameSpace != NS_DNS && value.dwNameSpace != NS_ALL))
            continue;
        DWORD number = 0;
        std::memcpy(&number, value.lpValue,
                    std::min<std::size_t>(value.dwValueSize, sizeof number));
        return static_cast<unsigned short>(number);
    }
    return std::nullopt;
}

void speak(Question& question, int type, int protocol, unsigned short port) {
    question.socket_type = type;
    question.protocol = protocol;
    question.port = port;
}

// Which way of finding serves the class. Null: none.
Query::Find way_of(Question& question, const WSASERVICECLASSINFOW* info) {
    const GUID& id = question.service_class;
    const bool wants_udp =
        std::any_of(question.protocols.begin(), question.protocols.end(),
                    [](const AFPROTOCOLS& each) { return each.iProtocol == IPPROTO_UDP; }) &&
        std::none_of(question.protocols.begin(), question.protocols.end(),
                     [](const AFPROTOCOLS& each) { return each.iProtocol == IPPROTO_TCP; });
    speak(question, wants_udp ? SOCK_DGRAM : SOCK_STREAM, wants_udp ? IPPROTO_UDP : IPPROTO_TCP, 0);
    if (same(id, class_of_host_name))
        return find_own_name;
    if (same(id, class_of_host))
        return find_host;
    if (same(id, class_of_address))
        return find_by_address;
    if (same(id, class_of_service))
        return find_service;
    if (IS_SVCID_DNS(&id) && RR_FROM_SVCID(&id) != any_record) {
        const unsigned short record = RR_FROM_SVCID(&id);
        return record == record_ptr                          ? find_by_address
               : record == record_a || record == record_aaaa ? find_host
                                                             : nullptr;
    }
    if (IS_SVCID_TCP(&id)) {
        speak(question, SOCK_STREAM, IPPROTO_TCP, PORT_FROM_SVCID_TCP(&id));
        return find_host;
    }
    if (IS_SVCID_UDP(&id)) {
        speak(question, SOCK_DGRAM, IPPROTO_UDP, PORT_FROM_SVCID_UDP(&id));
        return find_host;
    }
    if (const auto tcp = port_in(info, u"TcpPort"); tcp && !wants_udp)
        speak(question, SOCK_STREAM, IPPROTO_TCP, *tcp);
    else if (const auto udp = port_in(info, u"UdpPort"))
        speak(question, SOCK_DGRAM, IPPROTO_UDP, *udp);
    else
        return nullptr;
    return find_host;
}

INT WSAAPI begin_dns(LPGUID provider, LPWSAQUERYSETW query, LPWSASERVICECLASSINFOW info,
                     DWORD flags, LPHANDLE lookup) {
    try {
        if (provider == nullptr || query == nullptr || lookup == nullptr)
            return failed(WSAEFAULT);
        if (query->dwSize < sizeof *query || query->lpServiceClassId == nullptr)
            return failed(WSAEINVAL);
        if ((flags & LUP_CONTAINERS) != 0)
            return failed(WSANO_DATA);
        Question question = question_of(*provider, *query, flags);
        question.name_space = NS_DNS;
        const Query::Find find = way_of(question, info);
        if (find == nullptr)
            return failed(WSASERVICE_NOT_FOUND);
        const bool needs_name = find == find_by_address || find == find_service;
        if ((needs_name && !question.has_name) ||
            (!permits(question, AF_INET) && !permits(question, AF_INET6)))
            return failed(needs_name ? WSAEINVAL : WSANO_DATA);
        return begin(std::move(question), find, lookup);
    } catch (const std::bad_alloc&) {
        return failed(WSA_NOT_ENOUGH_MEMORY);
    }
}

} // namespace

INT WSAAPI dns_startup(LPGUID, LPNSP_ROUTINE routines) {
    return give_routines(routines, begin_dns, nullptr);
}

} // namespace ws2::provider::names
