#include "win32/named_pipe.hpp"

#include "kernel/local_pipe.hpp"
#include "win32/call.hpp"
#include "win32/waiting_call.hpp"

#include <algorithm>
#include <cerrno>
#include <map>
#include <namedpipeapi.h>
#include <poll.h>
#include <unistd.h>

#include <fcntl.h>

namespace ws2::win32 {
namespace {

struct Pipes {
    std::mutex mutex;
    std::map<int, std::shared_ptr<NamedPipe>> by_descriptor;
    std::atomic<std::size_t> count{0};
};

// Never destroyed: threads may outlive static objects.
Pipes& pipes() {
    static auto* all = new Pipes;
    return *all;
}

PipeRequest& request_of(ws2io_operation* operation) noexcept {
    return *reinterpret_cast<PipeRequest*>(operation); // its first member
}

} // namespace

struct NamedPipe::Question {
    ws2io_operation operation{};
    std::shared_ptr<NamedPipe> pipe;
    Lane* lane;
};

NamedPipe::NamedPipe(std::string name, const PipeFacts& facts,
                     std::unique_ptr<PipeInstance> instance, bool reads, bool writes, DWORD mode)
    : name_(std::move(name)), facts_(facts), server_(instance != nullptr), reads_(reads),
      writes_(writes), mode_(mode & (PIPE_READMODE_MESSAGE | PIPE_NOWAIT)),
      state_(server_ ? State::listening : State::connected), instance_(std::move(instance)) {
    out_.sends = true;
}

DWORD NamedPipe::mode() const {
    std::lock_guard hold(mutex_);
    return mode_;
}

unsigned NamedPipe::waiting(int descriptor) const {
    std::lock_guard hold(mutex_);
    unsigned count = 0;
    for (const Lane* lane : {&in_, &out_}) {
        for (const PipeRequest* each : lane->waiting)
            count += each->handle == descriptor ? 1U : 0U;
    }
    return count;
}

int NamedPipe::set_mode(DWORD mode) {
    if ((mode & ~DWORD{PIPE_READMODE_MESSAGE | PIPE_NOWAIT}) != 0 ||
        ((mode & PIPE_READMODE_MESSAGE) && facts_.messages == 0))
        return ERROR_INVALID_PARAMETER;
    std::lock_guard hold(mutex_);
    mode_ = mode;
    return 0;
}

void NamedPipe::add_handle(int descriptor) {
    std::lock_guard hold(mutex_);
    handles_.push_back(descriptor);
}

void NamedPipe::remove_handle(int descriptor) {
    std::unique_ptr<PipeInstance> over; // the name is free when CloseHandle returns
    {
        std::lock_guard hold(mutex_);
        handles_.erase(std::find(handles_.begin(), handles_.end(), descriptor));
        if (handles_.empty() && state_ == State::listening)
            kernel::pipe_hang_up(descriptor); // calls that wait at it
        if (handles_.empty())
            over = std::move(instance_);
    }
    over.reset();
    ws2io_shut(descriptor); // what was asked about it goes on with another handle
}

// ---- requests

int NamedPipe::try_now(PipeRequest& request) {
    const Hold hold(*this);
    if (handles_.empty())
        return ERROR_INVALID_HANDLE;
    return lane_of(request).waiting.empty() ? step(request) : kAgain;
}

int NamedPipe::do_now(PipeRequest& request, int descriptor, bool wait) {
    for (;;) {
        const int result = try_now(request);
        if (result != kAgain || !wait)
            return result;
        pollfd about{descriptor, static_cast<short>(&lane_of(request) == &out_ ? POLLOUT : POLLIN),
                     0};
        if (waiting_call([&] { return poll(&about, 1, -1); }) < 0)
            return windows_error(errno);
    }
}

int NamedPipe::submit(std::unique_ptr<PipeRequest> request, int descriptor) {
    request->pipe = shared_from_this();
    request->handle = descriptor;
    request->operation.kind = WS2IO_HELD;
    request->operation.finish = finish_request;
    request->operation.release = [](ws2io_operation* operation) { request_of(operation).let_go(); };
    PipeRequest& given = *request;
    Lane& lane = lane_of(given);
    const bool over = given.over;
    const int answer = ws2io_submit(descriptor, &given.operation);
    if (answer != WS2IO_PENDING)
        return answer == WSAENOTSOCK ? ERROR_INVALID_HANDLE : answer;
    static_cast<void>(request.release()); // the two owners'
    bool queued = false;
    if (!over) {
        std::lock_guard hold(mutex_);
        queued = !given.cancelled;
        if (queued)
            lane.waiting.push_back(&given);
    }
    if (over)
        ws2io_complete(descriptor, &given.operation, 0);
    if (queued)
        go_on(lane);
    else
        given.let_go();
    return 0;
}

// The result is the one that the step came to, also where a cancel came later.
void NamedPipe::finish_request(ws2io_operation* operation) {
    PipeRequest& request = request_of(operation);
    bool was_queued = false;
    {
        std::lock_guard hold(request.pipe->mutex_);
        if (request.over) {
            operation->error = request.result;
            operation->transferred = static_cast<std::uint32_t>(request.moved);
            return;
        }
        request.cancelled = true;
        operation->transferred = 0;
        auto& waiting = request.pipe->lane_of(request).waiting;
        const auto at = std::find(waiting.begin(), waiting.end(), &request);
        was_queued = at != waiting.end();
        if (was_queued)
            waiting.erase(at);
    }
    if (was_queued)
        request.let_go();
}

void NamedPipe::finish_question(ws2io_operation* operation) {
    auto* question = reinterpret_cast<Question*>(operation);
    {
        std::lock_guard hold(question->pipe->mutex_);
        question->lane->asked = false;
    }
    question->pipe->go_on(*question->lane);
}

int NamedPipe::try_step(PipeRequest& request) noexcept {
    try {
        return step(request);
    } catch (...) {
        return ERROR_NOT_ENOUGH_MEMORY;
    }
}

// Does what can be done, and has itself called again for the rest.
void NamedPipe::go_on(Lane& lane) noexcept {
    for (;;) {
        PipeRequest* over = nullptr;
        int descriptor = -1;
        {
            std::lock_guard hold(mutex_);
            if (lane.waiting.empty() || handles_.empty())
                return;
            PipeRequest& first = *lane.waiting.front();
            first.result = try_step(first);
            if (first.result != kAgain) {
                first.over = true;
                over = &first;
                lane.waiting.pop_front();
            } else if (lane.asked) {
                return;
            } else {
                lane.asked = true;
            }
            descriptor = over ? over->handle : socket();
        }
        if (over == nullptr) {
            auto* question = new Question{{}, shared_from_this(), &lane};
            question->operation.kind = lane.sends ? WS2IO_POLL_OUT : WS2IO_POLL_IN;
            question->operation.finish = finish_question;
            question->operation.release = [](ws2io_operation* operation) {
                delete reinterpret_cast<Question*>(operation);
            };
            const ws2io_submission submission{descriptor, &question->operation};
            ws2io_submit_many(&submission, 1);
            return;
        }
        ws2io_complete(descriptor, &over->operation, 0);
        over->let_go();
    }
}

void NamedPipe::fail_all(int error) {
    for (Lane* lane : {&in_, &out_}) {
        std::deque<PipeRequest*> failed;
        {
            std::lock_guard hold(mutex_);
            failed.swap(lane->waiting);
            for (PipeRequest* each : failed) {
                each->over = true;
                each->result = error;
            }
        }
        for (PipeRequest* each : failed) {
            ws2io_complete(each->handle, &each->operation, 0);
            each->let_go();
        }
    }
}

// ---- connections

// The socket's numbers stand for another one from now on.
void NamedPipe::replace_socket(int with) {
    for (const int handle : handles_) {
        const int flags = fcntl(handle, F_GETFD);
        dup3(with, handle, flags & FD_CLOEXEC ? O_CLOEXEC : 0);
        ws2io_replaced(handle);
    }
    close(with);
}

// Takes the client that has connected, if one has. 0, kAgain or an error.
int NamedPipe::adopt() {
    if (state_ != State::listening)
        return state_ == State::connected ? 0 : ERROR_PIPE_NOT_CONNECTED;
    pollfd about{socket(), POLLIN, 0};
    if (poll(&about, 1, 0) <= 0)
        return kAgain;
    kernel::pipe_stop_listening(socket()); // or a second client would take this one's place
    const int client = kernel::pipe_accept(socket());
    if (client < 0)
        return windows_error(errno);
    kernel::pipe_want_room(client, facts_.out_size);
    instance_->taken();
    replace_socket(client);
    state_ = State::connected;
    adopted_ = true;
    return 0;
}

int NamedPipe::prepare_connect() {
    if (!is_server())
        return ERROR_INVALID_FUNCTION;
    const Hold hold(*this);
    if (handles_.empty())
        return ERROR_INVALID_HANDLE;
    const bool waits = !(mode_ & PIPE_NOWAIT);
    if (state_ == State::disconnected) {
        int listener = -1;
        if (const int error = instance_->listen(facts_.messages != 0, listener))
            return error;
        replace_socket(listener);
        state_ = State::listening;
        return waits ? 0 : kAgain; // it listens: what a call that must not wait came for
    }
    const int error = adopt();
    if (error == kAgain)
        return waits ? 0 : ERROR_PIPE_LISTENING;
    if (error != 0)
        return error;
    return kernel::pipe_peer_gone(socket()) ? ERROR_NO_DATA : ERROR_PIPE_CONNECTED;
}

int NamedPipe::disconnect() {
    if (!is_server())
        return ERROR_INVALID_FUNCTION;
    {
        std::lock_guard hold(mutex_);
        if (handles_.empty())
            return ERROR_INVALID_HANDLE;
        if (state_ == State::disconnected)
            return ERROR_PIPE_NOT_CONNECTED;
        const int none = kernel::pipe_unconnected(facts_.messages != 0);
        if (none < 0)
            return windows_error(errno);
        instance_->taken();
        kernel::pipe_hang_up(socket()); // calls that wait at it
        replace_socket(none);
        inbox_.clear();
        state_ = State::disconnected;
    }
    fail_all(ERROR_PIPE_NOT_CONNECTED);
    return 0;
}

int NamedPipe::flush(int descriptor) {
    {
        const Hold hold(*this);
        if (handles_.empty())
            return ERROR_INVALID_HANDLE;
        if (const int error = adopt(); error != 0)
            return error == kAgain ? ERROR_PIPE_LISTENING : error;
    }
    return kernel::pipe_drain(descriptor) == 0 ? 0 : windows_error(errno);
}

int NamedPipe::peer(ULONG* process) {
    const Hold hold(*this);
    if (handles_.empty() || adopt() != 0)
        return ERROR_PIPE_NOT_CONNECTED;
    const std::uint32_t known = kernel::pipe_peer(socket());
    if (known == 0)
        return ERROR_NOT_FOUND;
    *process = known;
    return 0;
}

// ---- by descriptor

std::shared_ptr<NamedPipe> pipe_of(int descriptor) {
    Pipes& all = pipes();
    if (descriptor < 0 || all.count.load(std::memory_order_acquire) == 0)
        return nullptr;
    std::lock_guard hold(all.mutex);
    const auto at = all.by_descriptor.find(descriptor);
    return at == all.by_descriptor.end() ? nullptr : at->second;
}

void remember_pipe(int descriptor, const std::shared_ptr<NamedPipe>& pipe) {
    Pipes& all = pipes();
    pipe->add_handle(descriptor);
    std::lock_guard hold(all.mutex);
    all.by_descriptor[descriptor] = pipe;
    all.count.store(all.by_descriptor.size(), std::memory_order_release);
}

void forget_pipe(int descriptor) {
    std::shared_ptr<NamedPipe> pipe; // may go with this, and then its instance
    Pipes& all = pipes();
    {
        std::lock_guard hold(all.mutex);
        const auto at = all.by_descriptor.find(descriptor);
        if (at == all.by_descriptor.end())
            return;
        pipe = std::move(at->second);
        all.by_descriptor.erase(at);
        all.count.store(all.by_descriptor.size(), std::memory_order_release);
    }
    pipe->remove_handle(descriptor);
}

} // namespace ws2::win32
