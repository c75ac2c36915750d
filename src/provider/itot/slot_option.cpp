// Room provider_itot: socket options. What is not named here is WSAENOPROTOOPT.
#include "provider/itot/runtime.hpp"
#include "provider/itot/slots.hpp"
#include "provider/itot/socket.hpp"

#include "mswsock.h"
#include "ws2itot.h"

#include <algorithm>
#include <cstring>

namespace ws2::provider::itot::slot {
namespace {

// --- reading ---

class Out {
public:
    Out(char* value, LPINT size) : value_(value), size_(size) {}

    int put(const void* data, std::size_t size) const {
        if (*size_ < 0 || static_cast<std::size_t>(*size_) < size)
            return WSAEFAULT;
        std::memcpy(value_, data, size);
        *size_ = static_cast<int>(size);
        return 0;
    }
    // Flags are DWORDs, but a program that gives one octet gets one.
    int put_flag(bool flag) const {
        if (*size_ == 1) {
            *value_ = flag ? 1 : 0;
            return 0;
        }
        return put_number(flag ? 1 : 0);
    }
    int put_number(DWORD number) const { return put(&number, sizeof number); }
    int put_octets(Octets octets) const { return put(octets.data(), octets.size()); }

private:
    char* value_;
    LPINT size_;
};

int pending_error(Socket& socket) {
    const std::shared_ptr<Link> link = socket.link();
    if (!link)
        return 0;
    const std::lock_guard lock(socket.mutex);
    if (!socket.call_pending)
        return 0;
    const Link::State state = link->state();
    if (state.was_open || state.ending == Ending::none)
        return 0;
    socket.call_pending = false; // read and cleared
    return state.failure;
}

int get_data_option(Socket& socket, int option, const Out& out) {
    const std::shared_ptr<Link> link = socket.link();
    if (option == SO_DISCDATA) {
        if (!socket.takes_disconnect_data())
            return WSAENOPROTOOPT;
        return out.put_octets(link ? link->disconnect_data() : std::vector<std::uint8_t>{});
    }
    std::vector<std::uint8_t> data;
    {
        const std::lock_guard lock(socket.mutex);
        data = socket.received_connect_data;
    }
    if (data.empty() && link)
        data = link->connect_data();
    return out.put_octets(data);
}

int get_buffer(Socket& socket, bool send, const Out& out) {
    if (const std::shared_ptr<Link> link = socket.link())
        if (const int size = link->buffer_size(send); size != 0)
            return out.put_number(static_cast<DWORD>(size));
    const std::lock_guard lock(socket.mutex);
    const int wished = send ? socket.options.send_buffer : socket.options.receive_buffer;
    return out.put_number(static_cast<DWORD>(wished == 0 ? 65536 : wished));
}

int get_option(Socket& socket, int option, const Out& out) {
    switch (option) {
    case SO_TYPE: return out.put_number(SOCK_SEQPACKET);
    case SO_ERROR: return out.put_number(static_cast<DWORD>(pending_error(socket)));
    case SO_ACCEPTCONN: return out.put_flag(socket.listener() != nullptr);
    case SO_MAX_MSG_SIZE: return out.put_number(socket.info().dwMessageSize);
    case SO_PROTOCOL_INFOW: return out.put(&socket.info(), sizeof socket.info());
    case SO_RCVTIMEO: return out.put_number(static_cast<DWORD>(socket.receive_timeout_ms));
    case SO_SNDTIMEO: return out.put_number(static_cast<DWORD>(socket.send_timeout_ms));
    case SO_SNDBUF: return get_buffer(socket, true, out);
    case SO_RCVBUF: return get_buffer(socket, false, out);
    case SO_GROUP_ID: return out.put_number(0);
    case SO_DEBUG:
    case SO_DONTROUTE:
    case SO_OOBINLINE: return out.put_flag(false);
    case SO_CONNDATA:
    case SO_DISCDATA: return get_data_option(socket, option, out);
    case SO_CONNECT_TIME: {
        const std::shared_ptr<Link> link = socket.link();
        return out.put_number(link ? link->connect_time_s() : 0xFFFFFFFF);
    }
    default: break;
    }
    const std::lock_guard lock(socket.mutex);
    switch (option) {
    case SO_KEEPALIVE: return out.put_flag(socket.options.keep_alive);
    case SO_REUSEADDR: return out.put_flag(socket.options.reuse_address);
    case SO_EXCLUSIVEADDRUSE: return out.put_flag(socket.options.exclusive_address);
    case SO_DONTLINGER: return out.put_flag(!socket.options.linger_on);
    case SO_LINGER: {
        const LINGER linger{static_cast<u_short>(socket.options.linger_on ? 1 : 0),
                            socket.options.linger_seconds};
        return out.put(&linger, sizeof linger);
    }
    default: return WSAENOPROTOOPT;
    }
}

// --- writing ---

class In {
public:
    In(const char* value, int size)
        : value_(value), size_(size < 0 ? 0 : static_cast<std::size_t>(size)) {}

