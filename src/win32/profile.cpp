// Room win32: GetPrivateProfileString and its kin.
#include "win32/file.hpp"
#include "win32/profile_file.hpp"
#include "win32/text.hpp"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <type_traits>
#include <ws2/profile_calls.h>

using namespace ws2::win32;

namespace {

// Empty if the name has no folder: it would lie in that of Windows.
template<typename Char>
std::string path_of(const Char* name) {
    const std::string text = utf8_of(name);
    const bool folder = text.find_first_of("/\\") != std::string::npos || text.find(':') == 1;
    return folder ? linux_path(text) : std::string();
}

template<typename Char>
std::optional<ProfileFile> open_to_read(const Char* name) {
    const std::string path = path_of(name);
    return path.empty() ? std::nullopt : ProfileFile::open(path, false);
}

// With a NUL behind each and one more.
template<typename Char>
DWORD give_list(const std::vector<std::string>& texts, Char* to, DWORD size) {
    std::string all;
    for (const std::string& text : texts)
        all.append(text).push_back('\0');
    const auto whole = ws2::base::text_as<Char>(all);
    if (size == 0 || to == nullptr)
        return 0;
    if (size == 1)
        return to[0] = 0, 0;
    const std::size_t count = std::min<std::size_t>(whole.size(), size - 1);
    std::memcpy(to, whole.data(), count * sizeof(Char));
    if (count == whole.size()) {
        to[count] = 0;
        if (count == 0)
            to[1] = 0;
        return static_cast<DWORD>(count);
    }
    to[size - 2] = to[size - 1] = 0;
    return failure(ERROR_MORE_DATA, size - 2);
}

std::string unquoted(std::string text) {
    const bool quotes = text.size() > 1 && (text.front() == '"' || text.front() == '\'') &&
                        text.front() == text.back();
    return quotes ? text.substr(1, text.size() - 2) : text;
}

template<typename Char>
DWORD give_value(const std::string& text, Char* to, DWORD size) {
    const auto whole = ws2::base::text_as<Char>(text);
    if (size == 0 || to == nullptr)
        return 0;
    const std::size_t count = std::min<std::size_t>(whole.size(), size - 1);
    std::memcpy(to, whole.data(), count * sizeof(Char));
    to[count] = 0;
    if (count < whole.size())
        ws2::nt::set_last_error(ERROR_MORE_DATA);
    return static_cast<DWORD>(count);
}

template<typename Char>
DWORD get_names(const Char* section, Char* to, DWORD size, const Char* name) {
    const auto file = open_to_read(name);
    std::vector<std::string> texts;
    if (file && section == nullptr)
        texts = file->sections();
    else if (file)
        texts = file->lines_of(utf8_of(section)).value_or(texts);
    if (section != nullptr) {
        for (std::string& text : texts)
            text.resize(std::min(text.find('='), text.size()));
    }
    ws2::nt::set_last_error(file ? 0 : ERROR_FILE_NOT_FOUND);
    return give_list(texts, to, size);
}

template<typename Char>
DWORD get_string(const Char* section, const Char* key, const Char* otherwise, Char* to, DWORD size,
                 const Char* name) {
    return contained(DWORD{0}, [&] {
        if (section == nullptr || key == nullptr)
            return get_names(section, to, size, name);
        const auto file = open_to_read(name);
        const auto value = file ? file->value(utf8_of(section), utf8_of(key)) : std::nullopt;
        ws2::nt::set_last_error(value ? 0 : ERROR_FILE_NOT_FOUND);
        if (value)
            return give_value(unquoted(*value), to, size);
        std::string text = utf8_of(otherwise);
        text.resize(text.find_last_not_of(' ') + 1); // npos + 1 is 0
        return give_value(text, to, size);
    });
}

template<typename Char>
UINT get_int(const Char* section, const Char* key, INT otherwise, const Char* name) {
    return contained(static_cast<UINT>(otherwise), [&] {
        const auto file = section && key ? open_to_read(name) : std::nullopt;
        const auto value = file ? file->value(utf8_of(section), utf8_of(key)) : std::nullopt;
        ws2::nt::set_last_error(value ? 0 : ERROR_FILE_NOT_FOUND);
        if (!value || value->empty())
            return static_cast<UINT>(otherwise);
        const std::string digits = unquoted(*value);
        const bool hexadecimal = digits.starts_with("0x") || digits.starts_with("0X");
        return static_cast<UINT>(std::strtoll(digits.c_str(), nullptr, hexadecimal ? 16 : 10));
    });
}

template<typename Char>
DWORD get_section(const Char* section, Char* to, DWORD size, const Char* name) {
    return contained(DWORD{0}, [&] {
        const auto file = section ? open_to_read(name) : std::nullopt;
        const auto lines = file ? file->lines_of(utf8_of(section)) : std::nullopt;
        ws2::nt::set_last_error(lines ? 0 : ERROR_FILE_NOT_FOUND);
        return give_list(lines.value_or(std::vector<std::string>()), to, size);
    });
}

template<typename Change>
BOOL change(const std::string& path, Change&& apply) {
    if (path.empty())
        return outcome(ERROR_ACCESS_DENIED);
    auto file = ProfileFile::open(path, true);
    if (!file)
        return outcome(windows_error(errno));
    apply(*file);
    return file->save() ? TRUE : outcome(windows_error(errno));
}

template<typename Char>
BOOL write_string(const Char* section, const Char* key, const Char* value, const Char* name) {
    return contained(FALSE, [&] {
        if (section == nullptr && key == nullptr && value == nullptr)
            return FALSE;
        if (section == nullptr)
            return outcome(ERROR_FILE_NOT_FOUND);
        return change(path_of(name), [&](ProfileFile& file) {
            if (key == nullptr)
                file.remove(utf8_of(section));
            else if (value == nullptr)
                file.remove(utf8_of(section), utf8_of(key));
            else
                file.set(utf8_of(section), utf8_of(key), utf8_of(value));
        });
    });
}

template<typename Char>
BOOL write_section(const Char* section, const Char* texts, const Char* name) {
    return contained(FALSE, [&] {
        if (section == nullptr)
            return outcome(ERROR_INVALID_PARAMETER);
        std::vector<std::string> lines;
        for (const Char* at = texts; at != nullptr && *at != 0;) {
            lines.push_back(utf8_of(at));
            while (*at != 0)
                ++at;
            ++at;
        }
        return change(path_of(name), [&](ProfileFile& file) {
            if (texts == nullptr)
                file.remove(utf8_of(section));
            else
                file.set_lines(utf8_of(section), lines);
        });
    });
}

constexpr std::string_view kDigits = "0123456789ABCDEF";

template<typename Char>
BOOL get_struct(const Char* section, const Char* key, void* to, UINT size, const Char* name) {
    return contained(FALSE, [&] {
        const auto file = section && key ? open_to_read(name) : std::nullopt;
        const auto value = file ? file->value(utf8_of(section), utf8_of(key)) : std::nullopt;
        if (!value)
            return outcome(ERROR_FILE_NOT_FOUND);
        if (value->size() != 2 * (std::size_t{size} + 1))
            return outcome(ERROR_BAD_LENGTH);
        std::string octets;
        unsigned sum = 0;
        for (std::size_t i = 0; i <= size; ++i) {
            const auto high = kDigits.find(static_cast<char>(std::toupper((*value)[2 * i])));
            const auto low = kDigits.find(static_cast<char>(std::toupper((*value)[2 * i + 1])));
            if (high == kDigits.npos || low == kDigits.npos)
                return outcome(ERROR_INVALID_DATA);
            octets.push_back(static_cast<char>(high << 4 | low));
            sum += i < size ? static_cast<unsigned char>(octets.back()) : 0U;
        }
        if (static_cast<unsigned char>(octets.back()) != (sum & 0xFF))
            return outcome(ERROR_INVALID_DATA);
        std::memcpy(to, octets.data(), size);
        return TRUE;
    });
}

template<typename Char>
BOOL write_struct(const Char* section, const Char* key, const void* from, UINT size,
                  const Char* name) {
    return contained(FALSE, [&] {
        if (section == nullptr || key == nullptr)
            return outcome(ERROR_INVALID_PARAMETER);
        std::string text;
        unsigned sum = 0;
        const auto put = [&](unsigned octet) {
            text.push_back(kDigits[octet >> 4 & 15]);
            text.push_back(kDigits[octet & 15]);
        };
        for (UINT i = 0; i < size; ++i) {
            put(static_cast<const unsigned char*>(from)[i]);
            sum += static_cast<const unsigned char*>(from)[i];
        }
        put(sum);
        return change(path_of(name),
                      [&](ProfileFile& file) { file.set(utf8_of(section), utf8_of(key), text); });
    });
}

} // namespace

