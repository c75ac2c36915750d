// Tool ws2ctl: a function in a process of its own, so that foreign code in it ends nothing else.
#pragma once

#include <chrono>
#include <functional>

namespace ws2ctl {

struct Ending {
    enum class Kind { answered, late, killed, exited };
    Kind kind;
    int value; // the function's result, the signal, or the exit status
};

// Nothing that the function starts outlives the call, as long as it stays in its process group.
// What it prints goes to standard error.
Ending run_apart(const std::function<int()>& function, std::chrono::milliseconds limit);

} // namespace ws2ctl
