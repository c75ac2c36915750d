/* new.h - C++'s <new>, by the name of old. */
#ifndef _INC_NEW
#define _INC_NEW
#ifdef __cplusplus
#include <new>
using std::new_handler;
using std::set_new_handler;
#endif
#endif
