// Room nt_io: which driver the process gets.
#include "base/environment.hpp"
#include "base/log.hpp"
#include "nt/io/driver.hpp"

#include <string>

namespace ws2::nt::io {

std::unique_ptr<Driver> choose_driver() {
    const std::string asked = base::environment("WS2_ENGINE");
    if (asked == "sim")
        return make_sim_driver(1);
    if (asked == "epoll")
        return make_epoll_driver();
    if (!asked.empty() && asked != "uring")
        base::log(base::LogLevel::warn, "WS2_ENGINE is '{}'; it can be 'uring', 'epoll' or 'sim'",
                  asked);
    if (auto driver = make_uring_driver())
        return driver;
    if (asked == "uring")
        base::log(base::LogLevel::warn, "WS2_ENGINE=uring, but the system refuses rings: epoll");
    return make_epoll_driver();
}

} // namespace ws2::nt::io
