// Courier, the example provider: puts it into the catalog by WSCInstallProvider, as an installer
// would, and takes it out again. Usage: courier_install LIBRARY | courier_install --remove
#include <algorithm>
#include <cstdio>
#include <string>
#include <string_view>
#include <ws2spi.h>

namespace {

constexpr GUID courier = {
    0x5B0F5F0C, 0x6E0B, 0x4E0E, {0x9F, 0x5B, 0x1D, 0x8D, 0x0C, 0x7B, 0x1A, 0x42}};

// The same as in courier.toml. The id is Ws2's to give.
WSAPROTOCOL_INFOW entry() {
    WSAPROTOCOL_INFOW info{};
    info.dwServiceFlags1 = XP1_GUARANTEED_DELIVERY | XP1_GUARANTEED_ORDER | XP1_MESSAGE_ORIENTED |
                           XP1_DISCONNECT_DATA | XP1_IFS_HANDLES | XP1_PARTIAL_MESSAGE;
    info.dwProviderFlags = PFL_MATCHES_PROTOCOL_ZERO;
    info.ProtocolChain.ChainLen = BASE_PROTOCOL;
    info.iVersion = 2;
    info.iAddressFamily = AF_INET;
    info.iMinSockAddr = 16;
    info.iMaxSockAddr = 16;
    info.iSocketType = SOCK_SEQPACKET;
    info.iProtocol = 253;
    info.dwMessageSize = 65536;
    constexpr std::u16string_view name = u"Courier";
    std::copy(name.begin(), name.end(), info.szProtocol);
    return info;
}

} // namespace

int main(int count, char** words) {
    if (count != 2) {
        std::fprintf(stderr, "usage: courier_install LIBRARY | courier_install --remove\n");
        return 2;
    }
    GUID id = courier;
    WSAPROTOCOL_INFOW info = entry();
    int code = 0;
    int result = 0;
    if (std::string_view(words[1]) == "--remove") {
        result = WSCDeinstallProvider(&id, &code);
    } else {
        const std::string_view path = words[1]; // plain ASCII will do for an example
        const std::u16string wide(path.begin(), path.end());
        result =
            WSCInstallProvider(&id, reinterpret_cast<const WCHAR*>(wide.c_str()), &info, 1, &code);
    }
    if (result == SOCKET_ERROR) {
        std::fprintf(stderr, "courier_install: error %d\n", code);
        return 1;
    }
    return 0;
}
