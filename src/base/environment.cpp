#include "base/environment.hpp"

#include <cstdlib>
#include <sys/auxv.h>

namespace ws2::base {

bool privileges_raised() noexcept { return getauxval(AT_SECURE) != 0; }

std::string environment(const char* name) {
    const char* value = secure_getenv(name);
    return value != nullptr ? std::string(value) : std::string();
}

} // namespace ws2::base
