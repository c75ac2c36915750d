// Room kernel: a part of a file as memory that can be read and sent. It may become unreadable when
// somebody cuts the file, so it is to be treated as a program's memory (user_memory.hpp).
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <utility>

namespace ws2::kernel {

class FileView {
public:
    FileView() = default;
    FileView(FileView&& other) noexcept
        : start_(std::exchange(other.start_, nullptr)), before_(other.before_),
          size_(std::exchange(other.size_, 0)) {}
    FileView& operator=(FileView&&) = delete;
    ~FileView();

    // `size` octets from `offset`; they have to be there. The file may be closed afterwards.
    static base::Result<FileView> open(int file, std::int64_t offset, std::size_t size) noexcept;

    const char* data() const noexcept { return start_ + before_; }
    std::size_t size() const noexcept { return size_; }

private:
    char* start_ = nullptr;
    std::size_t before_ = 0; // octets of the first page that were not asked for
    std::size_t size_ = 0;
};

} // namespace ws2::kernel
