/* ws2wide/off.h - takes wide text out of the libstdc++ header that is read next: what its library
 * holds was built for 32-bit characters. ws2wide/on.h ends it. What the header includes itself has
 * to be read before. */
#pragma GCC system_header
#pragma push_macro("_GLIBCXX_USE_WCHAR_T")
#if __SIZEOF_WCHAR_T__ == 2
#undef _GLIBCXX_USE_WCHAR_T
#endif
