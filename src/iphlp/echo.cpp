// Room iphlp: IcmpSendEcho and its family.
#include "kernel/echo.hpp"

#include "kernel/wsa.hpp"

#include <chrono>
#include <cstring>
#include <icmpapi.h>
#include <memory>
#include <new>
#include <windows.h>
#include <ws2tcpip.h>

namespace {

namespace kernel = ws2::kernel;
using Clock = std::chrono::steady_clock;

// What the routine of a request is given, laid out as IO_STATUS_BLOCK.
struct Outcome {
    ULONG_PTR status = 0;
    ULONG_PTR octets = 0;
};

// One request; the answer goes to the caller's buffer.
struct Request {
    bool v6 = false;
    kernel::EchoRequest echo;
    std::vector<unsigned char> data;
    void* buffer = nullptr;
    std::size_t room = 0;
    DWORD timeout_ms = 0;
    HANDLE event = nullptr;
    void (*routine)(void*, Outcome*, ULONG) = nullptr;
    void* context = nullptr;
    HANDLE thread = nullptr; // that made the request, if it has a routine
    Outcome outcome;
};

IP_STATUS status_of_v4(unsigned type, unsigned code) {
    constexpr IP_STATUS unreachable[] = {IP_DEST_NET_UNREACHABLE,  IP_DEST_HOST_UNREACHABLE,
                                         IP_DEST_PROT_UNREACHABLE, IP_DEST_PORT_UNREACHABLE,
                                         IP_PACKET_TOO_BIG,        IP_BAD_ROUTE,
                                         IP_DEST_NET_UNREACHABLE};
    switch (type) {
    case 3: return code < std::size(unreachable) ? unreachable[code] : IP_DEST_HOST_UNREACHABLE;
    case 4: return IP_SOURCE_QUENCH;
    case 11: return code == 0 ? IP_TTL_EXPIRED_TRANSIT : IP_TTL_EXPIRED_REASSEM;
    case 12: return IP_PARAM_PROBLEM;
    default: return IP_GENERAL_FAILURE;
    }
}

IP_STATUS status_of_v6(unsigned type, unsigned code) {
    constexpr IP_STATUS unreachable[] = {IP_DEST_NO_ROUTE, IP_DEST_PROHIBITED,
                                         IP_DEST_SCOPE_MISMATCH, IP_DEST_ADDR_UNREACHABLE,
                                         IP_DEST_PORT_UNREACHABLE};
    switch (type) {
    case 1: return code < std::size(unreachable) ? unreachable[code] : IP_DEST_UNREACHABLE;
    case 2: return IP_PACKET_TOO_BIG;
    case 3: return code == 0 ? IP_HOP_LIMIT_EXCEEDED : IP_REASSEMBLY_TIME_EXCEEDED;
    case 4: return code == 1 ? IP_UNRECOGNIZED_NEXT_HEADER : IP_PARAMETER_PROBLEM;
    default: return IP_GENERAL_FAILURE;
    }
}

DWORD error_of(int wsa_error) {
    switch (wsa_error) {
    case kernel::wsa::timed_out: return IP_REQ_TIMED_OUT;
    case kernel::wsa::access: return ERROR_ACCESS_DENIED;
    case kernel::wsa::net_unreachable: return IP_DEST_NET_UNREACHABLE;
    case kernel::wsa::host_unreachable: return IP_DEST_HOST_UNREACHABLE;
    case kernel::wsa::message_size: return IP_PACKET_TOO_BIG;
    case kernel::wsa::no_buffers:
    case kernel::wsa::too_many_files: return IP_NO_RESOURCES;
    default: return IP_GENERAL_FAILURE;
    }
}

std::size_t reply_head(bool v6) {
    return v6 ? sizeof(ICMPV6_ECHO_REPLY) : sizeof(ICMP_ECHO_REPLY);
}

// Writes the reply and its data, as far as that fits.
void put_reply(const Request& request, const kernel::EchoReply& reply, IP_STATUS status,
               ULONG elapsed_ms) {
    auto* const place = static_cast<unsigned char*>(request.buffer);
    const auto octets = std::min(reply.data.size(), request.room - reply_head(request.v6));
    if (request.v6) {
        ICMPV6_ECHO_REPLY head{};
        sockaddr_in6 from{};
        std::memcpy(&from, reply.from.octets, reply.from.size);
        std::memcpy(head.Address.sin6_addr, &from.sin6_addr, sizeof head.Address.sin6_addr);
        head.Address.sin6_scope_id = from.sin6_scope_id;
        head.Status = status;
        head.RoundTripTime = elapsed_ms;
        std::memcpy(place, &head, sizeof head);
    } else {
        ICMP_ECHO_REPLY head{};
        sockaddr_in from{};
        std::memcpy(&from, reply.from.octets, reply.from.size);
        head.Address = from.sin_addr.s_addr;
        head.Status = status;
        head.RoundTripTime = elapsed_ms;
        head.DataSize = static_cast<USHORT>(octets);
        head.Reserved = 1; // the number of replies
        head.Data = place + sizeof head;
        head.Options.Ttl = static_cast<UCHAR>(reply.hops);
        std::memcpy(place, &head, sizeof head);
    }
    if (octets != 0)
        std::memcpy(place + reply_head(request.v6), reply.data.data(), octets);
}

// 0, or why there is no reply.
DWORD exchange(const Request& request) noexcept {
    try {
        const auto begin = Clock::now();
        const auto reply = kernel::exchange_echo(
            request.echo, begin + std::chrono::milliseconds(request.timeout_ms));
        if (!reply)
            return error_of(reply.error);
        const auto elapsed =
            std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin).count();
        const auto& got = reply.value;
        if (got.answered && got.data.size() > request.room - reply_head(request.v6))
            return IP_BUF_TOO_SMALL;
        const IP_STATUS status = got.answered ? IP_SUCCESS
                                 : request.v6 ? status_of_v6(got.type, got.code)
                                              : status_of_v4(got.type, got.code);
        put_reply(request, got, status, static_cast<ULONG>(elapsed));
        return 0;
    } catch (const std::bad_alloc&) {
        return IP_NO_RESOURCES;
    }
}

