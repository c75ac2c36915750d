// Room api: the catalog as installers write it. No call needs WSAStartup. What they change is seen
// by WSCEnumProtocols at once and by programs at their next first WSAStartup.
#include "api/installation.hpp"
#include "catalog/edit.hpp"
#include "catalog/store.hpp"
#include "catalog/writer.hpp"
#include "nt/user_memory.hpp"

#include <sporder.h>

namespace ws2::api {
namespace {

using Edit = int (*)(catalog::Catalog&, const catalog::Installation&);

// Installs and updates read the same arguments.
int write(Edit edit, const GUID* provider, const WCHAR* path, const WSAPROTOCOL_INFOW* list,
          DWORD count, LPINT error) noexcept {
    return report(error, guarded_code([&] {
                      const auto id = guid_of(provider);
                      if (!id)
                          return id.error;
                      const auto stored_path = path_of(path);
                      if (!stored_path)
                          return stored_path.error;
                      const auto entries = entries_of(list, count);
                      if (!entries)
                          return entries.error;
                      if (list == nullptr)
                          return WSAEFAULT;
                      const catalog::Installation made{id.value, stored_path.value, entries.value};
                      return catalog::change_catalog(
                          [&](catalog::Catalog& catalog) { return edit(catalog, made); });
                  }));
}

int remove(const GUID* provider, LPINT error) noexcept {
    return report(error, guarded_code([&] {
                      const auto id = guid_of(provider);
                      if (!id)
                          return id.error;
                      return catalog::change_catalog([&](catalog::Catalog& catalog) {
                          return catalog::remove(catalog, id.value);
                      });
                  }));
}

// The page of this call has no WSAEFAULT.
int order(const DWORD* ids, DWORD count) noexcept {
    return guarded_code([&] {
        const auto wanted = ids_of(ids, count);
        if (!wanted)
            return WSAEINVAL;
        return catalog::change_catalog(
            [&](catalog::Catalog& catalog) { return catalog::reorder(catalog, wanted.value); });
    });
}

int check(WSC_PROVIDER_INFO_TYPE type, DWORD flags) {
    if (type == ProviderInfoAudit)
        return ERROR_CALL_NOT_IMPLEMENTED;
    return type == ProviderInfoLspCategories && flags == 0 ? 0 : WSAEINVAL;
}

int set_info(const GUID* provider, WSC_PROVIDER_INFO_TYPE type, const BYTE* info,
             std::size_t octets, DWORD flags) {
    if (const int code = check(type, flags))
        return code;
    const auto id = guid_of(provider);
    if (!id)
        return id.error;
    DWORD categories = 0;
    if (octets != sizeof categories)
        return WSAEINVAL;
    if (const auto copied = nt::copy_from_user(&categories, info, octets); !copied)
        return copied.error;
    return catalog::change_catalog([&](catalog::Catalog& catalog) {
        return catalog::set_categories(catalog, id.value, categories);
    });
}

int get_info(const GUID* provider, WSC_PROVIDER_INFO_TYPE type, BYTE* info, std::size_t* octets,
             DWORD flags) {
    if (const int code = check(type, flags))
        return code;
    const auto id = guid_of(provider);
    if (!id)
        return id.error;
    const auto catalog = catalog::load_catalog();
    if (!catalog)
        return catalog.error;
    const DWORD* categories = catalog::categories_of(*catalog.value, id.value);
    if (categories == nullptr)
        return WSAEINVALIDPROVIDER;
    const std::size_t need = sizeof *categories;
    std::size_t room = 0;
    if (!nt::copy_from_user(&room, octets, sizeof room) ||
        !nt::copy_to_user(octets, &need, sizeof need))
        return WSAEFAULT;
    return info == nullptr || room < need ? WSAEFAULT
                                          : nt::copy_to_user(info, categories, need).error;
}

} // namespace
} // namespace ws2::api

using namespace ws2;

