// Room win32: UUIDs, of rpcrt4 and ole32.
#include "win32/call.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <rpcdce.h>
#include <string>
#include <sys/random.h>

using namespace ws2::win32;

namespace {

struct Place {
    std::array<unsigned char, 6> node{};
    std::uint16_t clock = 0;
    RPC_STATUS status = RPC_S_UUID_LOCAL_ONLY;
};

// The address of an adapter that has one; else a random one, marked as no adapter's.
Place find_place() {
    Place out;
    std::error_code error;
    if (getrandom(&out.clock, sizeof out.clock, 0) != sizeof out.clock ||
        getrandom(out.node.data(), out.node.size(), 0) != static_cast<ssize_t>(out.node.size()))
        out.status = ERROR_GEN_FAILURE;
    out.node[0] |= 1;
    for (std::filesystem::directory_iterator each("/sys/class/net", error), end;
         !error && each != end && out.status == RPC_S_UUID_LOCAL_ONLY; each.increment(error)) {
        std::string line;
        std::ifstream(each->path() / "address") >> line;
        std::array<unsigned, 6> part{};
        if (std::sscanf(line.c_str(), "%2x:%2x:%2x:%2x:%2x:%2x", &part[0], &part[1], &part[2],
                        &part[3], &part[4], &part[5]) != 6 ||
            std::all_of(part.begin(), part.end(), [](unsigned octet) { return octet == 0; }))
            continue;
        std::transform(part.begin(), part.end(), out.node.begin(),
                       [](unsigned octet) { return static_cast<unsigned char>(octet); });
        out.status = RPC_S_OK;
    }
    return out;
}

// In units of 100 ns since 1582; never the same twice.
std::uint64_t next_time() noexcept {
    constexpr std::uint64_t epoch = 0x01b21dd213814000; // of 1970
    static std::atomic<std::uint64_t> last{0};
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    const std::uint64_t time = epoch + static_cast<std::uint64_t>(now.tv_sec) * 10'000'000 +
                               static_cast<std::uint64_t>(now.tv_nsec) / 100;
    std::uint64_t before = last.load();
    while (!last.compare_exchange_weak(before, std::max(time, before + 1))) {
    }
    return std::max(time, before + 1);
}

} // namespace

extern "C" {

RPC_STATUS RPC_ENTRY UuidCreateSequential(UUID* Uuid) {
    return contained<RPC_STATUS>(ERROR_NOT_ENOUGH_MEMORY, [&] {
        static const Place place = find_place();
        const std::uint64_t time = next_time();
        Uuid->Data1 = static_cast<std::uint32_t>(time);
        Uuid->Data2 = static_cast<std::uint16_t>(time >> 32);
        Uuid->Data3 = static_cast<std::uint16_t>((time >> 48 & 0x0fff) | 0x1000);
        Uuid->Data4[0] = static_cast<unsigned char>((place.clock >> 8 & 0x3f) | 0x80);
        Uuid->Data4[1] = static_cast<unsigned char>(place.clock);
        std::copy(place.node.begin(), place.node.end(), Uuid->Data4 + 2);
        return place.status;
    });
}

RPC_STATUS RPC_ENTRY UuidCreate(UUID* Uuid) {
    if (getrandom(Uuid, sizeof(*Uuid), 0) != sizeof(*Uuid))
        return ERROR_GEN_FAILURE;
    Uuid->Data3 = static_cast<unsigned short>((Uuid->Data3 & 0x0fff) | 0x4000);
    Uuid->Data4[0] = static_cast<unsigned char>((Uuid->Data4[0] & 0x3f) | 0x80);
    return RPC_S_OK;
}

HRESULT WINAPI CoCreateGuid(GUID* pguid) {
    return UuidCreate(pguid) == RPC_S_OK ? S_OK : E_FAIL;
}

RPC_STATUS RPC_ENTRY UuidToStringA(const UUID* Uuid, RPC_CSTR* StringUuid) {
    constexpr std::size_t size = 37;
    auto* text = static_cast<char*>(std::malloc(size));
    if (text == nullptr)
        return ERROR_NOT_ENOUGH_MEMORY;
    const auto& d = Uuid->Data4;
    std::snprintf(text, size, "%08x-%04x-%04x-%02x%02x-%02x%02x%02x%02x%02x%02x", Uuid->Data1,
                  Uuid->Data2, Uuid->Data3, d[0], d[1], d[2], d[3], d[4], d[5], d[6], d[7]);
    *StringUuid = reinterpret_cast<RPC_CSTR>(text);
    return RPC_S_OK;
}

RPC_STATUS RPC_ENTRY UuidFromStringA(RPC_CSTR StringUuid, UUID* Uuid) {
    if (StringUuid == nullptr) {
        *Uuid = {};
        return RPC_S_OK;
    }
    std::array<unsigned, 11> part{};
    int end = 0;
    const int count = std::sscanf(reinterpret_cast<const char*>(StringUuid),
                                  "%8x-%4x-%4x-%2x%2x-%2x%2x%2x%2x%2x%2x%n", &part[0], &part[1],
                                  &part[2], &part[3], &part[4], &part[5], &part[6], &part[7],
                                  &part[8], &part[9], &part[10], &end);
    if (count != 11 || end != 36 || StringUuid[36] != 0)
        return RPC_S_INVALID_STRING_UUID;
    Uuid->Data1 = part[0];
    Uuid->Data2 = static_cast<unsigned short>(part[1]);
    Uuid->Data3 = static_cast<unsigned short>(part[2]);
    for (std::size_t i = 0; i < 8; ++i)
        Uuid->Data4[i] = static_cast<unsigned char>(part[i + 3]);
    return RPC_S_OK;
}

RPC_STATUS RPC_ENTRY RpcStringFreeA(RPC_CSTR* String) {
    std::free(*String);
    *String = nullptr;
    return RPC_S_OK;
}
}
