// Room catalog: changing the stored catalog.
//
// Writers take turns by a lock on a file beside the catalog ("FILE.lock", which stays). Each reads
// the newest catalog, changes it in memory and writes it whole to "FILE.new", which then takes the
// catalog's name in one step. So a reader needs no lock, and a writer that is killed at any instant
// leaves the old catalog or the new one, never a part; the system's lock ends with the writer.
//
// Written is the file that store.hpp reads; if there is none yet, the one that $WS2_CATALOG names,
// else root writes the system's and everybody else their own, which then starts as a copy of what
// held so far. Folders are made as needed. A symbolic link is followed, not replaced; the file's
// mode stays. A process whose privileges were raised changes nothing.
#pragma once

#include "catalog/entry.hpp"

#include <functional>
#include <string>

namespace ws2::catalog {

// Edits the newest catalog: 0, or a code that ends the change.
using Change = std::function<int(Catalog&)>;

// The file that change_catalog() writes; empty if there is none to write.
std::string file_to_change();

// Any thread of any process; waits for other writers. 0; the code of `change`; WSANO_RECOVERY (no
// file, no right to it, not written: one log line says why); WSAENOBUFS (more than a catalog can
// hold); WSA_NOT_ENOUGH_MEMORY.
int change_catalog(const Change& change) noexcept;

} // namespace ws2::catalog
