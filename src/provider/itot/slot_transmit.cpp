// Room provider_itot: TransmitFile: one message of a file between two buffers. The file is sent
// from the system's own pages; a copy is made only of what a call that may not wait leaves behind.
#include "kernel/file.hpp"
#include "provider/itot/pieces.hpp"
#include "provider/itot/runtime.hpp"
#include "provider/itot/slot_extension.hpp"
#include "provider/itot/socket.hpp"

namespace ws2::provider::itot::slot {
namespace {

constexpr DWORD ending = TF_DISCONNECT | TF_REUSE_SOCKET;
constexpr DWORD harmless = TF_WRITE_BEHIND | TF_USE_SYSTEM_THREAD | TF_USE_KERNEL_APC;
constexpr DWORD most_octets = 0x7FFFFFFE;           // of the file
constexpr std::uintptr_t first_object = 0x40000000; // handles below are descriptors

int check(DWORD size, DWORD flags) noexcept {
    if ((flags & ~(ending | harmless)) != 0 || (flags & ending) == TF_REUSE_SOCKET ||
        size > most_octets || ((flags & TF_WRITE_BEHIND) != 0 && (flags & ending) != 0))
        return WSAEINVAL;
    return (flags & TF_REUSE_SOCKET) != 0 ? WSAEOPNOTSUPP : 0; // as DisconnectEx
}

// Without an OVERLAPPED the part begins where the file stands. `size` 0 means up to its end.
int open_part(HANDLE handle, const OVERLAPPED* overlapped, DWORD size,
              std::unique_ptr<kernel::FileView>& view) {
    if (handle == nullptr)
        return 0;
    const auto number = reinterpret_cast<std::uintptr_t>(handle);
    if (number >= first_object)
        return WSAENOTSOCK;
    const int file = static_cast<int>(number);
    const base::Result<std::int64_t> length = kernel::file_size(file);
    if (!length)
        return length.error;
    const std::int64_t offset = overlapped == nullptr
                                    ? kernel::file_position(file).value // 0 if it has none
                                    : static_cast<std::int64_t>(overlapped->OffsetHigh) << 32 |
                                          static_cast<std::int64_t>(overlapped->Offset);
    const std::int64_t there = offset < 0 ? -1 : length.value - offset;
    // A message of fewer octets than were asked for would be another message.
    if (there < std::int64_t{size} || (size == 0 && there > std::int64_t{most_octets}))
        return WSAEINVAL;
    base::Result<kernel::FileView> opened = kernel::FileView::open(
        file, offset, static_cast<std::size_t>(size == 0 ? there : std::int64_t{size}));
    if (!opened)
        return opened.error;
    view = std::make_unique<kernel::FileView>(std::move(opened.value));
    return 0;
}

struct Transmission {
    Socket& socket;
    Link& link;
    std::array<WSABUF, 3> buffers;
    std::unique_ptr<kernel::FileView> view;
    DWORD flags;
};

int begin_transmission(Transmission& call, const Notice& notice, const SendCall& how) {
    const auto count = static_cast<DWORD>(call.buffers.size());
    OperationPointer spare = make_operation(call.socket, notice, call.buffers.data(), count);
    spare->view = std::move(call.view);
    if (const int code = begin(notice); code != 0)
        return code;
    Done done;
    const int code = call.link.begin_send({call.socket, notice, call.buffers.data(), count, 0}, how,
                                          spare, done);
    if (code == 0)
        indicate(call.socket.handle(), notice, nullptr, done);
    return code;
}

int transmit(Transmission& call, LPOVERLAPPED overlapped) {
    const Pieces<kernel::StreamPiece> pieces(call.buffers.data(),
                                             static_cast<DWORD>(call.buffers.size()));
    if (!pieces.whole())
        return WSAEFAULT;
    if (pieces.size() > 0xFFFFFFFF)
        return WSAEINVAL;
    if (pieces.size() == 0 && call.link.agreement().form == codec::Form::class0 &&
        call.link.state().phase == Phase::open)
        return WSAEMSGSIZE;
    const SendCall how{pieces.get(), pieces.size(), true, call.socket.send_patience()};
    const bool waits = overlapped == nullptr;
    const int code =
        waits ? call.link.send(how) : begin_transmission(call, {overlapped, nullptr, nullptr}, how);
    if ((code != 0 && code != WSA_IO_PENDING) || (call.flags & TF_DISCONNECT) == 0)
        return waits || code != 0 ? code : WSA_IO_PENDING; // so that a port's packet is expected
    const int ended = call.link.send_disconnect({});       // behind it
    return waits ? ended : WSA_IO_PENDING;
}

} // namespace

BOOL PASCAL transmit_file(SOCKET s, HANDLE file, DWORD size, DWORD, LPOVERLAPPED overlapped,
                          LPTRANSMIT_FILE_BUFFERS edges, DWORD flags) {
    return extension_answer([&] {
        if (const int code = check(size, flags); code != 0)
            return code;
        return with_link(s, [&](Socket& socket, Link& link) {
            if (!socket.overlapped())
                overlapped = nullptr;
            Transmission call{socket, link, {}, nullptr, flags};
            if (const int code = open_part(file, overlapped, size, call.view); code != 0)
                return code;
            if (edges != nullptr) {
                call.buffers[0] = {edges->HeadLength, static_cast<CHAR*>(edges->Head)};
                call.buffers[2] = {edges->TailLength, static_cast<CHAR*>(edges->Tail)};
            }
            if (call.view)
                call.buffers[1] = {static_cast<ULONG>(call.view->size()),
                                   const_cast<CHAR*>(call.view->data())};
            const int code = transmit(call, overlapped);
            // A synchronous call reads on from where the file stands.
            if (code == 0 && overlapped == nullptr && file != nullptr) {
                const int number = static_cast<int>(reinterpret_cast<std::uintptr_t>(file));
                kernel::set_file_position(number, kernel::file_position(number).value +
                                                      std::int64_t{call.buffers[1].len});
            }
            if (code == WSAEWOULDBLOCK)
                socket.reenable(FD_WRITE);
            return code;
        });
    });
}

} // namespace ws2::provider::itot::slot
