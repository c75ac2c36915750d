// Tool ws2ctl: which file the catalog is in.
#pragma once

#include <string>

namespace ws2ctl {

// The file that the library reads, by the rule of docs/writing-a-provider.md; empty: compiled in.
std::string catalog_file();

} // namespace ws2ctl
