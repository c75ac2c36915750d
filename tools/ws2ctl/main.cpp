// Tool ws2ctl: the catalog of protocols.
#include "common/codes.hpp"
#include "common/failure.hpp"
#include "ws2ctl/commands.hpp"

#include <CLI/CLI.hpp>
#include <exception>
#include <fmt/format.h>
#include <functional>
#include <winsock2.h>

namespace ws2ctl {
namespace {

// Runs one command between WSAStartup and WSACleanup; the exit status.
int guarded(const std::function<void()>& command) {
    try {
        WSADATA data{};
        if (const int code = WSAStartup(MAKEWORD(2, 2), &data); code != 0)
            throw tools::CallFailed("WSAStartup", code);
        command();
        WSACleanup();
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

int run(int argc, char** argv) {
    CLI::App app("Shows the Winsock catalog: which protocols programs can use, and in which order.",
                 "ws2ctl");
    app.require_subcommand(1);
    app.set_version_flag("--version", WS2_TOOLS_VERSION);
    std::function<void()> command;
    std::string name;
    app.add_subcommand("list", "every entry, the first choice first")->callback([&command] {
        command = list;
    });
    CLI::App* show_app = app.add_subcommand("show", "one entry whole");
    show_app->add_option("NAME", name, "a short name, a whole name or an id from 'ws2ctl list'")
        ->required();
    show_app->callback([&command, &name] { command = [&name] { show(name); }; });
    app.add_subcommand("personality", "whose TCP is first for programs here, and why")
        ->callback([&command] { command = personality; });
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
