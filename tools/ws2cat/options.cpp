#include "ws2cat/options.hpp"

#include "common/failure.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <map>

namespace ws2cat {
namespace {

constexpr const char* description =
    "Connects standard input and output to a peer over any protocol of the Winsock catalog.";
constexpr const char* details =
    "ADDRESS is HOST:PORT or [V6]:PORT, for itot also TSEL@HOST:PORT (the selector that is called, "
    "or that\na listener answers to). Port 0 listens on any free port and says which.\n"
    "Exit status: 0 both sides ended gracefully, 1 an error was reported, 2 usage.\n"
    "Example:\n"
    "  ws2cat -l --recv-only --protocol itot-tp2 demo@127.0.0.1:10102 > copy\n"
    "  ws2cat --send-only --protocol itot-tp2 --disconnect-data bye demo@127.0.0.1:10102 < file";

// "TEXT", or the contents of FILE for "@FILE"; "@@TEXT" is "@TEXT" itself.
std::string data_argument(const std::string& argument) {
    if (!argument.starts_with('@'))
        return argument;
    if (argument.starts_with("@@"))
        return argument.substr(1);
    std::ifstream file(argument.substr(1), std::ios::binary);
    std::string data{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file)
        throw tools::UsageError(fmt::format("cannot read the file '{}'", argument.substr(1)));
    return data;
}

const std::map<std::string, Mode> modes = {
    {"blocking", Mode::blocking}, {"overlapped", Mode::overlapped}, {"iocp", Mode::iocp}};

struct Raw {
    std::string address, own_selector, connect_data, disconnect_data, oob, mode = "blocking";
};

void declare_tls(CLI::App& app, Options& options) {
    app.add_flag("--tls", options.tls, "inside TLS: itot-tp2-tls");
    app.add_option("--tls-ca", options.tls_authorities,
                   "who may vouch for the peer (PEM); default: WS2_TLS_CA, else the system's list")
        ->type_name("FILE");
    app.add_option("--tls-cert", options.tls_certificate,
                   "the own certificate, which a listener needs (PEM); default: WS2_TLS_CERT")
        ->type_name("FILE");
    app.add_option("--tls-key", options.tls_key,
                   "its key (PEM); default: WS2_TLS_KEY, else the certificate's file")
        ->type_name("FILE");
    app.add_flag("--tls-take-any", options.tls_take_any, "do not check the peer's certificate");
}

void declare(CLI::App& app, Options& options, Raw& raw) {
    app.footer(details);
    app.add_option("ADDRESS", raw.address, "where to connect, or to listen with -l")->required();
    auto* listen = app.add_flag("-l,--listen", options.listen, "listen and serve one connection");
    app.add_flag("-k,--keep-listening", options.keep_listening, "with -l: serve one after another")
        ->needs(listen);
    app.add_option("-p,--protocol", options.protocol,
                   "wspm-tcp, wspm-udp, msafd-tcp, msafd-udp, itot-tp2, itot-tp0, itot-tp2-tls\n"
                   "or a whole name from 'ws2ctl list'; default: the catalog's first for TCP")
        ->type_name("NAME");
    auto* receive = app.add_flag("--recv-only", options.receive_only,
                                 "never read standard input; end when the peer ends");
    app.add_flag("--send-only", options.send_only, "write nothing to standard output")
        ->excludes(receive);
    app.add_flag("--lines", options.lines, "each line of standard input is one message");
    app.add_option("--message-size", options.message_octets,
                   "octets of standard input read at once; one message on message protocols")
        ->type_name("N")
        ->check(CLI::Range(std::size_t{1}, std::size_t{1} << 24))
        ->capture_default_str();
    app.add_option("--disconnect-data", raw.disconnect_data,
                   "sent with WSASendDisconnect when standard input ends")
        ->type_name("TEXT|@FILE");
    app.add_option("--connect-data", raw.connect_data, "sent with the connection request or answer")
        ->type_name("TEXT|@FILE");
    app.add_option("--oob", raw.oob, "sent as expedited data (MSG_OOB) before anything else")
        ->type_name("TEXT|@FILE");
    declare_tls(app, options);
    app.add_option("--tsel", raw.own_selector, "the caller's own transport selector")
        ->type_name("TSEL");
    app.add_option("-w,--wait", options.wait_s, "end when nothing has arrived for so long")
        ->type_name("SECONDS")
        ->check(CLI::Range(1U, 86400U));
    app.add_option("--mode", raw.mode,
                   "how octets travel: blocking calls (default), overlapped calls with events,\n"
                   "or overlapped calls with a completion port")
        ->type_name("blocking|overlapped|iocp")
        ->check(CLI::IsMember(modes).description(""));
    app.add_flag("--json", options.json, "events as one JSON object a line on standard error");
    app.set_version_flag("--version", WS2_TOOLS_VERSION);
}

} // namespace

std::optional<Options> read_options(int argc, char** argv, int& exit_status) {
    CLI::App app(description, "ws2cat");
    Options options;
    Raw raw;
    declare(app, options, raw);
    try {
        app.parse(argc, argv);
        options.mode = modes.at(raw.mode);
        options.address = tools::parse_address(raw.address);
        if (app.count("--tsel") != 0)
            options.own_selector = raw.own_selector;
        if (app.count("--connect-data") != 0)
            options.connect_data = data_argument(raw.connect_data);
        if (app.count("--disconnect-data") != 0)
            options.disconnect_data = data_argument(raw.disconnect_data);
        if (app.count("--oob") != 0)
            options.expedited_data = data_argument(raw.oob);
        if (options.own_selector && options.listen)
            throw tools::UsageError("--tsel is the caller's; a listener's selector stands in "
                                    "ADDRESS (TSEL@HOST:PORT)");
        return options;
    } catch (const CLI::ParseError& error) {
        exit_status = app.exit(error) == 0 ? 0 : 2;
        if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr)
            fmt::print(stderr, "The port belongs to the address: HOST:PORT, or TSEL@HOST:PORT.\n");
    } catch (const tools::UsageError& error) {
        fmt::print(stderr, "ws2cat: {}\n", error.what());
        exit_status = 2;
    }
    return std::nullopt;
}

} // namespace ws2cat
