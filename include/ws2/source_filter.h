/* ws2/source_filter.h - multicast source filters, after RFC 3678. Part of ws2tcpip.h.
 *
 * They are WSAIoctl in other words: SOCKET_ERROR on failure, the counts are of addresses. */
#ifndef WS2_SOURCE_FILTER_H
#define WS2_SOURCE_FILTER_H
#include "winsock2.h"
#include "ws2ipdef.h"
#include <stdlib.h>
#include <string.h>

static inline int setipv4sourcefilter(SOCKET Socket, IN_ADDR Interface, IN_ADDR Group,
                                      MULTICAST_MODE_TYPE FilterMode, ULONG SourceCount,
                                      const IN_ADDR* SourceList) {
    DWORD size = (DWORD)IP_MSFILTER_SIZE(SourceCount);
    DWORD returned = 0;
    int error;
    IP_MSFILTER* filter =
        (IP_MSFILTER*)calloc(1, size < sizeof(IP_MSFILTER) ? sizeof(IP_MSFILTER) : size);
    if (filter == NULL) {
        WSASetLastError(WSAENOBUFS);
        return SOCKET_ERROR;
    }
    filter->imsf_multiaddr = Group;
    filter->imsf_interface = Interface;
    filter->imsf_fmode = FilterMode;
    filter->imsf_numsrc = SourceCount;
    if (SourceCount > 0)
        memcpy(filter->imsf_slist, SourceList, SourceCount * sizeof(IN_ADDR));
    error = WSAIoctl(Socket, SIOCSIPMSFILTER, filter, size, NULL, 0, &returned, NULL, NULL);
    free(filter);
    return error;
}

/* *SourceCount: room in the list, then how many sources the filter has. */
static inline int getipv4sourcefilter(SOCKET Socket, IN_ADDR Interface, IN_ADDR Group,
                                      MULTICAST_MODE_TYPE* FilterMode, ULONG* SourceCount,
                                      IN_ADDR* SourceList) {
    DWORD size = (DWORD)IP_MSFILTER_SIZE(*SourceCount);
    DWORD returned = 0;
    int error;
    IP_MSFILTER* filter =
        (IP_MSFILTER*)calloc(1, size < sizeof(IP_MSFILTER) ? sizeof(IP_MSFILTER) : size);
    if (filter == NULL) {
        WSASetLastError(WSAENOBUFS);
        return SOCKET_ERROR;
    }
    filter->imsf_multiaddr = Group;
    filter->imsf_interface = Interface;
    filter->imsf_numsrc = *SourceCount;
    error = WSAIoctl(Socket, SIOCGIPMSFILTER, filter, size, filter, size, &returned, NULL, NULL);
    if (error == 0) {
        ULONG copied = filter->imsf_numsrc < *SourceCount ? filter->imsf_numsrc : *SourceCount;
        if (copied > 0)
            memcpy(SourceList, filter->imsf_slist, copied * sizeof(IN_ADDR));
        *SourceCount = filter->imsf_numsrc;
        *FilterMode = filter->imsf_fmode;
    }
    free(filter);
    return error;
}

#endif
