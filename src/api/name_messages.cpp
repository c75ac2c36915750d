// Room api: the WSAAsyncGetXByY calls: a look-up in the background whose end is a window message.
#include "api/call.hpp"
#include "api/pending_lookup.hpp"
#include "names/packed_record.hpp"
#include "names/records.hpp"
#include "user/window.hpp"

#include <algorithm>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <set>
#include <string>
#include <vector>

using namespace ws2::api;
namespace names = ws2::names;

namespace {

using Text = std::optional<std::string>;

Text text_of(const char* text) {
    return text == nullptr ? Text() : Text(text);
}
const char* pointer_to(const Text& text) {
    return text ? text->c_str() : nullptr;
}

// Requests under way. Numbers are never given twice.
class Requests {
public:
    static Requests& instance() {
        static auto* requests = new Requests; // stays: threads may outlast the program's objects
        return *requests;
    }
    ULONG_PTR open() {
        std::lock_guard hold(lock_);
        running_.insert(++last_);
        return last_;
    }
    // 0 or an error. Afterwards the request touches no buffer and posts no message.
    int cancel(ULONG_PTR id) {
        std::lock_guard hold(lock_);
        if (id == 0 || id > last_)
            return WSAEINVAL;
        return running_.erase(id) != 0 ? 0 : WSAEALREADY;
    }
    // Runs `write` if the request was not cancelled, and tells so.
    template<typename Write>
    bool close(ULONG_PTR id, Write write) {
        std::lock_guard hold(lock_);
        if (running_.erase(id) == 0)
            return false;
        write();
        return true;
    }

private:
    std::mutex lock_;
    std::set<ULONG_PTR> running_;
    ULONG_PTR last_ = 0;
};

template<typename Look>
struct Request {
    HWND window;
    UINT message;
    char* buffer;
    std::size_t room;
    Look look;
    ULONG_PTR id;
};

template<typename Look>
std::uint32_t run(void* argument) {
    const std::unique_ptr<Request<Look>> request(static_cast<Request<Look>*>(argument));
    int error = 0;
    const auto* record = request->look(error);
    std::size_t needed = 0;
    const bool wanted = Requests::instance().close(request->id, [&] {
        if (record == nullptr)
            return;
        needed = names::pack(*record, request->buffer, request->room);
        error = needed > request->room ? WSAENOBUFS : 0;
    });
    if (!wanted)
        return 0;
    const auto length = static_cast<WORD>(std::min<std::size_t>(needed, 0xffff));
    ws2::user::post_message(request->window, request->message, request->id,
                            WSAMAKEASYNCREPLY(length, static_cast<WORD>(error)));
    return 0;
}

// `make` gives the look-up with copies of what the caller named.
template<typename Make>
HANDLE begin(HWND window, UINT message, char* buffer, int length, Make make) {
    int code = ws2::dispatch::refusal();
    if (code == 0 && !ws2::user::is_window(window))
        code = WSAEINVAL;
    if (code == 0 && (length < 0 || (buffer == nullptr && length > 0)))
        code = WSAEFAULT;
    if (code != 0)
        return fail<HANDLE>(nullptr, code);
    try {
        using Look = decltype(make());
        auto request = std::make_unique<Request<Look>>(
            Request<Look>{window, message, buffer, static_cast<std::size_t>(length), make(), 0});
        const ULONG_PTR id = request->id = Requests::instance().open();
        if (run_aside(run<Look>, request.get())) {
            request.release(); // the thread's
            return reinterpret_cast<HANDLE>(id);
        }
        Requests::instance().cancel(id);
        return fail<HANDLE>(nullptr, WSAEWOULDBLOCK);
    } catch (const std::bad_alloc&) {
        return fail<HANDLE>(nullptr, WSAENOBUFS);
    }
}

} // namespace

extern "C" {

HANDLE WSAAPI WSAAsyncGetHostByName(HWND hWnd, u_int wMsg, const char* name, char* buf,
                                    int buflen) {
    return begin(hWnd, wMsg, buf, buflen, [=] {
        return [host = text_of(name)](int& error) {
            return names::host_by_name(pointer_to(host), error);
        };
    });
}

HANDLE WSAAPI WSAAsyncGetHostByAddr(HWND hWnd, u_int wMsg, const char* addr, int len, int type,
                                    char* buf, int buflen) {
    return begin(hWnd, wMsg, buf, buflen, [=] {
        std::vector<char> octets;
        if (addr != nullptr && len > 0)
            octets.assign(addr, addr + std::min(len, 16));
        return [octets = std::move(octets), type](int& error) {
            return names::host_by_address(octets.data(), static_cast<int>(octets.size()), type,
                                          error);
        };
    });
}

HANDLE WSAAPI WSAAsyncGetServByName(HWND hWnd, u_int wMsg, const char* name, const char* proto,
                                    char* buf, int buflen) {
    return begin(hWnd, wMsg, buf, buflen, [=] {
        return [service = text_of(name), protocol = text_of(proto)](int& error) {
            return names::service_by_name(pointer_to(service), pointer_to(protocol), error);
        };
    });
}

HANDLE WSAAPI WSAAsyncGetServByPort(HWND hWnd, u_int wMsg, int port, const char* proto, char* buf,
                                    int buflen) {
    return begin(hWnd, wMsg, buf, buflen, [=] {
        return [port, protocol = text_of(proto)](int& error) {
            return names::service_by_port(port, pointer_to(protocol), error);
        };
    });
}

HANDLE WSAAPI WSAAsyncGetProtoByName(HWND hWnd, u_int wMsg, const char* name, char* buf,
                                     int buflen) {
    return begin(hWnd, wMsg, buf, buflen, [=] {
        return [protocol = text_of(name)](int& error) {
            return names::protocol_by_name(pointer_to(protocol), error);
        };
    });
}

HANDLE WSAAPI WSAAsyncGetProtoByNumber(HWND hWnd, u_int wMsg, int number, char* buf, int buflen) {
    return begin(hWnd, wMsg, buf, buflen, [=] {
        return [number](int& error) { return names::protocol_by_number(number, error); };
    });
}

int WSAAPI WSACancelAsyncRequest(HANDLE hAsyncTaskHandle) {
    const int code = ws2::dispatch::refusal();
    return outcome(
        code != 0 ? code
                  : Requests::instance().cancel(reinterpret_cast<ULONG_PTR>(hAsyncTaskHandle)));
}
}
