#include "win32/command_shell.hpp"

#include "win32/descriptor.hpp"
#include "win32/terminal.hpp"
#include "win32/text.hpp"
#include "win32/waiting_call.hpp"

#include <cctype>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <process.h>
#include <strings.h>
#include <sys/wait.h>
#include <wincon.h>

namespace ws2::win32 {

namespace {

std::string trimmed(const std::string& text) {
    const std::size_t start = text.find_first_not_of(" \t@");
    return start == text.npos ? "" : text.substr(start, text.find_last_not_of(" \t") - start + 1);
}

bool same(const std::string& a, const char* b) noexcept {
    return strcasecmp(a.c_str(), b) == 0;
}

// Takes the first word off, which may stand in quotes.
std::string take_word(std::string& line) {
    line = trimmed(line);
    const bool quoted = !line.empty() && line[0] == '"';
    const std::size_t end =
        std::min(quoted ? line.find('"', 1) : line.find_first_of(" \t"), line.size());
    const std::string word = quoted ? line.substr(1, end - 1) : line.substr(0, end);
    line = trimmed(line.substr(std::min(end + (quoted ? 1 : 0), line.size())));
    return word;
}

void say(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

int pause(bool quiet) {
    char key = 0;
    if (!quiet)
        say("Press any key to continue . . . ");
    std::fflush(stdout);
    {
        const RawTerminal raw;
        (void)waiting_call([&] { return read(STDIN_FILENO, &key, 1); }); // or the input's end
    }
    if (!quiet)
        say("\n");
    return 0;
}

int clear_screen() {
    say(isatty(STDOUT_FILENO) != 0 ? "\033[H\033[2J\033[3J" : "\f");
    return 0;
}

int set_colour(const std::string& digits) {
    char* end = nullptr;
    const unsigned long value = digits.empty() ? 7 : std::strtoul(digits.c_str(), &end, 16);
    if (digits.size() > 2 || (end != nullptr && *end != 0) ||
        (digits.size() == 2 && digits[0] == digits[1]))
        return 1;
    (void)SetConsoleTextAttribute(handle_of(STDOUT_FILENO), static_cast<WORD>(value));
    return 0;
}

int code_page(const std::string& number, bool quiet) {
    const auto page = static_cast<UINT>(std::strtoul(number.c_str(), nullptr, 10));
    if (!number.empty() && (!SetConsoleCP(page) || !SetConsoleOutputCP(page))) {
        say("Invalid code page\n");
        return 1;
    }
    if (!quiet)
        say("Active code page: " + std::to_string(GetConsoleOutputCP()) + "\n");
    return 0;
}

// True: the command was one of the interpreter's, and ran. `result` is its exit code.
bool run_built_in(const std::string& command, int& result) {
    std::string rest = command;
    bool quiet = false;
    const std::size_t arrow = command.find('>');
    if (arrow != command.npos) {
        quiet = same(trimmed(command.substr(arrow + 1)), "nul") ||
                trimmed(command.substr(arrow + 1)) == "/dev/null";
        rest = command.substr(0, arrow);
        if (!quiet)
            return false;
    }
    if (rest.find_first_of("&|<") != rest.npos)
        return false;
    const std::string word = take_word(rest);
    if (same(word, "pause"))
        result = pause(quiet);
    else if (same(word, "cls"))
        result = quiet ? 0 : clear_screen();
    else if (same(word, "title"))
        result = SetConsoleTitleA(rest.c_str()) ? 0 : 1;
    else if (same(word, "color"))
        result = set_colour(rest);
    else if (same(word, "chcp"))
        result = code_page(rest, quiet);
    else
        return false;
    return true;
}

} // namespace

bool starts_interpreter(const std::string& line, std::string& command) {
    std::string rest = line;
    std::string name = take_word(rest);
    name.erase(0, name.find_last_of("/\\") + 1); // npos + 1 is 0
    if (!same(name, "cmd") && !same(name, "cmd.exe"))
        return false;
    command.clear();
    while (rest.size() > 1 && rest[0] == '/') {
        const int option = std::tolower(rest[1]);
        if (option == 'c' || option == 'k') {
            command = trimmed(rest.substr(2));
            break;
        }
        take_word(rest); // /q, /s and their like
    }
    const bool quoted = command.size() > 1 && command.front() == '"' && command.back() == '"';
    if (quoted && command.find('"', 1) == command.size() - 1)
        command = command.substr(1, command.size() - 2);
    return true;
}

std::string for_shell(const std::string& command) {
    std::string inner;
    return starts_interpreter(command, inner) && !inner.empty() ? inner : command;
}

int run_command(const char* command) {
    if (command == nullptr)
        return 1;
    const std::string line = for_shell(command);
    int result = 0;
    if (run_built_in(line, result))
        return result;
    std::fflush(nullptr);
    const int status = std::system(line.c_str());
    return status >= 0 && WIFEXITED(status) ? WEXITSTATUS(status) : status;
}

} // namespace ws2::win32

using namespace ws2::win32;

extern "C" {

// What ws2cc's <stdlib.h> links system to.
WINBASEAPI int ws2_system(const char* command) {
    return contained(-1, [&] { return run_command(command); });
}
}
