// Room win32: what goes through a named pipe. Octets go as they are. A message is one packet, which
// begins with an octet of ours, so that an empty message is not the end; a long one goes in a file
// without a name, whose descriptor the packet carries.
#include "kernel/local_pipe.hpp"
#include "win32/call.hpp"
#include "win32/named_pipe.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <namedpipeapi.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ws2::win32 {
namespace {

using kernel::Piece;

constexpr std::size_t kPacket = 65536;      // the longest message that is a packet
constexpr std::size_t kInbox = 1024 * 1024; // octets that are taken to be looked at

int write_error(int error) noexcept {
    return error == EPIPE || error == ECONNRESET || error == ENOTCONN ? ERROR_NO_DATA
                                                                      : windows_error(error);
}

// A file that holds the message.
kernel::Descriptor wrap(const char* data, std::size_t size) {
    kernel::Descriptor file(memfd_create("message", MFD_CLOEXEC));
    while (file && size != 0) {
        const ssize_t part = write(file.get(), data, size);
        if (part < 0 && errno != EINTR)
            return {};
        data += part > 0 ? part : 0;
        size -= part > 0 ? static_cast<std::size_t>(part) : 0;
    }
    return file;
}

bool read_wrapped(int file, char* into, std::size_t size, off_t from) noexcept {
    while (size != 0) {
        const ssize_t part = pread(file, into, size, from);
        if (part == 0 || (part < 0 && errno != EINTR))
            return false;
        if (part < 0)
            continue;
        into += part;
        from += part;
        size -= static_cast<std::size_t>(part);
    }
    return true;
}

} // namespace

int NamedPipe::step(PipeRequest& request) {
    const int connected = adopt();
    if (request.kind == PipeRequest::connect)
        return connected;
    if (connected != 0)
        return connected == kAgain ? ERROR_PIPE_LISTENING : connected;
    if (request.kind == PipeRequest::write)
        return facts_.messages ? write_message(request) : write_octets(request);
    if (facts_.messages == 0)
        return read_octets(request);
    return mode_ & PIPE_READMODE_MESSAGE ? read_message(request) : read_across(request);
}

int NamedPipe::read_octets(PipeRequest& request) {
    char nothing = 0;
    // Of no octets: waits for some all the same.
    const Piece piece{request.size ? request.data : &nothing, request.size ? request.size : 1};
    const ssize_t got = kernel::pipe_receive(socket(), &piece, 1, request.size == 0, nullptr);
    if (got < 0)
        return errno == EAGAIN ? kAgain : windows_error(errno);
    if (got == 0)
        return ERROR_BROKEN_PIPE;
    request.moved = request.size ? static_cast<std::size_t>(got) : 0;
    return 0;
}

int NamedPipe::write_octets(PipeRequest& request) {
    while (request.moved < request.size) {
        const Piece piece{request.data + request.moved, request.size - request.moved};
        const ssize_t sent = kernel::pipe_send(socket(), &piece, 1, -1);
        if (sent < 0)
            return errno == EAGAIN ? kAgain : write_error(errno);
        request.moved += static_cast<std::size_t>(sent);
    }
    return request.size == 0 && kernel::pipe_peer_gone(socket()) ? ERROR_NO_DATA : 0;
}

int NamedPipe::write_message(PipeRequest& request) {
    char head = 0;
    const bool wrapped = request.size > kPacket;
    if (wrapped && !request.file) {
        request.file = wrap(request.data, request.size);
        if (!request.file)
            return windows_error(errno);
    }
    const Piece pieces[] = {{&head, 1}, {request.data, wrapped ? 0 : request.size}};
    if (kernel::pipe_send(socket(), pieces, 2, request.file.get()) < 0)
        return errno == EAGAIN ? kAgain : write_error(errno);
    request.moved = request.size;
    return 0;
}

// A message from the socket: `got` octets where the caller wants them, the others in `rest`.
int NamedPipe::receive_packet(char* into, std::size_t room, std::size_t& got, Message& rest) {
    if (!overflow_ && room < kPacket)
        overflow_ = std::make_unique<char[]>(kPacket);
    char head = 0;
    int descriptor = -1;
    const Piece pieces[] = {{&head, 1}, {into, room}, {overflow_.get(), overflow_ ? kPacket : 0}};
    const ssize_t size = kernel::pipe_receive(socket(), pieces, 3, false, &descriptor);
    if (size < 0)
        return errno == EAGAIN ? kAgain : windows_error(errno);
    if (size == 0)
        return ERROR_BROKEN_PIPE;
    const kernel::Descriptor file(descriptor);
    if (!file) {
        const std::size_t length = static_cast<std::size_t>(size) - 1;
        got = std::min(length, room);
        rest.data.assign(overflow_.get(), overflow_.get() + (length - got));
        return 0;
    }
    struct stat status {};
    if (fstat(file.get(), &status) != 0)
        return windows_error(errno);
    const auto length = static_cast<std::size_t>(status.st_size);
    got = std::min(length, room);
    rest.data.resize(length - got);
    return read_wrapped(file.get(), into, got, 0) &&
                   read_wrapped(file.get(), rest.data.data(), length - got, static_cast<off_t>(got))
               ? 0
               : ERROR_READ_FAULT;
}

