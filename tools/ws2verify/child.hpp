// Tool ws2verify: work in a process of its own, which may crash or hang, and what it says
// meanwhile.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace ws2verify {

using Clock = std::chrono::steady_clock;

struct Record {
    char kind = 0;
    std::string text;
};

// The child's end: tell() may be called from any thread.
class Voice {
public:
    explicit Voice(int descriptor) : descriptor_(descriptor) {}
    void tell(char kind, std::string_view text) const;

private:
    int descriptor_;
};

class Child {
public:
    // The process that calls must have one thread. What the child prints goes to standard error.
    explicit Child(const std::function<void(const Voice&)>& work);
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child(); // ends the child and what it started

    enum class Next { record, end, late };
    Next next(Record& record, Clock::time_point limit);

    // Empty if it ended by itself and in order.
    std::string how_it_ended();

private:
    bool read_some();

    pid_t process_ = -1;
    int descriptor_ = -1;
    std::string read_;
};

} // namespace ws2verify
