// Room api: WSAProviderConfigChange. A notification handle is a descriptor that watches the places
// of the catalog's file, so changes of every process are seen. While a request waits at it, a
// thread of its own does.
#include "api/config_change.hpp"

#include "api/call.hpp"
#include "catalog/change_watch.hpp"
#include "catalog/store.hpp"
#include "nt/association.hpp"
#include "nt/overlapped.hpp"

#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <new>
#include <string>
#include <thread>
#include <unordered_map>

namespace ws2::api {
namespace {

struct Request {
    std::string before; // the state that the caller knew
    LPWSAOVERLAPPED overlapped;
    LPWSAOVERLAPPED_COMPLETION_ROUTINE routine;
    nt::ThreadKey thread;
    int* outcome; // of a caller that waits; -1 until then
};

struct Finished {
    LPWSAOVERLAPPED overlapped;
    LPWSAOVERLAPPED_COMPLETION_ROUTINE routine;
    int error;
};

void CALLBACK run_routine(DWORD_PTR context) {
    const std::unique_ptr<const Finished> done(reinterpret_cast<const Finished*>(context));
    done->routine(static_cast<DWORD>(done->error), 0, done->overlapped, 0);
}

class Notification {
public:
    ~Notification() {
        if (watch_.valid())
            nt::dissociate(watch_.descriptor());
    }
    bool valid() const { return watch_.valid(); }
    int descriptor() const { return watch_.descriptor(); }

    // The overlapped form: 0 or a code; the request is started if it is 0.
    static int start(const std::shared_ptr<Notification>& self, LPWSAOVERLAPPED overlapped,
                     LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) {
        Request request{self->watch_.state(), overlapped, routine, {}, nullptr};
        if (routine != nullptr)
            request.thread = nt::current_thread_key();
        const std::lock_guard lock(self->mutex_);
        if (self->closed_)
            return WSA_INVALID_HANDLE;
        if (const int error = nt::begin_overlapped(*overlapped, routine == nullptr))
            return error;
        return add(self, std::move(request));
    }

    // The other form: returns when it is over, with its code.
    static int wait(const std::shared_ptr<Notification>& self) {
        int outcome = -1;
        std::unique_lock lock(self->mutex_);
        if (self->closed_)
            return WSA_INVALID_HANDLE;
        if (const int code = add(self, {self->watch_.state(), nullptr, nullptr, {}, &outcome}))
            return code;
        self->over_.wait(lock, [&] { return outcome >= 0; });
        return outcome;
    }

    void close() {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        watch_.wake();
        if (!watching_)
            end_all([](const Request&) { return true; }, WSA_OPERATION_ABORTED);
    }

private:
    // With the lock held.
    static int add(const std::shared_ptr<Notification>& self, Request request) {
        self->requests_.push_back(std::move(request));
        if (self->watching_)
            return 0;
        try {
            std::thread([self] { self->run(); }).detach();
            self->watching_ = true;
            return 0;
        } catch (const std::system_error&) {
            self->requests_.pop_back();
            return WSA_NOT_ENOUGH_MEMORY;
        }
    }

    // Until nothing waits any more.
    void run() {
        for (;;) {
            const std::string now = watch_.state();
            {
                const std::lock_guard lock(mutex_);
                end_all([&](const Request& request) { return closed_ || request.before != now; },
                        closed_ ? WSA_OPERATION_ABORTED : 0);
                if (requests_.empty()) {
                    watching_ = false;
                    return;
                }
            }
            watch_.wait(now);
        }
    }

    // With the lock held.
    template<typename Wanted>
    void end_all(Wanted wanted, int error) {
        for (auto request = requests_.begin(); request != requests_.end();)
            if (wanted(*request)) {
                end(*request, error);
                request = requests_.erase(request);
            } else {
                ++request;
            }
    }

    void end(const Request& request, int error) {
        if (request.outcome != nullptr) {
            *request.outcome = error;
            over_.notify_all();
        } else if (request.routine != nullptr) {
            nt::publish(*request.overlapped, {error, 0, 0});
            auto done =
                std::make_unique<Finished>(Finished{request.overlapped, request.routine, error});
            if (nt::queue_user_apc(request.thread, run_routine,
                                   reinterpret_cast<DWORD_PTR>(done.get())) == 0)
                (void)done.release();
        } else {
            nt::complete_overlapped(*request.overlapped, {error, 0, 0},
                                    nt::association_of(descriptor()));
        }
    }

    catalog::ChangeWatch watch_{catalog::catalog_places()};
    std::mutex mutex_; // guards all that follows
    std::condition_variable over_;
    std::list<Request> requests_;
    bool watching_ = false; // the thread runs
    bool closed_ = false;
};

// Never destroyed: exit handlers may still call.
struct Registry {
    std::mutex mutex;
    std::unordered_map<HANDLE, std::shared_ptr<Notification>> open;
};

Registry& registry() {
    static Registry* const one = new Registry;
    return *one;
}

std::shared_ptr<Notification> find(HANDLE handle) {
    Registry& all = registry();
    const std::lock_guard lock(all.mutex);
    const auto found = all.open.find(handle);
    return found == all.open.end() ? nullptr : found->second;
}

int open_notification(HANDLE& out) {
    auto made = std::make_shared<Notification>();
    if (!made->valid())
        return WSA_NOT_ENOUGH_MEMORY;
    const auto handle = reinterpret_cast<HANDLE>(static_cast<std::uintptr_t>(made->descriptor()));
    Registry& all = registry();
    const std::lock_guard lock(all.mutex);
    all.open[handle] = std::move(made);
    out = handle;
    return 0;
}

int change(LPHANDLE handle, LPWSAOVERLAPPED overlapped,
           LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) {
    if (const int code = dispatch::refusal())
        return code;
    if (handle == nullptr)
        return WSAEFAULT;
    if (*handle == nullptr)
        return open_notification(*handle);
    const auto notification = find(*handle);
    if (notification == nullptr)
        return WSA_INVALID_HANDLE;
    if (overlapped == nullptr)
        return Notification::wait(notification);
    const int code = Notification::start(notification, overlapped, routine);
    return code == 0 ? WSA_IO_PENDING : code;
}

} // namespace

bool close_notification(HANDLE handle) noexcept {
    std::shared_ptr<Notification> closed;
    {
        Registry& all = registry();
        const std::lock_guard lock(all.mutex);
        const auto found = all.open.find(handle);
        if (found == all.open.end())
            return false;
        closed = std::move(found->second);
        all.open.erase(found);
    }
    closed->close();
    return true;
}

} // namespace ws2::api

extern "C" {

int WSAAPI WSAProviderConfigChange(LPHANDLE lpNotificationHandle, LPWSAOVERLAPPED lpOverlapped,
                                   LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine) {
    try {
        return ws2::api::outcome(
            ws2::api::change(lpNotificationHandle, lpOverlapped, lpCompletionRoutine));
    } catch (...) {
        return ws2::api::fail(SOCKET_ERROR, WSA_NOT_ENOUGH_MEMORY);
    }
}
}
