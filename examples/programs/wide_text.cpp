// A program in wide text, as Windows programs are written: std::wstring, std::wcout, wide streams
// and files, the W calls of Winsock.
#include <winsock2.h>

#include <algorithm>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <map>
#include <sstream>
#include <stdio.h>
#include <string>
#include <vector>
#include <wchar.h>
#include <windows.h>
#include <ws2tcpip.h>
#pragma comment(lib, "ws2_32.lib")

struct Entry {
    std::wstring host;
    int port;
};

static std::vector<Entry> Parse(const std::wstring& text) {
    std::vector<Entry> entries;
    std::wistringstream lines(text);
    std::wstring line;
    while (std::getline(lines, line)) {
        const std::wstring::size_type colon = line.rfind(L':');
        if (line.empty() || line[0] == L'#' || colon == std::wstring::npos)
            continue;
        Entry entry = {line.substr(0, colon), std::stoi(line.substr(colon + 1))};
        entries.push_back(entry);
    }
    return entries;
}

static std::wstring Resolve(const Entry& entry) {
    ADDRINFOW hints = {};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_NUMERICHOST;
    ADDRINFOW* found = NULL;
    const std::wstring service = std::to_wstring(entry.port);
    const int error = GetAddrInfoW(entry.host.c_str(), service.c_str(), &hints, &found);
    if (error != 0)
        return L"error " + std::to_wstring(error);
    wchar_t host[NI_MAXHOST];
    wchar_t port[NI_MAXSERV];
    GetNameInfoW(found->ai_addr, (socklen_t)found->ai_addrlen, host, NI_MAXHOST, port, NI_MAXSERV,
                 NI_NUMERICHOST | NI_NUMERICSERV);
    std::wostringstream out;
    out << (found->ai_family == AF_INET6 ? L"IPv6 " : L"IPv4 ") << host << L" port " << std::setw(5)
        << std::setfill(L'0') << port;
    FreeAddrInfoW(found);
    return out.str();
}

static void Files() {
    const wchar_t* name = L"wide_text.tmp";
    FILE* file = _wfopen(name, L"w");
    if (file == NULL)
        return;
    fwprintf(file, L"%d %ls %hs\n", 7, L"wide", "narrow");
    fputws(L"second line\n", file);
    fclose(file);
    std::ifstream narrow(name);
    std::string first;
    std::getline(narrow, first);
    std::wifstream wide(name);
    std::wstring word;
    int number = 0;
    wide >> number >> word;
    std::wcout << L"file: " << first.c_str() << L" / " << number << L" " << word << std::endl;
    narrow.close();
    wide.close();
    _wremove(name);
}

static void Functions() {
    wchar_t text[32] = L"alpha,beta;gamma";
    std::map<std::wstring, size_t> lengths;
    for (wchar_t* at = text; *at != 0;) {
        const size_t length = wcscspn(at, L",;");
        lengths[std::wstring(at, length)] = length;
        at += length + (at[length] != 0);
    }
    for (std::map<std::wstring, size_t>::iterator i = lengths.begin(); i != lengths.end(); ++i)
        std::wcout << i->first << L"=" << i->second << L" ";
    std::wcout << std::endl;
    wchar_t upper[16];
    wcscpy(upper, L"MixedCase");
    _wcsupr(upper);
    std::wcout << upper << L" " << (_wcsicmp(upper, L"mixedcase") == 0) << L" " << _wtoi(L"42x")
               << L" " << wcstol(L"0x1F", NULL, 16) << L" " << wcstod(L"2.5", NULL) << std::endl;
    std::wstring sorted = L"winsock";
    std::sort(sorted.begin(), sorted.end());
    std::wcout << sorted << L" " << sorted.find(L'w') << L" " << (sorted < L"d") << std::endl;
    char bytes[16];
    WideCharToMultiByte(CP_UTF8, 0, L"\x20AC", -1, bytes, sizeof(bytes), NULL, NULL);
    printf("%u octets, wchar_t has %u\n", (unsigned)strlen(bytes), (unsigned)sizeof(wchar_t));
    fflush(stdout);
}

int main() {
    WSADATA data;
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0)
        return 1;
    const std::vector<Entry> entries =
        Parse(L"# hosts\n127.0.0.1:80\n::1:443\nnot a host:1\n\n192.0.2.7:65535\n");
    for (size_t i = 0; i < entries.size(); ++i)
        std::wcout << entries[i].host << L" -> " << Resolve(entries[i]) << std::endl;
    Files();
    Functions();
    WSACleanup();
    return 0;
}
