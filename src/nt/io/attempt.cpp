// Room nt_io: one non-blocking step of an operation, by the bare system calls.
#include "nt/io/attempt.hpp"

#include "kernel/background.hpp"
#include "kernel/message.hpp"
#include "kernel/socket.hpp"

#include <algorithm>
#include <winerror.h>

namespace ws2::nt::io {
namespace {

static_assert(sizeof(kernel::Piece) == sizeof(ws2io_buffer));

constexpr int kQuiet = kernel::native_flag::dont_wait | kernel::native_flag::no_signal;

kernel::Piece* pieces(Operation& operation) noexcept {
    return reinterpret_cast<kernel::Piece*>(operation.buffers);
}

// The buffers without the octets that are through.
[[gnu::hot]] void advance(Operation& operation, std::uint64_t size) noexcept {
    operation.engine.done += size;
    while (operation.buffer_count > 0) {
        ws2io_buffer& first = operation.buffers[0];
        const std::size_t part = std::min<std::uint64_t>(first.size, size);
        first.start = static_cast<char*>(first.start) + part;
        first.size -= part;
        size -= part;
        if (first.size != 0)
            return;
        ++operation.buffers;
        --operation.buffer_count;
    }
}

[[gnu::hot]] void set_transferred(Operation& operation) noexcept {
    operation.transferred =
        static_cast<std::uint32_t>(std::min<std::uint64_t>(operation.engine.done, UINT32_MAX));
}

// One receive into what is left of the buffers.
int receive_once(int descriptor, Operation& operation) noexcept {
    const int flags = operation.message_flags | kernel::native_flag::dont_wait;
    if (operation.buffer_count == 1) {
        const auto got = kernel::receive(descriptor, operation.buffers[0].start,
                                         operation.buffers[0].size, flags);
        return got ? received(operation, got.value) : got.error;
    }
    const auto got = kernel::receive_message(descriptor, pieces(operation), operation.buffer_count,
                                             flags, nullptr, 0);
    if (!got)
        return got.error;
    operation.truncated = got.value.truncated;
    return received(operation, got.value.size);
}

[[gnu::hot]] int receive(int descriptor, Operation& operation) noexcept {
    if ((operation.options & WS2IO_STREAM) != 0 && wanted(operation) == 0)
        return kernel::is_ready(descriptor, false) ? 0 : WSAEWOULDBLOCK;
    int outcome = 0;
    do { // until the kernel itself says that there is no more: no edge announces what was left
        outcome = receive_once(descriptor, operation);
    } while (outcome == kMore);
    return outcome;
}

int receive_message(int descriptor, Operation& operation) noexcept {
    kernel::Control control{operation.control, operation.control_size, operation.control_kinds};
    const auto got = kernel::receive_message(
        descriptor, pieces(operation), operation.buffer_count,
        operation.message_flags | kernel::native_flag::dont_wait, operation.address,
        operation.address_size, operation.control != nullptr ? &control : nullptr);
    if (!got)
        return got.error;
    operation.control_size = static_cast<std::uint32_t>(control.size);
    operation.control_truncated = control.truncated;
    operation.transferred = got.value.size;
    operation.truncated = got.value.truncated;
    operation.address_size = got.value.address_size;
    return 0;
}

// Everything, over as many steps as it takes.
[[gnu::hot]] int send(int descriptor, Operation& operation) noexcept {
    int outcome = 0;
    do {
        const auto part =
            operation.buffer_count == 1
                ? kernel::send(descriptor, operation.buffers[0].start, operation.buffers[0].size,
                               operation.message_flags | kQuiet)
                : kernel::send_message(descriptor, pieces(operation), operation.buffer_count,
                                       operation.message_flags | kQuiet, nullptr, 0);
        if (!part)
            return part.error;
        outcome = sent(operation, part.value);
    } while (outcome == kMore);
    return outcome;
}

int send_message(int descriptor, Operation& operation) noexcept {
    const auto sent = kernel::send_with_control(
        descriptor, pieces(operation), operation.buffer_count, operation.message_flags | kQuiet,
        operation.address, static_cast<int>(operation.address_size),
        {operation.control, operation.control_size});
    if (!sent)
        return sent.error;
    operation.transferred = sent.value;
    return 0;
}

int accept(int descriptor, Operation& operation) noexcept {
    const auto accepted = kernel::accept(descriptor, false);
    operation.accepted = accepted ? accepted.value : -1;
    return accepted.error;
}

int connect(int descriptor, Operation& operation) noexcept {
    if ((operation.engine.state & kConnecting) != 0)
        return kernel::connect_outcome(descriptor);
    operation.engine.state |= kConnecting;
    const bool blocks = (operation.options & WS2IO_BLOCKING) != 0;
    if (blocks)
        kernel::set_non_blocking(descriptor, true);
    const auto outcome =
        kernel::connect(descriptor, operation.address, static_cast<int>(operation.address_size));
    if (blocks)
        kernel::set_non_blocking(descriptor, false);
    return outcome.error;
}

// One of the two buffers around the file; 0 when it is through.
int send_edge(int descriptor, Operation& operation, ws2io_buffer& edge) noexcept {
    while (edge.size != 0) {
        const auto sent = kernel::send(descriptor, edge.start, edge.size, kQuiet);
        if (!sent)
            return sent.error;
        edge.start = static_cast<char*>(edge.start) + sent.value;
        edge.size -= sent.value;
        operation.engine.done += sent.value;
    }
    return 0;
}

int send_file_part(int descriptor, Operation& operation) noexcept {
    while (operation.file_size != 0) {
        const auto sent = kernel::send_file(descriptor, operation.file, &operation.file_offset,
                                            operation.file_size);
        if (!sent)
            return sent.error;
        operation.file_size = sent.value == 0 ? 0 : operation.file_size - sent.value;
        operation.engine.done += sent.value;
    }
    return 0;
}

int send_file(int descriptor, Operation& operation) noexcept {
    const bool blocks = (operation.options & WS2IO_BLOCKING) != 0;
    if (blocks)
        kernel::set_non_blocking(descriptor, true);
    int outcome = 0;
    if (operation.buffer_count > 0)
        outcome = send_edge(descriptor, operation, operation.buffers[0]);
    if (outcome == 0)
        outcome = send_file_part(descriptor, operation);
    if (outcome == 0 && operation.buffer_count > 1)
        outcome = send_edge(descriptor, operation, operation.buffers[1]);
    if (blocks)
        kernel::set_non_blocking(descriptor, false);
    set_transferred(operation);
    return outcome;
}

int send_packet(int descriptor, Operation& operation, ws2io_packet& packet) noexcept {
    while (packet.size != 0) {
        std::uint64_t sent = 0;
        if (packet.file < 0) {
            const auto part = kernel::send(descriptor, packet.start, packet.size, kQuiet);
            if (!part)
                return part.error;
            sent = part.value;
            packet.start = static_cast<char*>(packet.start) + sent;
        } else {
            const auto part =
                kernel::send_file(descriptor, packet.file, &packet.file_offset, packet.size);
            if (!part)
                return part.error;
            sent = part.value == 0 ? packet.size : part.value; // the file is shorter
            operation.engine.done -= sent - part.value;
        }
        packet.size -= sent;
        operation.engine.done += sent;
    }
    return 0;
}

// One message of several pieces. What does not fit the list is a message of its own.
int send_message_of_packets(int descriptor, Operation& operation) noexcept {
    constexpr std::uint32_t most = 64;
    kernel::Piece list[most];
    std::uint32_t count = 0;
    bool last = false;
    while (!last && count < operation.packet_count && count < most) {
        list[count] = {operation.packets[count].start, operation.packets[count].size};
        last = operation.packets[count++].last != 0;
    }
    const auto sent = kernel::send_message(descriptor, list, count, kQuiet, nullptr, 0);
    if (!sent)
        return sent.error;
    operation.engine.done += sent.value;
    operation.packets += count;
    operation.packet_count -= count;
    return 0;
}

int send_packets(int descriptor, Operation& operation) noexcept {
    const bool stream = (operation.options & WS2IO_STREAM) != 0;
    const bool blocks = stream && (operation.options & WS2IO_BLOCKING) != 0;
    if (blocks)
        kernel::set_non_blocking(descriptor, true);
    int outcome = 0;
    while (outcome == 0 && operation.packet_count != 0) {
        if (!stream) {
            outcome = send_message_of_packets(descriptor, operation);
            continue;
        }
        outcome = send_packet(descriptor, operation, *operation.packets);
        if (outcome == 0) {
            ++operation.packets;
            --operation.packet_count;
        }
    }
    if (blocks)
        kernel::set_non_blocking(descriptor, false);
    set_transferred(operation);
    return outcome;
}

[[gnu::hot]] int step(int descriptor, Operation& operation) noexcept {
    switch (operation.kind) {
    case WS2IO_RECEIVE: return receive(descriptor, operation);
    case WS2IO_RECEIVE_MESSAGE: return receive_message(descriptor, operation);
    case WS2IO_ACCEPT: return accept(descriptor, operation);
    case WS2IO_POLL_IN: return kernel::is_ready(descriptor, false) ? 0 : WSAEWOULDBLOCK;
    case WS2IO_SEND: return send(descriptor, operation);
    case WS2IO_SEND_MESSAGE: return send_message(descriptor, operation);
    case WS2IO_CONNECT: return connect(descriptor, operation);
    case WS2IO_POLL_OUT: return kernel::is_ready(descriptor, true) ? 0 : WSAEWOULDBLOCK;
    case WS2IO_SEND_FILE: return send_file(descriptor, operation);
    case WS2IO_SEND_PACKETS: return send_packets(descriptor, operation);
    case WS2IO_NOTHING: return 0;
    default: return WSAEOPNOTSUPP;
    }
}

} // namespace

[[gnu::hot]] std::uint64_t wanted(const Operation& operation) noexcept {
    std::uint64_t size = 0;
    for (std::uint32_t i = 0; i < operation.buffer_count; ++i)
        size += operation.buffers[i].size;
    return size;
}

[[gnu::hot]] int received(Operation& operation, std::uint32_t size) noexcept {
    if ((operation.options & WS2IO_WHOLE) == 0) {
        operation.transferred = size;
        return 0;
    }
    advance(operation, size);
    set_transferred(operation);
    return size == 0 || wanted(operation) == 0 ? 0 : kMore;
}

[[gnu::hot]] int sent(Operation& operation, std::uint32_t size) noexcept {
    advance(operation, size);
    set_transferred(operation);
    return wanted(operation) == 0 ? 0 : kMore;
}

[[gnu::hot]] int attempt(int descriptor, Operation& operation) noexcept {
    int outcome = 0;
    do {
        outcome = step(descriptor, operation);
    } while (outcome == WSAEINTR);
    return outcome;
}

} // namespace ws2::nt::io
