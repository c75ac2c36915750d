#include "catalog/order.hpp"

#include "base/environment.hpp"
#include "base/log.hpp"
#include "catalog/vocabulary.hpp"

#include <algorithm>

namespace ws2::catalog {

Personality personality_from_environment() {
    const std::string wanted = base::environment("WS2_PERSONALITY");
    if (wanted.empty())
        return Personality::none;
    const auto value = value_of(personalities(), wanted);
    if (!value || *value == 0) {
        base::log(base::LogLevel::warn, "WS2_PERSONALITY is '{}'; it can be 'ce' or 'nt'", wanted);
        return Personality::none;
    }
    return static_cast<Personality>(*value);
}

namespace {

Personality personality_of(const Catalog& catalog, const Entry& entry) {
    const WSAPROTOCOLCHAIN& chain = entry.info.ProtocolChain;
    if (!is_chain(entry) || chain.ChainLen > MAX_PROTOCOL_CHAIN)
        return entry.personality;
    const Entry* base = catalog.find(chain.ChainEntries[chain.ChainLen - 1]);
    return base != nullptr ? base->personality : entry.personality;
}

} // namespace

void prefer(Catalog& catalog, Personality wanted) {
    if (wanted == Personality::none)
        return;
    std::vector<std::size_t> places; // in the catalog
    std::vector<std::size_t> order;  // of what stands there
    std::vector<bool> is_wanted(catalog.entries.size());
    for (std::size_t i = 0; i < catalog.entries.size(); ++i) {
        const Personality own = personality_of(catalog, catalog.entries[i]);
        is_wanted[i] = own == wanted;
        if (own != Personality::none)
            places.push_back(i);
    }
    order = places;
    std::stable_partition(order.begin(), order.end(), [&](std::size_t i) { return is_wanted[i]; });
    const std::vector<Entry> before = catalog.entries;
    for (std::size_t i = 0; i < places.size(); ++i)
        catalog.entries[places[i]] = before[order[i]];
}

} // namespace ws2::catalog
