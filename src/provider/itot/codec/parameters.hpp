// Room itot_codec: the variable part of a TPDU's header (RFC 905 section 13.2.3), one parameter at
// a time.
#pragma once

#include "provider/itot/codec/decode.hpp"

namespace ws2::provider::itot::codec {

enum class Parameter : std::uint8_t {
    acknowledge_time = 0x85,
    residual_error_rate = 0x86,
    priority = 0x87,
    transit_delay = 0x88,
    throughput = 0x89,
    reassignment_time = 0x8B,
    tpdu_size = 0xC0,
    calling_selector = 0xC1, // in an ER: the rejected octets
    called_selector = 0xC2,
    checksum = 0xC3,
    version = 0xC4,
    protection = 0xC5,
    additional_options = 0xC6,
    alternative_classes = 0xC7,
    clearing = 0xE0,
    preferred_tpdu_size = 0xF0,
    inactivity_time = 0xF2,
};

// Walks code, length, value. `fault` says why the walk ended early; `at` is the offset, within the
// walked octets, behind the last octet that was looked at.
class ParameterWalk {
public:
    ParameterWalk(Octets variable_part, const Bounds& bounds) noexcept
        : octets_(variable_part), most_(bounds.parameters) {}

    // False at the end and at a fault.
    bool next() noexcept;

    std::uint8_t code() const noexcept { return code_; }
    Octets value() const noexcept { return value_; }
    Fault fault() const noexcept { return fault_; }
    std::size_t at() const noexcept { return at_; }

private:
    bool stop(Fault fault, std::size_t at) noexcept;

    Octets octets_;
    std::size_t at_ = 0;
    std::size_t count_ = 0;
    std::size_t most_;
    Octets value_{};
    Fault fault_ = Fault::none;
    std::uint8_t code_ = 0;
};

// One parameter of a CR or CC into `connect`.
Fault read_connect_parameter(Code code, std::uint8_t parameter, Octets value, const Bounds& bounds,
                             Connect& connect) noexcept;

} // namespace ws2::provider::itot::codec
