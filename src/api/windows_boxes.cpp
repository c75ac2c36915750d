// Room api: message boxes, which nobody sees: a line on standard error.
#include "api/windows_result.hpp"
#include "base/utf.hpp"
#include "user/codes.hpp"

#include <cstdio>
#include <new>
#include <winerror.h>
#include <winuser.h>

using ws2::api::windows_failure;

namespace {

int show(const char* text, const char* caption, UINT type) noexcept {
    std::fprintf(stderr, "%s: %s\n", caption != nullptr ? caption : "Error",
                 text != nullptr ? text : "");
    return (type & MB_TYPEMASK) == MB_OK ? IDOK : windows_failure(int{ERROR_NOT_SUPPORTED}, 0);
}

std::string bytes(LPCWSTR text) {
    return ws2::base::to_utf8(reinterpret_cast<const char16_t*>(text));
}

} // namespace

extern "C" {

int WINAPI MessageBoxA(HWND, LPCSTR lpText, LPCSTR lpCaption, UINT uType) {
    return show(lpText, lpCaption, uType);
}

int WINAPI MessageBoxW(HWND, LPCWSTR lpText, LPCWSTR lpCaption, UINT uType) {
    try {
        return show(lpText ? bytes(lpText).c_str() : nullptr,
                    lpCaption ? bytes(lpCaption).c_str() : nullptr, uType);
    } catch (const std::bad_alloc&) {
        return windows_failure(ws2::user::error_not_enough_memory, 0);
    }
}
}
