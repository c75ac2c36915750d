#include "catalog/vocabulary.hpp"

#include "catalog/builtin.hpp"

#include <array>
#include <wshisotp.h>

namespace ws2::catalog {
namespace {

#define WS2_WORD(name)                                                                             \
    Word {                                                                                         \
#name, name                                                                                \
    }

constexpr std::array family_words = {WS2_WORD(AF_INET),  WS2_WORD(AF_INET6), WS2_WORD(AF_ISO),
                                     WS2_WORD(AF_UNIX),  WS2_WORD(AF_IPX),   WS2_WORD(AF_CCITT),
                                     WS2_WORD(AF_DECnet)};

constexpr std::array type_words = {WS2_WORD(SOCK_STREAM), WS2_WORD(SOCK_DGRAM), WS2_WORD(SOCK_RAW),
                                   WS2_WORD(SOCK_RDM), WS2_WORD(SOCK_SEQPACKET)};

// Internet protocols first, then those of ISO: protocols() hands out the parts or the whole.
constexpr std::array protocol_words = {
    WS2_WORD(IPPROTO_ICMP), WS2_WORD(IPPROTO_IGMP), WS2_WORD(IPPROTO_TCP), WS2_WORD(IPPROTO_UDP),
    WS2_WORD(IPPROTO_ICMPV6), WS2_WORD(IPPROTO_RAW),
    // ISO
    WS2_WORD(ISOPROTO_TP0), WS2_WORD(ISOPROTO_TP1), WS2_WORD(ISOPROTO_TP2), WS2_WORD(ISOPROTO_TP3),
    WS2_WORD(ISOPROTO_TP4), WS2_WORD(ISOPROTO_CLTP)};
constexpr std::size_t internet_protocols = 6;

constexpr std::array name_space_words = {
    WS2_WORD(NS_DNS),   WS2_WORD(NS_NLA),  WS2_WORD(NS_BTH),      WS2_WORD(NS_NTDS),
    WS2_WORD(NS_EMAIL), WS2_WORD(NS_X500), WS2_WORD(NS_PNRPNAME), WS2_WORD(NS_PNRPCLOUD),
    WS2_WORD(NS_SAP),   WS2_WORD(NS_NDS),  WS2_WORD(NS_SLP),      WS2_WORD(NS_ALL)};

constexpr std::array service_flag_words = {WS2_WORD(XP1_CONNECTIONLESS),
                                           WS2_WORD(XP1_GUARANTEED_DELIVERY),
                                           WS2_WORD(XP1_GUARANTEED_ORDER),
                                           WS2_WORD(XP1_MESSAGE_ORIENTED),
                                           WS2_WORD(XP1_PSEUDO_STREAM),
                                           WS2_WORD(XP1_GRACEFUL_CLOSE),
                                           WS2_WORD(XP1_EXPEDITED_DATA),
                                           WS2_WORD(XP1_CONNECT_DATA),
                                           WS2_WORD(XP1_DISCONNECT_DATA),
                                           WS2_WORD(XP1_SUPPORT_BROADCAST),
                                           WS2_WORD(XP1_SUPPORT_MULTIPOINT),
                                           WS2_WORD(XP1_MULTIPOINT_CONTROL_PLANE),
                                           WS2_WORD(XP1_MULTIPOINT_DATA_PLANE),
                                           WS2_WORD(XP1_QOS_SUPPORTED),
                                           WS2_WORD(XP1_INTERRUPT),
                                           WS2_WORD(XP1_UNI_SEND),
                                           WS2_WORD(XP1_UNI_RECV),
                                           WS2_WORD(XP1_IFS_HANDLES),
                                           WS2_WORD(XP1_PARTIAL_MESSAGE),
                                           WS2_WORD(XP1_SAN_SUPPORT_SDP)};

constexpr std::array provider_flag_words = {
    WS2_WORD(PFL_MULTIPLE_PROTO_ENTRIES), WS2_WORD(PFL_RECOMMENDED_PROTO_ENTRY),
    WS2_WORD(PFL_HIDDEN), WS2_WORD(PFL_MATCHES_PROTOCOL_ZERO),
    WS2_WORD(PFL_NETWORKDIRECT_PROVIDER)};

constexpr std::array category_words = {
    WS2_WORD(LSP_SYSTEM),          WS2_WORD(LSP_INSPECTOR),       WS2_WORD(LSP_REDIRECTOR),
    WS2_WORD(LSP_PROXY),           WS2_WORD(LSP_FIREWALL),        WS2_WORD(LSP_INBOUND_MODIFY),
    WS2_WORD(LSP_OUTBOUND_MODIFY), WS2_WORD(LSP_CRYPTO_COMPRESS), WS2_WORD(LSP_LOCAL_CACHE)};

#undef WS2_WORD

constexpr std::array byte_order_words = {Word{"big", BIGENDIAN}, Word{"little", LITTLEENDIAN}};

constexpr std::array personality_words = {
    Word{"none", static_cast<std::int64_t>(Personality::none)},
    Word{"ce", static_cast<std::int64_t>(Personality::ce)},
    Word{"nt", static_cast<std::int64_t>(Personality::nt)}};

} // namespace

std::span<const Word> families() {
    return family_words;
}
std::span<const Word> socket_types() {
    return type_words;
}
std::span<const Word> service_flags() {
    return service_flag_words;
}
std::span<const Word> provider_flags() {
    return provider_flag_words;
}
std::span<const Word> categories() {
    return category_words;
}

std::span<const Word> byte_orders() {
    return byte_order_words;
}
std::span<const Word> name_spaces() {
    return name_space_words;
}

std::span<const Word> personalities() {
    return personality_words;
}

std::span<const Word> protocols(std::int64_t family) {
    const std::span<const Word> all = protocol_words;
    switch (family) {
    case 0: return all;
    case AF_INET:
    case AF_INET6: return all.first(internet_protocols);
    case AF_ISO: return all.subspan(internet_protocols);
    default: return {};
    }
}

std::optional<std::int64_t> value_of(std::span<const Word> words, std::string_view name) {
    for (const Word& word : words)
        if (word.name == name)
            return word.value;
    return std::nullopt;
}

std::string_view name_of(std::span<const Word> words, std::int64_t value) {
    for (const Word& word : words)
        if (word.value == value)
            return word.name;
    return {};
}

} // namespace ws2::catalog
