// Room dispatch: the 15 upcalls, in the table's order. Each is called by providers on any thread;
// none throws; those with lpErrno refuse with WSANOTINITIALISED when upcalls are not legal.
#include "dispatch/upcalls.hpp"

#include "catalog/provider_path.hpp"
#include "dispatch/blocking.hpp"
#include "dispatch/session.hpp"
#include "dispatch/socket_table.hpp"
#include "dispatch/thread_end.hpp"
#include "nt/event.hpp"
#include "nt/last_error.hpp"
#include "nt/thread.hpp"
#include "user/codes.hpp"
#include "user/window.hpp"

namespace ws2::dispatch {
namespace {

template<typename Result>
Result fail(Result result, LPINT error, int code) {
    if (error != nullptr)
        *error = code;
    return result;
}

// What an event function answered (0 or a code), as a BOOL and *lpErrno.
BOOL as_bool(int code, LPINT error) {
    return code == 0 ? TRUE : fail(FALSE, error, code);
}

// The provider that the catalog entry of this id stands for, and the entry.
struct Owner {
    const Provider* provider = nullptr;
    const catalog::Entry* entry = nullptr;
    int error = 0;
};

// A base below a layer is found here although the layer, not dispatch, started it: starting it
// once more only counts.
Owner owner_of(DWORD catalog_id) {
    if (!upcalls_legal())
        return {nullptr, nullptr, WSANOTINITIALISED};
    const catalog::Catalog& catalog = catalog_now();
    const catalog::Entry* entry = catalog.find(catalog_id);
    if (entry == nullptr)
        return {nullptr, nullptr, WSAEINVAL};
    const auto provider = start_provider(catalog, *entry);
    return {provider.value, entry, provider.error};
}

BOOL WSPAPI close_event(WSAEVENT event, LPINT error) {
    if (!upcalls_legal())
        return fail(FALSE, error, WSANOTINITIALISED);
    return as_bool(nt::close_event(event), error);
}

int WSPAPI close_socket_handle(SOCKET s, LPINT error) {
    if (!upcalls_legal())
        return fail(SOCKET_ERROR, error, WSANOTINITIALISED);
    return release(s) ? 0 : fail(SOCKET_ERROR, error, WSAENOTSOCK);
}

WSAEVENT WSPAPI create_event(LPINT error) {
    if (!upcalls_legal())
        return fail(WSA_INVALID_EVENT, error, WSANOTINITIALISED);
    nt::Handle event = nt::create_event(true, false);
    return event != nullptr ? event : fail(WSA_INVALID_EVENT, error, WSA_NOT_ENOUGH_MEMORY);
}

SOCKET WSPAPI create_socket_handle(DWORD catalog_id, DWORD_PTR context, LPINT error) {
    const Owner owner = owner_of(catalog_id);
    if (owner.error != 0)
        return fail(INVALID_SOCKET, error, owner.error);
    watch_thread_ends();
    const SOCKET s = reserve(*owner.provider, *owner.entry, context);
    return s != INVALID_SOCKET ? s : fail(INVALID_SOCKET, error, WSAENOBUFS);
}

int WSPAPI fd_is_set(SOCKET s, fd_set* set) {
    for (u_int i = 0; set != nullptr && i < set->fd_count; ++i)
        if (static_cast<const SOCKET*>(set->fd_array)[i] == s) // may be larger than declared
            return 1;
    return 0;
}

int WSPAPI get_provider_path(LPGUID id, WCHAR* path, LPINT length, LPINT error) {
    if (!upcalls_legal())
        return fail(SOCKET_ERROR, error, WSANOTINITIALISED);
    const int code = catalog::copy_provider_path(catalog_now(), id, path, length);
    return code == 0 ? 0 : fail(SOCKET_ERROR, error, code);
}

SOCKET WSPAPI modify_ifs_handle(DWORD catalog_id, SOCKET proposed, LPINT error) {
    const Owner owner = owner_of(catalog_id);
    if (owner.error != 0)
        return fail(INVALID_SOCKET, error, owner.error);
    if (attach(proposed, *owner.provider, *owner.entry))
        return proposed;
    return fail(INVALID_SOCKET, error, WSAEINVAL);
}

// As PostMessage, but that a null window is none.
BOOL WSPAPI post_message(HWND window, UINT message, WPARAM wparam, LPARAM lparam) {
    int error = WSANOTINITIALISED;
    if (upcalls_legal())
        error = window != nullptr ? user::post_message(window, message, wparam, lparam)
                                  : user::error_invalid_window_handle;
    if (error == 0)
        return TRUE;
    nt::set_last_error(error);
    return FALSE;
}

int WSPAPI query_blocking_callback(DWORD catalog_id, LPBLOCKINGCALLBACK* callback,
                                   PDWORD_PTR context, LPINT error) {
    if (!upcalls_legal())
        return fail(SOCKET_ERROR, error, WSANOTINITIALISED);
    if (callback == nullptr || context == nullptr)
        return fail(SOCKET_ERROR, error, WSAEFAULT);
    *callback = nullptr;
    *context = 0;
    if (!hook_is_set_in_this_thread()) // nearly always
        return 0;
    const Owner owner = owner_of(catalog_id);
    if (owner.error != 0)
        return fail(SOCKET_ERROR, error, owner.error);
    *callback = blocking_callback(owner.provider, *context);
    return 0;
}

int WSPAPI query_socket_handle_context(SOCKET s, PDWORD_PTR context, LPINT error) {
    if (!upcalls_legal())
        return fail(SOCKET_ERROR, error, WSANOTINITIALISED);
    if (context == nullptr)
        return fail(SOCKET_ERROR, error, WSAEFAULT);
    return context_of(s, *context) ? 0 : fail(SOCKET_ERROR, error, WSAENOTSOCK);
}

int WSPAPI queue_apc(LPWSATHREADID thread, LPWSAUSERAPC function, DWORD_PTR context, LPINT error) {
    if (!upcalls_legal())
        return fail(SOCKET_ERROR, error, WSANOTINITIALISED);
    if (thread == nullptr || function == nullptr)
        return fail(SOCKET_ERROR, error, WSAEFAULT);
    const nt::ThreadKey key{thread->ThreadHandle, thread->Reserved};
    const int code = nt::queue_user_apc(key, function, context);
    return code == 0 ? 0 : fail(SOCKET_ERROR, error, code);
}

BOOL WSPAPI reset_event(WSAEVENT event, LPINT error) {
    if (!upcalls_legal())
        return fail(FALSE, error, WSANOTINITIALISED);
    return as_bool(nt::reset_event(event), error);
}

BOOL WSPAPI set_event(WSAEVENT event, LPINT error) {
    if (!upcalls_legal())
        return fail(FALSE, error, WSANOTINITIALISED);
    return as_bool(nt::set_event(event), error);
}

int WSPAPI open_current_thread(LPWSATHREADID thread, LPINT error) {
    if (!upcalls_legal())
        return fail(SOCKET_ERROR, error, WSANOTINITIALISED);
    if (thread == nullptr)
        return fail(SOCKET_ERROR, error, WSAEFAULT);
    const nt::ThreadKey key = nt::open_current_thread();
    if (key.handle == nullptr)
        return fail(SOCKET_ERROR, error, WSA_NOT_ENOUGH_MEMORY);
    *thread = {key.handle, key.serial};
    return 0;
}

int WSPAPI close_thread(LPWSATHREADID thread, LPINT error) {
    if (!upcalls_legal())
        return fail(SOCKET_ERROR, error, WSANOTINITIALISED);
    if (thread == nullptr)
        return fail(SOCKET_ERROR, error, WSAEFAULT);
    const int code = nt::close_handle(thread->ThreadHandle);
    return code == 0 ? 0 : fail(SOCKET_ERROR, error, WSA_INVALID_HANDLE);
}

} // namespace

WSPUPCALLTABLE upcall_table() noexcept {
    return {close_event,
            close_socket_handle,
            create_event,
            create_socket_handle,
            fd_is_set,
            get_provider_path,
            modify_ifs_handle,
            post_message,
            query_blocking_callback,
            query_socket_handle_context,
            queue_apc,
            reset_event,
            set_event,
            open_current_thread,
            close_thread};
}

} // namespace ws2::dispatch
