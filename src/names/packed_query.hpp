// Room names: query sets and service classes with all they point to in one buffer, as name-space
// calls give them to programs; in wide or narrow text.
#pragma once

#include <cstddef>
#include <string>
#include <vector>
#include <winsock2.h>

namespace ws2::names {

// How many octets that takes. Nothing useful is in the buffer if `room` is less. All may throw
// std::bad_alloc.
std::size_t pack(const WSAQUERYSETW& from, WSAQUERYSETW* buffer, std::size_t room);
std::size_t pack(const WSAQUERYSETW& from, WSAQUERYSETA* buffer, std::size_t room);
std::size_t pack(const WSASERVICECLASSINFOW& from, WSASERVICECLASSINFOW* buffer, std::size_t room);
std::size_t pack(const WSASERVICECLASSINFOW& from, WSASERVICECLASSINFOA* buffer, std::size_t room);

// Memory for packed things, aligned for them.
using Storage = std::vector<std::max_align_t>;
inline std::size_t octets(const Storage& storage) {
    return storage.size() * sizeof(std::max_align_t);
}
inline void make_room(Storage& storage, std::size_t octets) {
    storage.resize(octets / sizeof(std::max_align_t) + 1);
}

// A narrow query or class with its texts in wide form. Everything else stays where it is, so the
// original must live as long.
class WideQuery {
public:
    explicit WideQuery(const WSAQUERYSETA& from);
    WideQuery(const WideQuery&) = delete;
    WideQuery& operator=(const WideQuery&) = delete;
    WSAQUERYSETW* get() { return &set_; }

private:
    std::u16string texts_[4];
    WSAQUERYSETW set_{};
};

class WideClass {
public:
    explicit WideClass(const WSASERVICECLASSINFOA& from);
    WideClass(const WideClass&) = delete;
    WideClass& operator=(const WideClass&) = delete;
    WSASERVICECLASSINFOW* get() { return &info_; }

private:
    std::u16string name_;
    std::vector<std::u16string> texts_;
    std::vector<WSANSCLASSINFOW> values_;
    WSASERVICECLASSINFOW info_{};
};

} // namespace ws2::names
