// Room provider_itot: transport addresses as SOCKADDR_TP and NSAP.
#include "provider/itot/address.hpp"

#include "provider/itot/codec/tpdu.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>

namespace ws2::provider::itot {
namespace {

using Nsap = std::vector<std::uint8_t>;

constexpr std::uint8_t rfc1277_prefix[] = {0x54, 0x00, 0x72, 0x87, 0x22, 0x03};
constexpr std::size_t rfc1277_short = 12; // without port
constexpr std::size_t rfc1277_long = 17;
constexpr std::uint8_t local_prefix[] = {0x49, 0x06};
constexpr std::size_t local_size = 20;
constexpr std::uint16_t default_port = 102;

bool link_local(const std::uint8_t* address) {
    return address[0] == 0xFE && (address[1] & 0xC0) == 0x80;
}

// Decimal digits, two an octet.
class Digits {
public:
    explicit Digits(std::span<const std::uint8_t> octets) : octets_(octets) {}

    // False if one of them is none.
    bool take(std::size_t count, std::uint32_t& value) {
        value = 0;
        for (; count != 0; --count, ++at_) {
            const std::uint8_t octet = octets_[at_ / 2];
            const std::uint32_t digit = at_ % 2 == 0 ? octet >> 4 : octet & 0x0F;
            if (digit > 9)
                return false;
            value = value * 10 + digit;
        }
        return true;
    }

private:
    std::span<const std::uint8_t> octets_;
    std::size_t at_ = 0;
};

void put_digits(std::string& digits, std::uint32_t value, std::size_t count) {
    std::string text = std::to_string(value);
    digits.append(count - text.size(), '0');
    digits += text;
}

Nsap v4_nsap(const kernel::Endpoint& endpoint) {
    std::string digits;
    for (std::size_t i = 0; i < 4; ++i)
        put_digits(digits, endpoint.address[i], 3);
    put_digits(digits, endpoint.port, 5);
    put_digits(digits, 1, 5);
    Nsap nsap(std::begin(rfc1277_prefix), std::end(rfc1277_prefix));
    for (std::size_t i = 0; i < digits.size(); i += 2)
        nsap.push_back(static_cast<std::uint8_t>((digits[i] - '0') << 4 | (digits[i + 1] - '0')));
    return nsap;
}

Nsap v6_nsap(const kernel::Endpoint& endpoint) {
    Nsap nsap(std::begin(local_prefix), std::end(local_prefix));
    nsap.insert(nsap.end(), endpoint.address.begin(), endpoint.address.end());
    if (link_local(endpoint.address.data())) {
        nsap[4] = static_cast<std::uint8_t>(endpoint.scope >> 8);
        nsap[5] = static_cast<std::uint8_t>(endpoint.scope);
    }
    nsap.push_back(static_cast<std::uint8_t>(endpoint.port >> 8));
    nsap.push_back(static_cast<std::uint8_t>(endpoint.port));
    return nsap;
}

std::optional<kernel::Endpoint> parse_v4(std::span<const std::uint8_t> nsap) {
    kernel::Endpoint endpoint;
    Digits digits(nsap.subspan(std::size(rfc1277_prefix)));
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        if (!digits.take(3, value) || value > 255)
            return {};
        endpoint.address[i] = static_cast<std::uint8_t>(value);
    }
    endpoint.port = default_port;
    if (nsap.size() == rfc1277_long) {
        if (!digits.take(5, value) || value > 65535)
            return {};
        endpoint.port = static_cast<std::uint16_t>(value);
        if (!digits.take(5, value) || value != 1)
            return {};
    }
    return endpoint;
}

std::optional<kernel::Endpoint> parse_nsap(std::span<const std::uint8_t> nsap) {
    const auto begins = [&](std::span<const std::uint8_t> prefix) {
        return nsap.size() >= prefix.size() &&
               std::ranges::equal(nsap.first(prefix.size()), prefix);
    };
    if (nsap.empty())
        return kernel::Endpoint{}; // any address, any port
    if (begins(rfc1277_prefix) && (nsap.size() == rfc1277_short || nsap.size() == rfc1277_long))
        return parse_v4(nsap);
    if (!begins(local_prefix) || nsap.size() != local_size)
        return {};
    kernel::Endpoint endpoint;
    endpoint.v6 = true;
    std::ranges::copy(nsap.subspan(2, 16), endpoint.address.begin());
    if (link_local(endpoint.address.data())) {
        endpoint.scope = static_cast<std::uint32_t>(nsap[4] << 8 | nsap[5]);
        endpoint.address[2] = endpoint.address[3] = 0;
    }
    endpoint.port = static_cast<std::uint16_t>(nsap[18] << 8 | nsap[19]);
    return endpoint;
}

} // namespace

std::optional<Address> from_sockaddr(const void* address, int size) {
    SOCKADDR_TP tp{};
    constexpr auto fixed = static_cast<int>(offsetof(SOCKADDR_TP, tp_addr));
    if (size < fixed)
        return {};
    std::memcpy(&tp, address, static_cast<std::size_t>(std::min(size, address_size)));
    if (tp.tp_tsel_len > codec::max_selector || tp.tp_taddr_len < tp.tp_tsel_len ||
        tp.tp_taddr_len > sizeof tp.tp_addr || tp.tp_taddr_len > size - fixed)
        return {};
    const std::span<const std::uint8_t> octets(tp.tp_addr, tp.tp_taddr_len);
    const std::optional<kernel::Endpoint> endpoint = parse_nsap(octets.subspan(tp.tp_tsel_len));
    if (!endpoint)
        return {};
    return Address{{octets.begin(), octets.begin() + tp.tp_tsel_len}, *endpoint};
}

SOCKADDR_TP to_sockaddr(const Address& address) {
    SOCKADDR_TP tp{};
    const Nsap nsap = address.endpoint.v6 ? v6_nsap(address.endpoint) : v4_nsap(address.endpoint);
    tp.tp_family = AF_ISO;
    tp.tp_addr_type = ISO_HIERARCHICAL;
    tp.tp_tsel_len = static_cast<u_short>(address.selector.size());
    tp.tp_taddr_len = static_cast<u_short>(address.selector.size() + nsap.size());
    std::ranges::copy(address.selector, tp.tp_addr);
    std::ranges::copy(nsap, tp.tp_addr + address.selector.size());
    return tp;
}

} // namespace ws2::provider::itot
