// Suite conformance: a session with a catalog of its own, and queries in one line.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <string>
#include <vector>
#include <winsock2.h>
#include <ws2spi.h>

namespace names_test {

// What one WSALookupServiceNext gave.
struct Row {
    std::u16string name;
    std::u16string comment;
    std::vector<std::string> addresses; // "IP:PORT"
    std::string blob;
    DWORD flags = 0;
    DWORD name_space = 0;
};

struct Rows {
    std::vector<Row> rows;
    int error = 0; // what ended them, or why there are none
};

class Names : public testing::Test {
protected:
    Names() {
        std::string pattern = (std::filesystem::temp_directory_path() / "ws2-XXXXXX").string();
        folder_ = mkdtemp(pattern.data());
        setenv("WS2_CATALOG", (folder_ + "/catalog.toml").c_str(), 1);
    }
    ~Names() override {
        while (WSACleanup() == 0) {
        }
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }

    static void start() {
        WSADATA data{};
        ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &data), 0);
    }

    // 0 or the thread's error.
    static int code(int result) { return result == SOCKET_ERROR ? WSAGetLastError() : 0; }

    static int install(const std::string& path, const GUID& id, DWORD name_space,
                       std::u16string name = u"Third party") {
        std::u16string wide(path.begin(), path.end());
        GUID copy = id;
        return code(WSCInstallNameSpace(name.data(), wide.data(), name_space, 7, &copy));
    }

    static WSAQUERYSETW query(const GUID& service_class, DWORD name_space, const WCHAR* name) {
        WSAQUERYSETW out{};
        out.dwSize = sizeof out;
        out.lpServiceClassId = const_cast<GUID*>(&service_class);
        out.dwNameSpace = name_space;
        out.lpszServiceInstanceName = const_cast<WCHAR*>(name);
        return out;
    }

    static Row row_of(const WSAQUERYSETW& set) {
        Row out;
        out.name = set.lpszServiceInstanceName == nullptr ? u"" : set.lpszServiceInstanceName;
        out.comment = set.lpszComment == nullptr ? u"" : set.lpszComment;
        for (DWORD i = 0; i < set.dwNumberOfCsAddrs; ++i) {
            char text[64] = {};
            DWORD length = sizeof text;
            const SOCKET_ADDRESS& address = set.lpcsaBuffer[i].RemoteAddr;
            WSAAddressToStringA(address.lpSockaddr, static_cast<DWORD>(address.iSockaddrLength),
                                nullptr, text, &length);
            out.addresses.emplace_back(text);
        }
        if (set.lpBlob != nullptr)
            out.blob.assign(reinterpret_cast<const char*>(set.lpBlob->pBlobData),
                            set.lpBlob->cbSize);
        out.flags = set.dwOutputFlags;
        out.name_space = set.dwNameSpace;
        return out;
    }

    static Rows ask(WSAQUERYSETW asked, DWORD flags) {
        Rows out;
        HANDLE lookup = nullptr;
        out.error = code(WSALookupServiceBeginW(&asked, flags, &lookup));
        if (out.error != 0)
            return out;
        alignas(8) char memory[8192];
        auto* set = reinterpret_cast<WSAQUERYSETW*>(memory);
        DWORD octets = sizeof memory;
        while (WSALookupServiceNextW(lookup, 0, &octets, set) == 0 && out.rows.size() < 100) {
            out.rows.push_back(row_of(*set));
            octets = sizeof memory;
        }
        out.error = WSAGetLastError();
        EXPECT_EQ(WSALookupServiceEnd(lookup), 0) << WSAGetLastError();
        return out;
    }

    std::string folder_;
};

} // namespace names_test
