// Room win32: the terminal as keys: at once, without echo.
#pragma once

#include <termios.h>
#include <unistd.h>

namespace ws2::win32 {

// While it lives, the terminal gives keys at once, without echo. No effect without a terminal.
class RawTerminal {
public:
    explicit RawTerminal(int descriptor = STDIN_FILENO) noexcept
        : descriptor_(descriptor), terminal_(tcgetattr(descriptor, &before_) == 0) {
        if (!terminal_)
            return;
        termios now = before_;
        now.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
        now.c_cc[VMIN] = 1;
        now.c_cc[VTIME] = 0;
        tcsetattr(descriptor_, TCSANOW, &now);
    }
    RawTerminal(const RawTerminal&) = delete;
    RawTerminal& operator=(const RawTerminal&) = delete;
    ~RawTerminal() {
        if (terminal_)
            tcsetattr(descriptor_, TCSANOW, &before_);
    }

private:
    termios before_{};
    const int descriptor_;
    const bool terminal_;
};

} // namespace ws2::win32
