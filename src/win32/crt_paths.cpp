// Room win32: _splitpath, _makepath, _fullpath and their wide forms.
#include "win32/crt_path.hpp"

#include <algorithm>
#include <cstdlib>
#include <fileapi.h>
#include <ws2/crt_stdlib.h>
#include <ws2/crt_wide.h>

using namespace ws2::win32;

namespace {

template<typename Char>
using View = std::basic_string_view<Char>;

template<typename Char>
View<Char> view_of(const Char* text) {
    return text == nullptr ? View<Char>() : View<Char>(text, length_of(text));
}

template<typename Char>
struct Parts {
    View<Char> drive, folder, name, extension;
};

template<typename Char>
Parts<Char> parts_of(const Char* path) {
    Parts<Char> out;
    View<Char> rest = view_of(path);
    const std::size_t drive = rest.size() >= 2 && rest[1] == ':' ? 2 : 0;
    out.drive = rest.substr(0, drive);
    rest.remove_prefix(drive);
    std::size_t start = rest.size();
    while (start > 0 && rest[start - 1] != '/' && rest[start - 1] != '\\')
        --start;
    out.folder = rest.substr(0, start);
    rest.remove_prefix(start);
    const std::size_t dot = std::min(rest.rfind(Char('.')), rest.size());
    out.name = rest.substr(0, dot);
    out.extension = rest.substr(dot);
    return out;
}

// Where the part is to go; without a place it is not wanted.
template<typename Char>
struct Place {
    Char* to;
    std::size_t size;
    bool valid() const { return (to == nullptr) == (size == 0); }
    void empty() const {
        if (to != nullptr && size != 0)
            to[0] = 0;
    }
    bool take(View<Char> text) const {
        if (to == nullptr)
            return true;
        if (text.size() >= size)
            return false;
        std::copy(text.begin(), text.end(), to);
        to[text.size()] = 0;
        return true;
    }
};

template<typename Char>
errno_t split(const Char* path, const Place<Char> (&places)[4]) {
    const bool valid = path != nullptr && std::all_of(std::begin(places), std::end(places),
                                                      [](const auto& p) { return p.valid(); });
    const Parts<Char> parts = valid ? parts_of(path) : Parts<Char>();
    if (valid && places[0].take(parts.drive) && places[1].take(parts.folder) &&
        places[2].take(parts.name) && places[3].take(parts.extension))
        return 0;
    for (const Place<Char>& place : places)
        place.empty();
    return refuse_parameter(valid ? ERANGE : EINVAL);
}

template<typename Char>
Place<Char> place(Char* to, std::size_t size) {
    return {to, to == nullptr ? 0 : size};
}

template<typename Char>
std::basic_string<Char> joined(const Char* drive, const Char* folder, const Char* name,
                               const Char* extension) {
    std::basic_string<Char> out;
    if (!view_of(drive).empty())
        out.append(drive, 1).push_back(':');
    if (!view_of(folder).empty()) {
        out += folder;
        if (out.back() != '/' && out.back() != '\\')
            out.push_back('/');
    }
    out += view_of(name);
    if (!view_of(extension).empty()) {
        if (*extension != '.')
            out.push_back('.');
        out += extension;
    }
    return out;
}

template<typename Char>
errno_t make(Place<Char> to, const Char* drive, const Char* folder, const Char* name,
             const Char* extension) {
    if (to.to == nullptr || to.size == 0)
        return refuse_parameter(EINVAL);
    return contained(ENOMEM, [&] {
        const bool fits = to.take(joined(drive, folder, name, extension));
        return fits ? 0 : refuse_text(to.to, to.size, ERANGE);
    });
}

// Into the caller's buffer, or into one that the program frees if there is none.
template<typename Char>
Char* full(Char* to, const Char* path, std::size_t size,
           DWORD (*full_name)(const Char*, DWORD, Char*, Char**)) {
    return contained(static_cast<Char*>(nullptr), [&]() -> Char* {
        static constexpr Char here[] = {'.', 0};
        const Char* name = view_of(path).empty() ? here : path;
        std::basic_string<Char> whole(full_name(name, 0, nullptr, nullptr), Char(0));
        whole.resize(full_name(name, static_cast<DWORD>(whole.size()), whole.data(), nullptr));
        if (to == nullptr) {
            size = whole.size() + 1;
            to = static_cast<Char*>(std::malloc(size * sizeof(Char)));
        }
        if (to == nullptr || place(to, size).take(whole))
            return to;
        errno = ERANGE;
        return nullptr;
    });
}

constexpr std::size_t kDrive = _MAX_DRIVE;
constexpr std::size_t kPart = _MAX_DIR; // and of a name and an extension

} // namespace

extern "C" {

char* _fullpath(char* to, const char* path, size_t size) noexcept {
    return full(to, path, size, GetFullPathNameA);
}
WCHAR* _wfullpath(WCHAR* to, const WCHAR* path, size_t size) {
    return full(to, path, size, GetFullPathNameW);
}
errno_t _splitpath_s(const char* path, char* drive, size_t drive_size, char* folder,
                     size_t folder_size, char* name, size_t name_size, char* extension,
                     size_t extension_size) noexcept {
    return split<char>(path, {{drive, drive_size},
                              {folder, folder_size},
                              {name, name_size},
                              {extension, extension_size}});
}
errno_t _wsplitpath_s(const WCHAR* path, WCHAR* drive, size_t drive_size, WCHAR* folder,
                      size_t folder_size, WCHAR* name, size_t name_size, WCHAR* extension,
                      size_t extension_size) {
    return split<WCHAR>(path, {{drive, drive_size},
                               {folder, folder_size},
                               {name, name_size},
                               {extension, extension_size}});
}
void _splitpath(const char* path, char* drive, char* folder, char* name, char* extension) noexcept {
    split<char>(path, {place(drive, kDrive), place(folder, kPart), place(name, kPart),
                       place(extension, kPart)});
}
void _wsplitpath(const WCHAR* path, WCHAR* drive, WCHAR* folder, WCHAR* name, WCHAR* extension) {
    split<WCHAR>(path, {place(drive, kDrive), place(folder, kPart), place(name, kPart),
                        place(extension, kPart)});
}
errno_t _makepath_s(char* path, size_t size, const char* drive, const char* folder,
                    const char* name, const char* extension) noexcept {
    return make({path, size}, drive, folder, name, extension);
}
errno_t _wmakepath_s(WCHAR* path, size_t size, const WCHAR* drive, const WCHAR* folder,
                     const WCHAR* name, const WCHAR* extension) {
    return make({path, size}, drive, folder, name, extension);
}
void _makepath(char* path, const char* drive, const char* folder, const char* name,
               const char* extension) noexcept {
    make({path, _MAX_PATH}, drive, folder, name, extension);
}
void _wmakepath(WCHAR* path, const WCHAR* drive, const WCHAR* folder, const WCHAR* name,
                const WCHAR* extension) {
    make({path, _MAX_PATH}, drive, folder, name, extension);
}
}
