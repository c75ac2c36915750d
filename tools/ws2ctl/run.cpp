// Tool ws2ctl: one run of a program over layers, in a catalog of its own.
#include "common/catalog.hpp"
#include "common/failure.hpp"
#include "common/text.hpp"
#include "ws2ctl/catalog_file.hpp"
#include "ws2ctl/commands.hpp"
#include "ws2ctl/describe.hpp"
#include "ws2ctl/entries.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <iterator>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>
#include <ws2spi.h>

namespace ws2ctl {
namespace {

namespace fs = std::filesystem;

// Of layers that are linked in: the variable that names their file, if they want one.
struct Known {
    std::string_view name;
    const char* file_variable;
};
constexpr Known known_layers[] = {{"forward", nullptr},
                                  {"trace", nullptr},
                                  {"fault", "WS2_FAULT_FILE"},
                                  {"shape", "WS2_SHAPE_FILE"}};

// A folder that goes with the scope.
class Folder {
public:
    Folder() {
        std::string pattern = (fs::temp_directory_path() / "ws2-run-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr)
            throw std::runtime_error("cannot make a temporary folder");
        path_ = pattern;
    }
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

// What "--layer NAME[=FILE]" means: the path of its catalog entry; sets the variable of its file.
std::string layer_path(const std::string& wanted) {
    const std::size_t split = wanted.find('=');
    const std::string name = wanted.substr(0, split);
    const std::string file = split == std::string::npos ? "" : wanted.substr(split + 1);
    const auto* known =
        std::ranges::find_if(known_layers, [&](const Known& each) { return each.name == name; });
    if (known != std::end(known_layers)) {
        if (known->file_variable == nullptr && !file.empty())
            throw tools::UsageError(fmt::format("layer '{}' takes no file", name));
        if (known->file_variable != nullptr) {
            if (file.empty())
                throw tools::UsageError(fmt::format("layer '{0}' takes a file: {0}=FILE", name));
            setenv(known->file_variable, fs::absolute(file).c_str(), 1);
        }
        return "builtin:" + name;
    }
    if (name.find('/') == std::string::npos)
        throw tools::UsageError(fmt::format(
            "there is no layer '{}'; there are forward, trace, fault=FILE, shape=FILE, and any "
            "library by its path",
            name));
    return fs::absolute(wanted).string();
}

void install(GUID id, const std::string& path, std::vector<WSAPROTOCOL_INFOW>& entries) {
    int code = 0;
    if (WSCInstallProvider(&id, tools::to_wide(path).c_str(), entries.data(),
                           static_cast<DWORD>(entries.size()), &code) == SOCKET_ERROR)
        throw tools::CallFailed("WSCInstallProvider", code);
}

// Adds the layer alone; its id.
DWORD add_layer(const GUID& id, const std::string& path, const std::string& name) {
    std::vector<WSAPROTOCOL_INFOW> entry(1);
    const auto wide = tools::to_wide(name);
    std::copy_n(wide.begin(), std::min<std::size_t>(wide.size(), WSAPROTOCOL_LEN),
                entry[0].szProtocol);
    entry[0].iVersion = 2;
    entry[0].dwProviderFlags = PFL_HIDDEN;
    install(id, path, entry);
    return tools::stored_catalog().back().dwCatalogEntryId;
}

// Names what is below, so that a program which picks protocols by name gets none but the chains.
void rename_below(const std::vector<WSAPROTOCOL_INFOW>& entries) {
    std::vector<GUID> done;
    for (const WSAPROTOCOL_INFOW& first : entries) {
        GUID id = first.ProviderId;
        if (std::ranges::any_of(done, [&](const GUID& each) { return same_guid(each, id); }))
            continue;
        done.push_back(id);
        std::vector<WSAPROTOCOL_INFOW> list;
        std::ranges::copy_if(entries, std::back_inserter(list),
                             [&](const auto& entry) { return same_guid(entry.ProviderId, id); });
        for (WSAPROTOCOL_INFOW& entry : list) {
            const std::basic_string<WCHAR> name = tools::to_wide("below ") + entry.szProtocol;
            std::ranges::fill(entry.szProtocol, WCHAR{0});
            std::copy_n(name.begin(), std::min<std::size_t>(name.size(), WSAPROTOCOL_LEN),
                        entry.szProtocol);
        }
        int code = 0;
        if (WSCUpdateProvider(&id, tools::to_wide(provider_path(first)).c_str(), list.data(),
                              static_cast<DWORD>(list.size()), &code) == SOCKET_ERROR)
            throw tools::CallFailed("WSCUpdateProvider", code);
    }
}

// Chains of the layers over every entry, under its name and before all others.
void add_chains(const GUID& id, const std::string& top, const std::vector<DWORD>& layers) {
    const auto before = tools::stored_catalog();
    std::vector<WSAPROTOCOL_INFOW> chains;
    for (const WSAPROTOCOL_INFOW& entry : before) {
        const int length = std::max(entry.ProtocolChain.ChainLen, 1);
        if (entry.ProtocolChain.ChainLen == LAYERED_PROTOCOL)
            continue;
        if (length + static_cast<int>(layers.size()) > MAX_PROTOCOL_CHAIN)
            throw std::runtime_error(fmt::format("'{}' has no room for {} more layers",
                                                 tools::protocol_name(entry), layers.size()));
        WSAPROTOCOL_INFOW& chain = chains.emplace_back(entry);
        chain.ProtocolChain = {};
        chain.ProtocolChain.ChainLen = length + static_cast<int>(layers.size());
        DWORD* const rest = std::ranges::copy(layers, chain.ProtocolChain.ChainEntries).out;
        if (entry.ProtocolChain.ChainLen == BASE_PROTOCOL)
            *rest = entry.dwCatalogEntryId;
        else
            std::copy_n(entry.ProtocolChain.ChainEntries, length, rest);
    }
    rename_below(before);
    install(id, top, chains);
    put_first([&id](const Catalog& catalog) {
        std::vector<DWORD> ids;
        for (const WSAPROTOCOL_INFOW& entry : catalog)
            if (same_guid(entry.ProviderId, id))
                ids.push_back(entry.dwCatalogEntryId);
        return ids;
    });
}

// A catalog as it is in force, with the layers over everything in it.
void make_catalog(const fs::path& file, const std::vector<std::string>& layers) {
    const std::string stored = catalog_file();
    std::error_code error;
    if (!stored.empty() && fs::exists(stored, error) &&
        !fs::copy_file(stored, file, fs::copy_options::overwrite_existing, error))
        throw std::runtime_error(fmt::format("cannot copy {}: {}", stored, error.message()));
    std::vector<std::string> paths; // before WS2_CATALOG changes what relative names mean
    for (const std::string& layer : layers)
        paths.push_back(layer_path(layer));
    setenv("WS2_CATALOG", file.c_str(), 1);
    GUID id{0x5EE20000, 0x7C1D, 0x4E5F, {0x9A, 0x2B, 0x77, 0x73, 0x32, 0x52, 0x55, 0x4E}};
    std::vector<DWORD> ids;
    for (std::size_t i = 0; i < paths.size(); ++i) {
        ++id.Data1;
        ids.push_back(add_layer(id, paths[i], layers[i]));
    }
    ++id.Data1;
    add_chains(id, paths.front(), ids);
}

volatile std::sig_atomic_t child = 0;

void pass_on(int signal) {
    if (child > 0)
        kill(child, signal);
}

// Runs the program; the status that waitpid gave.
int run_program(std::vector<std::string> words) {
    std::vector<char*> arguments;
    for (std::string& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    // A terminal sends these to the program, too; it decides, and we go when it has gone.
    std::signal(SIGINT, SIG_IGN);
    std::signal(SIGQUIT, SIG_IGN);
    const pid_t made = fork();
    if (made < 0)
        throw std::runtime_error(fmt::format("cannot start a process: {}", std::strerror(errno)));
    if (made == 0) {
        std::signal(SIGINT, SIG_DFL);
        std::signal(SIGQUIT, SIG_DFL);
        execvp(arguments[0], arguments.data());
        fmt::print(stderr, "ws2ctl: cannot run {}: {}\n", arguments[0], std::strerror(errno));
        _exit(errno == ENOENT ? 127 : 126);
    }
    child = made;
    for (const int signal : {SIGTERM, SIGHUP, SIGUSR1, SIGUSR2})
        std::signal(signal, pass_on);
    int status = 0;
    while (waitpid(made, &status, 0) < 0 && errno == EINTR) {
    }
    child = 0;
    return status;
}

} // namespace

int run(const std::vector<std::string>& layers, const std::vector<std::string>& words) {
    if (layers.empty())
        throw tools::UsageError("which layer? --layer NAME");
    if (words.empty())
        throw tools::UsageError("which program? -- PROGRAM ARGUMENTS...");
    int status = 0;
    {
        const Folder folder;
        make_catalog(folder.path() / "catalog.toml", layers);
        status = run_program(words);
    }
    if (WIFSIGNALED(status)) { // as the program ended, so do we
        std::signal(WTERMSIG(status), SIG_DFL);
        raise(WTERMSIG(status));
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

} // namespace ws2ctl
