// bench/system/load: the measured part of a run.
#include "window.hpp"

#include <cstdio>
#include <ctime>
#include <limits>
#include <stdexcept>

namespace bench::load {
namespace {

std::uint64_t read_clock(clockid_t clock) {
    timespec time{};
    if (clock_gettime(clock, &time) != 0) {
        throw std::runtime_error("a process whose CPU time is measured has ended");
    }
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000U +
           static_cast<std::uint64_t>(time.tv_nsec);
}

} // namespace

std::uint64_t now_ns() {
    return read_clock(CLOCK_MONOTONIC);
}

Window::Window(const Options& options)
    : options_(options),
      count_(options.count != 0 ? options.count : std::numeric_limits<std::uint64_t>::max()) {}

void Window::start() {
    next_ = now_ns() + options_.warmup_ms * 1'000'000U;
}

void Window::advance(std::uint64_t now) {
    if (phase_ == Phase::warm_up) {
        phase_ = Phase::measure;
        begin_ = now;
        next_ = now + options_.duration_ms * 1'000'000U;
        server_cpu_ = server_cpu_ns();
        own_cpu_ = read_clock(CLOCK_PROCESS_CPUTIME_ID);
    } else if (phase_ == Phase::measure) {
        phase_ = Phase::drain;
        end_ = now;
        next_ = std::numeric_limits<std::uint64_t>::max();
        server_cpu_ = server_cpu_ns() - server_cpu_;
        own_cpu_ = read_clock(CLOCK_PROCESS_CPUTIME_ID) - own_cpu_;
    }
}

std::uint64_t Window::server_cpu_ns() const {
    std::uint64_t sum = 0;
    for (pid_t pid : options_.cpu_of) {
        clockid_t clock{};
        if (clock_getcpuclockid(pid, &clock) != 0) {
            throw std::runtime_error("no process " + std::to_string(pid));
        }
        sum += read_clock(clock);
    }
    return sum;
}

std::string Window::json() const {
    double seconds = static_cast<double>(end_ - begin_) / 1e9;
    auto requests = static_cast<double>(requests_);
    auto us = [this](double share) {
        return static_cast<double>(latencies_.percentile(share)) / 1e3;
    };
    char text[512];
    std::snprintf(text, sizeof text,
                  "\"requests\": %.0f, \"seconds\": %.6f, \"rps\": %.1f, \"p50_us\": %.2f, "
                  "\"p99_us\": %.2f, \"p999_us\": %.2f, \"max_us\": %.2f, "
                  "\"server_cpu_ns\": %.1f, \"load_busy\": %.4f",
                  requests, seconds, seconds > 0 ? requests / seconds : 0.0, us(0.5), us(0.99),
                  us(0.999), us(1.0),
                  requests > 0 ? static_cast<double>(server_cpu_) / requests : 0.0,
                  seconds > 0 ? static_cast<double>(own_cpu_) / 1e9 / seconds : 0.0);
    return text;
}

} // namespace bench::load
