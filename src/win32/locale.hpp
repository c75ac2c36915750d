// Room win32: the one locale there is, English (United States), and the invariant one.
#pragma once

#include "win32/text.hpp"

#include <string_view>
#include <winnls.h>

namespace ws2::win32 {

bool is_locale(LCID locale) noexcept;
bool is_locale_name(const WCHAR* name);

std::string_view day_name(unsigned day, bool whole) noexcept;     // 0 is Sunday
std::string_view month_name(unsigned month, bool whole) noexcept; // 0 is January

// As the calls of locales give text: characters with the NUL; a size of 0 asks how many.
template<typename Char>
int give_locale_text(std::string_view text, Char* to, int size) {
    if (size < 0 || (size > 0 && to == nullptr))
        return failure(ERROR_INVALID_PARAMETER, 0);
    const auto whole = base::text_as<Char>(text);
    const int needed = static_cast<int>(whole.size()) + 1;
    if (size == 0)
        return needed;
    if (size < needed)
        return failure(ERROR_INSUFFICIENT_BUFFER, 0);
    std::memcpy(to, whole.c_str(), static_cast<std::size_t>(needed) * sizeof(Char));
    return needed;
}

} // namespace ws2::win32
