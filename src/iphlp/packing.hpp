// Room iphlp: records laid one behind the other into a caller's buffer, as big as it turns out.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <vector>
#include <winsock2.h>

namespace ws2::iphlp {

// Without a buffer the records go into memory of its own, to learn their size. Throws
// std::bad_alloc.
class Packing {
public:
    explicit Packing(void* buffer) : buffer_(static_cast<std::byte*>(buffer)) {}

    template<typename Record>
    Record* make() {
        return new (take(sizeof(Record))) Record{};
    }
    template<typename Character>
    Character* text(const std::basic_string<Character>& from) {
        void* to = take((from.size() + 1) * sizeof(Character));
        return static_cast<Character*>(
            std::memcpy(to, from.c_str(), (from.size() + 1) * sizeof(Character)));
    }
    [[nodiscard]] ULONG used() const { return static_cast<ULONG>(used_); }
    void* take(std::size_t octets) {
        octets = (octets + 7) / 8 * 8;
        std::byte* const to = buffer_ != nullptr
                                  ? buffer_ + used_
                                  : own_.emplace_back(std::make_unique<std::byte[]>(octets)).get();
        used_ += octets;
        std::memset(to, 0, octets);
        return to;
    }

private:
    std::byte* const buffer_;
    std::size_t used_ = 0;
    std::vector<std::unique_ptr<std::byte[]>> own_;
};

// Packs into the buffer if that has the room; otherwise `short_of_room`. *size is what is needed.
template<typename Pack>
DWORD pack_into(void* buffer, ULONG* size, DWORD short_of_room, Pack pack) {
    Packing measure(nullptr);
    pack(measure);
    const ULONG room = *size;
    *size = measure.used();
    if (buffer == nullptr || room < measure.used())
        return short_of_room;
    Packing fill(buffer);
    pack(fill);
    return NO_ERROR;
}

// As much of the text as fits, with a zero behind it.
template<std::size_t Room>
void put(const std::string& from, char (&to)[Room]) {
    to[from.copy(to, Room - 1)] = '\0';
}

} // namespace ws2::iphlp
