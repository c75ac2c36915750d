#include "ws2verify/options.hpp"

#include <CLI/CLI.hpp>

namespace ws2verify {
namespace {

constexpr const char* description =
    "Holds a protocol of the Winsock catalog to every clause that its entry claims.";
constexpr const char* details =
    "A line a clause: 'pass'; 'FAIL' with what was expected and what was seen; 'not claimed' with "
    "the flag\nthat the entry lacks (or has); 'skipped' with the reason. The last line counts "
    "them.\n"
    "Clauses run in a process of their own: a provider that crashes or hangs fails the clause.\n"
    "FILTER is clauses separated by ':', with * and ?; those after a '-' are left out.\n"
    "Exit status: 0 every clause passed, 1 at least one failed, 2 usage, or nothing could be "
    "verified.\n"
    "Example:\n"
    "  ws2verify --protocol itot-tp2 --filter 'SendDisconnect.*:RecvDisconnect.*' --junit "
    "report.xml";

void declare(CLI::App& app, Options& options) {
    app.footer(details);
    app.add_option("-p,--protocol", options.protocol,
                   "a short name (itot-tp2) or a whole one from 'ws2ctl list'; a base or a chain")
        ->type_name("NAME")
        ->required();
    app.add_flag("-l,--list", options.list, "name the clauses and run none");
    app.add_option("-f,--filter", options.filter, "these clauses alone")->type_name("FILTER");
    app.add_option("--junit", options.junit, "also write the results as JUnit XML")
        ->type_name("FILE");
    app.add_flag("-q,--quiet", options.quiet, "say nothing of clauses that hold or do not apply");
    app.add_option("--timeout", options.limit_s, "a clause that takes longer has failed")
        ->type_name("SECONDS")
        ->check(CLI::Range(1U, 86400U))
        ->capture_default_str();
    app.add_option("--address", options.address,
                   "where to listen, as the provider writes addresses, with a port of its choice,\n"
                   "or with # for what has to be new each time (AF_UNIX: /run/mine-#); needed for\n"
                   "families other than AF_INET, AF_INET6, AF_ISO and AF_UNIX")
        ->type_name("TEXT");
    app.add_option("--foreign", options.foreign, "a well-formed address of no machine around")
        ->type_name("TEXT");
    app.add_option("--disconnect-limit", options.disconnect_limit,
                   "octets of disconnect data that go through; default: found by trying")
        ->type_name("N")
        ->check(CLI::Range(std::size_t{2}, std::size_t{1} << 20));
    app.set_version_flag("--version", WS2_TOOLS_VERSION);
}

} // namespace

std::optional<Options> read_options(int argc, char** argv, int& exit_status) {
    CLI::App app(description, "ws2verify");
    Options options;
    declare(app, options);
    try {
        app.parse(argc, argv);
        return options;
    } catch (const CLI::ParseError& error) {
        exit_status = app.exit(error) == 0 ? 0 : 2;
    }
    return std::nullopt;
}

} // namespace ws2verify
