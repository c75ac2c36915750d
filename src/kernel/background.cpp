// Room kernel: steps of operations that go on while nobody waits for them.
#include "kernel/background.hpp"

#include "kernel/error.hpp"
#include "kernel/pipe_signal.hpp"
#include "kernel/wsa.hpp"

#include <algorithm>
#include <cerrno>
#include <poll.h>
#include <sys/sendfile.h>
#include <sys/socket.h>

namespace ws2::kernel {

bool is_ready(int descriptor, bool sending) noexcept {
    pollfd entry{descriptor, static_cast<short>(sending ? POLLOUT : POLLIN | POLLRDHUP), 0};
    int count = 0;
    do {
        count = ::poll(&entry, 1, 0);
    } while (count < 0 && errno == EINTR);
    return count > 0;
}

int connect_outcome(int descriptor) noexcept {
    if (!is_ready(descriptor, true))
        return wsa::would_block;
    int error = 0;
    socklen_t size = sizeof error;
    if (::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size) != 0)
        return last_wsa_error(Operation::connect);
    if (error != 0)
        return wsa_error(error, Operation::connect);
    sockaddr_storage peer{};
    socklen_t peer_size = sizeof peer;
    if (::getpeername(descriptor, reinterpret_cast<sockaddr*>(&peer), &peer_size) != 0)
        return wsa::would_block; // readiness from before the attempt
    return 0;
}

base::Result<std::uint64_t> send_file(int descriptor, int file, std::int64_t* offset,
                                      std::uint64_t size) noexcept {
    constexpr std::uint64_t most = 0x7ffff000; // what one sendfile(2) takes
    off_t position = *offset;
    const auto part = static_cast<std::size_t>(std::min(size, most));
    const NoPipeSignal quiet; // sendfile has no MSG_NOSIGNAL
    ssize_t sent = -1;
    do {
        sent = ::sendfile(descriptor, file, &position, part);
    } while (sent < 0 && errno == EINTR);
    if (sent < 0)
        return base::Result<std::uint64_t>::fail(last_wsa_error(Operation::send));
    *offset = position;
    return base::Result<std::uint64_t>::ok(static_cast<std::uint64_t>(sent));
}

} // namespace ws2::kernel
