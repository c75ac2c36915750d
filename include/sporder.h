/* sporder.h - the order of the catalog. Both calls take the whole list and return the error code
 * itself, 0 on success. */
#ifndef __SPORDER_H__
#define __SPORDER_H__
#include "ws2spi.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef int(WSPAPI* LPWSCWRITEPROVIDERORDER)(LPDWORD lpwdCatalogEntryId, DWORD dwNumberOfEntries);
typedef int(WSPAPI* LPWSCWRITENAMESPACEORDER)(LPGUID lpProviderId, DWORD dwNumberOfEntries);

WINSOCK_API_LINKAGE int WSPAPI WSCWriteProviderOrder(LPDWORD lpwdCatalogEntryId,
                                                     DWORD dwNumberOfEntries);
WINSOCK_API_LINKAGE int WSPAPI WSCWriteNameSpaceOrder(LPGUID lpProviderId, DWORD dwNumberOfEntries);
WINSOCK_API_LINKAGE int WSPAPI WSCWriteProviderOrder32(LPDWORD lpwdCatalogEntryId,
                                                       DWORD dwNumberOfEntries);
WINSOCK_API_LINKAGE int WSPAPI WSCWriteNameSpaceOrder32(LPGUID lpProviderId,
                                                        DWORD dwNumberOfEntries);

#ifdef __cplusplus
}
#endif

#endif
