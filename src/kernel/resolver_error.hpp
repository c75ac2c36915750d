// Room kernel: what the resolver says, as WSA codes.
#pragma once

namespace ws2::kernel {

// EAI_ codes of getaddrinfo and getnameinfo; `error` is errno, for EAI_SYSTEM. Never 0.
int resolver_error(int eai, int error) noexcept;

// h_errno codes of the gethostby calls. Never 0.
int host_error(int h_error) noexcept;

namespace wsa {
inline constexpr int insufficient_buffer = 122;
inline constexpr int type_not_found = 10109;
inline constexpr int host_not_found = 11001;
inline constexpr int try_again = 11002;
inline constexpr int no_recovery = 11003;
inline constexpr int no_data = 11004;
} // namespace wsa

} // namespace ws2::kernel
