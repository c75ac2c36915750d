/* ws2wide/other_character.h - makes the libstdc++ header that is read next speak of another type
 * where it says wchar_t. pop_macro ends it. What the header includes itself has to be read before. */
#pragma GCC system_header
#ifndef WS2_OTHER_CHARACTER
#define WS2_OTHER_CHARACTER
namespace std {
enum __ws2_other_character : unsigned char {};
}
#endif
#pragma push_macro("wchar_t")
#define wchar_t __ws2_other_character
