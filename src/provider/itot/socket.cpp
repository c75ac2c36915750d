// Room provider_itot: what a SOCKET of this provider stands for.
#include "provider/itot/socket.hpp"

#include "provider/itot/runtime.hpp"

#include <array>

namespace ws2::provider::itot {
namespace {

struct Place {
    std::mutex mutex;
    std::shared_ptr<Socket> socket;
    std::uint32_t generation = 0;
};

constexpr std::size_t chunk_size = 256;
constexpr std::size_t chunks_max = 4096;

// Chunks are made on demand and never go.
struct Table {
    std::mutex mutex; // free_, next_
    std::vector<std::uint32_t> free;
    std::uint32_t next = 0;
    std::array<std::atomic<Place*>, chunks_max> chunks{};
};
Table& table() {
    static Table& table = *new Table;
    return table;
}

Place* place_at(std::uint32_t index) noexcept {
    if (index >= chunk_size * chunks_max)
        return nullptr;
    Place* chunk = table().chunks[index / chunk_size].load(std::memory_order_acquire);
    return chunk == nullptr ? nullptr : chunk + index % chunk_size;
}

// A context is generation and index; never 0.
constexpr DWORD_PTR context_of(std::uint32_t index, std::uint32_t generation) noexcept {
    return static_cast<DWORD_PTR>(generation) << 32 | (index + 1);
}
constexpr std::uint32_t index_of(DWORD_PTR context) noexcept {
    return static_cast<std::uint32_t>(context) - 1;
}
constexpr std::uint32_t generation_of(DWORD_PTR context) noexcept {
    return static_cast<std::uint32_t>(context >> 32);
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
    std::atomic<Place*>& chunk = all.chunks[all.next / chunk_size];
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
    DWORD_PTR context = 0;
    {
        const std::lock_guard lock(place.mutex);
        context = context_of(*index, ++place.generation);
    }
    int error = WSAENOBUFS;
    const SOCKET handle = Runtime::upcalls().lpWPUCreateSocketHandle(
        socket->info_->dwCatalogEntryId, context, &error);
    if (handle == INVALID_SOCKET) {
        give_index(*index);
        return error;
    }
    socket->handle_ = handle;
    socket->place_ = context;
    const std::lock_guard lock(place.mutex);
    place.socket = socket;
    return 0;
}

int Socket::find(SOCKET handle, std::shared_ptr<Socket>& socket) noexcept {
    DWORD_PTR context = 0;
    int error = WSAENOTSOCK;
    if (Runtime::upcalls().lpWPUQuerySocketHandleContext(handle, &context, &error) != 0)
        return error;
    Place* place = place_at(index_of(context));
    if (place == nullptr)
        return WSAENOTSOCK;
    const std::lock_guard lock(place->mutex);
    if (place->generation != generation_of(context) || !place->socket)
        return WSAENOTSOCK;
    socket = place->socket;
    return 0;
}

bool Socket::retire() noexcept {
    Place& place = *place_at(index_of(place_));
    std::shared_ptr<Socket> self; // dies outside the lock
    const std::lock_guard lock(place.mutex);
    if (place.generation != generation_of(place_) || place.socket.get() != this)
        return false;
    self = std::move(place.socket);
    return true;
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
        const std::lock_guard lock(place->mutex);
        if (place->socket)
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
