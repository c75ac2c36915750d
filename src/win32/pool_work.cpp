// Room win32: work of a thread pool, and QueueUserWorkItem.
#include "win32/call.hpp"
#include "win32/pool_object.hpp"

#include <threadpoollegacyapiset.h>

using namespace ws2::win32;
namespace nt = ws2::nt;

struct _TP_WORK final : PoolObject {
    _TP_WORK(PTP_WORK_CALLBACK given, PVOID argument, PTP_CALLBACK_ENVIRON environment)
        : PoolObject(argument, environment), callback(given) {}

    const PTP_WORK_CALLBACK callback;

private:
    void call(TP_CALLBACK_INSTANCE& instance, const nt::Packet&) override {
        callback(&instance, context(), this);
    }
};

namespace {

// Calls once and goes.
template<typename Function>
class Once final : public PoolObject {
public:
    Once(Function function, PVOID argument, PTP_CALLBACK_ENVIRON environment)
        : PoolObject(argument, environment), function_(function) {}

private:
    void call(TP_CALLBACK_INSTANCE& instance, const nt::Packet&) override {
        if constexpr (std::is_same_v<Function, LPTHREAD_START_ROUTINE>)
            function_(context());
        else
            function_(&instance, context());
    }
    const Function function_;
};

template<typename Function>
BOOL submit_once(Function function, PVOID context, PTP_CALLBACK_ENVIRON environment) {
    if (!function)
        return failure(ERROR_INVALID_PARAMETER, FALSE);
    return contained(FALSE, [&] {
        auto* once = new Once<Function>(function, context, environment);
        const int error = once->submit();
        once->close();
        return outcome(error);
    });
}

} // namespace

BOOL WINAPI TrySubmitThreadpoolCallback(PTP_SIMPLE_CALLBACK pfns, PVOID pv,
                                        PTP_CALLBACK_ENVIRON pcbe) {
    return submit_once(pfns, pv, pcbe);
}

BOOL WINAPI QueueUserWorkItem(LPTHREAD_START_ROUTINE Function, PVOID Context, ULONG) {
    return submit_once(Function, Context, nullptr);
}

PTP_WORK WINAPI CreateThreadpoolWork(PTP_WORK_CALLBACK pfnwk, PVOID pv, PTP_CALLBACK_ENVIRON pcbe) {
    if (!pfnwk)
        return failure<PTP_WORK>(ERROR_INVALID_PARAMETER, nullptr);
    return contained<PTP_WORK>(nullptr, [&] { return new _TP_WORK(pfnwk, pv, pcbe); });
}

VOID WINAPI SubmitThreadpoolWork(PTP_WORK pwk) {
    pwk->submit();
}
VOID WINAPI WaitForThreadpoolWorkCallbacks(PTP_WORK pwk, BOOL fCancelPendingCallbacks) {
    pwk->wait(fCancelPendingCallbacks);
}
VOID WINAPI CloseThreadpoolWork(PTP_WORK pwk) {
    pwk->close();
}
