// Room provider_itot: what a SOCKET of this provider stands for.
#include "provider/itot/socket.hpp"

#include "provider/itot/runtime.hpp"

#include <array>

namespace ws2::provider::itot {
namespace {

// Generation, whether a socket is here, whether it is to leave with its last user, and the number
// of users. Whoever reads the socket is a user; stale handles come and go as users for a moment.
constexpr std::uint64_t one_generation = std::uint64_t{1} << 32;
constexpr std::uint64_t is_open = std::uint64_t{1} << 31;
constexpr std::uint64_t is_leaving = std::uint64_t{1} << 30;
constexpr std::uint64_t users = is_leaving - 1;

constexpr std::size_t chunk_size = 256;
constexpr std::size_t chunks_max = 4096;

} // namespace

struct Socket::Place {
    std::atomic<std::uint64_t> state{0};
    std::shared_ptr<Socket> socket;

    // True if a socket is here, of that generation. leave() follows in either case.
    bool enter(std::uint64_t generation) noexcept {
        const std::uint64_t before = state.fetch_add(1, std::memory_order_acquire);
        return (before & is_open) != 0 && before >> 32 == generation;
    }
    void leave() noexcept {
        std::uint64_t now = state.fetch_sub(1, std::memory_order_acq_rel) - 1;
        if ((now & (is_leaving | users)) == is_leaving &&
            state.compare_exchange_strong(now, now & ~is_leaving))
            const std::shared_ptr<Socket> last = std::move(socket);
    }
};

namespace {

using Place = Socket::Place;

// Chunks are made on demand and never go.
struct Table {
    std::mutex mutex; // free, next
    std::vector<std::uint32_t> free;
    std::uint32_t next = 0;
};
Table& table() {
    static Table& table = *new Table;
    return table;
}
constinit std::array<std::atomic<Place*>, chunks_max> chunks{};

Place* place_at(std::uint32_t index) noexcept {
    if (index >= chunk_size * chunks_max)
        return nullptr;
    Place* chunk = chunks[index / chunk_size].load(std::memory_order_acquire);
    return chunk == nullptr ? nullptr : chunk + index % chunk_size;
}

// A context is generation and index; never 0.
constexpr DWORD_PTR context_of(std::uint32_t index, std::uint64_t generation) noexcept {
    return generation << 32 | (index + 1);
}
constexpr std::uint32_t index_of(DWORD_PTR context) noexcept {
    return static_cast<std::uint32_t>(context) - 1;
}
constexpr std::uint64_t generation_of(DWORD_PTR context) noexcept {
    return context >> 32;
}

std::optional<std::uint32_t> take_index() {
    Table& all = table();
    const std::lock_guard lock(all.mutex);
    if (!all.free.empty()) {
        const std::uint32_t index = all.free.back();
        all.free.pop_back();
        return index;
    }
    if (all.next == chunk_size * chunks_max)
        return {};
    std::atomic<Place*>& chunk = chunks[all.next / chunk_size];
    if (chunk.load(std::memory_order_relaxed) == nullptr)
        chunk.store(new Place[chunk_size], std::memory_order_release);
    all.free.reserve(all.next + 1); // so that giving back never fails
    return all.next++;
}

void give_index(std::uint32_t index) noexcept {
    Table& all = table();
    const std::lock_guard lock(all.mutex);
    all.free.push_back(index);
}

} // namespace

// With what they point to, an idle connection's stay within 2 KiB.
static_assert(sizeof(Link) + sizeof(Socket) <= 1792);

int Socket::open(const std::shared_ptr<Socket>& socket) {
    const std::optional<std::uint32_t> index = take_index();
    if (!index)
        return WSAEMFILE;
    Place& place = *place_at(*index);
    const std::uint64_t generation =
        (place.state.fetch_add(one_generation, std::memory_order_relaxed) + one_generation) >> 32;
    const DWORD_PTR context = context_of(*index, generation);
    int error = WSAENOBUFS;
    const SOCKET handle = Runtime::upcalls().lpWPUCreateSocketHandle(
        socket->info_->dwCatalogEntryId, context, &error);
    if (handle == INVALID_SOCKET) {
        give_index(*index);
        return error;
    }
    socket->handle_ = handle;
    socket->place_ = context;
    place.socket = socket;
    place.state.fetch_or(is_open, std::memory_order_release);
    return 0;
}

Socket::Use::Use(SOCKET handle) noexcept {
    DWORD_PTR context = 0;
    if (Runtime::upcalls().lpWPUQuerySocketHandleContext(handle, &context, &code_) != 0)
        return;
    code_ = WSAENOTSOCK;
    place_ = place_at(index_of(context));
    if (place_ != nullptr && place_->enter(generation_of(context)))
        socket_ = place_->socket.get();
}

Socket::Use::~Use() {
    if (place_ != nullptr)
        place_->leave();
}

int Socket::find(SOCKET handle, std::shared_ptr<Socket>& socket) noexcept {
    const Use use(handle);
    if (!use)
        return use.code();
    socket = use->shared_from_this();
    return 0;
}

bool Socket::retire() noexcept {
    Place& place = *place_at(index_of(place_));
    const bool here = place.enter(generation_of(place_));
    std::uint64_t now = place.state.load(std::memory_order_relaxed);
    bool emptied = false;
    while (here && !emptied && (now & is_open) != 0)
        emptied = place.state.compare_exchange_weak(now, (now & ~is_open) | is_leaving);
    place.leave();
    return emptied;
}

Socket::~Socket() {
    if (handle_ == INVALID_SOCKET)
        return;
    int error = 0;
    (void)Runtime::upcalls().lpWPUCloseSocketHandle(handle_, &error);
    give_index(index_of(place_));
}

void Socket::take_after(Socket& listening) {
    non_blocking = listening.non_blocking.load();
    receive_timeout_ms = listening.receive_timeout_ms.load();
    send_timeout_ms = listening.send_timeout_ms.load();
    Options theirs;
    {
        const std::lock_guard lock(listening.mutex);
        theirs = listening.options;
    }
    {
        const std::lock_guard lock(mutex);
        options = std::move(theirs);
    }
    const std::shared_ptr<Link> ours_already = link();
    if (ours_already)
        ours_already->configure(settings());
    const std::shared_ptr<Notifier> registered = listening.notifier();
    if (!registered || !registered->active())
        return;
    const auto ours = std::make_shared<Notifier>();
    ours->inherit(*registered, handle());
    {
        const std::lock_guard lock(mutex);
        notifier_ = ours;
        notified = true;
    }
    if (ours_already)
        ours_already->watch(ours);
}

void Socket::reenable(long bits) {
    if (!notified.load(std::memory_order_relaxed))
        return;
    if (const std::shared_ptr<Link> one = link())
        one->note_again(bits);
    if (const std::shared_ptr<Listener> one = listener())
        one->note_again(bits);
}

std::vector<std::shared_ptr<Socket>> Socket::all() {
    std::vector<std::shared_ptr<Socket>> found;
    for (std::uint32_t index = 0;; ++index) {
        Place* place = place_at(index);
        if (place == nullptr)
            return found;
        const std::unique_ptr<Place, void (*)(Place*)> left(place, [](Place* at) { at->leave(); });
        if (place->enter(place->state.load(std::memory_order_relaxed) >> 32))
            found.push_back(place->socket);
    }
}

int Socket::open_guard(bool calling, GuardContext& context) const {
    if (!guarded())
        return 0;
    return itot::open_guard(options.guard_terms ? *options.guard_terms : environment_terms(),
                            calling, context);
}

Settings Socket::settings_of(const Options& said) const noexcept {
    Settings settings;
    codec::Profile& profile = settings.profile;
    profile.class2 = !class0();
    profile.class0 = class0() || said.allow_class0;
    // Winsock has no way to ask for the expedited service at connect, and the entry promises it:
    // it is always proposed, and always served to a caller who proposes it.
    profile.expedited = !class0();
    profile.confirm_expedited = said.confirm_expedited;
    profile.max_tpdu = said.max_tpdu;
    profile.require_options = said.require_options;
    settings.timers = said.timers;
    settings.limits = said.limits;
    settings.class0_disconnect = said.class0_disconnect;
    return settings;
}

} // namespace ws2::provider::itot
