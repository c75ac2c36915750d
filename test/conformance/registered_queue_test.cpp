// Suite conformance: Registered I/O's queues and buffers: making, limits, notification, ends.
#include "conformance/registered.hpp"

#include <atomic>
#include <thread>

namespace ws2::conformance {
namespace {

class RegisteredQueue : public Registered {
protected:
    Outcome requests_outcome(SOCKET s, RIO_CQ receives, RIO_CQ sends, ULONG most_receives = 1,
                             ULONG most_sends = 1) {
        return truth_of([&] {
            return rio.RIOCreateRequestQueue(s, most_receives, 1, most_sends, 1, receives, sends,
                                             nullptr) != RIO_INVALID_RQ;
        });
    }
    Outcome queue_outcome(DWORD size, RIO_NOTIFICATION_COMPLETION* notification) {
        return truth_of([&] {
            const RIO_CQ made = rio.RIOCreateCompletionQueue(size, notification);
            rio.RIOCloseCompletionQueue(made);
            return made != RIO_INVALID_CQ;
        });
    }
    RIO_NOTIFICATION_COMPLETION by_event(bool reset) const {
        RIO_NOTIFICATION_COMPLETION notification{};
        notification.Type = RIO_EVENT_COMPLETION;
        notification.Event.EventHandle = operation.overlapped.hEvent;
        notification.Event.NotifyReset = reset;
        return notification;
    }

