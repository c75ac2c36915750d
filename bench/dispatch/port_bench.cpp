// Benchmarks: completion-port traffic through a chain of kernel handles, against the same without
// the chain. Completions go from the engine to the port and never see the layer. Goal: ratio 1.
#include "dispatch/ws2_pair.hpp"
#include "paired.hpp"

#include <stdexcept>
#include <windows.h>

namespace {

using namespace ws2::bench;

// 64 octets from one socket to the other by overlapped calls whose ends a port tells.
class PortPair {
public:
    explicit PortPair(const char16_t* protocol) : pair_(protocol, u"127.0.0.1:0") {
        for (const SOCKET s : {pair_.a(), pair_.b()})
            port_ = CreateIoCompletionPort(reinterpret_cast<HANDLE>(s), port_, 0, 1);
        if (port_ == nullptr)
            throw std::runtime_error("CreateIoCompletionPort");
    }
    PortPair(const PortPair&) = delete;
    PortPair& operator=(const PortPair&) = delete;
    ~PortPair() { CloseHandle(port_); }

    void exchange() {
        char out[64]{};
        char in[64];
        WSABUF sending{sizeof out, out};
        WSABUF receiving{sizeof in, in};
        WSAOVERLAPPED sent{};
        WSAOVERLAPPED received{};
        DWORD flags = 0;
        good(WSARecv(pair_.b(), &receiving, 1, nullptr, &flags, &received, nullptr));
        good(WSASend(pair_.a(), &sending, 1, nullptr, 0, &sent, nullptr));
        for (int each = 0; each < 2; ++each) {
            DWORD octets = 0;
            ULONG_PTR key = 0;
            LPOVERLAPPED which = nullptr;
            if (!GetQueuedCompletionStatus(port_, &octets, &key, &which, INFINITE) ||
                octets != sizeof out)
                throw std::runtime_error("a transfer failed");
        }
    }

private:
    static void good(int result) {
        if (result != 0 && WSAGetLastError() != WSA_IO_PENDING)
            throw std::runtime_error("an overlapped call failed");
    }

    Ws2Pair pair_;
    HANDLE port_ = nullptr;
};

void layered_port(benchmark::State& state) {
    PortPair above(u"Chained TCP [bench]");
    PortPair below(u"MSAFD Tcpip [TCP/IP]");
    measure_paired(
        state, 50, [&] { above.exchange(); }, [&] { below.exchange(); });
}

BENCHMARK(layered_port)->UseManualTime()->Iterations(2001);

} // namespace
