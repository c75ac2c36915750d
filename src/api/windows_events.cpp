// Room api: events' states and the thread's error, as kernel32 has them.
#include "api/windows_result.hpp"
#include "nt/event.hpp"

namespace nt = ws2::nt;
using ws2::api::windows_result;

BOOL WINAPI SetEvent(HANDLE hEvent) {
    return windows_result(nt::set_event(hEvent));
}

BOOL WINAPI ResetEvent(HANDLE hEvent) {
    return windows_result(nt::reset_event(hEvent));
}

BOOL WINAPI PulseEvent(HANDLE hEvent) {
    return windows_result(nt::pulse_event(hEvent));
}

DWORD WINAPI GetLastError(VOID) {
    return static_cast<DWORD>(nt::last_error());
}

VOID WINAPI SetLastError(DWORD dwErrCode) {
    nt::set_last_error(static_cast<int>(dwErrCode));
}
