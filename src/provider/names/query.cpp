#include "provider/names/query.hpp"

#include "base/utf.hpp"
#include "kernel/service_thread.hpp"
#include "names/packed_query.hpp"

#include <algorithm>
#include <cstring>
#include <new>
#include <ws2tcpip.h>

namespace ws2::provider::names {
namespace {

constexpr sockaddr_in any_ipv4 = [] {
    sockaddr_in out{};
    out.sin_family = AF_INET;
    return out;
}();
constexpr sockaddr_in6 any_ipv6 = [] {
    sockaddr_in6 out{};
    out.sin6_family = AF_INET6;
    return out;
}();

SOCKET_ADDRESS any_of(const kernel::Address& remote) {
    if (remote.size == sizeof(sockaddr_in))
        return {const_cast<sockaddr*>(reinterpret_cast<const sockaddr*>(&any_ipv4)),
                sizeof any_ipv4};
    return {const_cast<sockaddr*>(reinterpret_cast<const sockaddr*>(&any_ipv6)), sizeof any_ipv6};
}

} // namespace

void Query::run() {
    Found found;
    try {
        found = find_(question_);
    } catch (const std::bad_alloc&) {
        found.error = WSA_NOT_ENOUGH_MEMORY;
    }
    const std::lock_guard lock(mutex_);
    found_ = std::move(found);
    position_ = 0;
    state_ = State::found;
    changed_.notify_all();
}

// The resolver cannot be interrupted, so it runs in a thread that may be left alone.
int Query::wait_for_answers() {
    std::unique_lock lock(mutex_);
    if (state_ == State::fresh && !ended_) {
        state_ = State::finding;
        auto keep = std::make_unique<std::shared_ptr<Query>>(shared_from_this());
        const auto work = [](void* context) {
            const std::unique_ptr<std::shared_ptr<Query>> query(
                static_cast<std::shared_ptr<Query>*>(context));
            (*query)->run();
        };
        if (!kernel::start_service_thread(work, keep.get())) {
            state_ = State::fresh;
            return WSA_NOT_ENOUGH_MEMORY;
        }
        (void)keep.release();
    }
    changed_.wait(lock, [&] { return ended_ || state_ == State::found; });
    return ended_ ? WSA_E_CANCELLED : 0;
}

std::size_t Query::give(const Answer& answer, DWORD flags, WSAQUERYSETW* results,
                        std::size_t room) {
    const auto wants = [&](DWORD flag) { return (flags & flag) != 0; };
    WSAQUERYSETW out{};
    out.dwSize = sizeof out;
    out.dwNameSpace = question_.name_space;
    out.lpNSProviderId = const_cast<GUID*>(&question_.provider);
    out.dwOutputFlags = answer.flags;
    if (wants(LUP_RETURN_NAME))
        out.lpszServiceInstanceName = const_cast<WCHAR*>(answer.name.c_str());
    if (wants(LUP_RETURN_TYPE))
        out.lpServiceClassId = const_cast<GUID*>(&question_.service_class);
    if (wants(LUP_RETURN_COMMENT) && !answer.comment.empty())
        out.lpszComment = const_cast<WCHAR*>(answer.comment.c_str());
    if (wants(LUP_RETURN_QUERY_STRING) && !question_.query_string.empty())
        out.lpszQueryString = const_cast<WCHAR*>(question_.query_string.c_str());
    std::vector<CSADDR_INFO> list;
    if (wants(LUP_RETURN_ADDR))
        for (const kernel::Address& each : answer.addresses)
            list.push_back({any_of(each),
                            {reinterpret_cast<sockaddr*>(const_cast<unsigned char*>(each.octets)),
                             static_cast<INT>(each.size)},
                            question_.socket_type,
                            question_.protocol});
    out.dwNumberOfCsAddrs = static_cast<DWORD>(list.size());
    out.lpcsaBuffer = list.empty() ? nullptr : list.data();
    BLOB blob{static_cast<ULONG>(answer.blob.size()),
              reinterpret_cast<BYTE*>(const_cast<char*>(answer.blob.data()))};
    if (wants(LUP_RETURN_BLOB) && !answer.blob.empty())
        out.lpBlob = &blob;
    return ws2::names::pack(out, results, room);
}

int Query::next(DWORD flags, DWORD& octets, WSAQUERYSETW* results) {
    if (const int code = wait_for_answers())
        return code;
    const std::lock_guard lock(mutex_);
    if ((flags & LUP_FLUSHPREVIOUS) != 0 && position_ < found_.answers.size())
        ++position_; // the one that did not fit
    if (found_.error != 0)
        return std::exchange(found_.error, 0);
    // What Begin asked for; Next may only ask for less.
    constexpr DWORD all = LUP_RETURN_ALL;
    const DWORD wanted = (flags & all) == 0 ? question_.flags : question_.flags & flags;
    while (position_ < found_.answers.size() &&
           (found_.answers[position_].flags & RESULT_IS_ALIAS) != 0 &&
           (question_.flags & LUP_RETURN_ALIASES) == 0)
        ++position_;
    if (position_ >= found_.answers.size())
        return WSA_E_NO_MORE;
    const std::size_t need = give(found_.answers[position_], wanted, results, octets);
    if (results == nullptr || need > octets) {
        octets = static_cast<DWORD>(need);
        return WSAEFAULT;
    }
    ++position_;
    return 0;
}

void Query::end() {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    changed_.notify_all();
}

void Query::restart() {
    const std::lock_guard lock(mutex_);
    if (state_ == State::found)
        state_ = State::fresh;
}

namespace {

INT WSAAPI clean_up(LPGUID) {
    return 0;
}

INT WSAAPI next(HANDLE lookup, DWORD flags, LPDWORD octets, LPWSAQUERYSETW results) {
    try {
        const auto query = find_query(lookup);
        if (query == nullptr)
            return failed(WSA_INVALID_HANDLE);
        if (octets == nullptr)
            return failed(WSAEFAULT);
        const int code = query->next(flags, *octets, results);
        return code == 0 ? 0 : failed(code);
    } catch (const std::bad_alloc&) {
        return failed(WSA_NOT_ENOUGH_MEMORY);
    }
}

INT WSAAPI end(HANDLE lookup) {
    const auto query = close_query(lookup);
    if (query == nullptr)
        return failed(WSA_INVALID_HANDLE);
    query->end();
    return 0;
}

// The resolver registers nothing and keeps no classes.
INT WSAAPI set_service(LPGUID, LPWSASERVICECLASSINFOW, LPWSAQUERYSETW, WSAESETSERVICEOP, DWORD) {
    return failed(WSAEOPNOTSUPP);
}
INT WSAAPI install_class(LPGUID, LPWSASERVICECLASSINFOW) {
    return failed(WSAEOPNOTSUPP);
}
INT WSAAPI remove_class(LPGUID, LPGUID) {
    return failed(WSAEOPNOTSUPP);
}
INT WSAAPI class_info(LPGUID, LPDWORD, LPWSASERVICECLASSINFOW) {
    return failed(WSAEOPNOTSUPP);
}
INT WSAAPI no_ioctl(HANDLE, DWORD, LPVOID, DWORD, LPVOID, DWORD, LPDWORD, LPWSACOMPLETION,
                    LPWSATHREADID) {
    return failed(WSAEOPNOTSUPP);
}

// Never destroyed: exit handlers may still call.
struct Handles {
    std::mutex mutex;
    std::vector<std::pair<std::uintptr_t, std::shared_ptr<Query>>> open;
    std::uintptr_t last = 0;
};

Handles& handles() {
    static Handles* const one = new Handles;
    return *one;
}

auto find_open(Handles& all, HANDLE handle) {
    const auto number = reinterpret_cast<std::uintptr_t>(handle);
    return std::find_if(all.open.begin(), all.open.end(),
                        [=](const auto& each) { return each.first == number; });
}

} // namespace

HANDLE open_query(std::shared_ptr<Query> query) {
    Handles& all = handles();
    const std::lock_guard lock(all.mutex);
    all.open.emplace_back(++all.last, std::move(query));
    return reinterpret_cast<HANDLE>(all.last);
}

std::shared_ptr<Query> find_query(HANDLE handle) {
    Handles& all = handles();
    const std::lock_guard lock(all.mutex);
    const auto found = find_open(all, handle);
    return found == all.open.end() ? nullptr : found->second;
}

std::shared_ptr<Query> close_query(HANDLE handle) {
    Handles& all = handles();
    const std::lock_guard lock(all.mutex);
    const auto found = find_open(all, handle);
    if (found == all.open.end())
        return nullptr;
    auto out = std::move(found->second);
    all.open.erase(found);
    return out;
}

INT failed(int code) noexcept {
    WSASetLastError(code);
    return SOCKET_ERROR;
}

Question question_of(const GUID& provider, const WSAQUERYSETW& query, DWORD flags) {
    Question out;
    out.provider = provider;
    out.service_class = *query.lpServiceClassId;
    out.flags = flags;
    if (query.lpszServiceInstanceName != nullptr) {
        out.name = base::to_utf8(query.lpszServiceInstanceName);
        out.has_name = !out.name.empty();
    }
    if (query.lpszQueryString != nullptr)
        out.query_string = query.lpszQueryString;
    if (query.lpafpProtocols != nullptr)
        out.protocols.assign(query.lpafpProtocols,
                             query.lpafpProtocols + query.dwNumberOfProtocols);
    return out;
}

INT begin(Question question, Query::Find find, LPHANDLE lookup) {
    *lookup = open_query(std::make_shared<Query>(std::move(question), find));
    return 0;
}

INT give_routines(LPNSP_ROUTINE out, LPNSPLOOKUPSERVICEBEGIN begin_routine, LPNSPIOCTL ioctl) {
    if (out == nullptr)
        return failed(WSAEINVAL);
    const NSP_ROUTINE made = {sizeof made,
                              1,
                              1,
                              clean_up,
                              begin_routine,
                              next,
                              end,
                              set_service,
                              install_class,
                              remove_class,
                              class_info,
                              ioctl != nullptr ? ioctl : no_ioctl};
    const DWORD room = out->cbSize;
    std::memcpy(out, &made, std::min<std::size_t>(room, sizeof made));
    return room < sizeof made ? failed(WSAEINVALIDPROCTABLE) : 0;
}

} // namespace ws2::provider::names
