// Tool ws2cat: netcat over any entry of the Winsock catalog.
#include "common/catalog.hpp"
#include "common/codes.hpp"
#include "common/failure.hpp"
#include "ws2cat/connection.hpp"
#include "ws2cat/events.hpp"
#include "ws2cat/exchange.hpp"
#include "ws2cat/input.hpp"
#include "ws2cat/options.hpp"

#include <exception>
#include <fmt/format.h>
#include <memory>

namespace ws2cat {
namespace {

void start() {
    WSADATA data{};
    if (const int code = WSAStartup(MAKEWORD(2, 2), &data); code != 0)
        throw tools::CallFailed("WSAStartup", code);
}

void work(const Options& options, Events& events) {
    start();
    const auto protocols = choose_protocols(tools::read_catalog(), options);
    const auto input = options.receive_only
                           ? nullptr
                           : std::make_unique<Input>(options.message_octets, options.lines);
    if (!options.listen) {
        Exchange(connect_to(options, protocols, events), options, input.get(), events).run();
    } else {
        Listener listener(options, protocols, events);
        do {
            Exchange(listener.accept(options, events), options, input.get(), events).run();
        } while (options.keep_listening);
    }
    WSACleanup();
}

int run(int argc, char** argv) {
    int exit_status = 0;
    const auto options = read_options(argc, argv, exit_status);
    if (!options)
        return exit_status;
    Events events(options->json);
    try {
        work(*options, events);
    } catch (const tools::UsageError& error) {
        events.error_text(error.what());
        return 2;
    } catch (const tools::CallFailed& failure) {
        events.error(failure.call, failure.code);
    } catch (const std::exception& error) {
        events.error_text(error.what());
    }
    return events.had_error() ? 1 : 0;
}

} // namespace
} // namespace ws2cat

int main(int argc, char** argv) {
    return ws2cat::run(argc, argv);
}
