// Room provider_tcpip: what the library links in. Two catalog families over kernel sockets:
// wspm (Windows CE's default provider) and msafd (the desktop's).
#pragma once

#include <span>
#include <ws2spi.h>

namespace ws2::provider::tcpip {

// What a shared object would export as WSPStartup.
int WSPAPI wspm_startup(WORD wVersionRequested, LPWSPDATA lpWSPData,
                        LPWSAPROTOCOL_INFOW lpProtocolInfo, WSPUPCALLTABLE UpcallTable,
                        LPWSPPROC_TABLE lpProcTable);
int WSPAPI msafd_startup(WORD wVersionRequested, LPWSPDATA lpWSPData,
                         LPWSAPROTOCOL_INFOW lpProtocolInfo, WSPUPCALLTABLE UpcallTable,
                         LPWSPPROC_TABLE lpProcTable);

// TCP/IP, UDP/IP, RAW/IP and the same over IPv6.
std::span<const WSAPROTOCOL_INFOW> wspm_entries();
std::span<const WSAPROTOCOL_INFOW> msafd_entries();

} // namespace ws2::provider::tcpip
