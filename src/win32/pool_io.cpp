// Room win32: overlapped I/O whose completions a thread pool takes.
#include "nt/association.hpp"
#include "nt/status.hpp"
#include "win32/call.hpp"
#include "win32/descriptor.hpp"
#include "win32/pool_object.hpp"

#include <winbase.h>

using namespace ws2::win32;
namespace nt = ws2::nt;

namespace {

ULONG result_of(const nt::Packet& packet) noexcept {
    const auto status = static_cast<std::uint32_t>(packet.status);
    return status == 0 ? 0 : static_cast<ULONG>(nt::windows_from_status(status));
}

// 0, or the error; completions of the handle go to the task from now on.
int bind(HANDLE handle, nt::Pool& pool, nt::Task& task) {
    if (const int error = nt::associate(descriptor_of(handle), pool.port(),
                                        reinterpret_cast<std::uintptr_t>(&task)))
        return error;
    return pool.serve();
}

// One for each callback function, for the life of the process: sockets keep them.
class BoundFunction final : public nt::Task {
public:
    explicit BoundFunction(LPOVERLAPPED_COMPLETION_ROUTINE given) : function_(given) {}
    void run(const nt::Packet& packet) override {
        function_(result_of(packet), packet.bytes, static_cast<LPOVERLAPPED>(packet.overlapped));
    }
    LPOVERLAPPED_COMPLETION_ROUTINE function() const { return function_; }
    BoundFunction* next = nullptr;

private:
    const LPOVERLAPPED_COMPLETION_ROUTINE function_;
};

BoundFunction& bound(LPOVERLAPPED_COMPLETION_ROUTINE function) {
    static std::mutex mutex;
    static BoundFunction* first = nullptr;
    std::lock_guard hold(mutex);
    for (BoundFunction* each = first; each; each = each->next)
        if (each->function() == function)
            return *each;
    auto* made = new BoundFunction(function);
    made->next = first;
    first = made;
    return *made;
}

} // namespace

struct _TP_IO final : PoolObject {
    _TP_IO(PTP_WIN32_IO_CALLBACK given, PVOID argument, PTP_CALLBACK_ENVIRON environment)
        : PoolObject(argument, environment), callback(given) {}

    const PTP_WIN32_IO_CALLBACK callback;

private:
    void call(TP_CALLBACK_INSTANCE& instance, const nt::Packet& packet) override {
        callback(&instance, context(), packet.overlapped, result_of(packet), packet.bytes, this);
    }
};

PTP_IO WINAPI CreateThreadpoolIo(HANDLE fl, PTP_WIN32_IO_CALLBACK pfnio, PVOID pv,
                                 PTP_CALLBACK_ENVIRON pcbe) {
    if (!pfnio)
        return failure<PTP_IO>(ERROR_INVALID_PARAMETER, nullptr);
    return contained<PTP_IO>(nullptr, [&]() -> PTP_IO {
        auto* io = new _TP_IO(pfnio, pv, pcbe);
        if (const int error = bind(fl, io->pool(), *io)) {
            io->close();
            return failure<PTP_IO>(error, nullptr);
        }
        return io;
    });
}

VOID WINAPI StartThreadpoolIo(PTP_IO pio) {
    pio->expect();
}
VOID WINAPI CancelThreadpoolIo(PTP_IO pio) {
    pio->forgo();
}
VOID WINAPI WaitForThreadpoolIoCallbacks(PTP_IO pio, BOOL fCancelPendingCallbacks) {
    pio->wait(fCancelPendingCallbacks);
}
VOID WINAPI CloseThreadpoolIo(PTP_IO pio) {
    pio->close();
}

BOOL WINAPI BindIoCompletionCallback(HANDLE FileHandle, LPOVERLAPPED_COMPLETION_ROUTINE Function,
                                     ULONG Flags) {
    if (!Function || Flags != 0)
        return failure(ERROR_INVALID_PARAMETER, FALSE);
    return contained(
        FALSE, [&] { return outcome(bind(FileHandle, nt::Pool::of_process(), bound(Function))); });
}
