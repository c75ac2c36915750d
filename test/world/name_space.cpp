// A third party's name-space provider: a directory in memory. Services are registered by name and
// class, with one address and a comment; a query gives those of its class, or the one it names. The
// name "forever" is looked for until the query ends. WORLD_NS_ variants are broken or of version 2.
#include <algorithm>
#include <condition_variable>
#include <cstring>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>
#include <vector>
#include <winsock2.h>
#include <ws2spi.h>

namespace {

struct Service {
    GUID service_class{};
    std::u16string name;
    std::u16string comment;
    std::string address;
};

struct Query {
    std::vector<Service> found;
    std::size_t position = 0;
    bool forever = false;
};

std::mutex mutex; // guards all that follows
std::condition_variable changed;
std::vector<Service> services;
std::map<std::u16string, GUID> classes;
std::map<std::size_t, Query> queries;
std::size_t last_query = 0;

INT fail(int code) {
    WSASetLastError(code);
    return SOCKET_ERROR;
}

bool same(const GUID& a, const GUID& b) {
    return std::memcmp(&a, &b, sizeof a) == 0;
}

HANDLE open_query(const WCHAR* name, const GUID* service_class) {
    const std::lock_guard lock(mutex);
    Query query;
    query.forever = name != nullptr && std::u16string_view(name) == u"forever";
    for (const Service& each : services)
        if ((service_class == nullptr || same(each.service_class, *service_class)) &&
            (name == nullptr || each.name == name))
            query.found.push_back(each);
    queries[++last_query] = std::move(query);
    return reinterpret_cast<HANDLE>(last_query);
}

// One result, in the layout of `Set`. 0 or a code.
template<typename Set>
int give(const Service& service, DWORD* octets, Set* out) {
    const std::size_t name = (service.name.size() + 1) * sizeof(WCHAR);
    const std::size_t comment = (service.comment.size() + 1) * sizeof(WCHAR);
    const std::size_t need =
        sizeof *out + sizeof(GUID) + sizeof(CSADDR_INFO) + sizeof(sockaddr) + name + comment;
    if (out == nullptr || *octets < need) {
        *octets = static_cast<DWORD>(need);
        return WSAEFAULT;
    }
    char* place = reinterpret_cast<char*>(out + 1);
    const auto put = [&place](const void* from, std::size_t size) {
        std::memcpy(place, from, size);
        place += size;
        return place - size;
    };
    Set set{};
    set.dwSize = sizeof set;
    auto* addresses = reinterpret_cast<CSADDR_INFO*>(place);
    place += sizeof *addresses;
    CSADDR_INFO address{};
    address.RemoteAddr = {
        reinterpret_cast<sockaddr*>(put(service.address.data(), sizeof(sockaddr))),
        sizeof(sockaddr)};
    std::memcpy(addresses, &address, sizeof address);
    set.lpcsaBuffer = addresses;
    set.dwNumberOfCsAddrs = 1;
    auto* service_class = reinterpret_cast<GUID*>(put(&service.service_class, sizeof(GUID)));
    if constexpr (std::is_same_v<Set, WSAQUERYSETW>)
        set.lpServiceClassId = service_class;
    set.lpszServiceInstanceName = reinterpret_cast<LPWSTR>(put(service.name.c_str(), name));
    set.lpszComment = reinterpret_cast<LPWSTR>(put(service.comment.c_str(), comment));
    std::memcpy(out, &set, sizeof set);
    return 0;
}

template<typename Set>
int next_of(HANDLE handle, DWORD flags, DWORD* octets, Set* out) {
    std::unique_lock lock(mutex);
    const auto number = reinterpret_cast<std::size_t>(handle);
    const auto is_open = [&] { return queries.count(number) != 0; };
    if (!is_open())
        return WSA_INVALID_HANDLE;
    if (queries[number].forever) {
        changed.wait(lock, [&] { return !is_open(); });
        return WSA_E_CANCELLED;
    }
    Query& query = queries[number];
    if ((flags & LUP_FLUSHPREVIOUS) != 0)
        ++query.position;
    if (query.position >= query.found.size())
        return WSAENOMORE; // the old code: Winsock makes it WSA_E_NO_MORE
    const int code = give(query.found[query.position], octets, out);
    query.position += code == 0 ? 1U : 0U;
    return code;
}

int end_of(HANDLE handle) {
    const std::lock_guard lock(mutex);
    const bool was_open = queries.erase(reinterpret_cast<std::size_t>(handle)) != 0;
    changed.notify_all();
    return was_open ? 0 : WSA_INVALID_HANDLE;
}

template<typename Set>
int set_of(const Set& told, const GUID& service_class, WSAESETSERVICEOP operation) {
    const std::lock_guard lock(mutex);
    const std::u16string name = told.lpszServiceInstanceName;
    const auto removed = std::erase_if(services, [&](const Service& each) {
        return each.name == name && same(each.service_class, service_class);
    });
    if (operation != RNRSERVICE_REGISTER)
        return removed == 0 ? WSASERVICE_NOT_FOUND : 0;
    if (told.dwNumberOfCsAddrs == 0)
        return WSAEINVAL;
    services.push_back(
        {service_class, name, told.lpszComment == nullptr ? u"" : told.lpszComment,
         std::string(reinterpret_cast<const char*>(told.lpcsaBuffer->RemoteAddr.lpSockaddr),
                     sizeof(sockaddr))});
    return 0;
}

INT result(int code) {
    return code == 0 ? 0 : fail(code);
}

} // namespace

