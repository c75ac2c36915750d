// Suite conformance: providers and catalogs that are broken. The library tells the program by the
// documented code and goes on serving every other provider.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <winsock2.h>
#include <ws2spi.h>

namespace {

using testing::AnyOf;

// Each case has a catalog file of its own.
class Loading : public testing::Test {
protected:
    Loading() {
        std::string pattern = (std::filesystem::temp_directory_path() / "ws2-XXXXXX").string();
        folder_ = mkdtemp(pattern.data());
        setenv("WS2_CATALOG", file().c_str(), 1);
    }
    ~Loading() override {
        while (WSACleanup() == 0) {
        }
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }

    std::filesystem::path file() const { return folder_ / "catalog.toml"; }
    void write(const std::string& text) const { std::ofstream(file()) << text; }

    static int start() {
        WSADATA data{};
        return WSAStartup(MAKEWORD(2, 2), &data);
    }

    // A catalog of a base entry for AF_INET, SOCK_STREAM, 0x77 with that path, and of TCP.
    static std::string catalog_with(const std::string& path) {
        return "format = 1\n" +
               entry_text("Broken [test]", "2001", "{B01D0002-5A5A-4B4B-0102-030405060708}", path,
                          "119") +
               entry_text("TCP [test]", "1001", "{E70F1AA0-AB8B-11CF-8CA3-00805F48A192}",
                          "builtin:msafd", "6");
    }

    // With a catalog that holds `path`: 0 or the error of the first socket.
    int first_socket_of(const std::string& path) const {
        write(catalog_with(path));
        if (const int error = start())
            return error;
        const SOCKET s = socket(AF_INET, SOCK_STREAM, 0x77);
        const int error = s == INVALID_SOCKET ? WSAGetLastError() : 0;
        if (s != INVALID_SOCKET)
            closesocket(s);
        return error;
    }

    static bool others_are_served() {
        const SOCKET s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
        return s != INVALID_SOCKET && closesocket(s) == 0;
    }

private:
    static std::string entry_text(const std::string& name, const std::string& id,
                                  const std::string& guid, const std::string& path,
                                  const std::string& protocol) {
        return "[[protocol]]\nname = \"" + name + "\"\nid = " + id + "\nguid = \"" + guid +
               "\"\npath = \"" + path +
               "\"\nversion = 2\nfamily = \"AF_INET\"\ntype = \"SOCK_STREAM\"\nprotocol = " +
               protocol +
               "\naddress_min = 16\naddress_max = 16\nbyte_order = \"big\"\nmessage_size = 0\n"
               "service_flags = [\"XP1_GUARANTEED_DELIVERY\", \"XP1_GUARANTEED_ORDER\"]\n"
               "chain_length = 1\n";
    }

