// The state table of ISO 8073 (A.6) as this provider has it, and the answers to bad input: every
// cell is a row here.
#include "unit/itot/script.hpp"

namespace itot_test {
namespace {

enum class State { calling, called, open2, open0, closing, draining };

// What each state's events look like: our reference is 4A01 while calling, else 7B02.
struct Cell {
    const char* name;
    State state;
    std::string_view event; // octets, or FIN, RST, TIMER
    Phase phase;
    Ending ending;
    std::string_view reply;
};

void enter(Script& script, State state) {
    switch (state) {
    case State::calling:
        script.connection.call({.own_reference = 0x4A01});
        script.connection.tcp_connected(script.now);
        break;
    case State::called:
        script.connection.listen(script.now);
        script.feed("0300000e 09e000004a0121 c60100");
        break;
    case State::open0: return script.open_class0();
    case State::draining:
        script.open_as_responder();
        script.connection.send(octets("queued"), true);
        EXPECT_EQ(script.connection.release({}, script.now), Connection::Release::done);
        return;
    case State::closing:
        script.open_as_responder();
        EXPECT_EQ(script.connection.release({}, script.now), Connection::Release::done);
        break;
    default: return script.open_as_responder();
    }
    (void)script.written();
}

class ItotStateTable : public testing::TestWithParam<Cell> {};

TEST_P(ItotStateTable, Cell) {
    Script script;
    enter(script, GetParam().state);
    if (GetParam().event == "FIN")
        script.connection.end_of_input(script.now);
    else if (GetParam().event == "RST")
        script.connection.tcp_failed(10054, script.now);
    else if (GetParam().event == "TIMER")
        script.pass(60'000);
    else
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

INSTANTIATE_TEST_SUITE_P(
    Draining, ItotStateTable,
    testing::Values(Cell{"DrWins", State::draining, "0300000b 06807b024a0180", Phase::lingering,
                         Ending::released, "0300000a 05c04a017b02"},
                    Cell{"Dt", State::draining, "0300000a 04f07b028041", Phase::draining,
                         Ending::none,
                         "0300000f 04f04a0180 717565756564 0300000e 09804a017b0280e00180"},
                    Cell{"Fin", State::draining, "FIN", Phase::closed, Ending::reset,
                         "0300000f 04f04a0180 717565756564 0300000e 09804a017b0280e00180"}),
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
        First{"ParameterLengthInClass2", "0300000d 08e000004a0121 c005", "0300000b 06804a0100008a"},
        First{"SizeCodeOutOfRange", "0300000e 09e000004a0121 c001a2", "0300000b 06804a01000085"},
        First{"SelectorOver32", long_selector, "0300000b 06804a01000003"},
        First{"Er", "03000009 0470000003", ""}, First{"Ak", "03000009 0460000000", ""},
        First{"UnknownCode", "03000009 0440000000", ""}),
    [](const auto& test) { return std::string(test.param.name); });

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
