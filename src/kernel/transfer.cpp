// Room kernel: the calls of socket.hpp that move data.
#include "kernel/address.hpp"
#include "kernel/cancellation.hpp"
#include "kernel/capture.hpp"
#include "kernel/control.hpp"
#include "kernel/error.hpp"
#include "kernel/message.hpp"
#include "kernel/socket.hpp"

#include <algorithm>
#include <cerrno>
#include <sys/socket.h>
#include <sys/uio.h>

namespace ws2::kernel {
namespace {

using base::Result;

static_assert(sizeof(Piece) == sizeof(iovec) && offsetof(Piece, size) == offsetof(iovec, iov_len));
static_assert(native_flag::peek == MSG_PEEK && native_flag::truncated_size == MSG_TRUNC);
static_assert(native_flag::dont_wait == MSG_DONTWAIT && native_flag::wait_all == MSG_WAITALL);
static_assert(native_flag::no_signal == MSG_NOSIGNAL);
static_assert(win::message_flag::out_of_band == MSG_OOB && win::message_flag::peek == MSG_PEEK &&
              win::message_flag::dont_route == MSG_DONTROUTE);

iovec* as_iovec(const Piece* pieces) noexcept {
    return reinterpret_cast<iovec*>(const_cast<Piece*>(pieces));
}

Operation receive_operation(int native_flags) noexcept {
    return (native_flags & MSG_TRUNC) != 0 ? Operation::receive_datagram : Operation::receive;
}

// The sender's address as Windows has it, and its size. `octets` of the data are at `data`.
unsigned settle_sender(void* address, unsigned room, unsigned size, const void* data,
                       std::size_t octets) noexcept {
    if (family_of(address, static_cast<int>(std::min(size, room))) == packet_family) [[unlikely]]
        return sender_of_packet(data, static_cast<unsigned>(octets), address, room);
    windows_family_in_place(address, std::min(size, room));
    return size;
}

} // namespace

Result<std::uint32_t> send_failure(int code) noexcept {
    return Result<std::uint32_t>::fail(wsa_error(code, Operation::send));
}

Result<std::uint32_t> receive_failure(int code, int native_flags) noexcept {
    return Result<std::uint32_t>::fail(wsa_error(code, receive_operation(native_flags)));
}

Result<std::uint32_t> send_to(int descriptor, const void* data, std::size_t size, int native_flags,
                              const void* address, int address_size) noexcept {
    const NativeAddress native(address, address_size);
    const MayCancel mark;
    const ssize_t sent = ::sendto(descriptor, data, size, native_flags,
                                  static_cast<const sockaddr*>(native.data()), native.size());
    if (sent < 0)
        return Result<std::uint32_t>::fail(last_wsa_error(Operation::send_to));
    return Result<std::uint32_t>::ok(static_cast<std::uint32_t>(sent));
}

Result<std::uint32_t> receive_from(int descriptor, void* data, std::size_t size, int native_flags,
                                   void* address, unsigned& room) noexcept {
    socklen_t address_size = room;
    const MayCancel mark;
    const ssize_t got = ::recvfrom(descriptor, data, size, native_flags,
                                   static_cast<sockaddr*>(address), &address_size);
    if (got < 0)
        return Result<std::uint32_t>::fail(last_wsa_error(receive_operation(native_flags)));
    room = settle_sender(address, room, address_size, data,
                         std::min(static_cast<std::size_t>(got), size));
    return Result<std::uint32_t>::ok(static_cast<std::uint32_t>(got));
}

Result<std::uint32_t> send_with_control(int descriptor, const Piece* pieces, std::size_t count,
                                        int native_flags, const void* address, int size,
                                        const Control& control) noexcept {
    const NativeAddress native(address, size);
    alignas(std::size_t) unsigned char room[native_control_room];
    msghdr message{};
    message.msg_name = address != nullptr ? const_cast<void*>(native.data()) : nullptr;
    message.msg_namelen = address != nullptr ? native.size() : 0;
    message.msg_iov = as_iovec(pieces);
    message.msg_iovlen = count;
    if (control.size != 0) {
        const Result<std::size_t> used = native_control(control.data, control.size, room);
        if (!used)
            return Result<std::uint32_t>::fail(used.error);
        message.msg_control = room;
        message.msg_controllen = used.value;
    }
    const MayCancel mark;
    const ssize_t sent = ::sendmsg(descriptor, &message, native_flags);
    if (sent < 0)
        return Result<std::uint32_t>::fail(
            last_wsa_error(address != nullptr ? Operation::send_to : Operation::send));
    return Result<std::uint32_t>::ok(static_cast<std::uint32_t>(sent));
}

Result<std::uint32_t> send_message(int descriptor, const Piece* pieces, std::size_t count,
                                   int native_flags, const void* address, int size) noexcept {
    return send_with_control(descriptor, pieces, count, native_flags, address, size, {});
}

Result<Received> receive_message(int descriptor, const Piece* pieces, std::size_t count,
                                 int native_flags, void* address, unsigned room,
                                 Control* control) noexcept {
    alignas(std::size_t) unsigned char native[native_control_room];
    msghdr message{};
    message.msg_control = control != nullptr ? native : nullptr;
    message.msg_controllen = control != nullptr ? sizeof native : 0;
    message.msg_name = address;
    message.msg_namelen = room;
    message.msg_iov = as_iovec(pieces);
    message.msg_iovlen = count;
    const MayCancel mark;
    const ssize_t got = ::recvmsg(descriptor, &message, native_flags & ~MSG_TRUNC);
    if (got < 0)
        return Result<Received>::fail(last_wsa_error(receive_operation(native_flags)));
    if (address != nullptr)
        message.msg_namelen = settle_sender(address, room, message.msg_namelen, pieces->start,
                                            std::min(static_cast<std::size_t>(got), pieces->size));
    if (control != nullptr) {
        const ControlOutcome given = windows_control(native, message.msg_controllen, control->kinds,
                                                     control->data, control->size);
        control->size = given.size;
        control->truncated = given.truncated || (message.msg_flags & MSG_CTRUNC) != 0;
    }
    return Result<Received>::ok({static_cast<std::uint32_t>(got),
                                 (message.msg_flags & MSG_TRUNC) != 0,
                                 (message.msg_flags & MSG_OOB) != 0, message.msg_namelen});
}

void drain_error_queue(int descriptor) noexcept {
    const int saved_errno = errno;
    char control[256];
    for (;;) {
        msghdr message{};
        message.msg_control = control;
        message.msg_controllen = sizeof control;
        if (::recvmsg(descriptor, &message, MSG_ERRQUEUE | MSG_DONTWAIT) < 0)
            break;
    }
    errno = saved_errno;
}

void drain_datagrams(int descriptor) noexcept {
    const int saved_errno = errno;
    char nothing = 0;
    while (::recv(descriptor, &nothing, 0, MSG_DONTWAIT | MSG_TRUNC) >= 0) {
    }
    errno = saved_errno;
}

} // namespace ws2::kernel
