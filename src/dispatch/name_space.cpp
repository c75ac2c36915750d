#include "dispatch/name_space.hpp"

#include "base/log.hpp"
#include "base/utf.hpp"
#include "catalog/guid.hpp"
#include "catalog/loader.hpp"
#include "dispatch/guard.hpp"
#include "dispatch/session.hpp"
#include "nt/last_error.hpp"

#include <condition_variable>
#include <cstring>
#include <list>
#include <memory>
#include <mutex>
#include <new>
#include <thread>

namespace ws2::dispatch {
namespace {

using Started = base::Result<const NameSpaceProvider*>;

// What is known of one GUID and library. Guarded by Registry::mutex.
struct Record {
    enum class State { idle, starting, started };

    GUID id{};
    std::u16string path;
    State state = State::idle;
    std::thread::id starter;
    const NameSpaceProvider* provider = nullptr;
};

struct Advertised {
    GUID id;
    NSPV2_ROUTINE table;
};

// Never destroyed: calls may come while exit handlers run.
struct Registry {
    std::mutex mutex;
    std::condition_variable changed;
    std::list<Record> records;
    std::list<NameSpaceProvider> providers; // all there ever were
    std::list<Record*> started;             // in the order of their starts
    std::list<Advertised> advertised;
};

Registry& registry() {
    static Registry* const instance = new Registry;
    return *instance;
}

Record& record_for(Registry& all, const catalog::NameSpace& entry) {
    for (Record& record : all.records)
        if (catalog::same_guid(record.id, entry.provider) && record.path == entry.path)
            return record;
    Record& record = all.records.emplace_back();
    record.id = entry.provider;
    record.path = entry.path;
    return record;
}

auto find_advertised(Registry& all, const GUID& id) {
    auto it = all.advertised.begin();
    while (it != all.advertised.end() && !catalog::same_guid(it->id, id))
        ++it;
    return it;
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
    Registry& all = registry();
    const std::lock_guard lock(all.mutex);
    const auto found = find_advertised(all, id);
    return found != all.advertised.end() ? base::Result<NSPV2_ROUTINE>::ok(found->table)
                                         : base::Result<NSPV2_ROUTINE>::fail(WSAEINVALIDPROVIDER);
}

// Loads and starts; no lock is held.
int attempt(const catalog::NameSpace& entry, NameSpaceProvider& provider) noexcept {
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

// One that comes back with the same routines is the same again.
const NameSpaceProvider* keep(Registry& all, const Record& record, NameSpaceProvider&& provider) {
    if (record.provider != nullptr && record.provider->is_version_2 == provider.is_version_2 &&
        record.provider->client_session == provider.client_session &&
        std::memcmp(&record.provider->table, &provider.table, sizeof provider.table) == 0 &&
        std::memcmp(&record.provider->table_2, &provider.table_2, sizeof provider.table_2) == 0)
        return record.provider;
    return &all.providers.emplace_back(std::move(provider));
}

Started start(const catalog::NameSpace& entry) {
    Registry& all = registry();
    std::unique_lock lock(all.mutex);
    Record& record = record_for(all, entry);
    while (record.state == Record::State::starting) {
        if (record.starter == std::this_thread::get_id())
            return Started::fail(WSAEINPROGRESS);
        all.changed.wait(lock);
    }
    if (record.state == Record::State::started)
        return Started::ok(record.provider);
    NameSpaceProvider made;
    made.id = entry.provider;
    made.name_space = entry.name_space;
    made.path = base::to_utf8(entry.path);
    record.state = Record::State::starting;
    record.starter = std::this_thread::get_id();

    lock.unlock();
    const int before = nt::last_error();
    const int code = attempt(entry, made);
    nt::set_last_error(before);
    lock.lock();

    record.state = Record::State::idle;
    all.changed.notify_all();
    if (code != 0)
        return Started::fail(code);
    record.provider = keep(all, record, std::move(made));
    all.started.push_back(&record);
    record.state = Record::State::started;
    return Started::ok(record.provider);
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

Started start_name_space(const catalog::NameSpace& entry) noexcept {
    try {
        return start(entry);
    } catch (...) {
        return Started::fail(WSA_NOT_ENOUGH_MEMORY);
    }
}

void stop_name_spaces() noexcept {
    Registry& all = registry();
    std::unique_lock lock(all.mutex);
    while (!all.started.empty()) {
        Record& record = *all.started.back();
        all.started.pop_back();
        const NameSpaceProvider& provider = *record.provider;
        lock.unlock();
        clean_up(provider);
        lock.lock();
        record.state = Record::State::idle;
    }
}

int advertise(const GUID& provider, const NSPV2_ROUTINE& table) {
    const auto entries = name_spaces_for(&provider, NS_ALL);
    if (entries.empty())
        return WSAEINVALIDPROVIDER;
    Registry& all = registry();
    const std::lock_guard lock(all.mutex);
    if (find_advertised(all, provider) != all.advertised.end())
        return WSAEALREADY;
    all.advertised.push_back({provider, table});
    return 0;
}

int unadvertise(const GUID& provider) {
    Registry& all = registry();
    std::unique_lock lock(all.mutex);
    const auto found = find_advertised(all, provider);
    if (found == all.advertised.end())
        return WSAEINVALIDPROVIDER;
    all.advertised.erase(found);
    for (auto started = all.started.begin(); started != all.started.end(); ++started)
        if ((*started)->provider->is_version_2 && catalog::same_guid((*started)->id, provider)) {
            const NameSpaceProvider& stopped = *(*started)->provider;
            (*started)->state = Record::State::idle;
            all.started.erase(started);
            lock.unlock();
            clean_up(stopped);
            break;
        }
    return 0;
}

} // namespace ws2::dispatch
