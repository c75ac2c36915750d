// Room win32: environment variables and the command line.
#include "win32/command_line.hpp"
#include "win32/text.hpp"

#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <processenv.h>
#include <strings.h>
#include <unistd.h>
#include <vector>

using namespace ws2::win32;

namespace {

// libc's environment is guarded here against calls of this file; getenv of the program is not.
std::mutex& environment_mutex() {
    static auto* mutex = new std::mutex;
    return *mutex;
}

// The value, whatever the case of the name's letters: on Windows it does not matter.
const char* value_of(const std::string& name) noexcept {
    if (const char* exact = std::getenv(name.c_str()))
        return exact;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        if (strncasecmp(*entry, name.c_str(), name.size()) == 0 && (*entry)[name.size()] == '=')
            return *entry + name.size() + 1;
    }
    return nullptr;
}

template<typename Char>
DWORD get_variable(const Char* name, Char* buffer, DWORD size) {
    return contained(DWORD{0}, [&] {
        std::lock_guard lock(environment_mutex());
        const char* value = name ? value_of(utf8_of(name)) : nullptr;
        if (value == nullptr)
            return failure(ERROR_ENVVAR_NOT_FOUND, DWORD{0});
        ws2::nt::set_last_error(0); // tells an empty value from a missing one
        return give_text(value, buffer, size);
    });
}

template<typename Char>
BOOL set_variable(const Char* name, const Char* value) {
    return contained(FALSE, [&] {
        const std::string key = utf8_of(name);
        if (key.empty() || key.find('=') != std::string::npos)
            return outcome(ERROR_INVALID_PARAMETER);
        std::lock_guard lock(environment_mutex());
        if (value == nullptr && value_of(key) == nullptr)
            return outcome(ERROR_ENVVAR_NOT_FOUND);
        const int result =
            value ? setenv(key.c_str(), utf8_of(value).c_str(), 1) : unsetenv(key.c_str());
        return result == 0 ? TRUE : (fail_errno(), FALSE);
    });
}

// %NAME% becomes its value; what is not set stays as it is.
std::string expanded(const std::string& text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text[at] == '%' ? text.find('%', at + 1) : std::string::npos;
        const char* value =
            end == std::string::npos ? nullptr : value_of(text.substr(at + 1, end - at - 1));
        if (value != nullptr) {
            out += value;
            at = end + 1;
        } else {
            out.push_back(text[at++]);
        }
    }
    return out;
}

template<typename Char>
DWORD expand(const Char* source, Char* buffer, DWORD size) {
    return contained(DWORD{0}, [&] {
        std::lock_guard lock(environment_mutex());
        const std::string text = expanded(utf8_of(source));
        const DWORD given = give_text(text, buffer, size);
        const bool fits = buffer != nullptr && given < size;
        return fits ? given + 1 : given; // with the NUL either way
    });
}

template<typename Char>
Char* all_variables() {
    return contained<Char*>(nullptr, [&] {
        std::lock_guard lock(environment_mutex());
        std::string all;
        for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry)
            all += std::string(*entry) + '\0';
        all += '\0';
        const auto text = ws2::base::text_as<Char>(all);
        auto* block = static_cast<Char*>(std::malloc((text.size() + 1) * sizeof(Char)));
        if (block == nullptr)
            throw std::bad_alloc();
        std::memcpy(block, text.data(), text.size() * sizeof(Char));
        block[text.size()] = 0;
        return block;
    });
}

// One argument as CommandLineToArgvW reads it back.
std::string quoted(const std::string& argument) {
    if (!argument.empty() && argument.find_first_of(" \t\"") == std::string::npos)
        return argument;
    std::string out = "\"";
    std::size_t backslashes = 0;
    for (const char c : argument) {
        if (c == '"')
            out.append(backslashes + 1, '\\'); // twice as many, and one for the quote
        backslashes = c == '\\' ? backslashes + 1 : 0;
        out.push_back(c);
    }
    return out.append(backslashes, '\\') + '"';
}

struct CommandLine {
    std::string narrow;
    std::u16string wide;
};

