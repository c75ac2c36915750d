// Benchmarks: messages and the goodbye of ISO transport class 2 against a bare TCP connection.
// Goals: 0.9 of the bare throughput; a goodbye within 1.15 of send + shutdown.
#include "dispatch/ws2_pair.hpp"
#include "itot/framed_pair.hpp"
#include "itot/port_pair.hpp"
#include "paired.hpp"

#include <chrono>
#include <malloc.h>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

namespace {

using namespace ws2::bench;

constexpr const char16_t* protocol = u"ITOT [TP2]";
constexpr const char16_t* loopback = u"SERVER@127.0.0.1:0";

void require(bool good, const char* what) {
    if (!good)
        throw std::runtime_error(std::string(what) + " failed with " +
                                 std::to_string(WSAGetLastError()));
}

void message_latency(benchmark::State& state) {
    Ws2Pair ours(protocol, loopback);
    FramedPair theirs;
    const auto octets = static_cast<std::size_t>(state.range(0));
    const std::string data(octets, 'x');
    std::string room(65536, '\0');
    measure_paired(
        state, 50,
        [&] {
            require(send(ours.a(), data.data(), static_cast<int>(octets), 0) > 0, "send");
            require(recv(ours.b(), room.data(), static_cast<int>(room.size()), 0) ==
                        static_cast<int>(octets),
                    "recv");
        },
        [&] {
            theirs.send_message(data.data(), octets);
            theirs.receive_message(room.data(), room.size());
        });
}

// One thread sends a run of messages, this one receives them.
void message_throughput(benchmark::State& state) {
    Ws2Pair ours(protocol, loopback);
    FramedPair theirs;
    const auto octets = static_cast<std::size_t>(state.range(0));
    constexpr int messages = 4000;
    const std::string data(octets, 'x');
    std::string room(65536, '\0');
    measure_paired(
        state, 1,
        [&] {
            std::thread sending([&] {
                for (int each = 0; each < messages; ++each)
                    require(send(ours.a(), data.data(), static_cast<int>(octets), 0) > 0, "send");
            });
            for (int each = 0; each < messages; ++each)
                require(recv(ours.b(), room.data(), static_cast<int>(room.size()), 0) ==
                            static_cast<int>(octets),
                        "recv");
            sending.join();
        },
        [&] {
            std::thread sending([&] {
                for (int each = 0; each < messages; ++each)
                    theirs.send_message(data.data(), octets);
            });
            for (int each = 0; each < messages; ++each)
                require(theirs.receive_message(room.data(), room.size()) == octets, "receive");
            sending.join();
        });
    state.counters["messages"] = messages;
}

// The same by overlapped calls and completion ports on both sides; the other one is a TCP
// connection of this library.
void overlapped_throughput(benchmark::State& state) {
    PortPair ours(protocol, loopback, false);
    PortPair theirs(u"MSAFD Tcpip [TCP/IP]", u"127.0.0.1:0", true);
    const auto octets = static_cast<std::size_t>(state.range(0));
    constexpr int messages = 4000;
    const auto move = [&](PortPair& pair) {
        std::thread sending([&] { pair.send_messages(messages, octets); });
        pair.receive_messages(messages, octets);
        sending.join();
    };
    measure_paired(
        state, 1, [&] { move(ours); }, [&] { move(theirs); });
    state.counters["messages"] = messages;
}

void goodbye(benchmark::State& state) {
    char data[64] = {};
    char room[64];
    std::unique_ptr<Ws2Pair> ours;
    std::unique_ptr<FramedPair> theirs;
    std::vector<double> our_ns;
    std::vector<double> their_ns;
    for (auto _ : state) {
        ours = std::make_unique<Ws2Pair>(protocol, loopback);
        theirs = std::make_unique<FramedPair>();
        const auto say = [&] {
            WSABUF out{sizeof data, data};
            WSABUF in{sizeof room, room};
            require(WSASendDisconnect(ours->a(), &out) == 0, "WSASendDisconnect");
            require(recv(ours->b(), room, sizeof room, 0) == SOCKET_ERROR &&
                        WSAGetLastError() == WSAEDISCON,
                    "recv");
            require(WSARecvDisconnect(ours->b(), &in) == 0 && in.len == sizeof data,
                    "WSARecvDisconnect");
        };
        const auto bare = [&] { theirs->goodbye(data, sizeof data); };
        our_ns.push_back(ns_per_call(1, say));
        their_ns.push_back(ns_per_call(1, bare));
        state.SetIterationTime(our_ns.back() * 1e-9);
    }
    state.counters["ours_ns"] = median(our_ns);
    state.counters["theirs_ns"] = median(their_ns);
    state.counters["ratio"] = median(our_ns) / median(their_ns);
}

// The heap that a connection holds, Winsock's own records of its socket included: as it was opened,
// and some time after its last message.
void idle_memory(benchmark::State& state) {
    constexpr std::size_t count = 200;
    std::vector<std::unique_ptr<Ws2Pair>> pairs;
    pairs.reserve(count);
    pairs.push_back(std::make_unique<Ws2Pair>(protocol, loopback)); // what is made once
    const auto per_connection = [before = mallinfo2().uordblks] {
        return static_cast<double>(mallinfo2().uordblks - before) / (2.0 * (count - 1));
    };
    for (auto _ : state) {
        while (pairs.size() < count)
            pairs.push_back(std::make_unique<Ws2Pair>(protocol, loopback));
        state.counters["opened"] = per_connection();
        for (const std::unique_ptr<Ws2Pair>& pair : pairs)
            pair->exchange(64);
        std::this_thread::sleep_for(std::chrono::seconds(1));
        state.counters["idle"] = per_connection();
    }
}

BENCHMARK(message_latency)->Arg(64)->Arg(16384)->UseManualTime()->Iterations(1001);
BENCHMARK(message_throughput)->Arg(64)->Arg(16384)->UseManualTime()->Iterations(51);
BENCHMARK(overlapped_throughput)->Arg(64)->Arg(16384)->UseManualTime()->Iterations(51);
BENCHMARK(goodbye)->UseManualTime()->Iterations(501);
BENCHMARK(idle_memory)->Iterations(1);

} // namespace

int main(int count, char** words) {
    benchmark::Initialize(&count, words);
    start_library();
    benchmark::RunSpecifiedBenchmarks();
    WSACleanup();
    return 0;
}
