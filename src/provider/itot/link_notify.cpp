// Room provider_itot: Link, what it has to say about network events.
#include "provider/itot/link.hpp"

#include "winsock2.h"

namespace ws2::provider::itot {

void Link::watch(std::shared_ptr<Notifier> notifier) {
    Lock lock(*this);
    notifier_.swap(notifier); // the old one dies outside the lock
    if (!notifier_)
        return;
    activity_ = true;
    if (connection_.was_open() && connection_.ending() == Ending::none)
        look(kernel::monotonic_ms());
    arm(0);
    lock.unlock();
}

void Link::note_again(long reenabled) {
    const Lock lock(*this);
    if (notifier_)
        notifier_->reenable(reenabled);
}

Notifier::Facts Link::facts() noexcept {
    Notifier::Facts facts;
    const Ending ending = connection_.ending();
    const bool open = connection_.was_open();
    if (calling_ && (open || ending != Ending::none)) {
        facts.bits |= FD_CONNECT;
        facts.connect_code = call_code();
    }
    if (!open)
        return facts;
    const bool readable = !receive_closed_ && connection_.readable();
    if (readable)
        facts.bits |= FD_READ;
    if (connection_.has_oob())
        facts.bits |= FD_OOB;
    if (connection_.can_send() && connection_.output().empty() && !sending_ && sends_.empty())
        facts.bits |= FD_WRITE;
    if (ending != Ending::none && !readable) {
        facts.bits |= FD_CLOSE;
        facts.close_code = ending == Ending::released ? 0 : end_code(false);
    }
    return facts;
}

} // namespace ws2::provider::itot
