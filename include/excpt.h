/* excpt.h - __try, __except, __finally and __leave, as macros: the guarded block compiles and runs.
 *
 * Nothing is caught: a bad access goes to the filter of SetUnhandledExceptionFilter and ends the
 * process. The handler of __except compiles and never runs. The block of __finally runs when the
 * guarded block ends at its brace or by __leave, not when it is left by return, goto or a C++
 * exception. __leave is there in C++ alone. */
#ifndef _INC_EXCPT
#define _INC_EXCPT
#include "errhandlingapi.h"

/* clang-format off */
#if defined(__cplusplus) && defined(__cpp_exceptions)
extern "C++" {
struct ws2_leave {};
constexpr bool ws2_not_raised(long) {
    return false;
}
}
#ifndef __try
#define __try try
#endif
#define __except(filter)                                                                          \
    catch (const ::ws2_leave&) {                                                                   \
    }                                                                                              \
    if (::ws2_not_raised(true ? 0L : (long)(filter)))
#define __finally                                                                                  \
    catch (const ::ws2_leave&) {                                                                   \
    }
#define __leave throw ::ws2_leave()
#else
#define __try if (1)
#define __except(filter) else if (0 && (filter))
#define __finally
#endif
/* clang-format on */

/* Inside a filter or handler, neither of which runs. */
#define GetExceptionCode() ((DWORD)0)
#define GetExceptionInformation() ((LPEXCEPTION_POINTERS)0)
#define _exception_code() GetExceptionCode()
#define _exception_info() GetExceptionInformation()
#define AbnormalTermination() 0

#endif
