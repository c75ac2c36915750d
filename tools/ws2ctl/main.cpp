// Tool ws2ctl: the catalog of protocols.
#include "common/codes.hpp"
#include "common/failure.hpp"
#include "ws2ctl/commands.hpp"

#include <CLI/CLI.hpp>
#include <exception>
#include <fmt/format.h>
#include <functional>
#include <string>
#include <utility>
#include <vector>
#include <winsock2.h>

namespace ws2ctl {
namespace {

// Runs a command between WSAStartup and WSACleanup.
std::function<void()> in_session(std::function<void()> command) {
    return [command = std::move(command)] {
        WSADATA data{};
        if (const int code = WSAStartup(MAKEWORD(2, 2), &data); code != 0)
            throw tools::CallFailed("WSAStartup", code);
        command();
        WSACleanup();
    };
}

// The exit status.
int guarded(const std::function<void()>& command) {
    try {
        command();
        return 0;
    } catch (const tools::UsageError& error) {
        fmt::print(stderr, "ws2ctl: {}\n", error.what());
        return 2;
    } catch (const tools::CallFailed& failure) {
        fmt::print(stderr, "ws2ctl: {} failed: {}\n", failure.call,
                   tools::describe_code(failure.code));
    } catch (const std::exception& error) {
        fmt::print(stderr, "ws2ctl: {}\n", error.what());
    }
    return 1;
}

void add_changes(CLI::App& app, std::function<void()>& command, std::string& name,
                 std::vector<std::string>& names) {
    CLI::App* install_app = app.add_subcommand("install", "add the providers of a manifest");
    install_app
        ->add_option("FILE", name,
                     "a manifest (NAME.toml), or a library with its manifest beside it")
        ->required();
    install_app->callback([&command, &name] { command = [&name] { install(name); }; });
    CLI::App* remove_app =
        app.add_subcommand("remove", "take a provider out, with all its entries");
    remove_app->add_option("NAME", name, "a short name, a whole name, an id or a {GUID}")
        ->required();
    remove_app->callback([&command, &name] { command = [&name] { remove(name); }; });
    CLI::App* order_app = app.add_subcommand("order", "put entries first, in the order named");
    order_app->add_option("NAME", names, "as for remove")->required();
    order_app->callback([&command, &names] { command = [&names] { order(names); }; });
    app.add_subcommand("reset", "remove the catalog file that is in force")->callback([&command] {
        command = reset;
    });
}

int run(int argc, char** argv) {
    CLI::App app(
        "Shows and changes the Winsock catalog: which protocols programs can use, in which order.",
        "ws2ctl");
    app.require_subcommand(1);
    app.set_version_flag("--version", WS2_TOOLS_VERSION);
    std::function<void()> command;
    std::string name;
    app.add_subcommand("list", "every entry, the first choice first")->callback([&command] {
        command = in_session(list);
    });
    CLI::App* show_app = app.add_subcommand("show", "one entry whole");
    show_app->add_option("NAME", name, "a short name, a whole name or an id from 'ws2ctl list'")
        ->required();
    show_app->callback([&command, &name] { command = in_session([&name] { show(name); }); });
    app.add_subcommand("personality", "whose TCP is first for programs here, and why")
        ->callback([&command] { command = in_session(personality); });
    std::vector<std::string> names;
    add_changes(app, command, name, names);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    return guarded(command);
}

} // namespace
} // namespace ws2ctl

int main(int argc, char** argv) {
    return ws2ctl::run(argc, argv);
}
