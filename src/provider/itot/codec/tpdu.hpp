// Room itot_codec: the TPDUs of ISO 8073 as values (RFC 905 section 13; classes 0 and 2 over TCP as
// RFC 1006 and RFC 2126 profile them). Spans point into the octets that were decoded.
#pragma once

#include "provider/itot/codec/tpkt.hpp"

#include <cstdint>
#include <optional>
#include <variant>

namespace ws2::provider::itot::codec {

// CR, CC, AK and RJ carry a credit in the low nibble; the others are exact octets.
enum class Code : std::uint8_t {
    none = 0,
    ed = 0x10,
    ea = 0x20,
    rj = 0x50,
    ak = 0x60,
    er = 0x70,
    dr = 0x80,
    dc = 0xC0,
    cc = 0xD0,
    cr = 0xE0,
    dt = 0xF0,
};

// Reasons of a DR (section 13.5.3). Values above 0x7F exist in classes 1 to 4 only.
enum class Reason : std::uint8_t {
    unspecified = 0,
    congestion = 1,
    not_attached = 2,
    address_unknown = 3,
    normal = 0x80,
    remote_congestion = 0x81,
    negotiation_failed = 0x82,
    duplicate_reference = 0x83,
    mismatched_references = 0x84,
    protocol_error = 0x85,
    reference_overflow = 0x87,
    refused_on_this_network_connection = 0x88,
    invalid_length = 0x8A,
};

// An unlisted value means "unspecified"; it is never an error of the DR itself.
Reason reason_of(std::uint8_t octet) noexcept;

// Causes of an ER (section 13.12.3).
enum class Cause : std::uint8_t { unspecified, parameter_code, tpdu_type, parameter_value };

// Limits of the standard and of this provider.
inline constexpr std::size_t max_connect_data = 32;
inline constexpr std::size_t max_disconnect_data = 64;
inline constexpr std::size_t max_expedited_data = 16;
inline constexpr std::size_t max_selector = 32;
inline constexpr std::size_t max_parameters = 32; // unless another bound is set
inline constexpr std::size_t max_connect_tpdu = 128;

// Octet "class and option" of a CR or CC.
inline constexpr std::uint8_t option_no_flow_control = 0x01;
inline constexpr std::uint8_t class_option_0 = 0x00;
inline constexpr std::uint8_t class_option_2 = 0x20 | option_no_flow_control;

// Additional options, C6 (RFC 2126 section 6.6).
inline constexpr std::uint8_t additional_expedited = 0x01;
inline constexpr std::uint8_t additional_reverse = 0x08;
inline constexpr std::uint8_t additional_expedited_acknowledged = 0x20;
inline constexpr std::uint8_t additional_nonblocking_expedited = 0x40;

// Additional clearing information, E0, of a DR (RFC 2126 section 4.2.3; C0 is RFC 1859's abort).
inline constexpr std::uint8_t clearing_non_disruptive = 0x80;
inline constexpr std::uint8_t clearing_abort = 0xC0;

// What CR and CC share. Absent parameters are absent, not defaulted.
struct Connect {
    std::uint16_t destination = 0;
    std::uint16_t source = 0;
    std::uint8_t credit = 0;
    std::uint8_t class_option = 0;
    std::optional<std::uint8_t> size_code;     // C0: the TPDU size is 1 << size_code, 7..13
    std::optional<std::uint32_t> size_units;   // F0: the TPDU size in units of 128 octets
    std::optional<Octets> calling_selector;    // C1
    std::optional<Octets> called_selector;     // C2
    std::optional<std::uint8_t> version;       // C4
    std::optional<std::uint8_t> options;       // C6
    std::optional<Octets> alternative_classes; // C7, one octet each, class in the high nibble
    Octets data{};

    int preferred_class() const noexcept { return class_option >> 4; }
};
struct ConnectRequest : Connect {};
struct ConnectConfirm : Connect {};

struct DisconnectRequest {
    std::uint16_t destination = 0;
    std::uint16_t source = 0;
    std::uint8_t reason = 0;
    std::optional<Octets> clearing; // E0
    Octets data{};
};

struct DisconnectConfirm {
    std::uint16_t destination = 0;
    std::uint16_t source = 0;
};

// In class 0 there is no destination.
struct Data {
    std::uint16_t destination = 0;
    bool end = false; // EOT: the last of its TSDU
    std::uint8_t number = 0;
    Octets data{};
};

struct Expedited {
    std::uint16_t destination = 0;
    std::uint8_t number = 0;
    Octets data{};
};

struct ExpeditedAcknowledgement {
    std::uint16_t destination = 0;
    std::uint8_t number = 0;
};

struct Error {
    std::uint16_t destination = 0;
    std::uint8_t cause = 0;
    std::optional<Octets> rejected; // C1: the rejected TPDU up to and with its bad octet
};

using Tpdu = std::variant<std::monostate, ConnectRequest, ConnectConfirm, DisconnectRequest,
                          DisconnectConfirm, Data, Expedited, ExpeditedAcknowledgement, Error>;

} // namespace ws2::provider::itot::codec
