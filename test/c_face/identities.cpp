// Which types of 64 bits are one: those of a pointer's size always; all of them, where ws2cc makes
// the program's long long a long as well.
#include <cstdint>
#include <type_traits>
#include <windows.h>
#include <winsock2.h>

namespace {

template<typename A, typename B>
constexpr bool same = std::is_same<A, B>::value;

static_assert(same<SOCKET, UINT_PTR> && same<ULONG_PTR, UINT_PTR> && same<DWORD_PTR, UINT_PTR> &&
              same<SIZE_T, std::size_t> && same<UINT_PTR, std::uintptr_t>);
static_assert(same<LONGLONG, LONG64> && same<INT64, LONG64> && same<ULONGLONG, DWORD64> &&
              same<UINT64, DWORD64> && same<ULONG64, DWORD64> &&
              same<decltype(LARGE_INTEGER::QuadPart), LONGLONG>);
static_assert(sizeof(__int64) == 8);
#ifdef WS2_LONG_32
static_assert(same<ULONGLONG, std::uint64_t> && same<ULONGLONG, SOCKET> &&
              same<LONGLONG, std::int64_t> && same<decltype(htonll(1)), std::uint64_t>);
#else
static_assert(same<LONGLONG, __int64> && same<ULONGLONG, unsigned long long>);
#endif

} // namespace
