#include "catalog/loader.hpp"

#include "base/log.hpp"
#include "base/utf.hpp"
#include "catalog/builtin.hpp"
#include "catalog/path.hpp"

#include <dlfcn.h>

namespace ws2::catalog {
namespace {

using Loaded = base::Result<LPWSPSTARTUP>;

Loaded refuse(std::string_view path, std::string_view reason) {
    base::log(base::LogLevel::error, "{}: provider cannot be loaded: {}", path, reason);
    return Loaded::fail(WSAEPROVIDERFAILEDINIT);
}

std::string_view reason_of_linker() {
    const char* reason = dlerror();
    return reason != nullptr ? reason : "the dynamic linker gave no reason";
}

Loaded load_builtin(std::string_view path) {
    const std::string_view name = path.substr(builtin_prefix.size());
    for (const Builtin& builtin : builtins())
        if (builtin.name == name)
            return Loaded::ok(builtin.startup);
    return refuse(path, "no provider of this name is linked in");
}

base::Result<void*> open_library(const std::string& file) {
    void* library = nullptr;
    try { // its constructors run in here
        library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    } catch (...) {
        return base::Result<void*>::fail(refuse(file, "a constructor of it threw").error);
    }
    return library != nullptr ? base::Result<void*>::ok(library)
                              : base::Result<void*>::fail(refuse(file, reason_of_linker()).error);
}

Loaded load_shared_object(const std::string& file) {
    const auto library = open_library(file);
    if (!library)
        return Loaded::fail(library.error);
    void* symbol = dlsym(library.value, "WSPStartup");
    if (symbol == nullptr) {
        dlclose(library.value);
        return refuse(file, "it exports no WSPStartup");
    }
    return Loaded::ok(reinterpret_cast<LPWSPSTARTUP>(symbol));
}

} // namespace

Loaded load_startup(std::u16string_view stored_path) {
    const std::string path = base::to_utf8(stored_path);
    if (path.starts_with(builtin_prefix))
        return load_builtin(path);
    const auto file = trusted_library(stored_path);
    return file ? load_shared_object(file.value) : Loaded::fail(file.error);
}

base::Result<LPNSPSTARTUP> load_name_space_startup(std::u16string_view stored_path) {
    using Startup = base::Result<LPNSPSTARTUP>;
    const std::string path = base::to_utf8(stored_path);
    if (path.starts_with(builtin_prefix)) {
        for (const BuiltinNameSpace& builtin : builtin_name_spaces())
            if (builtin.name == path.substr(builtin_prefix.size()))
                return Startup::ok(builtin.startup);
        return Startup::fail(refuse(path, "no name-space provider of this name").error);
    }
    const auto file = trusted_library(stored_path);
    if (!file)
        return Startup::fail(file.error);
    const auto library = open_library(file.value);
    return library ? Startup::ok(reinterpret_cast<LPNSPSTARTUP>(dlsym(library.value, "NSPStartup")))
                   : Startup::fail(library.error);
}

} // namespace ws2::catalog
