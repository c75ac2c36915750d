// Tool ws2ctl: entries of the catalog as a person names and orders them.
#pragma once

#include <functional>
#include <string>
#include <vector>
#include <winsock2.h>

namespace ws2ctl {

using Catalog = std::vector<WSAPROTOCOL_INFOW>;

bool same_guid(const GUID& a, const GUID& b);

// By short name, whole name, id or GUID, in the catalog's order; at least one, or a UsageError.
Catalog named_entries(const Catalog& catalog, const std::string& name);

// Puts the entries with these ids first and leaves the others behind them as they are. What another
// writer does meanwhile is taken in: `ids` is then asked again. Throws tools::CallFailed.
void put_first(const std::function<std::vector<DWORD>(const Catalog&)>& ids);

} // namespace ws2ctl
