// Suite conformance: sockets that a program gets with its start (CreateProcess, bInheritHandles)
// and uses by their numbers, and those that are kept from it.
#include "conformance/overlapped.hpp"

#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <windows.h>

namespace ws2::conformance {
namespace {

using testing::AnyOf;

constexpr const char* number_variable = "WS2_TEST_SOCKET";

// A program of ours that runs one case `Heir.DISABLED_...`, told a socket's number.
class Started {
public:
    Started(const char* task, SOCKET s, BOOL inherits, HANDLE input = nullptr) {
        SetEnvironmentVariableA(number_variable, std::to_string(s).c_str());
        std::array<char, MAX_PATH> program{};
        GetModuleFileNameA(nullptr, program.data(), MAX_PATH);
        std::string line = std::string("heir --gtest_filter=Heir.DISABLED_") + task +
                           " --gtest_also_run_disabled_tests --gtest_brief=1";
        STARTUPINFOA start{};
        start.cb = sizeof start;
        if (input != nullptr) {
            start.dwFlags = STARTF_USESTDHANDLES;
            start.hStdInput = input;
            start.hStdOutput = GetStdHandle(STD_OUTPUT_HANDLE);
            start.hStdError = GetStdHandle(STD_ERROR_HANDLE);
        }
        EXPECT_TRUE(CreateProcessA(program.data(), line.data(), nullptr, nullptr, inherits, 0,
                                   nullptr, nullptr, &start, &made_))
            << GetLastError();
        SetEnvironmentVariableA(number_variable, nullptr);
    }
    Started(const Started&) = delete;
    Started& operator=(const Started&) = delete;
    ~Started() {
        CloseHandle(made_.hThread);
        CloseHandle(made_.hProcess);
    }
    DWORD exit_code() const {
        DWORD code = 0;
        WaitForSingleObject(made_.hProcess, INFINITE);
        GetExitCodeProcess(made_.hProcess, &code);
        return code;
    }

private:
    PROCESS_INFORMATION made_{};
};

SOCKET number_told() {
    const char* text = std::getenv(number_variable);
    return text != nullptr ? static_cast<SOCKET>(std::strtoull(text, nullptr, 10)) : INVALID_SOCKET;
}

void start_winsock() {
    WSADATA about{};
    ASSERT_EQ(WSAStartup(MAKEWORD(2, 2), &about), 0);
}

void answer_in_upper_case(SOCKET s) {
    std::string text = receive(s, 5);
    for (char& octet : text)
        octet = static_cast<char>(octet - 32);
    EXPECT_EQ(send(s, text.data(), 5, 0), 5);
}

TEST(Heir, DISABLED_Answers) {
    start_winsock();
    answer_in_upper_case(number_told());
    // Taken by now: what is started in other ways does not get it.
    EXPECT_EQ(fcntl(static_cast<int>(number_told()), F_GETFD), FD_CLOEXEC);
    EXPECT_EQ(closesocket(number_told()), 0);
    EXPECT_EQ(outcome_of([] { return closesocket(number_told()); }), failed(WSAENOTSOCK));
}

TEST(Heir, DISABLED_AnswersByASecondHandle) {
    start_winsock();
    const HANDLE here = GetCurrentProcess();
    HANDLE copy = nullptr;
    if (DuplicateHandle(here, reinterpret_cast<HANDLE>(number_told()), here, &copy, 0, FALSE,
                        DUPLICATE_CLOSE_SOURCE)) {
        answer_in_upper_case(reinterpret_cast<SOCKET>(copy));
        EXPECT_EQ(closesocket(reinterpret_cast<SOCKET>(copy)), 0);
    } else { // of the provider for Windows CE, which does not duplicate
        EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_SUPPORTED});
        answer_in_upper_case(number_told());
    }
}

TEST(Heir, DISABLED_AnswersStandardInput) {
    start_winsock();
    const auto s = reinterpret_cast<SOCKET>(GetStdHandle(STD_INPUT_HANDLE));
    EXPECT_EQ(option(s, SOL_SOCKET, SO_TYPE), SOCK_STREAM);
    answer_in_upper_case(s);
}

TEST(Heir, DISABLED_Accepts) {
    start_winsock();
    WSAPROTOCOL_INFOW info{};
    EXPECT_EQ(option(number_told(), SOL_SOCKET, SO_ACCEPTCONN), 1);
    // The catalog's first provider serves it; the one for Windows CE does not duplicate.
    EXPECT_THAT(outcome_of([&] {
                    return WSADuplicateSocketW(number_told(), GetCurrentProcessId(), &info);
                }),
                AnyOf(returned(0), failed(WSASYSCALLFAILURE)));
    const Socket connection(accept(number_told(), nullptr, nullptr));
    ASSERT_NE(static_cast<SOCKET>(connection), INVALID_SOCKET) << WSAGetLastError();
    answer_in_upper_case(connection);
}

TEST(Heir, DISABLED_HasNoSocket) {
    start_winsock();
    EXPECT_EQ(outcome_of([] { return send(number_told(), "x", 1, 0); }), failed(WSAENOTSOCK));
}

