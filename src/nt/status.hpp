// Room nt: the three names of one outcome. OVERLAPPED.Internal holds an NTSTATUS, Winsock's calls
// report a WSA code, kernel32's a system error.
#pragma once

#include <cstdint>

namespace ws2::nt {

inline constexpr std::uint32_t kStatusPending = 0x103;

std::uint32_t status_of_failure(int wsa_code) noexcept;
// `wsa_code` 0 is success. Reversible: wsa_from_status(status_from_wsa(c)) == c for every c.
inline std::uint32_t status_from_wsa(int wsa_code) noexcept {
    return wsa_code == 0 ? 0 : status_of_failure(wsa_code);
}
int wsa_from_status(std::uint32_t status) noexcept;
int windows_from_status(std::uint32_t status) noexcept;

} // namespace ws2::nt
