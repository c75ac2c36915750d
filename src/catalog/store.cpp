#include "catalog/store.hpp"

#include "base/environment.hpp"
#include "base/log.hpp"
#include "base/utf.hpp"
#include "catalog/descriptor.hpp"
#include "catalog/text.hpp"
#include "catalog/trust.hpp"
#include "catalog/writer.hpp"

#include <atomic>
#include <fcntl.h>
#include <filesystem>
#include <new>
#include <sys/stat.h>
#include <unistd.h>

namespace ws2::catalog {
namespace {

using Loaded = base::Result<std::shared_ptr<const Catalog>>;

constexpr const char* file_of_system = "/etc/ws2/catalog.toml";
constexpr const char* file_below_configuration = "/ws2/catalog.toml";

enum class Presence { absent, unknown, present };

// Unknown: a folder on the way may not be searched.
Presence presence_of(const std::string& file) {
    std::error_code ignored;
    switch (std::filesystem::symlink_status(file, ignored).type()) {
    case std::filesystem::file_type::not_found: return Presence::absent;
    case std::filesystem::file_type::none: return Presence::unknown;
    default: return Presence::present;
    }
}

std::string file_of_user() {
    const std::string configuration = base::environment("XDG_CONFIG_HOME");
    if (configuration.starts_with('/'))
        return configuration + file_below_configuration;
    const std::string home = base::environment("HOME");
    return home.starts_with('/') ? home + "/.config" + file_below_configuration : std::string();
}

std::vector<NameSpace> default_name_spaces() {
    std::vector<NameSpace> out;
    for (const BuiltinNameSpace& each : builtin_name_spaces())
        out.push_back({each.provider,
                       each.name_space,
                       each.version,
                       true,
                       std::u16string(each.identifier),
                       base::to_utf16(std::string(builtin_prefix) + std::string(each.name)),
                       {}});
    return out;
}

Loaded refuse(const std::string& file, const Problem& problem) {
    if (problem.line == 0)
        base::log(base::LogLevel::error, "{}: catalog refused: {}", file, problem.reason);
    else
        base::log(base::LogLevel::error, "{}:{}: catalog refused: {}", file, problem.line,
                  problem.reason);
    return Loaded::fail(WSANO_RECOVERY);
}

// A catalog loads nothing that others can change (path.hpp), so one that they can change is used,
// as a shared one or one of a container's user must be. Not by a process of raised privileges.
std::optional<Problem> check_owner(const std::string& file, const struct stat& status) {
    const std::string_view reason = why_others_may_change(status);
    if (reason.empty())
        return std::nullopt;
    if (base::privileges_raised())
        return Problem{0, std::string(reason)};
    static std::atomic<bool> said = false;
    if (!said.exchange(true))
        base::log(base::LogLevel::warn, "{}: the catalog of this process: {}", file, reason);
    return std::nullopt;
}

// Reads at most one octet more than a catalog may have; the parser refuses what is too long.
std::optional<Problem> read_file(const std::string& file, std::string& out) {
    // Does not wait for a writer if the file is a pipe.
    const Descriptor descriptor(open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    struct stat status {};
    if (!descriptor.valid() || fstat(descriptor.number(), &status) != 0)
        return Problem{0, "cannot be opened for reading"};
    if (!S_ISREG(status.st_mode))
        return Problem{0, "not a regular file"};
    if (auto problem = check_owner(file, status))
        return problem;
    out.resize(text_octets_max + 1);
    std::size_t used = 0;
    while (used < out.size()) {
        const ssize_t octets = read(descriptor.number(), out.data() + used, out.size() - used);
        if (octets < 0)
            return Problem{0, "cannot be read"};
        if (octets == 0)
            break;
        used += static_cast<std::size_t>(octets);
    }
    out.resize(used);
    return std::nullopt;
}

} // namespace

std::string catalog_file() {
    if (!base::privileges_raised()) {
        std::string named = base::environment("WS2_CATALOG");
        if (!named.empty())
            return named;
        std::string user = file_of_user();
        // A home that this user cannot search, as after a change of user, holds nothing of theirs.
        if (!user.empty() && presence_of(user) == Presence::present)
            return user;
    }
    return presence_of(file_of_system) == Presence::absent ? std::string() : file_of_system;
}

std::vector<std::string> catalog_places() {
    if (base::privileges_raised())
        return {file_of_system};
    if (std::string named = base::environment("WS2_CATALOG"); !named.empty())
        return {std::move(named)};
    std::vector<std::string> places;
    if (std::string user = file_of_user(); !user.empty())
        places.push_back(std::move(user));
    places.emplace_back(file_of_system);
    return places;
}

std::string file_to_change() {
    if (base::privileges_raised())
        return {};
    const std::string user = file_of_user();
    std::string read = catalog_file();
    if (!base::environment("WS2_CATALOG").empty() || (!user.empty() && read == user))
        return read;
    return geteuid() == 0 ? file_of_system : user;
}

Loaded load_catalog() {
    try {
        const std::string file = catalog_file();
        if (!file.empty() && presence_of(file) != Presence::absent)
            return load_catalog_file(file);
        return Loaded::ok(std::make_shared<const Catalog>(default_catalog()));
    } catch (const std::bad_alloc&) {
        return Loaded::fail(WSA_NOT_ENOUGH_MEMORY);
    }
}

Loaded load_catalog_file(const std::string& file) {
    std::string text;
    if (const auto problem = read_file(file, text))
        return refuse(file, *problem);
    Parsed parsed = parse_catalog(text);
    if (parsed.problem)
        return refuse(file, *parsed.problem);
    Catalog catalog{std::move(parsed.entries), file, std::move(parsed.applications),
                    parsed.name_spaces ? std::move(*parsed.name_spaces) : default_name_spaces(),
                    std::move(parsed.service_classes)};
    return Loaded::ok(std::make_shared<const Catalog>(std::move(catalog)));
}

Catalog default_catalog() {
    Catalog catalog{{}, "the compiled-in default", {}, default_name_spaces()};
    for (const Builtin& builtin : builtins())
        for (const WSAPROTOCOL_INFOW& info : builtin.entries) {
            const std::string path = std::string(builtin_prefix) + std::string(builtin.name);
            catalog.entries.push_back({info, base::to_utf16(path), builtin.personality, 0});
        }
    return catalog;
}

} // namespace ws2::catalog
