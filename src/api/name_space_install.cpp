// Room api: the name spaces of the catalog as installers write them. No call needs WSAStartup; what
// they change is seen by programs at their next first WSAStartup.
#include "api/call.hpp"
#include "api/installation.hpp"
#include "catalog/edit_names.hpp"
#include "catalog/text.hpp"
#include "catalog/writer.hpp"
#include "nt/user_memory.hpp"

#include <sporder.h>

namespace ws2::api {
namespace {

constexpr std::size_t identifier_units_max = 1024;
constexpr ULONG blob_octets_max = 64 * 1024;

int blob_of(const BLOB* user, std::string& out) {
    if (user == nullptr)
        return 0;
    BLOB blob{};
    if (const auto copied = nt::copy_from_user(&blob, user, sizeof blob); !copied)
        return copied.error;
    if (blob.cbSize > blob_octets_max)
        return WSAEINVAL;
    out.resize(blob.cbSize);
    return blob.cbSize == 0 ? 0 : nt::copy_from_user(out.data(), blob.pBlobData, blob.cbSize).error;
}

int install(const WCHAR* identifier, const WCHAR* path, DWORD name_space, DWORD version,
            const GUID* provider, const BLOB* specific) {
    const auto id = guid_of(provider);
    const auto name = nt::text_from_user(identifier, identifier_units_max);
    const auto stored_path = path_of(path);
    if (!id || !name || !stored_path)
        return WSAEFAULT;
    catalog::NameSpace made{id.value, name_space, version, true, name.value, stored_path.value, {}};
    if (const int code = blob_of(specific, made.blob))
        return code;
    return catalog::change_catalog(
        [&](catalog::Catalog& catalog) { return catalog::install_name_space(catalog, made); });
}

template<typename Edit>
int change(const GUID* provider, Edit edit) {
    const auto id = guid_of(provider);
    if (!id)
        return id.error;
    return catalog::change_catalog(
        [&](catalog::Catalog& catalog) { return edit(catalog, id.value); });
}

int remove(const GUID* provider) {
    return outcome(guarded_code([&] { return change(provider, catalog::remove_name_space); }));
}

int enable(const GUID* provider, BOOL active) {
    return outcome(guarded_code([&] {
        return change(provider, [&](catalog::Catalog& catalog, const GUID& id) {
            return catalog::enable_name_space(catalog, id, active != FALSE);
        });
    }));
}

// Gives its code.
int order(const GUID* list, DWORD count) {
    return guarded_code([&] {
        if (count > catalog::entries_max)
            return WSAEINVAL;
        std::vector<GUID> wanted(count);
        if (count != 0 && !nt::copy_from_user(wanted.data(), list, count * sizeof(GUID)))
            return WSAEINVAL;
        return catalog::change_catalog([&](catalog::Catalog& catalog) {
            return catalog::reorder_name_spaces(catalog, wanted);
        });
    });
}

} // namespace
} // namespace ws2::api

using namespace ws2;

extern "C" {

INT WSPAPI WSCInstallNameSpaceEx(LPWSTR lpszIdentifier, LPWSTR lpszPathName, DWORD dwNameSpace,
                                 DWORD dwVersion, LPGUID lpProviderId, LPBLOB lpProviderSpecific) {
    return api::outcome(api::guarded_code([&] {
        return api::install(lpszIdentifier, lpszPathName, dwNameSpace, dwVersion, lpProviderId,
                            lpProviderSpecific);
    }));
}

INT WSPAPI WSCInstallNameSpace(LPWSTR lpszIdentifier, LPWSTR lpszPathName, DWORD dwNameSpace,
                               DWORD dwVersion, LPGUID lpProviderId) {
    return WSCInstallNameSpaceEx(lpszIdentifier, lpszPathName, dwNameSpace, dwVersion, lpProviderId,
                                 nullptr);
}

INT WSPAPI WSCUnInstallNameSpace(LPGUID lpProviderId) {
    return api::remove(lpProviderId);
}

INT WSPAPI WSCEnableNSProvider(LPGUID lpProviderId, BOOL fEnable) {
    return api::enable(lpProviderId, fEnable);
}

int WSPAPI WSCWriteNameSpaceOrder(LPGUID lpProviderId, DWORD dwNumberOfEntries) {
    return api::order(lpProviderId, dwNumberOfEntries);
}

// There is one catalog, whatever the width of the asking program.
INT WSPAPI WSCInstallNameSpaceEx32(LPWSTR lpszIdentifier, LPWSTR lpszPathName, DWORD dwNameSpace,
                                   DWORD dwVersion, LPGUID lpProviderId,
                                   LPBLOB lpProviderSpecific) {
    return WSCInstallNameSpaceEx(lpszIdentifier, lpszPathName, dwNameSpace, dwVersion, lpProviderId,
                                 lpProviderSpecific);
}

INT WSPAPI WSCInstallNameSpace32(LPWSTR lpszIdentifier, LPWSTR lpszPathName, DWORD dwNameSpace,
                                 DWORD dwVersion, LPGUID lpProviderId) {
    return WSCInstallNameSpace(lpszIdentifier, lpszPathName, dwNameSpace, dwVersion, lpProviderId);
}

INT WSPAPI WSCUnInstallNameSpace32(LPGUID lpProviderId) {
    return WSCUnInstallNameSpace(lpProviderId);
}

INT WSPAPI WSCEnableNSProvider32(LPGUID lpProviderId, BOOL fEnable) {
    return WSCEnableNSProvider(lpProviderId, fEnable);
}

int WSPAPI WSCWriteNameSpaceOrder32(LPGUID lpProviderId, DWORD dwNumberOfEntries) {
    return WSCWriteNameSpaceOrder(lpProviderId, dwNumberOfEntries);
}
}
