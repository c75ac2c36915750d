// Room provider_layer: arguments of calls as text and as JSON, by their type.
#pragma once

#include <string>
#include <string_view>
#include <ws2spi.h>

namespace ws2::provider::layer {

// One argument; `text` and `json` grow by "name=value" and "\"name\":value".
class ArgumentWriter {
public:
    void put(std::string_view name, std::string_view value, bool as_number);
    void number(std::string_view name, long long value);
    void socket(std::string_view name, SOCKET s);
    // Its address in words where it is of a known family and `octets` long enough.
    void address(std::string_view name, const sockaddr* address, int octets);
    void buffers(std::string_view name, const WSABUF* buffers, DWORD count);
    // The number that it points at.
    void pointed(std::string_view name, const void* pointer_to_32_bits, bool is_signed);
    void pointer(std::string_view name, const void* pointer);
    void set(std::string_view name, const fd_set* set);

    std::string text;
    std::string json;
};

// "WSAEWOULDBLOCK"; the number itself if it has no name here.
const char* code_name(int code) noexcept;

} // namespace ws2::provider::layer
