// Tool ws2verify: what the cases run over, and why some do not: the flag that an entry lacks is
// found by trying which change of its flags would bring the cases in.
#include "ws2verify/target.hpp"

#include <array>
#include <fmt/format.h>
#include <functional>

namespace ws2::conformance {
namespace {

using Wanted = bool (*)(const Entry&);

struct Flag {
    DWORD value;
    const char* name;
};
#define FLAG(name)                                                                                 \
    Flag {                                                                                         \
        name, #name                                                                                \
    }
constexpr std::array flags = {
    FLAG(XP1_DISCONNECT_DATA),   FLAG(XP1_CONNECT_DATA),     FLAG(XP1_EXPEDITED_DATA),
    FLAG(XP1_GRACEFUL_CLOSE),    FLAG(XP1_MESSAGE_ORIENTED), FLAG(XP1_PARTIAL_MESSAGE),
    FLAG(XP1_CONNECTIONLESS),    FLAG(XP1_PSEUDO_STREAM),    FLAG(XP1_GUARANTEED_DELIVERY),
    FLAG(XP1_GUARANTEED_ORDER),  FLAG(XP1_IFS_HANDLES),      FLAG(XP1_SUPPORT_BROADCAST),
    FLAG(XP1_SUPPORT_MULTIPOINT)};
#undef FLAG

struct Refusal {
    bool Subject::*has;
    const char* answer;
};
constexpr std::array refusals = {
    Refusal{&Subject::network_events, "WSAEventSelect answers WSAEOPNOTSUPP"},
    Refusal{&Subject::event_messages, "WSAAsyncSelect answers WSAEOPNOTSUPP"},
    Refusal{&Subject::overlapped, "an overlapped WSARecv answers WSAEOPNOTSUPP"},
    Refusal{&Subject::duplicates, "WSADuplicateSocket answers WSAEOPNOTSUPP"},
    Refusal{&Subject::empty_messages, "a send of nothing answers WSAEMSGSIZE"}};

// An entry and its row, which the questions change.
struct Imagined {
    explicit Imagined(const Entry& from) : subject(*from.subject), entry(from) {
        entry.subject = &subject;
    }
    void flip(DWORD flag) {
        entry.info.dwServiceFlags1 ^= flag;
        if (flag == XP1_DISCONNECT_DATA)
            subject.ending = entry.claims(flag) ? Ending::carries_data : Ending::half_close;
    }

    Subject subject;
    Entry entry;
};

std::string described(const Entry& entry, const Flag& flag) {
    return entry.claims(flag.value) ? fmt::format("only without {}", flag.name) : flag.name;
}

std::string by_flags(const Entry& entry, Wanted wanted) {
    for (const Flag& flag : flags) {
        Imagined other(entry);
        other.flip(flag.value);
        if (wanted(other.entry))
            return described(entry, flag);
    }
    for (const Flag& first : flags)
        for (const Flag& second : flags) {
            Imagined other(entry);
            other.flip(first.value);
            other.flip(second.value);
            if (first.value < second.value && wanted(other.entry))
                return described(entry, first) + ", " + described(entry, second);
        }
    return "";
}

std::string why_not(const Entry& entry, Wanted wanted) {
    Imagined complete(entry);
    for (const Refusal& refusal : refusals) {
        Imagined other(entry);
        other.subject.*refusal.has = true;
        complete.subject.*refusal.has = true;
        if (wanted(other.entry))
            return refusal.answer;
    }
    if (std::string reason = by_flags(complete.entry, wanted); !reason.empty())
        return reason;
    complete.entry.info.iAddressFamily = AF_INET;
    if (wanted(complete.entry) || !by_flags(complete.entry, wanted).empty())
        return "of transports between machines";
    return "of other transports";
}

} // namespace

std::vector<Entry> under_test(Wanted wanted) {
    std::vector<Entry> list;
    for (const auto& target : ws2verify::targets()) {
        Entry entry{&target->subject, target->info, {}};
        if (!wanted(entry))
            entry.excluded = why_not(entry, wanted);
        list.push_back(std::move(entry));
    }
    return list;
}

void prepare_catalog() {} // the one that is in force

} // namespace ws2::conformance
