/* ws2wide/names.h - has a program linked with what gives streams and paths the file names of Windows. */
#ifndef WS2WIDE_NAMES_H
#define WS2WIDE_NAMES_H
extern "C" void ws2_take_windows_names();
namespace {
__attribute__((used)) void (*const __ws2_windows_names)() = ws2_take_windows_names;
}
#endif
