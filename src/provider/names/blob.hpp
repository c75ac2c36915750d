// Room provider_names: hostent and servent as LUP_RETURN_BLOB gives them: one block, in which
// offsets from its start stand in the pointers' places.
#pragma once

#include "kernel/resolver.hpp"

#include <string>

namespace ws2::provider::names {

std::string host_blob(const kernel::HostRecord& host);
std::string service_blob(const kernel::ServiceRecord& service);

} // namespace ws2::provider::names
