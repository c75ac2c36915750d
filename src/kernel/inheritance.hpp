// Room kernel: which descriptors programs get that this one starts.
#pragma once

namespace ws2::kernel {

// False if there is no such descriptor.
bool get_inherited(int descriptor, bool* inherited) noexcept;
bool set_inherited(int descriptor, bool inherited) noexcept;

} // namespace ws2::kernel
