// Room nt_io: from a finished operation to what the program notices.
#pragma once

#include "nt/io/driver.hpp"
#include "nt/port.hpp"

#include <array>
#include <cstddef>

namespace ws2::nt::io {

// Takes the caller's hold of the thread that the routine is to run in: 0 or a WSA code.
int prepare_delivery(Operation& operation) noexcept;
// Gives it up again: the operation did not start.
void cancel_delivery(Operation& operation) noexcept;

// Publishes the outcome and indicates it. False if a routine is to run: the operation is released
// there and then, not by the caller. `at_once`: it ended in the submitting call, so that the
// descriptor's modes may want no packet.
bool deliver(int descriptor, Operation& operation, bool at_once) noexcept;

// While it lives, packets for the port that this thread serves are collected and queued together.
class PacketBatch {
public:
    PacketBatch() noexcept;
    PacketBatch(const PacketBatch&) = delete;
    PacketBatch& operator=(const PacketBatch&) = delete;
    ~PacketBatch();
    void add(const Packet& packet) noexcept;
    bool is_for(const Port& port) const noexcept { return &port == port_; }

private:
    void flush() noexcept;

    Port* port_ = nullptr; // null: it collects nothing
    std::size_t count_ = 0;
    std::array<Packet, 32> packets_; // the first count_ have a value
};

} // namespace ws2::nt::io
