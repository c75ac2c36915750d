/* ws2/crt_limits.h - what integers of a width hold, by Microsoft's names. Part of
 * ws2/crt_standard.h; ws2cc puts it behind limits.h. */
#ifndef WS2_CRT_LIMITS_H
#define WS2_CRT_LIMITS_H
#define _I8_MIN (-127 - 1)
#define _I8_MAX 127
#define _UI8_MAX 0xff
#define _I16_MIN (-32767 - 1)
#define _I16_MAX 32767
#define _UI16_MAX 0xffff
#define _I32_MIN (-2147483647 - 1)
#define _I32_MAX 2147483647
#define _UI32_MAX 0xffffffffU
#define _I64_MIN (-0x7fffffffffffffffLL - 1)
#define _I64_MAX 0x7fffffffffffffffLL
#define _UI64_MAX 0xffffffffffffffffULL
#endif
