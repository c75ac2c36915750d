// Room nt: names of objects.
#include "nt/names.hpp"

#include <map>
#include <mutex>
#include <winerror.h>

namespace ws2::nt {
namespace {

struct Names {
    std::mutex mutex;
    std::map<std::u16string, Ref<Object>> objects;
};

// Never destroyed: objects may be closed until the process ends.
Names& names() {
    static Names& all = *new Names;
    return all;
}

// With the mutex held. Empty if nothing that still has a handle bears the name.
Ref<Object> find(Names& all, const std::u16string& name) {
    std::erase_if(all.objects, [](const auto& entry) { return !entry.second->has_handles(); });
    const auto found = all.objects.find(name);
    return found == all.objects.end() ? Ref<Object>() : found->second;
}

Named handle_for(Object& object, Kind kind, int error) {
    if (object.kind() != kind)
        return {nullptr, ERROR_INVALID_HANDLE};
    Handle handle = open_handle(object);
    return {handle, handle ? error : ERROR_NOT_ENOUGH_MEMORY};
}

} // namespace

Named create_named(const std::u16string& name, Kind kind, Handle (*create)(void* context),
                   void* context) {
    Names& all = names();
    std::unique_lock hold(all.mutex, std::defer_lock);
    if (!name.empty()) {
        hold.lock();
        if (const Ref<Object> object = find(all, name))
            return handle_for(*object, kind, ERROR_ALREADY_EXISTS);
    }
    Handle handle = create(context);
    if (!handle)
        return {nullptr, ERROR_NOT_ENOUGH_MEMORY};
    if (!name.empty())
        all.objects.emplace(name, Ref<Object>::share(Pin(handle).object()));
    return {handle, 0};
}

Named open_named(const std::u16string& name, Kind kind) {
    Names& all = names();
    std::lock_guard hold(all.mutex);
    const Ref<Object> object = find(all, name);
    return object ? handle_for(*object, kind, 0) : Named{nullptr, ERROR_FILE_NOT_FOUND};
}

} // namespace ws2::nt