const CommandLine& command_line() {
    static const auto* line = [] {
        auto* made = new CommandLine;
        std::FILE* file = std::fopen("/proc/self/cmdline", "re");
        std::string argument;
        for (int c; file != nullptr && (c = std::fgetc(file)) != EOF;) {
            if (c != 0) {
                argument.push_back(static_cast<char>(c));
                continue;
            }
            made->narrow += (made->narrow.empty() ? "" : " ") + quoted(argument);
            argument.clear();
        }
        if (file != nullptr)
            std::fclose(file);
        made->wide = ws2::base::text_as<char16_t>(made->narrow);
        return made;
    }();
    return *line;
}

} // namespace

extern "C" {

DWORD WINAPI GetEnvironmentVariableA(LPCSTR lpName, LPSTR lpBuffer, DWORD nSize) {
    return get_variable(lpName, lpBuffer, nSize);
}

DWORD WINAPI GetEnvironmentVariableW(LPCWSTR lpName, LPWSTR lpBuffer, DWORD nSize) {
    return get_variable(lpName, lpBuffer, nSize);
}

BOOL WINAPI SetEnvironmentVariableA(LPCSTR lpName, LPCSTR lpValue) {
    return set_variable(lpName, lpValue);
}

BOOL WINAPI SetEnvironmentVariableW(LPCWSTR lpName, LPCWSTR lpValue) {
    return set_variable(lpName, lpValue);
}

DWORD WINAPI ExpandEnvironmentStringsA(LPCSTR lpSrc, LPSTR lpDst, DWORD nSize) {
    return expand(lpSrc, lpDst, nSize);
}

DWORD WINAPI ExpandEnvironmentStringsW(LPCWSTR lpSrc, LPWSTR lpDst, DWORD nSize) {
    return expand(lpSrc, lpDst, nSize);
}

LPSTR WINAPI GetEnvironmentStringsA(VOID) {
    return all_variables<char>();
}

LPWSTR WINAPI GetEnvironmentStringsW(VOID) {
    return reinterpret_cast<LPWSTR>(all_variables<char16_t>());
}

BOOL WINAPI FreeEnvironmentStringsA(LPSTR penv) {
    std::free(penv);
    return TRUE;
}

BOOL WINAPI FreeEnvironmentStringsW(LPWSTR penv) {
    std::free(penv);
    return TRUE;
}

LPSTR WINAPI GetCommandLineA(VOID) {
    return contained<LPSTR>(nullptr,
                            [] { return const_cast<LPSTR>(command_line().narrow.c_str()); });
}

LPWSTR WINAPI GetCommandLineW(VOID) {
    return contained<LPWSTR>(nullptr, [] {
        return reinterpret_cast<LPWSTR>(const_cast<char16_t*>(command_line().wide.c_str()));
    });
}

LPWSTR* WINAPI CommandLineToArgvW(LPCWSTR lpCmdLine, int* pNumArgs) {
    return contained<LPWSTR*>(nullptr, [&] {
        if (lpCmdLine == nullptr || pNumArgs == nullptr)
            return failure<LPWSTR*>(ERROR_INVALID_PARAMETER, nullptr);
        const auto* at = reinterpret_cast<const char16_t*>(lpCmdLine);
        if (*at == 0)
            at = command_line().wide.c_str();
        const std::vector<std::u16string> arguments = arguments_of(at);
        std::size_t bytes = (arguments.size() + 1) * sizeof(LPWSTR);
        for (const auto& argument : arguments)
            bytes += (argument.size() + 1) * sizeof(WCHAR);
        auto** list = static_cast<LPWSTR*>(std::malloc(bytes));
        if (list == nullptr)
            throw std::bad_alloc();
        auto* text = reinterpret_cast<char16_t*>(list + arguments.size() + 1);
        for (std::size_t i = 0; i < arguments.size(); ++i) {
            list[i] = reinterpret_cast<LPWSTR>(text);
            std::memcpy(text, arguments[i].c_str(), (arguments[i].size() + 1) * sizeof(WCHAR));
            text += arguments[i].size() + 1;
        }
        list[arguments.size()] = nullptr;
        *pNumArgs = static_cast<int>(arguments.size());
        return list;
    });
}
}
