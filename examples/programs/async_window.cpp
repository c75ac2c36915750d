// A server in the style of Windows 3: WSAAsyncSelect tells a window that nobody sees.
#include <winsock2.h>

#include <stdio.h>
#include <string.h>
#include <string>
#include <windows.h>
#include <ws2tcpip.h>
#pragma comment(lib, "ws2_32.lib")
#pragma comment(lib, "user32.lib")

#define WM_SOCKET (WM_USER + 1)

static SOCKET client = INVALID_SOCKET;
static std::string client_log, server_log; // messages of two sockets have no order between them

static LRESULT CALLBACK WindowProc(HWND window, UINT message, WPARAM wParam, LPARAM lParam) {
    if (message != WM_SOCKET)
        return DefWindowProcA(window, message, wParam, lParam);
    SOCKET s = (SOCKET)wParam;
    if (WSAGETSELECTERROR(lParam) != 0) {
        printf("event %d with error %d\n", (int)WSAGETSELECTEVENT(lParam),
               (int)WSAGETSELECTERROR(lParam));
        PostQuitMessage(1);
        return 0;
    }
    std::string& log = s == client ? client_log : server_log;
    char text[32];
    int n;
    switch (WSAGETSELECTEVENT(lParam)) {
    case FD_ACCEPT:
        server_log += " FD_ACCEPT";
        WSAAsyncSelect(accept(s, NULL, NULL), window, WM_SOCKET, FD_READ | FD_CLOSE);
        break;
    case FD_CONNECT:
        client_log += " FD_CONNECT";
        send(s, "to the window", 13, 0);
        break;
    case FD_READ:
        n = recv(s, text, sizeof text, 0);
        log += " FD_READ <" + std::string(text, n > 0 ? (size_t)n : 0) + ">";
        if (s == client)
            shutdown(s, SD_SEND);
        else
            send(s, "and back", 8, 0);
        break;
    case FD_CLOSE:
        log += " FD_CLOSE";
        closesocket(s);
        if (s == client)
            PostQuitMessage(0);
        break;
    }
    return 0;
}

int main() {
    WSADATA data;
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0)
        return 1;
    WNDCLASSA look;
    memset(&look, 0, sizeof look);
    look.lpfnWndProc = WindowProc;
    look.hInstance = GetModuleHandleA(NULL);
    look.lpszClassName = "async_window";
    RegisterClassA(&look);
    HWND window = CreateWindowExA(0, "async_window", "", 0, 0, 0, 0, 0, HWND_MESSAGE, NULL,
                                  look.hInstance, NULL);
    if (window == NULL)
        return 1;
    SOCKADDR_IN address = {};
    int length = sizeof address;
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    SOCKET listener = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    if (bind(listener, (LPSOCKADDR)&address, sizeof address) != 0 || listen(listener, 5) != 0 ||
        WSAAsyncSelect(listener, window, WM_SOCKET, FD_ACCEPT) != 0)
        return 1;
    getsockname(listener, (LPSOCKADDR)&address, &length);
    client = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    WSAAsyncSelect(client, window, WM_SOCKET, FD_CONNECT | FD_READ | FD_CLOSE);
    int answer = connect(client, (LPSOCKADDR)&address, sizeof address);
    printf("connect: %d, error %d\n", answer, WSAGetLastError());
    MSG message;
    while (GetMessageA(&message, NULL, 0, 0) > 0) {
        TranslateMessage(&message);
        DispatchMessageA(&message);
    }
    printf("server:%s\nclient:%s\n", server_log.c_str(), client_log.c_str());
    printf("quit with %d\n", (int)message.wParam);
    closesocket(listener);
    DestroyWindow(window);
    WSACleanup();
    return 0;
}
