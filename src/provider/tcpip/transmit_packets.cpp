// Room provider_tcpip: TransmitPackets: pieces of memory and of files, one behind another. On a
// datagram socket a piece with TP_ELEMENT_EOP ends a datagram, and pieces are memory.
#include "provider/tcpip/extension.hpp"
#include "provider/tcpip/socket_table.hpp"
#include "provider/tcpip/transmit.hpp"

#include <new>

namespace ws2::provider::tcpip {
namespace {

int take_element(const SocketState& socket, const TRANSMIT_PACKETS_ELEMENT& element,
                 ws2io_packet& packet) noexcept {
    packet = {};
    packet.file = -1;
    packet.last = (element.dwElFlags & TP_ELEMENT_EOP) != 0;
    const ULONG kind = element.dwElFlags & ~ULONG{TP_ELEMENT_EOP};
    if (kind == TP_ELEMENT_MEMORY) {
        if (element.pBuffer == nullptr && element.cLength != 0)
            return WSAEFAULT;
        packet.start = element.pBuffer;
        packet.size = element.cLength;
        return 0;
    }
    if (kind != TP_ELEMENT_FILE)
        return WSAEINVAL;
    if (socket.datagram)
        return WSAEOPNOTSUPP;
    FilePart part;
    const int code = find_part(element.hFile, element.nFileOffset.QuadPart, element.cLength, part);
    packet.file = part.file;
    packet.file_offset = part.offset;
    packet.size = part.size;
    return code;
}

// 0 or the code.
int take_elements(Request& request, const TRANSMIT_PACKETS_ELEMENT* elements,
                  DWORD count) noexcept {
    auto* const packets = request.make_packets(count);
    if (packets == nullptr)
        return WSAENOBUFS;
    for (DWORD i = 0; i < count; ++i)
        if (const int code = take_element(*request.socket, elements[i], packets[i]); code != 0)
            return code;
    return 0;
}

} // namespace

// The size of a send is the kernel's choice on a stream, and the program's on a datagram socket.
BOOL PASCAL transmit_packets(SOCKET s, LPTRANSMIT_PACKETS_ELEMENT elements, DWORD count, DWORD,
                             LPOVERLAPPED overlapped, DWORD flags) {
    const SocketReference socket(s);
    if (!socket)
        return as_boolean(WSAENOTSOCK);
    if (elements == nullptr && count != 0)
        return as_boolean(WSAEFAULT);
    if (const int code = check_transmit(*socket, 0, flags); code != 0)
        return as_boolean(code);
    if (socket->datagram && (flags & (TF_DISCONNECT | TF_REUSE_SOCKET)) != 0)
        return as_boolean(WSAEOPNOTSUPP);
    if (!socket->has(status::overlapped))
        overlapped = nullptr;
    Request* const request = new_request(*socket, WS2IO_SEND_PACKETS, {overlapped});
    if (request == nullptr)
        return as_boolean(WSAENOBUFS);
    if (const int code = take_elements(*request, elements, count); code != 0) {
        free_request(*request);
        return as_boolean(code);
    }
    return start_transmit(*socket, *request, flags);
}

} // namespace ws2::provider::tcpip
