// Benchmarks: what the library itself costs: a call that reaches a provider's slot which does
// nothing, against the same function called directly. Goal: at most 15 ns more.
#include "dispatch/ws2_pair.hpp"
#include "paired.hpp"

#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <ws2spi.h>

namespace {

using namespace ws2::bench;

constexpr const char16_t* trivial_name = u"Trivial [bench]";

std::string entry_text(const std::string& name, const std::string& id, const std::string& guid,
                       const std::string& path, const std::string& protocol,
                       const std::string& kind = "chain_length = 1\n",
                       const std::string& more_flags = "") {
    return "[[protocol]]\nname = \"" + name + "\"\nid = " + id + "\nguid = \"" + guid +
           "\"\npath = \"" + path +
           "\"\nversion = 2\nfamily = \"AF_INET\"\ntype = \"SOCK_STREAM\"\nprotocol = " + protocol +
           "\naddress_min = 16\naddress_max = 16\nbyte_order = \"big\"\nmessage_size = 0\n"
           "service_flags = [\"XP1_GUARANTEED_DELIVERY\", \"XP1_GUARANTEED_ORDER\"" +
           more_flags + "]\n" + kind;
}

// A catalog of its own for this process: the trivial provider beside both TCP entries.
class BenchCatalog {
public:
    BenchCatalog() {
        std::string pattern = (std::filesystem::temp_directory_path() / "bench-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr)
            throw std::runtime_error("no temporary folder");
        folder_ = pattern;
        const auto file = folder_ / "catalog.toml";
        std::ofstream(file)
            << "format = 1\n"
            << entry_text("Trivial [bench]", "2001", "{B01D0001-5A5A-4B4B-0102-030405060708}",
                          TRIVIAL_PROVIDER, "119")
            << entry_text("Layer [bench]", "2002", "{B01D0003-5A5A-4B4B-0102-030405060708}",
                          "builtin:forward", "120", "chain_length = 0\n")
            << entry_text("Layered [bench]", "2003", "{B01D0004-5A5A-4B4B-0102-030405060708}",
                          "builtin:forward", "121", "chain_length = 2\nchain = [2002, 2001]\n")
            << entry_text("WSPM Tcpip [TCP/IP]", "1011", "{7C1D2D3E-0B39-4C53-9F22-9A1E50B1F0A1}",
                          "builtin:wspm", "6")
            << entry_text("MSAFD Tcpip [TCP/IP]", "1001", "{E70F1AA0-AB8B-11CF-8CA3-00805F48A192}",
                          "builtin:msafd", "6")
            << entry_text("Chained TCP [bench]", "2004", "{B01D0005-5A5A-4B4B-0102-030405060708}",
                          "builtin:forward", "6", "chain_length = 2\nchain = [2002, 1001]\n",
                          ", \"XP1_IFS_HANDLES\"");
        setenv("WS2_CATALOG", file.c_str(), 1);
    }
    ~BenchCatalog() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }

private:
    std::filesystem::path folder_;
};

SOCKET trivial_socket(const char16_t* name = trivial_name) {
    auto info = find_entry(name);
    const SOCKET s =
        WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info, 0, 0);
    if (s == INVALID_SOCKET)
        throw std::runtime_error("WSASocket failed with " + std::to_string(WSAGetLastError()));
    return s;
}

template<class Function>
Function direct(const char* name) {
    void* library = dlopen(TRIVIAL_PROVIDER, RTLD_NOW);
    void* function = library == nullptr ? nullptr : dlsym(library, name);
    if (function == nullptr)
        throw std::runtime_error(name);
    return reinterpret_cast<Function>(function);
}

void send_disconnect(benchmark::State& state) {
    const SOCKET s = trivial_socket();
    const auto slot = direct<LPWSPSENDDISCONNECT>("trivial_send_disconnect");
    int error = 0;
    measure_paired(
        state, 2000, [&] { benchmark::DoNotOptimize(WSASendDisconnect(s, nullptr)); },
        [&] { benchmark::DoNotOptimize(slot(s, nullptr, &error)); });
    closesocket(s);
}

void wsa_send(benchmark::State& state) {
    const SOCKET s = trivial_socket();
    const auto slot = direct<LPWSPSEND>("trivial_send");
    char octet = 0;
    WSABUF buffer{1, &octet};
    DWORD count = 0;
    int error = 0;
    measure_paired(
        state, 2000,
        [&] { benchmark::DoNotOptimize(WSASend(s, &buffer, 1, &count, 0, nullptr, nullptr)); },
        [&] {
            benchmark::DoNotOptimize(
                slot(s, &buffer, 1, &count, 0, nullptr, nullptr, nullptr, &error));
        });
    closesocket(s);
}

void bsd_send(benchmark::State& state) {
    const SOCKET s = trivial_socket();
    const auto slot = direct<LPWSPSEND>("trivial_send");
    char octet = 0;
    WSABUF buffer{1, &octet};
    DWORD count = 0;
    int error = 0;
    measure_paired(
        state, 2000, [&] { benchmark::DoNotOptimize(send(s, &octet, 1, 0)); },
        [&] {
            benchmark::DoNotOptimize(
                slot(s, &buffer, 1, &count, 0, nullptr, nullptr, nullptr, &error));
        });
    closesocket(s);
}

// A layer that passes everything on, against the same socket without it. Goal: at most 30 ns more.
void layered_send(benchmark::State& state) {
    const SOCKET above = trivial_socket(u"Layered [bench]");
    const SOCKET below = trivial_socket();
    char octet = 0;
    WSABUF buffer{1, &octet};
    DWORD count = 0;
    const auto send_on = [&](SOCKET s) {
        benchmark::DoNotOptimize(WSASend(s, &buffer, 1, &count, 0, nullptr, nullptr));
    };
    measure_paired(
        state, 2000, [&] { send_on(above); }, [&] { send_on(below); });
    closesocket(above);
    closesocket(below);
}

BENCHMARK(send_disconnect)->UseManualTime()->Iterations(2001);
BENCHMARK(wsa_send)->UseManualTime()->Iterations(2001);
BENCHMARK(bsd_send)->UseManualTime()->Iterations(2001);
BENCHMARK(layered_send)->UseManualTime()->Iterations(2001);

} // namespace

int main(int count, char** words) {
    const BenchCatalog catalog;
    benchmark::Initialize(&count, words);
    start_library();
    benchmark::RunSpecifiedBenchmarks();
    WSACleanup();
    return 0;
}
