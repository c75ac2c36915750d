// Room api: what layers need of the loader.
#include "catalog/loader.hpp"

#include <new>
#include <ws2layer.h>

extern "C" {

int WSPAPI ws2_load_provider(const WCHAR* path, LPWSPSTARTUP* startup) {
    if (path == nullptr || startup == nullptr)
        return WSAEFAULT;
    try {
        const auto loaded = ws2::catalog::load_startup(reinterpret_cast<const char16_t*>(path));
        if (loaded)
            *startup = loaded.value;
        return loaded.error;
    } catch (const std::bad_alloc&) {
        return WSA_NOT_ENOUGH_MEMORY;
    } catch (...) {
        return WSAEPROVIDERFAILEDINIT;
    }
}
}
