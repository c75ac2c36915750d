#include "catalog/match.hpp"

#include <algorithm>
#include <cstdint>

namespace ws2::catalog {
namespace {

bool in_range(const WSAPROTOCOL_INFOW& info, int protocol) {
    const std::int64_t first = info.iProtocol;
    return protocol >= first && protocol <= first + info.iProtocolMaxOffset;
}

// How many of the three questions the entry answers with yes, in order.
int agreement(const WSAPROTOCOL_INFOW& info, int family, int type, int protocol) {
    if (family != 0 && family != info.iAddressFamily)
        return 0;
    if (type != 0 && type != info.iSocketType)
        return 1;
    const bool fits = protocol == 0 ? (info.dwProviderFlags & PFL_MATCHES_PROTOCOL_ZERO) != 0
                                    : in_range(info, protocol);
    return fits ? 3 : 2;
}

constexpr int errors[] = {WSAEAFNOSUPPORT, WSAESOCKTNOSUPPORT, WSAEPROTONOSUPPORT};

} // namespace

base::Result<const Entry*> match(const Catalog& catalog, int family, int type, int protocol) {
    using Found = base::Result<const Entry*>;
    if (family == 0 && type == 0 && protocol == 0)
        return Found::fail(WSAEINVAL);
    int best = 0;
    for (const Entry& entry : catalog.entries) {
        if (is_layer(entry))
            continue;
        const int score = agreement(entry.info, family, type, protocol);
        if (score == 3)
            return Found::ok(&entry);
        best = std::max(best, score);
    }
    return Found::fail(errors[best]);
}

base::Result<const Entry*> match_family(const Catalog& catalog, int family) {
    for (const Entry& entry : catalog.entries)
        if (!is_layer(entry) && entry.info.iAddressFamily == family)
            return base::Result<const Entry*>::ok(&entry);
    return base::Result<const Entry*>::fail(WSAEINVAL);
}

bool listed(const Entry& entry, const int* protocols) {
    if (protocols == nullptr)
        return true;
    for (; *protocols != 0; ++protocols)
        if (in_range(entry.info, *protocols))
            return true;
    return false;
}

} // namespace ws2::catalog
