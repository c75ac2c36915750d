// Room names: what gai_strerror says of a code that name resolution returns.
#pragma once

#include <winsock2.h>

namespace ws2::names {

// Constant texts; any code has one.
const char* error_text(int code) noexcept;
const WCHAR* wide_error_text(int code) noexcept;

} // namespace ws2::names
