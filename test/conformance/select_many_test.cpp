// Suite conformance: a program may raise FD_SETSIZE before it includes the header; this file does.
#define FD_SETSIZE 600

#include "conformance/pair.hpp"

namespace ws2::conformance {
namespace {

class SelectMany : public Case {};
WS2_OVER(SelectMany, any);

TEST_P(SelectMany, SixHundredSocketsInOneSet) {
    std::vector<Pair> pairs;
    for (int each = 0; each < 300; ++each)
        pairs.push_back(connect_pair(entry()));
    for (const std::size_t ready :
         {std::size_t{0}, std::size_t{63}, std::size_t{64}, std::size_t{199}, pairs.size() - 1}) {
        send_all(pairs[ready].a, "x");
        fd_set read;
        FD_ZERO(&read);
        for (const auto& pair : pairs) {
            FD_SET(pair.a, &read);
            FD_SET(pair.b, &read);
        }
        ASSERT_EQ(read.fd_count, 600U);
        EXPECT_EQ(outcome_of([&] { return select(0, &read, nullptr, nullptr, nullptr); }),
                  returned(1));
        EXPECT_EQ(read.fd_count, 1U);
        EXPECT_EQ(read.fd_array[0], static_cast<SOCKET>(pairs[ready].b));
        EXPECT_EQ(receive(pairs[ready].b, 1), "x");
    }
}

} // namespace
} // namespace ws2::conformance
