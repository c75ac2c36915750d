// Suite conformance: overlapped receives and sends of connections, and the three ways to hear of
// their end.
#include "conformance/overlapped.hpp"

#include <deque>
#include <thread>

namespace ws2::conformance {
namespace {

class Overlapped : public Case {};
WS2_OVER(Overlapped, overlapped_connection);

class OverlappedStream : public Case {};
WS2_OVER(OverlappedStream, overlapped_stream);

TEST_P(Overlapped, AReceiveIsPendingUntilDataComesAndThenSetsItsEvent) {
    const Pair pair = overlapped_pair(entry());
    Operation receive;
    SetEvent(receive.overlapped.hEvent);
    EXPECT_EQ(receive.receive(pair.b), failed(WSA_IO_PENDING));
    EXPECT_FALSE(receive.signalled()) << "the start resets the event";
    EXPECT_FALSE(HasOverlappedIoCompleted(&receive.overlapped));
    EXPECT_EQ(receive.result(pair.b), failed(WSA_IO_INCOMPLETE));
    send_all(pair.a, "hello");
    ASSERT_TRUE(receive.ends());
    EXPECT_EQ(receive.result(pair.b), returned(5));
    EXPECT_EQ(receive.data.substr(0, 5), "hello");
    EXPECT_TRUE(HasOverlappedIoCompleted(&receive.overlapped));
}

TEST_P(Overlapped, ASendThatFitsReturnsZeroAndIsIndicated) {
    const Pair pair = overlapped_pair(entry());
    Operation send(16);
    EXPECT_EQ(send.send(pair.a), returned(0));
    EXPECT_TRUE(send.signalled());
    EXPECT_EQ(send.result(pair.a), returned(16));
    EXPECT_EQ(receive(pair.b, 16), send.data);
}

TEST_P(Overlapped, AnEventThatIsNoneIsWSA_INVALID_HANDLEAndNothingStarts) {
    const Pair pair = overlapped_pair(entry());
    const HANDLE gone = CreateEventW(nullptr, TRUE, FALSE, nullptr);
    CloseHandle(gone);
    const HANDLE mutex = CreateMutexW(nullptr, FALSE, nullptr);
    for (const HANDLE event : {gone, mutex, reinterpret_cast<HANDLE>(ULONG_PTR{12345678})}) {
        Operation operation(4);
        const HANDLE own = std::exchange(operation.overlapped.hEvent, event);
        EXPECT_EQ(operation.receive(pair.b), failed(WSA_INVALID_HANDLE));
        EXPECT_EQ(operation.send(pair.b), failed(WSA_INVALID_HANDLE));
        operation.overlapped.hEvent = own;
    }
    CloseHandle(mutex);
    send_all(pair.a, "data");
    EXPECT_EQ(receive(pair.b, 4), "data");
    set_blocking(pair.a, false);
    char octet = 0;
    EXPECT_EQ(outcome_of([&] { return recv(pair.a, &octet, 1, 0); }), failed(WSAEWOULDBLOCK));
}

struct Heard {
    DWORD error = 1;
    DWORD count = 0;
    WSAOVERLAPPED* overlapped = nullptr;
    DWORD flags = 1;
};
constinit thread_local Heard heard{};

void CALLBACK hear(DWORD error, DWORD count, LPWSAOVERLAPPED overlapped, DWORD flags) {
    heard = {error, count, overlapped, flags};
}

TEST_P(Overlapped, ARoutineRunsInAnAlertableWaitOfTheThreadThatAsked) {
    const Pair pair = overlapped_pair(entry());
    heard = {};
    WSAOVERLAPPED overlapped{};
    std::string room(64, '?');
    WSABUF buffer = buffer_over(room);
    DWORD flags = 0;
    EXPECT_EQ(
        outcome_of([&] { return WSARecv(pair.b, &buffer, 1, nullptr, &flags, &overlapped, hear); }),
        failed(WSA_IO_PENDING));
    send_all(pair.a, "abc");
    EXPECT_EQ(SleepEx(0, FALSE), 0U);
    EXPECT_EQ(heard.overlapped, nullptr) << "not in a wait that is not alertable";
    EXPECT_EQ(SleepEx(30000, TRUE), static_cast<DWORD>(WAIT_IO_COMPLETION));
    EXPECT_EQ(heard.error, 0U);
    EXPECT_EQ(heard.count, 3U);
    EXPECT_EQ(heard.overlapped, &overlapped);
    EXPECT_EQ(heard.flags, 0U);
}

TEST_P(Overlapped, APortTellsTheKeyTheCountAndTheStructure) {
    const Pair pair = overlapped_pair(entry());
    CompletionPort port;
    port.take(pair.b, 77);
    Operation receive;
    EXPECT_EQ(receive.receive(pair.b), failed(WSA_IO_PENDING));
    send_all(pair.a, "abcd");
    const auto packet = port.next();
    EXPECT_TRUE(packet.good);
    EXPECT_EQ(packet.count, 4U);
    EXPECT_EQ(packet.key, 77U);
    EXPECT_EQ(packet.overlapped, &receive.overlapped);
    EXPECT_TRUE(receive.signalled()) << "the event is set as well";
}

TEST_P(Overlapped, APortHearsOfWhatWasDoneAtOnceUnlessItIsToBeSkipped) {
    const Pair pair = overlapped_pair(entry());
    CompletionPort port;
    port.take(pair.a, 1);
    Operation first;
    ASSERT_EQ(first.send(pair.a), returned(0));
    EXPECT_EQ(port.next().overlapped, &first.overlapped);
    ASSERT_TRUE(SetFileCompletionNotificationModes(handle_of(pair.a),
                                                   FILE_SKIP_COMPLETION_PORT_ON_SUCCESS));
    Operation second;
    ASSERT_EQ(second.send(pair.a), returned(0));
    EXPECT_EQ(port.next(0).error, static_cast<DWORD>(WAIT_TIMEOUT));
}

TEST_P(OverlappedStream, ReceivesAreFilledInTheOrderOfPosting) {
    const Pair pair = overlapped_pair(entry());
    std::deque<Operation> receives;
    for (int i = 0; i < 16; ++i)
        EXPECT_EQ(receives.emplace_back(4).receive(pair.b, MSG_WAITALL), failed(WSA_IO_PENDING));
    const std::string data = pattern(64);
    send_all(pair.a, data);
    std::string got;
    for (Operation& each : receives) {
        ASSERT_TRUE(each.ends());
        EXPECT_EQ(each.result(pair.b), returned(4));
        got += each.data;
    }
    EXPECT_EQ(got, data);
}

TEST_P(Overlapped, SendsCompleteWholeAndInOrder) {
    const Pair pair = overlapped_pair(entry());
    std::deque<Operation> sends;
    std::string all = post_until_the_last_waits(pair, sends);
    for (unsigned seed = 1000; seed < 1008; ++seed) {
        Operation& send = sends.emplace_back(0);
        send.data = pattern(70001, seed);
        all += send.data;
        EXPECT_EQ(send.send(pair.a), failed(WSA_IO_PENDING));
    }
    EXPECT_TRUE(receive(pair.b, all.size()) == all);
    for (Operation& each : sends) {
        ASSERT_TRUE(each.ends());
        EXPECT_EQ(each.result(pair.a), returned(static_cast<long long>(each.data.size())));
    }
}

TEST_P(Overlapped, AReceiveOfNothingEndsWhenThereIsSomethingAndTakesNothing) {
    const Pair pair = overlapped_pair(entry());
    Operation receive_nothing(0);
    EXPECT_EQ(receive_nothing.receive(pair.b), failed(WSA_IO_PENDING));
    send_all(pair.a, "abc");
    ASSERT_TRUE(receive_nothing.ends());
    EXPECT_EQ(receive_nothing.result(pair.b), returned(0));
    EXPECT_EQ(receive(pair.b, 3), "abc");
}

TEST_P(Overlapped, TheEndIsWhatASynchronousReceiveWouldSay) {
    const Pair pair = overlapped_pair(entry());
    Operation receive;
    EXPECT_EQ(receive.receive(pair.b), failed(WSA_IO_PENDING));
    ASSERT_EQ(shutdown(pair.a, SD_SEND), 0);
    ASSERT_TRUE(receive.ends());
    EXPECT_EQ(receive.result(pair.b), graceful_end(entry()));
}

class OverlappedReset : public Case {};
WS2_OVER(OverlappedReset,
         [](const Entry& entry) { return overlapped_connection(entry) && resettable(entry); });

TEST_P(OverlappedReset, APeersResetIsWSAECONNRESET) {
    Pair pair = overlapped_pair(entry());
    Operation receive;
    EXPECT_EQ(receive.receive(pair.b), failed(WSA_IO_PENDING));
    set_linger(pair.a, true, 0);
    pair.a.close();
    ASSERT_TRUE(receive.ends());
    EXPECT_EQ(receive.result(pair.b), failed(WSAECONNRESET));
}

TEST_P(Overlapped, ClosingTheSocketAbortsAndIndicates) {
    Pair pair = overlapped_pair(entry());
    Operation first;
    Operation second;
    EXPECT_EQ(first.receive(pair.b), failed(WSA_IO_PENDING));
    EXPECT_EQ(second.receive(pair.b), failed(WSA_IO_PENDING));
    const SOCKET closed = pair.b;
    pair.b.close();
    for (Operation* each : {&first, &second}) {
        ASSERT_TRUE(each->ends());
        EXPECT_EQ(each->result(closed), failed(WSAENOTSOCK));
        DWORD count = 0;
        EXPECT_FALSE(GetOverlappedResult(handle_of(closed), &each->overlapped, &count, FALSE));
        EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_OPERATION_ABORTED));
    }
}

