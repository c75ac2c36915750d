#include "ws2ctl/start.hpp"

#include "common/codes.hpp"
#include "common/text.hpp"
#include "ws2ctl/apart.hpp"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>
#include <iterator>
#include <ws2layer.h>
#include <ws2tcpip.h>

namespace ws2ctl {
namespace {

// 0, or the code that sockets of the entry would get before there is one. Asking for an address as
// text starts the provider and makes no socket; what it answers does not matter.
int start(WSAPROTOCOL_INFOW entry, const std::string& path) {
    LPWSPSTARTUP startup = nullptr;
    const int loaded = ws2_load_provider(tools::to_wide(path).c_str(), &startup);
    if (loaded != 0 || entry.ProtocolChain.ChainLen == LAYERED_PROTOCOL)
        return loaded;
    WSADATA data{};
    if (const int code = WSAStartup(MAKEWORD(2, 2), &data))
        return code;
    sockaddr_storage address{};
    address.ss_family = static_cast<ADDRESS_FAMILY>(entry.iAddressFamily);
    WCHAR text[1024];
    DWORD units = std::size(text);
    const int length = std::clamp<int>(entry.iMinSockAddr, 2, sizeof address);
    if (WSAAddressToStringW(reinterpret_cast<sockaddr*>(&address), static_cast<DWORD>(length),
                            &entry, text, &units) == 0)
        return 0;
    const int code = WSAGetLastError();
    const bool of_start = code == WSAEPROVIDERFAILEDINIT || code == WSAEINVALIDPROVIDER ||
                          code == WSAEINVALIDPROCTABLE || code == WSA_NOT_ENOUGH_MEMORY;
    return of_start ? code : 0;
}

} // namespace

Attempt try_to_start(const WSAPROTOCOL_INFOW& entry, const std::string& path,
                     std::chrono::milliseconds limit) {
    const Ending ending = run_apart([&] { return start(entry, path); }, limit);
    switch (ending.kind) {
    case Ending::Kind::answered:
        return {ending.value == 0
                    ? std::string()
                    : fmt::format("does not start: {}", tools::describe_code(ending.value))};
    case Ending::Kind::late:
        return {fmt::format("does not come back from its start within {} seconds",
                            static_cast<double>(limit.count()) / 1000),
                true};
    case Ending::Kind::killed:
        return {fmt::format("crashes the process when it is started: signal {} ({})", ending.value,
                            strsignal(ending.value))};
    case Ending::Kind::exited: break;
    }
    return {fmt::format("ends the process when it is started, with status {}", ending.value)};
}

} // namespace ws2ctl
