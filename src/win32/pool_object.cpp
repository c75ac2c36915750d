// Room win32: the life of pool objects; cleanup groups; pools.
#include "win32/pool_object.hpp"

#include "nt/event.hpp"
#include "nt/mutex.hpp"
#include "win32/call.hpp"

#include <algorithm>
#include <synchapi.h>
#include <vector>

using namespace ws2::win32;
namespace nt = ws2::nt;

struct _TP_CLEANUP_GROUP {
    std::mutex mutex;
    std::vector<PoolObject*> members;

    void remove(PoolObject& object) noexcept {
        std::lock_guard hold(mutex);
        std::erase(members, &object);
    }
};

namespace ws2::win32 {
namespace {

nt::Pool& pool_of(PTP_CALLBACK_ENVIRON environment) {
    return environment && environment->Pool ? static_cast<nt::Pool&>(*environment->Pool)
                                            : nt::Pool::of_process();
}

void keep_promises(const TP_CALLBACK_INSTANCE& instance) {
    if (instance.critical_section)
        LeaveCriticalSection(instance.critical_section);
    if (instance.mutex)
        nt::release_mutex(instance.mutex);
    if (instance.semaphore)
        nt::release_semaphore(instance.semaphore,
                              static_cast<std::int32_t>(instance.semaphore_count), nullptr);
    if (instance.event)
        nt::set_event(instance.event);
}

} // namespace

PoolObject::PoolObject(PVOID context, PTP_CALLBACK_ENVIRON environment)
    : context_(context), pool_(pool_of(environment)),
      group_(environment ? environment->CleanupGroup : nullptr),
      cancelled_callback_(environment ? environment->CleanupGroupCancelCallback : nullptr),
      finalization_(environment ? environment->FinalizationCallback : nullptr) {
    pool_.retain();
    if (group_) {
        std::lock_guard hold(group_->mutex);
        group_->members.push_back(this);
    }
}

PoolObject::~PoolObject() {
    pool_.release();
}

void PoolObject::close() noexcept {
    if (group_)
        group_->remove(*this);
    stop();
    release();
}

void PoolObject::expect() noexcept {
    retain();
    std::lock_guard hold(mutex_);
    ++due_;
}

void PoolObject::forgo() noexcept {
    {
        std::lock_guard hold(mutex_);
        --due_;
        rested_.notify_all();
    }
    release();
}

int PoolObject::submit() noexcept {
    expect();
    const int error = pool_.submit(*this);
    if (error != 0)
        forgo();
    return error;
}

bool PoolObject::wait(bool cancel) {
    std::unique_lock hold(mutex_);
    const bool some = cancel && due_ != 0;
    if (cancel) {
        taken_back_ += due_;
        due_ = 0;
    }
    rested_.wait(hold, [this] { return due_ == 0 && running_ == 0; });
    return some;
}

bool PoolObject::busy() {
    std::lock_guard hold(mutex_);
    return due_ != 0 || running_ != 0;
}

void PoolObject::run(const nt::Packet& packet) {
    bool is_void = false;
    {
        std::lock_guard hold(mutex_);
        is_void = taken_back_ != 0;
        --(is_void ? taken_back_ : due_);
        running_ += is_void ? 0 : 1;
    }
    if (!is_void) {
        TP_CALLBACK_INSTANCE instance;
        instance.object = this;
        call(instance, packet);
        if (finalization_)
            finalization_(&instance, context_);
        keep_promises(instance);
        if (!instance.disassociated)
            callback_ended();
    }
    release();
}

void PoolObject::callback_ended() noexcept {
    std::lock_guard hold(mutex_);
    --running_;
    rested_.notify_all();
}

void PoolObject::disassociate(TP_CALLBACK_INSTANCE& instance) {
    if (!std::exchange(instance.disassociated, true))
        callback_ended();
}

} // namespace ws2::win32

PTP_POOL WINAPI CreateThreadpool(PVOID reserved) {
    if (reserved)
        return failure<PTP_POOL>(ERROR_INVALID_PARAMETER, nullptr);
    return contained<PTP_POOL>(nullptr, [] { return static_cast<PTP_POOL>(new nt::Pool); });
}

VOID WINAPI SetThreadpoolThreadMaximum(PTP_POOL ptpp, DWORD cthrdMost) {
    ptpp->set_limits(ptpp->least(), cthrdMost);
}

BOOL WINAPI SetThreadpoolThreadMinimum(PTP_POOL ptpp, DWORD cthrdMic) {
    ptpp->set_limits(cthrdMic, std::max<DWORD>(cthrdMic, ptpp->most()));
    return TRUE;
}

VOID WINAPI CloseThreadpool(PTP_POOL ptpp) {
    ptpp->close();
}

PTP_CLEANUP_GROUP WINAPI CreateThreadpoolCleanupGroup(VOID) {
    return contained<PTP_CLEANUP_GROUP>(nullptr, [] { return new _TP_CLEANUP_GROUP; });
}

VOID WINAPI CloseThreadpoolCleanupGroupMembers(PTP_CLEANUP_GROUP ptpcg,
                                               BOOL fCancelPendingCallbacks,
                                               PVOID pvCleanupContext) {
    std::vector<PoolObject*> members;
    {
        std::lock_guard hold(ptpcg->mutex);
        members.swap(ptpcg->members);
    }
    for (PoolObject* object : members) {
        object->stop();
        const bool some = object->wait(fCancelPendingCallbacks);
        if (some && object->cancelled())
            object->cancelled()(object->context(), pvCleanupContext);
        object->close();
    }
}

VOID WINAPI CloseThreadpoolCleanupGroup(PTP_CLEANUP_GROUP ptpcg) {
    delete ptpcg;
}

VOID WINAPI SetEventWhenCallbackReturns(PTP_CALLBACK_INSTANCE pci, HANDLE evt) {
    pci->event = evt;
}
VOID WINAPI ReleaseSemaphoreWhenCallbackReturns(PTP_CALLBACK_INSTANCE pci, HANDLE sem, DWORD crel) {
    pci->semaphore = sem;
    pci->semaphore_count = crel;
}
VOID WINAPI ReleaseMutexWhenCallbackReturns(PTP_CALLBACK_INSTANCE pci, HANDLE mut) {
    pci->mutex = mut;
}
VOID WINAPI LeaveCriticalSectionWhenCallbackReturns(PTP_CALLBACK_INSTANCE pci,
                                                    PCRITICAL_SECTION pcs) {
    pci->critical_section = pcs;
}
BOOL WINAPI CallbackMayRunLong(PTP_CALLBACK_INSTANCE pci) {
    return pci->object->pool().add_thread() ? TRUE : failure(ERROR_NOT_ENOUGH_MEMORY, FALSE);
}
VOID WINAPI DisassociateCurrentThreadFromCallback(PTP_CALLBACK_INSTANCE pci) {
    pci->object->disassociate(*pci);
}
