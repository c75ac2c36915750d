// Members of a multicast group on the loopback interface tell each other what they say.
#include <winsock2.h>

#include <cstdio>
#include <cstring>
#include <string>
#include <vector>
#include <ws2tcpip.h>
#pragma comment(lib, "ws2_32.lib")

static const char* const kGroup = "239.7.7.7";

class Member {
public:
    Member(const char* name, u_short port) : name_(name) {
        BOOL shared = TRUE;
        socket_ = socket(AF_INET, SOCK_DGRAM, IPPROTO_UDP);
        setsockopt(socket_, SOL_SOCKET, SO_REUSEADDR, (const char*)&shared, sizeof(shared));
        SOCKADDR_IN any;
        std::memset(&any, 0, sizeof(any));
        any.sin_family = AF_INET;
        any.sin_port = port;
        Check("bind", bind(socket_, (SOCKADDR*)&any, sizeof(any)));
        ip_mreq group;
        inet_pton(AF_INET, kGroup, &group.imr_multiaddr);
        group.imr_interface.s_addr = htonl(INADDR_LOOPBACK);
        Check("IP_ADD_MEMBERSHIP", setsockopt(socket_, IPPROTO_IP, IP_ADD_MEMBERSHIP,
                                              (const char*)&group, sizeof(group)));
        Check("IP_MULTICAST_IF",
              setsockopt(socket_, IPPROTO_IP, IP_MULTICAST_IF, (const char*)&group.imr_interface,
                         sizeof(group.imr_interface)));
        DWORD hops = 1, loop = 1;
        Check("IP_MULTICAST_TTL",
              setsockopt(socket_, IPPROTO_IP, IP_MULTICAST_TTL, (const char*)&hops, sizeof(hops)));
        Check("IP_MULTICAST_LOOP",
              setsockopt(socket_, IPPROTO_IP, IP_MULTICAST_LOOP, (const char*)&loop, sizeof(loop)));
        DWORD limit = 5000;
        setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, (const char*)&limit, sizeof(limit));
    }
    Member(const Member&) = delete;
    Member& operator=(const Member&) = delete;
    ~Member() { closesocket(socket_); }

    u_short Port() const {
        SOCKADDR_IN own;
        int length = sizeof(own);
        getsockname(socket_, (SOCKADDR*)&own, &length);
        return own.sin_port;
    }

    void Say(const std::string& text, u_short port) {
        SOCKADDR_IN to;
        std::memset(&to, 0, sizeof(to));
        to.sin_family = AF_INET;
        to.sin_port = port;
        inet_pton(AF_INET, kGroup, &to.sin_addr);
        std::string line = name_ + ": " + text;
        if (sendto(socket_, line.data(), (int)line.size(), 0, (SOCKADDR*)&to, sizeof(to)) < 0)
            std::printf("sendto: %d\n", WSAGetLastError());
    }

    void Hear() {
        char line[128];
        SOCKADDR_IN from;
        int length = sizeof(from);
        int n = recvfrom(socket_, line, sizeof(line), 0, (SOCKADDR*)&from, &length);
        if (n == SOCKET_ERROR)
            std::printf("recvfrom: %d\n", WSAGetLastError());
        else
            std::printf("%s hears <%.*s>\n", name_.c_str(), n, line);
    }

private:
    static void Check(const char* what, int answer) {
        if (answer == SOCKET_ERROR)
            std::printf("%s: %d\n", what, WSAGetLastError());
    }

    std::string name_;
    SOCKET socket_;
};

int main() {
    WSADATA data;
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0)
        return 1;
    {
        Member anna("anna", 0);
        const u_short port = anna.Port();
        Member bert("bert", port), cleo("cleo", port);
        std::vector<Member*> all = {&anna, &bert, &cleo};
        for (Member* speaker : all) {
            speaker->Say("hello", port);
            for (Member* listener : all)
                listener->Hear();
        }
    }
    WSACleanup();
    return 0;
}
