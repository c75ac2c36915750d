// A file server that sends header, file and trailer with TransmitFile.
#include <winsock2.h>

#include <filesystem>
#include <fstream>
#include <mswsock.h>
#include <stdio.h>
#include <string.h>
#include <string>
#include <thread>
#include <windows.h>
#include <ws2tcpip.h>
#pragma comment(lib, "ws2_32.lib")
#pragma comment(lib, "mswsock.lib")

static std::string Fetch(const SOCKADDR_IN& server) {
    std::string all;
    char part[1500];
    SOCKET s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    if (connect(s, (const SOCKADDR*)&server, sizeof(server)) == 0)
        for (int n; (n = recv(s, part, sizeof(part), 0)) > 0;)
            all.append(part, (size_t)n);
    closesocket(s);
    return all;
}

static bool Serve(SOCKET listener, const char* path, DWORD from, DWORD bytes) {
    char head[] = "HEAD ", tail[] = " TAIL";
    TRANSMIT_FILE_BUFFERS around = {head, 5, tail, 5};
    SOCKET s = accept(listener, NULL, NULL);
    HANDLE file = CreateFileA(path, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING,
                              FILE_FLAG_SEQUENTIAL_SCAN, NULL);
    if (file == INVALID_HANDLE_VALUE) {
        printf("CreateFile: %lu\n", (unsigned long)GetLastError());
        return false;
    }
    OVERLAPPED overlapped = {};
    overlapped.Offset = from;
    overlapped.hEvent = CreateEvent(NULL, TRUE, FALSE, NULL);
    DWORD sent = 0, flags = 0;
    BOOL done = TransmitFile(s, file, bytes, 0, &overlapped, &around, 0);
    if (!done && WSAGetLastError() == WSA_IO_PENDING)
        done = WSAGetOverlappedResult(s, &overlapped, &sent, TRUE, &flags);
    else if (done)
        WSAGetOverlappedResult(s, &overlapped, &sent, FALSE, &flags);
    printf("TransmitFile: %s, %lu bytes\n", done ? "sent" : "failed", (unsigned long)sent);
    CloseHandle(overlapped.hEvent);
    CloseHandle(file);
    shutdown(s, SD_SEND);
    closesocket(s);
    return done != 0;
}

int main() {
    namespace fs = std::filesystem;
    WSADATA data;
    SOCKADDR_IN server = {};
    int length = sizeof(server);
    std::string content;
    for (int i = 0; i < 50000; ++i)
        content += (char)('A' + i % 26);
    const fs::path path =
        fs::temp_directory_path() / ("transmit_file_" + std::to_string(GetCurrentProcessId()));
    std::ofstream(path, std::ios::binary) << content;
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0)
        return 1;
    SOCKET listener = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    server.sin_family = AF_INET;
    server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(listener, (SOCKADDR*)&server, sizeof(server)) != 0 || listen(listener, 1) != 0)
        return 1;
    getsockname(listener, (SOCKADDR*)&server, &length);
    for (int i = 0; i < 2; ++i) {
        const DWORD from = i == 0 ? 0 : 26, bytes = i == 0 ? 0 : 100;
        std::string got;
        std::thread client([&] { got = Fetch(server); });
        Serve(listener, path.string().c_str(), from, bytes);
        client.join();
        const std::string expected =
            "HEAD " + content.substr(from, bytes == 0 ? std::string::npos : bytes) + " TAIL";
        printf("received %u bytes: %s\n", (unsigned)got.size(),
               got == expected ? "as expected" : "not those of the file");
    }
    closesocket(listener);
    fs::remove(path);
    printf("the file is %s\n", fs::exists(path) ? "still there" : "gone");
    WSACleanup();
    return 0;
}
