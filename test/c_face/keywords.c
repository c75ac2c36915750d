/* test/c_face: Microsoft C's keywords as sources write them. */
#include <assert.h>
#include <winsock2.h>

__declspec(dllexport) int WINAPI c_face_exported(_In_ int value, _Out_opt_ int* result);
__declspec(dllimport) int __cdecl c_face_imported(void);
__declspec(noreturn) void c_face_leaves(void);
static __declspec(thread) int per_thread;
struct __declspec(align(32)) Aligned {
    unsigned __int64 wide;
};
static_assert(sizeof(struct Aligned) == 32, "align");
struct AlignedBehind {
    __int32 narrow;
} __declspec(align(16));
static_assert(sizeof(struct AlignedBehind) == 16, "align");
static_assert(sizeof(__int64) == 8 && sizeof(__int16) == 2, "__int64");

static __forceinline int twice(int value) {
    return 2 * value;
}

__declspec(deprecated("use another")) int c_face_old(int value);

int WINAPI c_face_exported(_In_ int value, _Out_opt_ int* result) {
    per_thread = twice(value);
    if (result != NULL)
        *result = per_thread;
    return MAKEWORD(2, 2) == 0x0202 && LOBYTE(0x1234) == 0x34 && HIBYTE(0x1234) == 0x12;
}
