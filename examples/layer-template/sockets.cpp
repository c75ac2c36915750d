// Passage, the example layer: the table of its sockets, by their handles.
#include "sockets.hpp"

#include <mutex>
#include <shared_mutex>
#include <unordered_map>

namespace passage {
namespace {

std::shared_mutex mutex; // never held across a call of another provider
// Never destroyed: threads may go on while the process exits.
auto& sockets = *new std::unordered_map<SOCKET, BelowPointer>;

} // namespace

BelowPointer find(SOCKET s) noexcept {
    const std::shared_lock lock(mutex);
    const auto found = sockets.find(s);
    return found == sockets.end() ? nullptr : found->second;
}

void remember(SOCKET s, const BelowPointer& below) {
    const std::lock_guard lock(mutex);
    sockets[s] = below;
}

void forget(SOCKET s) noexcept {
    const std::lock_guard lock(mutex);
    sockets.erase(s);
}

void forget_all() noexcept {
    const std::lock_guard lock(mutex);
    sockets.clear();
}

SOCKET take(const BelowPointer& below, SOCKET lower, LPINT error) noexcept {
    if (lower == INVALID_SOCKET)
        return lower;
    SOCKET s = upcalls().lpWPUModifyIFSHandle(below->chain.dwCatalogEntryId, lower, error);
    if (s != INVALID_SOCKET) {
        try {
            remember(s, below);
            return s;
        } catch (...) {
            *error = WSAENOBUFS;
        }
    }
    int ignored = 0;
    below->table.lpWSPCloseSocket(lower, &ignored);
    return INVALID_SOCKET;
}

} // namespace passage
