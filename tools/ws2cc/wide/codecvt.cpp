// tools - std::codecvt<wchar_t, char, mbstate_t> for programs: UTF-16 inside, UTF-8 outside. Half a
// pair at the end of one call waits in the state for the next; alone it becomes U+FFFD.
#include "lookup.hpp"

#include <cwchar>
#include <string.h>

namespace {

constexpr std::size_t kBad = static_cast<std::size_t>(-1);
constexpr char kReplacement[] = "\xEF\xBF\xBD";
constexpr std::size_t kReplacementSize = 3;

} // namespace

WS2_FOUND(codecvt<wchar_t, char, mbstate_t>)

namespace std {

typedef codecvt<wchar_t, char, mbstate_t> Wide;
locale::id Wide::id;
Wide::codecvt(size_t refs) : facet(refs) {}
Wide::~codecvt() = default;
codecvt_byname<wchar_t, char, mbstate_t>::~codecvt_byname() = default;

codecvt_base::result Wide::do_out(mbstate_t& state, const wchar_t* from, const wchar_t* from_end,
                                  const wchar_t*& from_next, char* to, char* to_end,
                                  char*& to_next) const {
    result done = ok;
    while (from != from_end) {
        char octets[2 * 4];
        mbstate_t after = state;
        size_t count = wcrtomb(octets, *from, &after);
        bool taken = true;
        if (count == kBad) {
            taken = mbsinit(&state); // else the half that waits is alone, and *from comes after it
            after = {};
            memcpy(octets, kReplacement, kReplacementSize);
            count = kReplacementSize;
        }
        if (static_cast<size_t>(to_end - to) < count) {
            done = partial;
            break;
        }
        memcpy(to, octets, count);
        to += count;
        from += taken;
        state = after;
    }
    from_next = from;
    to_next = to;
    return done;
}

codecvt_base::result Wide::do_unshift(mbstate_t& state, char* to, char* to_end,
                                      char*& to_next) const {
    to_next = to;
    if (mbsinit(&state))
        return noconv;
    if (static_cast<size_t>(to_end - to) < kReplacementSize)
        return partial;
    memcpy(to, kReplacement, kReplacementSize);
    to_next = to + kReplacementSize;
    state = {};
    return ok;
}

codecvt_base::result Wide::do_in(mbstate_t& state, const char* from, const char* from_end,
                                 const char*& from_next, wchar_t* to, wchar_t* to_end,
                                 wchar_t*& to_next) const {
    result done = ok;
    while (from != from_end) {
        if (to == to_end) {
            done = partial;
            break;
        }
        mbstate_t after = state;
        const size_t count = mbrtowc(to, from, static_cast<size_t>(from_end - from), &after);
        if (count > static_cast<size_t>(from_end - from)) {
            done = count == kBad ? error : partial;
            break;
        }
        from += count == 0 ? 1 : count;
        ++to;
        state = after;
    }
    from_next = from;
    to_next = to;
    return done;
}

int Wide::do_encoding() const noexcept {
    return 0;
}
bool Wide::do_always_noconv() const noexcept {
    return false;
}
int Wide::do_length(mbstate_t& state, const char* from, const char* end, size_t max) const {
    const char* at = from;
    for (; at != end && max != 0; --max) {
        mbstate_t after = state;
        const size_t count = mbrtowc(nullptr, at, static_cast<size_t>(end - at), &after);
        if (count > static_cast<size_t>(end - at))
            break;
        at += count == 0 ? 1 : count;
        state = after;
    }
    return static_cast<int>(at - from);
}
int Wide::do_max_length() const noexcept {
    return 4;
}

} // namespace std
