// Room win32: the names of pipes. Each is a folder of the user's, in it a socket for each instance
// and a file of facts. An instance is a slot: a number, and a lock on the octet of that number in
// the file, which ends with its process however that ends. So nobody takes over what lives, and
// what is dead is in nobody's way.
#pragma once

#include "kernel/descriptor.hpp"

#include <cstdint>
#include <memory>
#include <minwindef.h>
#include <string>

namespace ws2::win32 {

// What all instances of a name have in common, as the first one's CreateNamedPipe said.
struct PipeFacts {
    std::uint32_t messages;
    std::uint32_t access; // PIPE_ACCESS_*
    std::uint32_t most;   // instances
    std::uint32_t out_size;
    std::uint32_t in_size;
    std::uint32_t timeout_ms; // of WaitNamedPipe
    std::uint32_t slots;      // numbers ever used
};

// Whether the path is \\.\pipe\NAME; `name` is then its folder's.
bool is_pipe_path(const std::string& path, std::string& name);

class PipeInstance {
public:
    // 0 or an error. A name that is new gets `facts`, else these must fit and become what it has.
    static int create(const std::string& name, PipeFacts& facts, bool must_be_first,
                      std::unique_ptr<PipeInstance>& made);
    PipeInstance(const PipeInstance&) = delete;
    PipeInstance& operator=(const PipeInstance&) = delete;
    // Gives the slot up, and the name with the last one.
    ~PipeInstance();

    // A new listener, which a client finds from then on. 0 or an error.
    int listen(bool messages, int& listener);
    // A client has connected: for those who wait.
    void taken();

private:
    PipeInstance(std::string name, kernel::Descriptor file, unsigned slot) noexcept
        : name_(std::move(name)), file_(std::move(file)), slot_(slot) {}

    const std::string name_;
    kernel::Descriptor file_;
    const unsigned slot_;
};

// Connects to an instance that nobody is connected to. 0, ERROR_FILE_NOT_FOUND, ERROR_PIPE_BUSY,
// ERROR_ACCESS_DENIED or another.
int connect_pipe(const std::string& name, bool reads, bool writes, PipeFacts& facts,
                 int& descriptor);
// Waits until there is such an instance. ERROR_SEM_TIMEOUT besides.
int await_pipe(const std::string& name, DWORD timeout_ms);
unsigned count_instances(const std::string& name);

} // namespace ws2::win32
