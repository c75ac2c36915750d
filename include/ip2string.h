/* ip2string.h - IP addresses as text, RtlIpv4AddressToString and its kin: mstcpip.h. */
#include "winsock2.h"
#include "mstcpip.h"
