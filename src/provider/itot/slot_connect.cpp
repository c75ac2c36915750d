// Room provider_itot: calling.
#include "kernel/user_probe.hpp"
#include "provider/itot/runtime.hpp"
#include "provider/itot/slot_extension.hpp"
#include "provider/itot/slots.hpp"
#include "provider/itot/socket.hpp"

#include <cstring>

namespace ws2::provider::itot::slot {
namespace {

using Bytes = std::vector<std::uint8_t>;

// Connect data is at most 32 octets; more is WSAEFAULT, the documented code for "too large".
int read_caller_data(const WSABUF* buffer, Bytes& data) {
    if (buffer == nullptr)
        return 0;
    WSABUF copy{};
    if (!kernel::read_user(&copy, buffer, sizeof copy) || copy.len > codec::max_connect_data)
        return WSAEFAULT;
    data.resize(copy.len);
    if (copy.len != 0 && !kernel::read_user(data.data(), copy.buf, copy.len))
        return WSAEFAULT;
    return 0;
}

int write_callee_data(LPWSABUF buffer, Octets data) {
    if (buffer == nullptr)
        return 0;
    WSABUF copy{};
    if (!kernel::read_user(&copy, buffer, sizeof copy) || copy.len < data.size())
        return WSAEFAULT;
    if (!data.empty() && !kernel::write_user(copy.buf, data.data(), data.size()))
        return WSAEFAULT;
    const auto size = static_cast<ULONG>(data.size());
    return kernel::write_user(&buffer->len, &size, sizeof size) ? 0 : WSAEFAULT;
}

// Whether the socket may call now. The lock is held.
int may_call(Socket& socket) {
    if (socket.listener_)
        return WSAEINVAL;
    if (!socket.link_)
        return 0;
    const Link::State state = socket.link_->state();
    if (state.was_open)
        return WSAEISCONN;
    return state.ending == Ending::none ? WSAEALREADY : 0;
}

// The lock is held.
Link::Dial dial_of(const Socket& socket) {
    const Options& options = socket.options;
    Link::Dial dial{{},
                    options.send_buffer,
                    options.receive_buffer,
                    !options.keep_alive_said || options.keep_alive};
    if (socket.port_ && !kernel::is_unspecified(socket.port_->endpoint())) {
        dial.from = socket.port_->endpoint();
        dial.from->port = 0;
    }
    return dial;
}

// The TCP descriptor to call with: the bound one if it is ours alone.
int descriptor_for(Socket& socket, const Endpoint& to, const Link::Dial& dial,
                   kernel::Descriptor& descriptor) {
    if (socket.port_ && socket.port_->endpoint().v6 == to.v6)
        descriptor = socket.port_->take_descriptor();
    if (descriptor) {
        Link::set_up(descriptor.get(), dial);
        return 0;
    }
    const base::Result<int> opened = Link::open_tcp(to, dial);
    if (opened)
        descriptor.reset(opened.value);
    return opened.error;
}

// What the connection's octets are guarded by, if they are: the certificate of the one called has
// to name the host that the program said, else the address.
int guard_for(const Socket& socket, const Endpoint& to, std::unique_ptr<guard::Guard>& guard) {
    if (!socket.guarded())
        return 0;
    GuardContext context;
    if (const int code = socket.open_guard(true, context); code != 0)
        return code;
    const GuardTerms* const terms = socket.options.guard_terms.get();
    const bool named = terms != nullptr && !terms->peer_name.empty();
    guard = context->make(named ? terms->peer_name.c_str() : nullptr,
                          Octets(to.address).first(to.v6 ? 16 : 4));
    return guard ? 0 : WSAENOBUFS;
}

int begin_call(Socket& socket, const Address& to, const Bytes& caller_data,
               std::shared_ptr<Link>& link) {
    const std::lock_guard lock(socket.mutex);
    if (const int code = may_call(socket); code != 0)
        return code;
    const Link::Dial dial = dial_of(socket);
    std::unique_ptr<guard::Guard> guard;
    if (const int code = guard_for(socket, to.endpoint, guard); code != 0)
        return code;
    kernel::Descriptor descriptor;
    if (const int code = descriptor_for(socket, to.endpoint, dial, descriptor); code != 0)
        return code;
    Connection::Call call;
    call.own_reference = Link::fresh_reference();
    if (call.own_reference == 0)
        return WSAENOBUFS;
    call.calling_selector = socket.local.selector;
    call.called_selector = to.selector;
    call.now = kernel::monotonic_ms();
    call.data = caller_data.empty() ? Octets(socket.options.connect_data) : Octets(caller_data);
    link = std::make_shared<Link>(socket.settings_of(socket.options));
    link->set_guard(std::move(guard));
    if (socket.link_)
        socket.link_->watch(nullptr);
    if (socket.notifier_ && socket.notifier_->active()) {
        socket.notifier_->begin_call();
        link->watch(socket.notifier_);
    }
    socket.peer = to;
    socket.link_ = link;
    socket.call_pending = true;
    return link->call(std::move(descriptor), to.endpoint, call, dial);
}

int check_name(const sockaddr* name, int size, std::optional<Address>& to) {
    if (name == nullptr || size < address_size)
        return WSAEFAULT;
    if (name->sa_family != AF_ISO)
        return WSAEAFNOSUPPORT;
    to = from_sockaddr(name, size);
    if (!to || to->endpoint.port == 0 || kernel::is_unspecified(to->endpoint))
        return WSAEADDRNOTAVAIL;
    return 0;
}

} // namespace

BOOL PASCAL connect_ex(SOCKET s, const sockaddr* name, int size, PVOID data, DWORD data_size,
                       LPDWORD, LPOVERLAPPED overlapped) {
    return extension_answer([&] {
        return with_socket(s, [&](Socket& socket) {
            if (overlapped == nullptr)
                return WSA_INVALID_PARAMETER;
            std::optional<Address> to;
            if (const int code = check_name(name, size, to); code != 0)
                return code;
            {
                const std::lock_guard lock(socket.mutex);
                if (!socket.port_)
                    return WSAEINVAL;
            }
            const Notice notice{overlapped, nullptr, nullptr};
            const WSABUF first{data == nullptr ? 0 : data_size, static_cast<CHAR*>(data)};
            OperationPointer operation = make_operation(socket, notice, &first, 1);
            operation->progress.left = first.len;
            std::shared_ptr<Link> link;
            if (const int code = begin(notice); code != 0)
                return code;
            if (const int code = begin_call(socket, *to, {}, link); code != 0)
                return code;
            link->begin_connect(std::move(operation));
            return WSA_IO_PENDING;
        });
    });
}

int WSPAPI connect(SOCKET s, const sockaddr* name, int size, LPWSABUF caller, LPWSABUF callee,
                   LPQOS sending, LPQOS group, LPINT error) {
    return answer(error, [&] {
        return with_socket(s, [&](Socket& socket) {
            std::optional<Address> to;
            if (const int code = check_name(name, size, to); code != 0)
                return code;
            if (sending != nullptr || group != nullptr)
                return WSAEOPNOTSUPP;
            Bytes caller_data;
            if (const int code = read_caller_data(caller, caller_data); code != 0)
                return code;
            // The answer's place has to be known when the call returns.
            if (callee != nullptr && socket.non_blocking)
                return WSAEPROTONOSUPPORT;
            std::shared_ptr<Link> link;
            int code = begin_call(socket, *to, caller_data, link);
            if (!link)
                return code;
            // The outcome is told by select and SO_ERROR, however early it came.
            if (code == 0 && socket.non_blocking)
                return WSAEWOULDBLOCK;
            if (code == 0)
                code = link->await_open(socket.patience(0));
            {
                const std::lock_guard lock(socket.mutex);
                socket.call_pending = false;
            }
            if (code != 0)
                return code;
            return write_callee_data(callee, link->connect_data());
        });
    });
}

} // namespace ws2::provider::itot::slot
