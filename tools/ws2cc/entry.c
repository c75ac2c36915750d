/* tools - the main of programs that have none: it calls the wmain, WinMain or wWinMain they do
 * have.
 *
 * It stands in an archive, so the linker takes it only if nothing else is called main. A C++ source
 * may have declared its entry without extern "C": those names are tried too. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef uint16_t Unit;
typedef int WideMain(int, Unit**, Unit**);
typedef int NarrowWindow(void*, void*, char*, int);
typedef int WideWindow(void*, void*, Unit*, int);

typedef void VoidMain(int, char**, char**);

#define ENTRY(type, name, symbol) extern type name __asm__(symbol) __attribute__((weak))
ENTRY(WideMain, wmain_c, "wmain");
ENTRY(WideMain, wmain_none, "_Z5wmainv");
ENTRY(WideMain, wmain_plain, "_Z5wmainiPPw");
ENTRY(WideMain, wmain_constant, "_Z5wmainiPPKw");
ENTRY(WideMain, wmain_environment, "_Z5wmainiPPwS0_");
ENTRY(NarrowWindow, winmain_c, "WinMain");
ENTRY(NarrowWindow, winmain_void, "_Z7WinMainPvS_Pci");
ENTRY(NarrowWindow, winmain_struct, "_Z7WinMainP11HINSTANCE__S0_Pci");
ENTRY(WideWindow, wwinmain_c, "wWinMain");
ENTRY(WideWindow, wwinmain_void, "_Z8wWinMainPvS_Pwi");
ENTRY(WideWindow, wwinmain_struct, "_Z8wWinMainP11HINSTANCE__S0_Pwi");
/* What ws2c++ makes of a void main. */
ENTRY(VoidMain, void_none, "_Z13ws2_void_mainv");
ENTRY(VoidMain, void_plain, "_Z13ws2_void_mainiPPc");
ENTRY(VoidMain, void_constant, "_Z13ws2_void_mainiPPKc");
ENTRY(VoidMain, void_environment, "_Z13ws2_void_mainiPPcS0_");

static void* memory(size_t size) {
    void* result = calloc(1, size);
    if (result == NULL) {
        fputs("no memory for the arguments\n", stderr);
        exit(255);
    }
    return result;
}

/* One character of UTF-8 at *text; U+FFFD for what is not UTF-8. */
static uint32_t next_character(const unsigned char** text) {
    static const uint32_t smallest[4] = {0, 0x80, 0x800, 0x10000};
    uint32_t value = *(*text)++;
    int more = value < 0x80 ? 0 : value >= 0xF0 ? 3 : value >= 0xE0 ? 2 : 1;
    int left = more;
    if (more != 0 && (value < 0xC2 || value > 0xF4))
        return 0xFFFD;
    if (more != 0)
        value &= 0x3FU >> more;
    for (; left > 0; --left) {
        if ((**text & 0xC0) != 0x80)
            return 0xFFFD;
        value = value << 6 | (*(*text)++ & 0x3FU);
    }
    if (value < smallest[more] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return 0xFFFD;
    return value;
}

static Unit* wide(const char* text) {
    const unsigned char* at = (const unsigned char*)text;
    Unit* result = memory((strlen(text) + 1) * sizeof *result);
    Unit* to = result;
    while (*at != 0) {
        uint32_t value = next_character(&at);
        if (value >= 0x10000) {
            *to++ = (Unit)(0xD7C0 + (value >> 10));
            value = 0xDC00 + (value & 0x3FF);
        }
        *to++ = (Unit)value;
    }
    return result;
}

static Unit** wide_list(char** list) {
    size_t count = 0;
    size_t i;
    Unit** result;
    while (list[count] != NULL)
        ++count;
    result = memory((count + 1) * sizeof *result);
    for (i = 0; i < count; ++i)
        result[i] = wide(list[i]);
    return result;
}

/* The arguments as one line, quoted as the Microsoft C library reads them. */
static char* command_line(char** argv) {
    size_t size = 1;
    char** word;
    char* line;
    char* to;
    for (word = argv; *word != NULL; ++word)
        size += 2 * strlen(*word) + 3;
    line = to = memory(size);
    for (word = argv; *word != NULL; ++word) {
        const char* at;
        size_t slashes = 0;
        int quoted = **word == 0 || strpbrk(*word, " \t\"") != NULL;
        if (to != line)
            *to++ = ' ';
        if (quoted)
            *to++ = '"';
        for (at = *word; *at != 0; *to++ = *at++) {
            if (*at == '"')
                for (++slashes; slashes > 0; --slashes)
                    *to++ = '\\';
            slashes = *at == '\\' ? slashes + 1 : 0;
        }
        for (; quoted && slashes > 0; --slashes)
            *to++ = '\\';
        if (quoted)
            *to++ = '"';
    }
    return line;
}

int main(int argc, char** argv, char** environment) {
    static WideMain* const wide_mains[] = {wmain_c, wmain_none, wmain_plain, wmain_constant,
                                           wmain_environment};
    static NarrowWindow* const narrow[] = {winmain_c, winmain_void, winmain_struct};
    static WideWindow* const wides[] = {wwinmain_c, wwinmain_void, wwinmain_struct};
    static VoidMain* const voids[] = {void_none, void_plain, void_constant, void_environment};
    static char instance; /* its address is the program's HINSTANCE */
    const int show_normal = 10;
    char** arguments = argc > 0 ? argv + 1 : argv;
    size_t i;
    for (i = 0; i < sizeof wide_mains / sizeof *wide_mains; ++i)
        if (wide_mains[i] != NULL)
            return wide_mains[i](argc, wide_list(argv), wide_list(environment));
    for (i = 0; i < sizeof voids / sizeof *voids; ++i)
        if (voids[i] != NULL) {
            voids[i](argc, argv, environment);
            return 0;
        }
    for (i = 0; i < sizeof narrow / sizeof *narrow; ++i)
        if (narrow[i] != NULL)
            return narrow[i](&instance, NULL, command_line(arguments), show_normal);
    for (i = 0; i < sizeof wides / sizeof *wides; ++i)
        if (wides[i] != NULL)
            return wides[i](&instance, NULL, wide(command_line(arguments)), show_normal);
    fputs("this program has no main, wmain, WinMain or wWinMain\n", stderr);
    return 255;
}
