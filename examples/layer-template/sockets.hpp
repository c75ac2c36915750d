// Passage, the example layer: which chain each socket belongs to.
#pragma once

#include "below.hpp"

namespace passage {

// Null: no socket of this layer.
BelowPointer find(SOCKET s) noexcept;

// A socket that was opened below becomes the chain's; its handle stays what it is. INVALID_SOCKET:
// it was closed, and *error says why.
SOCKET take(const BelowPointer& below, SOCKET lower, LPINT error) noexcept;

void forget(SOCKET s) noexcept;
void remember(SOCKET s, const BelowPointer& below); // throws std::bad_alloc
void forget_all() noexcept;

} // namespace passage
