#include "common/codes.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <winsock2.h>

namespace tools {
namespace {

struct Code {
    int value;
    std::string_view name;
    std::string_view meaning;
};

#define CODE(name, meaning)                                                                        \
    Code {                                                                                         \
        static_cast<int>(name), #name, meaning                                                     \
    }
constexpr std::array codes = {
    Code{0, "NO_ERROR", "no error"},
    CODE(WSA_INVALID_HANDLE, "the handle is not valid"),
    CODE(WSA_NOT_ENOUGH_MEMORY, "not enough memory"),
    CODE(WSA_INVALID_PARAMETER, "a parameter is not valid"),
    CODE(WSA_OPERATION_ABORTED, "the operation was cancelled"),
    CODE(WSA_IO_INCOMPLETE, "the operation has not completed yet"),
    CODE(WSA_IO_PENDING, "the operation will complete later"),
    CODE(WSAEINTR, "the call was interrupted"),
    CODE(WSAEBADF, "bad file handle"),
    CODE(WSAEACCES, "permission denied"),
    CODE(WSAEFAULT, "an argument points to no usable memory, or a buffer is too small"),
    CODE(WSAEINVAL, "an argument is not valid, or the socket is in the wrong state"),
    CODE(WSAEMFILE, "too many open sockets"),
    CODE(WSAEWOULDBLOCK, "the call would have to wait"),
    CODE(WSAEINPROGRESS, "another blocking call is running"),
    CODE(WSAEALREADY, "the operation is already under way"),
    CODE(WSAENOTSOCK, "that is not a socket"),
    CODE(WSAEDESTADDRREQ, "a destination address is needed"),
    CODE(WSAEMSGSIZE, "the message is too long"),
    CODE(WSAEPROTOTYPE, "the protocol does not fit the type of socket"),
    CODE(WSAENOPROTOOPT, "the protocol has no such option"),
    CODE(WSAEPROTONOSUPPORT, "no provider has this protocol"),
    CODE(WSAESOCKTNOSUPPORT, "no provider has this type of socket"),
    CODE(WSAEOPNOTSUPP, "this kind of socket does not support the operation"),
    CODE(WSAEPFNOSUPPORT, "no provider has this protocol family"),
    CODE(WSAEAFNOSUPPORT, "no provider has this address family"),
    CODE(WSAEADDRINUSE, "the address is in use"),
    CODE(WSAEADDRNOTAVAIL, "the address is not one of this machine's, or not usable"),
    CODE(WSAENETDOWN, "the network is down"),
    CODE(WSAENETUNREACH, "the network cannot be reached"),
    CODE(WSAENETRESET, "the network dropped the connection"),
    CODE(WSAECONNABORTED, "the connection was aborted on this side"),
    CODE(WSAECONNRESET, "the peer reset the connection"),
    CODE(WSAENOBUFS, "no buffer space"),
    CODE(WSAEISCONN, "the socket is already connected"),
    CODE(WSAENOTCONN, "the socket is not connected"),
    CODE(WSAESHUTDOWN, "that direction of the socket was shut down"),
    CODE(WSAETOOMANYREFS, "too many references"),
    CODE(WSAETIMEDOUT, "no answer in time"),
    CODE(WSAECONNREFUSED, "nobody accepts connections there"),
    CODE(WSAELOOP, "the name cannot be translated"),
    CODE(WSAENAMETOOLONG, "the name is too long"),
    CODE(WSAEHOSTDOWN, "the host is down"),
    CODE(WSAEHOSTUNREACH, "the host cannot be reached"),
    CODE(WSAENOTEMPTY, "the directory is not empty"),
    CODE(WSAEPROCLIM, "too many processes use Windows Sockets"),
    CODE(WSAEUSERS, "too many users"),
    CODE(WSAEDQUOT, "the disk quota is used up"),
    CODE(WSAESTALE, "the file handle is stale"),
    CODE(WSAEREMOTE, "the item is not local"),
    CODE(WSASYSNOTREADY, "the network subsystem is not usable now"),
    CODE(WSAVERNOTSUPPORTED, "the requested version is not supported"),
    CODE(WSANOTINITIALISED, "WSAStartup has not been called"),
    CODE(WSAEDISCON, "the peer ended the connection gracefully"),
    CODE(WSAENOMORE, "no more results"),
    CODE(WSAECANCELLED, "the call was cancelled"),
    CODE(WSAEINVALIDPROCTABLE, "the provider's table of functions has gaps"),
    CODE(WSAEINVALIDPROVIDER, "the provider's library is not a Winsock 2 provider"),
    CODE(WSAEPROVIDERFAILEDINIT, "the provider could not be loaded or started"),
    CODE(WSASYSCALLFAILURE, "the provider does not implement this call"),
    CODE(WSASERVICE_NOT_FOUND, "no such service is known"),
    CODE(WSATYPE_NOT_FOUND, "no such class is known"),
    CODE(WSA_E_NO_MORE, "no more results"),
    CODE(WSA_E_CANCELLED, "the look-up was cancelled"),
    CODE(WSAEREFUSED, "the query was refused"),
    CODE(WSAHOST_NOT_FOUND, "no such host is known"),
    CODE(WSATRY_AGAIN, "no answer for now; try again later"),
    CODE(WSANO_RECOVERY, "an error that cannot be recovered from, or missing rights"),
    CODE(WSANO_DATA, "the name is valid but has no data of this type"),
    CODE(WSA_QOS_RECEIVERS, "at least one reservation has arrived"),
    CODE(WSA_QOS_SENDERS, "at least one path has arrived"),
    CODE(WSA_QOS_NO_SENDERS, "there are no senders"),
    CODE(WSA_QOS_NO_RECEIVERS, "there are no receivers"),
    CODE(WSA_QOS_REQUEST_CONFIRMED, "the reservation was confirmed"),
    CODE(WSA_QOS_ADMISSION_FAILURE, "not enough resources for the request"),
    CODE(WSA_QOS_POLICY_FAILURE, "the policy rejected the request"),
    CODE(WSA_QOS_BAD_STYLE, "unknown or conflicting style"),
    CODE(WSA_QOS_BAD_OBJECT, "a bad object in the provider's buffer"),
    CODE(WSA_QOS_TRAFFIC_CTRL_ERROR, "trouble in traffic control"),
    CODE(WSA_QOS_GENERIC_ERROR, "a general quality-of-service error"),
};
#undef CODE

const Code* find(int value) {
    const auto found = std::ranges::find(codes, value, &Code::value);
    return found == codes.end() ? nullptr : &*found;
}

} // namespace

std::string code_name(int code) {
    const Code* found = find(code);
    return found != nullptr ? std::string(found->name) : fmt::format("code {}", code);
}

std::string_view code_meaning(int code) {
    const Code* found = find(code);
    return found != nullptr ? found->meaning : std::string_view();
}

std::string describe_code(int code) {
    const Code* found = find(code);
    return found != nullptr ? fmt::format("{} ({}): {}", found->name, code, found->meaning)
                            : fmt::format("code {}", code);
}

} // namespace tools
