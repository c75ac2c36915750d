// The world around a test: a layer that breaks one clause of what it passes on, which $WS2_MUTANT
// names; test/tools/ws2verify_test.py has the list. Without a name it breaks none.
#include "provider/layer/forward.hpp"

#include <cstdlib>
#include <cstring>
#include <string_view>

namespace {

using namespace ws2::provider::layer;

bool is(std::string_view name) {
    static const char* const chosen = std::getenv("WS2_MUTANT");
    return chosen != nullptr && name == chosen;
}

// The answer, with this failure made a success.
int forgiven(int result, LPINT error, int code) {
    return result == SOCKET_ERROR && *error == code ? 0 : result;
}

struct Mutant : Forward<Mutant> {
    static constexpr std::u16string_view library = u"world_mutant.so";

    static int WSPAPI send_disconnect(SOCKET s, LPWSABUF data, LPINT error) {
        if (is("reads-bad-memory") && data != nullptr && data->len != 0 && data->buf[0] == '!')
            return failed(error, WSAEINVAL);
        if (is("waits-for-the-peer"))
            wait_until_readable(s, nullptr);
        if (is("hesitates")) {
            const timeval two_seconds{2, 0};
            wait_until_readable(s, &two_seconds);
        }
        if (is("says-nothing"))
            return Forward::send_disconnect(s, nullptr, error);
        WSABUF cut{64, nullptr};
        const bool too_long = is("cuts-the-goodbye") && data != nullptr && data->len > 64;
        if (too_long)
            cut.buf = data->buf;
        int result = Forward::send_disconnect(s, too_long ? &cut : data, error);
        if (is("says-it-twice"))
            result = forgiven(result, error, WSAESHUTDOWN);
        if (is("half-closes-anyway") && data == nullptr && result == SOCKET_ERROR)
            return Forward::shutdown(s, SD_SEND, error);
        int ignored = 0;
        if (is("closes-with-the-goodbye") && result == 0)
            Forward::close_socket(s, &ignored);
        return result;
    }
    static int WSPAPI recv_disconnect(SOCKET s, LPWSABUF data, LPINT error) {
        const bool forgets = is("forgets-the-length") && data != nullptr;
        const u_long room = forgets ? data->len : 0;
        const int result = Forward::recv_disconnect(s, data, error);
        if (forgets && result == 0)
            data->len = room;
        return result;
    }
    static int WSPAPI send(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
                           LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
                           LPWSATHREADID thread, LPINT error) {
        const int result =
            Forward::send(s, buffers, count, sent, flags, overlapped, routine, thread, error);
        if (is("fails-without-a-code") && result == SOCKET_ERROR && *error == WSAENOTCONN)
            *error = 0;
        return is("sends-after-the-goodbye") ? forgiven(result, error, WSAESHUTDOWN) : result;
    }
    static int WSPAPI recv(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
                           LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
                           LPWSATHREADID thread, LPINT error) {
        const bool plain = overlapped == nullptr && count == 1 && received != nullptr;
        const int result =
            Forward::recv(s, buffers, count, received, flags, overlapped, routine, thread, error);
        if (is("changes-an-octet") && plain && result == 0 && *received > 1000)
            buffers[0].buf[999] ^= 1;
        if (is("ends-like-a-stream"))
            return forgiven(result, error, WSAEDISCON);
        return result;
    }
    static int WSPAPI bind(SOCKET s, const sockaddr* name, int length, LPINT error) {
        const int result = Forward::bind(s, name, length, error);
        return is("binds-twice") ? forgiven(result, error, WSAEINVAL) : result;
    }
    static int WSPAPI listen(SOCKET s, int backlog, LPINT error) {
        const int result = Forward::listen(s, backlog, error);
        return is("listens-unbound") ? forgiven(result, error, WSAEINVAL) : result;
    }
    static int WSPAPI get_peer_name(SOCKET s, sockaddr* name, LPINT length, LPINT error) {
        return is("is-its-own-peer") ? Forward::get_sock_name(s, name, length, error)
                                     : Forward::get_peer_name(s, name, length, error);
    }
    static int WSPAPI select(int count, fd_set* read, fd_set* write, fd_set* except,
                             const timeval* timeout, LPINT error) {
        const u_int asked = read != nullptr ? read->fd_count : 0;
        const int result = Forward::select(count, read, write, except, timeout, error);
        if (is("counts-what-was-asked") && result >= 0 && asked != 0)
            return static_cast<int>(asked);
        return result;
    }
    static int WSPAPI shutdown(SOCKET s, int how, LPINT error) {
        int ignored = 0;
        if (is("closes-at-shutdown"))
            return Forward::close_socket(s, &ignored);
        return Forward::shutdown(s, how, error);
    }
    static int WSPAPI close_socket(SOCKET s, LPINT error) {
        if (is("never-closes"))
            return 0;
        return Forward::close_socket(s, error);
    }

private:
    static void wait_until_readable(SOCKET s, const timeval* at_most) {
        fd_set set;
        FD_ZERO(&set);
        FD_SET(s, &set);
        int ignored = 0;
        Forward::select(0, &set, nullptr, nullptr, at_most, &ignored);
    }
};

} // namespace

extern "C" __attribute__((visibility("default"))) int WSPAPI WSPStartup(WORD wanted, LPWSPDATA data,
                                                                        LPWSAPROTOCOL_INFOW entry,
                                                                        WSPUPCALLTABLE upcalls,
                                                                        LPWSPPROC_TABLE table) {
    return Mutant::startup(wanted, data, entry, upcalls, table);
}
