// An installer of a layered service provider: finds the base that serves TCP over IPv4, installs a
// layer and a chain over it, puts the chain first, and takes everything out again.
#include <winsock2.h>

#include <stdio.h>
#include <string.h>
#include <vector>
#include <wchar.h>
#include <windows.h>
#include <ws2spi.h>

#include <sporder.h> // after ws2spi.h
#pragma comment(lib, "ws2_32.lib")

static GUID kLayer = {0x5c1b7d10, 0x2f6e, 0x4b0d, {0x9a, 0x11, 0x4e, 0x62, 0x0f, 0x3d, 0x77, 0x01}};
static GUID kChain = {0x5c1b7d10, 0x2f6e, 0x4b0d, {0x9a, 0x11, 0x4e, 0x62, 0x0f, 0x3d, 0x77, 0x02}};

static std::vector<WSAPROTOCOL_INFOW> Catalog() {
    DWORD size = 0;
    int error = 0;
    std::vector<WSAPROTOCOL_INFOW> entries;
    if (WSCEnumProtocols(NULL, NULL, &size, &error) != SOCKET_ERROR || error != WSAENOBUFS)
        return entries;
    entries.resize(size / sizeof(WSAPROTOCOL_INFOW) + 1);
    const int count = WSCEnumProtocols(NULL, entries.data(), &size, &error);
    entries.resize(count > 0 ? count : 0);
    return entries;
}

static const WSAPROTOCOL_INFOW* Find(const std::vector<WSAPROTOCOL_INFOW>& entries,
                                     const GUID& provider) {
    for (const WSAPROTOCOL_INFOW& entry : entries)
        if (memcmp(&entry.ProviderId, &provider, sizeof provider) == 0)
            return &entry;
    return NULL;
}

static bool Install(GUID& provider, WSAPROTOCOL_INFOW& entry) {
    int error = 0;
    if (WSCInstallProvider(&provider, L"layer.dll", &entry, 1, &error) == SOCKET_ERROR) {
        printf("WSCInstallProvider: error %d\n", error);
        return false;
    }
    return true;
}

static bool PutFirst(DWORD id) {
    std::vector<DWORD> order(1, id);
    for (const WSAPROTOCOL_INFOW& entry : Catalog())
        if (entry.dwCatalogEntryId != id)
            order.push_back(entry.dwCatalogEntryId);
    const int error = WSCWriteProviderOrder(order.data(), (DWORD)order.size());
    if (error != ERROR_SUCCESS)
        printf("WSCWriteProviderOrder: error %d\n", error);
    return error == ERROR_SUCCESS;
}

static void Remove(GUID& provider) {
    int error = 0;
    const int result = WSCDeinstallProvider(&provider, &error);
    printf("removed: %d, error %d\n", result, error);
}

int main() {
    WSADATA data;
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0)
        return 1;
    const std::vector<WSAPROTOCOL_INFOW> before = Catalog();
    const WSAPROTOCOL_INFOW* base = NULL;
    for (const WSAPROTOCOL_INFOW& entry : before)
        if (base == NULL && entry.iAddressFamily == AF_INET && entry.iSocketType == SOCK_STREAM &&
            entry.ProtocolChain.ChainLen == BASE_PROTOCOL)
            base = &entry;
    if (base == NULL) {
        printf("no TCP\n");
        return 1;
    }
    WSAPROTOCOL_INFOW layer = *base;
    wcscpy(layer.szProtocol, L"Example layer");
    layer.dwServiceFlags1 &= ~XP1_IFS_HANDLES;
    layer.dwProviderFlags = PFL_HIDDEN;
    layer.ProtocolChain.ChainLen = LAYERED_PROTOCOL;
    if (!Install(kLayer, layer))
        return 1;
    std::vector<WSAPROTOCOL_INFOW> now = Catalog();
    const WSAPROTOCOL_INFOW* installed = Find(now, kLayer);
    if (installed == NULL)
        return 1;
    printf("layer: %ls, hidden %d, new id %d\n", installed->szProtocol,
           (installed->dwProviderFlags & PFL_HIDDEN) != 0,
           installed->dwCatalogEntryId != base->dwCatalogEntryId);
    WSAPROTOCOL_INFOW chain = *base;
    wcscpy(chain.szProtocol, L"Example layer over TCP");
    chain.dwServiceFlags1 &= ~XP1_IFS_HANDLES;
    chain.ProtocolChain.ChainLen = 2;
    chain.ProtocolChain.ChainEntries[0] = installed->dwCatalogEntryId;
    chain.ProtocolChain.ChainEntries[1] = base->dwCatalogEntryId;
    if (!Install(kChain, chain) || Find(now = Catalog(), kChain) == NULL)
        return 1;
    PutFirst(Find(now, kChain)->dwCatalogEntryId);
    now = Catalog();
    printf("%d entries more; first: %ls, chain of %d, over the base %d\n",
           (int)(now.size() - before.size()), now[0].szProtocol, now[0].ProtocolChain.ChainLen,
           now[0].ProtocolChain.ChainEntries[1] == base->dwCatalogEntryId);
    WCHAR path[MAX_PATH];
    int size = MAX_PATH;
    int error = 0;
    if (WSCGetProviderPath(&kChain, path, &size, &error) == 0)
        printf("path: %ls\n", path);
    if (WSCInstallProvider(&kChain, L"layer.dll", &chain, 1, &error) == SOCKET_ERROR)
        printf("again: error %d\n", error);
    Remove(kChain);
    Remove(kLayer);
    Remove(kLayer);
    printf("as before: %d\n", Catalog().size() == before.size());
    WSACleanup();
    return 0;
}
