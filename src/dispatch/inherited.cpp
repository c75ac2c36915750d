#include "dispatch/inherited.hpp"

#include "dispatch/guard.hpp"
#include "dispatch/session.hpp"

#include <algorithm>
#include <condition_variable>
#include <fcntl.h>
#include <mutex>
#include <sys/stat.h>
#include <vector>

namespace ws2::dispatch {
namespace {

bool can_be_inherited(SOCKET s) noexcept {
    // 0 is a variable that was never set; standard input has another number for a handle.
    if (s == 0 || s >= slots_per_chunk * chunks_max || generation_of(s) != 0)
        return false;
    const int descriptor = static_cast<int>(s);
    const int flags = fcntl(descriptor, F_GETFD);
    struct stat about {};
    return flags >= 0 && (flags & FD_CLOEXEC) == 0 && fstat(descriptor, &about) == 0 &&
           S_ISSOCK(about.st_mode);
}

// One thread at a time asks the providers about a value; the others wait for its answer. No lock is
// held while it asks.
class Turn {
public:
    // Throws std::bad_alloc.
    explicit Turn(SOCKET s) : s_(s) {
        std::unique_lock lock(state().mutex);
        state().over.wait(lock, [s] { return std::ranges::count(state().asked, s) == 0; });
        state().asked.push_back(s);
        asks_ = true;
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() {
        asks_ = false;
        const std::lock_guard lock(state().mutex);
        std::erase(state().asked, s_);
        state().over.notify_all();
    }
    // Whether this thread has one: a provider that is asked may call back.
    static bool held() noexcept { return asks_; }

private:
    struct State {
        std::mutex mutex;
        std::condition_variable over;
        std::vector<SOCKET> asked;
    };
    // Never destroyed: exit handlers may still call.
    static State& state() {
        static State* const instance = new State;
        return *instance;
    }

    static constinit thread_local bool asks_;
    const SOCKET s_;
};

constinit thread_local bool Turn::asks_ = false;

bool takes(const Provider& provider, SOCKET s, WSAPROTOCOL_INFOW& info) {
    int size = sizeof info;
    int error = 0;
    return guarded(SOCKET_ERROR, provider.table.lpWSPGetSockOpt, s, SOL_SOCKET, SO_PROTOCOL_INFOW,
                   reinterpret_cast<char*>(&info), &size, &error) == 0;
}

const Provider* ask_all(SOCKET s) {
    const catalog::Catalog& catalog = catalog_now();
    for (const catalog::Entry& entry : catalog.entries) {
        if (!catalog::is_base(entry) || (entry.info.dwServiceFlags1 & XP1_IFS_HANDLES) == 0)
            continue;
        const auto provider = start_provider(catalog, entry);
        WSAPROTOCOL_INFOW info{};
        if (!provider || !takes(*provider.value, s, info))
            continue;
        const catalog::Entry* own = catalog.find(info.dwCatalogEntryId);
        if (provider_of(s) == nullptr && !attach(s, *provider.value, own != nullptr ? *own : entry))
            return nullptr;
        slot_of(s)->shared.store(true, std::memory_order_relaxed);
        return provider_of(s);
    }
    return nullptr;
}

} // namespace

const Provider* adopt_inherited(SOCKET s) noexcept try {
    if (!can_be_inherited(s) || Turn::held())
        return nullptr;
    const Turn turn(s);
    const Provider* provider = provider_of(s);
    return provider != nullptr ? provider : ask_all(s);
} catch (...) { // no memory
    return nullptr;
}

} // namespace ws2::dispatch
