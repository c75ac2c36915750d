#include "ws2ctl/catalog_file.hpp"

#include <cstdlib>
#include <filesystem>
#include <vector>

namespace ws2ctl {
namespace {

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

} // namespace

std::string catalog_file() {
    if (std::string own = environment("WS2_CATALOG"); !own.empty())
        return own;
    const std::string config = environment("XDG_CONFIG_HOME");
    const std::string home = environment("HOME");
    std::vector<std::string> places;
    if (config.starts_with('/') || home.starts_with('/'))
        places.push_back((config.starts_with('/') ? config : home + "/.config") +
                         "/ws2/catalog.toml");
    places.emplace_back("/etc/ws2/catalog.toml");
    std::error_code ignored;
    for (const std::string& place : places)
        if (std::filesystem::exists(std::filesystem::symlink_status(place, ignored)))
            return place;
    return {};
}

} // namespace ws2ctl
