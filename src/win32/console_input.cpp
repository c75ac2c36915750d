// Room win32: the console's input as records: keys of the terminal, pressed and released at once.
#include "win32/descriptor.hpp"
#include "win32/terminal.hpp"
#include "win32/text.hpp"
#include "win32/waiting_call.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <poll.h>
#include <sys/eventfd.h>
#include <wincon.h>

using namespace ws2::win32;

namespace {

struct Input {
    std::mutex mutex;
    std::deque<INPUT_RECORD> records;
    std::optional<RawTerminal> raw; // while a call is under way
    unsigned calls = 0;
    unsigned waiting = 0;
    const int some = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); // readable: there are records
    bool says_some = false;
};

Input& input() {
    static auto* made = new Input;
    return *made;
}

struct Sequence {
    std::string_view text;
    WORD key;
};

constexpr WORD kEscape = 0x1B;
// What terminals send behind Escape.
constexpr std::array kSequences = {
    Sequence{"[A", 0x26},  Sequence{"[B", 0x28},  Sequence{"[C", 0x27},  Sequence{"[D", 0x25},
    Sequence{"OA", 0x26},  Sequence{"OB", 0x28},  Sequence{"OC", 0x27},  Sequence{"OD", 0x25},
    Sequence{"[H", 0x24},  Sequence{"[F", 0x23},  Sequence{"[2~", 0x2D}, Sequence{"[3~", 0x2E},
    Sequence{"[5~", 0x21}, Sequence{"[6~", 0x22}, Sequence{"OP", 0x70},  Sequence{"OQ", 0x71},
    Sequence{"OR", 0x72},  Sequence{"OS", 0x73}};

void add_key(std::deque<INPUT_RECORD>& to, WORD key, char16_t unit, DWORD state) {
    INPUT_RECORD record{};
    record.EventType = KEY_EVENT;
    KEY_EVENT_RECORD& event = record.Event.KeyEvent;
    event.wRepeatCount = 1;
    event.wVirtualKeyCode = key;
    event.uChar.UnicodeChar = unit;
    event.dwControlKeyState = state;
    for (const BOOL down : {TRUE, FALSE}) {
        event.bKeyDown = down;
        to.push_back(record);
    }
}

void add_unit(std::deque<INPUT_RECORD>& to, char16_t unit) {
    const auto letter = [&](char16_t c) { return c >= 'a' && c <= 'z'; };
    if (unit == '\n' || unit == '\r')
        add_key(to, 0x0D, '\r', 0);
    else if (unit == 0x7F || unit == '\b')
        add_key(to, 0x08, '\b', 0);
    else if (unit == '\t' || unit == kEscape || unit == ' ')
        add_key(to, unit, unit, 0);
    else if (unit < ' ')
        add_key(to, static_cast<WORD>(unit + '@'), unit, LEFT_CTRL_PRESSED);
    else if (letter(unit))
        add_key(to, static_cast<WORD>(unit - 32), unit, 0);
    else if (letter(static_cast<char16_t>(unit + 32)))
        add_key(to, unit, unit, SHIFT_PRESSED);
    else
        add_key(to, unit >= '0' && unit <= '9' ? unit : WORD{0}, unit, 0);
}

void translate(std::string_view octets, std::deque<INPUT_RECORD>& to) {
    while (!octets.empty()) {
        if (octets.front() == kEscape) {
            const std::string_view rest = octets.substr(1);
            const auto found =
                std::find_if(kSequences.begin(), kSequences.end(),
                             [&](const Sequence& each) { return rest.starts_with(each.text); });
            if (found != kSequences.end()) {
                add_key(to, found->key, 0, 0);
                octets.remove_prefix(1 + found->text.size());
                continue;
            }
        }
        const std::size_t end = std::min(octets.find(kEscape, 1), octets.size());
        for (const char16_t unit : ws2::base::text_as<char16_t>(octets.substr(0, end)))
            add_unit(to, unit);
        octets.remove_prefix(end);
    }
}

// A call on the input: the first makes the terminal give keys, the last puts it back.
class Call {
public:
    Call(Input& in, int descriptor) : in_(in) {
        std::lock_guard hold(in.mutex);
        if (in.calls++ == 0)
            in.raw.emplace(descriptor);
    }
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;
    ~Call() {
        std::lock_guard hold(in_.mutex);
        if (--in_.calls == 0)
            in_.raw.reset();
    }

private:
    Input& in_;
};

