#include "dispatch/name_space.hpp"

#include "base/log.hpp"
#include "base/utf.hpp"
#include "catalog/guid.hpp"
#include "catalog/loader.hpp"
#include "dispatch/guard.hpp"
#include "dispatch/session.hpp"
#include "dispatch/starts.hpp"
#include "nt/last_error.hpp"

#include <algorithm>
#include <cstring>
#include <list>
#include <mutex>
#include <new>

namespace ws2::dispatch {
namespace {

using Started = base::Result<const NameSpaceProvider*>;

Starts<NameSpaceProvider>& providers() {
    static auto* const instance = new Starts<NameSpaceProvider>;
    return *instance;
}

// The tables of version 2. Never destroyed, as above.
struct Advertised {
    struct Table {
        GUID id;
        NSPV2_ROUTINE routines;
    };
    std::mutex mutex;
    std::list<Table> tables; // guarded by the mutex
};

Advertised& advertised() {
    static auto* const instance = new Advertised;
    return *instance;
}

auto find_advertised(Advertised& all, const GUID& id) {
    return std::find_if(all.tables.begin(), all.tables.end(), [&](const Advertised::Table& each) {
        return catalog::same_guid(each.id, id);
    });
}

bool is_whole(const NSP_ROUTINE& table) {
    return table.NSPCleanup != nullptr && table.NSPLookupServiceBegin != nullptr &&
           table.NSPLookupServiceNext != nullptr && table.NSPLookupServiceEnd != nullptr &&
           table.NSPSetService != nullptr && table.NSPInstallServiceClass != nullptr &&
           table.NSPRemoveServiceClass != nullptr && table.NSPGetServiceClassInfo != nullptr;
}

int refuse(const NameSpaceProvider& provider, int code, std::string_view reason) {
    base::log(base::LogLevel::error, "{}: name-space provider not started: {}", provider.path,
              reason);
    return code;
}

void clean_up(const NameSpaceProvider& provider) noexcept {
    GUID id = provider.id;
    INT result = 0;
    if (!provider.is_version_2)
        result = guarded(SOCKET_ERROR, provider.table.NSPCleanup, &id);
    else if (provider.table_2.NSPv2Cleanup != nullptr)
        result = guarded(SOCKET_ERROR, provider.table_2.NSPv2Cleanup, &id, provider.client_session);
    if (result == SOCKET_ERROR)
        base::log(base::LogLevel::warn, "{}: clean-up of the name-space provider failed: {}",
                  provider.path, nt::last_error());
}

int own_code() {
    const int code = nt::last_error();
    return code != 0 ? code : WSAEPROVIDERFAILEDINIT;
}

int start_version_1(NameSpaceProvider& provider, LPNSPSTARTUP startup) {
    GUID id = provider.id;
    provider.table.cbSize = sizeof provider.table;
    nt::set_last_error(0);
    if (guarded(SOCKET_ERROR, startup, &id, &provider.table) == SOCKET_ERROR)
        return refuse(provider, own_code(), "NSPStartup failed");
    if (provider.table.cbSize < sizeof provider.table)
        provider.table.NSPIoctl = nullptr;
    if (provider.table.cbSize >= offsetof(NSP_ROUTINE, NSPIoctl) && is_whole(provider.table))
        return 0;
    if (provider.table.NSPCleanup != nullptr)
        clean_up(provider);
    return refuse(provider, WSAEINVALIDPROCTABLE, "NSPStartup left a routine out");
}

int start_version_2(NameSpaceProvider& provider, const NSPV2_ROUTINE& table) {
    provider.is_version_2 = true;
    provider.table_2 = table;
    GUID id = provider.id;
    nt::set_last_error(0);
    if (table.NSPv2Startup != nullptr &&
        guarded(SOCKET_ERROR, table.NSPv2Startup, &id, &provider.client_session) == SOCKET_ERROR)
        return refuse(provider, own_code(), "NSPv2Startup failed");
    return 0;
}

base::Result<NSPV2_ROUTINE> advertised_table(const GUID& id) {
    Advertised& all = advertised();
    const std::lock_guard lock(all.mutex);
    const auto found = find_advertised(all, id);
    return found != all.tables.end() ? base::Result<NSPV2_ROUTINE>::ok(found->routines)
                                     : base::Result<NSPV2_ROUTINE>::fail(WSAEINVALIDPROVIDER);
}

// Loads and starts: 0 or the code.
int load_and_start(const catalog::NameSpace& entry, NameSpaceProvider& provider) noexcept {
    try {
        if (const auto table = advertised_table(entry.provider))
            return start_version_2(provider, table.value);
        const auto startup = catalog::load_name_space_startup(entry.path);
        if (!startup)
            return startup.error;
        if (startup.value != nullptr)
            return start_version_1(provider, startup.value);
        if (const auto table = advertised_table(entry.provider))
            return start_version_2(provider, table.value);
        return refuse(provider, WSAEPROVIDERFAILEDINIT,
                      "it exports no NSPStartup and advertised nothing");
    } catch (const std::bad_alloc&) {
        return WSA_NOT_ENOUGH_MEMORY;
    } catch (...) {
        return WSAEPROVIDERFAILEDINIT;
    }
}

// No lock is held. The thread's error stays as it was.
base::Result<NameSpaceProvider> attempt(const catalog::NameSpace& entry) noexcept {
    using Attempt = base::Result<NameSpaceProvider>;
    try {
        NameSpaceProvider made;
        made.id = entry.provider;
        made.name_space = entry.name_space;
        made.path = base::to_utf8(entry.path);
        const int before = nt::last_error();
        const int code = load_and_start(entry, made);
        nt::set_last_error(before);
        return code == 0 ? Attempt::ok(std::move(made)) : Attempt::fail(code);
    } catch (...) {
        return Attempt::fail(WSA_NOT_ENOUGH_MEMORY);
    }
}

} // namespace

std::vector<const catalog::NameSpace*> name_spaces_for(const GUID* provider, DWORD name_space) {
    std::vector<const catalog::NameSpace*> out;
    for (const catalog::NameSpace& each : catalog_now().name_spaces) {
        const bool meant = provider != nullptr
                               ? catalog::same_guid(each.provider, *provider)
                               : name_space == NS_ALL || each.name_space == name_space;
        if (each.active && meant)
            out.push_back(&each);
    }
    return out;
}

bool NameSpaceProvider::is_same(const NameSpaceProvider& other) const {
    return is_version_2 == other.is_version_2 && client_session == other.client_session &&
           std::memcmp(&table, &other.table, sizeof table) == 0 &&
           std::memcmp(&table_2, &other.table_2, sizeof table_2) == 0;
}

Started start_name_space(const catalog::NameSpace& entry) noexcept {
    try {
        return providers().start(entry.provider, entry.path, [&] { return attempt(entry); });
    } catch (...) {
        return Started::fail(WSA_NOT_ENOUGH_MEMORY);
    }
}

void stop_name_spaces() noexcept {
    providers().stop(clean_up);
}

int advertise(const GUID& provider, const NSPV2_ROUTINE& table) {
    const auto entries = name_spaces_for(&provider, NS_ALL);
    if (entries.empty())
        return WSAEINVALIDPROVIDER;
    Advertised& all = advertised();
    const std::lock_guard lock(all.mutex);
    if (find_advertised(all, provider) != all.tables.end())
        return WSAEALREADY;
    all.tables.push_back({provider, table});
    return 0;
}

int unadvertise(const GUID& provider) {
    {
        Advertised& all = advertised();
        const std::lock_guard lock(all.mutex);
        const auto found = find_advertised(all, provider);
        if (found == all.tables.end())
            return WSAEINVALIDPROVIDER;
        all.tables.erase(found);
    }
    const NameSpaceProvider* const stopped = providers().take([&](const NameSpaceProvider& each) {
        return each.is_version_2 && catalog::same_guid(each.id, provider);
    });
    if (stopped != nullptr)
        clean_up(*stopped);
    return 0;
}

} // namespace ws2::dispatch
