// Suite interop: what the station has besides its commands.
#pragma once

#include <vector>
#include <winsock2.h>

namespace station {

// Serves every connection of the listeners: messages come back, expedited data comes back as such,
// and a goodbye is answered with "heard". One thread for all, so that nobody waits for anybody.
void start_echo(const std::vector<SOCKET>& listeners);
void stop_echo();

} // namespace station
