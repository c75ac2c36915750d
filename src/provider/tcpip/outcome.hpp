// Room provider_tcpip: how an entry point says what came of it.
#pragma once

#include "base/result.hpp"

#include <ws2spi.h>

namespace ws2::provider::tcpip {

// SOCKET_ERROR, with the code where the caller wants it.
inline int fail(LPINT lpErrno, int code) noexcept {
    if (lpErrno != nullptr)
        *lpErrno = code;
    return SOCKET_ERROR;
}

inline SOCKET fail_socket(LPINT lpErrno, int code) noexcept {
    fail(lpErrno, code);
    return INVALID_SOCKET;
}

inline int finish(LPINT lpErrno, const base::Result<void>& result) noexcept {
    return result ? 0 : fail(lpErrno, result.error);
}

} // namespace ws2::provider::tcpip
