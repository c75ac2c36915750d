// Room api: GetAddrInfoEx: getaddrinfo that may run in the background. These return their code and
// set it as the thread's error too.
#include "api/call.hpp"
#include "api/host_resolution.hpp"
#include "api/pending_lookup.hpp"
#include "nt/overlapped.hpp"
#include "nt/wait.hpp"

#include <cstring>
#include <new>
#include <optional>
#include <string>
#include <ws2tcpip.h>

using namespace ws2::api;
namespace names = ws2::names;
namespace nt = ws2::nt;

namespace {

int reported(int code) {
    return code == 0 ? 0 : fail(code, code);
}

// Where and how the caller wants to hear of the end.
template<typename Info>
struct Delivery {
    Info** list = nullptr;
    OVERLAPPED* overlapped = nullptr;
    LPLOOKUPSERVICE_COMPLETION_ROUTINE routine = nullptr;
    HANDLE* handle = nullptr;
    std::int64_t deadline_ns = 0;
    Choice choice{};
};

template<typename Info, typename Character>
int look_up(const Choice& choice, const Character* host, const Character* service,
            const Info* hints, Info** list) noexcept {
    return means_foreign(choice) ? resolve_chosen(choice, host, service, hints, list)
                                 : resolve_addresses(host, service, hints, list);
}

template<typename Info, typename Character>
class AddressLookup final : public PendingLookup {
public:
    AddressLookup(const Character* host, const Character* service, const Info* hints) {
        if (host != nullptr)
            host_ = host;
        if (service != nullptr)
            service_ = service;
        if (hints != nullptr)
            hints_ = *hints;
    }

    // After await: the list is the caller's.
    Info* take() noexcept { return std::exchange(kept_, nullptr); }

    Delivery<Info> to;
    HANDLE own_handle = nullptr; // what cancels this

private:
    ~AddressLookup() override { names::free_addresses(kept_); }

    void resolve() noexcept override {
        answer(look_up(to.choice, host_ ? host_->c_str() : nullptr,
                       service_ ? service_->c_str() : nullptr, &hints_, &found_));
        names::free_addresses(found_);
    }
    void keep() noexcept override { kept_ = std::exchange(found_, nullptr); }

    std::optional<std::basic_string<Character>> host_;
    std::optional<std::basic_string<Character>> service_;
    Info hints_{};
    Info* found_ = nullptr; // the resolving thread's
    Info* kept_ = nullptr;
};

// The program may free or reuse the structure as soon as it is told.
template<typename Lookup>
void deliver(Lookup& lookup, int code) {
    const auto to = lookup.to;
    *to.list = lookup.take();
    if (lookup.own_handle != nullptr)
        nt::close_handle(lookup.own_handle);
    if (to.routine == nullptr) {
        nt::complete_overlapped(*to.overlapped, {code, 0, 0}, {});
        return;
    }
    nt::publish(*to.overlapped, {code, 0, 0});
    to.routine(static_cast<DWORD>(code), 0, to.overlapped);
}

// The thread that waits in the caller's stead.
template<typename Lookup>
std::uint32_t conduct(void* argument) {
    const auto lookup = nt::Ref<Lookup>::adopt(static_cast<Lookup*>(argument));
    lookup->start();
    deliver(*lookup, lookup->await(lookup->to.deadline_ns));
    return 0;
}

template<typename Lookup>
int start_in_background(nt::Ref<Lookup> lookup) {
    const auto& to = lookup->to;
    if (const int error = nt::begin_overlapped(*to.overlapped, to.routine == nullptr))
        return error;
    if (to.handle != nullptr) {
        lookup->own_handle = nt::open_handle(*lookup);
        if (lookup->own_handle == nullptr)
            return WSA_NOT_ENOUGH_MEMORY;
        *to.handle = lookup->own_handle;
    }
    Lookup* const conducted = nt::Ref<Lookup>(lookup).give_up();
    if (run_aside(conduct<Lookup>, conducted))
        return WSA_IO_PENDING;
    conducted->release();
    if (lookup->own_handle != nullptr)
        nt::close_handle(lookup->own_handle);
    return WSA_NOT_ENOUGH_MEMORY;
}

Choice choice_of(DWORD name_space, const GUID* provider) {
    Choice out;
    out.name_space = name_space;
    if (provider != nullptr)
        out.provider = *provider;
    return out;
}

// Which providers are asked: the built-in one with all others, or those that the program names.
int check_provider(DWORD name_space, const GUID* provider) {
    if (means_foreign(choice_of(name_space, provider)))
        return 0;
    if (name_space != NS_ALL && name_space != NS_DNS)
        return WSASERVICE_NOT_FOUND;
    if (provider != nullptr &&
        std::memcmp(provider, &names::dns_provider, sizeof names::dns_provider) != 0)
        return WSASERVICE_NOT_FOUND;
    return 0;
}

// Windows wants an event or a routine, and not both.
template<typename Info>
int check_delivery(const Delivery<Info>& to) {
    if (to.list == nullptr)
        return WSAEFAULT;
    if (to.overlapped == nullptr)
        return to.routine == nullptr && to.handle == nullptr ? 0 : WSAEINVAL;
    return (to.overlapped->hEvent == nullptr) == (to.routine != nullptr) ? 0 : WSAEINVAL;
}

int read_timeout(const timeval* timeout, std::int64_t& deadline_ns) {
    deadline_ns = nt::deadline_after(nt::kInfinite_ms);
    if (timeout == nullptr)
        return 0;
    const std::int64_t ms = std::int64_t{timeout->tv_sec} * 1000 + (timeout->tv_usec + 999) / 1000;
    if (timeout->tv_sec < 0 || timeout->tv_usec < 0 || ms >= nt::kInfinite_ms)
        return WSAEINVAL;
    deadline_ns = nt::deadline_after(static_cast<std::uint32_t>(ms));
    return 0;
}

template<typename Info, typename Character>
int query(const Character* host, const Character* service, const Info* hints,
          const timeval* timeout, Delivery<Info> to) {
    if (const int code = check_delivery(to))
        return code;
    *to.list = nullptr;
    if (const int code = read_timeout(timeout, to.deadline_ns))
        return code;
    if (to.overlapped == nullptr && timeout == nullptr)
        return look_up(to.choice, host, service, hints, to.list);
    try {
        using Lookup = AddressLookup<Info, Character>;
        auto lookup = nt::Ref<Lookup>::adopt(new Lookup(host, service, hints));
        lookup->to = to;
        if (to.overlapped != nullptr)
            return start_in_background(std::move(lookup));
        lookup->start();
        const int code = lookup->await(to.deadline_ns);
        *to.list = lookup->take();
        return code;
    } catch (const std::bad_alloc&) {
        return WSA_NOT_ENOUGH_MEMORY;
    }
}

template<typename Info, typename Character>
int checked_query(DWORD name_space, const GUID* provider, const Character* host,
                  const Character* service, const Info* hints, const timeval* timeout,
                  Delivery<Info> to) {
    if (const int code = ws2::dispatch::refusal())
        return reported(code);
    if (const int code = check_provider(name_space, provider))
        return reported(code);
    to.choice = choice_of(name_space, provider);
    return reported(query(host, service, hints, timeout, to));
}

} // namespace