#define FORMS(A, Text, Buffer)                                                                     \
    DWORD WINAPI GetPrivateProfileString##A(Text lpAppName, Text lpKeyName, Text lpDefault,        \
                                            Buffer lpReturnedString, DWORD nSize,                  \
                                            Text lpFileName) {                                     \
        return get_string(lpAppName, lpKeyName, lpDefault, lpReturnedString, nSize, lpFileName);   \
    }                                                                                              \
    UINT WINAPI GetPrivateProfileInt##A(Text lpAppName, Text lpKeyName, INT nDefault,              \
                                        Text lpFileName) {                                         \
        return get_int(lpAppName, lpKeyName, nDefault, lpFileName);                                \
    }                                                                                              \
    DWORD WINAPI GetPrivateProfileSection##A(Text lpAppName, Buffer lpReturnedString, DWORD nSize, \
                                             Text lpFileName) {                                    \
        return get_section(lpAppName, lpReturnedString, nSize, lpFileName);                        \
    }                                                                                              \
    DWORD WINAPI GetPrivateProfileSectionNames##A(Buffer lpszReturnBuffer, DWORD nSize,            \
                                                  Text lpFileName) {                               \
        return get_string<std::remove_pointer_t<Buffer>>(nullptr, nullptr, nullptr,                \
                                                         lpszReturnBuffer, nSize, lpFileName);     \
    }                                                                                              \
    BOOL WINAPI WritePrivateProfileString##A(Text lpAppName, Text lpKeyName, Text lpString,        \
                                             Text lpFileName) {                                    \
        return write_string(lpAppName, lpKeyName, lpString, lpFileName);                           \
    }                                                                                              \
    DWORD WINAPI GetProfileString##A(Text lpAppName, Text lpKeyName, Text lpDefault,               \
                                     Buffer lpReturnedString, DWORD nSize) {                       \
        const std::remove_pointer_t<Buffer> win_ini[] = {'w', 0};                                  \
        return get_string<std::remove_pointer_t<Buffer>>(lpAppName, lpKeyName, lpDefault,          \
                                                         lpReturnedString, nSize, win_ini);        \
    }                                                                                              \
    UINT WINAPI GetProfileInt##A(Text, Text, INT nDefault) {                                       \
        return failure(ERROR_FILE_NOT_FOUND, static_cast<UINT>(nDefault));                         \
    }                                                                                              \
    BOOL WINAPI WriteProfileString##A(Text, Text, Text) {                                          \
        return outcome(ERROR_ACCESS_DENIED);                                                       \
    }                                                                                              \
    BOOL WINAPI WritePrivateProfileSection##A(Text lpAppName, Text lpString, Text lpFileName) {    \
        return write_section(lpAppName, lpString, lpFileName);                                     \
    }                                                                                              \
    BOOL WINAPI GetPrivateProfileStruct##A(Text lpszSection, Text lpszKey, LPVOID lpStruct,        \
                                           UINT uSizeStruct, Text szFile) {                        \
        return get_struct(lpszSection, lpszKey, lpStruct, uSizeStruct, szFile);                    \
    }                                                                                              \
    BOOL WINAPI WritePrivateProfileStruct##A(Text lpszSection, Text lpszKey, LPVOID lpStruct,      \
                                             UINT uSizeStruct, Text szFile) {                      \
        return write_struct(lpszSection, lpszKey, lpStruct, uSizeStruct, szFile);                  \
    }

extern "C" {
FORMS(A, LPCSTR, LPSTR)
FORMS(W, LPCWSTR, LPWSTR)
}
