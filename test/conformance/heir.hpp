// Suite conformance: a second process, which runs one case `Heir.DISABLED_...` of this program.
#pragma once

#include <sys/types.h>
#include <unistd.h>

namespace ws2::conformance {

// The parent's end. Ends with the child.
class Child {
public:
    // `task` is the case's name behind "Heir.DISABLED_".
    explicit Child(const char* task);
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child();

    pid_t process() const { return process_; }
    // Trivially copyable records both ways, whole or false.
    template<typename Record>
    bool tell(const Record& record) const {
        return write(to_child_, &record, sizeof record) == static_cast<ssize_t>(sizeof record);
    }
    template<typename Record>
    bool hear(Record& record) const {
        return read(from_child_, &record, sizeof record) == static_cast<ssize_t>(sizeof record);
    }

private:
    int to_child_ = -1;
    int from_child_ = -1;
    pid_t process_ = -1;
};

// The child's end.
namespace heir {

inline constexpr int answers = 3; // the descriptor

template<typename Record>
bool hear(Record& record) {
    return read(STDIN_FILENO, &record, sizeof record) == static_cast<ssize_t>(sizeof record);
}
template<typename Record>
bool tell(const Record& record) {
    return write(answers, &record, sizeof record) == static_cast<ssize_t>(sizeof record);
}

} // namespace heir
} // namespace ws2::conformance
