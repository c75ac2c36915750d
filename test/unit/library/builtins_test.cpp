#include "catalog/check.hpp"
#include "catalog/loader.hpp"
#include "catalog/match.hpp"
#include "catalog/order.hpp"
#include "catalog/store.hpp"
#include "catalog/text.hpp"

#include <cstring>
#include <gmock/gmock.h>
#include <set>
#include <ws2tls.h>
#include <wshisotp.h>

namespace ws2::catalog {
namespace {

std::u16string name_of(const Catalog& catalog, int family, int type, int protocol) {
    const auto found = match(catalog, family, type, protocol);
    return found ? found.value->info.szProtocol : u"";
}

TEST(LibraryBuiltins, TheDefaultCatalogIsAValidOne) {
    const Catalog catalog = default_catalog();
    const auto problem = check_entries(catalog.entries);
    EXPECT_FALSE(problem) << problem->reason;
    EXPECT_GE(catalog.entries.size(), 14U);
    std::set<std::u16string> names;
    for (const Entry& entry : catalog.entries) {
        EXPECT_TRUE(names.insert(entry.info.szProtocol).second) << "a name twice";
        EXPECT_TRUE(is_base(entry));
        EXPECT_TRUE(load_startup(entry.path)) << entry.info.dwCatalogEntryId;
    }
}

TEST(LibraryBuiltins, WrittenAsTextTheDefaultCatalogComesBackWhole) {
    const Catalog catalog = default_catalog();
    const Parsed back = parse_catalog(format_catalog(catalog.entries));
    ASSERT_FALSE(back.problem) << back.problem->line << ": " << back.problem->reason;
    ASSERT_EQ(back.entries.size(), catalog.entries.size());
    for (std::size_t i = 0; i < back.entries.size(); ++i) {
        EXPECT_EQ(std::memcmp(&back.entries[i].info, &catalog.entries[i].info,
                              sizeof back.entries[i].info),
                  0)
            << catalog.entries[i].info.dwCatalogEntryId;
        EXPECT_EQ(back.entries[i].path, catalog.entries[i].path);
        EXPECT_EQ(back.entries[i].personality, catalog.entries[i].personality);
    }
}

TEST(LibraryBuiltins, TheStoredOrderIsWindowsCesAndAPersonalityChangesIt) {
    Catalog catalog = default_catalog();
    EXPECT_EQ(name_of(catalog, AF_INET, SOCK_STREAM, 0), u"WSPM Tcpip [TCP/IP]");
    EXPECT_EQ(name_of(catalog, AF_INET6, SOCK_DGRAM, 0), u"WSPM Tcpip [UDP/IPv6]");
    EXPECT_EQ(name_of(catalog, AF_ISO, SOCK_SEQPACKET, ISOPROTO_TP2), u"ITOT [TP2]");
    EXPECT_EQ(name_of(catalog, AF_ISO, SOCK_SEQPACKET, ISOPROTO_TP0), u"ITOT [TP0]");
    EXPECT_EQ(name_of(catalog, AF_ISO, SOCK_SEQPACKET, ISOPROTO_WS2_TP2_TLS), u"ITOT [TP2 TLS]");
    prefer(catalog, Personality::nt);
    EXPECT_EQ(name_of(catalog, AF_INET, SOCK_STREAM, 0), u"MSAFD Tcpip [TCP/IP]");
    EXPECT_EQ(name_of(catalog, AF_INET6, SOCK_DGRAM, IPPROTO_UDP), u"MSAFD Tcpip [UDP/IPv6]");
    EXPECT_EQ(name_of(catalog, AF_INET, SOCK_RAW, IPPROTO_ICMP), u"MSAFD Tcpip [RAW/IP]");
}

} // namespace
} // namespace ws2::catalog
