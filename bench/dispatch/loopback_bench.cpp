// Benchmarks: send + receive on a TCP loopback connection in one thread, the library against the
// same two system calls. Goal: within 3 % at 64 octets.
#include "dispatch/bare_calls.hpp"
#include "dispatch/ws2_pair.hpp"
#include "paired.hpp"

namespace {

using namespace ws2::bench;

void send_and_receive(benchmark::State& state, const char16_t* protocol) {
    Ws2Pair ours(protocol, u"127.0.0.1:0");
    const BareCalls theirs{static_cast<int>(ours.a()), static_cast<int>(ours.b())};
    const auto octets = static_cast<std::size_t>(state.range(0));
    measure_paired(
        state, 50, [&] { ours.exchange(octets); }, [&] { theirs.exchange(octets); });
}

BENCHMARK_CAPTURE(send_and_receive, wspm_tcp, u"WSPM Tcpip [TCP/IP]")
    ->Arg(64)
    ->Arg(16384)
    ->UseManualTime()
    ->Iterations(2001);
BENCHMARK_CAPTURE(send_and_receive, msafd_tcp, u"MSAFD Tcpip [TCP/IP]")
    ->Arg(64)
    ->Arg(16384)
    ->UseManualTime()
    ->Iterations(2001);

} // namespace
