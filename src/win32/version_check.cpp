// Room win32: VerifyVersionInfo, over what GetVersionEx says.
#include "win32/call.hpp"

#include <array>
#include <sysinfoapi.h>

using namespace ws2::win32;

namespace {

constexpr unsigned bits_per_condition = 3;
constexpr unsigned members = 8;

unsigned condition_of(DWORDLONG mask, DWORD type) {
    const auto index = static_cast<unsigned>(__builtin_ctz(type));
    return static_cast<unsigned>(mask >> (index * bits_per_condition)) & 7U;
}

bool holds(unsigned condition, DWORD actual, DWORD wanted) {
    switch (condition) {
    case VER_EQUAL: return actual == wanted;
    case VER_GREATER: return actual > wanted;
    case VER_GREATER_EQUAL: return actual >= wanted;
    case VER_LESS: return actual < wanted;
    case VER_LESS_EQUAL: return actual <= wanted;
    default: return false;
    }
}

struct Member {
    DWORD type;
    DWORD actual;
    DWORD wanted;
};

template<typename Info>
bool version_holds(const OSVERSIONINFOEXW& actual, const Info& wanted, DWORD types,
                   DWORDLONG mask) {
    const std::array<Member, 3> alone{{
        {VER_BUILDNUMBER, actual.dwBuildNumber, wanted.dwBuildNumber},
        {VER_PLATFORMID, actual.dwPlatformId, wanted.dwPlatformId},
        {VER_PRODUCT_TYPE, actual.wProductType, wanted.wProductType},
    }};
    for (const auto& member : alone) {
        if ((types & member.type) != 0 &&
            !holds(condition_of(mask, member.type), member.actual, member.wanted))
            return false;
    }
    const std::array<Member, 4> chain{{
        {VER_MAJORVERSION, actual.dwMajorVersion, wanted.dwMajorVersion},
        {VER_MINORVERSION, actual.dwMinorVersion, wanted.dwMinorVersion},
        {VER_SERVICEPACKMAJOR, actual.wServicePackMajor, wanted.wServicePackMajor},
        {VER_SERVICEPACKMINOR, actual.wServicePackMinor, wanted.wServicePackMinor},
    }};
    bool result = true;
    for (const auto& member : chain) {
        if ((types & member.type) == 0)
            continue;
        result = holds(condition_of(mask, member.type), member.actual, member.wanted);
        if (member.actual != member.wanted)
            break;
    }
    return result;
}

template<typename Info>
BOOL verify(const Info* wanted, DWORD types, DWORDLONG mask) {
    OSVERSIONINFOEXW actual{};
    actual.dwOSVersionInfoSize = sizeof(actual);
    if (wanted == nullptr || types == 0 || mask == 0)
        return failure(ERROR_BAD_ARGUMENTS, FALSE);
    GetVersionExW(reinterpret_cast<LPOSVERSIONINFOW>(&actual));
    return outcome(version_holds(actual, *wanted, types, mask) ? 0 : ERROR_OLD_WIN_VERSION);
}

} // namespace

extern "C" {

ULONGLONG WINAPI VerSetConditionMask(ULONGLONG ConditionMask, DWORD TypeMask, BYTE Condition) {
    for (unsigned i = 0; i < members; ++i) {
        if ((TypeMask & (1U << i)) != 0)
            ConditionMask |= static_cast<ULONGLONG>(Condition & 7U) << (i * bits_per_condition);
    }
    return ConditionMask;
}

BOOL WINAPI VerifyVersionInfoA(LPOSVERSIONINFOEXA lpVersionInformation, DWORD dwTypeMask,
                               DWORDLONG dwlConditionMask) {
    return verify(lpVersionInformation, dwTypeMask, dwlConditionMask);
}

BOOL WINAPI VerifyVersionInfoW(LPOSVERSIONINFOEXW lpVersionInformation, DWORD dwTypeMask,
                               DWORDLONG dwlConditionMask) {
    return verify(lpVersionInformation, dwTypeMask, dwlConditionMask);
}
}
