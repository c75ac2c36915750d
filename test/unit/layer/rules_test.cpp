#include "provider/layer/rules.hpp"

#include <gtest/gtest.h>
#include <winsock2.h>

namespace ws2::provider::layer {
namespace {

std::string problem_of(std::string_view text) {
    std::string problem;
    EXPECT_FALSE(parse_faults(text, problem));
    return problem;
}

TEST(LayerRules, AFaultFileIsRead) {
    std::string problem;
    const auto plan = parse_faults("seed = 7\n"
                                   "[[fault]]\ncall = \"send\"\nkind = \"short\"\noctets = 3\n"
                                   "[[fault]]\nkind = \"fail\"\nerror = \"WSAENOBUFS\"\n"
                                   "probability = 0.25\nafter = 2\ntimes = 1\n",
                                   problem);
    ASSERT_TRUE(plan) << problem;
    EXPECT_EQ(plan->seed, 7U);
    ASSERT_EQ(plan->rules.size(), 2U);
    EXPECT_EQ(plan->rules[0].call, FaultCall::send);
    EXPECT_EQ(plan->rules[0].kind, FaultKind::short_transfer);
    EXPECT_EQ(plan->rules[0].octets, 3U);
    EXPECT_EQ(plan->rules[1].call, FaultCall::any);
    EXPECT_EQ(plan->rules[1].error, WSAENOBUFS);
    EXPECT_EQ(plan->rules[1].probability, 0.25);
    EXPECT_EQ(plan->rules[1].after, 2U);
    EXPECT_EQ(plan->rules[1].times, 1U);
}

TEST(LayerRules, WhatIsWrongIsSaidWithItsLine) {
    EXPECT_EQ(problem_of("seeds = 1\n"), "line 1: 'seeds' is an unknown key");
    EXPECT_EQ(problem_of("[[fault]]\nkind = \"explode\"\n"), "line 2: 'kind' is no known name");
    EXPECT_EQ(problem_of("\n[[fault]]\nkind = \"fail\"\n"), "line 2: 'error' is missing");
    EXPECT_EQ(problem_of("[[fault]]\nkind = \"delay\"\ndelay_ms = -1\n"),
              "line 3: 'delay_ms' is no number from 0 to 4294967295");
    EXPECT_NE(problem_of("[[fault"), "");
    EXPECT_NE(problem_of("fault = 3"), "");
}

TEST(LayerRules, AShapeFileIsRead) {
    std::string problem;
    const auto shape = parse_shape("send_rate = 1e6\ndelay_ms = 20\n", problem);
    ASSERT_TRUE(shape) << problem;
    EXPECT_EQ(shape->send_rate, 1e6);
    EXPECT_EQ(shape->delay_ms, 20U);
    EXPECT_FALSE(parse_shape("rate = 3", problem));
    EXPECT_EQ(problem, "line 1: 'rate' is an unknown key");
}

} // namespace
} // namespace ws2::provider::layer
