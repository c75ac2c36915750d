// Suite conformance: what the suite knows about the providers it is run over. Everything that one
// provider does differently from another stands in this table; the cases name none of them. What a
// catalog entry claims in its flags is read from the catalog and not repeated here.
#pragma once

#include <cstddef>
#include <span>
#include <winsock2.h>

namespace ws2::conformance {

// How an entry answers the calls that its family may or may not support (reference page of
// WSPSendDisconnect: Windows CE's base provider refuses, the desktop's has only the half-close).
enum class Ending {
    always_fails, // four calls answer WSASYSCALLFAILURE whatever the arguments
    half_close,   // NULL is SD_SEND, data is WSAENOPROTOOPT
    carries_data, // XP1_DISCONNECT_DATA
};

struct Subject {
    const char* name;         // as the tools spell it
    const char16_t* protocol; // szProtocol of the catalog entry
    const char16_t* loopback; // an address to listen on; the provider picks the port
    const char16_t* foreign;  // well formed, no address of this machine
    Ending ending;
    std::size_t disconnect_limit = 0; // octets of disconnect data
    int over_limit = 0;               // answer to one octet more
    bool whole_sends = false;         // a non-blocking stream send takes all or nothing
    // Calls that a provider may answer with WSAEOPNOTSUPP.
    bool network_events = true; // WSAEventSelect
    bool event_messages = true; // WSAAsyncSelect, of those with network events
    bool overlapped = true;     // sends and receives with an OVERLAPPED
    bool duplicates = true;     // WSADuplicateSocket
    bool empty_messages = true; // else a send of nothing is WSAEMSGSIZE
};

std::span<const Subject> subjects();

} // namespace ws2::conformance