    int number(DWORD& number) const {
        if (size_ < sizeof number)
            return WSAEFAULT;
        std::memcpy(&number, value_, sizeof number);
        return 0;
    }
    int handle(SOCKET& s) const {
        if (size_ < sizeof s)
            return WSAEFAULT;
        std::memcpy(&s, value_, sizeof s);
        return 0;
    }
    int flag(bool& flag) const {
        if (size_ == 1) {
            flag = *value_ != 0;
            return 0;
        }
        DWORD value = 0;
        const int code = number(value);
        flag = value != 0;
        return code;
    }
    int octets(std::size_t most, std::vector<std::uint8_t>& octets) const {
        if (size_ > most)
            return WSAEFAULT;
        octets.assign(value_, value_ + size_);
        return 0;
    }
    int linger(LINGER& linger) const {
        if (size_ < sizeof linger)
            return WSAEFAULT;
        std::memcpy(&linger, value_, sizeof linger);
        return 0;
    }

private:
    const char* value_;
    std::size_t size_;
};

int set_timeout(std::atomic<Time>& timeout, const In& in) {
    DWORD milliseconds = 0;
    const int code = in.number(milliseconds);
    if (code == 0)
        timeout = milliseconds == INFINITE ? 0 : Time{milliseconds};
    return code;
}

int set_linger(Socket& socket, int option, const In& in) {
    LINGER linger{};
    if (option == SO_LINGER) {
        if (const int code = in.linger(linger); code != 0)
            return code;
    } else {
        bool dont = false;
        if (const int code = in.flag(dont); code != 0)
            return code;
        linger.l_onoff = dont ? 0 : 1;
    }
    const std::lock_guard lock(socket.mutex);
    socket.options.linger_on = linger.l_onoff != 0;
    if (option == SO_LINGER)
        socket.options.linger_seconds = linger.l_linger;
    return 0;
}

int set_buffer(Socket& socket, bool send, const In& in) {
    DWORD size = 0;
    if (const int code = in.number(size); code != 0)
        return code;
    const int wished = static_cast<int>(std::min<DWORD>(size, 0x40000000));
    if (const std::shared_ptr<Link> link = socket.link())
        link->set_buffer_size(send, wished);
    const std::lock_guard lock(socket.mutex);
    (send ? socket.options.send_buffer : socket.options.receive_buffer) = wished;
    return 0;
}

int set_data_option(Socket& socket, int option, const In& in) {
    if (option == SO_DISCDATA && !socket.takes_disconnect_data())
        return WSAENOPROTOOPT;
    const std::size_t most =
        option == SO_DISCDATA ? codec::max_disconnect_data : codec::max_connect_data;
    const std::lock_guard lock(socket.mutex);
    if (option == SO_CONNDATA)
        return in.octets(most, socket.options.connect_data);
    const int code = in.octets(most, socket.options.disconnect_data);
    if (code == 0)
        socket.options.has_disconnect_data = true;
    return code;
}

// A socket that AcceptEx connected becomes one that accept would have made.
int update_accept_context(Socket& socket, const In& in) {
    SOCKET from = INVALID_SOCKET;
    if (const int code = in.handle(from); code != 0)
        return code;
    std::shared_ptr<Socket> listening;
    if (const int code = Socket::find(from, listening); code != 0)
        return code;
    const std::shared_ptr<Link> link = socket.link();
    if (!listening->listener())
        return WSAEINVAL;
    if (!link)
        return WSAENOTCONN;
    socket.take_after(*listening);
    return 0;
}

int set_option(Socket& socket, int option, const In& in) {
    bool flag = false;
    DWORD number = 0;
    switch (option) {
    case SO_RCVTIMEO: return set_timeout(socket.receive_timeout_ms, in);
    case SO_SNDTIMEO: return set_timeout(socket.send_timeout_ms, in);
    case SO_LINGER:
    case SO_DONTLINGER: return set_linger(socket, option, in);
    case SO_SNDBUF: return set_buffer(socket, true, in);
    case SO_RCVBUF: return set_buffer(socket, false, in);
    case SO_CONNDATA:
    case SO_DISCDATA: return set_data_option(socket, option, in);
    // Room for incoming data is always there.
    case SO_CONNDATALEN:
    case SO_DISCDATALEN: return in.number(number);
    case SO_UPDATE_ACCEPT_CONTEXT: return update_accept_context(socket, in);
    case SO_UPDATE_CONNECT_CONTEXT: {
        const std::shared_ptr<Link> link = socket.link();
        return link && link->state().was_open ? 0 : WSAENOTCONN;
    }
    case SO_KEEPALIVE: {
        if (const int code = in.flag(flag); code != 0)
            return code;
        if (const std::shared_ptr<Link> link = socket.link())
            link->set_keep_alive(flag);
        const std::lock_guard lock(socket.mutex);
        socket.options.keep_alive = flag;
        socket.options.keep_alive_said = true;
        return 0;
    }
    // Selectors are never shared, whatever these say; they are kept for the program to read.
    case SO_REUSEADDR:
    case SO_EXCLUSIVEADDRUSE: {
        if (const int code = in.flag(flag); code != 0)
            return code;
        const std::lock_guard lock(socket.mutex);
        (option == SO_REUSEADDR ? socket.options.reuse_address : socket.options.exclusive_address) =
            flag;
        return 0;
    }
    // What is off anyway may be switched off.
    case SO_DEBUG:
    case SO_DONTROUTE:
    case SO_OOBINLINE: {
        const int code = in.flag(flag);
        return code == 0 && flag ? WSAENOPROTOOPT : code;
    }
    default: return WSAENOPROTOOPT;
    }
}

} // namespace

int WSPAPI get_sock_opt(SOCKET s, int level, int option, char* value, LPINT size, LPINT error) {
    return answer(error, [&] {
        return with_socket(s, [&](Socket& socket) {
            if (value == nullptr || size == nullptr)
                return WSAEFAULT;
            if (level == SOL_ITOT)
                return get_itot_option(socket, option, value, size);
            if (level != SOL_SOCKET)
                return WSAENOPROTOOPT;
            return get_option(socket, option, Out(value, size));
        });
    });
}

int WSPAPI set_sock_opt(SOCKET s, int level, int option, const char* value, int size, LPINT error) {
    return answer(error, [&] {
        return with_socket(s, [&](Socket& socket) {
            if (value == nullptr && size != 0)
                return WSAEFAULT;
            if (level == SOL_ITOT)
                return set_itot_option(socket, option, value, size);
            if (level != SOL_SOCKET)
                return WSAENOPROTOOPT;
            return set_option(socket, option, In(value, size));
        });
    });
}

} // namespace ws2::provider::itot::slot
