#include "api/service_class.hpp"

#include "api/call.hpp"
#include "api/lookup_service.hpp"
#include "base/text_as.hpp"
#include "catalog/edit_names.hpp"
#include "catalog/guid.hpp"
#include "catalog/store.hpp"
#include "catalog/writer.hpp"
#include "dispatch/name_space.hpp"
#include "names/packed_query.hpp"

#include <new>
#include <svcguid.h>

namespace ws2::api {
namespace {

// The classes that everybody knows.
const std::pair<GUID, const char16_t*> well_known[] = {
    {SVCID_HOSTNAME, u"Hostname"},
    {SVCID_INET_HOSTADDRBYINETSTRING, u"InetHostAddrByInetString"},
    {SVCID_INET_SERVICEBYNAME, u"InetServiceByName"},
    {SVCID_INET_HOSTADDRBYNAME, u"InetHostAddrByName"},
};

std::optional<catalog::ServiceClass> stored_class(const GUID& id) {
    const auto catalog = catalog::load_catalog();
    const auto* found = catalog ? catalog::class_of(*catalog.value, id) : nullptr;
    if (found != nullptr)
        return *found;
    for (const auto& [known, name] : well_known)
        if (catalog::same_guid(known, id))
            return catalog::ServiceClass{id, name, {}};
    return std::nullopt;
}

catalog::ServiceClass copied(const WSASERVICECLASSINFOW& info) {
    catalog::ServiceClass out{*info.lpServiceClassId, info.lpszServiceClassName, {}};
    for (DWORD i = 0; i < info.dwCount; ++i) {
        const WSANSCLASSINFOW& value = info.lpClassInfos[i];
        out.values.push_back({value.lpszName == nullptr ? u"" : value.lpszName,
                              value.dwNameSpace,
                              value.dwValueType,
                              {static_cast<const char*>(value.lpValue), value.dwValueSize}});
    }
    return out;
}

// Tells every active provider. 0 if one of them took it or none has anything to do with classes.
template<typename Tell>
int tell_all(Tell tell) {
    int first_code = 0;
    bool told = false;
    for (const catalog::NameSpace* entry : dispatch::name_spaces_for(nullptr, NS_ALL)) {
        const auto provider = dispatch::start_name_space(*entry);
        const int code = provider ? tell(*provider.value) : provider.error;
        told = told || code == 0;
        if (code != 0 && code != WSAEOPNOTSUPP && first_code == 0)
            first_code = code;
    }
    return told ? 0 : first_code;
}

int install(WSASERVICECLASSINFOW* info) {
    if (info == nullptr || info->lpServiceClassId == nullptr ||
        info->lpszServiceClassName == nullptr ||
        (info->dwCount != 0 && info->lpClassInfos == nullptr))
        return WSAEINVAL;
    for (DWORD i = 0; i < info->dwCount; ++i)
        if (info->lpClassInfos[i].lpValue == nullptr && info->lpClassInfos[i].dwValueSize != 0)
            return WSAEINVAL;
    const catalog::ServiceClass made = copied(*info);
    if (stored_class(made.id))
        return WSAEALREADY;
    if (const int code = tell_all(
            [&](const auto& provider) { return dispatch::install_class(provider, *info); }))
        return code;
    return catalog::change_catalog(
        [&](catalog::Catalog& catalog) { return catalog::add_class(catalog, made); });
}

int remove(const GUID* id) {
    if (id == nullptr)
        return WSAEINVAL;
    GUID copy = *id;
    const int told =
        tell_all([&](const auto& provider) { return dispatch::remove_class(provider, copy); });
    const int stored = catalog::change_catalog(
        [&](catalog::Catalog& catalog) { return catalog::remove_class(catalog, copy); });
    return told != 0 && told != WSATYPE_NOT_FOUND ? told : stored;
}

// The provider's own answer where it has one, in `storage`; else the catalog's. `use` gets it.
template<typename Use>
int with_class(const GUID* provider_id, const GUID& id, Use use) {
    for (const catalog::NameSpace* entry : dispatch::name_spaces_for(provider_id, NS_ALL)) {
        const auto provider = dispatch::start_name_space(*entry);
        if (!provider)
            continue;
        names::Storage storage;
        DWORD octets = 1024;
        for (int tries = 0, code = WSAEFAULT; tries < 2 && code == WSAEFAULT; ++tries) {
            names::make_room(storage, octets);
            auto* info = reinterpret_cast<WSASERVICECLASSINFOW*>(storage.data());
            GUID asked = id;
            *info = {&asked, nullptr, 0, nullptr};
            code = dispatch::class_info(*provider.value, octets, info);
            if (code == 0)
                return use(*info);
        }
    }
    KnownClass known(id);
    return known.get() == nullptr ? WSATYPE_NOT_FOUND : use(*known.get());
}

template<typename Info>
int get(const GUID* provider, const GUID* id, LPDWORD octets, Info* out) {
    if (octets == nullptr)
        return WSAEFAULT;
    if (id == nullptr || provider == nullptr || dispatch::name_spaces_for(provider, NS_ALL).empty())
        return WSAEINVAL;
    return with_class(provider, *id, [&](const WSASERVICECLASSINFOW& info) {
        const DWORD room = *octets;
        *octets = static_cast<DWORD>(names::pack(info, out, room));
        return out == nullptr || *octets > room ? WSAEFAULT : 0;
    });
}

template<typename Unit>
int put(std::u16string_view wide, Unit* out, DWORD& octets) {
    const auto text = base::text_as<Unit>(wide);
    const DWORD room = octets;
    octets = static_cast<DWORD>((text.size() + 1) * sizeof(Unit));
    if (out == nullptr || room < octets)
        return WSAEFAULT;
    *std::copy(text.begin(), text.end(), out) = Unit{};
    return 0;
}

template<typename Text>
int name_of(const GUID* id, Text out, LPDWORD octets) {
    if (octets == nullptr || id == nullptr)
        return octets == nullptr ? WSAEFAULT : WSAEINVAL;
    return with_class(nullptr, *id, [&](const WSASERVICECLASSINFOW& info) {
        return put(info.lpszServiceClassName == nullptr ? u"" : info.lpszServiceClassName, out,
                   *octets);
    });
}

} // namespace

KnownClass::KnownClass(const GUID& id) : class_(stored_class(id)) {
    if (!class_)
        return;
    for (catalog::ClassValue& value : class_->values)
        values_.push_back({value.name.data(), value.name_space, value.type,
                           static_cast<DWORD>(value.octets.size()), value.octets.data()});
    info_ = {&class_->id, class_->name.data(), static_cast<DWORD>(values_.size()),
             values_.empty() ? nullptr : values_.data()};
}

} // namespace ws2::api

