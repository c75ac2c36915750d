// Room api: Winsock's names of events and waits. An event of Winsock is a manual-reset event.
#include "api/call.hpp"
#include "nt/event.hpp"

#include <winbase.h>

using namespace ws2::api;
namespace nt = ws2::nt;

static_assert(WSA_INVALID_HANDLE == ERROR_INVALID_HANDLE && WSA_WAIT_FAILED == WAIT_FAILED &&
              WSA_WAIT_TIMEOUT == WAIT_TIMEOUT && WSA_WAIT_IO_COMPLETION == WAIT_IO_COMPLETION &&
              WSA_WAIT_EVENT_0 == WAIT_OBJECT_0 && WSA_INFINITE == INFINITE);

namespace {

BOOL outcome_of_event(int error) noexcept {
    return error == 0 ? TRUE : fail(FALSE, error);
}

} // namespace

extern "C" {

WSAEVENT WSAAPI WSACreateEvent(void) {
    if (const int refusal = ws2::dispatch::refusal())
        return fail<WSAEVENT>(WSA_INVALID_EVENT, refusal);
    WSAEVENT event = nt::create_event(true, false);
    return event != nullptr ? event : fail<WSAEVENT>(WSA_INVALID_EVENT, WSA_NOT_ENOUGH_MEMORY);
}

BOOL WSAAPI WSACloseEvent(WSAEVENT hEvent) {
    const int refusal = ws2::dispatch::refusal();
    return outcome_of_event(refusal != 0 ? refusal : nt::close_event(hEvent));
}

BOOL WSAAPI WSASetEvent(WSAEVENT hEvent) {
    const int refusal = ws2::dispatch::refusal();
    return outcome_of_event(refusal != 0 ? refusal : nt::set_event(hEvent));
}

BOOL WSAAPI WSAResetEvent(WSAEVENT hEvent) {
    const int refusal = ws2::dispatch::refusal();
    return outcome_of_event(refusal != 0 ? refusal : nt::reset_event(hEvent));
}

DWORD WSAAPI WSAWaitForMultipleEvents(DWORD cEvents, const WSAEVENT* lphEvents, BOOL fWaitAll,
                                      DWORD dwTimeout, BOOL fAlertable) {
    if (const int refusal = ws2::dispatch::refusal())
        return fail<DWORD>(WSA_WAIT_FAILED, refusal);
    return WaitForMultipleObjectsEx(cEvents, lphEvents, fWaitAll, dwTimeout, fAlertable);
}
}
