// Room api: WSAPROTOCOL_INFO in both character widths. "ANSI" is UTF-8 here.
#pragma once

#include <winsock2.h>

namespace ws2::api {

// A name that does not fit is cut at a character's end.
WSAPROTOCOL_INFOA narrow(const WSAPROTOCOL_INFOW& info);
WSAPROTOCOL_INFOW widen(const WSAPROTOCOL_INFOA& info);

} // namespace ws2::api
