// The state table of ISO 8073 (A.6) as this provider has it, and the answers to bad input: every
// cell is a row here.
#include "unit/itot/script.hpp"

namespace itot_test {
namespace {

enum class State {
    connecting,
    calling,
    called,
    open2,
    open0,
    open_expedited,
    answering,
    draining,
    draining0,
    closing,
    erring,
    lingering
};

// What each state's events look like: our reference is 4A01 while calling, else 7B02.
struct Cell {
    const char* name;
    State state;
    std::string_view event; // octets, or FIN, RST, TIMER, or what our user does
    Phase phase;
    Ending ending;
    std::string_view reply;
};

void enter(Script& script, State state) {
    switch (state) {
    case State::connecting: return script.connection.call({.own_reference = 0x4A01});
    case State::calling:
        script.connection.call({.own_reference = 0x4A01});
        script.connection.tcp_connected(script.now);
        break;
    case State::called:
        script.connection.listen(script.now);
        script.feed("0300000e 09e000004a0121 c60100");
        break;
    case State::open0: return script.open_class0();
    case State::answering:
        script.open_as_responder();
        script.feed("0300000b 06807b024a0180");
        break;
    case State::draining0:
        script.open_class0();
        script.connection.send(octets("queued"), true);
        EXPECT_EQ(script.connection.release({}, script.now), Connection::Release::done);
        return;
    case State::erring:
        script.open_class0();
        script.feed("0300000a 05c07b024a01");
        break;
    case State::lingering:
        script.open_as_responder();
        EXPECT_EQ(script.connection.release({}, script.now), Connection::Release::done);
        (void)script.written();
        script.feed("0300000a 05c07b024a01");
        break;
    case State::draining:
        script.open_as_responder();
        script.connection.send(octets("queued"), true);
        EXPECT_EQ(script.connection.release({}, script.now), Connection::Release::done);
        return;
    case State::closing:
        script.open_as_responder();
        EXPECT_EQ(script.connection.release({}, script.now), Connection::Release::done);
        break;
    case State::open_expedited:
        script.connection.listen(script.now);
        script.feed("0300000e 09e000004a0121 c60101");
        EXPECT_TRUE(
            script.connection.accept(0x7B02, script.connection.settings().profile, {}, script.now));
        break;
    default: return script.open_as_responder();
    }
    (void)script.written();
}

// False if it is no event of TCP's, the clock's or our user's.
bool happen(Script& script, std::string_view event) {
    Connection& connection = script.connection;
    if (event == "FIN")
        connection.end_of_input(script.now);
    else if (event == "RST")
        connection.tcp_failed(10054, script.now);
    else if (event == "TIMER")
        script.pass(60'000);
    else if (event == "CONNECTED")
        connection.tcp_connected(script.now);
    else if (event == "ACCEPT")
        EXPECT_TRUE(connection.accept(0x7B02, connection.settings().profile, {}, script.now));
    else if (event == "REFUSE")
        connection.refuse(codec::Reason::normal, {}, script.now);
    else if (event == "RELEASE")
        EXPECT_EQ(connection.release({}, script.now), Connection::Release::done);
    else if (event == "GIVE_UP")
        connection.give_up();
    else if (event == "ABORT")
        connection.abort();
    else
        return false;
    return true;
}

class ItotStateTable : public testing::TestWithParam<Cell> {};

TEST_P(ItotStateTable, Cell) {
    Settings settings;
    settings.profile.expedited = GetParam().state == State::open_expedited;
    Script script(settings);
    enter(script, GetParam().state);
    if (!happen(script, GetParam().event))
        script.feed(GetParam().event);
    EXPECT_EQ(script.connection.phase(), GetParam().phase);
    EXPECT_EQ(script.connection.ending(), GetParam().ending);
    EXPECT_EQ(script.written(), compact(GetParam().reply));
}

std::string name_of(const testing::TestParamInfo<Cell>& test) {
    return test.param.name;
}

constexpr std::string_view dr85 = "0300000b 06804a017b0285";
constexpr std::string_view dr85_unknown = "0300000b 06804a01000085";

INSTANTIATE_TEST_SUITE_P(
    Calling, ItotStateTable,
    testing::Values(
        Cell{"Cc", State::calling, "0300000e 09d04a017b0221 c60100", Phase::open, Ending::none, ""},
        Cell{"CcOfClass0", State::calling, "0300000b 06d04a017b0200", Phase::closed,
             Ending::refused, ""},
        Cell{"CcWithFlowControl", State::calling, "0300000e 09d04a017b0220 c60100", Phase::closing,
             Ending::refused, "0300000b 06807b024a0182"},
        Cell{"Cr", State::calling, "0300000b 06e000004a0121", Phase::closed, Ending::aborted, ""},
        Cell{"Dr", State::calling, "0300000b 06804a01000003", Phase::closed, Ending::refused, ""},
        Cell{"Dc", State::calling, "0300000a 05c04a017b02", Phase::closed, Ending::aborted, ""},
        Cell{"Dt", State::calling, "03000009 04f04a0180", Phase::closed, Ending::aborted, ""},
        Cell{"Ed", State::calling, "0300000a 04104a018041", Phase::closed, Ending::aborted, ""},
        Cell{"Ea", State::calling, "03000009 04204a0100", Phase::closed, Ending::aborted, ""},
        Cell{"Er", State::calling, "03000009 04704a0103", Phase::closed, Ending::refused, ""},
        Cell{"Ak", State::calling, "03000009 04604a0100", Phase::closed, Ending::aborted, ""},
        Cell{"Rj", State::calling, "03000009 04504a0100", Phase::closed, Ending::aborted, ""},
        Cell{"Fin", State::calling, "FIN", Phase::closed, Ending::reset, ""},
        Cell{"Rst", State::calling, "RST", Phase::closed, Ending::reset, ""},
        Cell{"Timer", State::calling, "TIMER", Phase::closed, Ending::timed_out, ""}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Called, ItotStateTable,
    testing::Values(Cell{"Cc", State::called, "0300000e 09d07b024a0121 c60100", Phase::lingering,
                         Ending::aborted, dr85_unknown},
                    Cell{"Cr", State::called, "0300000e 09e000004a0121 c60100",
                         Phase::awaiting_answer, Ending::none, ""},
                    Cell{"Dr", State::called, "0300000b 06807b024a0180", Phase::lingering,
                         Ending::aborted, dr85_unknown},
                    Cell{"Dc", State::called, "0300000a 05c07b024a01", Phase::lingering,
                         Ending::aborted, dr85_unknown},
                    Cell{"Dt", State::called, "03000009 04f07b0280", Phase::lingering,
                         Ending::aborted, dr85_unknown},
                    Cell{"Ed", State::called, "0300000a 04107b028041", Phase::lingering,
                         Ending::aborted, dr85_unknown},
                    Cell{"Ea", State::called, "03000009 04207b0200", Phase::lingering,
                         Ending::aborted, dr85_unknown},
                    Cell{"Er", State::called, "03000009 04707b0203", Phase::lingering,
                         Ending::aborted, dr85_unknown},
                    Cell{"Ak", State::called, "03000009 04607b0200", Phase::lingering,
                         Ending::aborted, dr85_unknown},
                    Cell{"Rj", State::called, "03000009 04507b0200", Phase::lingering,
                         Ending::aborted, dr85_unknown},
                    Cell{"Fin", State::called, "FIN", Phase::closed, Ending::reset, ""},
                    Cell{"Rst", State::called, "RST", Phase::closed, Ending::reset, ""},
                    Cell{"Timer", State::called, "TIMER", Phase::lingering, Ending::refused,
                         "0300000b 06804a01000001"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Open, ItotStateTable,
    testing::Values(
        Cell{"CcAgain", State::open2, "0300000e 09d07b024a0121 c60100", Phase::open, Ending::none,
             ""},
        Cell{"CcOfAnother", State::open2, "0300000e 09d07b024a0921 c60100", Phase::open,
             Ending::none, "0300000b 06804a097b0284"},
        Cell{"CrOfAnother", State::open2, "0300000e 09e000004a0921 c60100", Phase::open,
             Ending::none, "0300000b 06804a09000088"},
        Cell{"Dr", State::open2, "0300000b 06807b024a0180", Phase::answering, Ending::released, ""},
        Cell{"DrOfAnother", State::open2, "0300000b 06807b024a0980", Phase::open, Ending::none,
             "0300000a 05c04a090000"},
        Cell{"DrWith65Octets", State::open2,
             "0300004c 06807b024a0180"
             "2020202020202020202020202020202020202020202020202020202020202020"
             "202020202020202020202020202020202020202020202020202020202020202020",
             Phase::closing, Ending::aborted, dr85},
        Cell{"Dc", State::open2, "0300000a 05c07b024a01", Phase::closing, Ending::aborted, dr85},
        Cell{"DcForAnother", State::open2, "0300000a 05c07b034a01", Phase::open, Ending::none, ""},
        Cell{"DcOfAnother", State::open2, "0300000a 05c07b024a09", Phase::open, Ending::none, ""},
        Cell{"Dt", State::open2, "0300000a 04f07b028041", Phase::open, Ending::none, ""},
        Cell{"DtForAnother", State::open2, "0300000a 04f07b038041", Phase::open, Ending::none, ""},
        Cell{"EdUnasked", State::open2, "0300000a 04107b028041", Phase::closing, Ending::aborted,
             dr85},
        Cell{"EaUnasked", State::open2, "03000009 04207b0200", Phase::closing, Ending::aborted,
             dr85},
        Cell{"EaForAnother", State::open2, "03000009 04207b0300", Phase::open, Ending::none, ""},
        Cell{"Er", State::open2, "03000009 04707b0203", Phase::closing, Ending::aborted, dr85},
        Cell{"Ak", State::open2, "03000009 04607b0200", Phase::closing, Ending::aborted, dr85},
        Cell{"Rj", State::open2, "03000009 04507b0200", Phase::closing, Ending::aborted, dr85},
        Cell{"Fin", State::open2, "FIN", Phase::closed, Ending::reset, ""},
        Cell{"Rst", State::open2, "RST", Phase::closed, Ending::reset, ""},
        Cell{"Timer", State::open2, "TIMER", Phase::open, Ending::none, ""}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    OpenInClass0, ItotStateTable,
    testing::Values(
        Cell{"Cr", State::open0, "0300000b 06e000004a0900", Phase::closed, Ending::aborted, ""},
        Cell{"Cc", State::open0, "0300000b 06d07b024a0100", Phase::closed, Ending::aborted, ""},
        Cell{"Dr", State::open0, "0300000b 06800000000000", Phase::lingering, Ending::released, ""},
        Cell{"Dc", State::open0, "0300000a 05c07b024a01", Phase::erring, Ending::aborted,
             "0300000d 08704a0102 c10205c0"},
        Cell{"Dt", State::open0, "03000008 02f08041", Phase::open, Ending::none, ""},
        Cell{"Ed", State::open0, "03000008 02108041", Phase::erring, Ending::aborted,
             "0300000d 08704a0102 c1020210"},
        Cell{"Ea", State::open0, "03000009 04207b0200", Phase::erring, Ending::aborted,
             "0300000d 08704a0102 c1020420"},
        Cell{"Er", State::open0, "03000009 04707b0203", Phase::erring, Ending::aborted, ""},
        Cell{"Ak", State::open0, "03000009 04607b0200", Phase::erring, Ending::aborted,
             "0300000d 08704a0102 c1020460"},
        Cell{"Rj", State::open0, "03000009 04507b0200", Phase::erring, Ending::aborted,
             "0300000d 08704a0102 c1020450"},
        Cell{"Fin", State::open0, "FIN", Phase::lingering, Ending::released, ""},
        Cell{"Rst", State::open0, "RST", Phase::closed, Ending::reset, ""}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Closing, ItotStateTable,
    testing::Values(
        Cell{"Cr", State::closing, "0300000e 09e000004a0921 c60100", Phase::closing, Ending::none,
             ""},
        Cell{"Cc", State::closing, "0300000e 09d07b024a0121 c60100", Phase::closing, Ending::none,
             ""},
        Cell{"Dr", State::closing, "0300000b 06807b024a0180", Phase::lingering, Ending::released,
             ""},
        Cell{"Dc", State::closing, "0300000a 05c07b024a01", Phase::lingering, Ending::released, ""},
        Cell{"Dt", State::closing, "0300000a 04f07b028041", Phase::closing, Ending::none, ""},
        Cell{"Ed", State::closing, "0300000a 04107b028041", Phase::closing, Ending::none, ""},
        Cell{"Ea", State::closing, "03000009 04207b0200", Phase::closing, Ending::none, ""},
        Cell{"Er", State::closing, "03000009 04707b0203", Phase::closed, Ending::reset, ""},
        Cell{"Ak", State::closing, "03000009 04607b0200", Phase::closing, Ending::none, ""},
        Cell{"Rj", State::closing, "03000009 04507b0200", Phase::closing, Ending::none, ""},
        Cell{"Fin", State::closing, "FIN", Phase::closed, Ending::reset, ""},
        Cell{"Rst", State::closing, "RST", Phase::closed, Ending::reset, ""},
        Cell{"Timer", State::closing, "TIMER", Phase::closed, Ending::timed_out, ""}),
    name_of);

// What is queued still goes out, whatever arrives but a DR.
constexpr std::string_view queued =
    "0300000f 04f04a0180 717565756564 0300000e 09804a017b0280e00180";

INSTANTIATE_TEST_SUITE_P(
    Draining, ItotStateTable,
    testing::Values(
        Cell{"Cr", State::draining, "0300000e 09e000004a0921 c60100", Phase::draining, Ending::none,
             queued},
        Cell{"Cc", State::draining, "0300000e 09d07b024a0121 c60100", Phase::draining, Ending::none,
             queued},
        Cell{"DrWins", State::draining, "0300000b 06807b024a0180", Phase::lingering,
             Ending::released, "0300000a 05c04a017b02"},
        Cell{"DrOfAnother", State::draining, "0300000b 06807b024a0980", Phase::draining,
             Ending::none, queued},
        // It confirms nothing: our DR is not out.
        Cell{"Dc", State::draining, "0300000a 05c07b024a01", Phase::draining, Ending::none, queued},
        Cell{"Dt", State::draining, "0300000a 04f07b028041", Phase::draining, Ending::none, queued},
        Cell{"Ed", State::draining, "0300000a 04107b028041", Phase::draining, Ending::none, queued},
        Cell{"Ea", State::draining, "03000009 04207b0200", Phase::draining, Ending::none, queued},
        Cell{"Er", State::draining, "03000009 04707b0203", Phase::closed, Ending::reset, queued},
        Cell{"Ak", State::draining, "03000009 04607b0200", Phase::draining, Ending::none, queued},
        Cell{"Rj", State::draining, "03000009 04507b0200", Phase::draining, Ending::none, queued},
        Cell{"Garbled", State::draining, "03000009 04407b0200", Phase::draining, Ending::none,
             queued},
        Cell{"Fin", State::draining, "FIN", Phase::closed, Ending::reset, queued},
        Cell{"Rst", State::draining, "RST", Phase::closed, Ending::reset, queued},
        Cell{"Timer", State::draining, "TIMER", Phase::draining, Ending::none, queued},
        Cell{"Abort", State::draining, "ABORT", Phase::closed, Ending::aborted,
             "0300000e 09804a017b0280e00180"}),
    name_of);

constexpr std::string_view queued0 = "0300000d 02f080 717565756564";

INSTANTIATE_TEST_SUITE_P(
    DrainingInClass0, ItotStateTable,
    testing::Values(
        Cell{"Cr", State::draining0, "0300000b 06e000004a0900", Phase::draining, Ending::none,
             queued0},
        Cell{"Dr", State::draining0, "0300000b 06800000000000", Phase::lingering, Ending::released,
             ""},
        Cell{"Dc", State::draining0, "0300000a 05c07b024a01", Phase::draining, Ending::none,
             queued0},
        Cell{"Dt", State::draining0, "03000008 02f08041", Phase::draining, Ending::none, queued0},
        Cell{"Ed", State::draining0, "03000008 02108041", Phase::draining, Ending::none, queued0},
        Cell{"Er", State::draining0, "03000009 04707b0203", Phase::closed, Ending::reset, queued0},
        Cell{"Fin", State::draining0, "FIN", Phase::closed, Ending::released, queued0},
        Cell{"Rst", State::draining0, "RST", Phase::closed, Ending::reset, queued0},
        Cell{"Timer", State::draining0, "TIMER", Phase::draining, Ending::none, queued0}),
    name_of);

// What our user does, and TCP's own part in a call.
INSTANTIATE_TEST_SUITE_P(
    Wishes, ItotStateTable,
    testing::Values(
        Cell{"TcpConnects", State::connecting, "CONNECTED", Phase::request_sent, Ending::none,
             "03000018 13e000004a0121 c0010d f00201ff c40101 c60100"},
        Cell{"TcpDoesNot", State::connecting, "RST", Phase::closed, Ending::failed, ""},
        Cell{"TcpDoesNotInTime", State::connecting, "TIMER", Phase::tcp_connecting, Ending::none,
             ""},
        Cell{"LeftWhileConnecting", State::connecting, "GIVE_UP", Phase::closed, Ending::aborted,
             ""},
        Cell{"LeftWhileCalling", State::calling, "GIVE_UP", Phase::closed, Ending::aborted, ""},
        Cell{"Accepted", State::called, "ACCEPT", Phase::open, Ending::none,
             "03000011 0cd04a017b0221 c0010d c60100"},
        Cell{"Rejected", State::called, "REFUSE", Phase::lingering, Ending::refused,
             "0300000b 06804a01000080"},
        Cell{"Released", State::open2, "RELEASE", Phase::draining, Ending::none,
             "0300000e 09804a017b0280e00180"},
        Cell{"ReleasedInClass0", State::open0, "RELEASE", Phase::lingering, Ending::released, ""},
        Cell{"Aborted", State::open2, "ABORT", Phase::closed, Ending::aborted, ""}),
    name_of);

// Ours: the peer's DR is here, our user may still say something.
constexpr std::string_view confirmed = "0300000a 05c04a017b02";

INSTANTIATE_TEST_SUITE_P(
    Answering, ItotStateTable,
    testing::Values(
        Cell{"Released", State::answering, "RELEASE", Phase::lingering, Ending::released,
             confirmed},
        Cell{"DrAgain", State::answering, "0300000b 06807b024a0180", Phase::answering,
             Ending::released, ""},
        Cell{"Dt", State::answering, "0300000a 04f07b028041", Phase::answering, Ending::released,
             ""},
        Cell{"Garbled", State::answering, "03000009 04407b0200", Phase::answering, Ending::released,
             ""},
        Cell{"Fin", State::answering, "FIN", Phase::lingering, Ending::released, confirmed},
        Cell{"Rst", State::answering, "RST", Phase::closed, Ending::released, ""},
        Cell{"Timer", State::answering, "TIMER", Phase::lingering, Ending::released, confirmed}),
    name_of);

// Ours: all is said, TCP alone is still to end.
INSTANTIATE_TEST_SUITE_P(
    Ending, ItotStateTable,
    testing::Values(
        Cell{"LingeringDt", State::lingering, "0300000a 04f07b028041", Phase::lingering,
             Ending::released, ""},
        Cell{"LingeringDr", State::lingering, "0300000b 06807b024a0180", Phase::lingering,
             Ending::released, ""},
        Cell{"LingeringNoTpkt", State::lingering, "485454502f312e31", Phase::lingering,
             Ending::released, ""},
        Cell{"LingeringFin", State::lingering, "FIN", Phase::closed, Ending::released, ""},
        Cell{"LingeringRst", State::lingering, "RST", Phase::closed, Ending::released, ""},
        Cell{"LingeringTimer", State::lingering, "TIMER", Phase::closed, Ending::released, ""},
        Cell{"ErringDt", State::erring, "03000008 02f08041", Phase::erring, Ending::aborted, ""},
        Cell{"ErringEr", State::erring, "03000009 0470000002", Phase::erring, Ending::aborted, ""},
        Cell{"ErringFin", State::erring, "FIN", Phase::closed, Ending::aborted, ""},
        Cell{"ErringRst", State::erring, "RST", Phase::closed, Ending::aborted, ""},
        Cell{"ErringTimer", State::erring, "TIMER", Phase::closed, Ending::aborted, ""}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    OpenWithExpedited, ItotStateTable,
    testing::Values(Cell{"Ed", State::open_expedited, "0300000a 04107b028041", Phase::open,
                         Ending::none, ""},
                    Cell{"EdForAnother", State::open_expedited, "0300000a 04107b038041",
                         Phase::open, Ending::none, ""},
                    Cell{"EdOfNothing", State::open_expedited, "03000009 04107b0280",
                         Phase::closing, Ending::aborted, dr85},
                    Cell{"EdOf17Octets", State::open_expedited,
                         "0300001a 04107b0280 2020202020202020202020202020202020", Phase::closing,
                         Ending::aborted, dr85},
                    Cell{"EaUnasked", State::open_expedited, "03000009 04207b0200", Phase::closing,
                         Ending::aborted, dr85}),
    name_of);

// --- what a TCP connection may begin with ---

struct First {
    const char* name;
    std::string_view octets;
    std::string_view reply;
};
class ItotBadFirst : public testing::TestWithParam<First> {};

TEST_P(ItotBadFirst, IsAnsweredAndEnds) {
    Script script;
    script.connection.listen(script.now);
    script.feed(GetParam().octets);
    EXPECT_EQ(script.written(), compact(GetParam().reply));
    EXPECT_NE(script.connection.ending(), Ending::none);
}

constexpr std::string_view data33 =
    "202020202020202020202020202020202020202020202020202020202020202020";
const std::string long_data2 = "0300002c 06e000004a0121" + std::string(data33);
const std::string long_data0 = "0300002c 06e000004a0100" + std::string(data33);
const std::string long_error = "03000033 2e704a0100 c128 06e000004a0100" + std::string(data33);
const std::string long_selector = "0300002e 29e000004a0121 c221" + std::string(data33);

INSTANTIATE_TEST_SUITE_P(
    Requests, ItotBadFirst,
    testing::Values(
        First{"ReservedOptionBits", "0300000b 06e000004a0124",
              "03000012 0d704a0103 c10706e000004a0124"},
        First{"DestinationNotZero", "0300000b 06e000014a0121", "0300000f 0a704a0103 c10406e00001"},
        First{"DataOver32InClass2", long_data2, "0300000b 06804a01000085"},
        First{"DataOver32InClass0", long_data0, long_error},
        First{"ParameterLengthInClass0", "0300000d 08e000004a0100 c005",
              "03000014 0f704a0103 c10908e000004a0100c005"},
        First{"Class1WithReservedBits", "0300000b 06e000004a0118",
              "03000012 0d704a0103 c10706e000004a0118"},
        First{"LengthIndicatorInClass2", "0300000b 30e000004a0121", "0300000b 06804a0100008a"},
        First{"Dc", "0300000a 05c07b024a01", ""},
        First{"ParameterLengthInClass2", "0300000d 08e000004a0121 c005", "0300000b 06804a0100008a"},
        First{"SizeCodeOutOfRange", "0300000e 09e000004a0121 c001a2", "0300000b 06804a01000085"},
        First{"SelectorOver32", long_selector, "0300000b 06804a01000003"},
        First{"Er", "03000009 0470000003", ""}, First{"Ak", "03000009 0460000000", ""},
        First{"UnknownCode", "03000009 0440000000", ""}),
    [](const auto& test) { return std::string(test.param.name); });

// Section 9: whoever asks how it ended hears of the ER and its cause.
TEST(ItotError, OnAnOpenConnectionIsItsEnding) {
    Script script;
    script.open_as_responder();
    script.feed("03000009 04707b0203");
    EXPECT_EQ(script.connection.ending(), Ending::aborted);
    EXPECT_EQ(script.connection.end_code(), codec::Code::er);
    EXPECT_EQ(script.connection.disconnect_reason(), 3);
}

TEST(ItotBadRequest, AClassWithoutUsableAlternativeIsRefused) {
    for (const std::string_view cr : {"0300000b 06e000004a0110", "0300000b 06e000004a0130",
                                      "0300000b 06e000004a0140", "0300000b 06e000004a0120"}) {
        Script script;
        script.connection.listen(script.now);
        script.feed(cr);
        EXPECT_FALSE(script.connection.accept(0x7B02, {}, {}, script.now));
        EXPECT_EQ(script.written(), compact("0300000b 06804a01000082")) << cr;
    }
}

} // namespace
} // namespace itot_test
