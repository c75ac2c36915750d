#include "kernel/address.hpp"

#include "kernel/windows_values.hpp"

#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>

namespace ws2::kernel {
namespace {

static_assert(sizeof(sockaddr_in6) == 28);
static_assert(AF_INET == win::family_inet && AF_UNIX == win::family_unix);

void set_family(void* address, int family) noexcept {
    const auto value = static_cast<std::uint16_t>(family);
    std::memcpy(address, &value, sizeof value);
}

} // namespace

int native_family(int windows_family) noexcept {
    return windows_family == win::family_inet6 ? AF_INET6 : windows_family;
}

int windows_family(int native_family) noexcept {
    return native_family == AF_INET6 ? win::family_inet6 : native_family;
}

int family_of(const void* address, int size) noexcept {
    std::uint16_t family = 0;
    if (address != nullptr && size >= static_cast<int>(sizeof family))
        std::memcpy(&family, address, sizeof family);
    return family;
}

NativeAddress::NativeAddress(const void* address, int size) noexcept
    : data_(address), size_(size > 0 ? static_cast<unsigned>(size) : 0U) {
    if (family_of(address, size) != win::family_inet6)
        return;
    if (size_ > sizeof copy_)
        size_ = sizeof copy_;
    std::memcpy(copy_, address, size_);
    set_family(copy_, AF_INET6);
    data_ = copy_;
}

void windows_family_in_place(void* address, unsigned size) noexcept {
    if (family_of(address, static_cast<int>(size)) == AF_INET6)
        set_family(address, win::family_inet6);
}

} // namespace ws2::kernel
