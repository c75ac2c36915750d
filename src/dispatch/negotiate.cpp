#include "dispatch/negotiate.hpp"

#include "base/log.hpp"
#include "dispatch/guard.hpp"
#include "dispatch/upcalls.hpp"

#include <cstring>

namespace ws2::dispatch {
namespace {

using Negotiated = base::Result<WSPPROC_TABLE>;

constexpr WORD spi_version = MAKEWORD(2, 2);

constexpr std::string_view slot_names[] = {"WSPAccept",
                                           "WSPAddressToString",
                                           "WSPAsyncSelect",
                                           "WSPBind",
                                           "WSPCancelBlockingCall",
                                           "WSPCleanup",
                                           "WSPCloseSocket",
                                           "WSPConnect",
                                           "WSPDuplicateSocket",
                                           "WSPEnumNetworkEvents",
                                           "WSPEventSelect",
                                           "WSPGetOverlappedResult",
                                           "WSPGetPeerName",
                                           "WSPGetSockName",
                                           "WSPGetSockOpt",
                                           "WSPGetQOSByName",
                                           "WSPIoctl",
                                           "WSPJoinLeaf",
                                           "WSPListen",
                                           "WSPRecv",
                                           "WSPRecvDisconnect",
                                           "WSPRecvFrom",
                                           "WSPSelect",
                                           "WSPSend",
                                           "WSPSendDisconnect",
                                           "WSPSendTo",
                                           "WSPSetSockOpt",
                                           "WSPShutdown",
                                           "WSPSocket",
                                           "WSPStringToAddress"};
constexpr std::size_t slots = std::size(slot_names);
static_assert(sizeof(WSPPROC_TABLE) == slots * sizeof(void*));

// Empty if every slot is filled.
std::string_view first_empty_slot(const WSPPROC_TABLE& table) {
    for (std::size_t i = 0; i < slots; ++i) {
        void* slot = nullptr;
        std::memcpy(&slot, reinterpret_cast<const char*>(&table) + i * sizeof slot, sizeof slot);
        if (slot == nullptr)
            return slot_names[i];
    }
    return {};
}

} // namespace

Negotiated negotiate(LPWSPSTARTUP startup, WSAPROTOCOL_INFOW info, std::string_view path) noexcept {
    WSPDATA data{};
    WSPPROC_TABLE table{};
    bool threw = true; // no code is left to say so: a provider may return any
    const int code = guarded(SOCKET_ERROR, [&] {
        const int result = startup(spi_version, &data, &info, upcall_table(), &table);
        threw = false;
        return result;
    });
    if (code != 0) {
        base::log(base::LogLevel::error, "{}: WSPStartup failed: {}", path,
                  threw ? "it threw" : std::to_string(code));
        return Negotiated::fail(WSAEPROVIDERFAILEDINIT);
    }
    int error = 0;
    if (data.wVersion != spi_version) {
        base::log(base::LogLevel::error, "{}: WSPStartup answered version {}.{} instead of 2.2",
                  path, data.wVersion & 0xFFU, data.wVersion >> 8U);
        error = WSAEINVALIDPROVIDER;
    } else if (const auto slot = first_empty_slot(table); !slot.empty()) {
        base::log(base::LogLevel::error, "{}: WSPStartup left {} empty", path, slot);
        error = WSAEINVALIDPROCTABLE;
    }
    if (error == 0)
        return Negotiated::ok(table);
    if (table.lpWSPCleanup != nullptr)
        clean_up(table, path);
    return Negotiated::fail(error);
}

void clean_up(const WSPPROC_TABLE& table, std::string_view path) noexcept {
    int error = 0;
    if (guarded(SOCKET_ERROR, table.lpWSPCleanup, &error) == SOCKET_ERROR)
        base::log(base::LogLevel::warn, "{}: WSPCleanup failed: {}", path, error);
}

} // namespace ws2::dispatch
