#include "session.hpp"

#include <cstring>
#include <sporder.h>
#include <vector>

namespace {

void* nowhere() {
    return reinterpret_cast<void*>(8);
}

// Installing needs no WSAStartup, so these tests have none but where they say so.
class ApiInstall : public ::testing::Test {
protected:
    ApiInstall() { ::testing::internal::CaptureStderr(); } // refusals are reported
    ~ApiInstall() override { ::testing::internal::GetCapturedStderr(); }

    static WSAPROTOCOL_INFOW info(int protocol = IPPROTO_TCP) {
        WSAPROTOCOL_INFOW out = world::entry(0, u"", AF_ISO).info;
        out.iProtocol = protocol;
        return out;
    }

    int install(std::vector<WSAPROTOCOL_INFOW> list, std::u16string path = u"%PLACE%/pigeon.so") {
        return code([&](int* error) {
            return WSCInstallProvider(&id_, path.c_str(), list.data(),
                                      static_cast<DWORD>(list.size()), error);
        });
    }

    // 0, or what the call said through its lpErrno.
    template<typename Call>
    static int code(Call call) {
        int error = 0;
        const int result = call(&error);
        EXPECT_EQ(result, error == 0 ? 0 : SOCKET_ERROR);
        return error;
    }

    static std::vector<WSAPROTOCOL_INFOW> stored() {
        std::vector<WSAPROTOCOL_INFOW> list(64);
        DWORD octets = static_cast<DWORD>(list.size() * sizeof list[0]);
        int error = 0;
        const int count = WSCEnumProtocols(nullptr, list.data(), &octets, &error);
        EXPECT_GE(count, 0) << error;
        list.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
        return list;
    }

    std::u16string path_now() {
        WCHAR path[MAX_PATH] = {};
        int length = MAX_PATH;
        int error = 0;
        EXPECT_EQ(WSCGetProviderPath(&id_, path, &length, &error), 0) << error;
        return path;
    }

