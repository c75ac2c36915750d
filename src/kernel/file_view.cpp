// Room kernel: a part of a file as memory.
#include "kernel/file_view.hpp"

#include "kernel/error.hpp"

#include <sys/mman.h>
#include <unistd.h>

namespace ws2::kernel {

base::Result<FileView> FileView::open(int file, std::int64_t offset, std::size_t size) noexcept {
    FileView view;
    if (size == 0)
        return base::Result<FileView>::ok(std::move(view));
    const std::int64_t page = ::sysconf(_SC_PAGESIZE);
    view.before_ = static_cast<std::size_t>(offset % page);
    void* const start = ::mmap(nullptr, view.before_ + size, PROT_READ, MAP_SHARED, file,
                               offset - static_cast<std::int64_t>(view.before_));
    if (start == MAP_FAILED)
        return base::Result<FileView>::fail(last_wsa_error(Operation::other));
    view.start_ = static_cast<char*>(start);
    view.size_ = size;
    return base::Result<FileView>::ok(std::move(view));
}

FileView::~FileView() {
    if (start_ != nullptr)
        (void)::munmap(start_, before_ + size_);
}

} // namespace ws2::kernel