extern "C" {

INT WSAAPI GetAddrInfoExA(PCSTR pName, PCSTR pServiceName, DWORD dwNameSpace, LPGUID lpNspId,
                          const ADDRINFOEXA* hints, PADDRINFOEXA* ppResult, struct timeval* timeout,
                          LPOVERLAPPED lpOverlapped,
                          LPLOOKUPSERVICE_COMPLETION_ROUTINE lpCompletionRoutine,
                          LPHANDLE lpNameHandle) {
    return checked_query<ADDRINFOEXA>(
        dwNameSpace, lpNspId, pName, pServiceName, hints, timeout,
        {ppResult, lpOverlapped, lpCompletionRoutine, lpNameHandle, 0, {}});
}

INT WSAAPI GetAddrInfoExW(PCWSTR pName, PCWSTR pServiceName, DWORD dwNameSpace, LPGUID lpNspId,
                          const ADDRINFOEXW* hints, PADDRINFOEXW* ppResult, struct timeval* timeout,
                          LPOVERLAPPED lpOverlapped,
                          LPLOOKUPSERVICE_COMPLETION_ROUTINE lpCompletionRoutine,
                          LPHANDLE lpHandle) {
    return checked_query<ADDRINFOEXW>(
        dwNameSpace, lpNspId, pName, pServiceName, hints, timeout,
        {ppResult, lpOverlapped, lpCompletionRoutine, lpHandle, 0, {}});
}

// The end of a cancelled look-up is told as every end is, with WSA_E_CANCELLED.
INT WSAAPI GetAddrInfoExCancel(LPHANDLE lpHandle) {
    if (lpHandle == nullptr)
        return reported(WSA_INVALID_HANDLE);
    const nt::Pin pin(*lpHandle);
    auto* lookup = pin ? dynamic_cast<PendingLookup*>(pin.object()) : nullptr;
    if (lookup == nullptr)
        return reported(WSA_INVALID_HANDLE);
    lookup->give_up(WSA_E_CANCELLED);
    return 0;
}

INT WSAAPI GetAddrInfoExOverlappedResult(LPOVERLAPPED lpOverlapped) {
    if (lpOverlapped == nullptr)
        return reported(WSAEINVAL);
    if (!nt::is_complete(*lpOverlapped))
        return reported(WSAEINPROGRESS);
    return reported(nt::outcome_of(*lpOverlapped).error);
}

VOID WSAAPI FreeAddrInfoEx(PADDRINFOEXA pAddrInfoEx) {
    names::free_addresses(pAddrInfoEx);
}
VOID WSAAPI FreeAddrInfoExW(PADDRINFOEXW pAddrInfoEx) {
    names::free_addresses(pAddrInfoEx);
}
}
