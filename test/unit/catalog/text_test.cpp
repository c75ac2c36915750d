#include "catalog/text.hpp"

#include "entries.hpp"

#include <cstring>
#include <gmock/gmock.h>

namespace ws2::catalog {
namespace {

using test::chain;
using test::entry;
using test::layer;
using ::testing::HasSubstr;

constexpr std::string_view good = R"(format = 1

[[protocol]]
name = "Fake [TCP/IP]"
id = 7
guid = "{01234567-89AB-cdef-0123-456789abcdef}"
path = "/usr/lib/fake.so"
family = "AF_INET"
type = 1
protocol = "IPPROTO_TCP"
service_flags = ["XP1_IFS_HANDLES", 0x40]
chain_length = 1
)";

std::string replaced(std::string_view from, std::string_view to) {
    std::string text(good);
    text.replace(text.find(from), from.size(), to);
    return text;
}

Problem problem_of(std::string_view text) {
    const Parsed parsed = parse_catalog(text);
    EXPECT_TRUE(parsed.problem.has_value()) << text.substr(0, 400);
    return parsed.problem.value_or(Problem{});
}

TEST(CatalogText, NamesAndNumbersMeanTheSame) {
    const Parsed parsed = parse_catalog(good);
    ASSERT_FALSE(parsed.problem) << parsed.problem->reason;
    ASSERT_EQ(parsed.entries.size(), 1U);
    const WSAPROTOCOL_INFOW& info = parsed.entries[0].info;
    EXPECT_EQ(info.iAddressFamily, AF_INET);
    EXPECT_EQ(info.iSocketType, SOCK_STREAM);
    EXPECT_EQ(info.iProtocol, IPPROTO_TCP);
    EXPECT_EQ(info.dwServiceFlags1, static_cast<DWORD>(XP1_IFS_HANDLES | XP1_EXPEDITED_DATA));
    EXPECT_EQ(info.ProviderId.Data1, 0x01234567U);
    EXPECT_EQ(info.ProviderId.Data4[7], 0xEF);
    EXPECT_EQ(std::u16string(info.szProtocol), u"Fake [TCP/IP]");
    EXPECT_EQ(parsed.entries[0].path, u"/usr/lib/fake.so");
    EXPECT_EQ(parsed.entries[0].line, 3U);
}

TEST(CatalogText, WhatIsWrittenIsReadBackInEveryField) {
    Entry odd = entry(0xFFFFFFFF, 4711, -3, 2147483647, 0x80000008);
    odd.info.dwServiceFlags1 = 0xFFFFFFFF;
    odd.info.dwServiceFlags2 = 1;
    odd.info.dwServiceFlags3 = 0x80000000;
    odd.info.dwServiceFlags4 = 3;
    odd.info.iNetworkByteOrder = LITTLEENDIAN;
    odd.info.iSecurityScheme = 9;
    odd.info.dwMessageSize = 0xFFFFFFFF;
    odd.info.dwProviderReserved = 5;
    odd.info.iProtocolMaxOffset = 255;
    odd.info.ProtocolChain.ChainEntries[6] = 12;
    odd.path = u"%ProgramFiles%\\a \"quoted\" \u20AC \U0001F600.so";
    odd.personality = Personality::nt;
    const Entry all[] = {odd, entry(1, AF_ISO, SOCK_SEQPACKET, 27), layer(2), chain(3, {2, 1})};
    const Parsed back = parse_catalog(format_catalog(all));
    ASSERT_FALSE(back.problem) << back.problem->line << ": " << back.problem->reason;
    ASSERT_EQ(back.entries.size(), std::size(all));
    for (std::size_t i = 0; i < std::size(all); ++i) {
        EXPECT_EQ(std::memcmp(&back.entries[i].info, &all[i].info, sizeof all[i].info), 0) << i;
        EXPECT_EQ(back.entries[i].path, all[i].path);
        EXPECT_EQ(back.entries[i].personality, all[i].personality);
    }
}

TEST(CatalogText, ANameThatTextCannotHoldIsReadBackUnitByUnit) {
    Entry odd = layer(1);
    odd.categories = LSP_SYSTEM | LSP_PROXY | 0x1000;
    Entry empty = layer(2);
    empty.info.szProtocol[0] = u'\0'; // the rest stays behind the end
    Entry none = layer(3);
    std::fill(std::begin(none.info.szProtocol), std::end(none.info.szProtocol), u'\0');
    odd.info.szProtocol[1] = 0xD800;
    odd.info.szProtocol[254] = 0xFFFF;
    const Entry all[] = {odd, empty, none};
    const Parsed back = parse_catalog(format_catalog(all));
    ASSERT_FALSE(back.problem) << back.problem->line << ": " << back.problem->reason;
    for (std::size_t i = 0; i < std::size(all); ++i) {
        EXPECT_EQ(std::memcmp(&back.entries[i].info, &all[i].info, sizeof all[i].info), 0) << i;
        EXPECT_EQ(back.entries[i].categories, all[i].categories);
    }
    for (const char* units : {"00", "000G", "+001"})
        EXPECT_TRUE(parse_catalog(std::string(good) + "name_units = \"" + units + "\"\n").problem);
    std::string endless;
    for (int i = 0; i <= WSAPROTOCOL_LEN; ++i)
        endless += "0041";
    EXPECT_THAT(problem_of(std::string(good) + "name_units = \"" + endless + "\"\n").reason,
                HasSubstr("no end"));
}

TEST(CatalogText, AnEmptyCatalogIsACatalog) {
    EXPECT_FALSE(parse_catalog("format = 1\n").problem);
    EXPECT_FALSE(parse_catalog(format_catalog(std::span<const Entry>{})).problem);
}

TEST(CatalogText, EveryPrefixIsReadOrRefusedAndNeverCrashes) {
    for (std::size_t i = 0; i < good.size(); ++i) {
        const std::string torn(good.substr(0, i));
        const Parsed parsed = parse_catalog(torn);
        const bool has_entry = torn.find("[[protocol]]") != torn.npos;
        const bool has_path = torn.find("path") != torn.npos;
        EXPECT_TRUE(parsed.problem || !has_entry || has_path) << torn;
    }
    EXPECT_THAT(problem_of("").reason, HasSubstr("format"));
}

TEST(CatalogText, AMisspeltKeyIsRefusedWithItsLine) {
    const Problem problem = problem_of(replaced("path =", "pathh ="));
    EXPECT_THAT(problem.reason, ::testing::AnyOf(HasSubstr("'pathh'"), HasSubstr("no 'path'")));
    const Problem extra = problem_of(std::string(good) + "colour = 3\n");
    EXPECT_EQ(extra.line, 13U);
    EXPECT_THAT(extra.reason, HasSubstr("'colour'"));
    EXPECT_THAT(problem_of("format = 1\nfoo = 2\n").reason, HasSubstr("'foo'"));
}

TEST(CatalogText, AValueOfTheWrongKindIsRefusedWithItsLine) {
    EXPECT_EQ(problem_of(replaced("id = 7", "id = \"7\"")).line, 5U);
    EXPECT_EQ(problem_of(replaced("id = 7", "id = -1")).line, 5U);
    EXPECT_EQ(problem_of(replaced("id = 7", "id = 4294967296")).line, 5U);
    EXPECT_EQ(problem_of(replaced("89AB-", "89AB+")).line, 6U);
    EXPECT_EQ(problem_of(replaced("\"AF_INET\"", "\"AF_MARS\"")).line, 8U);
    EXPECT_EQ(problem_of(replaced("\"XP1_IFS_HANDLES\"", "\"XP1_X\"")).line, 11U);
    EXPECT_EQ(problem_of(replaced("[\"XP1_IFS_HANDLES\", 0x40]", "4")).line, 11U);
    EXPECT_EQ(problem_of(replaced("chain_length = 1", "chain = [1,2,3,4,5,6,7,8]")).line, 12U);
    EXPECT_EQ(problem_of(replaced("\"/usr/lib/fake.so\"", "\"\"")).line, 7U);
    EXPECT_EQ(problem_of(replaced("format = 1", "format = 2")).line, 1U);
    EXPECT_GT(problem_of("format = 1\nprotocol = [1, 2]\n").line, 0U);
    EXPECT_GT(problem_of("format = 1\n[protocol]\n").line, 0U);
}

TEST(CatalogText, NamesThatDoNotFitAreRefused) {
    EXPECT_FALSE(parse_catalog(replaced("Fake [TCP/IP]", std::string(255, 'n'))).problem);
    EXPECT_TRUE(parse_catalog(replaced("Fake [TCP/IP]", std::string(256, 'n'))).problem);
    EXPECT_TRUE(parse_catalog(replaced("/usr/lib/fake.so", std::string(260, 'p'))).problem);
    EXPECT_TRUE(parse_catalog(replaced("/usr/lib/fake.so", "/usr/\\u0000x")).problem);
}

TEST(CatalogText, HostileTextIsRefusedWithoutAParse) {
    EXPECT_TRUE(parse_catalog(std::string(text_octets_max + 1, '\n')).problem);
    EXPECT_TRUE(parse_catalog(std::string(200000, '[')).problem);
    EXPECT_TRUE(parse_catalog("a = " + std::string(200000, '{')).problem);
    EXPECT_TRUE(parse_catalog(std::string("format = 1\n\0\0\0", 14)).problem);
    EXPECT_TRUE(parse_catalog("\x7F"
                              "ELF\x02\x01\x01")
                    .problem);
    EXPECT_TRUE(parse_catalog("format = 1\nname = \"\xFF\xFE\"\n").problem);
    std::string dotted = "a";
    for (int i = 0; i < 100000; ++i)
        dotted += ".a";
    EXPECT_TRUE(parse_catalog(dotted + " = 1\n").problem);
    EXPECT_TRUE(parse_catalog("[" + dotted + "]\n").problem);
    EXPECT_TRUE(parse_catalog("x = \"\"\" \" \"\"\"\n" + dotted + " = 1\n").problem);
}

TEST(CatalogText, TooManyEntriesAreRefused) {
    std::vector<Entry> many;
    for (DWORD id = 1; id <= entries_max + 1; ++id)
        many.push_back(entry(id, AF_INET, SOCK_STREAM, IPPROTO_TCP));
    EXPECT_THAT(problem_of(format_catalog(many)).reason, HasSubstr("entries"));
    many.pop_back();
    EXPECT_FALSE(parse_catalog(format_catalog(many)).problem);
}

} // namespace
} // namespace ws2::catalog
