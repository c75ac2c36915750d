// Room api: what installers hand over, copied out of their memory before anything else is done.
#pragma once

#include "base/result.hpp"

#include <new>
#include <string>
#include <vector>
#include <ws2spi.h>

namespace ws2::api {

// All may throw std::bad_alloc. WSAEFAULT for memory that is not there.
base::Result<GUID> guid_of(const GUID* user);
// Cut after MAX_PATH units, which is one too many for a path.
base::Result<std::u16string> path_of(const WCHAR* user);
// WSAENOBUFS for more than any catalog can hold.
base::Result<std::vector<WSAPROTOCOL_INFOW>> entries_of(const WSAPROTOCOL_INFOW* user, DWORD count);
base::Result<std::vector<DWORD>> ids_of(const DWORD* user, DWORD count);

// 0, or SOCKET_ERROR with the code where the caller wants it. A place for the code that is not
// there is WSAEFAULT, which then nobody learns.
int report(LPINT error, int code) noexcept;

// Runs a function that returns a code; nothing it throws gets out.
template<typename Call>
int guarded_code(Call call) noexcept {
    try {
        return call();
    } catch (const std::bad_alloc&) {
        return WSA_NOT_ENOUGH_MEMORY;
    } catch (...) {
        return WSANO_RECOVERY;
    }
}

} // namespace ws2::api
