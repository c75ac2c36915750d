#include "kernel/socket.hpp"

#include "kernel/address.hpp"
#include "kernel/cancellation.hpp"
#include "kernel/error.hpp"
#include "kernel/wsa.hpp"

#include <cerrno>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace ws2::kernel {
namespace {

using base::Result;

static_assert(static_cast<int>(End::receive) == SHUT_RD && static_cast<int>(End::send) == SHUT_WR &&
              static_cast<int>(End::both) == SHUT_RDWR);

const sockaddr* as_sockaddr(const NativeAddress& address) noexcept {
    return static_cast<const sockaddr*>(address.data());
}

Result<void> result_of(int outcome, Operation operation) noexcept {
    return outcome == 0 ? Result<void>::ok() : Result<void>::fail(last_wsa_error(operation));
}

} // namespace

Result<int> open_socket(int windows_family, int type, int protocol) noexcept {
    const int descriptor = ::socket(native_family(windows_family), type | SOCK_CLOEXEC, protocol);
    return descriptor >= 0 ? Result<int>::ok(descriptor)
                           : Result<int>::fail(last_wsa_error(Operation::open));
}

Result<void> bind(int descriptor, const void* address, int size) noexcept {
    const NativeAddress native(address, size);
    return result_of(::bind(descriptor, as_sockaddr(native), native.size()), Operation::bind);
}

Result<void> listen(int descriptor, int backlog) noexcept {
    return result_of(::listen(descriptor, backlog), Operation::bind);
}

Result<int> accept(int descriptor, bool non_blocking) noexcept {
    for (;;) {
        const int flags = SOCK_CLOEXEC | (non_blocking ? SOCK_NONBLOCK : 0);
        const MayCancel mark;
        const int accepted = ::accept4(descriptor, nullptr, nullptr, flags);
        if (accepted >= 0)
            return Result<int>::ok(accepted);
        if (const int code = last_wsa_error(Operation::accept); code != wsa::interrupted)
            return Result<int>::fail(code);
    }
}

Result<void> connect(int descriptor, const void* address, int size) noexcept {
    const NativeAddress native(address, size);
    const MayCancel mark;
    for (;;) {
        const Result<void> outcome = result_of(
            ::connect(descriptor, as_sockaddr(native), native.size()), Operation::connect);
        const bool interrupted = outcome.error == wsa::interrupted;
        if (interrupted && as_sockaddr(native)->sa_family == AF_UNIX)
            continue; // nothing goes on
        const bool goes_on = interrupted || outcome.error == wsa::already;
        return goes_on ? Result<void>::fail(wsa::would_block) : outcome;
    }
}

Result<void> dissolve(int descriptor) noexcept {
    sockaddr nobody{};
    nobody.sa_family = AF_UNSPEC;
    return result_of(::connect(descriptor, &nobody, sizeof nobody), Operation::connect);
}

Result<void> shutdown(int descriptor, End end) noexcept {
    return result_of(::shutdown(descriptor, static_cast<int>(end)), Operation::other);
}

Result<unsigned> local_address(int descriptor, void* address, unsigned room) noexcept {
    socklen_t size = room;
    if (::getsockname(descriptor, static_cast<sockaddr*>(address), &size) != 0)
        return Result<unsigned>::fail(last_wsa_error(Operation::other));
    windows_family_in_place(address, size < room ? size : room);
    return Result<unsigned>::ok(size);
}

Result<unsigned> peer_address(int descriptor, void* address, unsigned room) noexcept {
    socklen_t size = room;
    if (::getpeername(descriptor, static_cast<sockaddr*>(address), &size) != 0)
        return Result<unsigned>::fail(last_wsa_error(Operation::other));
    windows_family_in_place(address, size < room ? size : room);
    return Result<unsigned>::ok(size);
}

Result<unsigned> last_peer_address(int descriptor, void* address, unsigned size) noexcept {
    socklen_t length = size;
    if (::getsockopt(descriptor, SOL_SOCKET, SO_PEERNAME, address, &length) != 0)
        return Result<unsigned>::fail(last_wsa_error(Operation::other));
    windows_family_in_place(address, length);
    return Result<unsigned>::ok(length);
}

void set_non_blocking(int descriptor, bool on) noexcept {
    int value = on ? 1 : 0;
    static_cast<void>(::ioctl(descriptor, FIONBIO, &value)); // cannot fail on an open socket
}

} // namespace ws2::kernel
