// Room nt_io: the driver over epoll and bare system calls.
#include "nt/io/epoll.hpp"

#include "nt/io/attempt.hpp"

namespace ws2::nt::io {
namespace {

class EpollSource final : public Source {
public:
    bool valid() const noexcept { return static_cast<bool>(set_); }
    int add(int descriptor, std::uint64_t key) noexcept override {
        return set_.add(descriptor, key);
    }
    void remove(int descriptor) noexcept override { set_.remove(descriptor); }
    std::size_t wait(std::span<kernel::Edge> edges, std::int64_t deadline_ns) noexcept override {
        return set_.wait(edges, deadline_ns);
    }
    void poke() noexcept override { set_.poke(); }
    int descriptor() const noexcept override { return set_.descriptor(); }

private:
    kernel::EdgeSet set_;
};

} // namespace

std::unique_ptr<Source> EpollDriver::make_source() {
    auto source = std::make_unique<EpollSource>();
    if (!source->valid())
        return nullptr;
    return source;
}

[[gnu::hot]] int EpollDriver::attempt(int descriptor, Operation& operation) noexcept {
    return io::attempt(descriptor, operation);
}

std::unique_ptr<Driver> make_epoll_driver() {
    return std::make_unique<EpollDriver>();
}

} // namespace ws2::nt::io
