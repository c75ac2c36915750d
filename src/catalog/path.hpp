// Room catalog: the path of a provider, from what was installed to a file that may be loaded.
#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>

namespace ws2::catalog {

// Replaces %NAME% by the environment variable of that name. As on Windows, a name that is not set
// stays as it is; a process whose privileges were raised knows no variables.
std::string expand_variables(std::string_view path);

// The file that a stored path means: an absolute one itself, a relative one below the provider
// folder. Fails with WSAEPROVIDERFAILEDINIT, and one log line that says why, unless it is a regular
// file that nobody but root and this user can change or replace (trust.hpp), so that it is still
// the file that was looked at when it is loaded.
base::Result<std::string> trusted_library(std::u16string_view stored_path);

} // namespace ws2::catalog
