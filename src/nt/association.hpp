// Room nt: what a descriptor is to completion ports: which port, which key, which modes. The
// engine, and dispatch for handles that are not the system's, read it; CreateIoCompletionPort
// writes it.
#pragma once

#include "nt/handle.hpp"
#include "nt/port.hpp"

#include <cstdint>

namespace ws2::nt {

inline constexpr std::uint8_t kSkipPortOnSuccess = 1; // FILE_SKIP_COMPLETION_PORT_ON_SUCCESS
inline constexpr std::uint8_t kSkipSetEvent = 2;      // FILE_SKIP_SET_EVENT_ON_HANDLE

struct Association {
    Port* port = nullptr; // null: none. Stays alive until dissociate(descriptor)
    std::uintptr_t key = 0;
    std::uint8_t modes = 0;
};

// For good: until the descriptor is closed it belongs to this port. 0, ERROR_INVALID_HANDLE (`port`
// is no port, `descriptor` is not open) or ERROR_INVALID_PARAMETER (it belongs to one already).
int associate(int descriptor, Handle port, std::uintptr_t key) noexcept;

// Adds modes; they cannot be taken back. 0 or ERROR_INVALID_PARAMETER.
int set_completion_modes(int descriptor, std::uint8_t modes) noexcept;

// The descriptor must stay open while the answer is used.
Association association_of(int descriptor) noexcept;

// Before the descriptor is closed for good; no operation on it is running any more.
void dissociate(int descriptor) noexcept;

// The engine: called in associate(), in the associating thread, once the association can be read.
void at_association(void (*hook)(int descriptor, Port& port)) noexcept;

} // namespace ws2::nt
