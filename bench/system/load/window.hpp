// bench/system/load: the measured part of a run: warm-up, measurement, drain; requests, latencies
// and CPU time are counted in the middle part alone.
#pragma once

#include "histogram.hpp"
#include "options.hpp"

#include <cstdint>
#include <string>

namespace bench::load {

std::uint64_t now_ns();

class Window {
public:
    explicit Window(const Options& options);

    // Starts the warm-up.
    void start();

    // One request was answered at `now`. False once nothing new may be sent.
    bool completed(std::uint64_t started, std::uint64_t now) {
        if (now >= next_) {
            advance(now);
        }
        if (phase_ == Phase::measure) {
            latencies_.record(now - started);
            if (++requests_ == count_) {
                advance(now);
            }
        }
        return phase_ != Phase::drain;
    }

    // The measurement as members of a JSON object, without the braces.
    std::string json() const;

private:
    enum class Phase { warm_up, measure, drain };

    void advance(std::uint64_t now);
    std::uint64_t server_cpu_ns() const;

    const Options& options_;
    std::uint64_t count_;
    Phase phase_ = Phase::warm_up;
    std::uint64_t next_ = 0; // when the phase ends
    std::uint64_t begin_ = 0;
    std::uint64_t end_ = 0;
    std::uint64_t requests_ = 0;
    std::uint64_t server_cpu_ = 0;
    std::uint64_t own_cpu_ = 0;
    Histogram latencies_;
};

} // namespace bench::load
