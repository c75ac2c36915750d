// Suite conformance: sockets of Registered I/O with their queues and one registered block.
#pragma once

#include "conformance/overlapped.hpp"

#include <array>
#include <string_view>
#include <vector>

namespace ws2::conformance {

inline bool registered(const Entry& entry) {
    const int family = entry.info.iAddressFamily;
    return entry.claims(XP1_IFS_HANDLES) && (family == AF_INET || family == AF_INET6) &&
           (entry.info.iSocketType == SOCK_STREAM || entry.info.iSocketType == SOCK_DGRAM);
}
inline bool registered_stream(const Entry& entry) {
    return registered(entry) && entry.info.iSocketType == SOCK_STREAM;
}
inline bool registered_datagram(const Entry& entry) {
    return registered(entry) && entry.info.iSocketType == SOCK_DGRAM;
}

Socket create_registered(const Entry& entry);
// `a` is registered.
Pair registered_pair(const Entry& entry);
RIO_EXTENSION_FUNCTION_TABLE registered_functions(SOCKET s);

// What a completion says.
struct Completion {
    long status = 0;
    unsigned long octets = 0;
    unsigned long long socket = 0;
    unsigned long long request = 0;
    bool operator==(const Completion&) const = default;
};
void PrintTo(const Completion& completion, std::ostream* out);

class Registered : public Case {
protected:
    static constexpr ULONG_PTR kSocket = 11; // the context of `requests`

    ~Registered() override;
    // Completion queues that the case makes are closed with it.
    RIO_CQ create_queue(DWORD size = 64, RIO_NOTIFICATION_COMPLETION* notification = nullptr);
    RIO_RQ create_requests(SOCKET s, RIO_CQ queue, ULONG receives = 8, ULONG sends = 8,
                           ULONG_PTR context = kSocket);
    // A slice of the block.
    RIO_BUF slice(ULONG offset, ULONG length) const { return {buffer, offset, length}; }
    std::string_view text(ULONG offset, ULONG length) const {
        return {block.data() + offset, length};
    }
    void put(ULONG offset, std::string_view data) { data.copy(block.data() + offset, data.size()); }

    Outcome receive(RIO_RQ queue, RIO_BUF where, ULONG_PTR context = 0, DWORD flags = 0) {
        return truth_of([&] {
            return rio.RIOReceive(queue, &where, 1, flags, reinterpret_cast<PVOID>(context));
        });
    }
    Outcome send(RIO_RQ queue, RIO_BUF what, ULONG_PTR context = 0, DWORD flags = 0) {
        return truth_of(
            [&] { return rio.RIOSend(queue, &what, 1, flags, reinterpret_cast<PVOID>(context)); });
    }
    // Polls until so many are there; fewer after a generous limit that only ends a hang.
    std::vector<Completion> take(RIO_CQ queue, std::size_t count);
    std::size_t ready(RIO_CQ queue);

    RIO_EXTENSION_FUNCTION_TABLE rio = functions();
    std::vector<char> block = std::vector<char>(1U << 20U);
    RIO_BUFFERID buffer = rio.RIORegisterBuffer(block.data(), static_cast<DWORD>(block.size()));

private:
    static RIO_EXTENSION_FUNCTION_TABLE functions();

    std::vector<RIO_CQ> queues_;
};

} // namespace ws2::conformance
