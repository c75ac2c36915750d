// Room api: a look-up of a host in a thread that has a blocking hook (1.1 programs): the resolver
// runs in another thread, and the hook in this one until that has ended.
#pragma once

#include <winsock2.h>

#include <functional>

namespace ws2::api {

// A record of this thread's, or null and the code; WSAEINTR if the hook cancelled the call, whose
// look-up then goes on unheard. Without a hook it is look(). `look` owns what it refers to.
hostent* look_up_host(std::function<hostent*(int& error)> look, int& error);

} // namespace ws2::api
