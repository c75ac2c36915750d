// Benchmarks: messages by overlapped calls and completion ports.
#include "itot/port_pair.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <stdexcept>

namespace ws2::bench {
namespace {

constexpr std::size_t room_size = 65536;

void good(int result) {
    if (result != 0 && WSAGetLastError() != WSA_IO_PENDING)
        throw std::runtime_error("an overlapped call failed with " +
                                 std::to_string(WSAGetLastError()));
}

LPOVERLAPPED next(HANDLE port, DWORD& octets) {
    ULONG_PTR key = 0;
    LPOVERLAPPED which = nullptr;
    if (!GetQueuedCompletionStatus(port, &octets, &key, &which, INFINITE))
        throw std::runtime_error("a transfer failed with " + std::to_string(GetLastError()));
    return which;
}

} // namespace

PortPair::PortPair(const char16_t* protocol, const char16_t* loopback, bool framed)
    : pair_(protocol, loopback), framed_(framed), message_(room_size, '\0') {
    sent_ = CreateIoCompletionPort(reinterpret_cast<HANDLE>(pair_.a()), nullptr, 0, 1);
    received_ = CreateIoCompletionPort(reinterpret_cast<HANDLE>(pair_.b()), nullptr, 0, 1);
    if (sent_ == nullptr || received_ == nullptr)
        throw std::runtime_error("CreateIoCompletionPort");
    for (Call& call : receives_)
        call.room.assign(room_size, '\0');
    for (Call& call : sends_)
        call.room.assign(room_size, 'x');
}

PortPair::~PortPair() {
    CloseHandle(sent_);
    CloseHandle(received_);
}

void PortPair::send_messages(int count, std::size_t octets) {
    auto length = static_cast<std::uint32_t>(octets);
    std::size_t free = window; // the first calls' own, then the one that ended last
    DWORD done = 0;
    for (int each = 0; each < count; ++each) {
        Call* call = nullptr;
        if (free != 0) {
            call = &sends_[--free];
        } else {
            const LPOVERLAPPED ended = next(sent_, done);
            call = &*std::ranges::find_if(
                sends_, [&](const Call& one) { return &one.overlapped == ended; });
        }
        WSABUF parts[2] = {{sizeof length, reinterpret_cast<char*>(&length)},
                           {static_cast<ULONG>(octets), call->room.data()}};
        call->overlapped = {};
        good(WSASend(pair_.a(), framed_ ? parts : parts + 1, framed_ ? 2 : 1, nullptr, 0,
                     &call->overlapped, nullptr));
    }
    for (; free < window; ++free)
        next(sent_, done);
}

void PortPair::receive(Call& call) {
    WSABUF room{static_cast<ULONG>(call.room.size()), call.room.data()};
    DWORD flags = 0;
    call.overlapped = {};
    good(WSARecv(pair_.b(), &room, 1, nullptr, &flags, &call.overlapped, nullptr));
}

void PortPair::receive_messages(int count, std::size_t octets) {
    framed_ ? receive_framed(count, octets) : receive_whole(count, octets);
}

void PortPair::receive_whole(int count, std::size_t octets) {
    int posted = 0;
    for (Call& call : receives_)
        if (posted < count)
            receive(call), ++posted;
    for (int each = 0; each < count; ++each) {
        DWORD got = 0;
        const LPOVERLAPPED ended = next(received_, got);
        if (got != octets)
            throw std::runtime_error("a message of another size");
        if (posted == count)
            continue;
        receive(*std::ranges::find_if(receives_,
                                      [&](const Call& one) { return &one.overlapped == ended; }));
        ++posted;
    }
}

// One receive at a time, as large as can be; then as many messages as it brought.
void PortPair::receive_framed(int count, std::size_t octets) {
    std::uint32_t length = 0;
    std::size_t of_header = 0; // octets of `length` that are here
    std::size_t of_message = 0;
    while (count != 0) {
        receive(receives_[0]);
        DWORD got = 0;
        next(received_, got);
        const char* at = receives_[0].room.data();
        const char* const end = at + got;
        while (at != end) {
            if (of_header < sizeof length) {
                const std::size_t step = std::min<std::size_t>(sizeof length - of_header,
                                                               static_cast<std::size_t>(end - at));
                std::memcpy(reinterpret_cast<char*>(&length) + of_header, at, step);
                of_header += step;
                at += step;
                continue;
            }
            const std::size_t step =
                std::min<std::size_t>(length - of_message, static_cast<std::size_t>(end - at));
            std::memcpy(message_.data() + of_message, at, step);
            of_message += step;
            at += step;
            if (of_message < length)
                continue;
            if (length != octets)
                throw std::runtime_error("a message of another size");
            of_header = of_message = 0;
            --count;
        }
    }
}

} // namespace ws2::bench