    Operation operation; // for its event
    Pair pair = registered_pair(entry());
};
WS2_OVER(RegisteredQueue, registered_stream);

TEST_P(RegisteredQueue, OnlyTheTableHasAnIdentifier) {
    GUID unknown = {1, 2, 3, {4}};
    GUID known = WSAID_MULTIPLE_RIO;
    RIO_EXTENSION_FUNCTION_TABLE table{};
    DWORD size = 0;
    const auto ask = [&](GUID& id, DWORD room) {
        return outcome_of([&] {
            return WSAIoctl(pair.a, SIO_GET_MULTIPLE_EXTENSION_FUNCTION_POINTER, &id, sizeof id,
                            &table, room, &size, nullptr, nullptr);
        });
    };
    EXPECT_EQ(ask(unknown, sizeof table), failed(WSAEINVAL));
    EXPECT_EQ(ask(known, sizeof table - 1), failed(WSAEFAULT));
    EXPECT_EQ(ask(known, sizeof table), returned(0));
    EXPECT_EQ(size, sizeof table);
    EXPECT_EQ(table.cbSize, sizeof table);
    EXPECT_NE(table.RIOResizeRequestQueue, nullptr);
}

TEST_P(RegisteredQueue, BuffersAreCheckedAndForgotten) {
    EXPECT_EQ(
        truth_of([&] { return rio.RIORegisterBuffer(block.data(), 0) != RIO_INVALID_BUFFERID; }),
        failed(WSAEINVAL));
    EXPECT_EQ(truth_of([&] { return rio.RIORegisterBuffer(nullptr, 5) != RIO_INVALID_BUFFERID; }),
              failed(WSAEFAULT));
    const RIO_CQ queue = create_queue();
    const RIO_RQ requests = create_requests(pair.a, queue);
    const RIO_BUFFERID other = rio.RIORegisterBuffer(block.data(), 10);
    EXPECT_EQ(receive(requests, {other, 5, 6}), failed(WSAEFAULT));
    EXPECT_EQ(receive(requests, {other, 11, 0}), failed(WSAEFAULT));
    EXPECT_EQ(receive(requests, {other, 5, 5}), returned(1));
    rio.RIODeregisterBuffer(other);
    rio.RIODeregisterBuffer(other);
    rio.RIODeregisterBuffer(RIO_INVALID_BUFFERID);
    EXPECT_EQ(receive(requests, {other, 5, 5}), failed(WSAEFAULT));
    EXPECT_EQ(receive(requests, {RIO_INVALID_BUFFERID, 0, 1}), failed(WSAEFAULT));
    const RIO_BUFFERID again = rio.RIORegisterBuffer(block.data(), 10);
    EXPECT_NE(again, other);
    rio.RIODeregisterBuffer(again);
    send_all(pair.b, "x"); // what was posted before is not disturbed
    EXPECT_THAT(take(queue, 1), testing::ElementsAre(Completion{0, 1, kSocket, 0}));
}

TEST_P(RegisteredQueue, ACompletionQueueNeedsASizeAndAWholeNotification) {
    EXPECT_EQ(queue_outcome(0, nullptr), failed(WSAEINVAL));
    EXPECT_EQ(queue_outcome(RIO_MAX_CQ_SIZE + 1, nullptr), failed(WSAEINVAL));
    EXPECT_EQ(queue_outcome(RIO_MAX_CQ_SIZE, nullptr), returned(1));
    RIO_NOTIFICATION_COMPLETION notification = by_event(false);
    EXPECT_EQ(queue_outcome(1, &notification), returned(1));
    notification.Event.EventHandle = nullptr;
    EXPECT_EQ(queue_outcome(1, &notification), failed(WSAEINVAL));
    notification.Type = static_cast<RIO_NOTIFICATION_COMPLETION_TYPE>(3);
    EXPECT_EQ(queue_outcome(1, &notification), failed(WSAEINVAL));
    notification = {};
    notification.Type = RIO_IOCP_COMPLETION;
    notification.Iocp.Overlapped = &operation.overlapped;
    EXPECT_EQ(queue_outcome(1, &notification), failed(WSAEINVAL));
}

TEST_P(RegisteredQueue, ARequestQueueNeedsAFittingSocketAndPlaces) {
    const RIO_CQ queue = create_queue(4);
    EXPECT_EQ(requests_outcome(INVALID_SOCKET, queue, queue), failed(WSAENOTSOCK));
    EXPECT_EQ(requests_outcome(pair.b, queue, queue), failed(WSAEOPNOTSUPP)); // not registered
    EXPECT_EQ(requests_outcome(pair.a, RIO_INVALID_CQ, queue), failed(WSAEINVAL));
    EXPECT_EQ(requests_outcome(pair.a, queue, RIO_INVALID_CQ), failed(WSAEINVAL));
    EXPECT_EQ(requests_outcome(pair.a, queue, queue, 0, 0), failed(WSAEINVAL));
    EXPECT_EQ(requests_outcome(pair.a, queue, queue, 3, 2), failed(WSAENOBUFS));
    EXPECT_EQ(requests_outcome(pair.a, queue, queue, 2, 2), returned(1)); // nothing was kept
    EXPECT_EQ(requests_outcome(pair.a, queue, queue), failed(WSAEINVAL));
    const Pair second = registered_pair(entry());
    EXPECT_EQ(requests_outcome(second.a, queue, queue), failed(WSAENOBUFS));
    pair.a.close(); // its places are free again
    EXPECT_EQ(requests_outcome(second.a, queue, queue), returned(1));
}

TEST_P(RegisteredQueue, QueuesCanBeResizedWithinTheirUse) {
    const RIO_CQ queue = create_queue(4);
    const RIO_RQ requests = create_requests(pair.a, queue, 2, 2);
    const auto resize_queue = [&](DWORD size) {
        return truth_of([&] { return rio.RIOResizeCompletionQueue(queue, size); });
    };
    const auto resize = [&](DWORD receives, DWORD sends) {
        return truth_of([&] { return rio.RIOResizeRequestQueue(requests, receives, sends); });
    };
    EXPECT_EQ(resize_queue(3), failed(WSAETOOMANYREFS));
    EXPECT_EQ(resize_queue(0), failed(WSAEINVAL));
    EXPECT_EQ(resize_queue(RIO_MAX_CQ_SIZE + 1), failed(WSAEINVAL));
    EXPECT_EQ(resize(3, 2), failed(WSAENOBUFS));
    EXPECT_EQ(resize(0, 0), failed(WSAEINVAL));
    EXPECT_EQ(resize(3, 1), returned(1));
    EXPECT_EQ(resize_queue(6), returned(1));
    EXPECT_EQ(resize(4, 2), returned(1));
    for (ULONG i = 0; i < 4; ++i)
        EXPECT_EQ(receive(requests, slice(i, 1)), returned(1));
    EXPECT_EQ(receive(requests, slice(5, 1)), failed(WSAENOBUFS));
    EXPECT_EQ(resize(3, 2), failed(WSAETOOMANYREFS));
}

TEST_P(RegisteredQueue, BadNumbersAreAnswered) {
    const RIO_CQ queue = create_queue();
    const RIO_RQ requests = create_requests(pair.a, queue);
    auto* const rubbish = reinterpret_cast<RIO_CQ_t*>(0x1234567812345678);
    for (const RIO_CQ bad : {RIO_INVALID_CQ, RIO_CQ{rubbish}}) {
        EXPECT_EQ(rio.RIODequeueCompletion(bad, nullptr, 0), RIO_CORRUPT_CQ);
        EXPECT_EQ(rio.RIONotify(bad), WSAEINVAL);
        EXPECT_EQ(truth_of([&] { return rio.RIOResizeCompletionQueue(bad, 5); }),
                  failed(WSAEINVAL));
        rio.RIOCloseCompletionQueue(bad);
    }
    pair.a.close();
    for (const RIO_RQ bad : {RIO_INVALID_RQ, reinterpret_cast<RIO_RQ>(rubbish), requests}) {
        EXPECT_EQ(receive(bad, slice(0, 1)), failed(WSAEINVAL));
        EXPECT_EQ(send(bad, slice(0, 1)), failed(WSAEINVAL));
        EXPECT_EQ(truth_of([&] { return rio.RIOResizeRequestQueue(bad, 1, 1); }),
                  failed(WSAEINVAL));
    }
}

TEST_P(RegisteredQueue, AnEventTellsOnceForEachNotify) {
    RIO_NOTIFICATION_COMPLETION notification = by_event(true);
    const RIO_CQ queue = create_queue(64, &notification);
    const RIO_RQ requests = create_requests(pair.a, queue);
    ASSERT_EQ(receive(requests, slice(0, 1), 1), returned(1));
    EXPECT_EQ(rio.RIONotify(queue), 0);
    EXPECT_EQ(rio.RIONotify(queue), WSAEALREADY);
    EXPECT_FALSE(operation.signalled());
    send_all(pair.b, "ab");
    ASSERT_TRUE(operation.ends());
    EXPECT_EQ(rio.RIONotify(queue), 0); // resets, and tells at once: the queue is not empty
    EXPECT_TRUE(operation.signalled());
    EXPECT_EQ(take(queue, 1).size(), 1U);
    EXPECT_EQ(rio.RIONotify(queue), 0);
    EXPECT_FALSE(operation.signalled());
    ASSERT_EQ(receive(requests, slice(0, 1), 2), returned(1)); // ready at once
    EXPECT_TRUE(operation.ends());
    EXPECT_EQ(take(queue, 1).size(), 1U);
}

TEST_P(RegisteredQueue, ARequestMayAskForNoNotification) {
    RIO_NOTIFICATION_COMPLETION notification = by_event(true);
    const RIO_CQ queue = create_queue(64, &notification);
    const RIO_RQ requests = create_requests(pair.a, queue);
    put(0, "quiet");
    ASSERT_EQ(send(requests, slice(0, 5), 1, RIO_MSG_DONT_NOTIFY), returned(1));
    EXPECT_EQ(conformance::receive(pair.b, 5), "quiet");
    EXPECT_EQ(rio.RIONotify(queue), 0);
    EXPECT_FALSE(operation.signalled()); // although there is a completion
    ASSERT_EQ(send(requests, slice(0, 5), 2, RIO_MSG_DONT_NOTIFY), returned(1));
    EXPECT_FALSE(operation.signalled());
    ASSERT_EQ(send(requests, slice(0, 5), 3), returned(1));
    EXPECT_TRUE(operation.ends());
    EXPECT_EQ(take(queue, 3).size(), 3U);
}

TEST_P(RegisteredQueue, APortGetsOnePacketForEachNotify) {
    const HANDLE port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, nullptr, 0, 0);
    RIO_NOTIFICATION_COMPLETION notification{};
    notification.Type = RIO_IOCP_COMPLETION;
    notification.Iocp.IocpHandle = port;
    notification.Iocp.CompletionKey = reinterpret_cast<PVOID>(ULONG_PTR{77});
    notification.Iocp.Overlapped = &operation.overlapped;
    const RIO_CQ queue = create_queue(64, &notification);
    const RIO_RQ requests = create_requests(pair.a, queue);
    for (ULONG i = 0; i < 3; ++i)
        ASSERT_EQ(receive(requests, slice(i, 1), i), returned(1));
    ASSERT_EQ(rio.RIONotify(queue), 0);
    send_all(pair.b, "abc");
    DWORD count = 1;
    ULONG_PTR key = 0;
    OVERLAPPED* overlapped = nullptr;
    ASSERT_TRUE(GetQueuedCompletionStatus(port, &count, &key, &overlapped, 30000));
    EXPECT_EQ(key, 77U);
    EXPECT_EQ(overlapped, &operation.overlapped);
    EXPECT_EQ(count, 0U);
    EXPECT_EQ(take(queue, 3).size(), 3U);
    EXPECT_FALSE(GetQueuedCompletionStatus(port, &count, &key, &overlapped, 0));
    CloseHandle(port); // the queue keeps what it needs
    EXPECT_EQ(rio.RIONotify(queue), 0);
    ASSERT_EQ(receive(requests, slice(0, 1), 4), returned(1));
    send_all(pair.b, "d");
    EXPECT_EQ(take(queue, 1).size(), 1U);
}

TEST_P(RegisteredQueue, APolledQueueIsNotNotified) {
    const RIO_CQ queue = create_queue();
    EXPECT_EQ(rio.RIONotify(queue), WSAEINVAL);
}

TEST_P(RegisteredQueue, ClosingTheSocketEndsWhatIsPendingAndWhatIsDeferred) {
    const RIO_CQ queue = create_queue();
    const RIO_RQ requests = create_requests(pair.a, queue);
    ASSERT_EQ(receive(requests, slice(0, 5), 1), returned(1));
    ASSERT_EQ(receive(requests, slice(5, 5), 2), returned(1));
    ASSERT_EQ(receive(requests, slice(10, 5), 3, RIO_MSG_DEFER), returned(1));
    pair.a.close();
    for (const Completion& each : take(queue, 3))
        EXPECT_EQ(each, (Completion{WSA_OPERATION_ABORTED, 0, kSocket, each.request}));
    EXPECT_EQ(ready(queue), 0U);
    EXPECT_EQ(receive_until_end(pair.b).data, "");
}

TEST_P(RegisteredQueue, ClosingTheQueueDropsWhatCompletesLater) {
    const RIO_CQ queue = create_queue();
    const RIO_RQ requests = create_requests(pair.a, queue);
    put(0, "sent");
    ASSERT_EQ(receive(requests, slice(10, 5), 1), returned(1));
    ASSERT_EQ(send(requests, slice(0, 4), 2), returned(1));
    ASSERT_EQ(send(requests, slice(0, 4), 3, RIO_MSG_DEFER), returned(1));
    rio.RIOCloseCompletionQueue(queue);
    EXPECT_EQ(rio.RIODequeueCompletion(queue, nullptr, 0), RIO_CORRUPT_CQ);
    EXPECT_EQ(receive(requests, slice(0, 1), 4), failed(WSAEINVAL));
    const RIO_CQ other = create_queue();
    EXPECT_NE(other, queue);
    send_all(pair.b, "x"); // ends the receive
    EXPECT_EQ(conformance::receive(pair.b, 4), "sent");
    EXPECT_EQ(ready(other), 0U);
    pair.a.close();
    EXPECT_EQ(receive_until_end(pair.b).data, "");
    EXPECT_EQ(ready(other), 0U);
}

TEST_P(RegisteredQueue, ProgressNeedsNoThreadOfTheProgram) {
    const RIO_CQ queue = create_queue();
    const RIO_RQ requests = create_requests(pair.a, queue);
    const std::string data = pattern(block.size());
    put(0, data);
    ASSERT_EQ(send(requests, slice(0, static_cast<ULONG>(data.size())), 1), returned(1));
    EXPECT_TRUE(conformance::receive(pair.b, data.size()) == data); // nobody asks the queue
    EXPECT_EQ(take(queue, 1).size(), 1U);
}

TEST_P(RegisteredQueue, ASocketOfAPortCompletesToItsQueueAndItsOverlappedCallsToThePort) {
    CompletionPort port;
    port.take(pair.a, 5);
    const RIO_CQ queue = create_queue();
    const RIO_RQ requests = create_requests(pair.a, queue);
    ASSERT_EQ(receive(requests, slice(0, 1), 1), returned(1));
    Operation second(1);
    ASSERT_EQ(second.receive(pair.a), failed(WSA_IO_PENDING));
    send_all(pair.b, "ab");
    EXPECT_EQ(take(queue, 1).size(), 1U);
    EXPECT_EQ(port.next().overlapped, &second.overlapped);
}

// Threads that share a completion queue, while sockets come and go.
TEST_P(RegisteredQueue, ThreadsMayShareACompletionQueue) {
    constexpr ULONG each = 40;
    const RIO_CQ queue = create_queue(512);
    std::atomic<unsigned> working = 3;
    std::atomic<unsigned> posted = 0;
    const auto work = [&](ULONG number) {
        for (ULONG round = 0; round < each; ++round) {
            Pair own = registered_pair(entry());
            const RIO_RQ requests = create_requests(own.a, queue, 4, 4, number);
            const ULONG at = number * 64;
            for (ULONG i = 0; i < 3; ++i)
                posted += receive(requests, slice(at + i, 1), i, i == 1 ? RIO_MSG_DEFER : 0) ==
                          returned(1);
            for (ULONG i = 0; i < 3; ++i)
                posted += send(requests, slice(at + 32, 8), i, RIO_MSG_DEFER) == returned(1);
            rio.RIOSend(requests, nullptr, 0, RIO_MSG_COMMIT_ONLY, nullptr);
            send_all(own.b, "12");
            conformance::receive(own.b, 24);
        }
        --working;
    };
    std::vector<std::thread> threads;
    for (ULONG number = 0; number < 3; ++number)
        threads.emplace_back(work, number);
    unsigned completed = 0;
    std::array<RIORESULT, 8> results{};
    while (working != 0)
        completed += rio.RIODequeueCompletion(queue, results.data(), results.size());
    for (std::thread& thread : threads)
        thread.join();
    while (const ULONG more = rio.RIODequeueCompletion(queue, results.data(), results.size()))
        completed += more;
    EXPECT_EQ(completed, posted); // each exactly once, what was aborted included
}

TEST_P(RegisteredQueue, QueuesMayCloseUnderTheirUsers) {
    std::atomic<bool> over = false;
    std::atomic<RIO_CQ> shared = create_queue(64);
    std::thread closer([&] {
        for (int round = 0; round < 100; ++round) {
            rio.RIOCloseCompletionQueue(shared);
            shared = rio.RIOCreateCompletionQueue(64, nullptr);
            std::this_thread::yield();
        }
        over = true;
    });
    while (!over) {
        Pair own = registered_pair(entry());
        const RIO_CQ queue = shared;
        const RIO_RQ requests = rio.RIOCreateRequestQueue(own.a, 2, 1, 2, 1, queue, queue, nullptr);
        RIO_BUF where = slice(0, 4);
        rio.RIOReceive(requests, &where, 1, 0, nullptr);
        rio.RIOSend(requests, &where, 1, RIO_MSG_DEFER, nullptr);
        rio.RIOSend(requests, nullptr, 0, RIO_MSG_COMMIT_ONLY, nullptr);
        ready(queue);
    }
    closer.join();
    rio.RIOCloseCompletionQueue(shared);
}

} // namespace
} // namespace ws2::conformance
