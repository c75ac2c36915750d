// Room api: queries over name-space providers. All that a query means answer it, one after the
// other, behind one handle.
#include "api/lookup_service.hpp"

#include "api/call.hpp"
#include "api/service_class.hpp"
#include "catalog/guid.hpp"
#include "names/packed_query.hpp"
#include "nt/handle.hpp"

#include <new>

namespace ws2::api {
namespace {

// Names a code that the loop of `next` treats alike.
int ended_alike(int code) {
    return code == WSAENOMORE ? WSA_E_NO_MORE : code;
}

} // namespace

Lookup::~Lookup() {
    end();
}

int Lookup::begin(WSAQUERYSETW& query, DWORD flags) {
    if (query.dwSize < sizeof query || query.lpServiceClassId == nullptr)
        return WSAEINVAL;
    const auto entries = dispatch::name_spaces_for(query.lpNSProviderId, query.dwNameSpace);
    if (entries.empty())
        return query.lpNSProviderId != nullptr ? WSAEINVAL : WSASERVICE_NOT_FOUND;
    KnownClass known(*query.lpServiceClassId);
    int first_code = 0;
    for (const catalog::NameSpace* entry : entries) {
        const auto provider = dispatch::start_name_space(*entry);
        HANDLE handle = nullptr;
        const int code =
            provider ? dispatch::lookup_begin(*provider.value, query, known.get(), flags, handle)
                     : provider.error;
        if (code == 0)
            asked_.push_back({provider.value, handle});
        else if (first_code == 0)
            first_code = code;
    }
    return asked_.empty() ? first_code : 0;
}

// One result, or the code that ends the whole.
int Lookup::next(DWORD flags, DWORD& octets, WSAQUERYSETW* results) {
    for (;;) {
        Asked asked{};
        {
            const std::lock_guard lock(mutex_);
            if (ended_)
                return WSA_E_CANCELLED;
            if (position_ >= asked_.size())
                return gave_one_ || first_code_ == 0 ? WSA_E_NO_MORE
                                                     : std::exchange(first_code_, 0);
            asked = asked_[position_];
        }
        const DWORD room = octets;
        const int code = ended_alike(
            dispatch::lookup_next(*asked.provider, asked.handle, flags, octets, results));
        const std::lock_guard lock(mutex_);
        if (ended_)
            return WSA_E_CANCELLED;
        gave_one_ = gave_one_ || code == 0;
        if (code == 0 || code == WSAEFAULT)
            return code;
        octets = room;
        if (code != WSA_E_NO_MORE && first_code_ == 0)
            first_code_ = code;
        if (position_ < asked_.size() && asked_[position_].handle == asked.handle)
            ++position_;
    }
}

int Lookup::next(DWORD flags, names::Storage& result) {
    constexpr DWORD usual = 2048;
    if (names::octets(result) < usual)
        names::make_room(result, usual);
    for (;;) {
        auto room = static_cast<DWORD>(names::octets(result));
        const int code = next(flags, room, reinterpret_cast<WSAQUERYSETW*>(result.data()));
        if (code != WSAEFAULT || room <= names::octets(result)) // it would say so for ever
            return code;
        names::make_room(result, room);
        flags &= ~static_cast<DWORD>(LUP_FLUSHPREVIOUS);
    }
}

// A result that did not fit in its narrow form is kept for the next try.
int Lookup::next(DWORD flags, DWORD& octets, WSAQUERYSETA* results) {
    const std::lock_guard one_at_a_time(narrow_mutex_);
    if ((flags & LUP_FLUSHPREVIOUS) != 0)
        has_kept_ = false;
    if (!has_kept_) {
        if (const int code = next(flags, kept_))
            return code;
        has_kept_ = true;
    }
    const auto& from = *reinterpret_cast<const WSAQUERYSETW*>(kept_.data());
    const std::size_t need = names::pack(from, results, octets);
    if (results == nullptr || need > octets) {
        octets = static_cast<DWORD>(need);
        return WSAEFAULT;
    }
    has_kept_ = false;
    return 0;
}

int Lookup::end() {
    std::vector<Asked> open;
    {
        const std::lock_guard lock(mutex_);
        if (ended_)
            return WSA_INVALID_HANDLE;
        ended_ = true;
        open = asked_;
    }
    int first_code = 0;
    for (const Asked& each : open) {
        const int code = dispatch::lookup_end(*each.provider, each.handle);
        if (first_code == 0)
            first_code = code;
    }
    return first_code;
}

int Lookup::ioctl(const Ioctl& asked, LPWSACOMPLETION completion, LPWSATHREADID thread) {
    std::vector<Asked> open;
    {
        const std::lock_guard lock(mutex_);
        open = asked_;
    }
    int code = WSAEOPNOTSUPP;
    for (const Asked& each : open) {
        code = dispatch::name_space_ioctl(*each.provider, each.handle, asked.code, asked.in,
                                          asked.in_octets, asked.out, asked.out_octets,
                                          *asked.returned, completion, thread);
        if (code != WSAEOPNOTSUPP)
            break;
    }
    return code;
}

namespace {

int begin(WSAQUERYSETW& query, DWORD flags, LPHANDLE out) {
    const auto lookup = nt::Ref<Lookup>::adopt(new Lookup);
    if (const int code = lookup->begin(query, flags))
        return code;
    *out = nt::open_handle(*lookup);
    return *out == nullptr ? WSA_NOT_ENOUGH_MEMORY : 0;
}

// Calls `use(lookup)` while the handle's object is held.
template<typename Use>
int with(HANDLE handle, Use use) {
    const nt::Pin pin(handle);
    auto* lookup = pin ? dynamic_cast<Lookup*>(pin.object()) : nullptr;
    return lookup == nullptr ? WSA_INVALID_HANDLE : use(*lookup);
}

template<typename Set>
int next(HANDLE handle, DWORD flags, LPDWORD octets, Set* results) noexcept {
    return guarded_call([&] {
        if (octets == nullptr)
            return WSAEFAULT;
        return with(handle, [&](Lookup& lookup) { return lookup.next(flags, *octets, results); });
    });
}

} // namespace
} // namespace ws2::api

