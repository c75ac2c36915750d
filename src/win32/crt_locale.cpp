#include "win32/crt_locale.hpp"

#include <algorithm>
#include <cctype>
#include <clocale>
#include <cstring>
#include <minwindef.h>
#include <string_view>
#include <strings.h>

namespace ws2::win32 {

namespace {

constexpr const char* kLanguages[] = {
    "american",
    "arabic",
    "chinese",
    "chinese-simplified",
    "chinese-traditional",
    "chs",
    "cht",
    "csy",
    "czech",
    "dan",
    "danish",
    "deu",
    "dutch",
    "ell",
    "eng",
    "english",
    "english-uk",
    "english-us",
    "enu",
    "esp",
    "fin",
    "finnish",
    "fra",
    "french",
    "german",
    "greek",
    "hebrew",
    "hun",
    "hungarian",
    "ita",
    "italian",
    "japan",
    "japanese",
    "jpn",
    "kor",
    "korean",
    "nld",
    "nor",
    "norwegian",
    "plk",
    "polish",
    "portuguese",
    "portuguese-brazil",
    "ptb",
    "ptg",
    "rus",
    "russian",
    "sve",
    "swedish",
    "thai",
    "trk",
    "turkish",
    "ukrainian",
    "usa",
    "vietnamese",
    "spanish",
};

// LANGUAGE[_COUNTRY][.PAGE], .PAGE, or a tag such as de-DE.
bool is_windows_name(std::string_view name) noexcept {
    const std::string_view language = name.substr(0, name.find_first_of("_."));
    if (language.empty())
        return name.size() > 1 && name[0] == '.';
    const auto is_language = [&](const char* known) {
        return std::strlen(known) == language.size() &&
               strncasecmp(known, language.data(), language.size()) == 0;
    };
    if (std::any_of(std::begin(kLanguages), std::end(kLanguages), is_language))
        return true;
    const std::size_t line = language.find('-');
    const auto letter = [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; };
    return (line == 2 || line == 3) && language.size() >= line + 3 &&
           std::all_of(language.begin(), language.begin() + static_cast<std::ptrdiff_t>(line),
                       letter) &&
           letter(language[line + 1]);
}

} // namespace

char* set_locale(int category, const char* name) noexcept {
    char* const result = std::setlocale(category, name);
    if (result != nullptr || name == nullptr || !is_windows_name(name))
        return result;
    return std::setlocale(category, "C.UTF-8");
}

} // namespace ws2::win32

extern "C" {

// What ws2cc's <locale.h> links setlocale to.
WINBASEAPI char* ws2_setlocale(int category, const char* name) {
    return ws2::win32::set_locale(category, name);
}
}
