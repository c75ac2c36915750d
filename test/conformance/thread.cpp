// Suite conformance: looking at a thread from outside.
#include "conformance/thread.hpp"

#include "conformance/pair.hpp"

#include <fstream>
#include <string>
#include <unistd.h>

namespace ws2::conformance {
namespace {

// The state letter of a thread of this process, 'X' once it is gone.
char state_of(int id) {
    std::ifstream file("/proc/self/task/" + std::to_string(id) + "/stat");
    std::string line;
    if (!std::getline(file, line))
        return 'X';
    const auto name_end = line.rfind(')');
    return name_end == std::string::npos ? 'X' : line.at(name_end + 2);
}

} // namespace

void use_first(const Entry& entry) {
    const Pair pair = connect_pair(entry);
    fd_set readable;
    FD_ZERO(&readable);
    FD_SET(SOCKET{pair.a}, &readable);
    const timeval a_moment{0, 1000};
    if (select(0, &readable, nullptr, nullptr, &a_moment) != 0)
        refuse("select");
}

std::chrono::nanoseconds time_asleep() {
    long long run_ns = 0;
    long long queued_ns = 0;
    std::ifstream("/proc/thread-self/schedstat") >> run_ns >> queued_ns;
    return std::chrono::steady_clock::now().time_since_epoch() -
           std::chrono::nanoseconds(run_ns + queued_ns);
}

int BlockedCall::thread_id() {
    return gettid();
}

void BlockedCall::wait_until_blocked() const {
    constexpr int looks = 30;
    for (int asleep = 0; asleep < looks;) {
        const int id = id_;
        const char state = id == 0 ? 'R' : state_of(id);
        if (state == 'X' || state == 'Z')
            return;
        asleep = state == 'S' ? asleep + 1 : 0;
        std::this_thread::yield();
    }
}

} // namespace ws2::conformance
