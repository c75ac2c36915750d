// Room win32: shlwapi's paths.
#include "win32/file.hpp"
#include "win32/text.hpp"
#include "win32/wide_class.hpp"

#include <algorithm>
#include <shlwapi.h>
#include <sys/stat.h>
#include <vector>

using namespace ws2::win32;

namespace {

template<typename Char>
using Text = std::basic_string<Char>;

constexpr std::size_t kNone = std::string::npos;

template<typename Char>
bool is_slash(Char c) noexcept {
    return c == '\\' || c == '/';
}

template<typename Char>
std::size_t length(const Char* text) noexcept {
    return text != nullptr ? length_of(text) : 0;
}

template<typename Char>
Text<Char> text_of(const Char* text) {
    return Text<Char>(text, length(text));
}

// What cannot be taken away: "C:\", "\", "\\server\share". Its length.
template<typename Char>
std::size_t root_length(const Text<Char>& path) {
    if (path.size() > 1 && path[1] == ':')
        return path.size() > 2 && is_slash(path[2]) ? 3 : 2;
    if (path.size() > 1 && path[0] == '\\' && path[1] == '\\') {
        const Char both[] = {'\\', '/', 0};
        const std::size_t share = path.find_first_of(both, 2);
        return std::min(share == kNone ? kNone : path.find_first_of(both, share + 1), path.size());
    }
    return !path.empty() && is_slash(path[0]) ? 1 : 0;
}

template<typename Char>
BOOL put(Char* to, const Text<Char>& text) noexcept {
    if (text.size() >= MAX_PATH)
        return FALSE;
    std::copy(text.c_str(), text.c_str() + text.size() + 1, to);
    return TRUE;
}

template<typename Char>
std::size_t name_at(const Char* path) noexcept {
    std::size_t at = 0;
    for (std::size_t i = 0; path[i] != 0; ++i) {
        if ((is_slash(path[i]) || path[i] == ':') && path[i + 1] != 0 && !is_slash(path[i + 1]))
            at = i + 1;
    }
    return at;
}

// The place of the last dot of the name, or the end.
template<typename Char>
std::size_t extension_at(const Char* path) noexcept {
    std::size_t at = kNone;
    std::size_t i = 0;
    for (; path[i] != 0; ++i) {
        if (path[i] == '.')
            at = i;
        else if (is_slash(path[i]) || path[i] == ' ')
            at = kNone;
    }
    return std::min(at, i);
}

template<typename Char>
bool status_of(const Char* path, struct stat& status) {
    return path != nullptr && stat(linux_path(utf8_of(path)).c_str(), &status) == 0;
}

template<typename Char>
BOOL exists(const Char* path) {
    return contained(FALSE, [&] {
        struct stat status {};
        return status_of(path, status) ? TRUE : outcome(ERROR_FILE_NOT_FOUND);
    });
}

template<typename Char>
BOOL is_directory(const Char* path) {
    return contained(FALSE, [&] {
        struct stat status {};
        if (!status_of(path, status))
            return outcome(ERROR_FILE_NOT_FOUND);
        return S_ISDIR(status.st_mode) ? BOOL{FILE_ATTRIBUTE_DIRECTORY} : FALSE;
    });
}

template<typename Char>
BOOL is_relative(const Char* path) noexcept {
    return path == nullptr || path[0] == 0 || !(is_slash(path[0]) || path[1] == ':');
}

template<typename Char>
BOOL is_root(const Char* path) {
    return contained(FALSE, [&] {
        const Text<Char> text = text_of(path);
        return !text.empty() && root_length(text) == text.size() && text.back() != ':';
    });
}

template<typename Char>
BOOL is_url(const Char* path) {
    std::size_t i = 0;
    for (; path != nullptr && path[i] != 0 && path[i] != ':'; ++i) {
        const auto c = static_cast<unsigned>(path[i]) | 0x20;
        if (!(c >= 'a' && c <= 'z') &&
            !(i != 0 && ((path[i] >= '0' && path[i] <= '9') || path[i] == '+' || path[i] == '-' ||
                         path[i] == '.')))
            return FALSE;
    }
    return path != nullptr && i > 1 && path[i] == ':';
}

template<typename Char>
Char* arguments(const Char* path) noexcept {
    bool quoted = false;
    for (; path != nullptr && *path != 0; ++path) {
        quoted = quoted != (*path == '"');
        if (*path == ' ' && !quoted)
            return const_cast<Char*>(path + 1);
    }
    return const_cast<Char*>(path);
}

template<typename Char>
Char* add_slash(Char* path) noexcept {
    const std::size_t count = length(path);
    if (path == nullptr || (count != 0 && is_slash(path[count - 1])))
        return path != nullptr ? path + count : nullptr;
    if (count == 0)
        return path;
    if (count + 1 >= MAX_PATH)
        return nullptr;
    path[count] = '\\';
    path[count + 1] = 0;
    return path + count + 1;
}

template<typename Char>
Char* remove_slash(Char* path) {
    const Text<Char> text = text_of(path);
    if (path == nullptr || text.empty())
        return path;
    Char* const last = path + text.size() - 1;
    if (!is_slash(*last))
        return last;
    if (root_length(text) != text.size())
        *last = 0;
    return last;
}

// A path without its name; whether there was one.
template<typename Char>
Text<Char> folder_of(const Text<Char>& path) {
    const std::size_t root = root_length(path);
    std::size_t end = path.size();
    while (end > root && !is_slash(path[end - 1]))
        --end;
    while (end > root && is_slash(path[end - 1]))
        --end;
    return path.substr(0, end);
}

template<typename Char>
BOOL remove_name(Char* path) {
    const Text<Char> text = text_of(path);
    const Text<Char> folder = folder_of(text);
    return folder.size() != text.size() && put(path, folder);
}

template<typename Char>
BOOL rename_extension(Char* path, const Char* extension, bool replace) {
    const std::size_t at = extension_at(path);
    const Char exe[] = {'.', 'e', 'x', 'e', 0};
    if (path[at] != 0 && !replace)
        return FALSE;
    return put(path, text_of(path).substr(0, at) + text_of(extension != nullptr ? extension : exe));
}

template<typename Char>
void quote(Char* text) {
    const Text<Char> whole = text_of(text);
    const Text<Char> mark(1, '"');
    if (whole.find(Char(' ')) != kNone)
        put(text, mark + whole + mark);
}

template<typename Char>
void unquote(Char* text) {
    const Text<Char> whole = text_of(text);
    if (whole.size() > 1 && whole.front() == '"' && whole.back() == '"')
        put(text, whole.substr(1, whole.size() - 2));
}

template<typename Char>
void strip_blanks(Char* text) {
    const Text<Char> whole = text_of(text);
    const std::size_t first = whole.find_first_not_of(Char(' '));
    if (first == kNone)
        text[0] = 0;
    else
        put(text, whole.substr(first, whole.find_last_not_of(Char(' ')) - first + 1));
}

// Without "." and "..", which do not leave the root. Each slash stays what it is.
template<typename Char>
Text<Char> canonical(const Text<Char>& path) {
    const std::size_t root = root_length(path);
    const Text<Char> dot(1, '.');
    std::vector<Text<Char>> parts; // each with the slash behind it
    for (std::size_t at = root; at < path.size();) {
        std::size_t end = at;
        while (end < path.size() && !is_slash(path[end]))
            ++end;
        const Text<Char> part = path.substr(at, end - at);
        if (part == dot + dot && !parts.empty())
            parts.pop_back();
        else if (part != dot && part != dot + dot && !part.empty())
            parts.push_back(path.substr(at, end + 1 - at));
        at = end + 1;
    }
    Text<Char> out = path.substr(0, root);
    for (const Text<Char>& part : parts)
        out += part;
    if (out.size() > root && is_slash(out.back()) && !is_slash(path.back()))
        out.pop_back(); // what stood behind it is gone
    return out.empty() ? Text<Char>(1, '\\') : out;
}

template<typename Char>
bool combine(const Text<Char>& folder, const Text<Char>& file, Text<Char>& out) {
    const Text<Char> slash(1, '\\');
    if (folder.empty() || (!file.empty() && !is_relative(file.c_str()) && !is_slash(file[0])))
        out = file;
    else if (!file.empty() && is_slash(file[0])) // from the folder's root
        out = file.size() > 1 && is_slash(file[1]) ? file
              : root_length(folder) > 1 ? folder.substr(0, root_length(folder)) + file.substr(1)
                                        : file;
    else
        out = is_slash(folder.back()) || file.empty() ? folder + file : folder + slash + file;
    out = canonical(out);
    return out.size() < MAX_PATH;
}

template<typename Char>
Char* combine_into(Char* to, const Char* folder, const Char* file) {
    return contained<Char*>(nullptr, [&]() -> Char* {
        Text<Char> out;
        if (to == nullptr)
            return nullptr;
        if ((folder != nullptr || file != nullptr) && combine(text_of(folder), text_of(file), out))
            return put(to, out) ? to : nullptr;
        to[0] = 0;
        return nullptr;
    });
}

// As PathCombine, but a slash at the beginning of what is added does not lead to the root.
template<typename Char>
BOOL append(Char* path, const Char* more) {
    return contained(FALSE, [&] {
        Text<Char> added = text_of(more);
        Text<Char> out;
        if (path == nullptr || more == nullptr)
            return FALSE;
        const bool share = added.size() > 1 && is_slash(added[0]) && is_slash(added[1]);
        while (!share && !added.empty() && is_slash(added[0]))
            added.erase(0, 1);
        return combine(text_of(path), added, out) && put(path, out) ? TRUE : FALSE;
    });
}

template<typename Char>
bool matches(const Char* name, const Char* form) noexcept {
    const auto fold = [](Char c) { return unicode_lower(static_cast<char16_t>(c)); };
    const auto ends = [](Char c) { return c == 0 || c == ';'; };
    if (form[0] == '*' && form[1] == '.' && form[2] == '*' && ends(form[3]))
        return true;            // each name, also one without a dot
    const Char* star = nullptr; // the last one, and what it takes so far
    const Char* taken = name;
    for (;;) {
        if (*form == '*') {
            star = form++;
            taken = name;
        } else if (*name == 0) {
            return ends(*form);
        } else if (!ends(*form) && (*form == '?' || fold(*name) == fold(*form))) {
            ++name;
            ++form;
        } else if (star != nullptr) {
            name = ++taken;
            form = star + 1;
        } else {
            return false;
        }
    }
}

// Any of several forms, between semicolons.
template<typename Char>
BOOL match_any(const Char* name, const Char* forms) noexcept {
    if (name == nullptr || forms == nullptr)
        return FALSE;
    for (;; ++forms) {
        while (*forms == ' ')
            ++forms;
        if (matches(name, forms))
            return TRUE;
        while (*forms != 0 && *forms != ';')
            ++forms;
        if (*forms == 0)
            return FALSE;
    }
}

template<typename Body>
void quietly(Body&& body) {
    contained(0, [&] {
        body();
        return 0;
    });
}

} // namespace

