// Room win32: random numbers, the registry that is not there, versions, and a user's folders.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <ntsecapi.h>
#include <shlobj.h>
#include <string>
#include <versionhelpers.h>
#include <wincrypt.h>
#include <windows.h>

namespace {

using Bytes = std::array<unsigned char, 64>;

TEST(RandomTest, EverySourceFillsTheBuffer) {
    Bytes a{};
    Bytes b{};
    HCRYPTPROV provider = 0;
    ASSERT_TRUE(CryptAcquireContextA(&provider, nullptr, nullptr, PROV_RSA_FULL,
                                     CRYPT_VERIFYCONTEXT | CRYPT_SILENT));
    EXPECT_TRUE(CryptGenRandom(provider, 64, a.data()));
    EXPECT_NE(a, b);
    EXPECT_EQ(BCryptGenRandom(nullptr, b.data(), 64, BCRYPT_USE_SYSTEM_PREFERRED_RNG), 0);
    EXPECT_NE(a, b);
    a = b;
    EXPECT_TRUE(RtlGenRandom(b.data(), 64));
    EXPECT_NE(a, b);
    BCRYPT_ALG_HANDLE source = nullptr;
    const std::array<WCHAR, 4> name{'R', 'N', 'G', 0};
    ASSERT_EQ(BCryptOpenAlgorithmProvider(&source, name.data(), nullptr, 0), 0);
    EXPECT_EQ(BCryptGenRandom(source, a.data(), 64, 0), 0);
    EXPECT_NE(a, b);
    EXPECT_EQ(BCryptCloseAlgorithmProvider(source, 0), 0);
    EXPECT_TRUE(CryptReleaseContext(provider, 0));
    EXPECT_FALSE(CryptGenRandom(provider, 64, a.data()));
    EXPECT_FALSE(CryptReleaseContext(provider, 0));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
}

TEST(RandomTest, WhatIsNotThereIsRefused) {
    HCRYPTPROV provider = 0;
    EXPECT_FALSE(CryptAcquireContextA(&provider, nullptr, nullptr, 0, CRYPT_VERIFYCONTEXT));
    EXPECT_EQ(GetLastError(), static_cast<DWORD>(NTE_BAD_PROV_TYPE));
    EXPECT_FALSE(CryptAcquireContextA(&provider, "keys", nullptr, PROV_RSA_FULL, 0));
    EXPECT_EQ(GetLastError(), static_cast<DWORD>(NTE_BAD_KEYSET));
    EXPECT_FALSE(CryptAcquireContextA(&provider, "keys", nullptr, PROV_RSA_FULL, CRYPT_NEWKEYSET));
    EXPECT_EQ(GetLastError(), static_cast<DWORD>(NTE_PERM));
    Bytes a{};
    EXPECT_EQ(static_cast<DWORD>(BCryptGenRandom(nullptr, a.data(), 64, 0)), STATUS_INVALID_HANDLE);
    const std::array<WCHAR, 4> name{'A', 'E', 'S', 0};
    BCRYPT_ALG_HANDLE source = nullptr;
    EXPECT_EQ(static_cast<DWORD>(BCryptOpenAlgorithmProvider(&source, name.data(), nullptr, 0)),
              0xC0000225);
}

TEST(RegistryTest, NothingIsFoundAndNothingIsStored) {
    HKEY key = HKEY_LOCAL_MACHINE;
    EXPECT_EQ(RegOpenKeyExA(HKEY_LOCAL_MACHINE, "SOFTWARE\\Name", 0, KEY_READ, &key),
              ERROR_FILE_NOT_FOUND);
    EXPECT_EQ(key, nullptr);
    DWORD size = 0;
    EXPECT_EQ(RegQueryValueExA(HKEY_CURRENT_USER, "Name", nullptr, nullptr, nullptr, &size),
              ERROR_FILE_NOT_FOUND);
    EXPECT_EQ(RegCreateKeyExA(HKEY_CURRENT_USER, "Name", 0, nullptr, 0, KEY_WRITE, nullptr, &key,
                              nullptr),
              ERROR_NOT_SUPPORTED);
    EXPECT_EQ(
        RegEnumKeyExA(HKEY_CURRENT_USER, 0, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr),
        ERROR_NO_MORE_ITEMS);
    EXPECT_EQ(RegCloseKey(HKEY_LOCAL_MACHINE), ERROR_SUCCESS);
    EXPECT_EQ(RegCloseKey(nullptr), ERROR_INVALID_HANDLE);
}

BOOL is_at_least(DWORD major, DWORD minor) {
    OSVERSIONINFOEXA wanted{};
    wanted.dwOSVersionInfoSize = sizeof(wanted);
    wanted.dwMajorVersion = major;
    wanted.dwMinorVersion = minor;
    DWORDLONG mask = VerSetConditionMask(0, VER_MAJORVERSION, VER_GREATER_EQUAL);
    mask = VerSetConditionMask(mask, VER_MINORVERSION, VER_GREATER_EQUAL);
    return VerifyVersionInfoA(&wanted, VER_MAJORVERSION | VER_MINORVERSION, mask);
}

TEST(VersionTest, IsComparedFromTheGreatestMemberDown) {
    OSVERSIONINFOA now{};
    now.dwOSVersionInfoSize = sizeof(now);
    ASSERT_TRUE(GetVersionExA(&now));
    EXPECT_TRUE(is_at_least(now.dwMajorVersion, now.dwMinorVersion));
    EXPECT_TRUE(is_at_least(now.dwMajorVersion - 1, now.dwMinorVersion + 5));
    EXPECT_FALSE(is_at_least(now.dwMajorVersion, now.dwMinorVersion + 1));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_OLD_WIN_VERSION});
    EXPECT_FALSE(is_at_least(now.dwMajorVersion + 1, 0));
    EXPECT_TRUE(IsWindowsVistaOrGreater());
    EXPECT_EQ(VerSetConditionMask(0, VER_MAJORVERSION | VER_MINORVERSION, VER_GREATER_EQUAL), 033U);
}

TEST(FolderTest, OfTheUserIsLinux) {
    std::array<char, MAX_PATH> path{};
    const char* home = std::getenv("HOME");
    if (home == nullptr || !std::filesystem::is_directory(home))
        GTEST_SKIP() << "no home";
    EXPECT_EQ(SHGetFolderPathA(nullptr, CSIDL_PROFILE, nullptr, 0, path.data()), S_OK);
    std::string expected = std::string("C:") + home;
    std::replace(expected.begin(), expected.end(), '/', '\\');
    EXPECT_EQ(path.data(), expected);
    EXPECT_EQ(SHGetFolderPathA(nullptr, CSIDL_SYSTEM, nullptr, 0, path.data()), E_INVALIDARG);
    EXPECT_FALSE(SHGetSpecialFolderPathA(nullptr, path.data(), CSIDL_WINDOWS, FALSE));
}

} // namespace
