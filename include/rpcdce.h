/* rpcdce.h - of remote procedure calls, the making and comparing of UUIDs. */
#ifndef __RPCDCE_H__
#define __RPCDCE_H__
#include "guiddef.h"
#include "windef.h"

typedef LONG RPC_STATUS;
typedef unsigned char* RPC_CSTR;
typedef unsigned short* RPC_WSTR;
#define RPC_S_OK 0
#define RPC_S_INVALID_STRING_UUID 1705
#define RPC_S_UUID_LOCAL_ONLY 1824
#define RPC_ENTRY

#ifdef __cplusplus
extern "C" {
#endif

/* A random UUID (version 4). */
WINBASEAPI RPC_STATUS RPC_ENTRY UuidCreate(UUID* Uuid);
/* By time and place (version 1). RPC_S_UUID_LOCAL_ONLY if no adapter has an address of its own. */
WINBASEAPI RPC_STATUS RPC_ENTRY UuidCreateSequential(UUID* Uuid);
WINBASEAPI RPC_STATUS RPC_ENTRY UuidToStringA(const UUID* Uuid, RPC_CSTR* StringUuid);
WINBASEAPI RPC_STATUS RPC_ENTRY UuidFromStringA(RPC_CSTR StringUuid, UUID* Uuid);
WINBASEAPI RPC_STATUS RPC_ENTRY RpcStringFreeA(RPC_CSTR* String);
WINBASEAPI HRESULT WINAPI CoCreateGuid(GUID* pguid);

#ifdef __cplusplus
}
#endif

#ifndef UNICODE
#define UuidToString UuidToStringA
#define UuidFromString UuidFromStringA
#define RpcStringFree RpcStringFreeA
#endif

#endif
