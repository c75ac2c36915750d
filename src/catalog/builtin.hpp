// Room catalog: the providers that are linked into the library, as the catalog sees them.
//
// A built-in provider is no special case: it enters through the same WSPStartup as a shared object;
// only its path differs ("builtin:NAME" instead of a file). The list itself is defined once, by
// whoever links providers in (src/library/builtins.cpp; tests define their own).
#pragma once

#include <span>
#include <string_view>
#include <ws2spi.h>

namespace ws2::catalog {

// What the path of a linked-in provider begins with.
inline constexpr std::string_view builtin_prefix = "builtin:";

// Which kind of program an entry was written for; decides the order (design: personality).
enum class Personality { none, ce, nt };

struct Builtin {
    std::string_view name;                      // path "builtin:" + name
    LPWSPSTARTUP startup;                       // what a shared object would export as WSPStartup
    std::span<const WSAPROTOCOL_INFOW> entries; // its catalog entries, ids and GUID filled in
    Personality personality = Personality::none;
};

// The same for name-space providers, whose entry point is NSPStartup.
struct BuiltinNameSpace {
    std::string_view name;
    LPNSPSTARTUP startup;
    GUID provider;
    DWORD name_space;
    DWORD version;
    std::u16string_view identifier;
};

// In the default catalog's order.
std::span<const Builtin> builtins();
std::span<const BuiltinNameSpace> builtin_name_spaces();

} // namespace ws2::catalog
