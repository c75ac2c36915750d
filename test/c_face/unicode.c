/* test/c_face: UNICODE chooses the wide forms. */
#define UNICODE 1
#define _UNICODE 1
#include "everything.h"
#include <assert.h>
static_assert(sizeof(WSAPROTOCOL_INFO) == 628 && sizeof(TCHAR) == 2, "wide forms");
const TCHAR c_face_text[] = TEXT("wide");
SOCKET(WSAAPI* const c_face_socket)
(int, int, int, LPWSAPROTOCOL_INFOW, GROUP, DWORD) = WSASocket;
INT(WSAAPI* const c_face_names)
(PCWSTR, PCWSTR, const ADDRINFOW*, PADDRINFOW*) = GetAddrInfo;
