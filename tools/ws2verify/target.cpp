#include "ws2verify/target.hpp"

#include "common/catalog.hpp"
#include "common/failure.hpp"
#include "common/text.hpp"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <wshisotp.h>

namespace ws2verify {
namespace {

using ws2::conformance::Ending;

std::vector<std::unique_ptr<Target>>& all() {
    static std::vector<std::unique_ptr<Target>> list;
    return list;
}

std::u16string utf16(const std::string& text) {
    const auto wide = tools::to_wide(text);
    return {wide.begin(), wide.end()};
}

bool machine_has_ipv6_loopback() {
    std::ifstream list("/proc/net/if_inet6");
    for (std::string line; std::getline(list, line);)
        if (line.starts_with("00000000000000000000000000000001"))
            return true;
    return false;
}

// The entry itself, or the base that its chain ends with.
const WSAPROTOCOL_INFOW& base_of(const WSAPROTOCOL_INFOW& entry,
                                 std::span<const WSAPROTOCOL_INFOW> catalog) {
    const auto& chain = entry.ProtocolChain;
    if (chain.ChainLen <= BASE_PROTOCOL || chain.ChainLen > MAX_PROTOCOL_CHAIN)
        return entry;
    const auto base = std::ranges::find(catalog, chain.ChainEntries[chain.ChainLen - 1],
                                        &WSAPROTOCOL_INFOW::dwCatalogEntryId);
    return base == catalog.end() ? entry : *base;
}

// By the flags alone. What may be refused is taken to be there until it is asked for.
Subject derived(const WSAPROTOCOL_INFOW& entry) {
    Subject subject{};
    subject.ending = (entry.dwServiceFlags1 & XP1_DISCONNECT_DATA) != 0 ? Ending::carries_data
                                                                        : Ending::half_close;
    subject.over_limit = WSAEMSGSIZE;
    switch (entry.iAddressFamily) {
    case AF_INET:
        subject.loopback = u"127.0.0.1:0";
        subject.foreign = u"192.0.2.1:0";
        break;
    case AF_INET6:
        subject.loopback = u"[::1]:0";
        subject.foreign = u"[2001:db8::1]:0";
        break;
    case AF_UNIX:
        subject.loopback = u"#";
        subject.foreign = u"no/folder/#";
        break;
    case AF_ISO:
        subject.loopback = u"SERVER@127.0.0.1:0";
        subject.foreign = u"SERVER@192.0.2.1:0";
        break;
    default: break;
    }
    return subject;
}

const Subject* row_of(const WSAPROTOCOL_INFOW& entry) {
    const std::u16string name = utf16(tools::protocol_name(entry));
    const auto rows = ws2::conformance::subjects();
    const auto row =
        std::ranges::find_if(rows, [&](const Subject& s) { return name == s.protocol; });
    return row == rows.end() ? nullptr : &*row;
}

std::string why_unfit(const WSAPROTOCOL_INFOW& entry) {
    if (entry.iSocketType == SOCK_RAW)
        return "raw sockets are not what the clauses are about";
    if (entry.iAddressFamily == AF_INET6 && !machine_has_ipv6_loopback())
        return "this machine has no IPv6 loopback";
    if (entry.iSecurityScheme != SECURITY_PROTOCOL_NONE && std::getenv("WS2_TLS_CERT") == nullptr)
        return "it needs a certificate: WS2_TLS_CERT, WS2_TLS_KEY and WS2_TLS_CA";
    return "";
}

std::unique_ptr<Target> make_target(const WSAPROTOCOL_INFOW& entry,
                                    std::span<const WSAPROTOCOL_INFOW> catalog,
                                    const Options& options) {
    auto target = std::make_unique<Target>();
    target->name = tools::protocol_name(entry);
    target->info = entry;
    const Subject* row = row_of(entry);
    if (row == nullptr)
        row = row_of(base_of(entry, catalog));
    if (entry.iAddressFamily == AF_UNIX)
        ws2::conformance::folder_of_paths(); // of this process, not of one that runs clauses
    target->known = row != nullptr;
    Subject& subject = target->subject;
    subject = row != nullptr ? *row : derived(entry);
    target->unfit = why_unfit(entry);
    target->protocol = utf16(target->name);
    target->loopback = !options.address.empty()      ? utf16(options.address)
                       : subject.loopback != nullptr ? subject.loopback
                                                     : u"";
    target->foreign = !options.foreign.empty()     ? utf16(options.foreign)
                      : subject.foreign != nullptr ? subject.foreign
                                                   : target->loopback;
    if (target->loopback.empty())
        throw tools::UsageError(fmt::format(
            "'{}' has addresses of another family (number {}): say by --address where to listen",
            target->name, entry.iAddressFamily));
    subject.protocol = target->protocol.c_str();
    subject.loopback = target->loopback.c_str();
    subject.foreign = target->foreign.c_str();
    if (options.disconnect_limit)
        subject.disconnect_limit = *options.disconnect_limit;
    return target;
}

} // namespace

void choose_targets(const Options& options) {
    const auto catalog = tools::stored_catalog();
    const auto found = tools::find_protocols(catalog, options.protocol);
    if (found.empty())
        throw tools::UsageError(tools::unknown_protocol(catalog, options.protocol));
    for (const WSAPROTOCOL_INFOW& entry : found) {
        if (entry.ProtocolChain.ChainLen == LAYERED_PROTOCOL)
            throw tools::UsageError(fmt::format(
                "'{}' is a layer, which no socket is made from; name a chain that has it",
                tools::protocol_name(entry)));
        all().push_back(make_target(entry, catalog, options));
        all().back()->parameter = fmt::format("e{}", all().size() - 1);
        all().back()->subject.name = all().back()->parameter.c_str();
    }
}

std::span<const std::unique_ptr<Target>> targets() {
    return all();
}

} // namespace ws2verify
