// Room nt: the lock of the objects.
#pragma once

#include "kernel/lock.hpp"

namespace ws2::nt {

using kernel::Lock;

} // namespace ws2::nt
