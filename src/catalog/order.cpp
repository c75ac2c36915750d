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

void prefer(Catalog& catalog, Personality wanted) {
    if (wanted == Personality::none)
        return;
    std::vector<std::size_t> places;
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < catalog.entries.size(); ++i)
        if (catalog.entries[i].personality != Personality::none) {
            places.push_back(i);
            entries.push_back(std::move(catalog.entries[i]));
        }
    std::stable_partition(entries.begin(), entries.end(),
                          [&](const Entry& entry) { return entry.personality == wanted; });
    for (std::size_t i = 0; i < places.size(); ++i)
        catalog.entries[places[i]] = std::move(entries[i]);
}

} // namespace ws2::catalog
