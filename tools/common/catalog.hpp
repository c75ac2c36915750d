// Tools: the catalog of protocols as a person names and reads it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>
#include <winsock2.h>

namespace tools {

// Every entry as it is stored now, in the stored order. Needs no WSAStartup. Throws CallFailed.
std::vector<WSAPROTOCOL_INFOW> stored_catalog();

// Every entry, hidden and layered ones too, in the order that is in force for this process;
// WSAStartup must have been called. Throws CallFailed.
std::vector<WSAPROTOCOL_INFOW> read_catalog();

std::string protocol_name(const WSAPROTOCOL_INFOW& entry);

// "wspm-tcp" for "WSPM Tcpip [TCP/IP]" and its IPv6 twin; empty if there is none.
std::string_view short_name(const WSAPROTOCOL_INFOW& entry);

// The entries that a name given by a person stands for, in the catalog's order: a short name, or a
// whole szProtocol in any case. Empty if it names none.
std::vector<WSAPROTOCOL_INFOW> find_protocols(std::span<const WSAPROTOCOL_INFOW> catalog,
                                              std::string_view name);

// The text for a name that find_protocols does not know: says which names there are.
std::string unknown_protocol(std::span<const WSAPROTOCOL_INFOW> catalog, std::string_view name);

// What sockets of the entry are like.
bool is_datagram(const WSAPROTOCOL_INFOW& entry);
bool keeps_messages(const WSAPROTOCOL_INFOW& entry);      // a receive gives one message
bool ends_each_way_alone(const WSAPROTOCOL_INFOW& entry); // a half-close exists
bool has_connect_data(const WSAPROTOCOL_INFOW& entry);
bool has_disconnect_data(const WSAPROTOCOL_INFOW& entry);
bool has_expedited_data(const WSAPROTOCOL_INFOW& entry);
bool has_partial_messages(const WSAPROTOCOL_INFOW& entry);

} // namespace tools
