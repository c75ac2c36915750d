// Room api: how a kernel32 call ends: TRUE, or FALSE and the last error.
#pragma once

#include "nt/last_error.hpp"

#include <winbase.h>

namespace ws2::api {

// `error` 0 is success, which leaves the last error alone.
inline BOOL windows_result(int error) noexcept {
    if (error == 0)
        return TRUE;
    nt::set_last_error(error);
    return FALSE;
}

template<typename T>
T windows_failure(int error, T value) noexcept {
    nt::set_last_error(error);
    return value;
}

// GetCurrentProcess and GetCurrentThread are constants, not handles of the table.
inline HANDLE current_process() noexcept {
    return reinterpret_cast<HANDLE>(LONG_PTR{-1});
}
inline HANDLE current_thread() noexcept {
    return reinterpret_cast<HANDLE>(LONG_PTR{-2});
}

} // namespace ws2::api