// A request that ended without a reply says why in the place of one.
void put_failure(const Request& request, DWORD error) {
    const std::size_t head = reply_head(request.v6);
    std::memset(request.buffer, 0, head);
    const std::size_t at =
        request.v6 ? offsetof(ICMPV6_ECHO_REPLY, Status) : offsetof(ICMP_ECHO_REPLY, Status);
    std::memcpy(static_cast<unsigned char*>(request.buffer) + at, &error, sizeof error);
}

void WINAPI run_routine(ULONG_PTR argument) {
    const std::unique_ptr<Request> request(reinterpret_cast<Request*>(argument));
    request->routine(request->context, &request->outcome, 0);
}

DWORD WINAPI work(void* argument) {
    std::unique_ptr<Request> request(static_cast<Request*>(argument));
    const DWORD error = exchange(*request);
    if (error != 0)
        put_failure(*request, error);
    request->outcome.status = error;
    request->outcome.octets = request->room;
    if (request->event != nullptr)
        SetEvent(request->event);
    if (request->thread != nullptr) {
        const HANDLE thread = request->thread;
        if (QueueUserAPC(run_routine, thread, reinterpret_cast<ULONG_PTR>(request.get())) != 0)
            (void)request.release();
        CloseHandle(thread);
    }
    return 0;
}

DWORD fail(DWORD error) {
    SetLastError(error);
    return 0;
}

DWORD start(std::unique_ptr<Request> request) {
    if (request->routine != nullptr) {
        request->thread = OpenThread(THREAD_ALL_ACCESS, FALSE, GetCurrentThreadId());
        if (request->thread == nullptr)
            return 0;
    }
    if (request->event != nullptr)
        ResetEvent(request->event);
    const HANDLE thread = request->thread;
    if (QueueUserWorkItem(work, request.get(), WT_EXECUTELONGFUNCTION) == FALSE) {
        if (thread != nullptr)
            CloseHandle(thread);
        return 0;
    }
    (void)request.release();
    return fail(ERROR_IO_PENDING);
}

template<typename Socket>
void put(kernel::Address& to, const Socket& from) {
    to.size = sizeof from;
    std::memcpy(to.octets, &from, sizeof from);
}

struct Arguments {
    HANDLE handle;
    HANDLE event;
    WS2_ICMP_ROUTINE routine;
    PVOID context;
    const void* data;
    WORD size;
    const IP_OPTION_INFORMATION* options;
    void* buffer;
    DWORD room;
    DWORD timeout_ms;
};

template<typename Address>
DWORD send_echo(const Arguments& the, const Address* from, const Address& to) noexcept {
    DWORD flags = 0;
    constexpr bool v6 = sizeof(Address) == sizeof(sockaddr_in6);
    if (GetHandleInformation(the.handle, &flags) == FALSE || the.buffer == nullptr ||
        the.room < reply_head(v6) || (the.data == nullptr && the.size != 0))
        return fail(ERROR_INVALID_PARAMETER);
    if (the.options != nullptr && the.options->OptionsSize != 0)
        return fail(IP_BAD_OPTION);
    try {
        auto request = std::make_unique<Request>();
        request->v6 = v6;
        const auto* const octets = static_cast<const unsigned char*>(the.data);
        request->data.assign(octets, octets + the.size);
        put(request->echo.to, to);
        if (from != nullptr)
            put(request->echo.from, *from);
        request->echo.data = request->data.data();
        request->echo.size = request->data.size();
        if (the.options != nullptr) {
            request->echo.hops = the.options->Ttl;
            request->echo.service = the.options->Tos;
            request->echo.may_fragment = (the.options->Flags & IP_FLAG_DF) == 0;
        }
        request->buffer = the.buffer;
        request->room = the.room;
        request->timeout_ms = the.timeout_ms;
        request->event = the.event;
        request->routine = reinterpret_cast<void (*)(void*, Outcome*, ULONG)>(
            reinterpret_cast<void*>(the.routine));
        request->context = the.context;
        if (the.event != nullptr || the.routine != nullptr)
            return start(std::move(request));
        const DWORD error = exchange(*request);
        return error == 0 ? 1 : fail(error);
    } catch (const std::bad_alloc&) {
        return fail(IP_NO_RESOURCES);
    }
}

