// Tool ws2ctl: the name-space providers of the catalog.
#pragma once

#include <filesystem>
#include <string>
#include <vector>
#include <winsock2.h>

namespace ws2ctl {

struct NameSpace {
    GUID id{};
    DWORD name_space = 0;
    DWORD version = 0;
    bool active = true;
    std::string name;
    std::string path;
    std::string specific; // octets of the provider's own
};

// As they are stored now, in their order. Throws tools::CallFailed.
std::vector<NameSpace> stored_name_spaces();

// All or none. Paths of files beside the manifest are made absolute.
void install_name_spaces(std::vector<NameSpace> list, const std::filesystem::path& manifest);

// Null: neither a name nor a GUID of one.
const NameSpace* find_name_space(const std::vector<NameSpace>& list, const std::string& name);
void remove_name_space(const NameSpace& removed);

} // namespace ws2ctl
