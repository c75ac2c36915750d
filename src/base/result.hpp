// Room base: a value or an error code, in two registers.
#pragma once

#include <utility>

namespace ws2::base {

// What a step of a call came to. `error` is 0 on success, else the code of the boundary at which the
// Result is used (WSA codes everywhere above the kernel room). `value` is meaningful on success only.
template <typename T>
struct [[nodiscard]] Result {
    T value{};
    int error = 0;

    static constexpr Result ok(T v) { return {std::move(v), 0}; }
    static constexpr Result fail(int code) { return {T{}, code}; }
    constexpr explicit operator bool() const { return error == 0; }
};

template <>
struct [[nodiscard]] Result<void> {
    int error = 0;

    static constexpr Result ok() { return {0}; }
    static constexpr Result fail(int code) { return {code}; }
    constexpr explicit operator bool() const { return error == 0; }
};

} // namespace ws2::base
