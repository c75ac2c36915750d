// Room user: the life of windows, and the words they keep.
#include "user/window.hpp"

#include "base/utf.hpp"
#include "nt/thread.hpp"
#include "user/codes.hpp"
#include "user/window_table.hpp"

#include <cstring>

namespace ws2::user {
namespace {

DWORD this_thread() {
    return nt::Thread::current().id();
}

std::shared_ptr<Window> insert_window(const Creation& creation, int& error) {
    auto window = std::make_shared<Window>();
    window->queue = Queue::share_own();
    Table& all = table();
    const std::lock_guard guard(all.lock);
    window->of = all.find_class(creation.of);
    if (!window->of) {
        error = error_cannot_find_class;
        return nullptr;
    }
    const CREATESTRUCTW& given = creation.given;
    window->procedure = window->of->traits.procedure;
    window->extra.resize(static_cast<std::size_t>(window->of->traits.window_extra));
    window->id = reinterpret_cast<LONG_PTR>(given.hMenu);
    window->style = given.style;
    window->extended_style = static_cast<LONG_PTR>(given.dwExStyle);
    window->instance = reinterpret_cast<LONG_PTR>(given.hInstance);
    window->parent = reinterpret_cast<LONG_PTR>(given.hwndParent);
    do
        all.last_handle = (all.last_handle + 2) & 0x7fffffff;
    while (all.last_handle < 0x10000 || all.windows.contains(all.last_handle));
    window->handle = reinterpret_cast<HWND>(all.last_handle);
    all.windows.emplace(all.last_handle, window);
    ++window->of->windows;
    return window;
}

void remove_window(Window& window) {
    {
        Table& all = table();
        const std::lock_guard guard(all.lock);
        if (all.windows.erase(reinterpret_cast<std::uintptr_t>(window.handle)) == 0)
            return;
        --window.of->windows;
    }
    window.queue->forget(window.handle);
}

// Both answers of the procedure; false if it refuses.
bool announce(const Creation& creation, const Window& window) {
    CREATESTRUCTW given = creation.given;
    const std::string title = base::to_utf8(creation.title);
    const std::string name = base::to_utf8(window.of->name);
    const bool wide = window.of->traits.wide; // CREATESTRUCTA has the same layout
    const void* const title_text = wide ? static_cast<const void*>(creation.title.c_str())
                                        : static_cast<const void*>(title.c_str());
    const void* const name_text = wide ? static_cast<const void*>(window.of->name.c_str())
                                       : static_cast<const void*>(name.c_str());
    given.lpszName = creation.has_title ? static_cast<LPCWSTR>(title_text) : nullptr;
    given.lpszClass = static_cast<LPCWSTR>(name_text);
    const auto argument = reinterpret_cast<LPARAM>(&given);
    const HWND handle = window.handle;
    return call_window(handle, WM_NCCREATE, 0, argument) != 0 &&
           call_window(handle, WM_CREATE, 0, argument) != -1;
}

// Where the word of a negative index is; null for extra octets and unknown ones.
LONG_PTR* named_word(Window& window, int index) {
    switch (index) {
    case GWLP_USERDATA: return &window.user_data;
    case GWLP_ID: return &window.id;
    case GWL_STYLE: return &window.style;
    case GWL_EXSTYLE: return &window.extended_style;
    case GWLP_HINSTANCE: return &window.instance;
    case GWLP_HWNDPARENT: return &window.parent;
    default: return nullptr;
    }
}

// Reads the old word and, with `fresh`, writes a new one.
LONG_PTR exchange_word(HWND handle, int index, std::size_t size, const LONG_PTR* fresh,
                       int& error) {
    const auto window = find_window(handle);
    if (!window) {
        error = error_invalid_window_handle;
        return 0;
    }
    if (index == GWLP_WNDPROC) {
        const WNDPROC old = fresh != nullptr
                                ? window->procedure.exchange(reinterpret_cast<WNDPROC>(*fresh))
                                : window->procedure.load();
        return reinterpret_cast<LONG_PTR>(old);
    }
    const std::lock_guard guard(table().lock);
    if (LONG_PTR* const word = named_word(*window, index)) {
        const LONG_PTR old = *word;
        if (fresh != nullptr)
            *word = *fresh;
        return old;
    }
    if (index < 0 || static_cast<std::size_t>(index) + size > window->extra.size()) {
        error = error_invalid_index;
        return 0;
    }
    LONG_PTR old = 0;
    std::byte* const place = window->extra.data() + index;
    std::memcpy(&old, place, size);
    if (fresh != nullptr)
        std::memcpy(place, fresh, size);
    return old;
}

} // namespace

HWND create_window(const Creation& creation, int& error) {
    const auto window = insert_window(creation, error);
    if (!window)
        return nullptr;
    const HWND handle = window->handle;
    if (!announce(creation, *window)) {
        error = 0;
        destroy_window(handle);
        return nullptr;
    }
    return handle;
}

int destroy_window(HWND handle) {
    const auto window = find_window(handle);
    if (!window)
        return error_invalid_window_handle;
    if (window->queue->thread() != this_thread())
        return error_access_denied;
    call_window(handle, WM_DESTROY, 0, 0);
    call_window(handle, WM_NCDESTROY, 0, 0);
    remove_window(*window);
    return 0;
}

void drop_windows_of(Queue& queue) {
    std::vector<std::shared_ptr<Window>> gone;
    {
        Table& all = table();
        const std::lock_guard guard(all.lock);
        for (const auto& entry : all.windows)
            if (entry.second->queue.get() == &queue)
                gone.push_back(entry.second);
    }
    for (const auto& window : gone)
        remove_window(*window);
}

LRESULT call_window(HWND handle, UINT message, WPARAM wparam, LPARAM lparam) {
    const auto window = find_window(handle);
    if (!window)
        return 0;
    return window->procedure.load()(handle, message, wparam, lparam);
}

LRESULT send_message(HWND handle, UINT message, WPARAM wparam, LPARAM lparam, int& error) {
    const auto window = find_window(handle);
    if (!window) {
        error = error_invalid_window_handle;
        return 0;
    }
    if (window->queue->thread() == this_thread())
        return call_window(handle, message, wparam, lparam);
    auto sent = std::make_shared<Sent>(Sent{handle, message, wparam, lparam, 0,
                                            nt::Ref<nt::Event>::adopt(new nt::Event(true, false))});
    window->queue->send(sent);
    Queue::own().await(*sent);
    return sent->result;
}

int post_message(HWND handle, UINT message, WPARAM wparam, LPARAM lparam) noexcept try {
    if (handle == nullptr)
        return Queue::own().post(nullptr, message, wparam, lparam);
    const auto window = find_window(handle);
    return window ? window->queue->post(handle, message, wparam, lparam)
                  : error_invalid_window_handle;
} catch (...) {
    return error_not_enough_memory;
}

LRESULT dispatch_message(const MSG& message) {
    if (message.message == WM_TIMER && message.lParam != 0) {
        reinterpret_cast<TIMERPROC>(message.lParam)(message.hwnd, WM_TIMER, message.wParam,
                                                    ticks());
        return 0;
    }
    return message.hwnd == nullptr
               ? 0
               : call_window(message.hwnd, message.message, message.wParam, message.lParam);
}

LRESULT default_procedure(HWND window, UINT message, WPARAM, LPARAM) {
    if (message == WM_NCCREATE)
        return TRUE;
    if (message == WM_CLOSE)
        destroy_window(window);
    return 0;
}

LONG_PTR window_word(HWND window, int index, std::size_t size, int& error) {
    return exchange_word(window, index, size, nullptr, error);
}

LONG_PTR set_window_word(HWND window, int index, std::size_t size, LONG_PTR value, int& error) {
    return exchange_word(window, index, size, &value, error);
}

UINT_PTR set_timer(HWND handle, UINT_PTR id, UINT period_ms, TIMERPROC function, int& error) {
    if (handle == nullptr)
        return Queue::own().set_timer(nullptr, id, period_ms, function);
    const auto window = find_window(handle);
    if (!window || window->queue->thread() != this_thread()) {
        error = window ? error_access_denied : error_invalid_window_handle;
        return 0;
    }
    return window->queue->set_timer(handle, id, period_ms, function);
}

bool kill_timer(HWND window, UINT_PTR id) {
    return Queue::own().kill_timer(window, id);
}

} // namespace ws2::user
