#include "dispatch/provider.hpp"

#include "base/utf.hpp"
#include "catalog/guid.hpp"
#include "catalog/loader.hpp"
#include "dispatch/negotiate.hpp"
#include "dispatch/session.hpp"
#include "dispatch/starts.hpp"

#include <cstring>
#include <new>

namespace ws2::dispatch {
namespace {

using Started = base::Result<const Provider*>;

Starts<Provider>& providers() {
    static auto* const instance = new Starts<Provider>;
    return *instance;
}

// The entry whose library serves: a chain is served by its top layer, found through chains that
// begin with chains. The catalog was checked: it has all parts and no circles.
const catalog::Entry& top_of(const catalog::Catalog& catalog, const catalog::Entry& entry) {
    const catalog::Entry* top = &entry;
    while (catalog::is_chain(*top))
        top = catalog.find(top->info.ProtocolChain.ChainEntries[0]);
    return *top;
}

// Loads and negotiates; no lock is held.
base::Result<Provider> attempt(const catalog::Entry& entry, const std::u16string& path) noexcept {
    using Attempt = base::Result<Provider>;
    try {
        const std::string shown_path = base::to_utf8(path);
        const auto startup = catalog::load_startup(path);
        if (!startup)
            return Attempt::fail(startup.error);
        allow_upcalls();
        const auto table = negotiate(startup.value, entry.info, shown_path);
        return table ? Attempt::ok({table.value, entry.info.ProviderId, shown_path})
                     : Attempt::fail(table.error);
    } catch (const std::bad_alloc&) {
        return Attempt::fail(WSA_NOT_ENOUGH_MEMORY);
    } catch (...) {
        return Attempt::fail(WSAEPROVIDERFAILEDINIT);
    }
}

} // namespace

bool Provider::is_same(const Provider& other) const {
    return std::memcmp(&table, &other.table, sizeof table) == 0;
}

Started start_provider(const catalog::Catalog& catalog, const catalog::Entry& entry) noexcept {
    if (catalog::is_layer(entry))
        return Started::fail(WSAEINVAL);
    try {
        const std::u16string& path = top_of(catalog, entry).path;
        return providers().start(entry.info.ProviderId, path, [&] { return attempt(entry, path); });
    } catch (...) {
        return Started::fail(WSA_NOT_ENOUGH_MEMORY);
    }
}

void stop_providers() noexcept {
    providers().stop([](const Provider& provider) { clean_up(provider.table, provider.path); });
}

} // namespace ws2::dispatch
