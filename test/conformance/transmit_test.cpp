// Suite conformance: TransmitPackets, WSAConnectByName, WSAConnectByList, and the end of a stream
// among overlapped sends.
#include "conformance/overlapped.hpp"

#include <cstdio>
#include <thread>
#include <vector>

namespace ws2::conformance {
namespace {

bool internet_stream(const Entry& entry) {
    return overlapped_stream(entry) && entry.info.iProtocol == IPPROTO_TCP;
}

// A file of the case's own, open.
class File {
public:
    explicit File(const std::string& content) : file_(std::tmpfile()) {
        std::fwrite(content.data(), 1, content.size(), file_);
        std::fflush(file_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() { std::fclose(file_); }
    HANDLE handle() const {
        return reinterpret_cast<HANDLE>(static_cast<ULONG_PTR>(fileno(file_)));
    }

private:
    std::FILE* file_;
};

TRANSMIT_PACKETS_ELEMENT memory(std::string& text, ULONG more = 0) {
    TRANSMIT_PACKETS_ELEMENT element{};
    element.dwElFlags = TP_ELEMENT_MEMORY | more;
    element.cLength = static_cast<ULONG>(text.size());
    element.pBuffer = text.data();
    return element;
}
TRANSMIT_PACKETS_ELEMENT file(const File& from, LONGLONG offset, ULONG size) {
    TRANSMIT_PACKETS_ELEMENT element{};
    element.dwElFlags = TP_ELEMENT_FILE;
    element.cLength = size;
    element.nFileOffset.QuadPart = offset;
    element.hFile = from.handle();
    return element;
}

class Packets : public Case {
protected:
    Outcome transmit(SOCKET s, std::vector<TRANSMIT_PACKETS_ELEMENT> elements,
                     LPOVERLAPPED overlapped, DWORD flags = 0) {
        const auto function = extension<LPFN_TRANSMITPACKETS>(s, WSAID_TRANSMITPACKETS);
        return truth_of([&] {
            return function(s, elements.data(), static_cast<DWORD>(elements.size()), 0, overlapped,
                            flags);
        });
    }
};
WS2_OVER(Packets, internet_stream);

TEST_P(Packets, MemoryAndFilesGoOutInOrder) {
    const Pair pair = overlapped_pair(entry());
    const File content("0123456789");
    std::string head = "<";
    std::string middle = "|";
    std::string tail = ">";
    EXPECT_EQ(transmit(pair.a,
                       {memory(head), file(content, 2, 3), memory(middle), file(content, 8, 0),
                        memory(tail)},
                       nullptr),
              returned(1));
    EXPECT_EQ(receive(pair.b, 8), "<234|89>");
}

TEST_P(Packets, OverlappedTellsTheSumAndBehindOtherSends) {
    const Pair pair = overlapped_pair(entry());
    std::string big = pattern(3000000);
    std::string end = "end";
    Operation first(0);
    first.data = pattern(1000000, 2);
    first.send(pair.a);
    Operation second(0);
    const Outcome started =
        transmit(pair.a, {memory(big), memory(end)}, &second.overlapped, TF_USE_KERNEL_APC);
    EXPECT_TRUE(started == returned(1) || started == failed(WSA_IO_PENDING)) << started.error;
    EXPECT_EQ(receive(pair.b, 1000000), pattern(1000000, 2));
    EXPECT_EQ(receive(pair.b, 3000000), big);
    EXPECT_EQ(receive(pair.b, 3), "end");
    ASSERT_TRUE(second.ends());
    EXPECT_EQ(second.result(pair.a), returned(3000003));
}

TEST_P(Packets, TF_DISCONNECTEndsTheStream) {
    const Pair pair = overlapped_pair(entry());
    std::string text = "bye";
    EXPECT_EQ(transmit(pair.a, {memory(text)}, nullptr, TF_DISCONNECT), returned(1));
    const Received got = receive_until_end(pair.b);
    EXPECT_EQ(got.data, "bye");
    EXPECT_EQ(got.end, returned(0));
}

TEST_P(Packets, ArgumentsAreJudged) {
    const Pair pair = overlapped_pair(entry());
    std::string text = "x";
    TRANSMIT_PACKETS_ELEMENT both = memory(text);
    both.dwElFlags |= TP_ELEMENT_FILE;
    EXPECT_EQ(transmit(pair.a, {both}, nullptr), failed(WSAEINVAL));
    EXPECT_EQ(transmit(pair.a, {memory(text)}, nullptr, TF_REUSE_SOCKET), failed(WSAEINVAL));
    EXPECT_EQ(transmit(create_overlapped(entry()), {memory(text)}, nullptr), failed(WSAENOTCONN));
    ASSERT_EQ(shutdown(pair.a, SD_SEND), 0);
    EXPECT_EQ(transmit(pair.a, {memory(text)}, nullptr), failed(WSAESHUTDOWN));
}

class DatagramPackets : public Packets {};
WS2_OVER(DatagramPackets, [](const Entry& entry) {
    return overlapped_datagram(entry) && entry.info.iProtocol == IPPROTO_UDP;
});

TEST_P(DatagramPackets, TP_ELEMENT_EOPEndsADatagram) {
    const Pair pair = overlapped_datagram_pair(entry());
    const Address there = name_of(pair.b);
    ASSERT_EQ(connect(pair.a, there.get(), there.length), 0);
    std::string one = "ab";
    std::string two = "c";
    std::string three = "defg";
    EXPECT_EQ(transmit(pair.a, {memory(one), memory(two, TP_ELEMENT_EOP), memory(three)}, nullptr),
              returned(1));
    char room[8];
    EXPECT_EQ(recv(pair.b, room, sizeof room, 0), 3);
    EXPECT_EQ(recv(pair.b, room, sizeof room, 0), 4);
}

class ConnectBy : public Case {
protected:
    static Outcome by_list(SOCKET s, std::vector<Address>& targets, const timeval* timeout) {
        std::vector<char> room(sizeof(SOCKET_ADDRESS_LIST) +
                               targets.size() * sizeof(SOCKET_ADDRESS));
        auto* const list = reinterpret_cast<SOCKET_ADDRESS_LIST*>(room.data());
        list->iAddressCount = static_cast<INT>(targets.size());
        SOCKET_ADDRESS* place = list->Address;
        for (Address& target : targets)
            *place++ = {target.get(), target.length};
        return truth_of([&] {
            return WSAConnectByList(s, list, nullptr, nullptr, nullptr, nullptr, timeout, nullptr);
        });
    }
};
WS2_OVER(ConnectBy, [](const Entry& entry) { return entry.info.iProtocol == IPPROTO_TCP; });

TEST_P(ConnectBy, WSAConnectByListTriesOneAfterAnother) {
    const Socket listener = listening(entry());
    Address nobody;
    {
        const Socket gone = bound(entry());
        nobody = name_of(gone);
    }
    for (const bool limited : {false, true}) {
        std::vector<Address> targets{nobody, name_of(listener)};
        const timeval limit{30, 0};
        const Socket s = create(entry());
        EXPECT_EQ(by_list(s, targets, limited ? &limit : nullptr), returned(1)) << limited;
        EXPECT_EQ(peer_of(s), name_of(listener));
    }
    std::vector<Address> targets{nobody};
    EXPECT_EQ(by_list(create(entry()), targets, nullptr), failed(WSAECONNREFUSED));
}

TEST_P(ConnectBy, WSAConnectByNameLooksTheNameUpAndTellsBothEnds) {
    const Socket listener = listening(entry());
    const std::string port = std::to_string(
        ntohs(reinterpret_cast<const sockaddr_in*>(name_of(listener).get())->sin_port));
    const char* const host = entry().info.iAddressFamily == AF_INET6 ? "::1" : "127.0.0.1";
    const Socket s = create(entry());
    Address local;
    Address peer;
    DWORD local_size = sizeof local.storage;
    DWORD peer_size = sizeof peer.storage;
    ASSERT_EQ(truth_of([&] {
                  return WSAConnectByNameA(s, host, port.c_str(), &local_size, local.get(),
                                           &peer_size, peer.get(), nullptr, nullptr);
              }),
              returned(1));
    local.length = static_cast<int>(local_size);
    peer.length = static_cast<int>(peer_size);
    EXPECT_EQ(peer, name_of(listener));
    EXPECT_EQ(local, name_of(s));
    EXPECT_EQ(truth_of([&] {
                  return WSAConnectByNameA(s, nullptr, "1", nullptr, nullptr, nullptr, nullptr,
                                           nullptr, nullptr);
              }),
              failed(WSAEINVAL));
}

class EndAmongSends : public Case {};
WS2_OVER(EndAmongSends, [](const Entry& entry) {
    return internet_stream(entry) && entry.subject->ending == Ending::half_close;
});

TEST_P(EndAmongSends, WhatWasPostedBeforeWSASendDisconnectArrivesThenTheEnd) {
    const Pair pair = overlapped_pair(entry());
    constexpr std::size_t count = 12;
    std::vector<std::unique_ptr<Operation>> sends;
    std::string all;
    for (std::size_t i = 0; i < count; ++i) {
        sends.push_back(std::make_unique<Operation>(0));
        sends.back()->data = pattern(400000, static_cast<unsigned>(i + 1));
        all += sends.back()->data;
        sends.back()->send(pair.a);
    }
    ASSERT_FALSE(sends.back()->signalled()) << "nothing waits, nothing is tested";
    ASSERT_EQ(WSASendDisconnect(pair.a, nullptr), 0); // does not wait
    Operation late(0);
    late.data = "late";
    EXPECT_EQ(late.send(pair.a), failed(WSAESHUTDOWN));
    EXPECT_FALSE(late.signalled());
    const Received got = receive_until_end(pair.b);
    EXPECT_TRUE(got.data == all);
    EXPECT_EQ(got.end, returned(0));
    for (const auto& each : sends) {
        ASSERT_TRUE(each->ends());
        EXPECT_EQ(each->result(pair.a), returned(400000));
    }
}

TEST_P(EndAmongSends, APendingReceiveGoesOnUntilThePeerEnds) {
    Pair pair = overlapped_pair(entry());
    Operation first;
    Operation second;
    EXPECT_EQ(first.receive(pair.a), failed(WSA_IO_PENDING));
    ASSERT_EQ(WSASendDisconnect(pair.a, nullptr), 0);
    EXPECT_EQ(second.receive(pair.a), failed(WSA_IO_PENDING)); // reception stays on
    EXPECT_EQ(receive_until_end(pair.b).end, returned(0));
    send_all(pair.b, "answer");
    ASSERT_TRUE(first.ends());
    EXPECT_EQ(first.result(pair.a), returned(6));
    pair.b.close();
    ASSERT_TRUE(second.ends());
    EXPECT_EQ(second.result(pair.a), returned(0));
}

class SendsOfTwoThreads : public Case {};
WS2_OVER(SendsOfTwoThreads, [](const Entry& entry) { return entry.subject->whole_sends; });

// Every send's octets stay together, whoever else sends.
TEST_P(SendsOfTwoThreads, NonBlockingSendsDoNotMix) {
    constexpr std::size_t size = 150000;
    constexpr int rounds = 40;
    const Pair pair = connect_pair(entry());
    set_blocking(pair.a, false);
    const auto sender = [&pair](char letter) {
        const std::string text(size, letter);
        for (int sent = 0; sent < rounds;) {
            const int result = send(pair.a, text.data(), static_cast<int>(size), 0);
            if (result == static_cast<int>(size))
                ++sent;
            else if (!writable(pair.a))
                return;
        }
    };
    std::thread one(sender, 'a');
    std::thread two(sender, 'b');
    bool whole = true;
    for (int i = 0; i < 2 * rounds; ++i) {
        const std::string block = receive(pair.b, size);
        whole = whole && block.size() == size && block == std::string(size, block[0]);
    }
    one.join();
    two.join();
    EXPECT_TRUE(whole);
}

class DeferredOrder : public Case {};
WS2_OVER(DeferredOrder, [](const Entry& entry) { return entry.info.iProtocol == IPPROTO_TCP; });

struct Deferring {
    SOCKET listener = INVALID_SOCKET;
    int depth = 0;
};

int CALLBACK defer(LPWSABUF, LPWSABUF, LPQOS, LPQOS, LPWSABUF, LPWSABUF, GROUP*, DWORD_PTR data) {
    auto* const state = reinterpret_cast<Deferring*>(data);
    if (state->depth++ == 0) // the second request is deferred while the first is judged
        WSAAccept(state->listener, nullptr, nullptr, defer, data);
    return CF_DEFER;
}

TEST_P(DeferredOrder, RequestsKeepTheirOrderWhateverIsDeferredFirst) {
    const Socket listener = listening(entry());
    const Address there = name_of(listener);
    const Socket first = create(entry());
    const Socket second = create(entry());
    ASSERT_EQ(connect(first, there.get(), there.length), 0);
    ASSERT_EQ(connect(second, there.get(), there.length), 0);
    Deferring state{listener};
    EXPECT_EQ(outcome_of([&] {
                  return WSAAccept(listener, nullptr, nullptr, defer,
                                   reinterpret_cast<DWORD_PTR>(&state));
              }),
              failed(WSATRY_AGAIN));
    EXPECT_EQ(state.depth, 2);
    const Socket one(accept(listener, nullptr, nullptr));
    const Socket two(accept(listener, nullptr, nullptr));
    EXPECT_EQ(peer_of(one), name_of(first));
    EXPECT_EQ(peer_of(two), name_of(second));
}

} // namespace
} // namespace ws2::conformance
