// Room win32: the calls of named pipes.
#include "kernel/local_pipe.hpp"
#include "nt/overlapped.hpp"
#include "nt/thread.hpp"
#include "win32/file.hpp"
#include "win32/named_pipe.hpp"
#include "win32/text.hpp"

#include <algorithm>
#include <initializer_list>
#include <namedpipeapi.h>
#include <sys/stat.h>
#include <unistd.h>
#include <winbase.h>

#include <fcntl.h>

using namespace ws2::win32;
namespace nt = ws2::nt;
namespace kernel = ws2::kernel;

namespace {

constexpr DWORD kDefaultTimeout_ms = 50;
constexpr DWORD kReads = GENERIC_READ | GENERIC_ALL | FILE_READ_DATA;
constexpr DWORD kWrites = GENERIC_WRITE | GENERIC_ALL | FILE_WRITE_DATA | FILE_APPEND_DATA;

HANDLE no_pipe(int error) {
    return failure(error, handle_of(-1));
}

HANDLE hand_out(kernel::Descriptor descriptor, const std::shared_ptr<NamedPipe>& pipe,
                const SECURITY_ATTRIBUTES* security, DWORD flags) {
    if (security != nullptr && security->bInheritHandle)
        fcntl(descriptor.get(), F_SETFD, 0);
    remember_file(descriptor.get(), (flags & FILE_FLAG_OVERLAPPED) != 0, {});
    remember_pipe(descriptor.get(), pipe);
    return handle_of(descriptor.release());
}

HANDLE create_pipe(const std::string& path, DWORD open_mode, DWORD pipe_mode, DWORD most,
                   DWORD out_size, DWORD in_size, DWORD timeout_ms,
                   const SECURITY_ATTRIBUTES* security) {
    std::string name;
    const DWORD access = open_mode & PIPE_ACCESS_DUPLEX;
    const bool messages = pipe_mode & PIPE_TYPE_MESSAGE;
    if (!is_pipe_path(path, name))
        return no_pipe(ERROR_INVALID_NAME);
    if (access == 0 || most == 0 || most > PIPE_UNLIMITED_INSTANCES || (pipe_mode & ~DWORD{15}) ||
        (!messages && (pipe_mode & PIPE_READMODE_MESSAGE)))
        return no_pipe(ERROR_INVALID_PARAMETER);
    PipeFacts facts{
        messages, access, most, out_size, in_size, timeout_ms ? timeout_ms : kDefaultTimeout_ms, 0};
    std::unique_ptr<PipeInstance> instance;
    if (const int error =
            PipeInstance::create(name, facts, open_mode & FILE_FLAG_FIRST_PIPE_INSTANCE, instance))
        return no_pipe(error);
    int listener = -1;
    if (const int error = instance->listen(messages, listener))
        return no_pipe(error);
    const auto pipe = std::make_shared<NamedPipe>(name, facts, std::move(instance),
                                                  (access & PIPE_ACCESS_INBOUND) != 0,
                                                  (access & PIPE_ACCESS_OUTBOUND) != 0, pipe_mode);
    return hand_out(kernel::Descriptor(listener), pipe, security, open_mode);
}

template<typename Body>
BOOL with_pipe(HANDLE handle, Body&& body) {
    return contained(FALSE, [&] {
        const auto pipe = pipe_of(descriptor_of(handle));
        return outcome(pipe ? body(*pipe) : ERROR_INVALID_HANDLE);
    });
}

int connect_now(NamedPipe& pipe, int descriptor) {
    PipeRequest request(PipeRequest::connect, nullptr, 0);
    return pipe.do_now(request, descriptor, true);
}

// How a step ends that had nothing to wait for, or must not wait.
int end_of(const PipeRequest& request, int result) {
    if (result != NamedPipe::kAgain)
        return result;
    return request.kind == PipeRequest::read ? ERROR_NO_DATA : 0; // what went is told
}

BOOL indicate(int descriptor, const PipeRequest& request, int error, DWORD* done,
              OVERLAPPED* overlapped) {
    const auto moved = static_cast<DWORD>(request.moved);
    if (overlapped != nullptr)
        static_cast<void>(nt::begin_overlapped(*overlapped, true));
    if (error == 0)
        return indicate_success(descriptor, moved, done, overlapped);
    if (done != nullptr)
        *done = error == ERROR_MORE_DATA ? moved : 0;
    if (overlapped != nullptr) {
        // A packet comes for a part of a message, none for what did not start.
        const bool packet = error == ERROR_MORE_DATA && is_overlapped(descriptor);
        nt::complete_overlapped(*overlapped, {error, error == ERROR_MORE_DATA ? moved : 0, 0},
                                packet ? nt::association_of(descriptor) : nt::Association{});
    }
    return outcome(error);
}

using FourWords = void (*)(std::uint32_t, std::uint32_t, OVERLAPPED*, std::uint32_t);

// With a routine, which also tells the end of what is over.
BOOL submit_with_routine(NamedPipe& pipe, int descriptor, std::unique_ptr<PipeRequest> request,
                         int result, LPOVERLAPPED_COMPLETION_ROUTINE routine) {
    const nt::ThreadKey key = nt::current_thread_key();
    request->operation.thread_handle = key.handle;
    request->operation.thread_reserved = key.serial;
    request->operation.routine = reinterpret_cast<FourWords>(reinterpret_cast<void (*)()>(routine));
    request->over = result != NamedPipe::kAgain;
    request->result = result;
    return outcome(pipe.submit(std::move(request), descriptor));
}

BOOL transfer(NamedPipe& pipe, int descriptor, PipeRequest::Kind kind, void* buffer, DWORD size,
              DWORD* done, OVERLAPPED* overlapped, LPOVERLAPPED_COMPLETION_ROUTINE routine) {
    if (done != nullptr)
        *done = 0;
    if (kind == PipeRequest::read ? !pipe.reads() : !pipe.writes())
        return outcome(ERROR_ACCESS_DENIED);
    const bool waits = !(pipe.mode() & PIPE_NOWAIT);
    if (overlapped == nullptr || (routine == nullptr && !is_overlapped(descriptor))) {
        PipeRequest request(kind, buffer, size);
        const int result = pipe.do_now(request, descriptor, waits);
        return indicate(descriptor, request, end_of(request, result), done, overlapped);
    }
    auto request = std::make_unique<PipeRequest>(kind, buffer, size);
    int result = pipe.try_now(*request);
    if (!waits)
        result = end_of(*request, result);
    const bool moved = result == 0 || result == ERROR_MORE_DATA;
    request->operation.overlapped = overlapped;
    if (routine != nullptr && (moved || result == NamedPipe::kAgain))
        return submit_with_routine(pipe, descriptor, std::move(request), result, routine);
    if (result != NamedPipe::kAgain)
        return indicate(descriptor, *request, result, done, routine ? nullptr : overlapped);
    const int error = pipe.submit(std::move(request), descriptor);
    return outcome(error != 0 ? error : ERROR_IO_PENDING);
}

int set_state(NamedPipe& pipe, const DWORD* mode, const DWORD* count, const DWORD* timeout) {
    if (count != nullptr || timeout != nullptr)
        return ERROR_INVALID_PARAMETER; // of remote pipes
    return mode != nullptr ? pipe.set_mode(*mode) : 0;
}

// An anonymous pipe's end can be told not to wait, for it alone has the open file.
int set_anonymous(int descriptor, const DWORD* mode) {
    struct stat status {};
    if (descriptor < 0 || fstat(descriptor, &status) != 0 || !S_ISFIFO(status.st_mode))
        return ERROR_INVALID_HANDLE;
    if (mode == nullptr)
        return 0;
    if ((*mode & ~DWORD{PIPE_NOWAIT}) != 0)
        return ERROR_INVALID_PARAMETER;
    const int flags = fcntl(descriptor, F_GETFL) & ~O_NONBLOCK;
    fcntl(descriptor, F_SETFL, flags | (*mode & PIPE_NOWAIT ? O_NONBLOCK : 0));
    return 0;
}

template<typename Char>
BOOL get_state(HANDLE handle, DWORD* state, DWORD* instances, DWORD* count, DWORD* timeout,
               const Char* user) {
    return with_pipe(handle, [&](NamedPipe& pipe) {
        if (count != nullptr || timeout != nullptr)
            return ERROR_INVALID_PARAMETER;
        if (user != nullptr)
            return ERROR_NOT_SUPPORTED; // nobody is impersonated here
        if (state != nullptr)
            *state = pipe.mode();
        if (instances != nullptr)
            *instances = std::min(pipe.instances(), DWORD{PIPE_UNLIMITED_INSTANCES});
        return 0;
    });
}

BOOL transact(HANDLE handle, void* out, DWORD out_size, void* in, DWORD in_size, DWORD* read,
              OVERLAPPED* overlapped) {
    const int descriptor = descriptor_of(handle);
    const auto pipe = pipe_of(descriptor);
    if (!pipe)
        return outcome(ERROR_INVALID_HANDLE);
    if (!(pipe->mode() & PIPE_READMODE_MESSAGE) || !pipe->reads() || !pipe->writes())
        return outcome(ERROR_BAD_PIPE);
    if (pipe->has_unread())
        return outcome(ERROR_PIPE_BUSY);
    PipeRequest message(PipeRequest::write, out, out_size);
    if (const int error = pipe->do_now(message, descriptor, true))
        return outcome(error);
    return read_pipe(*pipe, descriptor, in, in_size, read, overlapped, nullptr);
}

template<typename Char>
BOOL await(const Char* path, DWORD timeout_ms) {
    return contained(FALSE, [&] {
        std::string name;
        if (!is_pipe_path(utf8_of(path), name))
            return outcome(ERROR_INVALID_NAME);
        return outcome(await_pipe(name, timeout_ms));
    });
}

template<typename Char>
BOOL call(const Char* path, void* out, DWORD out_size, void* in, DWORD in_size, DWORD* read,
          DWORD timeout_ms) {
    return contained(FALSE, [&] {
        std::string name;
        if (!is_pipe_path(utf8_of(path), name))
            return outcome(ERROR_INVALID_NAME);
        HANDLE pipe = nullptr;
        for (;;) {
            pipe = open_pipe(name, GENERIC_READ | GENERIC_WRITE, nullptr, OPEN_EXISTING, 0);
            if (pipe != handle_of(-1))
                break;
            if (nt::last_error() != ERROR_PIPE_BUSY || timeout_ms == NMPWAIT_NOWAIT)
                return FALSE;
            if (const int error = await_pipe(name, timeout_ms))
                return outcome(error);
        }
        DWORD mode = PIPE_READMODE_MESSAGE;
        const BOOL done = SetNamedPipeHandleState(pipe, &mode, nullptr, nullptr) &&
                          transact(pipe, out, out_size, in, in_size, read, nullptr);
        const int error = nt::last_error();
        close_file(pipe);
        return done ? TRUE : outcome(error);
    });
}

} // namespace

