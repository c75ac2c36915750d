// Room nt_io: from a finished operation to what the program notices.
#include "nt/io/delivery.hpp"

#include "nt/event.hpp"
#include "nt/overlapped.hpp"
#include "nt/thread.hpp"

#include <array>
#include <cstddef>
#include <winerror.h>

namespace ws2::nt::io {
namespace {

constinit thread_local PacketBatch* batch_of_this_thread = nullptr;

void queue_packet(Port& port, const Packet& packet) noexcept {
    PacketBatch* batch = batch_of_this_thread;
    if (batch && batch->is_for(port))
        batch->add(packet);
    else
        port.post(packet);
}

// The routine's call sits in the operation itself.
struct RoutineApc : Apc {};
static_assert(sizeof(RoutineApc) == sizeof(ws2io_engine_part::apc));

RoutineApc* apc_of(Operation& operation) noexcept {
    return reinterpret_cast<RoutineApc*>(&operation.engine.apc);
}

Operation& operation_of(Apc* apc) noexcept {
    constexpr std::size_t offset =
        offsetof(ws2io_operation, engine) + offsetof(ws2io_engine_part, apc);
    return *reinterpret_cast<Operation*>(reinterpret_cast<char*>(apc) - offset);
}

void release(Operation& operation) noexcept {
    cancel_delivery(operation);
    if (operation.release)
        operation.release(&operation);
}

// ReadFileEx' routines have one parameter less.
#ifdef __clang__
[[clang::no_sanitize("function")]]
#endif
void run_routine(Apc* apc) {
    Operation& operation = operation_of(apc);
    const auto routine = operation.routine;
    OVERLAPPED* overlapped = operation.overlapped;
    const auto error = static_cast<std::uint32_t>(operation.error);
    const std::uint32_t transferred = operation.transferred;
    const std::uint32_t flags = operation.flags;
    release(operation); // the routine may start the next operation with the same memory
    routine(error, transferred, overlapped, flags);
}

void drop_routine(Apc* apc) noexcept {
    release(operation_of(apc));
}

} // namespace

[[gnu::hot]] int prepare_delivery(Operation& operation) noexcept {
    operation.engine.thread = nullptr;
    if (!operation.overlapped)
        return 0;
    if (operation.routine) {
        Ref<Thread> thread = thread_of({operation.thread_handle, operation.thread_reserved});
        if (!thread)
            return WSAEINVAL;
        operation.engine.thread = thread.give_up();
    }
    return begin_overlapped(*operation.overlapped, operation.routine == nullptr);
}

void cancel_delivery(Operation& operation) noexcept {
    if (auto* thread = static_cast<Thread*>(operation.engine.thread)) {
        operation.engine.thread = nullptr;
        thread->release();
    }
}

[[gnu::hot]] bool deliver(int descriptor, Operation& operation, bool at_once) noexcept {
    if (!operation.overlapped) {
        cancel_delivery(operation);
        return true;
    }
    const Outcome outcome{operation.error, operation.transferred, operation.flags};
    OVERLAPPED& overlapped = *operation.overlapped;
    if (operation.routine) {
        publish(overlapped, outcome);
        RoutineApc* apc = apc_of(operation);
        apc->run = run_routine;
        apc->drop = drop_routine;
        if (!static_cast<Thread*>(operation.engine.thread)->queue_apc(*apc))
            drop_routine(apc); // nobody is left to run it
        return false;
    }
    const Association association = association_of(descriptor);
    const bool unwanted = at_once && (association.modes & kSkipPortOnSuccess) != 0;
    if (!association.port || unwanted || refuses_packet(overlapped)) {
        complete_overlapped(overlapped, outcome, {});
        return true;
    }
    // Once published the structure may be gone.
    const Packet packet = packet_of(overlapped, outcome, association.key);
    const Handle event = event_of(overlapped);
    publish(overlapped, outcome);
    if (event)
        set_event(event);
    queue_packet(*association.port, packet);
    return true;
}

[[gnu::hot]] PacketBatch::PacketBatch() noexcept {
    const Thread* thread = Thread::current_if_known();
    // One inside another leaves its packets to that, so that all come in order.
    if (!batch_of_this_thread && thread && thread->port()) {
        port_ = thread->port();
        batch_of_this_thread = this;
    }
}

[[gnu::hot]] PacketBatch::~PacketBatch() {
    if (port_) {
        batch_of_this_thread = nullptr;
        flush();
    }
}

[[gnu::hot]] void PacketBatch::add(const Packet& packet) noexcept {
    packets_[count_++] = packet;
    if (count_ == packets_.size())
        flush();
}

[[gnu::hot]] void PacketBatch::flush() noexcept {
    if (count_ != 0)
        port_->post({packets_.data(), count_});
    count_ = 0;
}

} // namespace ws2::nt::io