TEST_P(Overlapped, WhatAThreadAskedEndsWithItUnlessAPortHasTheSocket) {
    Operation mine;
    Operation ports;
    Operation own;
    const Pair pair = overlapped_pair(entry());
    const Pair other = overlapped_pair(entry());
    CompletionPort port;
    port.take(other.b, 1);
    std::thread([&] {
        EXPECT_EQ(mine.receive(pair.b), failed(WSA_IO_PENDING));
        EXPECT_EQ(ports.receive(other.b), failed(WSA_IO_PENDING));
    }).join();
    EXPECT_EQ(own.receive(pair.b), failed(WSA_IO_PENDING));
    ASSERT_TRUE(mine.ends());
    EXPECT_EQ(mine.result(pair.b), failed(WSA_OPERATION_ABORTED));
    send_all(other.a, "x");
    EXPECT_EQ(port.next().overlapped, &ports.overlapped);
    send_all(pair.a, "y");
    ASSERT_TRUE(own.ends());
    EXPECT_EQ(own.result(pair.b), returned(1));
}

TEST_P(Overlapped, CancelIoExEndsOneOperationAndLeavesTheRest) {
    const Pair pair = overlapped_pair(entry());
    Operation first;
    Operation second;
    EXPECT_EQ(first.receive(pair.b), failed(WSA_IO_PENDING));
    EXPECT_EQ(second.receive(pair.b), failed(WSA_IO_PENDING));
    EXPECT_TRUE(CancelIoEx(handle_of(pair.b), &first.overlapped));
    ASSERT_TRUE(first.ends());
    EXPECT_EQ(first.result(pair.b), failed(WSA_OPERATION_ABORTED));
    send_all(pair.a, "abc");
    ASSERT_TRUE(second.ends());
    EXPECT_EQ(second.result(pair.b), returned(3));
    EXPECT_FALSE(CancelIoEx(handle_of(pair.b), nullptr));
    EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_NOT_FOUND));
}

