// What handles, events, APCs and completion ports cost in one thread.
#include "nt/event.hpp"
#include "nt/port.hpp"
#include "nt/thread.hpp"

#include <array>
#include <benchmark/benchmark.h>

namespace nt = ws2::nt;

static void find_handle(benchmark::State& state) {
    nt::Handle event = nt::create_event(true, false);
    for (auto _ : state)
        benchmark::DoNotOptimize(static_cast<bool>(nt::Pinned<nt::Event>(event)));
    nt::close_handle(event);
}
BENCHMARK(find_handle);

static void create_and_close_event(benchmark::State& state) {
    for (auto _ : state)
        nt::close_handle(nt::create_event(true, false));
}
BENCHMARK(create_and_close_event);

static void set_and_wait(benchmark::State& state) {
    nt::Handle event = nt::create_event(false, false);
    nt::Pinned<nt::Event> pinned(event);
    for (auto _ : state) {
        nt::set_event(event);
        nt::wait_one(*pinned, 0, false);
    }
}
BENCHMARK(set_and_wait);

static void queue_and_run_apc(benchmark::State& state) {
    nt::Thread& self = nt::Thread::current();
    for (auto _ : state) {
        nt::queue_user_apc(
            self, [](std::uintptr_t) {}, 0);
        nt::sleep_until(0, true);
    }
}
BENCHMARK(queue_and_run_apc);

// PostQueuedCompletionStatus and GetQueuedCompletionStatus, handle look-up included.
static void post_and_get(benchmark::State& state) {
    nt::Handle handle = nt::create_port(0);
    std::array<nt::Packet, 1> got;
    std::uint32_t count = 0;
    for (auto _ : state) {
        nt::Pinned<nt::Port>(handle)->post({1, nullptr, 0, 0});
        nt::Pinned<nt::Port>(handle)->get(got, &count, 0, false);
        benchmark::DoNotOptimize(got);
    }
    nt::close_handle(handle);
}
BENCHMARK(post_and_get);
