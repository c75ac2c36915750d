// Room api: what all entry points are made of: check, find, jump.
//
//     const dispatch::Provider* p = serving(s);      // or the thread's error is set
//     return p == nullptr ? SOCKET_ERROR : jump(SOCKET_ERROR, p->table.lpWSPListen, s, backlog);
#pragma once

#include "dispatch/guard.hpp"
#include "dispatch/inherited.hpp"
#include "dispatch/session.hpp"
#include "nt/last_error.hpp"
#include "nt/thread.hpp"

#include <winsock2.h>
#include <ws2spi.h>

namespace ws2::api {

template<typename Result>
[[gnu::cold]] Result fail(Result result, int code) noexcept {
    nt::set_last_error(code);
    return result;
}

// 0 or SOCKET_ERROR for a code that is 0 or the thread's error to be.
inline int outcome(int code) noexcept {
    return code == 0 ? 0 : fail(SOCKET_ERROR, code);
}

// The provider that answers for the socket; null, and the thread's error set, if Winsock is not
// started or the value is no socket.
inline const dispatch::Provider* serving(SOCKET s) noexcept {
    if (const int code = dispatch::refusal()) [[unlikely]]
        return fail<const dispatch::Provider*>(nullptr, code);
    const dispatch::Provider* provider = dispatch::find_provider(s);
    if (provider == nullptr) [[unlikely]]
        return fail<const dispatch::Provider*>(nullptr, WSAENOTSOCK);
    return provider;
}

// Calls a slot of a provider's table; `failure` is what the slot returns when it failed. Its error
// becomes the thread's. A provider that names none, or throws, gives WSASYSCALLFAILURE.
template<typename Result, typename Function, typename... Arguments>
inline Result jump(Result failure, Function function, Arguments... arguments) {
    int error = 0;
    const Result result = dispatch::guarded(failure, function, arguments..., &error);
    if (result == failure) [[unlikely]]
        nt::set_last_error(error != 0 ? error : WSASYSCALLFAILURE);
    return result;
}

// The calling thread, for a call that may end in a completion routine; null for all others.
class CallingThread {
public:
    CallingThread(LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) noexcept {
        if (overlapped == nullptr || routine == nullptr)
            return;
        const nt::ThreadKey key = nt::current_thread_key();
        id_ = {key.handle, key.serial};
        known_ = true;
    }
    LPWSATHREADID get() noexcept { return known_ ? &id_ : nullptr; }

private:
    WSATHREADID id_;
    bool known_ = false;
};

} // namespace ws2::api