TEST_P(Overlapped, TheResultCallRefusesBadArguments) {
    const Pair pair = overlapped_pair(entry());
    Operation send;
    ASSERT_EQ(send.send(pair.a), returned(0));
    DWORD count = 99;
    DWORD flags = 0;
    const auto ask = [&](SOCKET s, WSAOVERLAPPED* overlapped, DWORD* to, DWORD* flags_to) {
        return truth_of([&] { return WSAGetOverlappedResult(s, overlapped, to, FALSE, flags_to); });
    };
    EXPECT_EQ(ask(INVALID_SOCKET, &send.overlapped, &count, &flags), failed(WSAENOTSOCK));
    EXPECT_EQ(ask(pair.a, nullptr, &count, &flags), failed(WSAEFAULT));
    EXPECT_EQ(ask(pair.a, &send.overlapped, nullptr, &flags), failed(WSAEFAULT));
    EXPECT_EQ(ask(pair.a, &send.overlapped, &count, nullptr), failed(WSAEFAULT));
    EXPECT_EQ(count, 99U);
}

TEST_P(Overlapped, TheResultCallCanWait) {
    const Pair pair = overlapped_pair(entry());
    Operation receive;
    ASSERT_EQ(receive.receive(pair.b), failed(WSA_IO_PENDING));
    send_all(pair.a, "abc");
    DWORD count = 0;
    DWORD flags = 1;
    EXPECT_TRUE(WSAGetOverlappedResult(pair.b, &receive.overlapped, &count, TRUE, &flags));
    EXPECT_EQ(count, 3U);
    EXPECT_EQ(flags, 0U);
}

