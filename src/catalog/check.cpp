#include "catalog/check.hpp"

#include "base/log.hpp"

#include <unordered_map>

namespace ws2::catalog {
namespace {

using ById = std::unordered_map<DWORD, const Entry*>;

std::optional<Problem> refuse(const Entry& entry, std::string reason) {
    return Problem{entry.line,
                   fmt::format("entry {}: {}", entry.info.dwCatalogEntryId, std::move(reason))};
}

enum class Mark { open, closed };

// Depth first over the constituents; each entry is walked once, and one that is met again while its
// own walk is open closes a circle.
bool contains_itself(const Entry& entry, const ById& by_id,
                     std::unordered_map<DWORD, Mark>& marks) {
    const auto [mark, first] = marks.emplace(entry.info.dwCatalogEntryId, Mark::open);
    if (!first)
        return mark->second == Mark::open;
    const WSAPROTOCOLCHAIN& ids = entry.info.ProtocolChain;
    for (int i = 0; is_chain(entry) && i < ids.ChainLen; ++i)
        if (contains_itself(*by_id.at(ids.ChainEntries[i]), by_id, marks))
            return true;
    marks[entry.info.dwCatalogEntryId] = Mark::closed;
    return false;
}

std::optional<Problem> check_constituents(const Entry& chain, const ById& by_id) {
    const WSAPROTOCOLCHAIN& ids = chain.info.ProtocolChain;
    for (int i = 0; i < ids.ChainLen; ++i) {
        const DWORD id = ids.ChainEntries[i];
        const auto part = by_id.find(id);
        if (part == by_id.end())
            return refuse(chain, fmt::format("the chain names entry {}, which does not exist", id));
        for (int j = 0; j < i; ++j)
            if (ids.ChainEntries[j] == id)
                return refuse(chain, fmt::format("the chain names entry {} twice", id));
        const bool last = i == ids.ChainLen - 1;
        if (last && !is_base(*part->second))
            return refuse(chain, "the chain's last entry is not a base protocol");
        if (!last && is_base(*part->second))
            return refuse(chain, "a base protocol stands before the chain's end");
    }
    return std::nullopt;
}

} // namespace

std::optional<Problem> check_entries(std::span<const Entry> entries) {
    ById by_id;
    for (const Entry& entry : entries) {
        if (entry.info.dwCatalogEntryId == 0)
            return refuse(entry, "the id is missing or 0");
        if (!by_id.emplace(entry.info.dwCatalogEntryId, &entry).second)
            return refuse(entry, "the id is taken by an entry before it");
        const int length = entry.info.ProtocolChain.ChainLen;
        if (length < LAYERED_PROTOCOL || length > MAX_PROTOCOL_CHAIN)
            return refuse(
                entry, fmt::format("a chain of length {}; {} at most", length, MAX_PROTOCOL_CHAIN));
    }
    for (const Entry& entry : entries)
        if (is_chain(entry))
            if (auto problem = check_constituents(entry, by_id))
                return problem;
    std::unordered_map<DWORD, Mark> marks;
    for (const Entry& entry : entries)
        if (contains_itself(entry, by_id, marks))
            return refuse(entry, "the chain contains itself");
    return std::nullopt;
}

} // namespace ws2::catalog
