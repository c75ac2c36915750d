// Room user: the windows and classes of the process.
#pragma once

#include "user/window.hpp"

#include <atomic>
#include <cstddef>
#include <unordered_map>

namespace ws2::user {

struct WindowClass {
    std::u16string name; // folded
    ATOM atom = 0;
    ClassTraits traits;
    std::size_t windows = 0; // guarded by Table::lock
};

struct Window {
    HWND handle = nullptr;
    std::shared_ptr<Queue> queue;
    std::shared_ptr<WindowClass> of;
    std::atomic<WNDPROC> procedure{nullptr};
    // Guarded by Table::lock.
    LONG_PTR user_data = 0;
    LONG_PTR id = 0;
    LONG_PTR style = 0;
    LONG_PTR extended_style = 0;
    LONG_PTR instance = 0;
    LONG_PTR parent = 0;
    std::vector<std::byte> extra;
};

struct Table {
    std::mutex lock;
    std::unordered_map<std::uintptr_t, std::shared_ptr<Window>> windows;
    std::vector<std::shared_ptr<WindowClass>> classes;
    std::uintptr_t last_handle = 0x10000;
    UINT last_atom = 0xC000;

    // With `lock` held; null if there is none.
    std::shared_ptr<WindowClass> find_class(const ClassName& name) const;
};

// Never destroyed: threads may outlive main.
Table& table();
std::shared_ptr<Window> find_window(HWND window);
std::u16string folded(std::u16string text);

} // namespace ws2::user
