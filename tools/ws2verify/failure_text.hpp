// Tool ws2verify: a failed expectation as a person reads it: where, what was expected, what was
// seen.
#pragma once

#include <gtest/gtest.h>
#include <string>

namespace ws2verify {

std::string failure_text(const testing::TestPartResult& part);

} // namespace ws2verify
