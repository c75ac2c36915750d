/* ws2wide/streams.h - std::wcin, wcout, wcerr and wclog: UTF-8 on the C library's files, so that
 * they may be used in turn with std::cout and printf. */
#pragma GCC system_header
#if __SIZEOF_WCHAR_T__ == 2 && !defined(WS2_WIDE_STREAMS_H)
#define WS2_WIDE_STREAMS_H
#include <ws2wide/facet.h>

namespace std {
extern WS2_HIDDEN wistream wcin;
extern WS2_HIDDEN wostream wcout;
extern WS2_HIDDEN wostream wcerr;
extern WS2_HIDDEN wostream wclog;
} // namespace std
#endif
