// Room win32: errno by Microsoft's names, and what is done about an invalid parameter.
#include "win32/crt_invalid.hpp"

#include "win32/call.hpp"

#include <atomic>
#include <cerrno>
#include <ws2/crt_stdlib.h>

namespace {

std::atomic<_invalid_parameter_handler> handler{nullptr};
std::atomic<int> error_mode{_OUT_TO_DEFAULT};
std::atomic<unsigned> abort_behavior{_WRITE_ABORT_MSG};

} // namespace

namespace ws2::win32 {

int refuse_parameter(int error) noexcept {
    if (const _invalid_parameter_handler call = handler.load())
        call(nullptr, nullptr, nullptr, 0, 0);
    return errno = error;
}

} // namespace ws2::win32

extern "C" {

_invalid_parameter_handler
_set_invalid_parameter_handler(_invalid_parameter_handler wanted) noexcept {
    return handler.exchange(wanted);
}

_invalid_parameter_handler _get_invalid_parameter_handler() noexcept {
    return handler.load();
}

int _set_error_mode(int mode) noexcept {
    constexpr int report_mode = 3; // asks only
    if (mode == report_mode)
        return error_mode.load();
    if (mode < _OUT_TO_DEFAULT || mode > report_mode) {
        ws2::win32::refuse_parameter(EINVAL);
        return -1;
    }
    return error_mode.exchange(mode);
}

unsigned _set_abort_behavior(unsigned flags, unsigned mask) noexcept {
    unsigned before = abort_behavior.load();
    while (!abort_behavior.compare_exchange_weak(before, (before & ~mask) | (flags & mask))) {
    }
    return before;
}

unsigned* __doserrno() noexcept {
    thread_local unsigned error;
    error = errno == 0 ? 0 : static_cast<unsigned>(ws2::win32::windows_error(errno));
    return &error;
}

errno_t _get_errno(int* value) noexcept {
    if (value == nullptr)
        return EINVAL;
    *value = errno;
    return 0;
}

errno_t _set_errno(int value) noexcept {
    errno = value;
    return 0;
}

errno_t _get_doserrno(unsigned* value) noexcept {
    if (value == nullptr)
        return EINVAL;
    *value = *__doserrno();
    return 0;
}
}
