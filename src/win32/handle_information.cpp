// Room win32: GetHandleInformation and SetHandleInformation, on objects and on sockets. No object
// reaches a program that this one starts, so HANDLE_FLAG_INHERIT is kept for objects and means
// something for sockets only.
#include "kernel/inheritance.hpp"
#include "nt/handle_flags.hpp"
#include "win32/call.hpp"
#include "win32/descriptor.hpp"

#include <winbase.h>

namespace kernel = ws2::kernel;
namespace nt = ws2::nt;
using ws2::win32::descriptor_of;
using ws2::win32::outcome;

namespace {

constexpr DWORD kKnown = HANDLE_FLAG_INHERIT | HANDLE_FLAG_PROTECT_FROM_CLOSE;

int set_of_descriptor(int descriptor, DWORD mask, DWORD flags) noexcept {
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

BOOL WINAPI GetHandleInformation(HANDLE hObject, LPDWORD lpdwFlags) {
    if (nt::is_table_handle(hObject))
        return outcome(nt::change_handle_flags(hObject, 0, 0, lpdwFlags));
    bool inherited = false;
    if (!kernel::get_inherited(descriptor_of(hObject), &inherited))
        return outcome(ERROR_INVALID_HANDLE);
    *lpdwFlags = inherited ? HANDLE_FLAG_INHERIT : 0;
    return TRUE;
}

BOOL WINAPI SetHandleInformation(HANDLE hObject, DWORD dwMask, DWORD dwFlags) {
    if (dwMask & ~kKnown)
        return outcome(ERROR_INVALID_PARAMETER);
    DWORD now = 0;
    if (nt::is_table_handle(hObject))
        return outcome(nt::change_handle_flags(hObject, dwMask, dwFlags, &now));
    return outcome(set_of_descriptor(descriptor_of(hObject), dwMask, dwFlags));
}
