// Suite conformance: sockets of Registered I/O.
#include "conformance/registered.hpp"

#include <algorithm>
#include <chrono>
#include <ostream>
#include <thread>

namespace ws2::conformance {

Socket create_registered(const Entry& entry) {
    auto info = entry.info;
    Socket s(WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info, 0,
                        WSA_FLAG_OVERLAPPED | WSA_FLAG_REGISTERED_IO));
    if (s == INVALID_SOCKET)
        refuse("WSASocket");
    return s;
}

Pair registered_pair(const Entry& entry) {
    Socket a = create_registered(entry);
    if (entry.connected()) {
        const Socket listener = listening_overlapped(entry);
        return connect_through(std::move(a), listener);
    }
    const Address any_port = parse(entry, entry.subject->loopback);
    Pair pair{std::move(a), bound_overlapped(entry)};
    const Address there = name_of(pair.b);
    if (bind(pair.a, any_port.get(), any_port.length) != 0 ||
        connect(pair.a, there.get(), there.length) != 0)
        refuse("connect");
    const Address here = name_of(pair.a);
    if (connect(pair.b, here.get(), here.length) != 0)
        refuse("connect");
    return pair;
}

RIO_EXTENSION_FUNCTION_TABLE registered_functions(SOCKET s) {
    GUID id = WSAID_MULTIPLE_RIO;
    RIO_EXTENSION_FUNCTION_TABLE table{};
    DWORD size = 0;
    if (WSAIoctl(s, SIO_GET_MULTIPLE_EXTENSION_FUNCTION_POINTER, &id, sizeof id, &table,
                 sizeof table, &size, nullptr, nullptr) != 0)
        refuse("WSAIoctl");
    return table;
}

void PrintTo(const Completion& completion, std::ostream* out) {
    *out << "{status " << completion.status << ", octets " << completion.octets << ", socket "
         << completion.socket << ", request " << completion.request << "}";
}

RIO_EXTENSION_FUNCTION_TABLE Registered::functions() {
    return registered_functions(create_registered(entry()));
}

Registered::~Registered() {
    for (const RIO_CQ each : queues_)
        rio.RIOCloseCompletionQueue(each);
    rio.RIODeregisterBuffer(buffer);
}

RIO_CQ Registered::create_queue(DWORD size, RIO_NOTIFICATION_COMPLETION* notification) {
    const RIO_CQ queue = rio.RIOCreateCompletionQueue(size, notification);
    if (queue == RIO_INVALID_CQ)
        refuse("RIOCreateCompletionQueue");
    queues_.push_back(queue);
    return queue;
}

RIO_RQ Registered::create_requests(SOCKET s, RIO_CQ queue, ULONG receives, ULONG sends,
                                   ULONG_PTR context) {
    const RIO_RQ requests = rio.RIOCreateRequestQueue(s, receives, 1, sends, 1, queue, queue,
                                                      reinterpret_cast<PVOID>(context));
    if (requests == RIO_INVALID_RQ)
        refuse("RIOCreateRequestQueue");
    return requests;
}

std::vector<Completion> Registered::take(RIO_CQ queue, std::size_t count) {
    std::vector<Completion> all;
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (all.size() < count && std::chrono::steady_clock::now() < limit) {
        std::array<RIORESULT, 16> results{};
        const ULONG taken = rio.RIODequeueCompletion(
            queue, results.data(),
            static_cast<ULONG>(std::min(results.size(), count - all.size())));
        if (taken == RIO_CORRUPT_CQ)
            break;
        for (ULONG i = 0; i < taken; ++i)
            all.push_back({results[i].Status, results[i].BytesTransferred, results[i].SocketContext,
                           results[i].RequestContext});
        if (taken == 0)
            std::this_thread::yield();
    }
    return all;
}

std::size_t Registered::ready(RIO_CQ queue) {
    std::array<RIORESULT, 16> results{};
    return rio.RIODequeueCompletion(queue, results.data(), results.size());
}

} // namespace ws2::conformance
