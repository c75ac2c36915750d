// Room provider_itot: the options of ws2itot.h: times, limits and behaviour of the protocol.
#include "provider/itot/slots.hpp"
#include "provider/itot/socket.hpp"

#include "ws2itot.h"

#include <cstring>

namespace ws2::provider::itot::slot {
namespace {

Time* time_of(Options& options, int option) noexcept {
    switch (option) {
    case ITOT_REQUEST_TIMEOUT: return &options.port.request_ms;
    case ITOT_CONFIRM_TIMEOUT: return &options.timers.confirm_ms;
    case ITOT_ACCEPT_TIMEOUT: return &options.timers.accept_ms;
    case ITOT_DRAIN_TIMEOUT: return &options.timers.drain_ms;
    case ITOT_RELEASE_TIMEOUT: return &options.timers.release_ms;
    case ITOT_LINGER_TIMEOUT: return &options.timers.linger_ms;
    case ITOT_ANSWER_TIMEOUT: return &options.timers.answer_ms;
    case ITOT_CONNECT_TIMEOUT: return &options.timers.connect_ms;
    default: return nullptr;
    }
}

// A number and what it may be.
struct Limit {
    std::uint32_t* value = nullptr;
    DWORD least = 1;
    DWORD greatest = 0xFFFFFFFF;
};

Limit limit_of(Options& options, int option) noexcept {
    constexpr DWORD least_tpdu = 128;
    constexpr DWORD least_opening = 4 + codec::max_connect_tpdu;
    constexpr DWORD most_parameters = 124; // a header of 254 octets has no room for more
    Limits& limits = options.limits;
    switch (option) {
    case ITOT_RECEIVE_LIMIT: return {&limits.receive_octets};
    case ITOT_EXPEDITED_LIMIT: return {&limits.expedited};
    case ITOT_REPLY_LIMIT: return {&limits.control_octets};
    case ITOT_SEND_LIMIT: return {&limits.send_octets};
    case ITOT_TPDU_SIZE: return {&options.max_tpdu, least_tpdu, codec::Profile{}.max_tpdu};
    case ITOT_PENDING_LIMIT: return {&options.port.pending};
    case ITOT_PENDING_SOURCE_LIMIT: return {&options.port.pending_of_source};
    case ITOT_REQUEST_LIMIT: return {&limits.opening_octets, least_opening, codec::tpkt_max};
    case ITOT_SELECTOR_LIMIT: return {&limits.bounds.selector, 1, codec::max_selector};
    case ITOT_PARAMETER_LIMIT: return {&limits.bounds.parameters, 1, most_parameters};
    default: return {};
    }
}

bool* behaviour_of(const Socket& socket, Options& options, int option) noexcept {
    // Nobody answers in class 0 inside TLS.
    if (socket.guarded() && (option == ITOT_CLASS0_DISCONNECT || option == ITOT_ALLOW_CLASS0))
        return nullptr;
    if (option == ITOT_CLASS0_DISCONNECT)
        return &options.class0_disconnect;
    if (socket.class0()) // the others are about class 2
        return nullptr;
    switch (option) {
    case ITOT_ALLOW_CLASS0: return &options.allow_class0;
    case ITOT_CONFIRM_EXPEDITED: return &options.confirm_expedited;
    case ITOT_REQUIRE_OPTIONS: return &options.require_options;
    default: return nullptr;
    }
}

int change(const Socket& socket, Options& options, int option, DWORD number) noexcept {
    if (bool* const behaviour = behaviour_of(socket, options, option)) {
        if (number > 1)
            return WSAEINVAL;
        *behaviour = number != 0;
        return 0;
    }
    if (Time* const time = time_of(options, option)) {
        if (number == 0 && option != ITOT_CONNECT_TIMEOUT)
            return WSAEINVAL;
        *time = number;
        return 0;
    }
    const Limit limit = limit_of(options, option);
    if (limit.value == nullptr)
        return WSAENOPROTOOPT;
    if (number < limit.least || number > limit.greatest)
        return WSAEINVAL;
    constexpr DWORD unit = 128;
    *limit.value = option == ITOT_TPDU_SIZE ? number / unit * unit : number;
    return 0;
}

int read(const Socket& socket, Options& options, int option, DWORD& number) noexcept {
    if (const bool* const behaviour = behaviour_of(socket, options, option))
        number = *behaviour ? 1 : 0;
    else if (const Time* const time = time_of(options, option))
        number = static_cast<DWORD>(*time);
    else if (const std::uint32_t* const limit = limit_of(options, option).value)
        number = *limit;
    else
        return WSAENOPROTOOPT;
    return 0;
}

} // namespace

int get_itot_option(Socket& socket, int option, char* value, int* size) {
    DWORD number = 0;
    const std::shared_ptr<Link> link = socket.link();
    const bool open = link && link->state().was_open;
    if (option == ITOT_CLASS) {
        if (!open)
            return WSAENOTCONN;
        number = link->agreement().form == codec::Form::class2 ? 2 : 0;
    } else if (option == ITOT_TPDU_SIZE && open) {
        number = static_cast<DWORD>(link->agreement().max_tpdu);
    } else {
        const std::lock_guard lock(socket.mutex);
        if (const int code = read(socket, socket.options, option, number); code != 0)
            return code;
    }
    if (*size < 0 || static_cast<std::size_t>(*size) < sizeof number)
        return WSAEFAULT;
    std::memcpy(value, &number, sizeof number);
    *size = sizeof number;
    return 0;
}

int set_itot_option(Socket& socket, int option, const char* value, int size) {
    DWORD number = 0;
    if (size < 0 || static_cast<std::size_t>(size) < sizeof number)
        return WSAEFAULT;
    std::memcpy(&number, value, sizeof number);
    std::shared_ptr<Link> link;
    std::shared_ptr<Listener> listener;
    std::shared_ptr<Port> port;
    Settings settings;
    PortLimits port_limits;
    {
        const std::lock_guard lock(socket.mutex);
        if (const int code = change(socket, socket.options, option, number); code != 0)
            return code;
        settings = socket.settings_of(socket.options);
        port_limits = socket.options.port;
        link = socket.link_;
        listener = socket.listener_;
        port = socket.port_;
    }
    if (link)
        link->configure(settings);
    if (listener)
        listener->configure(settings);
    if (port && listener)
        port->configure(port_limits, settings.limits);
    return 0;
}

} // namespace ws2::provider::itot::slot