// Those that wait see what others read and did not take. With the mutex held.
void tell(Input& in) noexcept {
    std::uint64_t count = 1;
    const bool some = in.waiting != 0 && !in.records.empty();
    if (some == in.says_some)
        return;
    in.says_some = some;
    (void)!(some ? write(in.some, &count, sizeof count) : read(in.some, &count, sizeof count));
}

// Until the terminal or another call has something. Without the mutex. 0 or an error.
int wait_for_some(int descriptor, const Input& in) {
    std::array<pollfd, 2> ready{pollfd{descriptor, POLLIN, 0}, pollfd{in.some, POLLIN, 0}};
    return waiting_call([&] { return poll(ready.data(), ready.size(), -1); }) < 0
               ? windows_error(errno)
               : 0;
}

// What has arrived becomes records. With the mutex held. 0 or an error.
int fill(int descriptor, Input& in) {
    char octets[256];
    for (;;) {
        pollfd ready{descriptor, POLLIN, 0};
        if (poll(&ready, 1, 0) < 0)
            return errno == EINTR ? 0 : windows_error(errno);
        if (ready.revents == 0)
            return 0;
        const ssize_t got = waiting_call([&] { return read(descriptor, octets, sizeof octets); });
        if (got <= 0)
            return got == 0 ? ERROR_HANDLE_EOF : windows_error(errno);
        translate({octets, static_cast<std::size_t>(got)}, in.records);
    }
}

BOOL take(HANDLE handle, INPUT_RECORD* to, DWORD size, DWORD* count, bool wait, bool remove) {
    return contained(FALSE, [&] {
        const int descriptor = descriptor_of(handle);
        if (descriptor < 0 || isatty(descriptor) == 0)
            return outcome(ERROR_INVALID_HANDLE);
        if (count == nullptr || (to == nullptr && size != 0))
            return outcome(ERROR_INVALID_PARAMETER);
        Input& in = input();
        const Call call(in, descriptor);
        std::unique_lock hold(in.mutex);
        int error = fill(descriptor, in);
        while (error == 0 && wait && size != 0 && in.records.empty()) {
            ++in.waiting;
            hold.unlock();
            error = wait_for_some(descriptor, in);
            hold.lock();
            --in.waiting;
            error = error != 0 ? error : fill(descriptor, in);
        }
        if (error != 0 && in.records.empty())
            return outcome(error);
        const auto given = std::min<std::size_t>(size, in.records.size());
        const auto end = in.records.begin() + static_cast<std::ptrdiff_t>(given);
        std::copy(in.records.begin(), end, to);
        if (remove)
            in.records.erase(in.records.begin(), end);
        tell(in);
        *count = static_cast<DWORD>(to != nullptr ? given : in.records.size());
        return TRUE;
    });
}

} // namespace

extern "C" {

BOOL WINAPI ReadConsoleInputA(HANDLE hConsoleInput, PINPUT_RECORD lpBuffer, DWORD nLength,
                              LPDWORD lpNumberOfEventsRead) {
    return take(hConsoleInput, lpBuffer, nLength, lpNumberOfEventsRead, true, true);
}
BOOL WINAPI ReadConsoleInputW(HANDLE hConsoleInput, PINPUT_RECORD lpBuffer, DWORD nLength,
                              LPDWORD lpNumberOfEventsRead) {
    return take(hConsoleInput, lpBuffer, nLength, lpNumberOfEventsRead, true, true);
}
BOOL WINAPI PeekConsoleInputA(HANDLE hConsoleInput, PINPUT_RECORD lpBuffer, DWORD nLength,
                              LPDWORD lpNumberOfEventsRead) {
    return take(hConsoleInput, lpBuffer, nLength, lpNumberOfEventsRead, false, false);
}
BOOL WINAPI PeekConsoleInputW(HANDLE hConsoleInput, PINPUT_RECORD lpBuffer, DWORD nLength,
                              LPDWORD lpNumberOfEventsRead) {
    return take(hConsoleInput, lpBuffer, nLength, lpNumberOfEventsRead, false, false);
}
BOOL WINAPI GetNumberOfConsoleInputEvents(HANDLE hConsoleInput, LPDWORD lpcNumberOfEvents) {
    return take(hConsoleInput, nullptr, 0, lpcNumberOfEvents, false, false);
}
}
