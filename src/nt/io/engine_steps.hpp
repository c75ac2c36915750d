// Room nt_io: the provider's part in the end of an operation, and who has issued any.
#pragma once

#include "nt/io/driver.hpp"

namespace ws2::nt::io {

// The result is known: the provider puts it into Winsock's words.
inline void finish(Operation& operation, int error) noexcept {
    operation.error = error;
    if (operation.finish)
        operation.finish(&operation);
}

// The operation is over: its memory is the provider's again.
inline void let_go(Operation& operation) noexcept {
    if (operation.release)
        operation.release(&operation);
}

// The calling thread has issued an operation.
void note_issuer() noexcept;

} // namespace ws2::nt::io
