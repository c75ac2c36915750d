/* test/c_face/windows_facts.h - sizes, offsets and values of winuser.h.
 *
 * Literal facts about 64-bit Windows; include/ must agree. For C and C++. */
#ifndef C_FACE_WINDOWS_FACTS_H
#define C_FACE_WINDOWS_FACTS_H
#include "everything.h"
#include <assert.h>
#include <stddef.h>

#define SIZE_IS(type, size) static_assert(sizeof(type) == (size), #type)
#define OFFSET_IS(type, member, offset)                                                            \
    static_assert(offsetof(type, member) == (offset), #type "." #member)
#define VALUE_IS(name, value) static_assert((DWORD)(name) == (DWORD)(value), #name)

SIZE_IS(MSG, 48);
OFFSET_IS(MSG, message, 8);
OFFSET_IS(MSG, wParam, 16);
OFFSET_IS(MSG, lParam, 24);
OFFSET_IS(MSG, time, 32);
OFFSET_IS(MSG, pt, 36);
SIZE_IS(WNDCLASSA, 72);
SIZE_IS(WNDCLASSW, 72);
OFFSET_IS(WNDCLASSA, lpfnWndProc, 8);
OFFSET_IS(WNDCLASSA, lpszClassName, 64);
SIZE_IS(WNDCLASSEXA, 80);
SIZE_IS(WNDCLASSEXW, 80);
OFFSET_IS(WNDCLASSEXW, lpszClassName, 64);
SIZE_IS(CREATESTRUCTA, 80);
SIZE_IS(CREATESTRUCTW, 80);
OFFSET_IS(CREATESTRUCTW, style, 48);
OFFSET_IS(CREATESTRUCTW, lpszName, 56);
OFFSET_IS(CREATESTRUCTW, dwExStyle, 72);
VALUE_IS(WM_CREATE, 1);
VALUE_IS(WM_DESTROY, 2);
VALUE_IS(WM_CLOSE, 0x10);
VALUE_IS(WM_QUIT, 0x12);
VALUE_IS(WM_NCCREATE, 0x81);
VALUE_IS(WM_NCDESTROY, 0x82);
VALUE_IS(WM_TIMER, 0x113);
VALUE_IS(WM_USER, 0x400);
VALUE_IS(WM_APP, 0x8000);
VALUE_IS(PM_REMOVE, 1);
VALUE_IS(QS_ALLEVENTS, 0x04BF);
VALUE_IS(QS_ALLINPUT, 0x04FF);
VALUE_IS(MWMO_INPUTAVAILABLE, 4);
VALUE_IS(GWLP_WNDPROC, -4);
VALUE_IS(GWLP_USERDATA, -21);
VALUE_IS(WS_OVERLAPPEDWINDOW, 0x00CF0000);

#undef SIZE_IS
#undef OFFSET_IS
#undef VALUE_IS

#endif
