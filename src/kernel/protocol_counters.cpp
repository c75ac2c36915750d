#include "kernel/protocol_counters.hpp"

#include <fstream>
#include <sstream>

namespace ws2::kernel {

// Two lines for each group: the names, then the numbers, "Tcp:" before both.
ProtocolCounters ipv4_counters() {
    ProtocolCounters out;
    std::ifstream file("/proc/net/snmp");
    std::string names;
    std::string numbers;
    while (std::getline(file, names) && std::getline(file, numbers)) {
        std::istringstream name_words(names);
        std::istringstream number_words(numbers);
        std::string group;
        std::string same;
        std::string name;
        std::int64_t number = 0;
        name_words >> group;
        number_words >> same;
        if (group != same || group.empty())
            continue;
        group.back() = '.';
        while (name_words >> name && number_words >> number)
            out[group + name] = number;
    }
    return out;
}

ProtocolCounters ipv6_counters() {
    ProtocolCounters out;
    std::ifstream file("/proc/net/snmp6");
    std::string name;
    std::int64_t number = 0;
    while (file >> name >> number)
        out[name] = number;
    for (const char* setting : {"forwarding", "hop_limit"}) {
        std::ifstream shown(std::string("/proc/sys/net/ipv6/conf/all/") + setting);
        if (!out.empty() && shown >> number)
            out[setting] = number;
    }
    return out;
}

} // namespace ws2::kernel