// The overlapped way, on a port, of two threads' first calls.
TEST(Heir, DISABLED_ReceivesOverlapped) {
    start_winsock();
    const SOCKET s = number_told();
    const HANDLE port = CreateIoCompletionPort(reinterpret_cast<HANDLE>(s), nullptr, 7, 1);
    ASSERT_NE(port, nullptr);
    std::array<char, 5> room{};
    WSABUF buffer{5, room.data()};
    DWORD flags = 0;
    OVERLAPPED overlapped{};
    const int result = WSARecv(s, &buffer, 1, nullptr, &flags, &overlapped, nullptr);
    ASSERT_TRUE(result == 0 || WSAGetLastError() == WSA_IO_PENDING) << WSAGetLastError();
    DWORD count = 0;
    ULONG_PTR key = 0;
    OVERLAPPED* ended = nullptr;
    ASSERT_TRUE(GetQueuedCompletionStatus(port, &count, &key, &ended, INFINITE));
    EXPECT_EQ(key, 7U);
    ASSERT_EQ(count, 5U);
    EXPECT_EQ(send(s, "HELLO", 5, 0), 5);
    CloseHandle(port);
}

bool inheritable(const Entry& entry) {
    return entry.subject->duplicates && entry.claims(XP1_IFS_HANDLES);
}

class Inherited : public Case {};
WS2_OVER(Inherited, [](const Entry& entry) { return inheritable(entry) && entry.connected(); });

TEST_P(Inherited, AChildUsesTheParentsNumber) {
    for (const char* task : {"Answers", "AnswersByASecondHandle", "ReceivesOverlapped"}) {
        Pair pair = connect_pair(entry());
        const Started child(task, pair.a, TRUE);
        pair.a.close(); // the child's goes on
        send_all(pair.b, "hello");
        EXPECT_EQ(receive(pair.b, 5), "HELLO");
        EXPECT_EQ(receive_until_end(pair.b).end, returned(0));
        EXPECT_EQ(child.exit_code(), 0U);
    }
}

TEST_P(Inherited, AStandardHandleIsASocket) {
    Pair pair = connect_pair(entry());
    const Started child("AnswersStandardInput", INVALID_SOCKET, TRUE,
                        reinterpret_cast<HANDLE>(static_cast<SOCKET>(pair.a)));
    pair.a.close();
    send_all(pair.b, "hello");
    EXPECT_EQ(receive(pair.b, 5), "HELLO");
    EXPECT_EQ(child.exit_code(), 0U);
}

TEST_P(Inherited, AListenerAcceptsInTheChild) {
    Socket listener = listening(entry());
    const Address at = name_of(listener);
    const Started child("Accepts", listener, TRUE);
    listener.close();
    const Socket caller = create(entry());
    ASSERT_EQ(connect(caller, at.get(), at.length), 0) << WSAGetLastError();
    send_all(caller, "hello");
    EXPECT_EQ(receive(caller, 5), "HELLO");
    EXPECT_EQ(child.exit_code(), 0U);
}

TEST_P(Inherited, NothingIsPassedOnWithoutInheritHandles) {
    const Pair pair = connect_pair(entry());
    EXPECT_EQ(Started("HasNoSocket", pair.a, FALSE).exit_code(), 0U);
}

TEST_P(Inherited, ASocketThatIsKeptBackIsNotPassedOn) {
    auto info = entry().info;
    const Socket made(WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info,
                                 0, WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT));
    const Pair pair = connect_pair(entry());
    const auto handle_of = [](SOCKET s) { return reinterpret_cast<HANDLE>(s); };
    DWORD flags = 99;
    EXPECT_FALSE(GetHandleInformation(handle_of(made), nullptr));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
    ASSERT_TRUE(GetHandleInformation(handle_of(made), &flags));
    EXPECT_EQ(flags, 0U);
    ASSERT_TRUE(GetHandleInformation(handle_of(pair.a), &flags));
    EXPECT_EQ(flags, DWORD{HANDLE_FLAG_INHERIT});
    ASSERT_TRUE(SetHandleInformation(handle_of(pair.a), HANDLE_FLAG_INHERIT, 0));
    ASSERT_TRUE(GetHandleInformation(handle_of(pair.a), &flags));
    EXPECT_EQ(flags, 0U);
    EXPECT_EQ(Started("HasNoSocket", made, TRUE).exit_code(), 0U);
    EXPECT_EQ(Started("HasNoSocket", pair.a, TRUE).exit_code(), 0U);
    ASSERT_TRUE(SetHandleInformation(handle_of(pair.a), HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT));
    EXPECT_EQ(Started("HasNoSocket", pair.a, FALSE).exit_code(), 0U);
}

TEST_P(Inherited, DuplicateHandleGivesOneMoreHandleOfTheSocket) {
    Pair pair = connect_pair(entry());
    HANDLE copy = nullptr;
    const HANDLE here = GetCurrentProcess();
    ASSERT_TRUE(DuplicateHandle(here, reinterpret_cast<HANDLE>(static_cast<SOCKET>(pair.a)), here,
                                &copy, 0, FALSE, DUPLICATE_SAME_ACCESS))
        << GetLastError();
    DWORD flags = 99;
    ASSERT_TRUE(GetHandleInformation(copy, &flags));
    EXPECT_EQ(flags, 0U);
    pair.a.close();
    DWORD count = 0;
    ASSERT_TRUE(WriteFile(copy, "hello", 5, &count, nullptr));
    EXPECT_EQ(receive(pair.b, 5), "hello");
    ASSERT_TRUE(CloseHandle(copy));
    EXPECT_EQ(receive_until_end(pair.b).end, returned(0));
}

} // namespace
} // namespace ws2::conformance
