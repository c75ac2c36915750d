// Room nt: names of objects. They hold within the process, and as long as a handle is open.
#pragma once

#include "nt/handle.hpp"

#include <string>

namespace ws2::nt {

struct Named {
    Handle handle = nullptr;
    int error = 0; // with a handle: ERROR_ALREADY_EXISTS, or 0 for a new one; without: why
};

// A further handle of the object that has the name, or the handle that `create` makes, which then
// has it. An empty name makes a nameless object. Errors: ERROR_INVALID_HANDLE (the name belongs to
// an object of another kind), ERROR_NOT_ENOUGH_MEMORY.
Named create_named(const std::u16string& name, Kind kind, Handle (*create)(void* context),
                   void* context);
// As the first half; ERROR_FILE_NOT_FOUND if nothing has the name.
Named open_named(const std::u16string& name, Kind kind);

} // namespace ws2::nt