namespace ws2::win32 {

BOOL read_pipe(NamedPipe& pipe, int descriptor, void* buffer, DWORD size, DWORD* done,
               OVERLAPPED* overlapped, LPOVERLAPPED_COMPLETION_ROUTINE routine) {
    return contained(FALSE, [&] {
        return transfer(pipe, descriptor, PipeRequest::read, buffer, size, done, overlapped,
                        routine);
    });
}

BOOL write_pipe(NamedPipe& pipe, int descriptor, const void* buffer, DWORD size, DWORD* done,
                OVERLAPPED* overlapped, LPOVERLAPPED_COMPLETION_ROUTINE routine) {
    return contained(FALSE, [&] {
        return transfer(pipe, descriptor, PipeRequest::write, const_cast<void*>(buffer), size, done,
                        overlapped, routine);
    });
}

HANDLE open_pipe(const std::string& name, DWORD access, const SECURITY_ATTRIBUTES* security,
                 DWORD disposition, DWORD flags) {
    if (disposition != OPEN_EXISTING && disposition != OPEN_ALWAYS)
        return no_pipe(ERROR_INVALID_PARAMETER);
    const bool reads = access & kReads;
    const bool writes = access & kWrites;
    PipeFacts facts{};
    int descriptor = -1;
    if (const int error = connect_pipe(name, reads, writes, facts, descriptor))
        return no_pipe(error);
    kernel::Descriptor socket(descriptor);
    kernel::pipe_want_room(descriptor, facts.in_size);
    const auto pipe = std::make_shared<NamedPipe>(name, facts, nullptr, reads, writes, 0);
    HANDLE made = hand_out(std::move(socket), pipe, security, flags);
    if (made != handle_of(-1))
        nt::set_last_error(disposition == OPEN_ALWAYS ? ERROR_ALREADY_EXISTS : 0);
    return made;
}

} // namespace ws2::win32

