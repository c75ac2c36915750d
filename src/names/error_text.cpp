#include "names/error_text.hpp"

namespace ws2::names {
namespace {

struct Text {
    int code;
    const char* narrow;
    const WCHAR* wide;
};

#define WS2_TEXT(code, text)                                                                       \
    Text {                                                                                         \
        code, text, u"" text                                                                       \
    }

constexpr Text texts[] = {
    WS2_TEXT(0, "No error."),
    WS2_TEXT(WSA_NOT_ENOUGH_MEMORY, "There is not enough memory."),
    WS2_TEXT(WSAEFAULT, "A pointer does not point at usable memory."),
    WS2_TEXT(WSAEINVAL, "A flag or an argument is not valid."),
    WS2_TEXT(WSAESOCKTNOSUPPORT, "The socket type is not supported in this family."),
    WS2_TEXT(WSAEAFNOSUPPORT, "The address family is not supported."),
    WS2_TEXT(WSANOTINITIALISED, "WSAStartup has not been called, or failed."),
    WS2_TEXT(WSATYPE_NOT_FOUND, "The service is not known for this socket type."),
    WS2_TEXT(WSAHOST_NOT_FOUND, "No such host is known."),
    WS2_TEXT(WSATRY_AGAIN, "The name could not be resolved now; a later attempt may succeed."),
    WS2_TEXT(WSANO_RECOVERY, "Name resolution failed, and trying again will not help."),
    WS2_TEXT(WSANO_DATA, "The name is valid but has no data of the requested kind."),
};
#undef WS2_TEXT

constexpr Text other = {-1, "Name resolution failed.", u"Name resolution failed."};

const Text& text_for(int code) {
    for (const Text& text : texts)
        if (text.code == code)
            return text;
    return other;
}

} // namespace

const char* error_text(int code) noexcept {
    return text_for(code).narrow;
}
const WCHAR* wide_error_text(int code) noexcept {
    return text_for(code).wide;
}

} // namespace ws2::names
