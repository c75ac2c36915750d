// Room win32: conio.h: single keys of the terminal.
#include "win32/terminal.hpp"

#include <cerrno>
#include <conio.h>
#include <cstdio>
#include <poll.h>
#include <unistd.h>

using ws2::win32::RawTerminal;

extern "C" {

int __cdecl _kbhit(void) {
    const RawTerminal raw;
    pollfd input{STDIN_FILENO, POLLIN, 0};
    return poll(&input, 1, 0) > 0 && (input.revents & POLLIN) != 0;
}

int __cdecl _getch(void) {
    const RawTerminal raw;
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
