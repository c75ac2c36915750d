// Room nt_io: the driver over epoll and bare system calls; uring builds on it.
#pragma once

#include "nt/io/driver.hpp"

namespace ws2::nt::io {

class EpollDriver : public Driver {
public:
    std::string_view name() const noexcept override { return "epoll"; }
    std::unique_ptr<Source> make_source() override;
    int attempt(int descriptor, Operation& operation) noexcept override;
};

} // namespace ws2::nt::io
