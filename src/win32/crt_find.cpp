// Room win32: _findfirst and its kin, over FindFirstFile.
#include <algorithm>
#include <cerrno>
#include <iterator>
#include <windows.h>
#include <ws2/crt_find.h>

namespace {

constexpr intptr_t no_search = -1;

int error_of(DWORD error) {
    switch (error) {
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
    case ERROR_NO_MORE_FILES: return ENOENT;
    case ERROR_NOT_ENOUGH_MEMORY: return ENOMEM;
    default: return EINVAL;
    }
}

time_t seconds_of(const FILETIME& time) {
    constexpr long long ticks_per_second = 10000000;
    constexpr long long from_1601_to_1970 = 11644473600;
    const auto ticks = static_cast<long long>(time.dwHighDateTime) << 32 |
                       static_cast<long long>(time.dwLowDateTime);
    return ticks == 0 ? -1 : static_cast<time_t>(ticks / ticks_per_second - from_1601_to_1970);
}

template<typename Found, typename Data>
void give(const Found& found, Data& data) {
    data.attrib = found.dwFileAttributes & ~static_cast<DWORD>(FILE_ATTRIBUTE_NORMAL);
    data.time_create = seconds_of(found.ftCreationTime);
    data.time_access = seconds_of(found.ftLastAccessTime);
    data.time_write = seconds_of(found.ftLastWriteTime);
    data.size = static_cast<decltype(data.size)>(
        static_cast<unsigned long long>(found.nFileSizeHigh) << 32U | found.nFileSizeLow);
    std::copy(std::begin(found.cFileName), std::end(found.cFileName), data.name);
}

int refusal(int error) {
    errno = error;
    return -1;
}

template<typename Found, typename Char, typename Data>
intptr_t first(HANDLE(WINAPI* find)(const Char*, Found*), const Char* pattern, Data* data) {
    if (pattern == nullptr || data == nullptr)
        return refusal(EINVAL);
    Found found;
    const HANDLE search = find(pattern, &found);
    if (search == INVALID_HANDLE_VALUE)
        return refusal(error_of(GetLastError()));
    give(found, *data);
    return reinterpret_cast<intptr_t>(search);
}

template<typename Found, typename Data>
int next(BOOL(WINAPI* find)(HANDLE, Found*), intptr_t handle, Data* data) {
    if (handle == no_search || data == nullptr)
        return refusal(EINVAL);
    Found found;
    if (find(reinterpret_cast<HANDLE>(handle), &found) == FALSE)
        return refusal(error_of(GetLastError()));
    give(found, *data);
    return 0;
}

} // namespace

extern "C" {

intptr_t _findfirst(const char* pattern, struct _finddata_t* data) {
    return first(FindFirstFileA, pattern, data);
}
intptr_t _wfindfirst(const WCHAR* pattern, struct _wfinddata_t* data) {
    return first(FindFirstFileW, pattern, data);
}
intptr_t _findfirsti64(const char* pattern, struct _finddatai64_t* data) {
    return first(FindFirstFileA, pattern, data);
}
intptr_t _wfindfirsti64(const WCHAR* pattern, struct _wfinddatai64_t* data) {
    return first(FindFirstFileW, pattern, data);
}
int _findnext(intptr_t handle, struct _finddata_t* data) {
    return next(FindNextFileA, handle, data);
}
int _wfindnext(intptr_t handle, struct _wfinddata_t* data) {
    return next(FindNextFileW, handle, data);
}
int _findnexti64(intptr_t handle, struct _finddatai64_t* data) {
    return next(FindNextFileA, handle, data);
}
int _wfindnexti64(intptr_t handle, struct _wfinddatai64_t* data) {
    return next(FindNextFileW, handle, data);
}
int _findclose(intptr_t handle) {
    return handle != no_search && FindClose(reinterpret_cast<HANDLE>(handle)) != FALSE
               ? 0
               : refusal(EINVAL);
}
}
