// Room provider_tcpip: TransmitFile: a file between two buffers, without a copy of it.
#include "kernel/file.hpp"
#include "provider/tcpip/extension.hpp"
#include "provider/tcpip/socket_table.hpp"
#include "provider/tcpip/transmit.hpp"

namespace ws2::provider::tcpip {
namespace {

// Where to begin, and how much there is. Without an OVERLAPPED: where the file stands.
int take_file(Request& request, HANDLE file, DWORD size, const OVERLAPPED* overlapped) noexcept {
    FilePart part;
    const std::int64_t offset = overlapped == nullptr
                                    ? -1
                                    : static_cast<std::int64_t>(overlapped->OffsetHigh) << 32U |
                                          static_cast<std::int64_t>(overlapped->Offset);
    if (file != nullptr)
        if (const int code = find_part(file, offset, size, part); code != 0)
            return code;
    request.file = part.file;
    request.file_offset = part.offset;
    request.file_size = part.size;
    return 0;
}

void take_edges(Request& request, const TRANSMIT_FILE_BUFFERS* edges) noexcept {
    WSABUF both[2] = {};
    if (edges != nullptr) {
        both[0] = {edges->HeadLength, static_cast<CHAR*>(edges->Head)};
        both[1] = {edges->TailLength, static_cast<CHAR*>(edges->Tail)};
    }
    request.take_buffers(both, 2); // fit without allocation
}

} // namespace

BOOL PASCAL transmit_file(SOCKET s, HANDLE file, DWORD size, DWORD, LPOVERLAPPED overlapped,
                          LPTRANSMIT_FILE_BUFFERS buffers, DWORD flags) {
    const SocketReference socket(s);
    if (!socket)
        return as_boolean(WSAENOTSOCK);
    if (const int code = check_transmit(*socket, size, flags); code != 0)
        return as_boolean(code);
    if (socket->datagram)
        return as_boolean(WSAENOTCONN);
    if (!socket->has(status::overlapped))
        overlapped = nullptr;
    Request* const request = new_request(*socket, WS2IO_SEND_FILE, {overlapped});
    if (request == nullptr)
        return as_boolean(WSAENOBUFS);
    if (const int code = take_file(*request, file, size, overlapped); code != 0) {
        free_request(*request);
        return as_boolean(code);
    }
    take_edges(*request, buffers);
    const int sent_file = request->file;
    const std::int64_t behind =
        request->file_offset + static_cast<std::int64_t>(request->file_size);
    const BOOL sent = start_transmit(*socket, *request, flags);
    // A synchronous call reads on from where the file stands: the next one finds the next part.
    if (sent != FALSE && overlapped == nullptr && file != nullptr)
        kernel::set_file_position(sent_file, behind);
    return sent;
}

} // namespace ws2::provider::tcpip
