// Room win32: standard handles and the console, which is a terminal here.
#include "win32/descriptor.hpp"
#include "win32/text.hpp"
#include "win32/waiting_call.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <mutex>
#include <processenv.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>
#include <wincon.h>

#include <fcntl.h>

using namespace ws2::win32;

namespace {

constexpr WORD kPlain = FOREGROUND_RED | FOREGROUND_GREEN | FOREGROUND_BLUE;

std::atomic<WORD> attributes{kPlain};
std::atomic<BOOL> cursor_shown{TRUE};
std::atomic<UINT> input_page{65001};
std::atomic<UINT> output_page{65001};
std::atomic<DWORD> output_mode{ENABLE_PROCESSED_OUTPUT | ENABLE_WRAP_AT_EOL_OUTPUT};

// What FillConsoleOutputCharacter did, as long as nothing else was put.
struct Filled {
    int descriptor = -1;
    COORD at{};
    DWORD length = 0;
    DWORD done = 0;
};
std::mutex filled_lock;
Filled filled;

void set_filled(const Filled& now) {
    std::lock_guard hold(filled_lock);
    filled = now;
}

// Set by SetStdHandle; null: the descriptor of that stream.
std::array<std::atomic<HANDLE>, 3> standard;

// The copy of a socket can be used as one: it came with the process as much as its original.
int copy_of_input() {
    struct stat about {};
    const bool is_socket = fstat(STDIN_FILENO, &about) == 0 && S_ISSOCK(about.st_mode);
    return fcntl(STDIN_FILENO, is_socket ? F_DUPFD : F_DUPFD_CLOEXEC, 3);
}

HANDLE standard_input() {
    static const int copy = copy_of_input();
    return copy < 0 ? nullptr : handle_of(copy);
}

bool is_terminal(HANDLE handle, int& descriptor) noexcept {
    descriptor = descriptor_of(handle);
    return descriptor >= 0 && isatty(descriptor) != 0;
}

bool write_all(int descriptor, std::string_view text) noexcept {
    while (!text.empty()) {
        const ssize_t written =
            waiting_call([&] { return write(descriptor, text.data(), text.size()); });
        if (written < 0)
            return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

BOOL put(HANDLE handle, std::string_view text) {
    int descriptor = -1;
    if (!is_terminal(handle, descriptor))
        return outcome(ERROR_INVALID_HANDLE);
    set_filled({});
    std::fflush(stdout); // what the program printed before comes before
    return write_all(descriptor, text) ? TRUE : (fail_errno(), FALSE);
}

// Windows' colour bits are blue, green, red; a terminal's red, green, blue.
int colour(unsigned bits) noexcept {
    return static_cast<int>((bits & 1) << 2 | (bits & 2) | (bits & 4) >> 2);
}

std::string escape_of(WORD value) {
    std::string out = "\033[0";
    const auto add = [&](int code) { out += ";" + std::to_string(code); };
    if ((value & 0x0f) != kPlain)
        add((value & FOREGROUND_INTENSITY ? 90 : 30) + colour(value & 7U));
    if ((value & 0xf0) != 0)
        add((value & BACKGROUND_INTENSITY ? 100 : 40) + colour(value >> 4 & 7U));
    if (value & COMMON_LVB_UNDERSCORE)
        add(4);
    if (value & COMMON_LVB_REVERSE_VIDEO)
        add(7);
    return out + "m";
}

BOOL set_title(const std::string& title) {
    if (isatty(STDOUT_FILENO))
        (void)put(handle_of(STDOUT_FILENO), "\033]0;" + title + "\007");
    return TRUE; // without a terminal there is nobody to see it
}

bool good_page(UINT page) noexcept {
    return page == 65001 || page == 437 || page == 850 || page == 20127 || page == 28591 ||
           (page >= 1250 && page <= 1258);
}

BOOL set_page(std::atomic<UINT>& to, UINT page) noexcept {
    if (!good_page(page))
        return outcome(ERROR_INVALID_PARAMETER);
    to = page;
    return TRUE;
}

// A line, or what there is if the terminal does not wait for lines.
ssize_t read_some(int descriptor, char* to, std::size_t size) noexcept {
    return waiting_call([&] { return read(descriptor, to, size); });
}

} // namespace

extern "C" {

HANDLE WINAPI GetStdHandle(DWORD nStdHandle) {
    const DWORD index = STD_INPUT_HANDLE - nStdHandle;
    if (index > 2)
        return failure<HANDLE>(ERROR_INVALID_HANDLE, reinterpret_cast<HANDLE>(LONG_PTR{-1}));
    if (HANDLE set = standard[index].load())
        return set;
    if (fcntl(static_cast<int>(index), F_GETFD) < 0)
        return nullptr; // the process was started without it
    return index == 0 ? standard_input() : handle_of(static_cast<int>(index));
}

BOOL WINAPI SetStdHandle(DWORD nStdHandle, HANDLE hHandle) {
    const DWORD index = STD_INPUT_HANDLE - nStdHandle;
    if (index > 2)
        return outcome(ERROR_INVALID_HANDLE);
    standard[index] = hHandle;
    return TRUE;
}

BOOL WINAPI WriteConsoleA(HANDLE hConsoleOutput, const VOID* lpBuffer, DWORD nNumberOfCharsToWrite,
                          LPDWORD lpNumberOfCharsWritten, LPVOID) {
    if (!put(hConsoleOutput, {static_cast<const char*>(lpBuffer), nNumberOfCharsToWrite}))
        return FALSE;
    if (lpNumberOfCharsWritten != nullptr)
        *lpNumberOfCharsWritten = nNumberOfCharsToWrite;
    return TRUE;
}

BOOL WINAPI WriteConsoleW(HANDLE hConsoleOutput, const VOID* lpBuffer, DWORD nNumberOfCharsToWrite,
                          LPDWORD lpNumberOfCharsWritten, LPVOID) {
    return contained(FALSE, [&] {
        const std::string text =
            ws2::base::to_utf8({static_cast<const char16_t*>(lpBuffer), nNumberOfCharsToWrite});
        if (!put(hConsoleOutput, text))
            return FALSE;
        if (lpNumberOfCharsWritten != nullptr)
            *lpNumberOfCharsWritten = nNumberOfCharsToWrite;
        return TRUE;
    });
}

BOOL WINAPI ReadConsoleA(HANDLE hConsoleInput, LPVOID lpBuffer, DWORD nNumberOfCharsToRead,
                         LPDWORD lpNumberOfCharsRead, LPVOID) {
    int descriptor = -1;
    if (!is_terminal(hConsoleInput, descriptor))
        return outcome(ERROR_INVALID_HANDLE);
    const ssize_t got = read_some(descriptor, static_cast<char*>(lpBuffer), nNumberOfCharsToRead);
    if (got < 0)
        return fail_errno(), FALSE;
    *lpNumberOfCharsRead = static_cast<DWORD>(got);
    return TRUE;
}

BOOL WINAPI ReadConsoleW(HANDLE hConsoleInput, LPVOID lpBuffer, DWORD nNumberOfCharsToRead,
                         LPDWORD lpNumberOfCharsRead, LPVOID) {
    return contained(FALSE, [&] {
        std::string octets(nNumberOfCharsToRead, '\0'); // never more units than octets
        if (!ReadConsoleA(hConsoleInput, octets.data(), nNumberOfCharsToRead, lpNumberOfCharsRead,
                          nullptr))
            return FALSE;
        octets.resize(*lpNumberOfCharsRead);
        const std::u16string text = ws2::base::text_as<char16_t>(octets);
        std::memcpy(lpBuffer, text.data(), text.size() * sizeof(WCHAR));
        *lpNumberOfCharsRead = static_cast<DWORD>(text.size());
        return TRUE;
    });
}

BOOL WINAPI SetConsoleTextAttribute(HANDLE hConsoleOutput, WORD wAttributes) {
    return contained(FALSE, [&] {
        if (!put(hConsoleOutput, escape_of(wAttributes)))
            return FALSE;
        attributes = wAttributes;
        return TRUE;
    });
}

// The cursor's place is not known: it is said to be at the window's lower left.
BOOL WINAPI GetConsoleScreenBufferInfo(HANDLE hConsoleOutput,
                                       PCONSOLE_SCREEN_BUFFER_INFO lpConsoleScreenBufferInfo) {
    int descriptor = -1;
    winsize size{};
    if (!is_terminal(hConsoleOutput, descriptor) || ioctl(descriptor, TIOCGWINSZ, &size) != 0)
        return outcome(ERROR_INVALID_HANDLE);
    const auto columns = static_cast<SHORT>(size.ws_col ? size.ws_col : 80);
    const auto rows = static_cast<SHORT>(size.ws_row ? size.ws_row : 25);
    CONSOLE_SCREEN_BUFFER_INFO& out = *lpConsoleScreenBufferInfo;
    out.dwSize = out.dwMaximumWindowSize = {columns, rows};
    out.dwCursorPosition = {0, static_cast<SHORT>(rows - 1)};
    out.wAttributes = attributes;
    out.srWindow = {0, 0, static_cast<SHORT>(columns - 1), static_cast<SHORT>(rows - 1)};
    return TRUE;
}

BOOL WINAPI SetConsoleCursorPosition(HANDLE hConsoleOutput, COORD dwCursorPosition) {
    return contained(FALSE, [&] {
        return put(hConsoleOutput, "\033[" + std::to_string(dwCursorPosition.Y + 1) + ";" +
                                       std::to_string(dwCursorPosition.X + 1) + "H");
    });
}

BOOL WINAPI SetConsoleCursorInfo(HANDLE hConsoleOutput,
                                 const CONSOLE_CURSOR_INFO* lpConsoleCursorInfo) {
    if (!put(hConsoleOutput, lpConsoleCursorInfo->bVisible ? "\033[?25h" : "\033[?25l"))
        return FALSE;
    cursor_shown = lpConsoleCursorInfo->bVisible;
    return TRUE;
}

BOOL WINAPI GetConsoleCursorInfo(HANDLE hConsoleOutput, PCONSOLE_CURSOR_INFO lpConsoleCursorInfo) {
    int descriptor = -1;
    if (!is_terminal(hConsoleOutput, descriptor))
        return outcome(ERROR_INVALID_HANDLE);
    *lpConsoleCursorInfo = {25, cursor_shown};
    return TRUE;
}

BOOL WINAPI FillConsoleOutputCharacterA(HANDLE hConsoleOutput, CHAR cCharacter, DWORD nLength,
                                        COORD dwWriteCoord, LPDWORD lpNumberOfCharsWritten) {
    return FillConsoleOutputCharacterW(hConsoleOutput, static_cast<unsigned char>(cCharacter),
                                       nLength, dwWriteCoord, lpNumberOfCharsWritten);
}

// Row by row, so that nothing scrolls; the cursor comes back.
BOOL WINAPI FillConsoleOutputCharacterW(HANDLE hConsoleOutput, WCHAR cCharacter, DWORD nLength,
                                        COORD dwWriteCoord, LPDWORD lpNumberOfCharsWritten) {
    return contained(FALSE, [&] {
        CONSOLE_SCREEN_BUFFER_INFO screen;
        if (!GetConsoleScreenBufferInfo(hConsoleOutput, &screen))
            return FALSE;
        const std::string one = ws2::base::to_utf8(std::u16string(1, cCharacter));
        std::string out = "\0337\033[?7l"; // keeps the cursor, and does not wrap
        DWORD left = nLength;
        int column = dwWriteCoord.X;
        for (int row = dwWriteCoord.Y; row < screen.dwSize.Y && left != 0; ++row, column = 0) {
            const auto count =
                std::min<DWORD>(left, static_cast<DWORD>(std::max(0, screen.dwSize.X - column)));
            out += "\033[" + std::to_string(row + 1) + ";" + std::to_string(column + 1) + "H";
            for (DWORD i = 0; i < count; ++i)
                out += one;
            left -= count;
        }
        if (!put(hConsoleOutput, out + "\033[?7h\0338"))
            return FALSE;
        set_filled({descriptor_of(hConsoleOutput), dwWriteCoord, nLength, nLength - left});
        if (lpNumberOfCharsWritten != nullptr)
            *lpNumberOfCharsWritten = nLength - left;
        return TRUE;
    });
}

// Of what has just been filled, which has the current attribute; no other cells can be reached.
BOOL WINAPI FillConsoleOutputAttribute(HANDLE hConsoleOutput, WORD wAttribute, DWORD nLength,
                                       COORD dwWriteCoord, LPDWORD lpNumberOfAttrsWritten) {
    int descriptor = -1;
    if (!is_terminal(hConsoleOutput, descriptor))
        return outcome(ERROR_INVALID_HANDLE);
    Filled last;
    {
        std::lock_guard hold(filled_lock);
        last = filled;
    }
    if (wAttribute != attributes || last.descriptor != descriptor || last.length != nLength ||
        last.at.X != dwWriteCoord.X || last.at.Y != dwWriteCoord.Y)
        return outcome(ERROR_NOT_SUPPORTED);
    if (lpNumberOfAttrsWritten != nullptr)
        *lpNumberOfAttrsWritten = last.done;
    return TRUE;
}

BOOL WINAPI GetConsoleMode(HANDLE hConsoleHandle, LPDWORD lpMode) {
    int descriptor = -1;
    termios state{};
    if (!is_terminal(hConsoleHandle, descriptor) || tcgetattr(descriptor, &state) != 0)
        return outcome(ERROR_INVALID_HANDLE);
    if (descriptor == STDOUT_FILENO || descriptor == STDERR_FILENO) {
        *lpMode = output_mode;
        return TRUE;
    }
    *lpMode = (state.c_lflag & ICANON ? DWORD{ENABLE_LINE_INPUT} : 0) |
              (state.c_lflag & ECHO ? DWORD{ENABLE_ECHO_INPUT} : 0) |
              (state.c_lflag & ISIG ? DWORD{ENABLE_PROCESSED_INPUT} : 0);
    return TRUE;
}

BOOL WINAPI SetConsoleMode(HANDLE hConsoleHandle, DWORD dwMode) {
    int descriptor = -1;
    termios state{};
    if (!is_terminal(hConsoleHandle, descriptor) || tcgetattr(descriptor, &state) != 0)
        return outcome(ERROR_INVALID_HANDLE);
    if (descriptor == STDOUT_FILENO || descriptor == STDERR_FILENO) {
        output_mode = dwMode; // a terminal here always obeys escape sequences
        return TRUE;
    }
    if ((dwMode & ENABLE_ECHO_INPUT) && !(dwMode & ENABLE_LINE_INPUT))
        return outcome(ERROR_INVALID_PARAMETER);
    const auto set = [&](tcflag_t flag, bool on) {
        state.c_lflag = on ? state.c_lflag | flag : state.c_lflag & ~flag;
    };
    set(ICANON, dwMode & ENABLE_LINE_INPUT);
    set(ECHO, dwMode & ENABLE_ECHO_INPUT);
    set(ISIG, dwMode & ENABLE_PROCESSED_INPUT);
    return tcsetattr(descriptor, TCSANOW, &state) == 0 ? TRUE : (fail_errno(), FALSE);
}

BOOL WINAPI FlushConsoleInputBuffer(HANDLE hConsoleInput) {
    int descriptor = -1;
    if (!is_terminal(hConsoleInput, descriptor))
        return outcome(ERROR_INVALID_HANDLE);
    return tcflush(descriptor, TCIFLUSH) == 0 ? TRUE : (fail_errno(), FALSE);
}

BOOL WINAPI SetConsoleTitleA(LPCSTR lpConsoleTitle) {
    return contained(FALSE, [&] { return set_title(utf8_of(lpConsoleTitle)); });
}

BOOL WINAPI SetConsoleTitleW(LPCWSTR lpConsoleTitle) {
    return contained(FALSE, [&] { return set_title(utf8_of(lpConsoleTitle)); });
}

UINT WINAPI GetConsoleCP(VOID) {
    return input_page;
}
UINT WINAPI GetConsoleOutputCP(VOID) {
    return output_page;
}
BOOL WINAPI SetConsoleCP(UINT wCodePageID) {
    return set_page(input_page, wCodePageID);
}
BOOL WINAPI SetConsoleOutputCP(UINT wCodePageID) {
    return set_page(output_page, wCodePageID);
}

// The process has the terminal it was started with, or none, for good.
BOOL WINAPI AllocConsole(VOID) {
    return outcome(isatty(STDOUT_FILENO) ? ERROR_ACCESS_DENIED : ERROR_NOT_SUPPORTED);
}
BOOL WINAPI FreeConsole(VOID) {
    return outcome(isatty(STDOUT_FILENO) ? ERROR_NOT_SUPPORTED : ERROR_INVALID_PARAMETER);
}
HWND WINAPI GetConsoleWindow(VOID) {
    return nullptr; // a terminal has no window of this process's
}
}
