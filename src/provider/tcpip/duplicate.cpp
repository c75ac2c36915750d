// Room provider_tcpip: WSPDuplicateSocket. The record carries a number; under it this process keeps
// a descriptor of its own and what it knows of the socket, until the one process that it is for
// takes them or ends. The program may close its socket meanwhile.
#include "provider/tcpip/duplicate.hpp"

#include "kernel/descriptor.hpp"
#include "kernel/handover.hpp"
#include "kernel/option.hpp"
#include "kernel/poll.hpp"
#include "kernel/readiness.hpp"
#include "kernel/service_thread.hpp"
#include "provider/tcpip/calls.hpp"
#include "provider/tcpip/open.hpp"
#include "provider/tcpip/outcome.hpp"
#include "provider/tcpip/socket_table.hpp"
#include "provider/tcpip/watcher.hpp"

#include <algorithm>
#include <list>
#include <new>
#include <vector>

namespace ws2::provider::tcpip {
namespace {

using base::Result;

// What goes over beside the descriptor: one library to another of the same version.
struct Knowledge {
    std::uint32_t version = 1;
    std::int32_t address_family = 0;
    std::int32_t type = 0;
    std::int32_t protocol = 0;
    std::uint32_t status = 0;
    std::uint32_t kept = 0;
    std::uint32_t control_kinds = 0;
    std::uint32_t coalesced_size = 0;
    std::uint32_t receive_timeout_ms = 0;
    std::uint32_t send_timeout_ms = 0;
    std::uint32_t linger = 0;
    std::uint32_t reserved = 0;
    std::int64_t connected_at_s = 0; // of a clock that all processes share
};

// What is this process's own business.
constexpr std::uint32_t local_status = status::remainder | status::engaged | status::sends_posted |
                                       status::silent | status::connect_posted | status::accepting |
                                       status::watched | status::in_watch;

Knowledge knowledge_of(const SocketState& socket) noexcept {
    Knowledge about;
    about.address_family = socket.address_family;
    about.type = socket.type;
    about.protocol = socket.protocol;
    about.status = socket.status.load() & ~local_status;
    about.kept = socket.kept.load() & ~choice::not_inherited;
    about.control_kinds = socket.control_kinds.load();
    about.coalesced_size = socket.coalesced_size.load();
    about.receive_timeout_ms = socket.receive_timeout_ms.load();
    about.send_timeout_ms = socket.send_timeout_ms.load();
    about.linger = socket.linger.load();
    about.connected_at_s = socket.connected_at_s.load();
    return about;
}

struct Offer {
    kernel::Descriptor door;
    kernel::Descriptor taker; // readable when that process has ended
    kernel::Descriptor copy;
    std::uint32_t process = 0;
    Knowledge about;
};

// Hands out what is offered. Lives as long as the process.
class Broker {
public:
    // Null if the process has no descriptor or no thread left.
    static Broker* instance() {
        static Broker* const broker = create();
        return broker;
    }

    void add(Offer offer) {
        {
            const std::lock_guard guard(lock_);
            offers_.push_back(std::move(offer));
        }
        news_.raise();
    }

private:
    static Broker* create() noexcept {
        auto* broker = new (std::nothrow) Broker;
        if (broker == nullptr || broker->news_.descriptor() < 0 ||
            !kernel::start_service_thread(run_it, broker)) {
            delete broker;
            return nullptr;
        }
        return broker;
    }
    static void run_it(void* broker) { static_cast<Broker*>(broker)->run(); }

    // The thread's part. Offers are appended by others and removed here alone.
    [[noreturn]] void run() noexcept {
        std::vector<kernel::PollEntry> entries;
        for (;;) {
            list_entries(entries);
            static_cast<void>(kernel::poll(entries.data(), entries.size(), kernel::never));
            news_.clear();
            serve(entries);
        }
    }

    void list_entries(std::vector<kernel::PollEntry>& entries) noexcept {
        const std::lock_guard guard(lock_);
        try {
            entries.clear();
            entries.push_back({news_.descriptor(), kernel::ready::readable, 0});
            for (const Offer& offer : offers_) {
                entries.push_back({offer.door.get(), kernel::ready::readable, 0});
                entries.push_back({offer.taker.get(), kernel::ready::readable, 0});
            }
        } catch (...) { // no memory: those that are listed have their turn first
        }
    }

    void serve(const std::vector<kernel::PollEntry>& entries) noexcept {
        auto offer = first();
        for (std::size_t i = 1; i + 1 < entries.size(); i += 2) {
            const bool over = (entries[i].ready != 0 &&
                               kernel::give(offer->door.get(), offer->process, offer->copy.get(),
                                            &offer->about, sizeof offer->about)) ||
                              entries[i + 1].ready != 0;
            const std::lock_guard guard(lock_);
            offer = over ? offers_.erase(offer) : std::next(offer);
        }
    }

