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

// What a command works on, as it was typed.
struct Words {
    std::string name;
    std::vector<std::string> names;
    std::vector<std::string> layers;
    std::string layer_name;
    EntryFlags entry;
    std::string arguments;
    bool own_handles = false;
    bool of_layer = false;
    double timeout_seconds = 10;
};

using Command = std::function<int()>;

// Runs a command between WSAStartup and WSACleanup.
Command in_session(std::function<void()> command) {
    return [command = std::move(command)] {
        WSADATA data{};
        if (const int code = WSAStartup(MAKEWORD(2, 2), &data); code != 0)
            throw tools::CallFailed("WSAStartup", code);
        command();
        WSACleanup();
        return 0;
    };
}

// Needs no WSAStartup.
Command plain(std::function<void()> command) {
    return [command = std::move(command)] {
        command();
        return 0;
    };
}

// The exit status.
int guarded(const Command& command) {
    try {
        return command();
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

void add_install(CLI::App& app, Command& command, Words& words) {
    CLI::App* install_app = app.add_subcommand("install", "add the providers of a manifest");
    install_app
        ->add_option("FILE", words.name,
                     "a manifest (NAME.toml), a library with its manifest beside it or with "
                     "--name, or a layer")
        ->required();
    EntryFlags& entry = words.entry;
    CLI::Option* name = install_app->add_option(
        "--name", entry.name,
        "FILE is a provider whose one entry has this name, and is as follows");
    const auto fact = [&](const char* flag, auto& value, const char* about) {
        return install_app->add_option(flag, value, about)->needs(name)->capture_default_str();
    };
    fact("--family", entry.family, "AF_INET, ... or a number");
    fact("--type", entry.type, "SOCK_STREAM, ...");
    fact("--protocol", entry.protocol, "of socket()'s third argument");
    fact("--address-size", entry.address_size, "octets of an address");
    fact("--message-size", entry.message_size, "of the largest message; 0: a stream");
    fact("--service-flags", entry.service_flags, "XP1_...")->delimiter(',');
    install_app
        ->add_option("--layer", words.layer_name,
                     "FILE (or builtin:NAME) is a layer of this name: install it with chains, "
                     "which come first")
        ->excludes(name);
    install_app->add_option("--over", words.names,
                            "the entries below it, by name or id; without it, what serves now");
    install_app->add_flag("--own-handles", words.own_handles,
                          "the layer has socket handles of its own");
    install_app->callback([&] {
        command = plain([&] {
            if (!words.layer_name.empty())
                install_layer(words.name, words.layer_name, words.names, words.own_handles);
            else if (!words.entry.name.empty())
                install_entry(words.name, words.entry);
            else
                install(words.name);
        });
    });
}

void add_changes(CLI::App& app, Command& command, Words& words) {
    CLI::App* remove_app =
        app.add_subcommand("remove", "take a provider out, with all its entries");
    remove_app->add_option("NAME", words.name, "a short name, a whole name, an id or a {GUID}")
        ->required();
    remove_app->callback([&] { command = plain([&] { remove(words.name); }); });
    CLI::App* order_app = app.add_subcommand("order", "put entries first, in the order named");
    order_app->add_option("NAME", words.names, "as for remove")->required();
    order_app->callback([&] { command = plain([&] { order(words.names); }); });
    app.add_subcommand("reset", "remove the catalog file that is in force")->callback([&] {
        command = plain(reset);
    });
    CLI::App* category_app =
        app.add_subcommand("category", "which layers a program permits, or what a layer is");
    category_app->add_option("NAME", words.name, "a program's file; with --layer a layer's name")
        ->required();
    category_app->add_option(
        "CATEGORY", words.names,
        "to add: system, inspector, ...; with --layer, what it is from now on");
    category_app->add_flag("--layer", words.of_layer, "NAME is a layer");
    category_app->add_option("--arguments", words.arguments,
                             "of the program's runs that are meant; any without it");
    category_app->callback([&] {
        command =
            plain([&] { category(words.name, words.of_layer, words.arguments, words.names); });
    });
}

void add_reports(CLI::App& app, Command& command, Words& words) {
    app.add_subcommand("list", "every entry, the first choice first")->callback([&] {
        command = in_session(list);
    });
    CLI::App* show_app = app.add_subcommand("show", "one entry whole");
    show_app
        ->add_option("NAME", words.name, "a short name, a whole name or an id from 'ws2ctl list'")
        ->required();
    show_app->callback([&] { command = in_session([&] { show(words.name); }); });
    app.add_subcommand("personality", "whose TCP is first for programs here, and why")
        ->callback([&] { command = in_session(personality); });
    CLI::App* check_app = app.add_subcommand(
        "check", "what is wrong with the catalog, in words; each provider is started");
    check_app->add_option("--timeout", words.timeout_seconds, "of a provider's start, in seconds")
        ->check(CLI::Range(0.001, 86400.0))
        ->capture_default_str();
    check_app->callback([&] { command = [&] { return check(words.timeout_seconds); }; });
    app.add_subcommand("name-spaces", "the name-space providers, in the order asked")
        ->callback([&] { command = plain(list_name_spaces); });
    for (const bool active : {true, false}) {
        CLI::App* enable_app =
            app.add_subcommand(active ? "enable" : "disable",
                               active ? "ask a name space again" : "ask a name space no more");
        enable_app->add_option("NAME", words.name, "its name or {GUID}")->required();
        enable_app->callback([&command, &words, active] {
            command = plain([&words, active] { enable_name_space(words.name, active); });
        });
    }
    CLI::App* run_app =
        app.add_subcommand("run", "run a program over layers, in a catalog of its own");
    run_app
        ->add_option("--layer", words.layers,
                     "trace, fault=FILE, shape=FILE, forward, or a library's path; the first is "
                     "the topmost")
        ->required()
        ->expected(1)
        ->take_all();
    run_app->add_option("PROGRAM", words.names, "and its arguments, behind --")->required();
    run_app->positionals_at_end();
    run_app->callback([&] { command = [&] { return run(words.layers, words.names); }; });
}

int main_of(int argc, char** argv) {
    CLI::App app(
        "Shows and changes the Winsock catalog: which protocols programs can use, in which order.",
        "ws2ctl");
    app.require_subcommand(1);
    app.set_version_flag("--version", WS2_TOOLS_VERSION);
    Command command;
    Words words;
    add_reports(app, command, words);
    add_install(app, command, words);
    add_changes(app, command, words);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const bool unknown = argc > 1 && argv[1][0] != '-' && app.get_subcommands().empty();
        if (!unknown)
            return app.exit(error) == 0 ? 0 : 2;
        std::string names;
        for (const CLI::App* each : app.get_subcommands([](const CLI::App*) { return true; }))
            names += (names.empty() ? "" : ", ") + each->get_name();
        fmt::print(stderr, "ws2ctl: there is no command '{}'; there are {}\n", argv[1], names);
        return 2;
    }
    return guarded(command);
}

} // namespace
} // namespace ws2ctl

int main(int argc, char** argv) {
    return ws2ctl::main_of(argc, argv);
}
