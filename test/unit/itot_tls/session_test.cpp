// Two guards back to back: what TLS carries, what it does not believe, and how it ends.
#include "kernel/wsa.hpp"
#include "provider/itot/guard/guard.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

extern "C" int ws2_itot_guard_1(const ws2::provider::itot::guard::Terms& terms,
                                std::unique_ptr<ws2::provider::itot::guard::Context>& context);

namespace ws2::provider::itot::guard {
namespace {

using Bytes = std::vector<std::uint8_t>;
namespace wsa = kernel::wsa;

std::string file(const char* name) {
    return std::string(WS2_TEST_CERTIFICATES) + "/" + name;
}

std::unique_ptr<Context> context(bool calling, int expected = 0, bool certified = true) {
    const std::string authorities = file("authority.pem");
    const std::string own = file("own.pem");
    const std::string key = file("own.key");
    Terms terms;
    terms.calling = calling;
    terms.authorities = authorities.c_str();
    if (!calling && certified) {
        terms.certificate = own.c_str();
        terms.private_key = key.c_str();
    }
    std::unique_ptr<Context> made;
    EXPECT_EQ(ws2_itot_guard_1(terms, made), expected);
    return made;
}

// Everything that `from` has for TCP, or its first octets.
Bytes take(Guard& from, std::size_t most = SIZE_MAX) {
    const Octets all = from.outgoing();
    const Octets some = all.first(std::min(all.size(), most));
    Bytes taken(some.begin(), some.end());
    from.sent(taken.size());
    return taken;
}

struct Opened {
    std::string text;
    int code; // the last one; 0: the peer's proper end
};

Opened open_all(Guard& guard) {
    Opened opened{};
    char buffer[1000];
    while (true) {
        const base::Result<std::size_t> part = guard.open(buffer, sizeof buffer);
        if (!part || part.value == 0) {
            opened.code = part.error;
            return opened;
        }
        opened.text.append(buffer, part.value);
    }
}

Octets octets(const std::string& text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

class ItotTls : public testing::Test {
protected:
    static std::unique_ptr<Guard> make(bool calling) {
        static const std::unique_ptr<Context> caller = context(true);
        static const std::unique_ptr<Context> called = context(false);
        constexpr std::uint8_t address[] = {127, 0, 0, 1};
        return calling ? caller->make(nullptr, address) : called->make(nullptr, {});
    }

    // Octets go over, `most` at a time, until neither side has any.
    void exchange(std::size_t most = SIZE_MAX) {
        static_cast<void>(caller->seal({}));
        while (!caller->outgoing().empty() || !called->outgoing().empty()) {
            move(*caller, *called, most, heard_by_called);
            move(*called, *caller, most, heard_by_caller);
        }
    }
    static void move(Guard& from, Guard& to, std::size_t most, Opened& heard) {
        if (from.outgoing().empty())
            return;
        ASSERT_TRUE(to.arrived(take(from, most)));
        const Opened now = open_all(to);
        heard.text += now.text;
        heard.code = now.code;
    }

    std::unique_ptr<Guard> caller = make(true);
    std::unique_ptr<Guard> called = make(false);
    Opened heard_by_caller{};
    Opened heard_by_called{};
};

TEST_F(ItotTls, NothingIsSealedBeforeKeysAreAgreedOn) {
    EXPECT_EQ(caller->seal(octets("early")).error, wsa::would_block);
    EXPECT_EQ(called->seal(octets("early")).error, wsa::would_block);
    exchange();
    EXPECT_TRUE(caller->agreed() && called->agreed());
    EXPECT_EQ(heard_by_called.text, "");
    EXPECT_EQ(caller->state().version, 0x0304);
    EXPECT_EQ(caller->state().verdict, 0U);
    EXPECT_NE(std::string(caller->state().peer).find("own of the tests"), std::string::npos);
}

TEST_F(ItotTls, OctetsArriveAsTheyWereHoweverTcpSplitsThem) {
    for (const std::size_t most : {std::size_t{1}, std::size_t{7}, std::size_t{5000}, SIZE_MAX}) {
        caller = make(true);
        called = make(false);
        heard_by_caller = heard_by_called = {};
        exchange(most);
        std::string big(most == 1 ? 500 : 100'000, '\0');
        for (std::size_t i = 0; i < big.size(); ++i)
            big[i] = static_cast<char>(i * 7 + (i >> 8));
        ASSERT_EQ(caller->seal(octets(big)).value, big.size());
        ASSERT_EQ(called->seal(octets("back")).value, 4U);
        exchange(most);
        EXPECT_TRUE(heard_by_called.text == big);
        EXPECT_EQ(heard_by_caller.text, "back");
    }
}

TEST_F(ItotTls, AnEndThatWasSaidIsAnEndAndACutIsNot) {
    exchange();
    caller->finish();
    exchange();
    called->arrived_end();
    EXPECT_EQ(open_all(*called).code, 0);
    caller->arrived_end();
    EXPECT_EQ(open_all(*caller).code, wsa::connection_reset);
    EXPECT_NE(caller->state().trouble[0], 0);
}

TEST_F(ItotTls, ACutBeforeKeysAreAgreedOnIsARefusal) {
    static_cast<void>(caller->seal({}));
    caller->arrived_end();
    EXPECT_EQ(open_all(*caller).code, wsa::connection_refused);
}

TEST_F(ItotTls, AnOctetThatWasChangedIsFoundAndThePeerIsTold) {
    exchange();
    ASSERT_EQ(caller->seal(octets("text")).value, 4U);
    Bytes sealed = take(*caller);
    sealed.back() ^= 1;
    ASSERT_TRUE(called->arrived(sealed));
    EXPECT_EQ(open_all(*called).code, wsa::connection_aborted);
    EXPECT_EQ(called->seal(octets("more")).error, wsa::connection_aborted);
    ASSERT_TRUE(caller->arrived(take(*called)));
    EXPECT_EQ(open_all(*caller).code, wsa::connection_reset);
}

TEST_F(ItotTls, WhoIsCalledNeedsACertificate) {
    EXPECT_EQ(context(false, wsa::access, false), nullptr);
}

// Of 500 conversations with octets changed, lost and put in, every one comes to an end.
TEST_F(ItotTls, WhateverArrivesItEndsAndNothingWrongIsBelieved) {
    std::mt19937 chance(8446);
    for (int round = 0; round < 500; ++round) {
        caller = make(true);
        called = make(false);
        static_cast<void>(caller->seal({}));
        const auto bad_turn = chance() % 4;
        std::string heard;
        for (unsigned turn = 0; turn < 6; ++turn) {
            Guard& from = turn % 2 == 0 ? *caller : *called;
            Guard& to = turn % 2 == 0 ? *called : *caller;
            static_cast<void>(from.seal(octets("word")));
            Bytes flight = take(from);
            if (turn == bad_turn && !flight.empty())
                for (auto change = chance() % 3 + 1; change != 0; --change) {
                    const auto at = static_cast<std::ptrdiff_t>(chance() % flight.size());
                    if (chance() % 3 == 0)
                        flight.insert(flight.begin() + at, static_cast<std::uint8_t>(chance()));
                    else if (chance() % 2 == 0 && flight.size() > 1)
                        flight.erase(flight.begin() + at);
                    else
                        flight[static_cast<std::size_t>(at)] ^=
                            static_cast<std::uint8_t>(1U << chance() % 8);
                }
            ASSERT_TRUE(to.arrived(flight));
            heard += open_all(to).text;
        }
        for (Guard* one : {caller.get(), called.get()}) {
            one->arrived_end();
            EXPECT_NE(open_all(*one).code, wsa::would_block);
        }
        while (!heard.empty()) { // nothing but what was said
            ASSERT_EQ(heard.substr(0, 4), "word");
            heard.erase(0, 4);
        }
    }
}

} // namespace
} // namespace ws2::provider::itot::guard
