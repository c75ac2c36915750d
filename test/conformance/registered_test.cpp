// Suite conformance: Registered I/O on connections: requests, commits, completions.
#include "conformance/registered.hpp"

#include <cstring>

namespace ws2::conformance {
namespace {

class RegisteredStream : public Registered {
protected:
    Pair pair = registered_pair(entry());
    RIO_CQ queue = create_queue();
};
WS2_OVER(RegisteredStream, registered_stream);

TEST_P(RegisteredStream, AReceiveCompletesWithItsOctetsAndBothContexts) {
    const RIO_RQ requests = create_requests(pair.a, queue);
    EXPECT_EQ(receive(requests, slice(100, 50), 7), returned(1));
    EXPECT_EQ(ready(queue), 0U);
    send_all(pair.b, "hello");
    EXPECT_THAT(take(queue, 1), testing::ElementsAre(Completion{0, 5, kSocket, 7}));
    EXPECT_EQ(text(100, 5), "hello");
}

TEST_P(RegisteredStream, ASendCompletesWholeAndArrives) {
    const RIO_RQ requests = create_requests(pair.a, queue);
    const std::string data = pattern(block.size() / 2);
    put(0, data);
    ASSERT_EQ(send(requests, slice(0, static_cast<ULONG>(data.size())), 9), returned(1));
    EXPECT_TRUE(conformance::receive(pair.b, data.size()) == data);
    EXPECT_THAT(take(queue, 1), testing::ElementsAre(Completion{
                                    0, static_cast<unsigned long>(data.size()), kSocket, 9}));
}

TEST_P(RegisteredStream, RequestsOfOneDirectionKeepTheirOrder) {
    const RIO_RQ requests = create_requests(pair.a, queue);
    for (ULONG i = 0; i < 4; ++i)
        ASSERT_EQ(receive(requests, slice(i * 10, 10), i), returned(1));
    send_all(pair.b, pattern(40));
    const auto completions = take(queue, 4);
    ASSERT_EQ(completions.size(), 4U);
    for (ULONG i = 0; i < 4; ++i)
        EXPECT_EQ(completions[i], (Completion{0, 10, kSocket, i}));
    EXPECT_EQ(text(0, 40), pattern(40));
    put(100, pattern(60, 2));
    for (ULONG i = 0; i < 6; ++i)
        ASSERT_EQ(send(requests, slice(100 + i * 10, 10), i, i % 2 == 0 ? RIO_MSG_DEFER : 0),
                  returned(1));
    EXPECT_EQ(conformance::receive(pair.b, 60), pattern(60, 2));
    EXPECT_EQ(take(queue, 6).size(), 6U);
}

TEST_P(RegisteredStream, DeferredRequestsRunWithTheNextThatIsNot) {
    const RIO_RQ requests = create_requests(pair.a, queue);
    put(0, "onetwo");
    ASSERT_EQ(send(requests, slice(0, 3), 1, RIO_MSG_DEFER), returned(1));
    ASSERT_EQ(send(requests, slice(3, 3), 2), returned(1));
    EXPECT_EQ(conformance::receive(pair.b, 6), "onetwo");
    EXPECT_THAT(take(queue, 2),
                testing::ElementsAre(Completion{0, 3, kSocket, 1}, Completion{0, 3, kSocket, 2}));
}

TEST_P(RegisteredStream, CommitOnlyRunsThemAndTakesNothingElse) {
    const RIO_RQ requests = create_requests(pair.a, queue);
    put(0, "late");
    ASSERT_EQ(send(requests, slice(0, 4), 1, RIO_MSG_DEFER), returned(1));
    ASSERT_EQ(receive(requests, slice(10, 4), 2, RIO_MSG_DEFER), returned(1));
    EXPECT_EQ(send(requests, slice(0, 4), 0, RIO_MSG_COMMIT_ONLY), failed(WSAEINVAL));
    EXPECT_EQ(
        truth_of([&] { return rio.RIOSend(requests, nullptr, 0, RIO_MSG_COMMIT_ONLY, &block); }),
        failed(WSAEINVAL));
    EXPECT_EQ(truth_of([&] {
                  return rio.RIOReceive(requests, nullptr, 0, RIO_MSG_COMMIT_ONLY | RIO_MSG_DEFER,
                                        nullptr);
              }),
              failed(WSAEINVAL));
    EXPECT_EQ(
        truth_of([&] { return rio.RIOSend(requests, nullptr, 0, RIO_MSG_COMMIT_ONLY, nullptr); }),
        returned(1));
    EXPECT_EQ(truth_of([&] {
                  return rio.RIOReceive(requests, nullptr, 0, RIO_MSG_COMMIT_ONLY, nullptr);
              }),
              returned(1));
    EXPECT_EQ(conformance::receive(pair.b, 4), "late");
    send_all(pair.b, "then");
    EXPECT_EQ(take(queue, 2).size(), 2U);
    EXPECT_EQ(text(10, 4), "then");
}

TEST_P(RegisteredStream, OneCommitRunsWhatAllQueuesHaveDeferred) {
    constexpr ULONG most = 70; // more than an engine's turn
    const RIO_CQ shared = create_queue(4 * most);
    std::vector<Pair> pairs;
    std::vector<RIO_RQ> queues;
    for (ULONG i = 0; i < most; ++i) {
        pairs.push_back(registered_pair(entry()));
        queues.push_back(create_requests(pairs.back().a, shared, 1, 1, i));
        put(i * 4, pattern(4, i));
        ASSERT_EQ(send(queues.back(), slice(i * 4, 4), i, RIO_MSG_DEFER), returned(1));
    }
    for (const RIO_RQ each : queues)
        ASSERT_EQ(
            truth_of([&] { return rio.RIOSend(each, nullptr, 0, RIO_MSG_COMMIT_ONLY, nullptr); }),
            returned(1));
    EXPECT_EQ(take(shared, most).size(), most);
    for (ULONG i = 0; i < most; ++i)
        EXPECT_EQ(conformance::receive(pairs[i].b, 4), pattern(4, i));
    // All become readable before anybody looks: one turn receives from many.
    for (ULONG i = 0; i < most; ++i) {
        ASSERT_EQ(receive(queues[i], slice(i * 4, 4), i, RIO_MSG_WAITALL), returned(1));
        send_all(pairs[i].b, pattern(4, 100 + i));
    }
    EXPECT_EQ(take(shared, most).size(), most);
    for (ULONG i = 0; i < most; ++i)
        EXPECT_EQ(text(i * 4, 4), pattern(4, 100 + i));
}

TEST_P(RegisteredStream, WaitAllFillsTheSliceUnlessTheStreamEnds) {
    const RIO_RQ requests = create_requests(pair.a, queue);
    ASSERT_EQ(receive(requests, slice(0, 6), 1, RIO_MSG_WAITALL), returned(1));
    send_all(pair.b, "abc");
    EXPECT_EQ(ready(queue), 0U);
    send_all(pair.b, "defgh");
    EXPECT_THAT(take(queue, 1), testing::ElementsAre(Completion{0, 6, kSocket, 1}));
    ASSERT_EQ(receive(requests, slice(6, 6), 2, RIO_MSG_WAITALL), returned(1));
    shutdown(pair.b, SD_SEND);
    EXPECT_THAT(take(queue, 1), testing::ElementsAre(Completion{0, 2, kSocket, 2}));
    EXPECT_EQ(text(0, 8), "abcdefgh");
    ASSERT_EQ(receive(requests, slice(0, 6), 3), returned(1));
    EXPECT_THAT(take(queue, 1), testing::ElementsAre(Completion{0, 0, kSocket, 3}));
}

TEST_P(RegisteredStream, AnEmptySliceCompletesWhenThereIsData) {
    const RIO_RQ requests = create_requests(pair.a, queue);
    ASSERT_EQ(receive(requests, slice(0, 0), 1), returned(1));
    EXPECT_EQ(ready(queue), 0U);
    send_all(pair.b, "x");
    EXPECT_THAT(take(queue, 1), testing::ElementsAre(Completion{0, 0, kSocket, 1}));
    EXPECT_EQ(conformance::receive(pair.a, 1), "x");
}

TEST_P(RegisteredStream, ARequestCountsUntilItsCompletionIsDequeued) {
    const RIO_RQ requests = create_requests(pair.a, queue, 2, 1);
    ASSERT_EQ(receive(requests, slice(0, 1), 1), returned(1));
    ASSERT_EQ(receive(requests, slice(1, 1), 2, RIO_MSG_DEFER), returned(1));
    EXPECT_EQ(receive(requests, slice(2, 1), 3), failed(WSAENOBUFS));
    put(10, "z");
    ASSERT_EQ(send(requests, slice(10, 1), 4), returned(1));
    EXPECT_EQ(conformance::receive(pair.b, 1), "z");
    EXPECT_EQ(send(requests, slice(10, 1), 5), failed(WSAENOBUFS));
    EXPECT_EQ(take(queue, 1).size(), 1U);
    EXPECT_EQ(send(requests, slice(10, 1), 5), returned(1));
    EXPECT_EQ(take(queue, 1).size(), 1U);
}

TEST_P(RegisteredStream, TheEndAndTheResetOfAConnectionAreSeen) {
    const RIO_RQ requests = create_requests(pair.a, queue);
    ASSERT_EQ(receive(requests, slice(0, 8), 1), returned(1));
    const LINGER hard = {1, 0};
    setsockopt(pair.b, SOL_SOCKET, SO_LINGER, reinterpret_cast<const char*>(&hard), sizeof hard);
    pair.b.close();
    EXPECT_THAT(take(queue, 1), testing::ElementsAre(Completion{WSAECONNRESET, 0, kSocket, 1}));
    EXPECT_EQ(send(requests, slice(0, 8), 2), failed(WSAECONNRESET));
}

TEST_P(RegisteredStream, ShutSocketsAndFlagsAreRefused) {
    const RIO_RQ requests = create_requests(pair.a, queue);
    EXPECT_EQ(send(requests, slice(0, 1), 1, RIO_MSG_WAITALL), failed(WSAEINVAL));
    EXPECT_EQ(receive(requests, slice(0, 1), 1, 0x100), failed(WSAEINVAL));
    EXPECT_EQ(truth_of([&] { return rio.RIOReceive(requests, nullptr, 0, 0, nullptr); }),
              failed(WSAEINVAL));
    std::array<RIO_BUF, 2> two = {slice(0, 1), slice(1, 1)};
    EXPECT_EQ(truth_of([&] { return rio.RIOSend(requests, two.data(), 2, 0, nullptr); }),
              failed(WSAEINVAL));
    shutdown(pair.a, SD_SEND);
    EXPECT_EQ(send(requests, slice(0, 1), 1), failed(WSAESHUTDOWN));
    EXPECT_EQ(ready(queue), 0U);
}

TEST_P(RegisteredStream, ReceiveExTellsTheAddressesOfTheConnection) {
    const RIO_RQ requests = create_requests(pair.a, queue);
    RIO_BUF data = slice(0, 16);
    RIO_BUF local = slice(100, sizeof(SOCKADDR_INET));
    RIO_BUF remote = slice(200, sizeof(SOCKADDR_INET));
    RIO_BUF flags = slice(300, sizeof(DWORD));
    ASSERT_EQ(truth_of([&] {
                  return rio.RIOReceiveEx(requests, &data, 1, &local, &remote, nullptr, &flags, 0,
                                          nullptr);
              }),
              returned(1));
    send_all(pair.b, "x");
    ASSERT_EQ(take(queue, 1).size(), 1U);
    const Address here = name_of(pair.a);
    const Address there = name_of(pair.b);
    EXPECT_EQ(std::memcmp(&block[100], here.get(), static_cast<std::size_t>(here.length)), 0);
    EXPECT_EQ(std::memcmp(&block[200], there.get(), static_cast<std::size_t>(there.length)), 0);
    EXPECT_EQ(text(300, 4), std::string_view("\0\0\0\0", 4));
    RIO_BUF small = slice(200, 8);
    EXPECT_EQ(truth_of([&] {
                  return rio.RIOReceiveEx(requests, &data, 1, nullptr, &small, nullptr, nullptr, 0,
                                          nullptr);
              }),
              failed(WSAEFAULT));
    EXPECT_EQ(truth_of([&] {
                  return rio.RIOSendEx(requests, &data, 1, &local, nullptr, nullptr, nullptr, 0,
                                       nullptr);
              }),
              failed(WSAEINVAL));
}

TEST_P(RegisteredStream, BesideOverlappedCallsTheOrderHolds) {
    const RIO_RQ requests = create_requests(pair.a, queue);
    ASSERT_EQ(receive(requests, slice(0, 3), 1), returned(1));
    Operation second(3);
    ASSERT_EQ(second.receive(pair.a), failed(WSA_IO_PENDING));
    ASSERT_EQ(receive(requests, slice(3, 3), 2), returned(1));
    send_all(pair.b, "abcdefghi");
    EXPECT_EQ(take(queue, 2).size(), 2U);
    ASSERT_TRUE(second.ends());
    EXPECT_EQ(text(0, 6), "abcghi");
    EXPECT_EQ(second.data, "def");
}

class RegisteredDatagram : public Registered {
protected:
    Pair pair = registered_pair(entry());
    RIO_CQ queue = create_queue();
};
WS2_OVER(RegisteredDatagram, registered_datagram);

TEST_P(RegisteredDatagram, MessagesKeepTheirBoundsAndSayWhenTheyAreTooLong) {
    const RIO_RQ requests = create_requests(pair.a, queue);
    for (ULONG i = 0; i < 3; ++i)
        ASSERT_EQ(receive(requests, slice(i * 10, 4), i), returned(1));
    for (const char* each : {"one", "longer", "two"})
        ASSERT_EQ(::send(pair.b, each, static_cast<int>(std::strlen(each)), 0),
                  static_cast<int>(std::strlen(each)));
    EXPECT_THAT(take(queue, 3), testing::ElementsAre(Completion{0, 3, kSocket, 0},
                                                     Completion{WSAEMSGSIZE, 4, kSocket, 1},
                                                     Completion{0, 3, kSocket, 2}));
    EXPECT_EQ(text(0, 3), "one");
    EXPECT_EQ(text(10, 4), "long");
    EXPECT_EQ(text(20, 3), "two");
    EXPECT_EQ(receive(requests, slice(0, 4), 0, RIO_MSG_WAITALL), failed(WSAEINVAL));
    put(50, "back");
    ASSERT_EQ(send(requests, slice(50, 4), 5), returned(1));
    EXPECT_EQ(conformance::receive(pair.b, 4), "back");
    EXPECT_THAT(take(queue, 1), testing::ElementsAre(Completion{0, 4, kSocket, 5}));
}

TEST_P(RegisteredDatagram, ExtendedRequestsCarryAddressesAndControlData) {
    const Socket s = create_registered(entry());
    const bool v6 = entry().info.iAddressFamily == AF_INET6;
    SOCKADDR_INET any{};
    any.si_family = v6 ? AF_INET6 : AF_INET;
    ASSERT_EQ(bind(s, reinterpret_cast<sockaddr*>(&any), v6 ? 28 : 16), 0);
    Address here = name_of(s); // with the wildcard address
    Address target = name_of(pair.a);
    (v6 ? reinterpret_cast<sockaddr_in6*>(&target.storage)->sin6_port
        : reinterpret_cast<sockaddr_in*>(&target.storage)->sin_port) =
        v6 ? reinterpret_cast<sockaddr_in6*>(&here.storage)->sin6_port
           : reinterpret_cast<sockaddr_in*>(&here.storage)->sin_port;
    const RIO_RQ requests = create_requests(s, queue);
    RIO_BUF data = slice(0, 16);
    RIO_BUF local = slice(100, sizeof(SOCKADDR_INET));
    RIO_BUF remote = slice(200, sizeof(SOCKADDR_INET));
    RIO_BUF control = slice(304, 200);
    RIO_BUF flags = slice(600, sizeof(DWORD));
    const DWORD on = 1;
    ASSERT_EQ(setsockopt(s, v6 ? IPPROTO_IPV6 : IPPROTO_IP, v6 ? IPV6_PKTINFO : IP_PKTINFO,
                         reinterpret_cast<const char*>(&on), sizeof on),
              0);
    ASSERT_EQ(truth_of([&] {
                  return rio.RIOReceiveEx(requests, &data, 1, &local, &remote, &control, &flags, 0,
                                          nullptr);
              }),
              returned(1));
    const Socket other = bound_overlapped(entry());
    ASSERT_EQ(sendto(other, "hi", 2, 0, target.get(), target.length), 2);
    EXPECT_THAT(take(queue, 1), testing::ElementsAre(Completion{0, 2, kSocket, 0}));
    const Address from = name_of(other);
    EXPECT_EQ(std::memcmp(&block[100], target.get(), static_cast<std::size_t>(target.length)), 0);
    EXPECT_EQ(std::memcmp(&block[200], from.get(), static_cast<std::size_t>(from.length)), 0);
    auto* head = reinterpret_cast<RIO_CMSG_BUFFER*>(&block[304]);
    const WSACMSGHDR* first = RIO_CMSG_FIRSTHDR(head);
    ASSERT_NE(first, nullptr);
    EXPECT_EQ(first->cmsg_type, v6 ? IPV6_PKTINFO : IP_PKTINFO);
    EXPECT_EQ(RIO_CMSG_NEXTHDR(head, first), nullptr);
    RIO_BUF answer = slice(700, 3);
    put(700, "yes");
    ASSERT_EQ(truth_of([&] {
                  return rio.RIOSendEx(requests, &answer, 1, nullptr, &remote, nullptr, nullptr, 0,
                                       nullptr);
              }),
              returned(1));
    EXPECT_EQ(conformance::receive(other, 3), "yes");
    EXPECT_EQ(take(queue, 1).size(), 1U);
}

TEST_P(RegisteredDatagram, TheLocalAddressComesWithoutAnOptionOfTheProgram) {
    const RIO_RQ requests = create_requests(pair.a, queue);
    RIO_BUF data = slice(0, 16);
    RIO_BUF local = slice(100, sizeof(SOCKADDR_INET));
    ASSERT_EQ(truth_of([&] {
                  return rio.RIOReceiveEx(requests, &data, 1, &local, nullptr, nullptr, nullptr, 0,
                                          nullptr);
              }),
              returned(1));
    ASSERT_EQ(::send(pair.b, "x", 1, 0), 1);
    ASSERT_EQ(take(queue, 1).size(), 1U);
    const Address here = name_of(pair.a);
    EXPECT_EQ(std::memcmp(&block[100], here.get(), static_cast<std::size_t>(here.length)), 0);
}

TEST_P(RegisteredDatagram, AnEmptyMessageNeedsNoSlice) {
    const RIO_RQ requests = create_requests(pair.a, queue);
    ASSERT_EQ(truth_of([&] { return rio.RIOReceive(requests, nullptr, 0, 0, nullptr); }),
              returned(1));
    ASSERT_EQ(::send(pair.b, "", 0, 0), 0);
    EXPECT_THAT(take(queue, 1), testing::ElementsAre(Completion{0, 0, kSocket, 0}));
    ASSERT_EQ(truth_of([&] { return rio.RIOSend(requests, nullptr, 0, 0, nullptr); }), returned(1));
    EXPECT_THAT(take(queue, 1), testing::ElementsAre(Completion{0, 0, kSocket, 0}));
    char room = 0;
    EXPECT_EQ(recv(pair.b, &room, 1, 0), 0);
}

} // namespace
} // namespace ws2::conformance
