/* ext/stdio_sync_filebuf.h - libstdc++'s own, but for wide text, which its library has in 32 bits. */
#pragma GCC system_header
#include <streambuf>
#include <cstdio>
#include <bits/c++io.h>
#include <bits/move.h>
#include <ws2wide/off.h>
#include_next <ext/stdio_sync_filebuf.h>
#include <ws2wide/on.h>
