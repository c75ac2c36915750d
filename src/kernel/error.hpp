// Room kernel: errno to WSA code, in one table keyed by the operation where Windows differs.
#pragma once

namespace ws2::kernel {

// What was being done when the kernel refused. Windows gives some causes another code depending on
// the call; everything else is `other`.
enum class Operation {
    other,
    open,    // socket
    bind,    // bind, listen
    connect, // connect, and the result of a pending connect
    accept,
    send,    // without an address
    send_to, // with an address
    receive, // on a stream
    receive_datagram,
    option,  // getsockopt, setsockopt
    control, // ioctl
};

// Never 0. EINTR is WSAEINTR, or WSA_OPERATION_ABORTED if another thread cancelled the call. An
// errno that the table does not know becomes WSAEINVAL and is logged as an error.
int wsa_error(int error, Operation operation) noexcept;

// The same for the current errno.
int last_wsa_error(Operation operation) noexcept;

} // namespace ws2::kernel
