// Room provider_itot: what a SOCKET of this provider stands for.
//
// The handle's context is a place in a table with a generation; finding and holding are one step
// without a lock. After closesocket later calls get WSAENOTSOCK; calls in flight hold the place,
// and whoever is the last to hold the Socket gives the handle back, so that its number is not used
// anew under a running call.
#pragma once

#include "provider/itot/address.hpp"
#include "provider/itot/guard_terms.hpp"
#include "provider/itot/link.hpp"
#include "provider/itot/listener.hpp"
#include "provider/itot/port.hpp"

#include "winsock2.h"
#include "ws2tls.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace ws2::provider::itot {

inline constexpr DWORD tp2_catalog_id = 1021;
inline constexpr DWORD tp0_catalog_id = 1022;
inline constexpr DWORD guarded_catalog_id = 1023;

// Set by setsockopt, inherited by accepted sockets.
struct Options {
    bool linger_on = false;
    u_short linger_seconds = 0;
    bool keep_alive = false; // as the program said; TCP keeps alive unless it said no
    bool keep_alive_said = false;
    bool reuse_address = false;
    bool exclusive_address = false;
    int send_buffer = 0; // 0: the system's
    int receive_buffer = 0;
    std::vector<std::uint8_t> connect_data;    // SO_CONNDATA
    std::vector<std::uint8_t> disconnect_data; // SO_DISCDATA
    bool has_disconnect_data = false;
    // At the level SOL_ITOT.
    Timers timers;
    Limits limits;
    PortLimits port;
    std::uint32_t max_tpdu = codec::Profile{}.max_tpdu;
    bool allow_class0 = false;
    bool class0_disconnect = false;
    bool confirm_expedited = false;
    bool require_options = true;
    std::shared_ptr<const GuardTerms> guard_terms; // null: the environment's
};

class Socket : public std::enable_shared_from_this<Socket> {
public:
    // `info` is the entry that the socket was asked for.
    Socket(std::shared_ptr<const WSAPROTOCOL_INFOW> info, bool overlapped)
        : info_(std::move(info)), overlapped_(overlapped) {}
    ~Socket();
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;

    struct Place; // in the table
    // An open socket during a call: nobody empties its place meanwhile.
    class Use {
    public:
        // WSAENOTSOCK unless `handle` is an open socket of ours.
        explicit Use(SOCKET handle) noexcept;
        ~Use();
        Use(const Use&) = delete;
        Use& operator=(const Use&) = delete;
        explicit operator bool() const noexcept { return socket_ != nullptr; }
        Socket& operator*() const noexcept { return *socket_; }
        Socket* operator->() const noexcept { return socket_; }
        int code() const noexcept { return code_; }

    private:
        Place* place_ = nullptr;
        Socket* socket_ = nullptr;
        int code_ = WSAENOTSOCK;
    };

    // Enters `socket` into the table and gives it a handle.
    static int open(const std::shared_ptr<Socket>& socket);
    // As Use, for longer.
    static int find(SOCKET handle, std::shared_ptr<Socket>& socket) noexcept;
    // Nobody finds it any more; false if somebody else did that.
    bool retire() noexcept;
    static std::vector<std::shared_ptr<Socket>> all();

    SOCKET handle() const noexcept { return handle_; }
    const WSAPROTOCOL_INFOW& info() const noexcept { return *info_; }
    const std::shared_ptr<const WSAPROTOCOL_INFOW>& shared_info() const noexcept { return info_; }
    bool overlapped() const noexcept { return overlapped_; } // WSA_FLAG_OVERLAPPED
    bool class0() const noexcept { return info_->iProtocol == ISOPROTO_TP0; }
    bool guarded() const noexcept { return info_->iProtocol == ISOPROTO_WS2_TP2_TLS; }
    // The certificates to call or to listen with. Its lock is held.
    int open_guard(bool calling, GuardContext& context) const;
    Settings settings() const {
        const std::lock_guard lock(mutex);
        return settings_of(options);
    }
    Settings settings_of(const Options& options) const noexcept;
    // Disconnect data has a carrier.
    bool takes_disconnect_data() const {
        const std::lock_guard lock(mutex);
        return !class0() || options.class0_disconnect;
    }

    // The connection, if there is or was one.
    std::shared_ptr<Link> link() const {
        const std::lock_guard lock(mutex);
        return link_;
    }
    // The same once it has been open, without a lock: it is this socket's for ever then.
    Link* open_link() const noexcept { return open_link_.load(std::memory_order_acquire); }
    void note_open(Link& link) {
        if (link.state().was_open)
            open_link_.store(&link, std::memory_order_release);
    }
    std::shared_ptr<Listener> listener() const {
        const std::lock_guard lock(mutex);
        return listener_;
    }
    std::shared_ptr<Notifier> notifier() const {
        const std::lock_guard lock(mutex);
        return notifier_;
    }
    // Options, mode and registration of the socket that listened.
    void take_after(Socket& listening);
    // A call was made that allows these events to be recorded again; those that hold are.
    void reenable(long bits);
    Patience receive_patience() const noexcept { return patience(receive_timeout_ms); }
    Patience send_patience() const noexcept { return patience(send_timeout_ms); }
    Patience patience(Time timeout_ms) const noexcept {
        return {!non_blocking, timeout_ms, info_->dwCatalogEntryId};
    }

    std::atomic<bool> non_blocking{false};
    std::atomic<Time> receive_timeout_ms{0};
    std::atomic<Time> send_timeout_ms{0};

    // Before a Port's, a Listener's and a Link's.
    mutable std::mutex mutex;
    Options options;
    Address local; // where bound, or the selector we were called by
    Address peer;
    std::shared_ptr<Port> port_;
    std::shared_ptr<Listener> listener_;
    std::shared_ptr<Link> link_;
    std::shared_ptr<Notifier> notifier_; // made by the first registration
    std::atomic<bool> notified{false};   // there is one
    bool call_pending = false;           // a non-blocking connect whose failure nobody has heard of
    std::vector<std::uint8_t> received_connect_data;

private:
    std::shared_ptr<const WSAPROTOCOL_INFOW> info_; // of many sockets
    const bool overlapped_;
    SOCKET handle_ = INVALID_SOCKET;
    DWORD_PTR place_ = 0;
    std::atomic<Link*> open_link_{nullptr};
};

// Runs `body(Socket&)` on an open socket, for a slot.
template<typename Body>
int with_socket(SOCKET handle, Body body) {
    const Socket::Use use(handle);
    return use ? body(*use) : use.code();
}

// The same on a socket's connection; WSAENOTCONN if it has none.
template<typename Body>
int with_link(SOCKET handle, Body body) {
    return with_socket(handle, [&](Socket& socket) {
        if (Link* const open = socket.open_link())
            return body(socket, *open);
        const std::shared_ptr<Link> link = socket.link();
        if (!link)
            return WSAENOTCONN;
        socket.note_open(*link);
        return body(socket, *link);
    });
}

} // namespace ws2::provider::itot