extern "C" {

HANDLE WINAPI CreateNamedPipeA(LPCSTR lpName, DWORD dwOpenMode, DWORD dwPipeMode,
                               DWORD nMaxInstances, DWORD nOutBufferSize, DWORD nInBufferSize,
                               DWORD nDefaultTimeOut, LPSECURITY_ATTRIBUTES lpSecurityAttributes) {
    return contained(handle_of(-1), [&] {
        return create_pipe(utf8_of(lpName), dwOpenMode, dwPipeMode, nMaxInstances, nOutBufferSize,
                           nInBufferSize, nDefaultTimeOut, lpSecurityAttributes);
    });
}

HANDLE WINAPI CreateNamedPipeW(LPCWSTR lpName, DWORD dwOpenMode, DWORD dwPipeMode,
                               DWORD nMaxInstances, DWORD nOutBufferSize, DWORD nInBufferSize,
                               DWORD nDefaultTimeOut, LPSECURITY_ATTRIBUTES lpSecurityAttributes) {
    return contained(handle_of(-1), [&] {
        return create_pipe(utf8_of(lpName), dwOpenMode, dwPipeMode, nMaxInstances, nOutBufferSize,
                           nInBufferSize, nDefaultTimeOut, lpSecurityAttributes);
    });
}

BOOL WINAPI ConnectNamedPipe(HANDLE hNamedPipe, LPOVERLAPPED lpOverlapped) {
    return with_pipe(hNamedPipe, [&](NamedPipe& pipe) {
        const int descriptor = descriptor_of(hNamedPipe);
        const int error = pipe.prepare_connect();
        if (error != 0)
            return error == NamedPipe::kAgain ? 0 : error;
        if (lpOverlapped == nullptr || !is_overlapped(descriptor))
            return connect_now(pipe, descriptor);
        auto request = std::make_unique<PipeRequest>(PipeRequest::connect, nullptr, 0);
        request->operation.overlapped = lpOverlapped;
        const int refused = pipe.submit(std::move(request), descriptor);
        return refused != 0 ? refused : ERROR_IO_PENDING;
    });
}

BOOL WINAPI DisconnectNamedPipe(HANDLE hNamedPipe) {
    return with_pipe(hNamedPipe, [](NamedPipe& pipe) { return pipe.disconnect(); });
}

BOOL WINAPI WaitNamedPipeA(LPCSTR lpNamedPipeName, DWORD nTimeOut) {
    return await(lpNamedPipeName, nTimeOut);
}

BOOL WINAPI WaitNamedPipeW(LPCWSTR lpNamedPipeName, DWORD nTimeOut) {
    return await(lpNamedPipeName, nTimeOut);
}

BOOL WINAPI SetNamedPipeHandleState(HANDLE hNamedPipe, LPDWORD lpMode, LPDWORD lpMaxCollectionCount,
                                    LPDWORD lpCollectDataTimeout) {
    const int descriptor = descriptor_of(hNamedPipe);
    if (!pipe_of(descriptor))
        return outcome(set_anonymous(descriptor, lpMode));
    return with_pipe(hNamedPipe, [&](NamedPipe& pipe) {
        return set_state(pipe, lpMode, lpMaxCollectionCount, lpCollectDataTimeout);
    });
}

BOOL WINAPI GetNamedPipeHandleStateA(HANDLE hNamedPipe, LPDWORD lpState, LPDWORD lpCurInstances,
                                     LPDWORD lpMaxCollectionCount, LPDWORD lpCollectDataTimeout,
                                     LPSTR lpUserName, DWORD) {
    return get_state(hNamedPipe, lpState, lpCurInstances, lpMaxCollectionCount,
                     lpCollectDataTimeout, lpUserName);
}

BOOL WINAPI GetNamedPipeHandleStateW(HANDLE hNamedPipe, LPDWORD lpState, LPDWORD lpCurInstances,
                                     LPDWORD lpMaxCollectionCount, LPDWORD lpCollectDataTimeout,
                                     LPWSTR lpUserName, DWORD) {
    return get_state(hNamedPipe, lpState, lpCurInstances, lpMaxCollectionCount,
                     lpCollectDataTimeout, lpUserName);
}

BOOL WINAPI GetNamedPipeInfo(HANDLE hNamedPipe, LPDWORD lpFlags, LPDWORD lpOutBufferSize,
                             LPDWORD lpInBufferSize, LPDWORD lpMaxInstances) {
    return with_pipe(hNamedPipe, [&](NamedPipe& pipe) {
        const PipeFacts& facts = pipe.facts();
        if (lpFlags != nullptr)
            *lpFlags = (pipe.is_server() ? PIPE_SERVER_END : PIPE_CLIENT_END) |
                       (facts.messages ? PIPE_TYPE_MESSAGE : PIPE_TYPE_BYTE);
        if (lpOutBufferSize != nullptr)
            *lpOutBufferSize = facts.out_size;
        if (lpInBufferSize != nullptr)
            *lpInBufferSize = facts.in_size;
        if (lpMaxInstances != nullptr)
            *lpMaxInstances = facts.most;
        return 0;
    });
}

BOOL WINAPI TransactNamedPipe(HANDLE hNamedPipe, LPVOID lpInBuffer, DWORD nInBufferSize,
                              LPVOID lpOutBuffer, DWORD nOutBufferSize, LPDWORD lpBytesRead,
                              LPOVERLAPPED lpOverlapped) {
    return contained(FALSE, [&] {
        return transact(hNamedPipe, lpInBuffer, nInBufferSize, lpOutBuffer, nOutBufferSize,
                        lpBytesRead, lpOverlapped);
    });
}

BOOL WINAPI CallNamedPipeA(LPCSTR lpNamedPipeName, LPVOID lpInBuffer, DWORD nInBufferSize,
                           LPVOID lpOutBuffer, DWORD nOutBufferSize, LPDWORD lpBytesRead,
                           DWORD nTimeOut) {
    return call(lpNamedPipeName, lpInBuffer, nInBufferSize, lpOutBuffer, nOutBufferSize,
                lpBytesRead, nTimeOut);
}

BOOL WINAPI CallNamedPipeW(LPCWSTR lpNamedPipeName, LPVOID lpInBuffer, DWORD nInBufferSize,
                           LPVOID lpOutBuffer, DWORD nOutBufferSize, LPDWORD lpBytesRead,
                           DWORD nTimeOut) {
    return call(lpNamedPipeName, lpInBuffer, nInBufferSize, lpOutBuffer, nOutBufferSize,
                lpBytesRead, nTimeOut);
}

BOOL WINAPI GetNamedPipeServerProcessId(HANDLE Pipe, PULONG ServerProcessId) {
    return with_pipe(Pipe, [&](NamedPipe& pipe) {
        if (!pipe.is_server())
            return pipe.peer(ServerProcessId);
        *ServerProcessId = GetCurrentProcessId();
        return 0;
    });
}

BOOL WINAPI GetNamedPipeClientProcessId(HANDLE Pipe, PULONG ClientProcessId) {
    return with_pipe(Pipe, [&](NamedPipe& pipe) {
        if (pipe.is_server())
            return pipe.peer(ClientProcessId);
        *ClientProcessId = GetCurrentProcessId();
        return 0;
    });
}
}