    std::list<Offer>::iterator first() noexcept {
        const std::lock_guard guard(lock_);
        return offers_.begin();
    }

    kernel::Signal news_;
    std::mutex lock_;
    std::list<Offer> offers_; // the order of `entries`; appending is guarded by lock_
};

Result<std::uint32_t> make_offer(const SocketState& socket, DWORD process) {
    using Answer = Result<std::uint32_t>;
    Offer offer;
    offer.process = process;
    offer.about = knowledge_of(socket);
    const Result<int> taker = kernel::watch_process(process);
    if (!taker)
        return Answer::fail(taker.error);
    offer.taker.reset(taker.value);
    const Result<int> copy = kernel::duplicate(socket.descriptor);
    if (!copy)
        return Answer::fail(copy.error);
    offer.copy.reset(copy.value);
    std::uint32_t number = 0;
    Result<int> door;
    do {
        number = kernel::random_number();
        door = kernel::open_offer(number);
    } while (door.error == WSAEADDRINUSE);
    if (!door)
        return Answer::fail(door.error);
    offer.door.reset(door.value);
    Broker* const broker = Broker::instance();
    if (broker == nullptr)
        return Answer::fail(WSAENOBUFS);
    broker->add(std::move(offer));
    return Answer::ok(number);
}

void apply(SocketState& socket, const Knowledge& about) noexcept {
    socket.datagram = about.type != SOCK_STREAM;
    socket.address_family = static_cast<std::int16_t>(about.address_family);
    socket.type = static_cast<std::int8_t>(about.type);
    socket.protocol = about.protocol;
    socket.status.store(about.status);
    socket.kept.store(about.kept | choice::shared);
    socket.control_kinds.store(about.control_kinds);
    socket.coalesced_size.store(about.coalesced_size);
    socket.receive_timeout_ms.store(about.receive_timeout_ms);
    socket.send_timeout_ms.store(about.send_timeout_ms);
    socket.linger.store(about.linger);
    socket.connected_at_s.store(about.connected_at_s);
}

} // namespace

int WSPAPI WSPDuplicateSocket(SOCKET s, DWORD process, LPWSAPROTOCOL_INFOW info,
                              LPINT lpErrno) try {
    const SocketReference socket(s);
    if (!socket)
        return fail(lpErrno, WSAENOTSOCK);
    if (info == nullptr)
        return fail(lpErrno, WSAEFAULT);
    const Result<std::uint32_t> number = make_offer(*socket, process);
    if (!number)
        return fail(lpErrno, number.error);
    socket->kept.fetch_or(choice::shared);
    *info = *socket->entry;
    info->dwProviderReserved = number.value;
    return 0;
} catch (...) {
    return fail(lpErrno, WSAENOBUFS);
}

SOCKET open_duplicate(Family& family, const WSAPROTOCOL_INFOW& info, LPINT lpErrno) noexcept try {
    Knowledge about;
    const Result<int> taken = kernel::take(info.dwProviderReserved, &about, sizeof about);
    if (!taken)
        return fail_socket(lpErrno, taken.error);
    kernel::Descriptor owner(taken.value);
    if (about.version != Knowledge{}.version ||
        own_entry(family, about.address_family, about.type) == nullptr)
        return fail_socket(lpErrno, WSAEINVAL);
    SocketState* const socket = sockets.prepare(taken.value);
    if (socket == nullptr)
        return fail_socket(lpErrno, WSAEMFILE);
    apply(*socket, about);
    WSAPROTOCOL_INFOW entry = info;
    entry.dwProviderReserved = 0;
    socket->family = &family;
    socket->entry = keep_entry(family, entry);
    static_cast<void>(owner.release());
    const SOCKET s = give_out(*socket, lpErrno);
    if (socket->has(status::receive_shut) && socket->tcp() && s != INVALID_SOCKET)
        static_cast<void>(Watcher::watch(*socket));
    return s;
} catch (...) {
    return fail_socket(lpErrno, WSAENOBUFS);
}

// A local peer that is gone has hung up.
bool sending_ended_elsewhere(const SocketState& socket) noexcept {
    if (!socket.keeps(choice::shared))
        return false;
    if (!socket.local())
        return kernel::tcp_send_ended(socket.descriptor);
    const Result<short> found = kernel::poll_one(socket.descriptor, 0, kernel::at_once);
    return (found.value & kernel::ready::hang_up) == 0;
}

} // namespace ws2::provider::tcpip
