// Room api: the upcalls as exported functions, for who would rather call them by name. They are the
// table's own.
#include "dispatch/upcalls.hpp"

namespace {

const WSPUPCALLTABLE& upcalls() {
    static const WSPUPCALLTABLE table = ws2::dispatch::upcall_table();
    return table;
}

} // namespace

extern "C" {

BOOL WSPAPI WPUCloseEvent(WSAEVENT hEvent, LPINT lpErrno) {
    return upcalls().lpWPUCloseEvent(hEvent, lpErrno);
}

int WSPAPI WPUCloseSocketHandle(SOCKET s, LPINT lpErrno) {
    return upcalls().lpWPUCloseSocketHandle(s, lpErrno);
}

WSAEVENT WSPAPI WPUCreateEvent(LPINT lpErrno) {
    return upcalls().lpWPUCreateEvent(lpErrno);
}

SOCKET WSPAPI WPUCreateSocketHandle(DWORD dwCatalogEntryId, DWORD_PTR dwContext, LPINT lpErrno) {
    return upcalls().lpWPUCreateSocketHandle(dwCatalogEntryId, dwContext, lpErrno);
}

int WSPAPI WPUFDIsSet(SOCKET s, fd_set* fdset) {
    return upcalls().lpWPUFDIsSet(s, fdset);
}

int WSPAPI WPUGetProviderPath(LPGUID lpProviderId, WCHAR* lpszProviderDllPath,
                              LPINT lpProviderDllPathLen, LPINT lpErrno) {
    return upcalls().lpWPUGetProviderPath(lpProviderId, lpszProviderDllPath, lpProviderDllPathLen,
                                          lpErrno);
}

SOCKET WSPAPI WPUModifyIFSHandle(DWORD dwCatalogEntryId, SOCKET ProposedHandle, LPINT lpErrno) {
    return upcalls().lpWPUModifyIFSHandle(dwCatalogEntryId, ProposedHandle, lpErrno);
}

BOOL WSPAPI WPUPostMessage(HWND hWnd, UINT Msg, WPARAM wParam, LPARAM lParam) {
    return upcalls().lpWPUPostMessage(hWnd, Msg, wParam, lParam);
}

int WSPAPI WPUQueryBlockingCallback(DWORD dwCatalogEntryId, LPBLOCKINGCALLBACK* lplpfnCallback,
                                    PDWORD_PTR lpdwContext, LPINT lpErrno) {
    return upcalls().lpWPUQueryBlockingCallback(dwCatalogEntryId, lplpfnCallback, lpdwContext,
                                                lpErrno);
}

int WSPAPI WPUQuerySocketHandleContext(SOCKET s, PDWORD_PTR lpContext, LPINT lpErrno) {
    return upcalls().lpWPUQuerySocketHandleContext(s, lpContext, lpErrno);
}

int WSPAPI WPUQueueApc(LPWSATHREADID lpThreadId, LPWSAUSERAPC lpfnUserApc, DWORD_PTR dwContext,
                       LPINT lpErrno) {
    return upcalls().lpWPUQueueApc(lpThreadId, lpfnUserApc, dwContext, lpErrno);
}

BOOL WSPAPI WPUResetEvent(WSAEVENT hEvent, LPINT lpErrno) {
    return upcalls().lpWPUResetEvent(hEvent, lpErrno);
}

BOOL WSPAPI WPUSetEvent(WSAEVENT hEvent, LPINT lpErrno) {
    return upcalls().lpWPUSetEvent(hEvent, lpErrno);
}

int WSPAPI WPUOpenCurrentThread(LPWSATHREADID lpThreadId, LPINT lpErrno) {
    return upcalls().lpWPUOpenCurrentThread(lpThreadId, lpErrno);
}

int WSPAPI WPUCloseThread(LPWSATHREADID lpThreadId, LPINT lpErrno) {
    return upcalls().lpWPUCloseThread(lpThreadId, lpErrno);
}
}
