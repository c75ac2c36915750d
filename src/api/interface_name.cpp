// Room api: interfaces by index and by name.
#include "names/host.hpp"

#include <netioapi.h>

extern "C" {

NET_IFINDEX WINAPI if_nametoindex(PCSTR InterfaceName) {
    return ws2::names::interface_index(InterfaceName);
}

PCHAR WINAPI if_indextoname(NET_IFINDEX InterfaceIndex, PCHAR InterfaceName) {
    constexpr int room = NDIS_IF_MAX_STRING_SIZE + 1;
    return ws2::names::interface_name(InterfaceIndex, InterfaceName, room) ? InterfaceName
                                                                           : nullptr;
}
}
