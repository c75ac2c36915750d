// Room win32: an end of a named pipe: the server's instance, or a client's. Its handles are
// descriptors of one socket; when a client comes or is dismissed, another socket takes their
// numbers.
//
// What a program waits for without waiting in a call stands in a lane. Each is an operation that
// the engine holds, so that it is cancelled and indicated as any other; a lane asks the engine to
// be told when the socket is ready, and then does what can be done. Steps are taken under the
// pipe's mutex and never block.
#pragma once

#include "win32/pipe_name.hpp"

#include <atomic>
#include <deque>
#include <memory>
#include <minwinbase.h>
#include <mutex>
#include <string>
#include <utility>
#include <vector>
#include <ws2io.h>

namespace ws2::win32 {

class NamedPipe;

struct PipeRequest {
    enum Kind { read, write, connect };
    PipeRequest(Kind what, void* start, std::size_t length) noexcept
        : kind(what), data(static_cast<char*>(start)), size(length) {}

    ws2io_operation operation{}; // WS2IO_HELD; unused by a call that waits itself
    const Kind kind;
    char* const data;
    const std::size_t size;
    std::size_t moved = 0;
    kernel::Descriptor file; // what a long message goes in
    int handle = -1;         // the descriptor that it was made with
    bool over = false;       // result is known
    bool cancelled = false;
    int result = 0;
    std::shared_ptr<NamedPipe> pipe;
    std::atomic<int> owners{2}; // the engine and the lane

    void let_go() noexcept {
        if (--owners == 0)
            delete this;
    }
};

class NamedPipe : public std::enable_shared_from_this<NamedPipe> {
public:
    static constexpr int kAgain = -1; // of steps: not now

    // `instance` null: a client's end.
    NamedPipe(std::string name, const PipeFacts& facts, std::unique_ptr<PipeInstance> instance,
              bool reads, bool writes, DWORD mode);

    const PipeFacts& facts() const noexcept { return facts_; }
    bool is_server() const noexcept { return server_; }
    unsigned instances() const { return count_instances(name_); }
    bool reads() const noexcept { return reads_; }
    bool writes() const noexcept { return writes_; }

    // PIPE_READMODE_MESSAGE, PIPE_NOWAIT.
    DWORD mode() const;
    int set_mode(DWORD mode);

    void add_handle(int descriptor);
    // Before the descriptor is closed.
    void remove_handle(int descriptor);

    // In the calling thread, waiting if `wait`. 0 or an error; kAgain if it must not wait.
    int do_now(PipeRequest& request, int descriptor, bool wait);
    // One step, if nothing stands before it.
    int try_now(PipeRequest& request);
    // Puts the request, whose step has been tried, into its lane, or indicates that it is over. 0
    // or an error: then it is not taken.
    int submit(std::unique_ptr<PipeRequest> request, int descriptor);

    // ConnectNamedPipe up to where it waits: 0 if it is to wait, else an error, among them
    // ERROR_PIPE_CONNECTED.
    int prepare_connect();
    int disconnect();
    // 0 or an error. `copied` octets of what is there; `left` of the message beyond these.
    int peek(void* buffer, DWORD size, DWORD* copied, DWORD* available, DWORD* left);
    int flush(int descriptor);
    // Of the process at the other end.
    int peer(ULONG* process);
    bool has_unread();
    // How many requests of this descriptor wait.
    unsigned waiting(int descriptor) const;

private:
    enum class State { listening, connected, disconnected };
    struct Message {
        std::vector<char> data;
        std::size_t taken = 0;
    };
    struct Lane {
        std::deque<PipeRequest*> waiting;
        bool asked = false; // the engine, to be told
        bool sends = false;
    };
    struct Question; // what the engine is asked
    class Hold;      // the mutex

    Lane& lane_of(const PipeRequest& request) noexcept {
        return request.kind == PipeRequest::write ? out_ : in_;
    }
    static void finish_request(ws2io_operation* operation);
    static void finish_question(ws2io_operation* operation);
    void go_on(Lane& lane) noexcept;
    void fail_all(int error);

    // With the mutex held.
    int try_step(PipeRequest& request) noexcept;
    int step(PipeRequest& request);
    int adopt();
    void replace_socket(int with);
    int socket() const noexcept { return handles_.front(); }
    int read_octets(PipeRequest& request);
    int read_message(PipeRequest& request);
    int read_across(PipeRequest& request);
    int write_octets(PipeRequest& request);
    int write_message(PipeRequest& request);
    int receive_packet(char* into, std::size_t room, std::size_t& got, Message& rest);
    int fill_inbox(std::size_t most);

    const std::string name_;
    const PipeFacts facts_;
    const bool server_;
    const bool reads_;
    const bool writes_;

    mutable std::mutex mutex_; // guards what follows
    DWORD mode_;
    bool adopted_ = false; // and those who wait for a client have not heard of it
    State state_;
    std::unique_ptr<PipeInstance> instance_; // of the server's end, while there are handles
    std::vector<int> handles_;               // the first is the one that the engine is asked about
    std::deque<Message> inbox_; // messages that were taken from the socket, or a part of one
    std::unique_ptr<char[]> overflow_;
    Lane in_;
    Lane out_;
};

// Whatever call finds the client, a ConnectNamedPipe that waits hears of it.
class NamedPipe::Hold {
public:
    explicit Hold(NamedPipe& pipe) : pipe_(pipe), lock_(pipe.mutex_) {}
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;
    ~Hold() {
        const bool adopted = std::exchange(pipe_.adopted_, false);
        lock_.unlock();
        if (adopted)
            pipe_.go_on(pipe_.in_);
    }

private:
    NamedPipe& pipe_;
    std::unique_lock<std::mutex> lock_;
};

// Of the handle's descriptor; null if it is none of a named pipe.
std::shared_ptr<NamedPipe> pipe_of(int descriptor);
void remember_pipe(int descriptor, const std::shared_ptr<NamedPipe>& pipe);
void forget_pipe(int descriptor);

HANDLE open_pipe(const std::string& name, DWORD access, const SECURITY_ATTRIBUTES* security,
                 DWORD disposition, DWORD flags);
// ReadFile, WriteFile; with a routine ReadFileEx, WriteFileEx.
BOOL read_pipe(NamedPipe& pipe, int descriptor, void* buffer, DWORD size, DWORD* done,
               OVERLAPPED* overlapped, LPOVERLAPPED_COMPLETION_ROUTINE routine);
BOOL write_pipe(NamedPipe& pipe, int descriptor, const void* buffer, DWORD size, DWORD* done,
                OVERLAPPED* overlapped, LPOVERLAPPED_COMPLETION_ROUTINE routine);

} // namespace ws2::win32
