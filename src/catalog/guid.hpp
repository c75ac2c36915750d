// Room catalog: GUIDs as text, "{XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX}".
#pragma once

#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <ws2spi.h>

namespace ws2::catalog {

inline bool same_guid(const GUID& a, const GUID& b) {
    return std::memcmp(&a, &b, sizeof a) == 0;
}

// Upper case, with braces.
std::string guid_text(const GUID& guid);
// Either case, braces required.
std::optional<GUID> parse_guid(std::string_view text);

} // namespace ws2::catalog
