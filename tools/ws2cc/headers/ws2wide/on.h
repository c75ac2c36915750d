/* ws2wide/on.h - ends what ws2wide/off.h began. */
#pragma GCC system_header
#pragma pop_macro("_GLIBCXX_USE_WCHAR_T")
