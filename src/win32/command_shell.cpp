#include "win32/command_shell.hpp"

#include "win32/descriptor.hpp"
#include "win32/program_file.hpp"
#include "win32/terminal.hpp"
#include "win32/text.hpp"
#include "win32/waiting_call.hpp"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <process.h>
#include <string_view>
#include <strings.h>
#include <sys/wait.h>
#include <wincon.h>

namespace ws2::win32 {

namespace {

constexpr std::string_view kNull = "/dev/null";

bool is_blank(char letter) noexcept {
    return letter == ' ' || letter == '\t';
}

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

// Takes the redirections off that only silence a command; `quiet`: what it says too. False if there
// are others.
bool take_silence(std::string& line, bool& quiet) {
    for (std::size_t at; (at = line.find('>')) != line.npos;) {
        std::size_t start = at;
        std::size_t end = at + 1;
        char stream = '1';
        const char before = at == 0 ? '\0' : line[at - 1];
        if ((before == '1' || before == '2') && (at == 1 || is_blank(line[at - 2])))
            stream = line[start = at - 1];
        if (stream == '2' && line.compare(end, 2, "&1") == 0) {
            end += 2;
        } else {
            end += line.compare(end, 1, ">") == 0 ? 1 : 0;
            end = std::min(line.find_first_not_of(" \t", end), line.size());
            if (line.compare(end, kNull.size(), kNull) != 0)
                return false;
            end += kNull.size();
            quiet = quiet || stream == '1';
        }
        if (end != line.size() && !is_blank(line[end]) && line[end] != '>')
            return false;
        line.erase(start, end - start);
    }
    return line.find_first_of("&|<") == line.npos;
}

// True: the command was one of the interpreter's, and ran. `result` is its exit code.
bool run_built_in(const std::string& command, int& result) {
    std::string rest = command;
    bool quiet = false;
    if (!take_silence(rest, quiet))
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

// What follows /c begins with a quote: it and the last one go, unless they are the only ones and
// stand around a program. `always`: as /s says.
std::string without_outer_quotes(std::string line, bool always) {
    if (line.empty() || line[0] != '"')
        return line;
    const std::size_t last = line.rfind('"');
    const std::string name = line.substr(1, std::max<std::size_t>(last, 1) - 1);
    if (!always && last != 0 && name.find_first_of("\"&<>()@^|") == name.npos &&
        is_program(program_file(name, true)))
        return line;
    line.erase(last, 1);
    if (last != 0)
        line.erase(0, 1);
    return line;
}

// Redirections to and from "nul" are to and from the null device.
std::string with_null_device(std::string line) {
    char quote = 0;
    for (std::size_t at = 0; at < line.size(); ++at) {
        const char letter = line[at];
        if (quote != 0) {
            at += letter == '\\' && quote == '"' ? 1 : 0;
            quote = letter == quote ? '\0' : quote;
            continue;
        }
        quote = letter == '"' || letter == '\'' ? letter : '\0';
        const std::size_t name = std::min(line.find_first_not_of(" \t>", at + 1), line.size());
        if ((letter != '>' && letter != '<') || strncasecmp(line.c_str() + name, "nul", 3) != 0)
            continue;
        const std::size_t end = name + (line.compare(name + 3, 1, ":") == 0 ? 4 : 3);
        if (end != line.size() && !is_blank(line[end]) &&
            std::string_view("&|<>;)").find(line[end]) == std::string_view::npos)
            continue;
        line.replace(name, end - name, kNull);
        at = name + kNull.size() - 1;
    }
    return line;
}

// A program that is named as in Windows ("C:\a b\x.exe") is named as the shell knows it.
std::string with_linux_program(const std::string& line) {
    std::string rest = line;
    const std::string word = take_word(rest);
    const std::string file = word.find('\\') == word.npos ? "" : program_file(word, false);
    if (file.empty() || !is_program(file))
        return line;
    std::string quoted = "'";
    for (const char letter : file)
        quoted += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
    return quoted + "' " + rest;
}

// What follows /c, for the system's shell.
std::string prepared(const std::string& line, bool always) {
    return with_null_device(with_linux_program(without_outer_quotes(trimmed(line), always)));
}

} // namespace

bool starts_interpreter(const std::string& line, std::string& command) {
    std::string rest = line;
    std::string name = take_word(rest);
    name.erase(0, name.find_last_of("/\\") + 1); // npos + 1 is 0
    if (!same(name, "cmd") && !same(name, "cmd.exe"))
        return false;
    command.clear();
    bool strips = false;
    while (rest.size() > 1 && rest[0] == '/') {
        const int option = std::tolower(rest[1]);
        if (option == 'c' || option == 'k' || option == 'r') {
            command = prepared(rest.substr(2), strips);
            break;
        }
        strips = strips || option == 's';
        rest = trimmed(rest.substr(std::min(rest.find_first_of(" \t/", 1), rest.size())));
    }
    return true;
}

std::string for_shell(const std::string& command) {
    std::string inner;
    const std::string line = without_outer_quotes(trimmed(command), false);
    return starts_interpreter(line, inner) && !inner.empty() ? inner : prepared(command, false);
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
