// Suite conformance: XP1_CONNECT_DATA: what the caller says with its request and the other side
// with its answer.
#include "conformance/pair.hpp"
#include "conformance/thread.hpp"

#include <algorithm>

namespace ws2::conformance {
namespace {

// The side that answers: keeps what was said, and says `answer`.
struct Callee {
    std::string heard;
    std::string answer;
    std::size_t room = 0;

    static int CALLBACK run(LPWSABUF, LPWSABUF said, LPQOS, LPQOS, LPWSABUF, LPWSABUF answer,
                            GROUP*, DWORD_PTR context) {
        auto& self = *reinterpret_cast<Callee*>(context);
        if (said != nullptr && said->buf != nullptr)
            self.heard.assign(said->buf, said->len);
        if (answer != nullptr && answer->buf != nullptr) {
            self.room = answer->len;
            answer->len = static_cast<u_long>(std::min(self.room, self.answer.size()));
            std::copy_n(self.answer.data(), answer->len, answer->buf);
        }
        return CF_ACCEPT;
    }
};

class ConnectData : public Case {
protected:
    struct Call {
        Outcome outcome;
        std::string answer;
        u_long length = 0;
    };
    // Calls with `data` and room for an answer.
    Call call(const std::string& data, Callee& callee) {
        std::string said = data;
        std::string room(64, '?');
        WSABUF saying{static_cast<u_long>(said.size()), said.data()};
        WSABUF hearing{static_cast<u_long>(room.size()), room.data()};
        const Socket caller = create(entry());
        BlockedCall calling([&] {
            return WSAConnect(caller, server_.get(), server_.length,
                              data.empty() ? nullptr : &saying, &hearing, nullptr, nullptr);
        });
        const Socket accepted(WSAAccept(listener_, nullptr, nullptr, Callee::run,
                                        reinterpret_cast<DWORD_PTR>(&callee)));
        Call result{calling.join(), "", hearing.len};
        if (hearing.len <= room.size())
            result.answer = room.substr(0, hearing.len);
        return result;
    }

    Socket listener_ = listening(entry());
    Address server_ = name_of(listener_);
};
WS2_OVER(ConnectData,
         [](const Entry& entry) { return entry.connected() && entry.claims(XP1_CONNECT_DATA); });

TEST_P(ConnectData, TheCallersReachesTheConditionFunction) {
    Callee callee;
    EXPECT_EQ(call("who is there?", callee).outcome, returned(0));
    EXPECT_EQ(callee.heard, "who is there?");
    callee.heard = "?";
    EXPECT_EQ(call("", callee).outcome, returned(0));
    EXPECT_TRUE(callee.heard.empty() || callee.heard == "?");
}

TEST_P(ConnectData, TheAnswersReachesTheCallerWithItsLength) {
    Callee callee;
    callee.answer = "it is me";
    const Call called = call("who is there?", callee);
    EXPECT_EQ(called.outcome, returned(0));
    EXPECT_GE(callee.room, callee.answer.size());
    EXPECT_EQ(called.answer, "it is me");
}

TEST_P(ConnectData, WithoutAnAnswerTheLengthIsZero) {
    Callee callee;
    const Call called = call("who is there?", callee);
    EXPECT_EQ(called.outcome, returned(0));
    EXPECT_EQ(called.length, 0U);
}

TEST_P(ConnectData, DataThatCannotBeReadIsWSAEFAULTAndTheSocketMayTryAgain) {
    const BadMemory memory;
    WSABUF bad{8, memory.forbidden()};
    Socket caller = create(entry());
    EXPECT_EQ(outcome_of([&] {
                  return WSAConnect(caller, server_.get(), server_.length, &bad, nullptr, nullptr,
                                    nullptr);
              }),
              failed(WSAEFAULT));
    connect_through(std::move(caller), listener_);
}

} // namespace
} // namespace ws2::conformance