using namespace ws2;
using namespace ws2::api;

extern "C" {

INT WSAAPI WSALookupServiceBeginW(LPWSAQUERYSETW lpqsRestrictions, DWORD dwControlFlags,
                                  LPHANDLE lphLookup) {
    return guarded_call([&] {
        return lpqsRestrictions == nullptr || lphLookup == nullptr
                   ? WSAEFAULT
                   : begin(*lpqsRestrictions, dwControlFlags, lphLookup);
    });
}

INT WSAAPI WSALookupServiceBeginA(LPWSAQUERYSETA lpqsRestrictions, DWORD dwControlFlags,
                                  LPHANDLE lphLookup) {
    return guarded_call([&] {
        if (lpqsRestrictions == nullptr || lphLookup == nullptr)
            return WSAEFAULT;
        names::WideQuery query(*lpqsRestrictions);
        return begin(*query.get(), dwControlFlags, lphLookup);
    });
}

INT WSAAPI WSALookupServiceNextW(HANDLE hLookup, DWORD dwControlFlags, LPDWORD lpdwBufferLength,
                                 LPWSAQUERYSETW lpqsResults) {
    return next(hLookup, dwControlFlags, lpdwBufferLength, lpqsResults);
}

INT WSAAPI WSALookupServiceNextA(HANDLE hLookup, DWORD dwControlFlags, LPDWORD lpdwBufferLength,
                                 LPWSAQUERYSETA lpqsResults) {
    return next(hLookup, dwControlFlags, lpdwBufferLength, lpqsResults);
}

INT WSAAPI WSALookupServiceEnd(HANDLE hLookup) {
    return guarded_call([&] {
        const int code = with(hLookup, [](Lookup& lookup) { return lookup.end(); });
        if (code != WSA_INVALID_HANDLE)
            nt::close_handle(hLookup);
        return code;
    });
}

INT WSAAPI WSANSPIoctl(HANDLE hLookup, DWORD dwControlCode, LPVOID lpvInBuffer, DWORD cbInBuffer,
                       LPVOID lpvOutBuffer, DWORD cbOutBuffer, LPDWORD lpcbBytesReturned,
                       LPWSACOMPLETION lpCompletion) {
    return guarded_call([&] {
        if (lpcbBytesReturned == nullptr)
            return WSAEFAULT;
        const nt::ThreadKey key = nt::current_thread_key();
        WSATHREADID thread{key.handle, key.serial};
        const Lookup::Ioctl asked{dwControlCode, lpvInBuffer, cbInBuffer,
                                  lpvOutBuffer,  cbOutBuffer, lpcbBytesReturned};
        return with(hLookup,
                    [&](Lookup& lookup) { return lookup.ioctl(asked, lpCompletion, &thread); });
    });
}
}
