#include "api/installation.hpp"

#include "catalog/text.hpp"
#include "nt/user_memory.hpp"

namespace ws2::api {
namespace {

template<typename T>
base::Result<std::vector<T>> list_of(const T* user, DWORD count) {
    using List = base::Result<std::vector<T>>;
    if (count > catalog::entries_max)
        return List::fail(WSAENOBUFS);
    std::vector<T> out(count);
    const auto copied = nt::copy_from_user(out.data(), user, count * sizeof(T));
    return copied ? List::ok(std::move(out)) : List::fail(copied.error);
}

} // namespace

base::Result<GUID> guid_of(const GUID* user) {
    GUID out{};
    const auto copied = nt::copy_from_user(&out, user, sizeof out);
    return copied ? base::Result<GUID>::ok(out) : base::Result<GUID>::fail(copied.error);
}

base::Result<std::u16string> path_of(const WCHAR* user) {
    return nt::text_from_user(user, MAX_PATH);
}

base::Result<std::vector<WSAPROTOCOL_INFOW>> entries_of(const WSAPROTOCOL_INFOW* user,
                                                        DWORD count) {
    return list_of(user, count);
}

base::Result<std::vector<DWORD>> ids_of(const DWORD* user, DWORD count) {
    return list_of(user, count);
}

int report(LPINT error, int code) noexcept {
    if (code == 0)
        return 0;
    const int value = code;
    (void)nt::copy_to_user(error, &value, sizeof value);
    return SOCKET_ERROR;
}

} // namespace ws2::api
