// Room dispatch: what a thread asked of handles that are not the system's ends with it.
#include "dispatch/thread_end.hpp"

#include "dispatch/guard.hpp"
#include "dispatch/socket_table.hpp"
#include "nt/association.hpp"
#include "nt/thread.hpp"

#include <ws2cancel.h>

namespace ws2::dispatch {
namespace {

// What belongs to a port is anybody's, and goes on. A provider that cannot cancel says so, to
// nobody's concern.
void cancel_of(nt::Thread& thread) {
    for_each_socket([&](SOCKET s, const Provider& provider) {
        DWORD_PTR context = 0;
        if (!context_of(s, context) || nt::association_of(static_cast<int>(s)).port != nullptr)
            return;
        WS2_CANCEL wish{nullptr, thread.id()};
        DWORD found = 0;
        DWORD size = 0;
        int error = 0;
        static_cast<void>(guarded(SOCKET_ERROR, provider.table.lpWSPIoctl, s,
                                  static_cast<DWORD>(SIO_WS2_CANCEL), static_cast<LPVOID>(&wish),
                                  static_cast<DWORD>(sizeof wish), static_cast<LPVOID>(&found),
                                  static_cast<DWORD>(sizeof found), &size, nullptr, nullptr,
                                  nullptr, &error));
    });
}

} // namespace

void watch_thread_ends() noexcept {
    nt::at_thread_end(cancel_of);
}

} // namespace ws2::dispatch
