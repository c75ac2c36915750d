// Room win32: the calls of serial ports, which refuse.
#include "win32/call.hpp"

#include <winbase.h>

using ws2::win32::outcome;

extern "C" {

BOOL WINAPI GetCommState(HANDLE, LPDCB) {
    return outcome(ERROR_NOT_SUPPORTED);
}
BOOL WINAPI SetCommState(HANDLE, LPDCB) {
    return outcome(ERROR_NOT_SUPPORTED);
}
BOOL WINAPI GetCommTimeouts(HANDLE, LPCOMMTIMEOUTS) {
    return outcome(ERROR_NOT_SUPPORTED);
}
BOOL WINAPI SetCommTimeouts(HANDLE, LPCOMMTIMEOUTS) {
    return outcome(ERROR_NOT_SUPPORTED);
}
BOOL WINAPI PurgeComm(HANDLE, DWORD) {
    return outcome(ERROR_NOT_SUPPORTED);
}
BOOL WINAPI SetCommBreak(HANDLE) {
    return outcome(ERROR_NOT_SUPPORTED);
}
BOOL WINAPI ClearCommBreak(HANDLE) {
    return outcome(ERROR_NOT_SUPPORTED);
}
}