// Takes messages from the socket to look at them, until there are `most` octets. 0, or what came
// instead of the next one.
int NamedPipe::fill_inbox(std::size_t most) {
    std::size_t there = 0;
    for (const Message& each : inbox_)
        there += each.data.size() - each.taken + 1;
    while (there < most) {
        Message next;
        std::size_t none = 0;
        if (const int error = receive_packet(nullptr, 0, none, next))
            return error;
        there += next.data.size() + 1;
        inbox_.push_back(std::move(next));
    }
    return 0;
}

int NamedPipe::read_message(PipeRequest& request) {
    if (inbox_.empty()) {
        Message rest;
        if (const int error = receive_packet(request.data, request.size, request.moved, rest))
            return error;
        if (rest.data.empty())
            return 0;
        inbox_.push_back(std::move(rest));
        return ERROR_MORE_DATA;
    }
    Message& first = inbox_.front();
    const std::size_t left = first.data.size() - first.taken;
    request.moved = std::min(left, request.size);
    std::copy_n(first.data.data() + first.taken, request.moved, request.data);
    first.taken += request.moved;
    if (request.moved < left)
        return ERROR_MORE_DATA;
    inbox_.pop_front();
    return 0;
}

// Octets of messages, as if there were none.
int NamedPipe::read_across(PipeRequest& request) {
    const int error = inbox_.empty() ? fill_inbox(1) : 0;
    if (error != 0)
        return error;
    while (request.moved < request.size && (!inbox_.empty() || fill_inbox(1) == 0)) {
        Message& first = inbox_.front();
        const std::size_t part =
            std::min(first.data.size() - first.taken, request.size - request.moved);
        std::copy_n(first.data.data() + first.taken, part, request.data + request.moved);
        request.moved += part;
        first.taken += part;
        const bool whole = first.taken == first.data.size();
        if (whole)
            inbox_.pop_front();
        if (part == 0 && request.moved == 0)
            return 0; // an empty message is read as one
    }
    return 0;
}

bool NamedPipe::has_unread() {
    DWORD available = 0;
    return peek(nullptr, 0, nullptr, &available, nullptr) == 0 && available != 0;
}

int NamedPipe::peek(void* buffer, DWORD size, DWORD* copied, DWORD* available, DWORD* left) {
    const Hold hold(*this);
    if (handles_.empty())
        return ERROR_INVALID_HANDLE;
    if (adopt() != 0)
        return ERROR_BAD_PIPE;
    DWORD got = 0;
    DWORD all = 0;
    DWORD rest = 0;
    if (facts_.messages == 0) {
        char nothing = 0;
        const Piece piece{size ? buffer : &nothing, size ? size : 1};
        const ssize_t there = kernel::pipe_receive(socket(), &piece, 1, true, nullptr);
        int count = 0;
        if (there == 0)
            return ERROR_BROKEN_PIPE;
        if (there < 0 && errno != EAGAIN)
            return windows_error(errno);
        got = there > 0 && size ? static_cast<DWORD>(there) : 0;
        if (ioctl(socket(), FIONREAD, &count) == 0)
            all = static_cast<DWORD>(count);
    } else {
        const int error = fill_inbox(kInbox);
        if (inbox_.empty() && error != kAgain)
            return error;
        for (const Message& each : inbox_)
            all += static_cast<DWORD>(each.data.size() - each.taken);
        if (!inbox_.empty()) {
            const Message& first = inbox_.front();
            const auto length = static_cast<DWORD>(first.data.size() - first.taken);
            got = std::min(length, size);
            std::copy_n(first.data.data() + first.taken, got, static_cast<char*>(buffer));
            rest = length - got;
        }
    }
    const auto give = [](DWORD* out, DWORD value) {
        if (out != nullptr)
            *out = value;
    };
    give(copied, got);
    give(available, all);
    give(left, rest);
    return 0;
}

} // namespace ws2::win32
