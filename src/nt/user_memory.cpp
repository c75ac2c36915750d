#include "nt/user_memory.hpp"

#include "kernel/user_memory.hpp"

#include <algorithm>
#include <cstdint>

namespace ws2::nt {
namespace {

constexpr std::uintptr_t page = 4096; // or a part of one: what may be there while the next is not

} // namespace

base::Result<void> copy_from_user(void* to, const void* user, std::size_t size) noexcept {
    return kernel::copy_from_user(to, user, size);
}

base::Result<void> copy_to_user(void* user, const void* from, std::size_t size) noexcept {
    return kernel::copy_to_user(user, from, size);
}

base::Result<std::u16string> text_from_user(const char16_t* user, std::size_t units_max) {
    using Text = base::Result<std::u16string>;
    std::u16string out;
    while (out.size() < units_max) {
        const std::size_t to_page_end = page - reinterpret_cast<std::uintptr_t>(user) % page;
        const std::size_t units = std::max<std::size_t>(
            std::min(to_page_end / sizeof(char16_t), units_max - out.size()), 1);
        const std::size_t before = out.size();
        out.resize(before + units);
        if (const auto copied = copy_from_user(&out[before], user, units * sizeof(char16_t));
            !copied)
            return Text::fail(copied.error);
        if (const std::size_t end = out.find(u'\0', before); end != out.npos)
            return Text::ok(out.substr(0, end));
        user += units;
    }
    return Text::ok(std::move(out));
}

} // namespace ws2::nt
