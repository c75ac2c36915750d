// Benchmarks: what the library itself costs: a call that reaches a provider's slot which does
// nothing, against the same function called directly. Goal: at most 15 ns more.
#include "dispatch/ws2_pair.hpp"
#include "paired.hpp"

#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <ws2spi.h>

namespace {

using namespace ws2::bench;

constexpr GUID trivial_guid{0xB01D0001, 0x5A5A, 0x4B4B, {1, 2, 3, 4, 5, 6, 7, 8}};
constexpr const char16_t* trivial_name = u"Trivial [bench]";

// A catalog of its own for this process, in which the trivial provider is installed.
class BenchCatalog {
public:
    BenchCatalog() {
        std::string pattern = (std::filesystem::temp_directory_path() / "bench-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr)
            throw std::runtime_error("no temporary folder");
        folder_ = pattern;
        setenv("WS2_CATALOG", (folder_ / "catalog.toml").c_str(), 1);
    }
    ~BenchCatalog() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }

    static void install_trivial_provider() {
        start_library();
        WSAPROTOCOL_INFOW info{};
        info.dwServiceFlags1 = XP1_GUARANTEED_DELIVERY | XP1_GUARANTEED_ORDER;
        info.ProviderId = trivial_guid;
        info.ProtocolChain.ChainLen = BASE_PROTOCOL;
        info.iVersion = 2;
        info.iAddressFamily = AF_INET;
        info.iMaxSockAddr = info.iMinSockAddr = 16;
        info.iSocketType = SOCK_STREAM;
        info.iProtocol = 0x77;
        std::u16string(trivial_name).copy(reinterpret_cast<char16_t*>(info.szProtocol), 255);
        const std::string path = TRIVIAL_PROVIDER;
        std::u16string wide(path.begin(), path.end());
        GUID id = trivial_guid;
        int error = 0;
        if (WSCInstallProvider(&id, reinterpret_cast<WCHAR*>(wide.data()), &info, 1, &error) != 0)
            throw std::runtime_error("WSCInstallProvider failed with " + std::to_string(error));
    }

private:
    std::filesystem::path folder_;
};

SOCKET trivial_socket() {
    auto info = find_entry(trivial_name);
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

BENCHMARK(send_disconnect)->UseManualTime()->Iterations(2001);
BENCHMARK(wsa_send)->UseManualTime()->Iterations(2001);
BENCHMARK(bsd_send)->UseManualTime()->Iterations(2001);

} // namespace

int main(int count, char** words) {
    const BenchCatalog catalog;
    benchmark::Initialize(&count, words);
    BenchCatalog::install_trivial_provider();
    benchmark::RunSpecifiedBenchmarks();
    WSACleanup();
    return 0;
}
