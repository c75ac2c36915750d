#include "names/name_of_address.hpp"

#include "base/utf.hpp"
#include "kernel/resolver.hpp"

#include <algorithm>
#include <new>
#include <string>

namespace ws2::names {
namespace {

namespace flag = kernel::name_flag;

constexpr int insufficient_buffer = 122; // ERROR_INSUFFICIENT_BUFFER

unsigned kernel_flags(int flags) {
    unsigned out = 0;
    out |= (flags & NI_NOFQDN) != 0 ? flag::short_host : 0U;
    out |= (flags & NI_NUMERICHOST) != 0 ? flag::numeric_host : 0U;
    out |= (flags & NI_NAMEREQD) != 0 ? flag::name_required : 0U;
    out |= (flags & NI_NUMERICSERV) != 0 ? flag::numeric_service : 0U;
    out |= (flags & NI_DGRAM) != 0 ? flag::datagram : 0U;
    return out;
}

// 0 or the code for an address that has no name.
int check(const sockaddr* address, int size) {
    if (address == nullptr || size < static_cast<int>(sizeof address->sa_family))
        return WSAEFAULT;
    switch (address->sa_family) {
    case AF_INET: return size < static_cast<int>(sizeof(sockaddr_in)) ? WSAEFAULT : 0;
    case AF_INET6: return size < static_cast<int>(sizeof(sockaddr_in6)) ? WSAEFAULT : 0;
    default: return WSAEAFNOSUPPORT;
    }
}

int put(const std::string& text, char* out, DWORD length) {
    if (text.size() >= length)
        return insufficient_buffer;
    *std::copy(text.begin(), text.end(), out) = '\0';
    return 0;
}

int put(const std::string& text, WCHAR* out, DWORD length) {
    const std::u16string wide = base::to_utf16(text);
    if (wide.size() >= length)
        return insufficient_buffer;
    *std::copy(wide.begin(), wide.end(), out) = u'\0';
    return 0;
}

template<typename Character>
int find(const sockaddr* address, int size, Character* host, DWORD host_length, Character* service,
         DWORD service_length, int flags) {
    if (const int code = check(address, size))
        return code;
    const bool want_host = host != nullptr && host_length != 0;
    const bool want_service = service != nullptr && service_length != 0;
    if (!want_host && !want_service)
        return WSAHOST_NOT_FOUND;
    const auto found =
        kernel::resolve_name(address, size, want_host, want_service, kernel_flags(flags));
    if (!found)
        return found.error;
    if (want_host)
        if (const int code = put(found.value.host, host, host_length))
            return code;
    return want_service ? put(found.value.service, service, service_length) : 0;
}

} // namespace

int find_name(const sockaddr* address, int size, char* host, DWORD host_length, char* service,
              DWORD service_length, int flags) noexcept {
    try {
        return find(address, size, host, host_length, service, service_length, flags);
    } catch (const std::bad_alloc&) {
        return WSA_NOT_ENOUGH_MEMORY;
    }
}

int find_name(const sockaddr* address, int size, WCHAR* host, DWORD host_length, WCHAR* service,
              DWORD service_length, int flags) noexcept {
    try {
        return find(address, size, host, host_length, service, service_length, flags);
    } catch (const std::bad_alloc&) {
        return WSA_NOT_ENOUGH_MEMORY;
    }
}

} // namespace ws2::names
