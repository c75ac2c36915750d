// Suite conformance: extension functions by GUID; ConnectEx, DisconnectEx, TransmitFile.
#include "conformance/overlapped.hpp"

#include <array>
#include <cstdio>

namespace ws2::conformance {
namespace {

class Extension : public Case {
protected:
    LPFN_CONNECTEX connect_ex(SOCKET s) { return extension<LPFN_CONNECTEX>(s, WSAID_CONNECTEX); }
    LPFN_DISCONNECTEX disconnect_ex(SOCKET s) {
        return extension<LPFN_DISCONNECTEX>(s, WSAID_DISCONNECTEX);
    }
    Outcome connect_to(SOCKET s, const Address& there, std::string first = {}) {
        data = std::move(first);
        return truth_of([&] {
            return connect_ex(s)(s, there.get(), there.length, data.empty() ? nullptr : data.data(),
                                 static_cast<DWORD>(data.size()), &count, &operation.overlapped);
        });
    }
    static bool writable_now(SOCKET s) {
        fd_set set;
        FD_ZERO(&set);
        FD_SET(s, &set);
        const timeval none{};
        return select(0, nullptr, &set, nullptr, &none) == 1;
    }
    // Posted or done at once.
    static bool begun(const Outcome& outcome) {
        return outcome == returned(1) || outcome == failed(ERROR_IO_PENDING);
    }

