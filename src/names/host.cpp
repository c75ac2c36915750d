#include "names/host.hpp"

#include "base/utf.hpp"
#include "kernel/resolver.hpp"

#include <algorithm>
#include <new>
#include <string>

namespace ws2::names {
namespace {

template<typename String>
bool put(const String& from, typename String::value_type* to, int length) {
    if (to == nullptr || length <= 0 || from.size() >= static_cast<std::size_t>(length))
        return false;
    *std::copy(from.begin(), from.end(), to) = 0;
    return true;
}

} // namespace

int own_name(char* name, int length) noexcept {
    try {
        const auto own = kernel::host_name();
        if (!own)
            return own.error;
        return put(own.value, name, length) ? 0 : WSAEFAULT;
    } catch (const std::bad_alloc&) {
        return WSA_NOT_ENOUGH_MEMORY;
    }
}

int own_name(WCHAR* name, int length) noexcept {
    try {
        const auto own = kernel::host_name();
        if (!own)
            return own.error;
        return put(base::to_utf16(own.value), name, length) ? 0 : WSAEFAULT;
    } catch (const std::bad_alloc&) {
        return WSA_NOT_ENOUGH_MEMORY;
    }
}

u_long interface_index(const char* name) noexcept {
    return name == nullptr ? 0 : kernel::interface_index(name);
}

bool interface_name(u_long index, char* name, int length) noexcept {
    try {
        const std::string found = kernel::interface_name(index);
        return !found.empty() && put(found, name, length);
    } catch (const std::bad_alloc&) {
        return false;
    }
}

} // namespace ws2::names
