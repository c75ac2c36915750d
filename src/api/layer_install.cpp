// Room api: installing a layer with its chains, and which layers programs permit.
#include "api/installation.hpp"
#include "catalog/application.hpp"
#include "catalog/entry.hpp"
#include "catalog/install_chains.hpp"
#include "catalog/store.hpp"
#include "catalog/writer.hpp"
#include "nt/user_memory.hpp"

namespace ws2::api {
namespace {

int install(const GUID* provider, const WCHAR* path, const WCHAR* name, DWORD service_flags,
            const WSAPROTOCOL_INFOW* list, DWORD count, LPDWORD layer_id) {
    const auto id = guid_of(provider);
    if (!id)
        return id.error;
    const auto stored_path = path_of(path);
    if (!stored_path)
        return stored_path.error;
    const auto stored_name = nt::text_from_user(name, WSAPROTOCOL_LEN + 1);
    if (!stored_name)
        return stored_name.error;
    const auto over = entries_of(list, list != nullptr ? count : 0);
    if (!over)
        return over.error;
    if (list != nullptr && count == 0)
        return WSAEINVAL;
    DWORD made = 0;
    const catalog::LayerInstallation installation{
        id.value, stored_path.value, stored_name.value, service_flags, list == nullptr, over.value};
    const int code = catalog::change_catalog([&](catalog::Catalog& catalog) {
        return catalog::install_with_chains(catalog, installation, made);
    });
    if (code == 0 && layer_id != nullptr)
        return nt::copy_to_user(layer_id, &made, sizeof made).error;
    return code;
}

// A text whose length the caller gives; null only where it may be.
base::Result<std::u16string> counted(const WCHAR* user, DWORD units, bool may_be_null) {
    using Text = base::Result<std::u16string>;
    if (user == nullptr)
        return may_be_null && units == 0 ? Text::ok({}) : Text::fail(WSAEFAULT);
    constexpr DWORD units_max = 32767;
    if (units > units_max)
        return Text::fail(WSAEINVAL);
    std::u16string out(units, u'\0');
    const auto copied = nt::copy_from_user(out.data(), user, units * sizeof(WCHAR));
    return copied ? Text::ok(std::move(out)) : Text::fail(copied.error);
}

int application_of(const WCHAR* path, DWORD path_units, const WCHAR* extra, DWORD extra_units,
                   catalog::Application& out) {
    auto name = counted(path, path_units, false);
    if (!name)
        return name.error;
    auto arguments = counted(extra, extra_units, true);
    if (!arguments)
        return arguments.error;
    if (name.value.empty() || name.value.size() >= MAX_PATH)
        return WSAEINVAL;
    if (name.value.find(u'\0') != std::u16string::npos ||
        arguments.value.find(u'\0') != std::u16string::npos)
        return WSAEINVAL;
    out = {std::move(name.value), std::move(arguments.value), 0};
    return 0;
}

int set_category(const WCHAR* path, DWORD path_units, const WCHAR* extra, DWORD extra_units,
                 DWORD categories, DWORD* previous) {
    catalog::Application application;
    if (const int code = application_of(path, path_units, extra, extra_units, application))
        return code;
    application.categories = categories;
    DWORD before = 0;
    const int code = catalog::change_catalog([&](catalog::Catalog& catalog) {
        before = catalog::set_application(catalog, application).value_or(0);
        return 0;
    });
    if (code == 0 && previous != nullptr)
        return nt::copy_to_user(previous, &before, sizeof before).error;
    return code;
}

int get_category(const WCHAR* path, DWORD path_units, const WCHAR* extra, DWORD extra_units,
                 DWORD* categories) {
    catalog::Application application;
    if (const int code = application_of(path, path_units, extra, extra_units, application))
        return code;
    if (categories == nullptr)
        return WSAEFAULT;
    const auto catalog = catalog::load_catalog();
    if (!catalog)
        return catalog.error;
    const auto found =
        catalog::application_categories(*catalog.value, application.path, application.extra);
    if (!found)
        return WSASERVICE_NOT_FOUND;
    return nt::copy_to_user(categories, &*found, sizeof *found).error;
}

} // namespace
} // namespace ws2::api

using namespace ws2;

extern "C" {

int WSPAPI WSCInstallProviderAndChains(const LPGUID lpProviderId, const LPWSTR lpszProviderDllPath,
                                       const LPWSTR lpszLspName, DWORD dwServiceFlags,
                                       LPWSAPROTOCOL_INFOW lpProtocolInfoList,
                                       DWORD dwNumberOfEntries, LPDWORD lpdwCatalogEntryId,
                                       LPINT lpErrno) {
    return api::report(lpErrno, api::guarded_code([&] {
                           return api::install(lpProviderId, lpszProviderDllPath, lpszLspName,
                                               dwServiceFlags, lpProtocolInfoList,
                                               dwNumberOfEntries, lpdwCatalogEntryId);
                       }));
}

// There is one catalog, and one library for it.
int WSPAPI WSCInstallProviderAndChains64_32(const LPGUID lpProviderId,
                                            const LPWSTR lpszProviderDllPath, const LPWSTR,
                                            const LPWSTR lpszLspName, DWORD dwServiceFlags,
                                            LPWSAPROTOCOL_INFOW lpProtocolInfoList,
                                            DWORD dwNumberOfEntries, LPDWORD lpdwCatalogEntryId,
                                            LPINT lpErrno) {
    return WSCInstallProviderAndChains(lpProviderId, lpszProviderDllPath, lpszLspName,
                                       dwServiceFlags, lpProtocolInfoList, dwNumberOfEntries,
                                       lpdwCatalogEntryId, lpErrno);
}

int WSPAPI WSCSetApplicationCategory(LPCWSTR Path, DWORD PathLength, LPCWSTR Extra,
                                     DWORD ExtraLength, DWORD PermittedLspCategories,
                                     DWORD* pPrevPermLspCat, LPINT lpErrno) {
    return api::report(lpErrno, api::guarded_code([&] {
                           return api::set_category(Path, PathLength, Extra, ExtraLength,
                                                    PermittedLspCategories, pPrevPermLspCat);
                       }));
}

int WSPAPI WSCGetApplicationCategory(LPCWSTR Path, DWORD PathLength, LPCWSTR Extra,
                                     DWORD ExtraLength, DWORD* pPermittedLspCategories,
                                     LPINT lpErrno) {
    return api::report(lpErrno, api::guarded_code([&] {
                           return api::get_category(Path, PathLength, Extra, ExtraLength,
                                                    pPermittedLspCategories);
                       }));
}
}
