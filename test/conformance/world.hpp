// Suite conformance: the catalog as test parameters, and what every case needs: owned sockets,
// addresses, results of calls together with their error, waiting without time, bad memory.
#pragma once

#include "conformance/subject.hpp"

#include <cstddef>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iosfwd>
#include <optional>
#include <string>
#include <utility>
#include <vector>
#include <winsock2.h>
#include <ws2tcpip.h>

namespace ws2::conformance {

// A row of the table together with the catalog entry that it names.
struct Entry {
    const Subject* subject = nullptr;
    WSAPROTOCOL_INFOW info{};
    std::string excluded; // why the cases of a suite do not hold for it; empty: they do

    bool claims(DWORD flags) const { return (info.dwServiceFlags1 & flags) == flags; }
    bool connected() const { return !claims(XP1_CONNECTIONLESS); }
    // Whether a receive call acts as on a byte stream.
    bool byte_stream() const { return !claims(XP1_MESSAGE_ORIENTED) || claims(XP1_PSEUDO_STREAM); }
};

void PrintTo(const Entry& entry, std::ostream* out);

// The entries of the table that the catalog holds and `wanted` accepts. The first call starts the
// library for the life of the program.
std::vector<Entry> entries(bool (*wanted)(const Entry&));
// What the suites run over. The program's own: for the suite, entries(); for ws2verify, what it was
// asked to verify, excluded where `wanted` does not accept it.
std::vector<Entry> under_test(bool (*wanted)(const Entry&));
// Before WSAStartup; the program's own, too.
void prepare_catalog();
std::string entry_name(const testing::TestParamInfo<Entry>& parameter);

inline bool any(const Entry&) {
    return true;
}
inline bool connection_oriented(const Entry& entry) {
    return entry.connected();
}
inline bool connectionless(const Entry& entry) {
    return !entry.connected();
}
inline bool byte_stream(const Entry& entry) {
    return entry.connected() && entry.byte_stream();
}
// Not AF_UNIX, whose addresses are paths without ports, whose octets are the peer's at once, and
// which knows no reset.
inline bool between_machines(const Entry& entry) {
    return entry.info.iAddressFamily != AF_UNIX;
}
// A connection that ends hard where its owner wants it.
inline bool resettable(const Entry& entry) {
    return entry.connected() && between_machines(entry);
}
inline bool half_closing(const Entry& entry) {
    return entry.connected() && entry.claims(XP1_GRACEFUL_CLOSE);
}

class Case : public testing::TestWithParam<Entry> {
protected:
    static const Entry& entry() { return GetParam(); }
    static const Subject& subject() { return *GetParam().subject; }
};

// Runs SUITE over what is under test and WANTED accepts.
#define WS2_OVER(SUITE, WANTED)                                                                    \
    GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(SUITE);                                          \
    INSTANTIATE_TEST_SUITE_P(Catalog, SUITE, testing::ValuesIn(under_test(WANTED)), entry_name)

// What a call answered: its value and, where that is SOCKET_ERROR or INVALID_SOCKET, the error.
struct Outcome {
    long long value = 0;
    int error = 0;
    bool operator==(const Outcome&) const = default;
};
void PrintTo(const Outcome& outcome, std::ostream* out);

inline Outcome returned(long long value) {
    return {value, 0};
}
inline Outcome failed(int error) {
    return {SOCKET_ERROR, error};
}

// The error is poisoned before the call, so that a failure which sets none shows.
template<class Call>
Outcome outcome_of(Call&& call) {
    constexpr int poison = -12345;
    WSASetLastError(poison);
    const auto value = static_cast<long long>(call());
    return {value, value == SOCKET_ERROR ? WSAGetLastError() : 0};
}

// Owns a socket; closing twice is the case's own business.
class Socket {
public:
    Socket() = default;
    explicit Socket(SOCKET s) : socket_(s) {}
    Socket(Socket&& other) noexcept : socket_(std::exchange(other.socket_, INVALID_SOCKET)) {}
    Socket& operator=(Socket&& other) noexcept {
        std::swap(socket_, other.socket_);
        return *this;
    }
    ~Socket() { close(); }

    operator SOCKET() const { return socket_; } // NOLINT(google-explicit-constructor)
    SOCKET release() { return std::exchange(socket_, INVALID_SOCKET); }
    void close() {
        if (socket_ != INVALID_SOCKET)
            closesocket(release());
    }

private:
    SOCKET socket_ = INVALID_SOCKET;
};

// Any provider's address.
struct Address {
    SOCKADDR_STORAGE storage{};
    int length = sizeof(SOCKADDR_STORAGE);

    sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage); }
    const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
    bool operator==(const Address& other) const;
};
void PrintTo(const Address& address, std::ostream* out);

// These throw std::runtime_error, which fails the case, where the answer is not success.
Socket create(const Entry& entry);
// A # in the text stands for a number that is new each time. Relative paths lie in the folder
// below.
Address parse(const Entry& entry, const char16_t* text);
std::u16string format(const Entry& entry, const Address& address);
// Well formed, of a family that is not the entry's.
Address of_another_family(const Entry& entry);
// Of the process that asked first, which removes it at its end, and of those that it forks.
const std::string& folder_of_paths();
Socket bound(const Entry& entry);
Socket listening(const Entry& entry, int backlog = SOMAXCONN);
Address name_of(SOCKET s);
Address peer_of(SOCKET s);
void set_blocking(SOCKET s, bool blocking);
void set_linger(SOCKET s, bool on, u_short seconds);
void set_option(SOCKET s, int level, int option, int value);
std::optional<int> option(SOCKET s, int level, int name);
[[noreturn]] void refuse(const char* what);

// Wait for a state that is bound to come; false after a generous limit that only ends a hang.
bool readable(SOCKET s);
bool writable(SOCKET s);
bool exceptional(SOCKET s);

// Descriptors of this process, and whether they come back to a count (a connection may be taken
// down in the background after closesocket).
std::size_t descriptors();
bool descriptors_return_to(std::size_t count);

// Two pages, of which the second may not be touched.
class BadMemory {
public:
    BadMemory();
    BadMemory(const BadMemory&) = delete;
    BadMemory& operator=(const BadMemory&) = delete;
    ~BadMemory();

    char* forbidden() const { return base_ + page_; }
    char* last_good(std::size_t octets) const { return base_ + page_ - octets; }

private:
    std::size_t page_;
    char* base_;
};

} // namespace ws2::conformance
