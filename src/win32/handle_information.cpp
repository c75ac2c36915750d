// Room win32: handle flags, on objects and on descriptors. No object reaches a program that this
// one starts, so HANDLE_FLAG_INHERIT is kept for objects and means something for descriptors only.
#include "win32/handle_information.hpp"

#include "kernel/inheritance.hpp"
#include "nt/handle_flags.hpp"
#include "win32/descriptor.hpp"

#include <winbase.h>

namespace ws2::win32 {
namespace {

constexpr DWORD kKnown = HANDLE_FLAG_INHERIT | HANDLE_FLAG_PROTECT_FROM_CLOSE;

int change_of_descriptor(int descriptor, DWORD mask, DWORD flags) noexcept {
    if (mask & flags & HANDLE_FLAG_PROTECT_FROM_CLOSE)
        return ERROR_NOT_SUPPORTED;
    bool inherited = false;
    if (!kernel::get_inherited(descriptor, &inherited))
        return ERROR_INVALID_HANDLE;
    if (!(mask & HANDLE_FLAG_INHERIT))
        return 0;
    return kernel::set_inherited(descriptor, flags & HANDLE_FLAG_INHERIT) ? 0
                                                                          : ERROR_INVALID_HANDLE;
}

} // namespace

int read_handle_flags(HANDLE handle, DWORD* flags) noexcept {
    if (nt::is_table_handle(handle))
        return nt::change_handle_flags(handle, 0, 0, flags);
    bool inherited = false;
    if (!kernel::get_inherited(descriptor_of(handle), &inherited))
        return ERROR_INVALID_HANDLE;
    *flags = inherited ? HANDLE_FLAG_INHERIT : 0;
    return 0;
}

int change_handle_flags(HANDLE handle, DWORD mask, DWORD flags) noexcept {
    if (mask & ~kKnown)
        return ERROR_INVALID_PARAMETER;
    DWORD now = 0;
    if (nt::is_table_handle(handle))
        return nt::change_handle_flags(handle, mask, flags, &now);
    return change_of_descriptor(descriptor_of(handle), mask, flags);
}

} // namespace ws2::win32
