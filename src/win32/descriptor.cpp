#include "win32/descriptor.hpp"

#include "nt/handle.hpp"

#include <climits>

namespace ws2::win32 {

int descriptor_of(HANDLE handle) noexcept {
    const auto value = reinterpret_cast<std::uintptr_t>(handle);
    return handle != nullptr && value < nt::kFirstHandle && value <= INT_MAX
               ? static_cast<int>(value)
               : -1;
}

} // namespace ws2::win32
