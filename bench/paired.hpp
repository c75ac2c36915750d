// Benchmarks: two ways of doing the same, measured side by side. Each round runs a batch of both in
// turn, so that what disturbs the machine disturbs both; the result is the median of the rounds'
// ratios with the smallest and the largest.
#pragma once

#include <algorithm>
#include <benchmark/benchmark.h>
#include <chrono>
#include <vector>

namespace ws2::bench {

inline double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

template<class Work>
double ns_per_call(int batch, Work& work) {
    const auto start = std::chrono::steady_clock::now();
    for (int each = 0; each < batch; ++each)
        work();
    const std::chrono::duration<double, std::nano> spent = std::chrono::steady_clock::now() - start;
    return spent.count() / batch;
}

// One iteration of `state` is one round. The iteration's time is that of `ours`.
template<class Ours, class Theirs>
void measure_paired(benchmark::State& state, int batch, Ours ours, Theirs theirs) {
    std::vector<double> our_ns;
    std::vector<double> their_ns;
    std::vector<double> ratios;
    ns_per_call(batch, ours);
    ns_per_call(batch, theirs);
    for (auto _ : state) {
        const bool ours_first = ratios.size() % 2 == 0;
        const double first = ours_first ? ns_per_call(batch, ours) : ns_per_call(batch, theirs);
        const double second = ours_first ? ns_per_call(batch, theirs) : ns_per_call(batch, ours);
        our_ns.push_back(ours_first ? first : second);
        their_ns.push_back(ours_first ? second : first);
        ratios.push_back(our_ns.back() / their_ns.back());
        state.SetIterationTime(our_ns.back() * 1e-9);
    }
    if (ratios.empty())
        return;
    state.counters["ours_ns"] = median(our_ns);
    state.counters["theirs_ns"] = median(their_ns);
    state.counters["more_ns"] = median(our_ns) - median(their_ns);
    state.counters["ratio"] = median(ratios);
    state.counters["ratio_min"] = *std::min_element(ratios.begin(), ratios.end());
    state.counters["ratio_max"] = *std::max_element(ratios.begin(), ratios.end());
}

} // namespace ws2::bench
