#include "kernel/processors.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <dirent.h>
#include <fstream>
#include <memory>
#include <sched.h>
#include <string>
#include <unistd.h>

namespace ws2::kernel {
namespace {

constexpr int kAccessDenied = 5;
constexpr int kInvalidParameter = 87;
constexpr std::uint32_t kMost = 8192; // processors that a kernel can be built for

// The first line of a file of /sys; empty if there is none.
std::string line_of(const std::string& name) {
    std::ifstream file(name);
    std::string line;
    std::getline(file, line);
    return line;
}

std::uint32_t number_in(const std::string& text) {
    return static_cast<std::uint32_t>(std::strtoul(text.c_str(), nullptr, 10));
}

// "0-3,8" as numbers; those alone that are among `known`.
Processors list_in(const std::string& text, const Processors& known) {
    Processors out;
    const char* at = text.c_str();
    while (*at >= '0' && *at <= '9') {
        char* end = nullptr;
        const unsigned long first = std::strtoul(at, &end, 10);
        unsigned long last = first;
        if (*end == '-')
            last = std::strtoul(end + 1, &end, 10);
        for (const std::uint32_t each : known)
            if (each >= first && each <= last)
                out.push_back(each);
        at = *end == ',' ? end + 1 : end;
    }
    return out;
}

class Set {
public:
    Set() : set_(CPU_ALLOC(kMost), [](cpu_set_t* set) { CPU_FREE(set); }) {
        if (set_ == nullptr)
            throw std::bad_alloc();
        CPU_ZERO_S(size(), set_.get());
    }
    static std::size_t size() { return CPU_ALLOC_SIZE(kMost); }
    cpu_set_t* get() { return set_.get(); }

private:
    std::unique_ptr<cpu_set_t, void (*)(cpu_set_t*)> set_;
};

int error_of(int error) noexcept {
    return error == EPERM || error == EACCES ? kAccessDenied : kInvalidParameter;
}

void add_once(std::vector<Processors>& to, Processors set) {
    if (!set.empty() && std::find(to.begin(), to.end(), set) == to.end())
        to.push_back(std::move(set));
}

std::string folder_of(std::uint32_t processor) {
    return "/sys/devices/system/cpu/cpu" + std::to_string(processor);
}

void add_caches(Topology& to, std::uint32_t processor) {
    for (int i = 0;; ++i) {
        const std::string folder = folder_of(processor) + "/cache/index" + std::to_string(i) + "/";
        const std::string kind = line_of(folder + "type");
        if (kind.empty())
            return;
        ProcessorCache cache;
        cache.kind = kind[0];
        cache.level = number_in(line_of(folder + "level"));
        cache.ways = number_in(line_of(folder + "ways_of_associativity"));
        cache.line_octets = number_in(line_of(folder + "coherency_line_size"));
        cache.octets = number_in(line_of(folder + "size")) * 1024; // "512K"
        cache.processors = list_in(line_of(folder + "shared_cpu_list"), to.all);
        const auto same = [&](const ProcessorCache& each) {
            return each.level == cache.level && each.kind == cache.kind &&
                   each.processors == cache.processors;
        };
        if (!cache.processors.empty() && std::none_of(to.caches.begin(), to.caches.end(), same))
            to.caches.push_back(std::move(cache));
    }
}

// The first of the names that the kernel has.
Processors relatives(std::uint32_t processor, const char* name, const char* older,
                     const Processors& known) {
    const std::string folder = folder_of(processor) + "/topology/";
    const std::string text = line_of(folder + name);
    return list_in(text.empty() ? line_of(folder + older) : text, known);
}

void add_nodes(Topology& to) {
    const std::string folder = "/sys/devices/system/node/";
    if (DIR* const open = opendir(folder.c_str())) {
        while (const dirent* const each = readdir(open)) {
            const std::string name = each->d_name;
            if (name.rfind("node", 0) != 0 || name.size() < 5 || name[4] < '0' || name[4] > '9')
                continue;
            MemoryNode node;
            node.number = number_in(name.substr(4));
            node.processors = list_in(line_of(folder + name + "/cpulist"), to.all);
            if (!node.processors.empty())
                to.nodes.push_back(std::move(node));
        }
        closedir(open);
    }
    std::sort(to.nodes.begin(), to.nodes.end(),
              [](const MemoryNode& a, const MemoryNode& b) { return a.number < b.number; });
    if (to.nodes.empty())
        to.nodes.push_back({0, to.all});
}

} // namespace

const Processors& system_processors() {
    static const Processors all = [] {
        Processors out;
        if (thread_processors(static_cast<std::uint32_t>(getpid()), out) != 0 || out.empty())
            out = {0};
        return out;
    }();
    return all;
}

Topology topology() {
    Topology out;
    out.all = system_processors();
    for (const std::uint32_t each : out.all) {
        Processors core = relatives(each, "core_cpus_list", "thread_siblings_list", out.all);
        add_once(out.cores, core.empty() ? Processors{each} : std::move(core));
        add_once(out.packages, relatives(each, "package_cpus_list", "core_siblings_list", out.all));
        add_caches(out, each);
    }
    if (out.packages.empty())
        out.packages.push_back(out.all);
    add_nodes(out);
    return out;
}

int thread_processors(std::uint32_t thread, Processors& out) {
    Set set;
    if (sched_getaffinity(static_cast<pid_t>(thread), Set::size(), set.get()) != 0)
        return error_of(errno);
    out.clear();
    for (std::uint32_t i = 0; i < kMost; ++i)
        if (CPU_ISSET_S(i, Set::size(), set.get()))
            out.push_back(i);
    return 0;
}

int move_thread(std::uint32_t thread, const Processors& to) {
    Set set;
    for (const std::uint32_t each : to)
        CPU_SET_S(each, Set::size(), set.get());
    return sched_setaffinity(static_cast<pid_t>(thread), Set::size(), set.get()) == 0
               ? 0
               : error_of(errno);
}

int move_process(std::uint32_t process, const Processors& to) {
    const std::string folder = "/proc/" + std::to_string(process) + "/task";
    DIR* const open = opendir(folder.c_str());
    if (open == nullptr)
        return error_of(errno);
    int error = 0;
    while (const dirent* const each = readdir(open)) {
        if (each->d_name[0] < '0' || each->d_name[0] > '9')
            continue;
        const int moved = move_thread(number_in(each->d_name), to);
        if (moved != 0 && errno != ESRCH) // else it has just ended
            error = moved;
    }
    closedir(open);
    return error;
}

bool processor_times(ProcessorTimes& out) {
    const std::string line = line_of("/proc/stat");
    unsigned long long user = 0, nice = 0, system = 0, idle = 0, waiting = 0;
    unsigned long long hard = 0, soft = 0, stolen = 0;
    if (std::sscanf(line.c_str(), "cpu %llu %llu %llu %llu %llu %llu %llu %llu", &user, &nice,
                    &system, &idle, &waiting, &hard, &soft, &stolen) < 4)
        return false;
    const auto tick = 10000000ULL / static_cast<unsigned long long>(sysconf(_SC_CLK_TCK));
    out.idle = (idle + waiting) * tick;
    out.system = (system + hard + soft + stolen) * tick;
    out.user = (user + nice) * tick;
    return true;
}

} // namespace ws2::kernel
