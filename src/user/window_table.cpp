// Room user: window classes, and where windows are found.
#include "user/window_table.hpp"

#include "user/codes.hpp"

#include <algorithm>

namespace ws2::user {

Table& table() {
    static auto& instance = *new Table;
    return instance;
}

std::u16string folded(std::u16string text) {
    for (char16_t& unit : text)
        if (unit >= u'A' && unit <= u'Z')
            unit = static_cast<char16_t>(unit + (u'a' - u'A'));
    return text;
}

std::shared_ptr<Window> find_window(HWND window) {
    Table& all = table();
    const std::lock_guard guard(all.lock);
    const auto found = all.windows.find(reinterpret_cast<std::uintptr_t>(window));
    return found != all.windows.end() ? found->second : nullptr;
}

std::shared_ptr<WindowClass> Table::find_class(const ClassName& name) const {
    const std::u16string wanted = folded(name.text);
    for (const auto& known : classes)
        if (name.atom != 0 ? known->atom == name.atom : known->name == wanted)
            return known;
    return nullptr;
}

ATOM register_class(const ClassName& name, const ClassTraits& traits, int& error) {
    constexpr UINT last_possible_atom = 0xFFFF;
    if (traits.procedure == nullptr || traits.window_extra < 0 || name.text.empty()) {
        error = error_invalid_parameter;
        return 0;
    }
    Table& all = table();
    const std::lock_guard guard(all.lock);
    if (all.find_class(name)) {
        error = error_class_already_exists;
        return 0;
    }
    if (all.last_atom == last_possible_atom) {
        error = error_not_enough_memory;
        return 0;
    }
    auto fresh = std::make_shared<WindowClass>();
    fresh->name = folded(name.text);
    fresh->traits = traits;
    fresh->atom = static_cast<ATOM>(++all.last_atom);
    all.classes.push_back(fresh);
    return fresh->atom;
}

int unregister_class(const ClassName& name) {
    Table& all = table();
    const std::lock_guard guard(all.lock);
    const auto found = all.find_class(name);
    if (!found)
        return error_class_does_not_exist;
    if (found->windows != 0)
        return error_class_has_windows;
    std::erase(all.classes, found);
    return 0;
}

bool is_window(HWND window) {
    return find_window(window) != nullptr;
}

DWORD thread_of_window(HWND window) {
    const auto found = find_window(window);
    return found ? found->queue->thread() : 0;
}

UINT message_number(const std::u16string& text) {
    constexpr UINT first = 0xC000;
    constexpr std::size_t most = 0x4000;
    static std::mutex lock;
    static auto& known = *new std::vector<std::u16string>;
    const std::u16string wanted = folded(text);
    const std::lock_guard guard(lock);
    const auto found = std::find(known.begin(), known.end(), wanted);
    const auto place = static_cast<std::size_t>(found - known.begin());
    if (found == known.end()) {
        if (place == most || wanted.empty())
            return 0;
        known.push_back(wanted);
    }
    return first + static_cast<UINT>(place);
}

} // namespace ws2::user
