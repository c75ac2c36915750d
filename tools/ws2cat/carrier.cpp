#include "ws2cat/carrier.hpp"

#include "common/failure.hpp"

#include <chrono>
#include <semaphore>
#include <thread>
#include <windows.h>
#include <winsock2.h>

namespace ws2cat {
namespace {

class BlockingOperation final : public Operation {
public:
    LPWSAOVERLAPPED overlapped() override { return nullptr; }
    int finish(int result, DWORD&, DWORD&, DWORD) override {
        return result == SOCKET_ERROR ? WSAGetLastError() : 0;
    }
};

class BlockingCarrier final : public Carrier {
public:
    std::unique_ptr<Operation> make_operation() override {
        return std::make_unique<BlockingOperation>();
    }
};

// What event and port have in common: when the waiting is over, the result is asked for.
class OverlappedOperation : public Operation, protected WSAOVERLAPPED {
public:
    LPWSAOVERLAPPED overlapped() override {
        static_cast<WSAOVERLAPPED&>(*this) = {};
        hEvent = event();
        return this;
    }

    int finish(int result, DWORD& count, DWORD& flags, DWORD timeout_ms) override {
        if (result == SOCKET_ERROR)
            if (const int code = WSAGetLastError(); code != WSA_IO_PENDING)
                return code;
        const bool in_time = wait(timeout_ms);
        if (!in_time) {
            CancelIoEx(reinterpret_cast<HANDLE>(socket_), this);
            wait(INFINITE);
        }
        if (WSAGetOverlappedResult(socket_, this, &count, FALSE, &flags))
            return 0;
        return in_time ? WSAGetLastError() : WSAETIMEDOUT;
    }

protected:
    explicit OverlappedOperation(SOCKET socket) : WSAOVERLAPPED{}, socket_(socket) {}
    virtual HANDLE event() const { return nullptr; }
    virtual bool wait(DWORD timeout_ms) = 0; // false: the time is over

private:
    const SOCKET socket_;
};

class EventOperation final : public OverlappedOperation {
public:
    explicit EventOperation(SOCKET socket) : OverlappedOperation(socket), event_(WSACreateEvent()) {
        if (event_ == WSA_INVALID_EVENT)
            throw tools::CallFailed("WSACreateEvent", WSAGetLastError());
    }
    ~EventOperation() override { WSACloseEvent(event_); }

private:
    HANDLE event() const override { return event_; }
    bool wait(DWORD timeout_ms) override {
        return WSAWaitForMultipleEvents(1, &event_, TRUE, timeout_ms, FALSE) == WSA_WAIT_EVENT_0;
    }

    WSAEVENT event_;
};

class EventCarrier final : public Carrier {
public:
    explicit EventCarrier(SOCKET socket) : socket_(socket) {}
    std::unique_ptr<Operation> make_operation() override {
        return std::make_unique<EventOperation>(socket_);
    }

private:
    const SOCKET socket_;
};

class PortOperation final : public OverlappedOperation {
public:
    explicit PortOperation(SOCKET socket) : OverlappedOperation(socket) {}
    static PortOperation& of(LPOVERLAPPED overlapped) {
        return *static_cast<PortOperation*>(overlapped);
    }
    void complete() { done_.release(); }

private:
    bool wait(DWORD timeout_ms) override {
        if (timeout_ms != INFINITE)
            return done_.try_acquire_for(std::chrono::milliseconds(timeout_ms));
        done_.acquire();
        return true;
    }

    std::binary_semaphore done_{0};
};

// A completion port and its one worker thread, as servers have them.
class PortCarrier final : public Carrier {
public:
    explicit PortCarrier(SOCKET socket)
        : socket_(socket),
          port_(CreateIoCompletionPort(reinterpret_cast<HANDLE>(socket), nullptr, 0, 1)) {
        if (port_ == nullptr)
            throw tools::CallFailed("CreateIoCompletionPort", static_cast<int>(GetLastError()));
        worker_ = std::thread([this] { work(); });
    }
    ~PortCarrier() override {
        PostQueuedCompletionStatus(port_, 0, 0, nullptr);
        worker_.join();
        CloseHandle(port_);
    }

    std::unique_ptr<Operation> make_operation() override {
        return std::make_unique<PortOperation>(socket_);
    }

private:
    void work() const {
        for (;;) {
            DWORD count = 0;
            ULONG_PTR key = 0;
            LPOVERLAPPED overlapped = nullptr;
            // Its result is that of the operation, which finish() asks for.
            GetQueuedCompletionStatus(port_, &count, &key, &overlapped, INFINITE);
            if (overlapped == nullptr)
                return; // the destructor's packet
            PortOperation::of(overlapped).complete();
        }
    }

    const SOCKET socket_;
    const HANDLE port_;
    std::thread worker_;
};

} // namespace

std::unique_ptr<Carrier> make_carrier(Mode mode, SOCKET socket) {
    switch (mode) {
    case Mode::overlapped: return std::make_unique<EventCarrier>(socket);
    case Mode::iocp: return std::make_unique<PortCarrier>(socket);
    case Mode::blocking: break;
    }
    return std::make_unique<BlockingCarrier>();
}

} // namespace ws2cat
