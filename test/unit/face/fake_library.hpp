// test/unit/face: stands in for the library; tells which of its symbols a call reached.
#pragma once

namespace fake {

// The last symbol called, e.g. "ws2_send"; "" after clear().
const char* called();
void clear();

} // namespace fake
