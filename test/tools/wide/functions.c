/* Wide text of the C library, in a program that ws2cc built: prints each line that fails. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wctype.h>

#include <direct.h>
#include <inttypes.h>
#include <io.h>

static int failures;
#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            ++failures;                                                                            \
            fprintf(stderr, "line %d: %s\n", __LINE__, #condition);                                \
        }                                                                                          \
    } while (0)
#define SMILE L"\xD83D\xDE00"
#define SMILE_8 "\xF0\x9F\x98\x80"

static void strings(void) {
    wchar_t text[32] = L"a,b;c";
    wchar_t* rest = NULL;
    CHECK(wcslen(L"abc") == 3 && wcsnlen(L"abc", 2) == 2 && sizeof(wchar_t) == 2);
    CHECK(wcscmp(wcstok(text, L",;", &rest), L"a") == 0);
    CHECK(wcscmp(wcstok(NULL, L",;", &rest), L"b") == 0);
    CHECK(wcscmp(wcstok(NULL, L",;", &rest), L"c") == 0 && wcstok(NULL, L",;", &rest) == NULL);
    CHECK(wcscmp(wcscat(wcsncpy(text, L"one", 8), L"two"), L"onetwo") == 0);
    CHECK(wcschr(text, L't') == text + 3 && wcsrchr(text, L'o') == text + 5);
    CHECK(wcsstr(text, L"tw") == text + 3 && wcspbrk(text, L"xw") == text + 4);
    CHECK(wcsspn(text, L"eno") == 3 && wcscspn(text, L"w") == 4 && wcscoll(L"a", L"b") < 0);
    CHECK(wmemchr(text, L'e', 6) == text + 2 && wmemcmp(text, L"onf", 3) < 0);
    CHECK(_wcsicmp(L"\x00C9X", L"\x00E9x") == 0 && wcscmp(_wcsrev(text), L"owteno") == 0);
    CHECK(wcscpy_s(text, 4, L"four") == ERANGE && text[0] == 0);
    CHECK(wcsncpy_s(text, 4, L"abcdef", (size_t)-1) == 80 && wcscmp(text, L"abc") == 0);
    CHECK(wcscmp(_wcsupr(text), L"ABC") == 0 && wcscmp(_itow(-255, text, 16), L"ffffff01") == 0);
    CHECK(wcstol(L" -12x", &rest, 10) == -12 && *rest == L'x' && wcstod(L"2.5", NULL) == 2.5);
    CHECK(wcstoull(L"0xff", NULL, 0) == 255 && wcstoimax(L"7", NULL, 10) == 7 &&
          _wtoi(L"42") == 42);
    CHECK(iswalpha(0xE9) && !iswalpha(0xD83D) && towupper(0xE9) == 0xC9 && iswspace(0xA0));
    CHECK(iswctype(L'5', wctype("digit")) && towctrans(L'A', wctrans("tolower")) == L'a');
    CHECK(sizeof(wint_t) == 2 && (wchar_t)WEOF == WEOF);
}

static void octets(void) {
    wchar_t wide[8];
    char narrow[16];
    mbstate_t state;
    memset(&state, 0, sizeof state);
    CHECK(mbstowcs(wide, "\xE2\x82\xAC" SMILE_8, 8) == 3 && wcscmp(wide, L"\x20AC" SMILE) == 0);
    CHECK(wcstombs(narrow, wide, sizeof narrow) == 7 && strcmp(narrow + 3, SMILE_8) == 0);
    CHECK(wcstombs(narrow, wide, 5) == 3 && mbstowcs(NULL, "\xFF", 0) == (size_t)-1);
    CHECK(mbrtowc(wide, "\xF0\x9F", 2, &state) == (size_t)-2 && !mbsinit(&state));
    CHECK(mbrtowc(wide, "\x98\x80", 2, &state) == 1 && wide[0] == 0xD83D);
    CHECK(mbrtowc(wide, "\x80", 1, &state) == 1 && wide[0] == 0xDE00 && mbsinit(&state));
    CHECK(wcrtomb(narrow, 0xD83D, &state) == 0 && wcrtomb(narrow, 0xDE00, &state) == 4);
    CHECK(mbtowc(wide, "\xC3\xA9", 2) == 2 && wide[0] == 0xE9 && btowc(0xE9) == WEOF);
    CHECK(wctomb(narrow, 0xE9) == 2 && MB_CUR_MAX >= 4);
}

static void formats(void) {
    wchar_t wide[64];
    char narrow[64];
    wchar_t word[8];
    long long large = 0;
    int a = 0, b = 0;
    CHECK(swprintf(wide, 64, L"%s %d %S %hs %ls", L"wide", 5, "narrow", "n", L"w") == 17);
    CHECK(wcscmp(wide, L"wide 5 narrow n w") == 0 && swprintf(wide, 3, L"%s", L"long") == -1);
    CHECK(sprintf(narrow, "%s %ls %5.2f", "n", L"\x20AC", 1.5) == 11);
    CHECK(strcmp(narrow, "n \xE2\x82\xAC  1.50") == 0);
    CHECK(swscanf(L"12 0x1f abc,x", L"%d %i %7[a-c],", &a, &b, word) == 3 && a == 12 && b == 31);
    CHECK(wcscmp(word, L"abc") == 0 && swscanf(L"", L"%d", &a) == EOF);
    CHECK(swscanf_s(L"toolong 1", L"%s", word, 4U) == 0);
    CHECK(sscanf("7 5000000000 w", "%d %lld %ls", &a, &large, word) == 3 && a == 7);
    CHECK(large == 5000000000LL && wcscmp(word, L"w") == 0);
    CHECK(swscanf(L"1.5e1;", L"%d.%n", &a, &b) == 1 && a == 1 && b == 2);
}

static void files(void) {
    wchar_t line[16];
    FILE* file = _wfopen(L"\x00E9.tmp", L"w+, ccs=UTF-8");
    struct tm when;
    memset(&when, 0, sizeof when);
    when.tm_year = 100;
    when.tm_mday = 1;
    CHECK(file != NULL);
    fputwc(0xD83D, file);
    fputwc(0xDE00, file);
    fwprintf(file, L" %s\n", L"\x20AC");
    rewind(file);
    CHECK(fgetwc(file) == 0xD83D && ungetwc(0xD83D, file) == 0xD83D);
    CHECK(fgetws(line, 16, file) == line && wcscmp(line, SMILE L" \x20AC\n") == 0);
    CHECK(fgetwc(file) == WEOF && feof(file));
    fclose(file);
    CHECK(access("\xC3\xA9.tmp", 0) == 0 && _wremove(L"\x00E9.tmp") == 0);
    CHECK(_wgetcwd(NULL, 0) != NULL && _waccess(L"missing", 0) == -1);
    CHECK(_wputenv(L"WIDE=\x20AC") == 0 && wcscmp(_wgetenv(L"WIDE"), L"\x20AC") == 0);
    CHECK(wcsftime(line, 16, L"%Y-%m", &when) == 7 && wcscmp(line, L"2000-01") == 0);
    wprintf(L"\x20AC %ls\n", SMILE);
}

int main(void) {
    strings();
    octets();
    formats();
    files();
    return failures;
}
