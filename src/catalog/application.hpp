// Room catalog: which categories of layers a program permits, as WSCSetApplicationCategory stores
// it.
//
//     [[application]]
//     path = "..."            of the program's file; may hold %NAME%
//     extra = "..."           its arguments, one space between; missing: whatever they are
//     categories = [...]      LSP_*
//
// A program with several entries that fit it has the categories of all of them. One without any
// gets every layer.
#pragma once

#include <optional>
#include <string>
#include <vector>
#include <ws2spi.h>

namespace ws2::catalog {

struct Catalog;

struct Application {
    std::u16string path;  // as it was stored: not expanded
    std::u16string extra; // empty: any arguments
    DWORD categories = 0; // LSP_*
};

// Adds the categories to those of this path and these arguments; what they were, null if there was
// no entry.
std::optional<DWORD> set_application(Catalog& catalog, const Application& application);
std::optional<DWORD> application_categories(const Catalog& catalog, const std::u16string& path,
                                            const std::u16string& extra);

// Of the program that this process runs: null if it has no entry.
std::optional<DWORD> own_categories(const Catalog& catalog);

// Whether a layer of these categories may serve a program that permits these: they have one in
// common, the program's hold all of the layer's, and LSP_SYSTEM is on both sides or on none of the
// program's.
bool permits(DWORD application, DWORD layer) noexcept;

// Takes the chains out that hold a layer which is not permitted.
void leave_permitted(Catalog& catalog, DWORD categories);

} // namespace ws2::catalog
