// Room provider_itot: one overlapped call, from its start to its indication.
#include "provider/itot/operation.hpp"

#include "provider/itot/runtime.hpp"
#include "provider/itot/socket.hpp"

#include "windows.h"

#include <algorithm>

namespace ws2::provider::itot {
namespace {

// In the thread that asked, in an alertable wait.
void CALLBACK run_routine(DWORD_PTR context) {
    OperationPointer operation(reinterpret_cast<Operation*>(context));
    const LPWSAOVERLAPPED_COMPLETION_ROUTINE routine = operation->routine;
    const LPWSAOVERLAPPED overlapped = operation->overlapped;
    const Done done = operation->done;
    operation.reset(); // the routine may do whatever it likes
    routine(static_cast<DWORD>(done.code), done.count, overlapped, done.flags);
}

void note(LPWSAOVERLAPPED overlapped, const Done& done) noexcept {
    overlapped->Offset = done.flags;
    overlapped->OffsetHigh = static_cast<DWORD>(done.code);
}

void queue_routine(OperationPointer operation) noexcept {
    const LPWSAOVERLAPPED overlapped = operation->overlapped;
    note(overlapped, operation->done);
    overlapped->InternalHigh = operation->done.count;
    __atomic_store_n(&overlapped->Internal, static_cast<ULONG_PTR>(operation->done.code),
                     __ATOMIC_RELEASE);
    WSATHREADID thread = operation->thread;
    operation->socket.reset(); // the thread may never ask for its routines
    Operation* const context = operation.release();
    int error = 0;
    if (Runtime::upcalls().lpWPUQueueApc == nullptr ||
        Runtime::upcalls().lpWPUQueueApc(&thread, run_routine, reinterpret_cast<DWORD_PTR>(context),
                                         &error) != 0)
        delete context; // the thread has ended
}

} // namespace

Operation::Operation(std::shared_ptr<Socket> one, const Notice& notice, const WSABUF* array,
                     DWORD size)
    : socket(std::move(one)), overlapped(notice.overlapped), routine(notice.routine),
      issuer(GetCurrentThreadId()), count(size) {
    if (notice.thread != nullptr)
        thread = *notice.thread;
    if (size > few.size())
        many.assign(array, array + size);
    else
        std::copy_n(array, size, few.begin());
}

OperationPointer make_operation(Socket& socket, const Notice& notice, const WSABUF* buffers,
                                DWORD count) {
    return std::make_unique<Operation>(socket.shared_from_this(), notice, buffers, count);
}

int begin(const Notice& notice) noexcept {
    const auto value = reinterpret_cast<std::uintptr_t>(notice.overlapped->hEvent);
    const auto reset = Runtime::upcalls().lpWPUResetEvent;
    int error = 0;
    // The lowest bit only keeps packets from the port.
    if (notice.routine == nullptr && value > 1 && reset != nullptr &&
        reset(reinterpret_cast<WSAEVENT>(value & ~std::uintptr_t{1}), &error) == FALSE)
        return WSA_INVALID_HANDLE;
    __atomic_store_n(&notice.overlapped->Internal, ULONG_PTR{WSS_OPERATION_IN_PROGRESS},
                     __ATOMIC_RELAXED);
    return 0;
}

void indicate(SOCKET s, const Notice& notice, OperationPointer spare, const Done& done) noexcept {
    if (notice.routine != nullptr) {
        spare->done = done;
        return queue_routine(std::move(spare));
    }
    note(notice.overlapped, done);
    int error = 0;
    static_cast<void>(WPUCompleteOverlappedRequest(
        s, notice.overlapped, static_cast<DWORD>(done.code), done.count, &error));
}

void indicate(OperationPointer operation) noexcept {
    if (operation->routine != nullptr)
        return queue_routine(std::move(operation));
    indicate(operation->socket->handle(), {operation->overlapped, nullptr, nullptr}, nullptr,
             operation->done);
}

} // namespace ws2::provider::itot
