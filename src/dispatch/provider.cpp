#include "dispatch/provider.hpp"

#include "base/utf.hpp"
#include "catalog/guid.hpp"
#include "catalog/loader.hpp"
#include "dispatch/negotiate.hpp"
#include "dispatch/session.hpp"

#include <condition_variable>
#include <cstring>
#include <list>
#include <memory>
#include <mutex>
#include <new>
#include <thread>

namespace ws2::dispatch {
namespace {

using Started = base::Result<const Provider*>;

// What is known of one GUID and library. Guarded by Registry::mutex.
struct Record {
    enum class State { idle, starting, started };

    GUID id{};
    std::u16string path;
    State state = State::idle;
    std::thread::id starter;            // meaningful while starting
    const Provider* provider = nullptr; // of the latest start; kept when idle again
};

// Never destroyed: calls may come while other threads, or exit handlers, still run.
struct Registry {
    std::mutex mutex;
    std::condition_variable changed;
    std::list<Record> records;
    std::list<std::unique_ptr<const Provider>> providers; // all there ever were
    std::list<Record*> started;                           // in the order of their starts
};

Registry& registry() {
    static Registry* const instance = new Registry;
    return *instance;
}

Record& record_for(Registry& all, const GUID& id, const std::u16string& path) {
    for (Record& record : all.records)
        if (catalog::same_guid(record.id, id) && record.path == path)
            return record;
    Record& record = all.records.emplace_back();
    record.id = id;
    record.path = path;
    return record;
}

// The entry whose library serves: a chain is served by its top layer, found through chains that
// begin with chains. The catalog was checked: it has all parts and no circles.
const catalog::Entry& top_of(const catalog::Catalog& catalog, const catalog::Entry& entry) {
    const catalog::Entry* top = &entry;
    while (catalog::is_chain(*top))
        top = catalog.find(top->info.ProtocolChain.ChainEntries[0]);
    return *top;
}

// A provider that comes back with the same table is the same Provider again, so a program that
// starts and cleans up for ever does not grow.
const Provider* keep(Registry& all, const Record& record, const WSPPROC_TABLE& table,
                     const std::string& path) {
    if (record.provider != nullptr &&
        std::memcmp(&record.provider->table, &table, sizeof table) == 0)
        return record.provider;
    all.providers.push_back(std::make_unique<const Provider>(Provider{table, record.id, path}));
    return all.providers.back().get();
}

// Loads and negotiates; no lock is held.
base::Result<WSPPROC_TABLE> attempt(const catalog::Entry& entry, const std::u16string& path,
                                    const std::string& shown_path) noexcept {
    using Attempt = base::Result<WSPPROC_TABLE>;
    try {
        const auto startup = catalog::load_startup(path);
        if (startup)
            allow_upcalls();
        return startup ? negotiate(startup.value, entry.info, shown_path)
                       : Attempt::fail(startup.error);
    } catch (const std::bad_alloc&) {
        return Attempt::fail(WSA_NOT_ENOUGH_MEMORY);
    } catch (...) {
        return Attempt::fail(WSAEPROVIDERFAILEDINIT);
    }
}

Started start(const catalog::Catalog& catalog, const catalog::Entry& entry) {
    Registry& all = registry();
    const std::u16string& path = top_of(catalog, entry).path;
    std::unique_lock lock(all.mutex);
    Record& record = record_for(all, entry.info.ProviderId, path);
    while (record.state == Record::State::starting) {
        if (record.starter == std::this_thread::get_id())
            return Started::fail(WSAEINPROGRESS);
        all.changed.wait(lock);
    }
    if (record.state == Record::State::started)
        return Started::ok(record.provider);
    const std::string shown_path = base::to_utf8(path);
    record.state = Record::State::starting;
    record.starter = std::this_thread::get_id();

    lock.unlock();
    const auto table = attempt(entry, path, shown_path);
    lock.lock();

    record.state = Record::State::idle;
    all.changed.notify_all();
    if (!table)
        return Started::fail(table.error);
    record.provider = keep(all, record, table.value, shown_path);
    all.started.push_back(&record);
    record.state = Record::State::started;
    return Started::ok(record.provider);
}

bool any_starting(const Registry& all) {
    for (const Record& record : all.records)
        if (record.state == Record::State::starting)
            return true;
    return false;
}

} // namespace

Started start_provider(const catalog::Catalog& catalog, const catalog::Entry& entry) noexcept {
    if (catalog::is_layer(entry))
        return Started::fail(WSAEINVAL);
    try {
        return start(catalog, entry);
    } catch (...) {
        return Started::fail(WSA_NOT_ENOUGH_MEMORY);
    }
}

void stop_providers() noexcept {
    Registry& all = registry();
    std::unique_lock lock(all.mutex);
    all.changed.wait(lock, [&] { return !any_starting(all); });
    while (!all.started.empty()) {
        Record& record = *all.started.back();
        all.started.pop_back();
        const Provider& provider = *record.provider;
        lock.unlock();
        clean_up(provider.table, provider.path);
        lock.lock();
        record.state = Record::State::idle;
    }
}

} // namespace ws2::dispatch
