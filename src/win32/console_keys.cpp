// Room win32: conio.h: single keys of the terminal.
#include "win32/call.hpp"

#include <cerrno>
#include <conio.h>
#include <cstdio>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

namespace {

// While it lives, the terminal gives keys at once, without echo. No effect without a terminal.
class Raw {
public:
    Raw() noexcept : terminal_(tcgetattr(STDIN_FILENO, &before_) == 0) {
        if (!terminal_)
            return;
        termios now = before_;
        now.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
        now.c_cc[VMIN] = 1;
        now.c_cc[VTIME] = 0;
        tcsetattr(STDIN_FILENO, TCSANOW, &now);
    }
    Raw(const Raw&) = delete;
    Raw& operator=(const Raw&) = delete;
    ~Raw() {
        if (terminal_)
            tcsetattr(STDIN_FILENO, TCSANOW, &before_);
    }

private:
    termios before_{};
    const bool terminal_;
};

} // namespace

extern "C" {

int __cdecl _kbhit(void) {
    const Raw raw;
    pollfd input{STDIN_FILENO, POLLIN, 0};
    return poll(&input, 1, 0) > 0 && (input.revents & POLLIN) != 0;
}

int __cdecl _getch(void) {
    const Raw raw;
    unsigned char key = 0;
    ssize_t got;
    do
        got = read(STDIN_FILENO, &key, 1);
    while (got < 0 && errno == EINTR);
    if (got != 1)
        return EOF;
    return key == '\n' ? '\r' : key; // the Enter key
}

int __cdecl _getche(void) {
    const int key = _getch();
    if (key != EOF)
        _putch(key == '\r' ? '\n' : key);
    return key;
}

int __cdecl _putch(int c) {
    const int result = std::putchar(c);
    std::fflush(stdout);
    return result;
}

int __cdecl _cputs(const char* text) {
    return std::fputs(text, stdout) < 0 || std::fflush(stdout) != 0 ? EOF : 0;
}
}
