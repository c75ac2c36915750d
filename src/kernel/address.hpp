// Room kernel: Windows sockaddr to Linux sockaddr and back.
//
// AF_INET and AF_UNIX have one layout and one number on both sides and are passed to the kernel
// where they lie. sockaddr_in6 has one layout and two numbers (23 and 10), so it is copied on the
// way in and patched in place on the way out.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

namespace ws2::kernel {

inline constexpr std::size_t largest_address = 128;

// A Windows address as the kernel wants it. Refers to the caller's memory: valid as long as that
// is.
class NativeAddress {
public:
    // `address` has at least two readable octets if `size` >= 2.
    NativeAddress(const void* address, int size) noexcept;
    NativeAddress(const NativeAddress&) = delete;
    NativeAddress& operator=(const NativeAddress&) = delete;

    [[nodiscard]] const void* data() const noexcept { return data_; }
    [[nodiscard]] unsigned size() const noexcept { return size_; }

private:
    alignas(8) unsigned char copy_[28]; // sockaddr_in6
    const void* data_;
    unsigned size_;
};

// Windows' number for the family of an address that the kernel wrote into `address`.
void windows_family_in_place(void* address, unsigned size) noexcept;

// The Linux number of a Windows family and back; families that are equal or unknown stay.
int native_family(int windows_family) noexcept;
int windows_family(int native_family) noexcept;

// A port to and from network order.
constexpr std::uint16_t network_order(std::uint16_t port) noexcept {
    return std::endian::native == std::endian::little
               ? static_cast<std::uint16_t>((port << 8U) | (port >> 8U))
               : port;
}

// The sa_family field, read as octets; 0 if there is no room for one.
int family_of(const void* address, int size) noexcept;

} // namespace ws2::kernel
