/* eh.h - the end of a C++ program that no handler stops. _set_se_translator is not there: a signal
 * cannot become an exception in any place. */
#ifndef _INC_EH
#define _INC_EH
#ifdef __cplusplus
#include <exception>
using std::set_terminate;
using std::terminate;
using std::terminate_handler;
#endif
#endif