    std::filesystem::path folder_;
};

TEST_F(Loading, ASoundProviderIsLoadedForItsFirstSocket) {
    EXPECT_EQ(first_socket_of(PROVIDER_sound), 0);
    EXPECT_TRUE(others_are_served());
}

TEST_F(Loading, APathWhereNothingIsIsWSAEPROVIDERFAILEDINIT) {
    EXPECT_EQ(first_socket_of("/nowhere/at/all.so"), WSAEPROVIDERFAILEDINIT);
    EXPECT_TRUE(others_are_served());
}

TEST_F(Loading, AFileThatIsNoLibraryIsWSAEPROVIDERFAILEDINIT) {
    EXPECT_EQ(first_socket_of("/proc/version"), WSAEPROVIDERFAILEDINIT);
    EXPECT_TRUE(others_are_served());
}

TEST_F(Loading, ABuiltInProviderThatDoesNotExistIsRefused) {
    const int error = first_socket_of("builtin:nobody");
    EXPECT_THAT(error, AnyOf(WSAEPROVIDERFAILEDINIT, WSAEINVAL, WSANO_RECOVERY));
    EXPECT_TRUE(others_are_served());
}

TEST_F(Loading, ALibraryWithoutWSPStartupIsWSAEPROVIDERFAILEDINIT) {
    EXPECT_EQ(first_socket_of(PROVIDER_no_startup), WSAEPROVIDERFAILEDINIT);
    EXPECT_TRUE(others_are_served());
}

TEST_F(Loading, ATableWithAMissingSlotIsWSAEINVALIDPROCTABLE) {
    EXPECT_EQ(first_socket_of(PROVIDER_null_slot), WSAEINVALIDPROCTABLE);
    EXPECT_TRUE(others_are_served());
}

TEST_F(Loading, AnAnswerOfAnotherVersionIsWSAEINVALIDPROVIDER) {
    EXPECT_EQ(first_socket_of(PROVIDER_wrong_version), WSAEINVALIDPROVIDER);
    EXPECT_TRUE(others_are_served());
}

TEST_F(Loading, AProviderThatRefusesToStartIsWSAEPROVIDERFAILEDINIT) {
    EXPECT_EQ(first_socket_of(PROVIDER_refuses), WSAEPROVIDERFAILEDINIT);
    EXPECT_TRUE(others_are_served());
}

TEST_F(Loading, ARefusalIsRepeatedForTheNextSocket) {
    EXPECT_EQ(first_socket_of(PROVIDER_refuses), WSAEPROVIDERFAILEDINIT);
    for (int again = 0; again < 3; ++again) {
        EXPECT_EQ(socket(AF_INET, SOCK_STREAM, 0x77), INVALID_SOCKET);
        EXPECT_EQ(WSAGetLastError(), WSAEPROVIDERFAILEDINIT);
    }
}

TEST_F(Loading, AFailureWithoutACodeIsWSASYSCALLFAILURE) {
    ASSERT_EQ(first_socket_of(PROVIDER_sound), 0);
    const SOCKET s = socket(AF_INET, SOCK_STREAM, 0x77);
    WSASetLastError(0);
    EXPECT_EQ(listen(s, 1), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSASYSCALLFAILURE);
    EXPECT_EQ(closesocket(s), 0);
}

TEST_F(Loading, AThirdPartysWSPSendDisconnectIsReached) {
    ASSERT_EQ(first_socket_of(PROVIDER_sound), 0);
    const SOCKET s = socket(AF_INET, SOCK_STREAM, 0x77);
    EXPECT_EQ(WSASendDisconnect(s, nullptr), SOCKET_ERROR);
    EXPECT_EQ(WSAGetLastError(), WSAENOTCONN);
    EXPECT_EQ(closesocket(s), 0);
}

// A catalog that cannot be read leaves the program with what is compiled in, or without a start,
// but with no third thing.
void expect_defined_start(const std::string& what) {
    WSADATA data{};
    const int error = WSAStartup(MAKEWORD(2, 2), &data);
    EXPECT_THAT(error, AnyOf(0, WSASYSNOTREADY)) << what;
    if (error != 0)
        return;
    const SOCKET s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    if (s != INVALID_SOCKET)
        closesocket(s);
    else
        EXPECT_NE(WSAGetLastError(), 0) << what;
    EXPECT_EQ(WSACleanup(), 0);
}

TEST_F(Loading, ATornOrHostileCatalogNeverCrashes) {
    const std::string whole = catalog_with(PROVIDER_sound);
    for (std::size_t length = 0; length < whole.size(); length += whole.size() / 40 + 1) {
        write(whole.substr(0, length));
        expect_defined_start("cut at " + std::to_string(length));
    }
    for (std::size_t place = 0; place < whole.size(); place += whole.size() / 60 + 1) {
        std::string changed = whole;
        changed[place] = static_cast<char>(changed[place] ^ 0x15);
        write(changed);
        expect_defined_start("changed at " + std::to_string(place));
    }
    for (const std::string& text :
         {std::string(1 << 20, '['), std::string(1000, '\0'), std::string("version = 999999999\n"),
          std::string("\xFF\xFE\x00garbage", 10), std::string("[[provider]]\n[[provider]]\n")}) {
        write(text);
        expect_defined_start(text.substr(0, 20));
    }
}

TEST_F(Loading, ACatalogThatIsAFolderIsNoCrash) {
    std::filesystem::create_directory(file());
    expect_defined_start("a folder");
}

} // namespace
