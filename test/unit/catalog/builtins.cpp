// The list that a library links in; here one provider for each kind of program.
#include "entries.hpp"

namespace ws2::catalog {
namespace {

int WSPAPI start(WORD, LPWSPDATA, LPWSAPROTOCOL_INFOW, WSPUPCALLTABLE, LPWSPPROC_TABLE) {
    return WSASYSNOTREADY;
}

} // namespace

std::span<const Builtin> builtins() {
    static const WSAPROTOCOL_INFOW first[] = {
        test::entry(11, AF_INET, SOCK_STREAM, IPPROTO_TCP, PFL_MATCHES_PROTOCOL_ZERO).info};
    static const WSAPROTOCOL_INFOW second[] = {
        test::entry(21, AF_INET, SOCK_STREAM, IPPROTO_TCP, PFL_MATCHES_PROTOCOL_ZERO).info};
    static const Builtin list[] = {{"first", start, first, Personality::ce},
                                   {"second", start, second, Personality::nt}};
    return list;
}

std::span<const BuiltinNameSpace> builtin_name_spaces() {
    return {};
}

} // namespace ws2::catalog
