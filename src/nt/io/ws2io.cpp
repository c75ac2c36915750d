// Room nt_io: the C functions of ws2io.h.
#include "nt/association.hpp"
#include "nt/io/driver.hpp"
#include "nt/io/engine.hpp"
#include "nt/overlapped.hpp"

#include <winerror.h>
#include <ws2io.h>

using ws2::nt::io::Engine;

[[gnu::hot]] int ws2io_submit(int descriptor, ws2io_operation* operation) {
    return Engine::of_process().submit(descriptor, *operation);
}

void ws2io_submit_many(const ws2io_submission* submissions, size_t count) {
    Engine::of_process().submit_many({submissions, count});
}

unsigned ws2io_cancel(int descriptor, struct _OVERLAPPED* overlapped, uint32_t thread) {
    return Engine::of_process().cancel(descriptor, overlapped, thread);
}

int ws2io_cancel_asked(const ws2io_operation* operation) {
    // It left its lane before `finish`: nobody marks it any more.
    return (operation->engine.state & ws2::nt::io::kCancelled) != 0;
}

unsigned ws2io_complete(int descriptor, ws2io_operation* operation, int error) {
    return Engine::of_process().complete(descriptor, *operation, error);
}

int ws2io_sending(int descriptor) {
    return Engine::of_process().sending(descriptor);
}

void ws2io_replaced(int descriptor) {
    Engine::of_process().replaced(descriptor);
}

void ws2io_shut(int descriptor) {
    Engine::of_process().shut(descriptor);
}

void ws2io_close(int descriptor) {
    if (Engine::made())
        Engine::of_process().close(descriptor);
    else
        ws2::nt::dissociate(descriptor); // the first use of the engine is never a close
}

int ws2io_result(const struct _OVERLAPPED* overlapped, uint32_t timeout_ms, int32_t* error,
                 uint32_t* transferred, uint32_t* flags) {
    if (!ws2::nt::is_complete(*overlapped)) {
        if (timeout_ms == 0)
            return ERROR_IO_INCOMPLETE;
        const std::int64_t deadline_ns = ws2::nt::deadline_after(timeout_ms);
        if (ws2::nt::await_overlapped(*overlapped, deadline_ns, false) != 0)
            return ERROR_IO_INCOMPLETE;
    }
    const ws2::nt::Outcome outcome = ws2::nt::outcome_of(*overlapped);
    *error = outcome.error;
    *transferred = outcome.bytes;
    *flags = outcome.flags;
    return 0;
}
