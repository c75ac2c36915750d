// Room api: the handles that WSAProviderConfigChange gives out.
#pragma once

#include <winsock2.h>

namespace ws2::api {

// CloseHandle for such a handle: what waits at it ends with WSA_OPERATION_ABORTED. False if it is
// none.
bool close_notification(HANDLE handle) noexcept;

} // namespace ws2::api
