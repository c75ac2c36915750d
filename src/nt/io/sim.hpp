// Room nt_io: a world that exists only in memory: pairs of connected streams, with a scheduler and
// faults that follow from a seed, and a clock that counts turns. What real sockets do rarely
// (readiness in odd orders, late, twice or for nothing; short transfers; resets) happens here all
// the time, and happens again with the same seed.
#pragma once

#include "kernel/descriptor.hpp"
#include "nt/io/driver.hpp"

#include <cstddef>
#include <deque>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <string_view>
#include <utility>

namespace ws2::nt::io {

class SimSource;

class SimDriver final : public Driver {
public:
    explicit SimDriver(std::uint64_t seed) : random_(seed) {}
    ~SimDriver() override;

    // Two connected ends. Each reserves a real descriptor, so that the numbers are nobody else's.
    std::pair<int, int> make_pair();
    // What a peer that does not use the engine does.
    void write(int end, std::string_view data);
    std::string read(int end);
    void finish_writing(int end); // its end of stream reaches the other
    void break_connection(int end, int error);
    void forget(int end);
    // Octets that a stream holds before a send would block.
    void set_room(std::size_t octets);

    std::string_view name() const noexcept override { return "sim"; }
    std::unique_ptr<Source> make_source() override;
    int attempt(int descriptor, Operation& operation) noexcept override;
    bool gains_by_company(const Operation& operation) const noexcept override {
        return operation.kind == WS2IO_SEND;
    }

private:
    friend class SimSource;

    struct Stream { // what one end receives
        std::string data;
        bool ended = false;
        int error = 0;
        int peer = -1;
        SimSource* source = nullptr;
        std::uint64_t key = 0;
        kernel::Descriptor reserved;
    };
    struct Due {
        std::uint64_t turn = 0;
        int descriptor = -1;
        std::uint32_t what = 0;
    };

    bool chance(unsigned percent) { return random_() % 100 < percent; }
    void announce(int descriptor, std::uint32_t what);
    int receive(int descriptor, Operation& operation);
    int send(int descriptor, Operation& operation);

    std::mutex mutex_; // guards everything
    std::mt19937_64 random_;
    std::size_t room_ = 4096;
    std::uint64_t turn_ = 0;
    std::map<int, Stream> streams_;
};

// Edges that are on their way to the threads that wait here.
class SimSource final : public Source {
public:
    explicit SimSource(SimDriver& driver) : driver_(driver) {}
    ~SimSource() override;
    int add(int descriptor, std::uint64_t key) noexcept override;
    void remove(int descriptor) noexcept override;
    std::size_t wait(std::span<kernel::Edge> edges, std::int64_t deadline_ns) noexcept override;
    void poke() noexcept override { bell_.poke(); }
    int descriptor() const noexcept override { return bell_.descriptor(); }

private:
    friend class SimDriver;

    SimDriver& driver_;
    std::deque<SimDriver::Due> due_; // guarded by the driver's mutex
    kernel::EdgeSet bell_;           // poked for each edge
};

} // namespace ws2::nt::io