using namespace ws2::api;

extern "C" {

INT WSAAPI WSAInstallServiceClassW(LPWSASERVICECLASSINFOW lpServiceClassInfo) {
    return guarded_call([&] { return install(lpServiceClassInfo); });
}

INT WSAAPI WSAInstallServiceClassA(LPWSASERVICECLASSINFOA lpServiceClassInfo) {
    return guarded_call([&] {
        if (lpServiceClassInfo == nullptr)
            return WSAEINVAL;
        ws2::names::WideClass wide(*lpServiceClassInfo);
        return install(wide.get());
    });
}

INT WSAAPI WSARemoveServiceClass(LPGUID lpServiceClassId) {
    return guarded_call([&] { return remove(lpServiceClassId); });
}

INT WSAAPI WSAGetServiceClassInfoW(LPGUID lpProviderId, LPGUID lpServiceClassId,
                                   LPDWORD lpdwBufSize, LPWSASERVICECLASSINFOW lpServiceClassInfo) {
    return guarded_call(
        [&] { return get(lpProviderId, lpServiceClassId, lpdwBufSize, lpServiceClassInfo); });
}

INT WSAAPI WSAGetServiceClassInfoA(LPGUID lpProviderId, LPGUID lpServiceClassId,
                                   LPDWORD lpdwBufSize, LPWSASERVICECLASSINFOA lpServiceClassInfo) {
    return guarded_call(
        [&] { return get(lpProviderId, lpServiceClassId, lpdwBufSize, lpServiceClassInfo); });
}

INT WSAAPI WSAGetServiceClassNameByClassIdW(LPGUID lpServiceClassId, LPWSTR lpszServiceClassName,
                                            LPDWORD lpdwBufferLength) {
    return guarded_call(
        [&] { return name_of(lpServiceClassId, lpszServiceClassName, lpdwBufferLength); });
}

INT WSAAPI WSAGetServiceClassNameByClassIdA(LPGUID lpServiceClassId, LPSTR lpszServiceClassName,
                                            LPDWORD lpdwBufferLength) {
    return guarded_call(
        [&] { return name_of(lpServiceClassId, lpszServiceClassName, lpdwBufferLength); });
}
}
