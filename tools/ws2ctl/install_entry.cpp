// Tool ws2ctl: installing a provider with one entry, by flags: the manifest that a user would
// write.
#include "common/failure.hpp"
#include "ws2ctl/commands.hpp"
#include "ws2ctl/describe.hpp"
#include "ws2ctl/new_guid.hpp"

#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <stdexcept>

namespace ws2ctl {
namespace {

std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char each : text) {
        if (each == '"' || each == '\\')
            out += '\\';
        out += each;
    }
    return out + '"';
}

// Names stay names, numbers numbers: the catalog's text takes both.
std::string word(const std::string& text) {
    const bool number = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
    return number ? text : quoted(text);
}

std::string words(const std::vector<std::string>& list) {
    std::string out;
    for (const std::string& each : list)
        out += (out.empty() ? "" : ", ") + quoted(each);
    return "[" + out + "]";
}

struct Folder {
    Folder() {
        if (mkdtemp(path.data()) == nullptr)
            throw std::runtime_error("no temporary folder");
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    std::string path = (std::filesystem::temp_directory_path() / "ws2-XXXXXX").string();
};

} // namespace

void install_entry(const std::string& file, const EntryFlags& entry) {
    std::error_code error;
    const std::string path = std::filesystem::absolute(file).string();
    if (!std::filesystem::is_regular_file(path, error))
        throw tools::UsageError(fmt::format("there is no library {}", path));
    const Folder folder;
    const std::string manifest = folder.path + "/flags.toml";
    std::ofstream written(manifest);
    written << "format = 1\n[[protocol]]\nid = 1\nversion = 2\nchain_length = 1\n"
            << "name = " << quoted(entry.name) << "\n"
            << "guid = " << quoted(guid_text(new_guid())) << "\n"
            << "path = " << quoted(path) << "\n"
            << "family = " << word(entry.family) << "\n"
            << "type = " << word(entry.type) << "\n"
            << "protocol = " << word(entry.protocol) << "\n"
            << "address_min = " << entry.address_size << "\n"
            << "address_max = " << entry.address_size << "\n"
            << "message_size = " << entry.message_size << "\n"
            << "service_flags = " << words(entry.service_flags) << "\n"
            << "provider_flags = [\"PFL_MATCHES_PROTOCOL_ZERO\"]\n";
    written.close();
    if (!written)
        throw std::runtime_error("cannot write " + manifest);
    install(manifest);
}

} // namespace ws2ctl
