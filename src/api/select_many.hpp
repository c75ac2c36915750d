// Room api: select over sockets of several providers.
//
// Windows demands sockets of one provider; this is an extension. Each provider is asked with a zero
// timeout, so a result is whole; while none has anything ready the wait goes round the providers in
// slices of 1 to 10 ms, which bounds how late another provider's socket is noticed.
#pragma once

#include "api/call.hpp"

#include <span>

namespace ws2::api {

// The sets of one select call, any of which may be null.
struct Sets {
    fd_set* set[3]; // readable, writable, exceptional
};

// The sockets of a set; larger sets than this library's FD_SETSIZE are legal.
inline std::span<const SOCKET> sockets_of(const fd_set& set) {
    const SOCKET* first = set.fd_array;
    return {first, set.fd_count};
}

// What WSPSelect would return for all of them. Sets are changed on success alone. Throws
// std::bad_alloc with the sets untouched.
int select_many(const Sets& sets, const timeval* timeout);

} // namespace ws2::api
