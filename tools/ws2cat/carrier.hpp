// Tool ws2cat: the three ways in which a Winsock program lets octets travel, behind one wait.
#pragma once

#include "ws2cat/options.hpp"

#include <memory>
#include <winsock2.h>

namespace ws2cat {

// One operation under way. Reused for the next one; not moved while it is pending.
class Operation {
public:
    virtual ~Operation() = default;
    // For the call that starts it: nullptr makes that call a blocking one.
    virtual LPWSAOVERLAPPED overlapped() = 0;
    // For a call that has started it: waits for its end, `timeout_ms` at most (INFINITE: for ever;
    // then it is cancelled and gives WSAETIMEDOUT). `result` is what the call returned. 0 or the
    // code.
    virtual int finish(int result, DWORD& count, DWORD& flags, DWORD timeout_ms) = 0;
};

// Makes the operations of one connection. Outlives them.
class Carrier {
public:
    virtual ~Carrier() = default;
    virtual std::unique_ptr<Operation> make_operation() = 0;
};

// Throws CallFailed.
std::unique_ptr<Carrier> make_carrier(Mode mode, SOCKET socket);

} // namespace ws2cat
