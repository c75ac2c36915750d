#include "base/utf.hpp"

#include <gtest/gtest.h>

namespace {

using ws2::base::to_utf16;
using ws2::base::to_utf8;

TEST(Utf, RoundTripsEveryWidth) {
    const std::string text = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80";
    EXPECT_EQ(to_utf16(text), u"a\u00E9\u20AC\U0001F600");
    EXPECT_EQ(to_utf8(to_utf16(text)), text);
}

TEST(Utf, IllFormedInputBecomesReplacementCharacter) {
    EXPECT_EQ(to_utf16("a\xFFz"), u"a\uFFFDz");
    const char16_t lone_lead[] = {u'a', 0xD800, u'z'};
    EXPECT_EQ(to_utf8(std::u16string_view(lone_lead, 3)), "a\xEF\xBF\xBDz");
    const char16_t trailing_lead[] = {0xD83D};
    EXPECT_EQ(to_utf8(std::u16string_view(trailing_lead, 1)), "\xEF\xBF\xBD");
}

} // namespace
