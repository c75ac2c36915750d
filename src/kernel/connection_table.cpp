#include "kernel/connection_table.hpp"

#include "kernel/address.hpp"
#include "kernel/wsa.hpp"

#include <arpa/inet.h>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unordered_map>

namespace ws2::kernel {
namespace {

// The kernel's states from 1 on, as Windows numbers them.
constexpr unsigned windows_states[] = {0, 5, 3, 4, 6, 7, 11, 1, 8, 10, 2, 9, 4};

// "0100007F:0050": words as they lie in memory, the port as a number.
bool parse(const char* text, unsigned port, int family, Address& out) {
    std::uint32_t words[4] = {};
    const std::size_t count = family == AF_INET ? 1 : 4;
    if (std::strlen(text) != count * 8)
        return false;
    for (std::size_t i = 0; i < count; ++i)
        if (std::from_chars(text + i * 8, text + i * 8 + 8, words[i], 16).ec != std::errc())
            return false;
    out = ip_address(family, words, static_cast<std::uint16_t>(port));
    return true;
}

base::Result<std::vector<Endpoint>> read_table(const char* name, int family) {
    std::ifstream file(name);
    if (!file)
        return base::Result<std::vector<Endpoint>>::fail(wsa::not_supported);
    std::vector<Endpoint> out;
    std::string line;
    std::getline(file, line); // the heading
    while (std::getline(file, line)) {
        char local[40] = {};
        char remote[40] = {};
        unsigned local_port = 0;
        unsigned remote_port = 0;
        unsigned state = 0;
        unsigned long long inode = 0;
        if (std::sscanf(line.c_str(),
                        "%*d: %32[0-9A-F]:%x %32[0-9A-F]:%x %x %*s %*s %*s %*u %*u %llu", local,
                        &local_port, remote, &remote_port, &state, &inode) != 6)
            continue;
        Endpoint each;
        if (!parse(local, local_port, family, each.local) ||
            !parse(remote, remote_port, family, each.remote))
            continue;
        each.state = state < std::size(windows_states) ? windows_states[state] : 0;
        each.inode = inode;
        out.push_back(each);
    }
    return base::Result<std::vector<Endpoint>>::ok(std::move(out));
}

} // namespace

base::Result<std::vector<Endpoint>> tcp_endpoints(int windows_family) {
    return native_family(windows_family) == AF_INET6 ? read_table("/proc/net/tcp6", AF_INET6)
                                                     : read_table("/proc/net/tcp", AF_INET);
}

base::Result<std::vector<Endpoint>> udp_endpoints(int windows_family) {
    return native_family(windows_family) == AF_INET6 ? read_table("/proc/net/udp6", AF_INET6)
                                                     : read_table("/proc/net/udp", AF_INET);
}

void find_owners(std::vector<Endpoint>& endpoints) {
    namespace fs = std::filesystem;
    std::unordered_map<std::uint64_t, Endpoint*> by_inode;
    for (Endpoint& each : endpoints)
        by_inode[each.inode] = &each;
    std::error_code error;
    for (fs::directory_iterator process("/proc", error), end; process != end;
         process.increment(error)) {
        const std::string number = process->path().filename().string();
        std::uint32_t id = 0;
        if (std::from_chars(number.data(), number.data() + number.size(), id).ec != std::errc())
            continue;
        std::error_code closed; // other users' processes are
        for (fs::directory_iterator open(process->path() / "fd", closed); open != end && !closed;
             open.increment(closed)) {
            const std::string target = fs::read_symlink(open->path(), error).string();
            unsigned long long inode = 0;
            if (std::sscanf(target.c_str(), "socket:[%llu]", &inode) != 1)
                continue;
            const auto found = by_inode.find(inode);
            if (found != by_inode.end() && found->second->process == 0)
                found->second->process = id;
        }
    }
}

} // namespace ws2::kernel
