// Suite conformance: a process that ends behind what its sockets have still to send (section 3,
// WSPCleanup: sockets that were closed finish sending; nobody waits for them but the end).
#include "conformance/disconnect.hpp"
#include "conformance/heir.hpp"

#include <cstdlib>

namespace ws2::conformance {
namespace {

enum class Parting { closes, ends_sending, closes_and_cleans_up };

// What the child is to do: to send at once more than any buffer holds, and to leave.
struct Errand {
    WSAPROTOCOL_INFOW info;
    Address to;
    Parting parting;
    bool says_goodbye;
};

constexpr std::size_t much = 5'000'000;
int taken = 0;

TEST(Heir, DISABLED_LeavesMuchBehind) {
    WSADATA about{};
    ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &about), 0);
    Errand errand{};
    ASSERT_TRUE(heir::hear(errand));
    const SOCKET s = WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO,
                                &errand.info, 0, WSA_FLAG_OVERLAPPED);
    ASSERT_NE(s, INVALID_SOCKET) << WSAGetLastError();
    ASSERT_EQ(connect(s, errand.to.get(), errand.to.length), 0) << WSAGetLastError();
    set_blocking(s, false);
    const std::string data = pattern(much);
    taken = send(s, data.data(), static_cast<int>(much), 0);
    ASSERT_GT(taken, 0) << WSAGetLastError();
    if (errand.parting != Parting::ends_sending) {
        ASSERT_EQ(closesocket(s), 0);
    } else if (errand.says_goodbye) {
        ASSERT_EQ(say_goodbye(s, "bye"), returned(0));
    } else {
        ASSERT_EQ(shutdown(s, SD_SEND), 0);
    }
    if (errand.parting != Parting::closes_and_cleans_up) {
        std::atexit([] { heir::tell(taken); }); // the first of all that exit calls
        return;
    }
    heir::tell(taken); // the last cleanup itself may wait
    while (WSACleanup() == 0)
        continue;
    ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &about), 0); // for who started it before the case
}

class ProcessEnd : public Case {
protected:
    // Nothing is received before the child is on its way out.
    void expect_all_after(Parting parting) {
        const Socket listener = listening(entry(), 1);
        const Child child("LeavesMuchBehind");
        const bool says_goodbye = carries_disconnect_data(entry());
        ASSERT_TRUE(child.tell(Errand{entry().info, name_of(listener), parting, says_goodbye}));
        const Socket s(accept(listener, nullptr, nullptr));
        ASSERT_NE(s, INVALID_SOCKET);
        int octets = 0;
        ASSERT_TRUE(child.hear(octets));
        const Received got = receive_until_end(s);
        EXPECT_EQ(got.data.size(), static_cast<std::size_t>(octets));
        EXPECT_TRUE(got.data == pattern(much).substr(0, got.data.size()));
        EXPECT_EQ(got.end, graceful_end(entry()));
        const bool with_goodbye = says_goodbye && parting == Parting::ends_sending;
        EXPECT_EQ(hear_goodbye(s).data, with_goodbye ? "bye" : "");
    }
};
WS2_OVER(ProcessEnd, [](const Entry& entry) { return entry.connected(); });

TEST_P(ProcessEnd, WaitsForWhatAClosedSocketHasLeft) {
    expect_all_after(Parting::closes);
}

TEST_P(ProcessEnd, WaitsForWhatIsInFrontOfAnEndOfSending) {
    expect_all_after(Parting::ends_sending);
}

TEST_P(ProcessEnd, BehindACleanupWaitsForWhatAClosedSocketHasLeft) {
    expect_all_after(Parting::closes_and_cleans_up);
}

} // namespace
} // namespace ws2::conformance