    Operation operation;
    std::string data;
    DWORD count = 0;
};
WS2_OVER(Extension, overlapped_connection);

class ExtensionStream : public Extension {};
WS2_OVER(ExtensionStream, overlapped_stream);

TEST_P(Extension, AnUnknownOneIsWSAEINVAL) {
    const Socket s = create_overlapped(entry());
    GUID unknown = {1, 2, 3, {4}};
    void* function = nullptr;
    EXPECT_EQ(outcome_of([&] {
                  return WSAIoctl(s, SIO_GET_EXTENSION_FUNCTION_POINTER, &unknown, sizeof unknown,
                                  &function, sizeof function, &count, nullptr, nullptr);
              }),
              failed(WSAEINVAL));
}

TEST_P(Extension, ConnectExSendsItsFirstDataAndCountsIt) {
    const Socket listener = listening_overlapped(entry());
    const Socket s = bound_overlapped(entry());
    ASSERT_TRUE(begun(connect_to(s, name_of(listener), "first")));
    const Socket accepted(accept(listener, nullptr, nullptr));
    ASSERT_TRUE(operation.ends());
    EXPECT_EQ(operation.result(s), returned(5));
    EXPECT_EQ(setsockopt(s, SOL_SOCKET, SO_UPDATE_CONNECT_CONTEXT, nullptr, 0), 0);
    EXPECT_EQ(receive(accepted, 5), "first");
    EXPECT_EQ(peer_of(s), name_of(listener));
    EXPECT_NE(option(s, SOL_SOCKET, SO_CONNECT_TIME), -1);
}

TEST_P(ExtensionStream, BeforeSO_UPDATE_CONNECT_CONTEXTItIsNoConnectionForGetpeernameAndShutdown) {
    const Socket listener = listening_overlapped(entry());
    const Socket s = bound_overlapped(entry());
    ASSERT_TRUE(begun(connect_to(s, name_of(listener))));
    const Socket accepted(accept(listener, nullptr, nullptr));
    ASSERT_TRUE(operation.ends());
    Address peer;
    peer.length = sizeof peer.storage;
    EXPECT_EQ(outcome_of([&] { return getpeername(s, peer.get(), &peer.length); }),
              failed(WSAENOTCONN));
    EXPECT_EQ(outcome_of([&] { return shutdown(s, SD_SEND); }), failed(WSAENOTCONN));
    send_all(s, "there");
    EXPECT_EQ(receive(accepted, 5), "there");
    send_all(accepted, "back");
    EXPECT_EQ(receive(s, 4), "back");
    EXPECT_EQ(setsockopt(s, SOL_SOCKET, SO_UPDATE_CONNECT_CONTEXT, nullptr, 0), 0);
    EXPECT_EQ(peer_of(s), name_of(listener));
    EXPECT_EQ(shutdown(s, SD_SEND), 0);
    EXPECT_EQ(receive_until_end(accepted).end, returned(0));
}

TEST_P(ExtensionStream, AConnectionThatIsResetAtOnceHasBeenConnectedByConnectEx) {
    if (!resettable(entry()))
        GTEST_SKIP() << "no reset";
    Socket listener = listening_overlapped(entry());
    const Socket s = bound_overlapped(entry());
    ASSERT_TRUE(begun(connect_to(s, name_of(listener))));
    ASSERT_TRUE(readable(listener));
    listener.close(); // with the connection in its queue
    ASSERT_TRUE(operation.ends());
    EXPECT_EQ(operation.result(s), returned(0));
    char octet = 0;
    EXPECT_EQ(outcome_of([&] { return recv(s, &octet, 1, 0); }), failed(WSAECONNRESET));
}

TEST_P(Extension, ConnectExNeedsABoundSocketAndAStructure) {
    const Socket listener = listening_overlapped(entry());
    const Socket unbound = create_overlapped(entry());
    EXPECT_EQ(connect_to(unbound, name_of(listener)), failed(WSAEINVAL));
    EXPECT_EQ(option(unbound, SOL_SOCKET, SO_CONNECT_TIME), -1);
    const Socket s = bound_overlapped(entry());
    const Address there = name_of(listener);
    EXPECT_EQ(truth_of([&] {
                  return connect_ex(s)(s, there.get(), there.length, nullptr, 0, &count, nullptr);
              }),
              failed(WSA_INVALID_PARAMETER));
}

TEST_P(Extension, ARefusedConnectExCanBeTriedAgain) {
    Socket listener = listening_overlapped(entry());
    const Address nobody = name_of(listener);
    listener.close();
    const Socket s = bound_overlapped(entry());
    const Outcome refused = connect_to(s, nobody, "lost");
    if (refused == failed(ERROR_IO_PENDING)) {
        ASSERT_TRUE(operation.ends());
        EXPECT_EQ(operation.result(s), failed(WSAECONNREFUSED));
    } else {
        EXPECT_EQ(refused, failed(WSAECONNREFUSED));
    }
    listener = listening_overlapped(entry());
    EXPECT_TRUE(begun(connect_to(s, name_of(listener))));
    const Socket accepted(accept(listener, nullptr, nullptr));
    ASSERT_TRUE(operation.ends());
    EXPECT_EQ(operation.result(s), returned(0));
}

class ConnectCancelled : public Extension {};
WS2_OVER(ConnectCancelled,
         [](const Entry& entry) { return overlapped_connection(entry) && resettable(entry); });

TEST_P(ConnectCancelled, SendsNoFirstDataAndCanBeTriedAgain) {
    const Socket listener = listening(entry(), 1);
    const Socket s = bound_overlapped(entry());
    // A message transport waits for the accept; a stream once the queue is full.
    std::vector<Socket> others;
    for (bool waits = !entry().byte_stream(); !waits && others.size() < 16;) {
        others.push_back(create(entry()));
        set_blocking(others.back(), false);
        (void)connect(others.back(), name_of(listener).get(), name_of(listener).length);
        waits = others.size() > 4 && !writable_now(others.back());
    }
    ASSERT_EQ(connect_to(s, name_of(listener), "first"), failed(ERROR_IO_PENDING));
    ASSERT_TRUE(CancelIoEx(handle_of(s), &operation.overlapped)) << GetLastError();
    ASSERT_TRUE(operation.ends());
    EXPECT_EQ(operation.result(s), failed(WSA_OPERATION_ABORTED));
    // A call that is accepted before its withdrawal arrives has ended by then, and brought nothing.
    set_blocking(listener, false);
    for (Socket one(accept(listener, nullptr, nullptr)); one != INVALID_SOCKET;
         one = Socket(accept(listener, nullptr, nullptr))) {
        Address peer;
        if (getpeername(one, peer.get(), &peer.length) == 0 && peer == name_of(s)) {
            set_blocking(one, true);
            EXPECT_EQ(receive_until_end(one).data, "");
        }
    }
    const Socket other = listening_overlapped(entry());
    EXPECT_TRUE(begun(connect_to(s, name_of(other), "again")));
    const Socket accepted(accept(other, nullptr, nullptr));
    ASSERT_TRUE(operation.ends());
    EXPECT_EQ(operation.result(s), returned(5));
    EXPECT_EQ(receive(accepted, 5), "again");
}

TEST_P(Extension, DisconnectExEndsTheStreamForThePeer) {
    const Pair pair = overlapped_pair(entry());
    EXPECT_EQ(truth_of([&] { return disconnect_ex(pair.a)(pair.a, nullptr, 0, 0); }), returned(1));
    EXPECT_EQ(receive_until_end(pair.b).end, graceful_end(entry()));
    EXPECT_EQ(truth_of([&] { return disconnect_ex(pair.a)(pair.a, nullptr, 0, 0); }),
              failed(WSAENOTCONN));
}

TEST_P(Extension, DisconnectExRefusesOtherFlagsAndUnconnectedSockets) {
    const Pair pair = overlapped_pair(entry());
    const auto function = disconnect_ex(pair.a);
    EXPECT_EQ(truth_of([&] { return function(pair.a, nullptr, 1, 0); }), failed(WSAEINVAL));
    EXPECT_EQ(truth_of([&] { return function(pair.a, nullptr, 0, 1); }), failed(WSAEINVAL));
    const Socket unconnected = create_overlapped(entry());
    EXPECT_EQ(truth_of([&] { return function(unconnected, nullptr, 0, 0); }), failed(WSAENOTCONN));
    EXPECT_TRUE(still_usable(pair));
}

class ExtensionReuse : public Extension {};
WS2_OVER(ExtensionReuse,
         [](const Entry& entry) { return overlapped_stream(entry) && between_machines(entry); });

TEST_P(ExtensionReuse, AReusedSocketAcceptsAndConnectsAgain) {
    const Socket listener = listening_overlapped(entry());
    Socket caller = bound_overlapped(entry());
    const Socket answerer = create_overlapped(entry());
    CompletionPort port;
    port.take(answerer, 3);
    constexpr DWORD area = sizeof(SOCKADDR_STORAGE) + 16;
    std::array<char, 2 * area> room{};
    for (int round = 0; round < 3; ++round) {
        Operation accepting;
        ASSERT_EQ(truth_of([&] {
                      return AcceptEx(listener, answerer, room.data(), 0, area, area, &count,
                                      &accepting.overlapped);
                  }),
                  failed(ERROR_IO_PENDING));
        ASSERT_TRUE(begun(connect_to(caller, name_of(listener))));
        ASSERT_TRUE(operation.ends());
        ASSERT_EQ(operation.result(caller), returned(0));
        ASSERT_TRUE(accepting.ends());
        Operation receive;
        ASSERT_EQ(receive.receive(answerer), failed(WSA_IO_PENDING));
        send_all(caller, "abc");
        const auto packet = port.next();
        EXPECT_EQ(packet.overlapped, &receive.overlapped) << "it stays with its port";
        EXPECT_EQ(packet.count, 3U);
        for (const SOCKET s : {static_cast<SOCKET>(caller), static_cast<SOCKET>(answerer)})
            ASSERT_EQ(truth_of([&] { return disconnect_ex(s)(s, nullptr, TF_REUSE_SOCKET, 0); }),
                      returned(1));
        // The peer's address and ours together are taken for a while.
        caller = bound_overlapped(entry());
    }
}

TEST_P(ExtensionReuse, ASocketThatConnectedKeepsItsAddressWhenReused) {
    const Pair pair = overlapped_pair(entry());
    const Socket listener = listening_overlapped(entry());
    const Socket s = bound_overlapped(entry());
    const Address before = name_of(s);
    ASSERT_TRUE(begun(connect_to(s, name_of(listener))));
    ASSERT_TRUE(operation.ends());
    ASSERT_EQ(truth_of([&] { return disconnect_ex(s)(s, nullptr, TF_REUSE_SOCKET, 0); }),
              returned(1));
    EXPECT_EQ(name_of(s), before);
    const Socket other = listening_overlapped(entry());
    EXPECT_TRUE(begun(connect_to(s, name_of(other))));
    ASSERT_TRUE(operation.ends());
    EXPECT_EQ(operation.result(s), returned(0));
}

class File {
public:
    explicit File(const std::string& content) : file_(std::tmpfile()) {
        std::fwrite(content.data(), 1, content.size(), file_);
        std::fflush(file_);
        std::rewind(file_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() { std::fclose(file_); }
    HANDLE handle() const {
        return reinterpret_cast<HANDLE>(static_cast<std::intptr_t>(fileno(file_)));
    }

private:
    std::FILE* file_;
};

TEST_P(Extension, TransmitFileSendsTheFileBetweenItsBuffers) {
    const Pair pair = overlapped_pair(entry());
    const std::string content = pattern(50000);
    const File file(content);
    std::string head = "head";
    std::string tail = "tail!";
    TRANSMIT_FILE_BUFFERS edges{head.data(), 4, tail.data(), 5};
    operation.overlapped.Offset = 1000;
    ASSERT_TRUE(begun(truth_of([&] {
        return TransmitFile(pair.a, file.handle(), 20000, 0, &operation.overlapped, &edges, 0);
    })));
    const std::string all = head + content.substr(1000, 20000) + tail;
    EXPECT_TRUE(receive(pair.b, all.size()) == all);
    ASSERT_TRUE(operation.ends());
    EXPECT_EQ(operation.result(pair.a), returned(static_cast<long long>(all.size())));
}

TEST_P(Extension, TransmitFileWithoutAStructureWaits) {
    const Pair pair = overlapped_pair(entry());
    const std::string content = pattern(3000);
    const File file(content);
    EXPECT_EQ(truth_of([&] {
                  return TransmitFile(pair.a, file.handle(), 0, 0, nullptr, nullptr, TF_DISCONNECT);
              }),
              returned(1));
    const Received received = receive_until_end(pair.b);
    EXPECT_TRUE(received.data == content);
    EXPECT_EQ(received.end, graceful_end(entry()));
}

// TransmitFile, hFile: "the current byte offset" of a synchronous file, which reading moves on.
TEST_P(Extension, TransmitFileWithoutAStructureSendsPartAfterPart) {
    const Pair pair = overlapped_pair(entry());
    const std::string content = pattern(3000);
    const File file(content);
    for (const DWORD size : {1000U, 1500U, 0U}) {
        EXPECT_EQ(truth_of([&] {
                      return TransmitFile(pair.a, file.handle(), size, 0, nullptr, nullptr, 0);
                  }),
                  returned(1));
    }
    EXPECT_TRUE(receive(pair.b, content.size()) == content);
}

TEST_P(Extension, TransmitFileRefusesWhatMakesNoSense) {
    const Pair pair = overlapped_pair(entry());
    const Socket unconnected = create_overlapped(entry());
    const auto transmit = [](SOCKET s, DWORD flags) {
        return truth_of([&] { return TransmitFile(s, nullptr, 0, 0, nullptr, nullptr, flags); });
    };
    EXPECT_EQ(transmit(pair.a, TF_REUSE_SOCKET), failed(WSAEINVAL));
    EXPECT_EQ(transmit(pair.a, TF_DISCONNECT | TF_WRITE_BEHIND), failed(WSAEINVAL));
    EXPECT_EQ(transmit(unconnected, 0), failed(WSAENOTCONN));
    ASSERT_EQ(shutdown(pair.a, SD_SEND), 0);
    EXPECT_EQ(transmit(pair.a, 0), failed(WSAESHUTDOWN));
}

class ExtensionMessage : public Extension {
protected:
    // The next message, or why there is none.
    Outcome next(SOCKET s) {
        message.assign(300000, '\0');
        const Outcome outcome = outcome_of(
            [&] { return recv(s, message.data(), static_cast<int>(message.size()), 0); });
        message.resize(outcome.value < 0 ? 0 : static_cast<std::size_t>(outcome.value));
        return outcome;
    }
    std::string message;
};
WS2_OVER(ExtensionMessage, overlapped_message);

TEST_P(ExtensionMessage, TransmitFileMakesOneMessageInItsTurn) {
    const Pair pair = overlapped_pair(entry());
    const std::string content = pattern(60000);
    const File file(content);
    std::string tail = "tail";
    TRANSMIT_FILE_BUFFERS edges{nullptr, 0, tail.data(), 4};
    std::string before = "before";
    WSABUF first{6, before.data()};
    Operation sending;
    const int sent = WSASend(pair.a, &first, 1, nullptr, 0, &sending.overlapped, nullptr);
    ASSERT_TRUE(sent == 0 || WSAGetLastError() == WSA_IO_PENDING);
    ASSERT_TRUE(begun(truth_of([&] {
        return TransmitFile(pair.a, file.handle(), 0, 0, &operation.overlapped, &edges,
                            TF_DISCONNECT);
    })));
    EXPECT_EQ(next(pair.b), returned(6));
    EXPECT_EQ(next(pair.b), returned(60004));
    EXPECT_TRUE(message == content + tail);
    ASSERT_TRUE(operation.ends());
    EXPECT_EQ(operation.result(pair.a), returned(60004));
    EXPECT_EQ(next(pair.b), failed(WSAEDISCON));
    ASSERT_TRUE(sending.ends());
}

TEST_P(ExtensionMessage, TransmitFileOfMoreThanThereIsSendsNothing) {
    const Pair pair = overlapped_pair(entry());
    const File file("twelve octet");
    EXPECT_EQ(
        truth_of([&] { return TransmitFile(pair.a, file.handle(), 13, 0, nullptr, nullptr, 0); }),
        failed(WSAEINVAL));
    EXPECT_EQ(
        truth_of([&] { return TransmitFile(pair.a, file.handle(), 6, 0, nullptr, nullptr, 0); }),
        returned(1));
    EXPECT_EQ(next(pair.b), returned(6));
    EXPECT_EQ(message, "twelve");
}

} // namespace
} // namespace ws2::conformance
