// Room api: what the headers promise and nobody serves yet. Every such call is exported, so that
// programs link, and refuses with a code that its page documents; none pretends to have worked.
#pragma once

#include "api/call.hpp"

namespace ws2::api {

// For calls that leave their error with the thread: WSANOTINITIALISED before WSAStartup.
template<typename Result = int>
Result not_supported(int code = WSAEOPNOTSUPP, Result failure = SOCKET_ERROR) noexcept {
    const int refusal = dispatch::refusal();
    return fail(failure, refusal != 0 ? refusal : code);
}

} // namespace ws2::api
