// Room catalog: from an entry's path to the WSPStartup behind it. The library's only dlopen.
#pragma once

#include "base/result.hpp"

#include <string_view>
#include <ws2spi.h>

namespace ws2::catalog {

// "builtin:NAME" or a shared object that exports WSPStartup. What is loaded stays loaded while the
// process lives. Errors: WSAEPROVIDERFAILEDINIT, with one log line that names path and reason.
// A cold path that allocates; may run a shared object's constructors.
base::Result<LPWSPSTARTUP> load_startup(std::u16string_view stored_path);

// The same for NSPStartup. Null: the library exports none, and may have advertised itself
// (WSAAdvertiseProvider) while it was loaded.
base::Result<LPNSPSTARTUP> load_name_space_startup(std::u16string_view stored_path);

} // namespace ws2::catalog
