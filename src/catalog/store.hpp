// Room catalog: which catalog holds for this process, and reading it.
//
// Looked for in this order: the file that $WS2_CATALOG names (if it does not exist yet, the default
// holds and no other file is looked at, so a test or a directory can have a catalog of its own);
// the user's, $XDG_CONFIG_HOME/ws2/catalog.toml or ~/.config/ws2/catalog.toml; the system's,
// /etc/ws2/catalog.toml; else the compiled-in default. A process whose privileges were raised
// looks at the system's and the default alone.
//
// A file that exists but cannot be used is an error and not a reason to look further: falling
// through would run a program over other providers than its user wrote down. Each such file is
// reported in one log line "FILE:LINE: REASON", and load_catalog() answers WSANO_RECOVERY, the code
// that Winsock gives for a catalog that cannot be opened; WSAStartup passes it on as
// WSASYSNOTREADY, the only code of its page that fits.
//
// A file that others than root and this user can write to is used and named in one log line a
// process, except by a process whose privileges were raised, which refuses it.
#pragma once

#include "base/result.hpp"
#include "catalog/entry.hpp"

#include <memory>
#include <string>
#include <vector>

namespace ws2::catalog {

// Where the catalog is read from, or would be: empty if only the default is left.
std::string catalog_file();

// Every place that catalog_file() looks at, whether there is a file or not.
std::vector<std::string> catalog_places();

// Reads the catalog anew. Any thread; WSANO_RECOVERY or WSA_NOT_ENOUGH_MEMORY.
base::Result<std::shared_ptr<const Catalog>> load_catalog();

// The entries of the providers that are linked in.
Catalog default_catalog();

// One file, whatever it holds.
base::Result<std::shared_ptr<const Catalog>> load_catalog_file(const std::string& file);

} // namespace ws2::catalog
