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

constexpr GUID provider_id{0xB01D0002, 0x5A5A, 0x4B4B, {1, 2, 3, 4, 5, 6, 7, 8}};

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

    // Adds a base entry for family 2, type `type`, protocol 0x77; 0 or the error.
    static int install(const std::string& path, int type = SOCK_STREAM) {
        WSAPROTOCOL_INFOW info{};
        info.dwServiceFlags1 = XP1_GUARANTEED_DELIVERY | XP1_GUARANTEED_ORDER;
        info.ProviderId = provider_id;
        info.ProtocolChain.ChainLen = BASE_PROTOCOL;
        info.iVersion = 2;
        info.iAddressFamily = AF_INET;
        info.iMaxSockAddr = info.iMinSockAddr = 16;
        info.iSocketType = type;
        info.iProtocol = 0x77;
        std::u16string(u"Broken [test]")
            .copy(reinterpret_cast<char16_t*>(info.szProtocol), WSAPROTOCOL_LEN);
        std::u16string wide(path.begin(), path.end());
        GUID id = provider_id;
        int error = 0;
        const int answer =
            WSCInstallProvider(&id, reinterpret_cast<WCHAR*>(wide.data()), &info, 1, &error);
        return answer == 0 ? 0 : error;
    }

    // With a catalog that holds `path`: 0 or the error of the first socket.
    static int first_socket_of(const std::string& path) {
        if (const int error = start())
            return error;
        if (const int error = install(path))
            return error;
        WSACleanup();
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

TEST_F(Loading, AnInstalledProviderCannotBeInstalledAgainButRemoved) {
    ASSERT_EQ(start(), 0);
    ASSERT_EQ(install(PROVIDER_sound), 0);
    EXPECT_EQ(install(PROVIDER_sound), WSANO_RECOVERY);
    GUID id = provider_id;
    int error = 0;
    EXPECT_EQ(WSCDeinstallProvider(&id, &error), 0);
    EXPECT_EQ(WSCDeinstallProvider(&id, &error), SOCKET_ERROR);
    EXPECT_THAT(error, AnyOf(WSAEINVAL, WSANO_RECOVERY));
    EXPECT_EQ(install(PROVIDER_sound), 0);
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
    ASSERT_EQ(start(), 0);
    ASSERT_EQ(install(PROVIDER_sound), 0);
    WSACleanup();
    std::ifstream stored(file());
    const std::string whole{std::istreambuf_iterator<char>(stored), {}};
    ASSERT_FALSE(whole.empty());
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