TEST_P(Overlapped, ASocketThatIsNotOverlappedIgnoresTheStructure) {
    const Pair pair = connect_pair(entry());
    Operation operation(3);
    WSABUF buffer = buffer_over(operation.data);
    DWORD count = 0;
    EXPECT_EQ(outcome_of([&] {
                  return WSASend(pair.a, &buffer, 1, &count, 0, &operation.overlapped, nullptr);
              }),
              returned(0));
    EXPECT_EQ(count, 3U);
    EXPECT_FALSE(operation.signalled());
}

TEST_P(Overlapped, FilesCallsMoveOctetsToo) {
    const Pair pair = overlapped_pair(entry());
    Operation read(8);
    DWORD count = 0;
    EXPECT_EQ(truth_of([&] {
                  return ReadFile(handle_of(pair.b), read.data.data(), 8, nullptr,
                                  &read.overlapped);
              }),
              failed(ERROR_IO_PENDING));
    EXPECT_TRUE(WriteFile(handle_of(pair.a), "abcd", 4, &count, nullptr));
    EXPECT_EQ(count, 4U);
    ASSERT_TRUE(read.ends());
    EXPECT_TRUE(GetOverlappedResult(handle_of(pair.b), &read.overlapped, &count, FALSE));
    EXPECT_EQ(count, 4U);
    EXPECT_EQ(read.data.substr(0, 4), "abcd");
}

class OverlappedLayer : public Case {};
WS2_OVER(OverlappedLayer, [](const Entry& entry) {
    return entry.connected() && entry.subject->overlapped && hides_handles(entry);
});

TEST_P(OverlappedLayer, CancelReachesWhatIsBelowAndLeavesTheRest) {
    Operation first;
    Operation second;
    Operation third;
    const Pair pair = overlapped_pair(entry());
    for (Operation* each : {&first, &second, &third})
        ASSERT_EQ(each->receive(pair.b), failed(WSA_IO_PENDING));
    EXPECT_TRUE(CancelIoEx(handle_of(pair.b), &second.overlapped));
    ASSERT_TRUE(second.ends());
    EXPECT_EQ(second.result(pair.b), failed(WSA_OPERATION_ABORTED));
    EXPECT_FALSE(CancelIoEx(handle_of(pair.b), &second.overlapped));
    EXPECT_EQ(GetLastError(), static_cast<DWORD>(ERROR_NOT_FOUND));
    send_all(pair.a, "x");
    ASSERT_TRUE(first.ends());
    EXPECT_EQ(first.result(pair.b), returned(1));
    std::thread([&] { CancelIo(handle_of(pair.b)); }).join();
    EXPECT_FALSE(third.signalled()) << "another thread asked for it";
    EXPECT_TRUE(CancelIo(handle_of(pair.b)));
    ASSERT_TRUE(third.ends());
    EXPECT_EQ(third.result(pair.b), failed(WSA_OPERATION_ABORTED));
}

} // namespace
} // namespace ws2::conformance
