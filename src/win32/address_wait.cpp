// Room win32: waiting on an address. Addresses share a few words to sleep on, so a wake may wake
// waiters of another address, which the interface allows.
#include "nt/wait.hpp"
#include "win32/call.hpp"
#include "win32/word.hpp"

#include <array>
#include <climits>
#include <cstring>
#include <synchapi.h>

using namespace ws2::win32;

namespace {

struct alignas(64) Place {
    Word wakes{0};
    Word sleepers{0};
};
constinit std::array<Place, 64> places{};

Place& place_of(const volatile void* address) noexcept {
    const auto bits = reinterpret_cast<std::uintptr_t>(address);
    return places[(bits >> 3 ^ bits >> 9) % places.size()];
}

template<typename T>
bool same(const volatile void* address, const void* compare) noexcept {
    T wanted;
    std::memcpy(&wanted, compare, sizeof wanted);
    return __atomic_load_n(static_cast<const volatile T*>(address), __ATOMIC_SEQ_CST) == wanted;
}

bool unchanged(const volatile void* address, const void* compare, SIZE_T size) noexcept {
    switch (size) {
    case 1: return same<std::uint8_t>(address, compare);
    case 2: return same<std::uint16_t>(address, compare);
    case 4: return same<std::uint32_t>(address, compare);
    default: return same<std::uint64_t>(address, compare);
    }
}

void wake(const void* address) noexcept {
    Place& place = place_of(address);
    place.wakes.fetch_add(1, std::memory_order_seq_cst);
    if (place.sleepers.load(std::memory_order_seq_cst) != 0)
        ws2::kernel::futex_wake(&place.wakes, INT_MAX);
}

} // namespace

BOOL WINAPI WaitOnAddress(volatile VOID* Address, PVOID CompareAddress, SIZE_T AddressSize,
                          DWORD dwMilliseconds) {
    if (AddressSize != 1 && AddressSize != 2 && AddressSize != 4 && AddressSize != 8)
        return failure(ERROR_INVALID_PARAMETER, FALSE);
    const std::int64_t deadline_ns = ws2::nt::deadline_after(dwMilliseconds);
    Place& place = place_of(Address);
    place.sleepers.fetch_add(1, std::memory_order_seq_cst);
    const std::uint32_t seen = place.wakes.load(std::memory_order_seq_cst);
    const bool in_time = !unchanged(Address, CompareAddress, AddressSize) ||
                         sleep_on(place.wakes, seen, deadline_ns);
    place.sleepers.fetch_sub(1, std::memory_order_relaxed);
    return in_time ? TRUE : failure(ERROR_TIMEOUT, FALSE);
}

VOID WINAPI WakeByAddressSingle(PVOID Address) {
    wake(Address);
}
VOID WINAPI WakeByAddressAll(PVOID Address) {
    wake(Address);
}
