#include "names/packed_record.hpp"

#include <cstring>

namespace ws2::names {
namespace {

// Fills front to back, and counts on when the buffer is full. The buffer may lie anywhere.
class Packer {
public:
    Packer(char* buffer, std::size_t room) noexcept : buffer_(buffer), room_(room) {}

    [[nodiscard]] std::size_t used() const noexcept { return used_; }

    std::size_t reserve(std::size_t octets) noexcept {
        const std::size_t at = used_;
        used_ += octets;
        return at;
    }
    void write(std::size_t at, const void* from, std::size_t octets) noexcept {
        if (at + octets <= room_)
            std::memcpy(buffer_ + at, from, octets);
    }
    char* put(const char* from, std::size_t octets) noexcept {
        const std::size_t at = reserve(octets);
        write(at, from, octets);
        return at < room_ ? buffer_ + at : nullptr;
    }
    char* text(const char* from) noexcept {
        return from == nullptr ? nullptr : put(from, std::strlen(from) + 1);
    }
    // A list that ends with null. Pointers first, then what they point to: `octets` each, or texts.
    char** list(char** from, std::size_t octets) noexcept {
        std::size_t count = 0;
        while (from != nullptr && from[count] != nullptr)
            ++count;
        const std::size_t first = reserve((count + 1) * sizeof(char*));
        for (std::size_t i = 0; i <= count; ++i) {
            char* item = nullptr;
            if (i < count)
                item = octets == 0 ? text(from[i]) : put(from[i], octets);
            write(first + i * sizeof item, &item, sizeof item);
        }
        return first < room_ ? reinterpret_cast<char**>(buffer_ + first) : nullptr;
    }

private:
    char* const buffer_;
    const std::size_t room_;
    std::size_t used_ = 0;
};

} // namespace

// Lists come before texts: where the buffer is aligned, so are the pointers of the first list.
std::size_t pack(const hostent& record, char* buffer, std::size_t room) noexcept {
    Packer packer(buffer, room);
    hostent copy = record;
    packer.reserve(sizeof copy);
    copy.h_addr_list = packer.list(record.h_addr_list, static_cast<std::size_t>(record.h_length));
    packer.reserve((0 - packer.used()) % alignof(char*));
    copy.h_aliases = packer.list(record.h_aliases, 0);
    copy.h_name = packer.text(record.h_name);
    packer.write(0, &copy, sizeof copy);
    return packer.used();
}

std::size_t pack(const servent& record, char* buffer, std::size_t room) noexcept {
    Packer packer(buffer, room);
    servent copy = record;
    packer.reserve(sizeof copy);
    copy.s_aliases = packer.list(record.s_aliases, 0);
    copy.s_name = packer.text(record.s_name);
    copy.s_proto = packer.text(record.s_proto);
    packer.write(0, &copy, sizeof copy);
    return packer.used();
}

std::size_t pack(const protoent& record, char* buffer, std::size_t room) noexcept {
    Packer packer(buffer, room);
    protoent copy = record;
    packer.reserve(sizeof copy);
    copy.p_aliases = packer.list(record.p_aliases, 0);
    copy.p_name = packer.text(record.p_name);
    packer.write(0, &copy, sizeof copy);
    return packer.used();
}

} // namespace ws2::names
