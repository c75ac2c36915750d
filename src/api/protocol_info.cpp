#include "api/protocol_info.hpp"

#include "base/utf.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>

namespace ws2::api {
namespace {

// Both forms are alike up to the name.
constexpr std::size_t common_octets = offsetof(WSAPROTOCOL_INFOW, szProtocol);
static_assert(common_octets == offsetof(WSAPROTOCOL_INFOA, szProtocol));

bool continues(char octet) {
    return (static_cast<unsigned char>(octet) & 0xC0U) == 0x80U;
}

} // namespace

WSAPROTOCOL_INFOA narrow(const WSAPROTOCOL_INFOW& info) {
    WSAPROTOCOL_INFOA out{};
    std::memcpy(&out, &info, common_octets);
    const WCHAR* end = std::find(info.szProtocol, info.szProtocol + WSAPROTOCOL_LEN, u'\0');
    const std::string name = base::to_utf8({info.szProtocol, end});
    std::size_t length = std::min<std::size_t>(name.size(), WSAPROTOCOL_LEN);
    while (length < name.size() && length > 0 && continues(name[length]))
        --length;
    std::copy_n(name.data(), length, out.szProtocol);
    return out;
}

WSAPROTOCOL_INFOW widen(const WSAPROTOCOL_INFOA& info) {
    WSAPROTOCOL_INFOW out{};
    std::memcpy(&out, &info, common_octets);
    const CHAR* end = std::find(info.szProtocol, info.szProtocol + WSAPROTOCOL_LEN, '\0');
    const std::u16string name = base::to_utf16({info.szProtocol, end}); // never longer than it was
    std::copy(name.begin(), name.end(), out.szProtocol);
    return out;
}

} // namespace ws2::api
