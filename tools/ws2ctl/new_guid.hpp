// Tool ws2ctl: a name for what is installed without one.
#pragma once

#include <cstring>
#include <random>
#include <winsock2.h>

namespace ws2ctl {

inline GUID new_guid() {
    std::random_device source;
    const unsigned parts[4] = {source(), source(), source(), source()};
    GUID out{};
    static_assert(sizeof out == sizeof parts);
    std::memcpy(&out, parts, sizeof out);
    out.Data3 = static_cast<unsigned short>((out.Data3 & 0x0FFFU) | 0x4000U); // random, version 4
    out.Data4[0] = static_cast<unsigned char>((out.Data4[0] & 0x3FU) | 0x80U);
    return out;
}

} // namespace ws2ctl