    world::Folder folder_;
    world::Environment catalog_{"WS2_CATALOG", folder_.path() + "/catalog.toml"};
    GUID id_{0xABCDEF, 2, 3, {4, 5, 6, 7, 8, 9, 10, 11}};
};

TEST_F(ApiInstall, WhatIsInstalledIsAppendedUnderANewIdAndComesBackOctetByOctet) {
    const std::size_t before = stored().size();
    WSAPROTOCOL_INFOW entry;
    std::memset(&entry, 0xA5, sizeof entry);
    entry.ProtocolChain.ChainLen = BASE_PROTOCOL;
    entry.szProtocol[3] = 0xDC00; // half a character
    entry.szProtocol[200] = u'\0';
    ASSERT_EQ(install({entry, info()}), 0);
    const auto list = stored();
    ASSERT_EQ(list.size(), before + 2);
    EXPECT_EQ(list[before].dwCatalogEntryId, 1001U);
    EXPECT_EQ(list[before + 1].dwCatalogEntryId, 1002U);
    entry.dwCatalogEntryId = 1001;
    entry.ProviderId = id_;
    EXPECT_EQ(std::memcmp(&list[before], &entry, sizeof entry), 0);
    EXPECT_EQ(path_now(), u"%PLACE%/pigeon.so");
}

TEST_F(ApiInstall, AnInstalledProviderIsNotInstalledAgain) {
    ASSERT_EQ(install({info()}), 0);
    EXPECT_EQ(install({info()}), WSANO_RECOVERY);
    int error = 0;
    WSAPROTOCOL_INFOW list = info();
    EXPECT_EQ(WSCInstallProvider64_32(&id_, u"/a.so", &list, 1, &error), SOCKET_ERROR);
    EXPECT_EQ(error, WSANO_RECOVERY) << "there is one catalog";
}

TEST_F(ApiInstall, ArgumentsOutsideOfMemoryAreWsaefault) {
    WSAPROTOCOL_INFOW list = info();
    const auto call = [&](void* id, const void* path, void* entries) {
        int codes[2] = {};
        WSCInstallProvider(static_cast<GUID*>(id), static_cast<const WCHAR*>(path),
                           static_cast<LPWSAPROTOCOL_INFOW>(entries), 1, &codes[0]);
        WSCUpdateProvider(static_cast<GUID*>(id), static_cast<const WCHAR*>(path),
                          static_cast<LPWSAPROTOCOL_INFOW>(entries), 1, &codes[1]);
        EXPECT_EQ(codes[0], codes[1]);
        return codes[0];
    };
    for (void* bad : {static_cast<void*>(nullptr), nowhere()}) {
        EXPECT_EQ(call(bad, u"/a.so", &list), WSAEFAULT);
        EXPECT_EQ(call(&id_, bad, &list), WSAEFAULT);
        EXPECT_EQ(call(&id_, u"/a.so", bad), WSAEFAULT);
        EXPECT_EQ(code([&](int* e) { return WSCDeinstallProvider(static_cast<GUID*>(bad), e); }),
                  WSAEFAULT);
        EXPECT_EQ(WSCInstallProvider(nullptr, nullptr, nullptr, 1, static_cast<int*>(bad)),
                  SOCKET_ERROR);
    }
}

TEST_F(ApiInstall, ArgumentsWithoutSenseAreWsaeinval) {
    EXPECT_EQ(install({info()}, u""), WSAEINVAL);
    EXPECT_EQ(install({info()}, std::u16string(MAX_PATH, u'p')), WSAEINVAL);
    WSAPROTOCOL_INFOW list = info();
    EXPECT_EQ(code([&](int* e) { return WSCInstallProvider(&id_, u"/a.so", &list, 0, e); }),
              WSAEINVAL);
    EXPECT_EQ(code([&](int* e) { return WSCUpdateProvider(&id_, u"/a.so", &list, 1, e); }),
              WSAEINVAL)
        << "not installed";
    EXPECT_EQ(code([&](int* e) { return WSCDeinstallProvider(&id_, e); }), WSAEINVAL);
    EXPECT_EQ(install({info()}, std::u16string(MAX_PATH - 1, u'p')), 0);
    EXPECT_EQ(path_now().size(), MAX_PATH - 1U);
}

TEST_F(ApiInstall, TheEntriesOfAChainMustExistBeforeIt) {
    WSAPROTOCOL_INFOW chain = world::chain(0, {1001, world::second_id}).info;
    EXPECT_EQ(install({chain}), WSAEINVAL);
    WSAPROTOCOL_INFOW layer = world::entry(0, u"", AF_ISO, LAYERED_PROTOCOL).info;
    ASSERT_EQ(install({layer}), 0);
    const GUID layers = id_;
    id_.Data1 = 1;
    ASSERT_EQ(install({chain}), 0);
    EXPECT_EQ(code([&](int* e) {
                  GUID id = layers;
                  return WSCDeinstallProvider(&id, e);
              }),
              WSANO_RECOVERY)
        << "a chain is made of it";
    EXPECT_EQ(code([&](int* e) { return WSCDeinstallProvider(&id_, e); }), 0);
    id_ = layers;
    EXPECT_EQ(code([&](int* e) { return WSCDeinstallProvider32(&id_, e); }), 0);
}

TEST_F(ApiInstall, AChainLongerThanSevenIsRefused) {
    std::vector<WSAPROTOCOL_INFOW> layers(7, world::entry(0, u"", AF_ISO, LAYERED_PROTOCOL).info);
    ASSERT_EQ(install(layers), 0);
    id_.Data1 = 1;
    WSAPROTOCOL_INFOW chain = info();
    chain.ProtocolChain = {MAX_PROTOCOL_CHAIN, {1001, 1002, 1003, 1004, 1005, 1006, 21}};
    ASSERT_EQ(install({chain}), 0);
    id_.Data1 = 2;
    chain.ProtocolChain.ChainLen = MAX_PROTOCOL_CHAIN + 1;
    EXPECT_EQ(install({chain}), WSAEINVAL);
}

TEST_F(ApiInstall, AnUpdateChangesEntriesAndPathAndKeepsTheId) {
    ASSERT_EQ(install({info()}), 0);
    WSAPROTOCOL_INFOW changed = info(99);
    EXPECT_EQ(code([&](int* e) { return WSCUpdateProvider(&id_, u"/b.so", &changed, 1, e); }), 0);
    EXPECT_EQ(stored().back().iProtocol, 99);
    EXPECT_EQ(stored().back().dwCatalogEntryId, 1001U);
    EXPECT_EQ(path_now(), u"/b.so");
}

TEST_F(ApiInstall, TheOrderIsWrittenWholeAndTheCodeIsReturned) {
    ASSERT_EQ(install({info()}), 0);
    DWORD ids[] = {1001, world::second_id, world::first_id};
    EXPECT_EQ(WSCWriteProviderOrder(ids, 3), 0);
    EXPECT_EQ(stored().front().dwCatalogEntryId, 1001U);
    EXPECT_EQ(WSCWriteProviderOrder(ids, 2), WSAEINVAL);
    EXPECT_EQ(WSCWriteProviderOrder(nullptr, 3), WSAEINVAL);
    EXPECT_EQ(WSCWriteProviderOrder(static_cast<DWORD*>(nowhere()), 3), WSAEINVAL);
    ids[0] = world::first_id;
    EXPECT_EQ(WSCWriteProviderOrder32(ids, 3), WSAEINVAL) << "one id twice";
}

TEST_F(ApiInstall, ACatalogThatCannotBeWrittenIsNoRecovery) {
    const world::Environment unwritable("WS2_CATALOG", "/proc/ws2-catalog.toml");
    EXPECT_EQ(install({info()}), WSANO_RECOVERY);
    DWORD ids[] = {world::second_id, world::first_id};
    EXPECT_EQ(WSCWriteProviderOrder(ids, 2), WSANO_RECOVERY);
}

TEST_F(ApiInstall, MoreEntriesThanACatalogHoldsAreWsaenobufs) {
    EXPECT_EQ(install(std::vector<WSAPROTOCOL_INFOW>(1024, info())), WSAENOBUFS);
    EXPECT_EQ(install(std::vector<WSAPROTOCOL_INFOW>(1025, info())), WSAENOBUFS);
}

TEST_F(ApiInstall, AProcessKeepsItsCatalogAndAnInstallerSeesTheNewOneAtOnce) {
    WSADATA data;
    ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
    ASSERT_EQ(install({info()}), 0);
    WSAPROTOCOL_INFOW list[3];
    DWORD octets = sizeof list;
    EXPECT_EQ(stored().size(), 3U);
    EXPECT_EQ(WSAEnumProtocolsW(nullptr, list, &octets), 2);
    WSACleanup();
    ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
    EXPECT_EQ(WSAEnumProtocolsW(nullptr, list, &octets), 3);
    WSACleanup();
}

TEST_F(ApiInstall, TheCategoriesOfAProviderAreKept) {
    ASSERT_EQ(install({info()}), 0);
    DWORD set = LSP_PROXY | LSP_SYSTEM;
    DWORD got = 1;
    std::size_t size = sizeof got;
    const auto put = [&](WSC_PROVIDER_INFO_TYPE type, std::size_t octets, DWORD flags) {
        return code([&](int* e) {
            return WSCSetProviderInfo(&id_, type, reinterpret_cast<BYTE*>(&set), octets, flags, e);
        });
    };
    const auto get = [&](WSC_PROVIDER_INFO_TYPE type, void* to) {
        return code([&](int* e) {
            return WSCGetProviderInfo(&id_, type, static_cast<BYTE*>(to), &size, 0, e);
        });
    };
    EXPECT_EQ(get(ProviderInfoLspCategories, &got), 0);
    EXPECT_EQ(got, 0U) << "none so far";
    EXPECT_EQ(put(ProviderInfoLspCategories, sizeof set, 0), 0);
    EXPECT_EQ(get(ProviderInfoLspCategories, &got), 0);
    EXPECT_EQ(got, set);
    EXPECT_EQ(put(ProviderInfoLspCategories, 3, 0), WSAEINVAL);
    EXPECT_EQ(put(ProviderInfoLspCategories, sizeof set, 1), WSAEINVAL);
    EXPECT_EQ(put(ProviderInfoAudit, sizeof set, 0), ERROR_CALL_NOT_IMPLEMENTED);
    EXPECT_EQ(get(ProviderInfoAudit, &got), ERROR_CALL_NOT_IMPLEMENTED);
    size = 1;
    EXPECT_EQ(get(ProviderInfoLspCategories, &got), WSAEFAULT);
    EXPECT_EQ(size, sizeof got);
    EXPECT_EQ(get(ProviderInfoLspCategories, nullptr), WSAEFAULT);
    EXPECT_EQ(get(ProviderInfoLspCategories, nowhere()), WSAEFAULT);
    id_.Data1 = 0;
    EXPECT_EQ(get(ProviderInfoLspCategories, &got), WSAEINVALIDPROVIDER);
    EXPECT_EQ(put(ProviderInfoLspCategories, sizeof set, 0), WSAEINVAL);
}

} // namespace
