// Ends with 0 if a socket can be had, and wide text works.
#include <WinSock2.h>
#include <sstream>
#include <thread>
#pragma comment(lib, "ws2_32.lib")

int main() {
    WSADATA data;
    int failed = 1;
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0)
        return 2;
    std::thread([&] {
        SOCKET s = WSASocketW(AF_INET, SOCK_STREAM, IPPROTO_TCP, nullptr, 0, WSA_FLAG_OVERLAPPED);
        failed = s == INVALID_SOCKET || closesocket(s) != 0;
    }).join();
    WSACleanup();
    std::wostringstream text;
    text << L"wide " << 16;
    return failed || text.str() != L"wide 16";
}
