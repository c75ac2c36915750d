// Room win32: UUIDs, of rpcrt4 and ole32.
#include "win32/call.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <rpcdce.h>
#include <sys/random.h>

using namespace ws2::win32;

extern "C" {

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
