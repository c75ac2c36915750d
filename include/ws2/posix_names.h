/* ws2/posix_names.h - functions of libc that Microsoft's names stand on here, and that libc's headers
 * hide from strict C (-std=c11). Part of ws2/microsoft_crt.h. */
#ifndef WS2_POSIX_NAMES_H
#define WS2_POSIX_NAMES_H
#ifndef __cplusplus
#include <stddef.h>
#include <time.h>

extern size_t strnlen(const char* text, size_t most);
extern char* strdup(const char* text);
extern char* strtok_r(char* text, const char* separators, char** rest);
extern int setenv(const char* name, const char* value, int overwrite);
extern int unsetenv(const char* name);
extern int posix_memalign(void** memory, size_t alignment, size_t size);
extern struct tm* localtime_r(const time_t* when, struct tm* result);
extern struct tm* gmtime_r(const time_t* when, struct tm* result);
extern char* asctime_r(const struct tm* when, char* text);
#endif
#endif
