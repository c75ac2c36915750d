#include "ws2ctl/describe.hpp"

#include "common/failure.hpp"
#include "common/text.hpp"

#include <array>
#include <fmt/format.h>
#include <span>
#include <string_view>
#include <ws2spi.h>
#include <ws2tcpip.h>
#include <wshisotp.h>

namespace ws2ctl {
namespace {

struct Word {
    long long value;
    std::string_view text;
};

#define WORD_OF(name)                                                                              \
    Word {                                                                                         \
        name, #name                                                                                \
    }
constexpr std::array families = {WORD_OF(AF_UNSPEC), WORD_OF(AF_UNIX), WORD_OF(AF_INET),
                                 WORD_OF(AF_ISO), WORD_OF(AF_INET6)};
constexpr std::array types = {WORD_OF(SOCK_STREAM), WORD_OF(SOCK_DGRAM), WORD_OF(SOCK_RAW),
                              WORD_OF(SOCK_RDM), WORD_OF(SOCK_SEQPACKET)};
constexpr std::array internet = {WORD_OF(IPPROTO_TCP), WORD_OF(IPPROTO_UDP), WORD_OF(IPPROTO_ICMP)};
constexpr std::array iso = {WORD_OF(ISOPROTO_TP0), WORD_OF(ISOPROTO_TP1), WORD_OF(ISOPROTO_TP2),
                            WORD_OF(ISOPROTO_TP3), WORD_OF(ISOPROTO_TP4)};
constexpr std::array service = {
    WORD_OF(XP1_CONNECTIONLESS),
    WORD_OF(XP1_GUARANTEED_DELIVERY),
    WORD_OF(XP1_GUARANTEED_ORDER),
    WORD_OF(XP1_MESSAGE_ORIENTED),
    WORD_OF(XP1_PSEUDO_STREAM),
    WORD_OF(XP1_GRACEFUL_CLOSE),
    WORD_OF(XP1_EXPEDITED_DATA),
    WORD_OF(XP1_CONNECT_DATA),
    WORD_OF(XP1_DISCONNECT_DATA),
    WORD_OF(XP1_SUPPORT_BROADCAST),
    WORD_OF(XP1_SUPPORT_MULTIPOINT),
    WORD_OF(XP1_MULTIPOINT_CONTROL_PLANE),
    WORD_OF(XP1_MULTIPOINT_DATA_PLANE),
    WORD_OF(XP1_QOS_SUPPORTED),
    WORD_OF(XP1_INTERRUPT),
    WORD_OF(XP1_UNI_SEND),
    WORD_OF(XP1_UNI_RECV),
    WORD_OF(XP1_IFS_HANDLES),
    WORD_OF(XP1_PARTIAL_MESSAGE),
};
constexpr std::array provider = {
    WORD_OF(PFL_MULTIPLE_PROTO_ENTRIES),
    WORD_OF(PFL_RECOMMENDED_PROTO_ENTRY),
    WORD_OF(PFL_HIDDEN),
    WORD_OF(PFL_MATCHES_PROTOCOL_ZERO),
};
#undef WORD_OF

std::string word_for(std::span<const Word> words, int value) {
    for (const Word& word : words)
        if (word.value == value)
            return std::string(word.text);
    return fmt::format("{}", value);
}

std::vector<std::string> words_for(std::span<const Word> words, DWORD flags) {
    std::vector<std::string> found;
    for (const Word& word : words) {
        const auto bit = static_cast<DWORD>(word.value);
        if ((flags & bit) != 0)
            found.emplace_back(word.text);
        flags &= ~bit;
    }
    if (flags != 0)
        found.push_back(fmt::format("{:#x}", flags));
    return found;
}

} // namespace

std::string guid_text(const GUID& guid) {
    const std::span<const unsigned char, 8> tail(guid.Data4);
    return fmt::format("{{{:08X}-{:04X}-{:04X}-{:02X}{:02X}-{:02X}}}",
                       static_cast<unsigned>(guid.Data1), guid.Data2, guid.Data3, tail[0], tail[1],
                       fmt::join(tail.subspan(2), ""));
}

std::string family_word(int family) {
    return word_for(families, family);
}
std::string type_word(int type) {
    return word_for(types, type);
}

std::string protocol_word(int family, int protocol) {
    return word_for(family == AF_ISO ? std::span<const Word>(iso) : internet, protocol);
}

std::vector<std::string> service_words(DWORD flags) {
    return words_for(service, flags);
}
std::vector<std::string> provider_words(DWORD flags) {
    return words_for(provider, flags);
}

std::string message_size_words(DWORD size) {
    if (size == 0)
        return "none: a stream";
    if (size == 1)
        return "as long as the sender's transport allows";
    return size == 0xFFFFFFFF ? "unlimited" : fmt::format("{} octets", size);
}

std::string provider_path(const WSAPROTOCOL_INFOW& entry) {
    std::array<WCHAR, 1024> text{};
    int length = static_cast<int>(text.size());
    int code = 0;
    GUID id = entry.ProviderId;
    if (WSCGetProviderPath(&id, text.data(), &length, &code) == SOCKET_ERROR)
        throw tools::CallFailed("WSCGetProviderPath", code);
    return tools::to_utf8(text.data());
}

} // namespace ws2ctl