extern "C" {

int WSPAPI WSCInstallProvider(LPGUID lpProviderId, const WCHAR* lpszProviderDllPath,
                              const LPWSAPROTOCOL_INFOW lpProtocolInfoList, DWORD dwNumberOfEntries,
                              LPINT lpErrno) {
    return api::write(catalog::install, lpProviderId, lpszProviderDllPath, lpProtocolInfoList,
                      dwNumberOfEntries, lpErrno);
}

int WSPAPI WSCUpdateProvider(LPGUID lpProviderId, const WCHAR* lpszProviderDllPath,
                             const LPWSAPROTOCOL_INFOW lpProtocolInfoList, DWORD dwNumberOfEntries,
                             LPINT lpErrno) {
    return api::write(catalog::update, lpProviderId, lpszProviderDllPath, lpProtocolInfoList,
                      dwNumberOfEntries, lpErrno);
}

int WSPAPI WSCDeinstallProvider(LPGUID lpProviderId, LPINT lpErrno) {
    return api::remove(lpProviderId, lpErrno);
}

// The WriteOrder calls return their code.
int WSPAPI WSCWriteProviderOrder(LPDWORD lpwdCatalogEntryId, DWORD dwNumberOfEntries) {
    return api::order(lpwdCatalogEntryId, dwNumberOfEntries);
}

int WSPAPI WSCGetProviderInfo(LPGUID lpProviderId, WSC_PROVIDER_INFO_TYPE InfoType, PBYTE Info,
                              size_t* InfoSize, DWORD Flags, LPINT lpErrno) {
    return api::report(lpErrno, api::guarded_code([&] {
                           return api::get_info(lpProviderId, InfoType, Info, InfoSize, Flags);
                       }));
}

int WSPAPI WSCSetProviderInfo(LPGUID lpProviderId, WSC_PROVIDER_INFO_TYPE InfoType, PBYTE Info,
                              size_t InfoSize, DWORD Flags, LPINT lpErrno) {
    return api::report(lpErrno, api::guarded_code([&] {
                           return api::set_info(lpProviderId, InfoType, Info, InfoSize, Flags);
                       }));
}

// There is one catalog, whatever the width of the asking program.
int WSPAPI WSCInstallProvider64_32(LPGUID lpProviderId, const WCHAR* lpszProviderDllPath,
                                   const LPWSAPROTOCOL_INFOW lpProtocolInfoList,
                                   DWORD dwNumberOfEntries, LPINT lpErrno) {
    return WSCInstallProvider(lpProviderId, lpszProviderDllPath, lpProtocolInfoList,
                              dwNumberOfEntries, lpErrno);
}

int WSPAPI WSCUpdateProvider32(LPGUID lpProviderId, const WCHAR* lpszProviderDllPath,
                               const LPWSAPROTOCOL_INFOW lpProtocolInfoList,
                               DWORD dwNumberOfEntries, LPINT lpErrno) {
    return WSCUpdateProvider(lpProviderId, lpszProviderDllPath, lpProtocolInfoList,
                             dwNumberOfEntries, lpErrno);
}

int WSPAPI WSCDeinstallProvider32(LPGUID lpProviderId, LPINT lpErrno) {
    return WSCDeinstallProvider(lpProviderId, lpErrno);
}

int WSPAPI WSCWriteProviderOrder32(LPDWORD lpwdCatalogEntryId, DWORD dwNumberOfEntries) {
    return WSCWriteProviderOrder(lpwdCatalogEntryId, dwNumberOfEntries);
}

int WSPAPI WSCGetProviderInfo32(LPGUID lpProviderId, WSC_PROVIDER_INFO_TYPE InfoType, PBYTE Info,
                                size_t* InfoSize, DWORD Flags, LPINT lpErrno) {
    return WSCGetProviderInfo(lpProviderId, InfoType, Info, InfoSize, Flags, lpErrno);
}

int WSPAPI WSCSetProviderInfo32(LPGUID lpProviderId, WSC_PROVIDER_INFO_TYPE InfoType, PBYTE Info,
                                size_t InfoSize, DWORD Flags, LPINT lpErrno) {
    return WSCSetProviderInfo(lpProviderId, InfoType, Info, InfoSize, Flags, lpErrno);
}
}
