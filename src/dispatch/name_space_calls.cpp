// Room dispatch: the calls of name-space providers, which leave their errors with the thread, and
// of their second version, which ends elsewhere.
#include "dispatch/guard.hpp"
#include "dispatch/name_space.hpp"
#include "nt/event.hpp"
#include "nt/handle.hpp"
#include "nt/last_error.hpp"
#include "nt/wait.hpp"

#include <atomic>
#include <cstdint>
#include <cstring>
#include <limits>

namespace ws2::dispatch {
namespace {

// The code of a routine, with the thread's error as it was before.
template<typename Function, typename... Arguments>
int code_of(Function function, Arguments... arguments) {
    const int before = nt::last_error();
    nt::set_last_error(0);
    const INT result = guarded(SOCKET_ERROR, function, arguments...);
    const int code = nt::last_error();
    nt::set_last_error(before);
    if (result == 0)
        return 0;
    return code != 0 ? code : WSASYSCALLFAILURE;
}

// One call of version 2 until its provider completes it.
class AsyncCall : public nt::Object {
public:
    AsyncCall()
        : Object(nt::Kind::other), done_(nt::Ref<nt::Event>::adopt(new nt::Event(true, false))) {}

    void complete(int code) noexcept {
        int open = -1;
        if (code_.compare_exchange_strong(open, code))
            done_->set();
    }
    int await() {
        nt::wait_one(*done_, nt::deadline_after(INFINITE), false);
        return code_.load();
    }

private:
    std::atomic<int> code_{-1};
    nt::Ref<nt::Event> done_;
};

template<typename Call>
int wait_for(Call call) {
    const auto pending = nt::Ref<AsyncCall>::adopt(new AsyncCall);
    const nt::Handle handle = nt::open_handle(*pending);
    if (handle == nullptr)
        return WSA_NOT_ENOUGH_MEMORY;
    const int before = nt::last_error();
    call(handle);
    nt::set_last_error(before);
    const int code = pending->await();
    nt::close_handle(handle);
    return code;
}

// For routines that return nothing; one that throws completes nothing, so its call would not end.
template<typename Function, typename... Arguments>
void guarded_void(Function function, HANDLE call, Arguments... arguments) {
    const auto routine = [&]() -> int {
        function(call, arguments...);
        return 0;
    };
    if (guarded(SOCKET_ERROR, routine) == SOCKET_ERROR)
        complete_async_call(call, SOCKET_ERROR, WSASYSCALLFAILURE);
}

WSAQUERYSET2W version_2(const WSAQUERYSETW& from) {
    return {sizeof(WSAQUERYSET2W),  from.lpszServiceInstanceName,
            from.lpVersion,         from.lpszComment,
            from.dwNameSpace,       from.lpNSProviderId,
            from.lpszContext,       from.dwNumberOfProtocols,
            from.lpafpProtocols,    from.lpszQueryString,
            from.dwNumberOfCsAddrs, from.lpcsaBuffer,
            from.dwOutputFlags,     from.lpBlob};
}

// Version 1 has one field more. So the provider gets the buffer from behind that field's size on,
// and its structure's fields then move down; what they point to stays.
constexpr DWORD shift = sizeof(WSAQUERYSETW) - sizeof(WSAQUERYSET2W);

void to_version_1(const WSAQUERYSET2W& from, WSAQUERYSETW* out) {
    const WSAQUERYSETW to = {sizeof to,
                             from.lpszServiceInstanceName,
                             nullptr,
                             from.lpVersion,
                             from.lpszComment,
                             from.dwNameSpace,
                             from.lpNSProviderId,
                             from.lpszContext,
                             from.dwNumberOfProtocols,
                             from.lpafpProtocols,
                             from.lpszQueryString,
                             from.dwNumberOfCsAddrs,
                             from.lpcsaBuffer,
                             from.dwOutputFlags,
                             from.lpBlob};
    std::memcpy(static_cast<void*>(out), &to, sizeof to);
}

int next_of_version_2(const NameSpaceProvider& provider, HANDLE lookup, DWORD flags, DWORD& octets,
                      WSAQUERYSETW* results) {
    DWORD room = octets < shift || results == nullptr ? 0 : octets - shift;
    auto* place = room == 0
                      ? nullptr
                      : reinterpret_cast<WSAQUERYSET2W*>(reinterpret_cast<char*>(results) + shift);
    // The provider may complete from another thread at any time: `room` lives until it did.
    const int code = wait_for([&](HANDLE call) {
        guarded_void(provider.table_2.NSPv2LookupServiceNextEx, call, lookup, flags, &room, place);
    });
    if (code == WSAEFAULT)
        octets = room + shift;
    if (code == 0 && place != nullptr) {
        WSAQUERYSET2W made;
        std::memcpy(&made, place, sizeof made);
        to_version_1(made, results);
    }
    return code;
}

} // namespace

int lookup_begin(const NameSpaceProvider& provider, WSAQUERYSETW& query, WSASERVICECLASSINFOW* info,
                 DWORD flags, HANDLE& lookup) {
    GUID id = provider.id;
    if (!provider.is_version_2)
        return code_of(provider.table.NSPLookupServiceBegin, &id, &query, info, flags, &lookup);
    WSAQUERYSET2W asked = version_2(query);
    return code_of(provider.table_2.NSPv2LookupServiceBegin, &id, &asked, flags,
                   provider.client_session, &lookup);
}

int lookup_next(const NameSpaceProvider& provider, HANDLE lookup, DWORD flags, DWORD& octets,
                WSAQUERYSETW* results) {
    return provider.is_version_2
               ? next_of_version_2(provider, lookup, flags, octets, results)
               : code_of(provider.table.NSPLookupServiceNext, lookup, flags, &octets, results);
}

int lookup_end(const NameSpaceProvider& provider, HANDLE lookup) {
    return provider.is_version_2 ? code_of(provider.table_2.NSPv2LookupServiceEnd, lookup)
                                 : code_of(provider.table.NSPLookupServiceEnd, lookup);
}

int set_service(const NameSpaceProvider& provider, WSASERVICECLASSINFOW* info,
                WSAQUERYSETW& service, WSAESETSERVICEOP operation, DWORD flags) {
    GUID id = provider.id;
    if (!provider.is_version_2)
        return code_of(provider.table.NSPSetService, &id, info, &service, operation, flags);
    if (provider.table_2.NSPv2SetServiceEx == nullptr)
        return WSAEOPNOTSUPP;
    WSAQUERYSET2W told = version_2(service);
    return wait_for([&](HANDLE call) {
        guarded_void(provider.table_2.NSPv2SetServiceEx, call, &id, &told, operation, flags,
                     provider.client_session);
    });
}

int install_class(const NameSpaceProvider& provider, WSASERVICECLASSINFOW& info) {
    GUID id = provider.id;
    return provider.is_version_2 ? WSAEOPNOTSUPP
                                 : code_of(provider.table.NSPInstallServiceClass, &id, &info);
}

int remove_class(const NameSpaceProvider& provider, GUID& id) {
    GUID own = provider.id;
    return provider.is_version_2 ? WSAEOPNOTSUPP
                                 : code_of(provider.table.NSPRemoveServiceClass, &own, &id);
}

int class_info(const NameSpaceProvider& provider, DWORD& octets, WSASERVICECLASSINFOW* info) {
    GUID id = provider.id;
    return provider.is_version_2
               ? WSAEOPNOTSUPP
               : code_of(provider.table.NSPGetServiceClassInfo, &id, &octets, info);
}

int name_space_ioctl(const NameSpaceProvider& provider, HANDLE lookup, DWORD code, LPVOID in,
                     DWORD in_octets, LPVOID out, DWORD out_octets, DWORD& returned,
                     LPWSACOMPLETION completion, LPWSATHREADID thread) {
    if (provider.is_version_2 || provider.table.NSPIoctl == nullptr)
        return WSAEOPNOTSUPP;
    return code_of(provider.table.NSPIoctl, lookup, code, in, in_octets, out, out_octets, &returned,
                   completion, thread);
}

int complete_async_call(HANDLE call, INT result, int error) noexcept {
    const nt::Pin pin(call);
    auto* pending = pin ? dynamic_cast<AsyncCall*>(pin.object()) : nullptr;
    if (pending == nullptr)
        return WSA_INVALID_HANDLE;
    if (result == 0)
        error = 0;
    else if (error == 0)
        error = WSASYSCALLFAILURE;
    pending->complete(error);
    return 0;
}

} // namespace ws2::dispatch
