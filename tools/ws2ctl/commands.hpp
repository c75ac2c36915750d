// Tool ws2ctl: what each command prints. All throw tools::CallFailed or tools::UsageError.
#pragma once

#include <string>

namespace ws2ctl {

void list();
void show(const std::string& name); // a short name, a whole szProtocol, or a catalog entry id
void personality();

} // namespace ws2ctl
