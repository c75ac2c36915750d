// Room api: a query over name-space providers, from WSALookupServiceBegin to WSALookupServiceEnd.
#pragma once

#include "api/call.hpp"
#include "dispatch/name_space.hpp"
#include "names/packed_query.hpp"
#include "nt/object.hpp"

#include <mutex>
#include <new>
#include <vector>

namespace ws2::api {

class Lookup final : public nt::Object {
public:
    Lookup() : Object(nt::Kind::other) {}

    // All give 0 or a code and may throw std::bad_alloc. `begin` comes first, once.
    int begin(WSAQUERYSETW& query, DWORD flags);
    int next(DWORD flags, DWORD& octets, WSAQUERYSETW* results);
    int next(DWORD flags, DWORD& octets, WSAQUERYSETA* results);
    // The whole result, a WSAQUERYSETW, in memory that grows until it fits.
    int next(DWORD flags, names::Storage& result);
    // WSA_INVALID_HANDLE: it has ended. A `next` in another thread then gives WSA_E_CANCELLED.
    int end();

    struct Ioctl {
        DWORD code;
        LPVOID in;
        DWORD in_octets;
        LPVOID out;
        DWORD out_octets;
        LPDWORD returned;
    };
    // The first provider that knows the code answers.
    int ioctl(const Ioctl& asked, LPWSACOMPLETION completion, LPWSATHREADID thread);

private:
    ~Lookup() override;

    struct Asked {
        const dispatch::NameSpaceProvider* provider;
        HANDLE handle;
    };

    std::vector<Asked> asked_; // fixed after `begin`
    std::mutex mutex_;         // guards the next four
    std::size_t position_ = 0;
    bool ended_ = false;
    bool gave_one_ = false;
    int first_code_ = 0; // of a provider that had nothing to give
    std::mutex narrow_mutex_;
    names::Storage kept_; // a result in wide form, for narrow callers
    bool has_kept_ = false;
};

// 0 or SOCKET_ERROR and the thread's error: WSANOTINITIALISED and its like, or the code that `call`
// gives; nothing it throws gets out.
template<typename Call>
int guarded_call(Call call) noexcept {
    if (const int code = dispatch::refusal())
        return fail(SOCKET_ERROR, code);
    try {
        return outcome(call());
    } catch (const std::bad_alloc&) {
        return fail(SOCKET_ERROR, WSA_NOT_ENOUGH_MEMORY);
    } catch (...) {
        return fail(SOCKET_ERROR, WSANO_RECOVERY);
    }
}

} // namespace ws2::api