#ifdef WORLD_NS_VERSION_2

namespace {

constexpr GUID own_id = {0xD1EC7042, 2, 2, {2, 2, 2, 2, 2, 2, 2, 2}};

INT WSAAPI begin(LPGUID, LPWSAQUERYSET2W query, DWORD, LPVOID session, LPHANDLE handle) {
    if (session != &services)
        return fail(WSAEINVAL);
    *handle = open_query(query->lpszServiceInstanceName, nullptr);
    return 0;
}
// Another thread answers.
VOID WSAAPI next(HANDLE call, HANDLE query, DWORD flags, LPDWORD octets, LPWSAQUERYSET2W out) {
    std::thread([=] {
        WSAProviderCompleteAsyncCall(call, result(next_of(query, flags, octets, out)));
    }).detach();
}
INT WSAAPI end(HANDLE handle) {
    return result(end_of(handle));
}
VOID WSAAPI set(HANDLE call, LPGUID, LPWSAQUERYSET2W told, WSAESETSERVICEOP operation, DWORD,
                LPVOID) {
    WSAProviderCompleteAsyncCall(call, result(set_of(*told, GUID{}, operation)));
}
INT WSAAPI start(LPGUID, LPVOID* session) {
    *session = &services;
    return 0;
}

const NSPV2_ROUTINE table = {sizeof table, 1, 1, start, nullptr, begin, next, end, set, nullptr};

struct Advertiser {
    Advertiser() { WSAAdvertiseProvider(&own_id, const_cast<LPNSPV2_ROUTINE>(&table)); }
} advertiser;

} // namespace

#else

namespace {

INT WSAAPI clean_up(LPGUID) {
    return 0;
}
INT WSAAPI begin(LPGUID, LPWSAQUERYSETW query, LPWSASERVICECLASSINFOW, DWORD, LPHANDLE handle) {
    *handle = open_query(query->lpszServiceInstanceName, query->lpServiceClassId);
    return 0;
}
INT WSAAPI next(HANDLE query, DWORD flags, LPDWORD octets, LPWSAQUERYSETW out) {
    return result(next_of(query, flags, octets, out));
}
INT WSAAPI end(HANDLE query) {
    return result(end_of(query));
}
INT WSAAPI set(LPGUID, LPWSASERVICECLASSINFOW, LPWSAQUERYSETW told, WSAESETSERVICEOP operation,
               DWORD) {
    return result(set_of(*told, *told->lpServiceClassId, operation));
}
INT WSAAPI install_class(LPGUID, LPWSASERVICECLASSINFOW info) {
    const std::lock_guard lock(mutex);
    classes[info->lpszServiceClassName] = *info->lpServiceClassId;
    return 0;
}
INT WSAAPI remove_class(LPGUID, LPGUID id) {
    const std::lock_guard lock(mutex);
    const auto removed =
        std::erase_if(classes, [&](const auto& each) { return same(each.second, *id); });
    return result(removed == 0 ? WSATYPE_NOT_FOUND : 0);
}
INT WSAAPI class_info(LPGUID, LPDWORD, LPWSASERVICECLASSINFOW) {
    return fail(WSAEOPNOTSUPP);
}
INT WSAAPI control(HANDLE, DWORD code, LPVOID, DWORD, LPVOID out, DWORD, LPDWORD returned,
                   LPWSACOMPLETION, LPWSATHREADID thread) {
    if (code != 4711 || thread == nullptr)
        return fail(WSAEINVAL);
    *returned = 1;
    *static_cast<char*>(out) = '!';
    return 0;
}

} // namespace

extern "C" __attribute__((visibility("default"))) INT WSAAPI NSPStartup(LPGUID, LPNSP_ROUTINE out) {
#ifdef WORLD_NS_FAILS
    return fail(WSASYSNOTREADY);
#endif
#ifdef WORLD_NS_THROWS
    throw std::runtime_error("a provider that throws");
#endif
    const DWORD room = out->cbSize;
    if (room < sizeof *out)
        return fail(WSAEINVALIDPROCTABLE);
    *out = {sizeof *out,  1,          1,      clean_up, begin, next, end, set, install_class,
            remove_class, class_info, control};
#ifdef WORLD_NS_EMPTY_ROUTINE
    out->NSPLookupServiceEnd = nullptr;
#endif
#ifdef WORLD_NS_SHORT_TABLE
    out->cbSize = offsetof(NSP_ROUTINE, NSPSetService);
#endif
    return 0;
}

#endif
