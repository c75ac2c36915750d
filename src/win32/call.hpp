// Room win32: how a call of Windows' ends: a value, or a failure value and the last error.
#pragma once

#include "nt/last_error.hpp"

#include <exception>
#include <minwindef.h>
#include <new>
#include <winerror.h>

namespace ws2::win32 {

template<typename T>
[[gnu::cold]] T failure(int error, T value) noexcept {
    nt::set_last_error(error);
    return value;
}

// `error` 0 is success, which leaves the last error alone.
inline BOOL outcome(int error) noexcept {
    return error == 0 ? TRUE : failure(error, FALSE);
}

// The ERROR_ code of an errno.
int windows_error(int error) noexcept;
// Sets the last error from errno.
int fail_errno() noexcept;

// Runs the body of an exported function: no exception leaves it.
template<typename T, typename Body>
T contained(T failed, Body&& body) {
    try {
        return body();
    } catch (const std::bad_alloc&) {
        return failure(ERROR_NOT_ENOUGH_MEMORY, failed);
    } catch (const std::exception&) {
        return failure(ERROR_GEN_FAILURE, failed);
    }
}

} // namespace ws2::win32