#define FORMS(A, Text, Buffer)                                                                     \
    BOOL WINAPI PathFileExists##A(Text pszPath) {                                                  \
        return exists(pszPath);                                                                    \
    }                                                                                              \
    BOOL WINAPI PathIsDirectory##A(Text pszPath) {                                                 \
        return is_directory(pszPath);                                                              \
    }                                                                                              \
    BOOL WINAPI PathIsRelative##A(Text pszPath) {                                                  \
        return is_relative(pszPath);                                                               \
    }                                                                                              \
    BOOL WINAPI PathIsRoot##A(Text pszPath) {                                                      \
        return is_root(pszPath);                                                                   \
    }                                                                                              \
    BOOL WINAPI PathIsUNC##A(Text pszPath) {                                                       \
        return pszPath != nullptr && pszPath[0] == '\\' && pszPath[1] == '\\';                     \
    }                                                                                              \
    BOOL WINAPI PathIsURL##A(Text pszPath) {                                                       \
        return is_url(pszPath);                                                                    \
    }                                                                                              \
    Buffer WINAPI PathFindFileName##A(Text pszPath) {                                              \
        return pszPath != nullptr ? const_cast<Buffer>(pszPath + name_at(pszPath)) : nullptr;      \
    }                                                                                              \
    Buffer WINAPI PathFindExtension##A(Text pszPath) {                                             \
        return pszPath != nullptr ? const_cast<Buffer>(pszPath + extension_at(pszPath)) : nullptr; \
    }                                                                                              \
    Buffer WINAPI PathGetArgs##A(Text pszPath) {                                                   \
        return arguments(pszPath);                                                                 \
    }                                                                                              \
    Buffer WINAPI PathAddBackslash##A(Buffer pszPath) {                                            \
        return add_slash(pszPath);                                                                 \
    }                                                                                              \
    Buffer WINAPI PathRemoveBackslash##A(Buffer pszPath) {                                         \
        return contained<Buffer>(nullptr, [&] { return remove_slash(pszPath); });                  \
    }                                                                                              \
    BOOL WINAPI PathRemoveFileSpec##A(Buffer pszPath) {                                            \
        return contained(FALSE, [&] { return remove_name(pszPath); });                             \
    }                                                                                              \
    void WINAPI PathRemoveExtension##A(Buffer pszPath) {                                           \
        if (pszPath != nullptr)                                                                    \
            pszPath[extension_at(pszPath)] = 0;                                                    \
    }                                                                                              \
    BOOL WINAPI PathRenameExtension##A(Buffer pszPath, Text pszExt) {                              \
        return contained(FALSE, [&] { return rename_extension(pszPath, pszExt, true); });          \
    }                                                                                              \
    BOOL WINAPI PathAddExtension##A(Buffer pszPath, Text pszExt) {                                 \
        return contained(FALSE, [&] { return rename_extension(pszPath, pszExt, false); });         \
    }                                                                                              \
    void WINAPI PathStripPath##A(Buffer pszPath) {                                                 \
        quietly([&] { put(pszPath, text_of(pszPath + name_at(pszPath))); });                       \
    }                                                                                              \
    BOOL WINAPI PathStripToRoot##A(Buffer pszPath) {                                               \
        return contained(FALSE, [&] {                                                              \
            const auto text = text_of(pszPath);                                                    \
            return put(pszPath, text.substr(0, root_length(text))) && pszPath[0] != 0 ? TRUE       \
                                                                                      : FALSE;     \
        });                                                                                        \
    }                                                                                              \
    void WINAPI PathQuoteSpaces##A(Buffer lpsz) {                                                  \
        quietly([&] { quote(lpsz); });                                                             \
    }                                                                                              \
    void WINAPI PathUnquoteSpaces##A(Buffer lpsz) {                                                \
        quietly([&] { unquote(lpsz); });                                                           \
    }                                                                                              \
    void WINAPI PathRemoveBlanks##A(Buffer pszPath) {                                              \
        quietly([&] { strip_blanks(pszPath); });                                                   \
    }                                                                                              \
    BOOL WINAPI PathAppend##A(Buffer pszPath, Text pszMore) {                                      \
        return append(pszPath, pszMore);                                                           \
    }                                                                                              \
    Buffer WINAPI PathCombine##A(Buffer pszDest, Text pszDir, Text pszFile) {                      \
        return combine_into(pszDest, pszDir, pszFile);                                             \
    }                                                                                              \
    BOOL WINAPI PathCanonicalize##A(Buffer pszBuf, Text pszPath) {                                 \
        return contained(FALSE, [&] { return put(pszBuf, canonical(text_of(pszPath))); });         \
    }                                                                                              \
    BOOL WINAPI PathMatchSpec##A(Text pszFile, Text pszSpec) {                                     \
        return match_any(pszFile, pszSpec);                                                        \
    }

extern "C" {
FORMS(A, LPCSTR, LPSTR)
FORMS(W, LPCWSTR, LPWSTR)
}
