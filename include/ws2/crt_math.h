/* ws2/crt_math.h - kinds of numbers by Microsoft's names. Part of ws2/crt_standard.h; ws2cc puts it
 * behind math.h and float.h. */
#ifndef WS2_CRT_MATH_H
#define WS2_CRT_MATH_H
#include "ws2/crt_types.h"

#ifdef __cplusplus
extern "C" {
#endif

WS2_CRT_API int _isnan(double value) __THROW;
WS2_CRT_API int _finite(double value) __THROW;
WS2_CRT_API double _copysign(double value, double sign) __THROW;
WS2_CRT_API double _chgsign(double value) __THROW;
WS2_CRT_API double _hypot(double x, double y) __THROW;

#ifdef __cplusplus
}
#endif

#endif
