// A server of named pipes over a completion port, and its client: messages of any length, answered
// in upper case. One process plays both, as a service and its control program do in two.
#include <winsock2.h>

#include <cctype>
#include <cstdio>
#include <cstring>
#include <string>
#include <windows.h>

enum Step { Connecting, Reading, Writing };

struct Instance {
    OVERLAPPED overlapped; // first: a packet's pointer is cast back
    HANDLE pipe;
    Step step;
    char data[16]; // shorter than some messages
    std::string message;
};

static const int kInstances = 2;
static char g_name[64];
static HANDLE g_port;

static bool Begin(Instance* instance, Step step) {
    instance->step = step;
    std::memset(&instance->overlapped, 0, sizeof(instance->overlapped));
    BOOL done = FALSE;
    if (step == Connecting)
        done = ConnectNamedPipe(instance->pipe, &instance->overlapped);
    else if (step == Reading)
        done = ReadFile(instance->pipe, instance->data, sizeof(instance->data), NULL,
                        &instance->overlapped);
    else
        done = WriteFile(instance->pipe, instance->message.data(), (DWORD)instance->message.size(),
                         NULL, &instance->overlapped);
    // A part of a message, too, is told by a packet.
    return done || GetLastError() == ERROR_IO_PENDING || GetLastError() == ERROR_MORE_DATA;
}

static void Await(Instance* instance) {
    if (Begin(instance, Connecting))
        return;
    if (GetLastError() == ERROR_PIPE_CONNECTED) // the client was quicker: there is no packet
        PostQueuedCompletionStatus(g_port, 0, 0, &instance->overlapped);
    else
        std::printf("ConnectNamedPipe: %lu\n", (unsigned long)GetLastError());
}

static void Advance(Instance* instance, DWORD count, DWORD error) {
    if (instance->step == Reading) {
        instance->message.append(instance->data, count);
        if (error == 0) {
            for (char& c : instance->message)
                c = (char)std::toupper((unsigned char)c);
            if (Begin(instance, Writing))
                return;
        }
    }
    if (error == 0 || error == ERROR_MORE_DATA) {
        if (error == 0)
            instance->message.clear();
        if (Begin(instance, Reading))
            return;
        error = GetLastError();
    }
    if (error != ERROR_BROKEN_PIPE)
        std::printf("server: error %lu\n", (unsigned long)error);
    DisconnectNamedPipe(instance->pipe);
    Await(instance);
}

static DWORD WINAPI Serve(LPVOID) {
    for (;;) {
        DWORD count = 0;
        ULONG_PTR key = 0;
        LPOVERLAPPED overlapped = NULL;
        const BOOL done = GetQueuedCompletionStatus(g_port, &count, &key, &overlapped, INFINITE);
        const DWORD error = done ? 0 : GetLastError();
        if (overlapped == NULL)
            return 0;
        Advance(reinterpret_cast<Instance*>(overlapped), count, error);
    }
}

static HANDLE Connect(void) {
    for (;;) {
        HANDLE pipe =
            CreateFileA(g_name, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
        if (pipe != INVALID_HANDLE_VALUE || GetLastError() != ERROR_PIPE_BUSY ||
            !WaitNamedPipeA(g_name, 10000))
            return pipe;
    }
}

static void Ask(HANDLE pipe, const char* question) {
    char answer[256];
    DWORD count = 0;
    if (TransactNamedPipe(pipe, (LPVOID)question, (DWORD)std::strlen(question), answer,
                          sizeof(answer), &count, NULL))
        std::printf("%s -> %.*s\n", question, (int)count, answer);
    else
        std::printf("TransactNamedPipe: %lu\n", (unsigned long)GetLastError());
}

int main() {
    static Instance instances[kInstances];
    std::sprintf(g_name, "\\\\.\\pipe\\upper-%lu", (unsigned long)GetCurrentProcessId());
    g_port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, 1);
    if (Connect() == INVALID_HANDLE_VALUE)
        std::printf("no server: error %lu\n", (unsigned long)GetLastError());
    for (int i = 0; i < kInstances; ++i) {
        instances[i].pipe = CreateNamedPipeA(
            g_name,
            PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED | (i ? 0 : FILE_FLAG_FIRST_PIPE_INSTANCE),
            PIPE_TYPE_MESSAGE | PIPE_READMODE_MESSAGE, kInstances, 4096, 4096, 0, NULL);
        if (instances[i].pipe == INVALID_HANDLE_VALUE)
            return 1;
        CreateIoCompletionPort(instances[i].pipe, g_port, 1, 0);
        Await(&instances[i]);
    }
    if (CreateNamedPipeA(g_name, PIPE_ACCESS_DUPLEX, PIPE_TYPE_MESSAGE, kInstances, 0, 0, 0,
                         NULL) == INVALID_HANDLE_VALUE)
        std::printf("a third instance: error %lu\n", (unsigned long)GetLastError());
    HANDLE thread = CreateThread(NULL, 0, Serve, NULL, 0, NULL);
    HANDLE pipe = Connect();
    HANDLE other = Connect();
    if (CreateFileA(g_name, GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL) == INVALID_HANDLE_VALUE)
        std::printf("a third client: error %lu\n", (unsigned long)GetLastError());
    DWORD mode = PIPE_READMODE_MESSAGE;
    SetNamedPipeHandleState(pipe, &mode, NULL, NULL);
    SetNamedPipeHandleState(other, &mode, NULL, NULL);
    Ask(pipe, "short");
    Ask(other, "a message that is longer than what the server reads at a time");
    CloseHandle(other);
    other = Connect(); // waits until the server has taken its instance back
    SetNamedPipeHandleState(other, &mode, NULL, NULL);
    Ask(other, "once more");
    Ask(pipe, "and here");
    CloseHandle(pipe);
    CloseHandle(other);
    PostQueuedCompletionStatus(g_port, 0, 0, NULL);
    WaitForSingleObject(thread, 10000);
    CloseHandle(thread);
    for (Instance& each : instances)
        CloseHandle(each.pipe);
    CloseHandle(g_port);
    return 0;
}
