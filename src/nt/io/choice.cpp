// Room nt_io: which driver the process gets.
#include "base/environment.hpp"
#include "base/log.hpp"
#include "nt/io/driver.hpp"

#include <string>

namespace ws2::nt::io {

std::unique_ptr<Driver> choose_driver() {
    const std::string asked = base::environment("WS2_ENGINE");
    if (asked == "uring") {
        if (auto driver = make_uring_driver())
            return driver;
        base::log(base::LogLevel::warn, "WS2_ENGINE=uring, but the system refuses rings: epoll");
    } else if (asked == "sim") {
        return make_sim_driver(1);
    } else if (!asked.empty() && asked != "epoll") {
        base::log(base::LogLevel::warn, "WS2_ENGINE is none of epoll, uring, sim: epoll");
    }
    return make_epoll_driver();
}

} // namespace ws2::nt::io
