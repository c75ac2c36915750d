// Room catalog: which entry serves socket(family, type, protocol).
#pragma once

#include "base/result.hpp"
#include "catalog/entry.hpp"

namespace ws2::catalog {

// The first base entry or chain that fits. Family 0 and type 0 fit any; protocol 0 fits an entry
// with PFL_MATCHES_PROTOCOL_ZERO only; other protocols fit the entry's range. Hidden entries take
// part: hiding concerns WSAEnumProtocols.
//
// If none fits, the error says how far the best entry came: WSAEAFNOSUPPORT (no such family),
// WSAESOCKTNOSUPPORT (not this type in the family), WSAEPROTONOSUPPORT (not this protocol of the
// type). All three 0 ask for nothing and get WSAEINVAL.
base::Result<const Entry*> match(const Catalog& catalog, int family, int type, int protocol);

// The first base entry or chain of the family: who turns its addresses into text. WSAEINVAL if
// none.
base::Result<const Entry*> match_family(const Catalog& catalog, int family);

// Whether a zero-terminated list of protocols names the entry's; a null list names all.
bool listed(const Entry& entry, const int* protocols);

} // namespace ws2::catalog
