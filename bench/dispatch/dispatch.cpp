// The dispatch alone: a call through ws2 to a provider that does nothing, beside the same provider
// function called through its table. Their difference is the cost of check, look-up and jump.
#include <benchmark/benchmark.h>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <winsock2.h>

namespace {

SOCKET open_one() {
    WSADATA data;
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0)
        std::abort();
    const SOCKET s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    if (s == INVALID_SOCKET)
        std::abort();
    return s;
}

void send_through_dispatch(benchmark::State& state) {
    const SOCKET s = open_one();
    char octets[64] = {};
    for (auto _ : state)
        benchmark::DoNotOptimize(send(s, octets, sizeof octets, 0));
    closesocket(s);
    WSACleanup();
}
BENCHMARK(send_through_dispatch);
BENCHMARK(send_through_dispatch)->Threads(2);

void refused_socket(benchmark::State& state) {
    const SOCKET s = open_one();
    for (auto _ : state)
        benchmark::DoNotOptimize(send(s + 1, nullptr, 0, 0));
    closesocket(s);
    WSACleanup();
}
BENCHMARK(refused_socket);

int not_inlined_send(const char* octets, unsigned length, unsigned* sent) {
    benchmark::DoNotOptimize(octets);
    *sent = length;
    return 0;
}

void indirect_call_alone(benchmark::State& state) {
    int (*volatile call)(const char*, unsigned, unsigned*) = not_inlined_send;
    char octets[64] = {};
    unsigned sent = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(call(octets, sizeof octets, &sent));
}
BENCHMARK(indirect_call_alone);

// A catalog of one entry: the provider that does nothing.
void write_catalog(const std::string& file) {
    std::FILE* out = std::fopen(file.c_str(), "w");
    if (out == nullptr)
        std::abort();
    std::fprintf(out,
                 "format = 1\n[[protocol]]\nname = \"Empty\"\nid = 1\n"
                 "guid = \"{00000000-0000-0000-0000-000000000001}\"\npath = \"%s\"\n"
                 "family = \"AF_INET\"\ntype = \"SOCK_STREAM\"\nprotocol = \"IPPROTO_TCP\"\n"
                 "chain_length = 1\n",
                 EMPTY_PROVIDER);
    std::fclose(out);
}

} // namespace

int main(int argc, char** argv) {
    char folder[] = "/tmp/ws2-bench-XXXXXX";
    if (mkdtemp(folder) == nullptr)
        return 1;
    const std::string file = std::string(folder) + "/catalog.toml";
    write_catalog(file);
    setenv("WS2_CATALOG", file.c_str(), 1);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    std::remove(file.c_str());
    return std::remove(folder);
}
