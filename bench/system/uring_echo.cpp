// bench/system: raw io_uring, submissions batched until the loop waits.
#include "uring_echo.hpp"

int main(int argc, char** argv) {
    bench::ServerOptions options = bench::parse_server_options(argc, argv);
    if (options.multishot) {
        bench::serve_multishot(options);
    }
    bench::serve_plain(options);
}
