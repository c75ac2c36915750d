#include "kernel/network_watch.hpp"

#include "kernel/descriptor.hpp"
#include "kernel/interface.hpp"
#include "kernel/service_thread.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <mutex>
#include <sys/socket.h>

namespace ws2::kernel {
namespace {

constexpr std::size_t listeners_max = 8;

// Never destroyed: its thread runs as long as the process.
struct Watch {
    std::mutex mutex; // guards starting and adding
    int descriptor = -1;
    std::array<std::atomic<void (*)()>, listeners_max> listeners{};
};

Watch& the_watch() {
    static Watch* const one = new Watch;
    return *one;
}

bool tells_of_a_change(const char* octets, std::size_t size) {
    auto left = static_cast<unsigned>(size);
    for (auto* header = reinterpret_cast<const nlmsghdr*>(octets); NLMSG_OK(header, left);
         header = NLMSG_NEXT(header, left)) {
        switch (header->nlmsg_type) {
        case RTM_NEWADDR:
        case RTM_DELADDR:
        case RTM_NEWROUTE:
        case RTM_DELROUTE:
        case RTM_NEWLINK:
        case RTM_DELLINK: return true;
        default: break;
        }
    }
    return false;
}

// One burst: what is there, without waiting for more. True if something changed; what was lost for
// want of room may have been a change.
bool read_burst(int descriptor) {
    alignas(nlmsghdr) std::array<char, 16384> buffer;
    bool changed = false;
    for (int flags = 0;; flags = MSG_DONTWAIT) {
        const ssize_t size = recv(descriptor, buffer.data(), buffer.size(), flags);
        if (size > 0)
            changed = changed || tells_of_a_change(buffer.data(), static_cast<std::size_t>(size));
        else if (size < 0 && errno == ENOBUFS)
            changed = true;
        else if (size < 0 && errno == EINTR)
            continue;
        else
            return changed;
    }
}

void run(void* context) {
    auto& watch = *static_cast<Watch*>(context);
    for (;;) {
        if (!read_burst(watch.descriptor))
            continue;
        for (auto& listener : watch.listeners)
            if (const auto changed = listener.load(std::memory_order_acquire))
                changed();
    }
}

bool start(Watch& watch) {
    if (watch.descriptor >= 0)
        return true;
    Descriptor made(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE));
    sockaddr_nl groups{};
    groups.nl_family = AF_NETLINK;
    groups.nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR | RTMGRP_IPV4_ROUTE |
                       RTMGRP_IPV6_ROUTE;
    if (!made || bind(made.get(), reinterpret_cast<const sockaddr*>(&groups), sizeof groups) != 0)
        return false;
    watch.descriptor = made.get();
    if (!start_service_thread(run, &watch)) {
        watch.descriptor = -1;
        return false;
    }
    (void)made.release();
    return true;
}

} // namespace

bool watch_network(void (*changed)()) noexcept {
    Watch& watch = the_watch();
    const std::lock_guard lock(watch.mutex);
    for (auto& listener : watch.listeners) {
        void (*none)() = nullptr;
        if (listener.load() == changed)
            return true;
        if (start(watch) && listener.compare_exchange_strong(none, changed))
            return true;
    }
    return false;
}

std::string addresses_now(int windows_family) {
    std::vector<std::string> all;
    if (const auto found = interfaces(windows_family))
        for (const Interface& each : found.value)
            all.emplace_back(reinterpret_cast<const char*>(each.address.octets), each.address.size);
    std::sort(all.begin(), all.end());
    std::string out;
    for (const std::string& each : all)
        out += each;
    return out;
}

} // namespace ws2::kernel
