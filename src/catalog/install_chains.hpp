// Room catalog: a layer and its chains in one change, as WSCInstallProviderAndChains makes it.
#pragma once

#include "base/result.hpp"
#include "catalog/edit.hpp"

namespace ws2::catalog {

struct LayerInstallation {
    GUID provider; // of the layer and its chains
    std::u16string path;
    std::u16string name;
    DWORD service_flags = 0;                 // 0 or XP1_IFS_HANDLES
    bool over_all = true;                    // else over what `over` names
    std::span<const WSAPROTOCOL_INFOW> over; // family, type and protocol count
};

// Adds the layer at the end and its chains at the beginning: over the first base of each family,
// type, protocol and personality, or over the topmost match of each that is named. 0 with the
// layer's id, or WSAEINVAL (bad flags, name or path, installed already, no match), WSANO_RECOVERY
// (what is to be below has seven parts already), WSAENOBUFS.
int install_with_chains(Catalog& catalog, const LayerInstallation& installation, DWORD& layer_id);

} // namespace ws2::catalog
