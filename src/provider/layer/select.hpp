// Room provider_layer: WSPSelect of a layer. A call whose sockets are all of one provider below,
// under their own handles, goes there as it is; handles of a layer's own are translated; several
// providers are asked in turn, as Ws2 asks several of its own.
#pragma once

#include "provider/layer/stack.hpp"

namespace ws2::provider::layer {

struct Sets {
    fd_set* set[3]; // readable, writable, exceptional; any may be null
};

int select_below(const SocketMap& sockets, int count, const Sets& sets, const timeval* timeout,
                 LPINT error) noexcept;

} // namespace ws2::provider::layer