sockaddr_in at(IPAddr address) {
    sockaddr_in result{};
    result.sin_family = AF_INET;
    result.sin_addr.s_addr = address;
    return result;
}

} // namespace

extern "C" {

// The handle stands for nothing but the right to ask: each request has a socket of its own.
HANDLE WINAPI IcmpCreateFile() {
    const HANDLE handle = CreateEventW(nullptr, TRUE, FALSE, nullptr);
    return handle == nullptr ? INVALID_HANDLE_VALUE : handle;
}

HANDLE WINAPI Icmp6CreateFile() {
    return IcmpCreateFile();
}

BOOL WINAPI IcmpCloseHandle(HANDLE IcmpHandle) {
    return CloseHandle(IcmpHandle);
}

DWORD WINAPI IcmpSendEcho(HANDLE IcmpHandle, IPAddr DestinationAddress, LPVOID RequestData,
                          WORD RequestSize, PIP_OPTION_INFORMATION RequestOptions,
                          LPVOID ReplyBuffer, DWORD ReplySize, DWORD Timeout) {
    return IcmpSendEcho2Ex(IcmpHandle, nullptr, nullptr, nullptr, 0, DestinationAddress,
                           RequestData, RequestSize, RequestOptions, ReplyBuffer, ReplySize,
                           Timeout);
}

DWORD WINAPI IcmpSendEcho2(HANDLE IcmpHandle, HANDLE Event, WS2_ICMP_ROUTINE ApcRoutine,
                           PVOID ApcContext, IPAddr DestinationAddress, LPVOID RequestData,
                           WORD RequestSize, PIP_OPTION_INFORMATION RequestOptions,
                           LPVOID ReplyBuffer, DWORD ReplySize, DWORD Timeout) {
    return IcmpSendEcho2Ex(IcmpHandle, Event, ApcRoutine, ApcContext, 0, DestinationAddress,
                           RequestData, RequestSize, RequestOptions, ReplyBuffer, ReplySize,
                           Timeout);
}

DWORD WINAPI IcmpSendEcho2Ex(HANDLE IcmpHandle, HANDLE Event, WS2_ICMP_ROUTINE ApcRoutine,
                             PVOID ApcContext, IPAddr SourceAddress, IPAddr DestinationAddress,
                             LPVOID RequestData, WORD RequestSize,
                             PIP_OPTION_INFORMATION RequestOptions, LPVOID ReplyBuffer,
                             DWORD ReplySize, DWORD Timeout) {
    const sockaddr_in from = at(SourceAddress);
    return send_echo({IcmpHandle, Event, ApcRoutine, ApcContext, RequestData, RequestSize,
                      RequestOptions, ReplyBuffer, ReplySize, Timeout},
                     SourceAddress == 0 ? nullptr : &from, at(DestinationAddress));
}

DWORD WINAPI Icmp6SendEcho2(HANDLE IcmpHandle, HANDLE Event, WS2_ICMP_ROUTINE ApcRoutine,
                            PVOID ApcContext, struct sockaddr_in6* SourceAddress,
                            struct sockaddr_in6* DestinationAddress, LPVOID RequestData,
                            WORD RequestSize, PIP_OPTION_INFORMATION RequestOptions,
                            LPVOID ReplyBuffer, DWORD ReplySize, DWORD Timeout) {
    if (DestinationAddress == nullptr)
        return fail(ERROR_INVALID_PARAMETER);
    sockaddr_in6 to = *DestinationAddress;
    to.sin6_family = AF_INET6;
    return send_echo({IcmpHandle, Event, ApcRoutine, ApcContext, RequestData, RequestSize,
                      RequestOptions, ReplyBuffer, ReplySize, Timeout},
                     SourceAddress, to);
}

DWORD WINAPI IcmpParseReplies(LPVOID ReplyBuffer, DWORD ReplySize) {
    if (ReplyBuffer == nullptr || ReplySize < sizeof(ICMP_ECHO_REPLY))
        return fail(ERROR_INVALID_PARAMETER);
    const auto* const reply = static_cast<const ICMP_ECHO_REPLY*>(ReplyBuffer);
    return reply->Reserved != 0 ? reply->Reserved : fail(reply->Status);
}

// A reply has an address, a failure has none.
DWORD WINAPI Icmp6ParseReplies(LPVOID ReplyBuffer, DWORD ReplySize) {
    if (ReplyBuffer == nullptr || ReplySize < sizeof(ICMPV6_ECHO_REPLY))
        return fail(ERROR_INVALID_PARAMETER);
    const auto* const reply = static_cast<const ICMPV6_ECHO_REPLY*>(ReplyBuffer);
    for (const USHORT part : reply->Address.sin6_addr)
        if (part != 0)
            return 1;
    return fail(reply->Status);
}
}
