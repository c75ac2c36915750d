// Room nt_io: groups of ws2io.h.
#include "nt/event.hpp"
#include "nt/io/engine.hpp"
#include "nt/port.hpp"

#include <memory>
#include <winerror.h>
#include <ws2io.h>

using namespace ws2::nt;

struct ws2io_group {
    Ref<io::PollSet> set;
    Ref<Port> port;
    Ref<Event> event;
    std::uintptr_t key = 0;
    void* overlapped = nullptr;
};

namespace {

// 0 or the code.
int open_group(const ws2io_notice& notice, ws2io_group& group) {
    io::Engine::Feed feed = io::Engine::Feed::turns;
    if (notice.by == WS2IO_BY_EVENT) {
        const Pinned<Event> event(notice.handle);
        if (!event)
            return WSAEINVAL;
        group.event = Ref<Event>::share(&*event);
        feed = io::Engine::Feed::waits;
    } else if (notice.by == WS2IO_BY_PORT) {
        const Pinned<Port> port(notice.handle);
        if (!port)
            return WSAEINVAL;
        group.port = Ref<Port>::share(&*port);
        feed = io::Engine::Feed::port;
    } else if (notice.by != WS2IO_BY_POLLING) {
        return WSAEINVAL;
    }
    group.key = notice.key;
    group.overlapped = notice.overlapped;
    group.set = io::Engine::of_process().set_of(feed, group.port.get());
    return group.set ? 0 : WSAENOBUFS;
}

} // namespace

int ws2io_group_open(const ws2io_notice* notice, ws2io_group** group) {
    try {
        auto opened = std::make_unique<ws2io_group>();
        if (const int error = open_group(*notice, *opened))
            return error;
        *group = opened.release();
        return 0;
    } catch (...) {
        return WSAENOBUFS;
    }
}

int ws2io_group_join(ws2io_group* group, int descriptor) {
    return io::Engine::of_process().put_into(*group->set, descriptor);
}

void ws2io_group_turn(ws2io_group* group) {
    group->set->turn();
}

void ws2io_group_tell(ws2io_group* group) {
    if (group->event)
        group->event->set();
    if (group->port)
        group->port->post({group->key, group->overlapped, 0, 0});
}

void ws2io_group_hush(ws2io_group* group) {
    if (group->event)
        group->event->reset();
}

void ws2io_group_close(ws2io_group* group) {
    if (!group->event && !group->port)
        group->set->retire();
    delete group;
}
