// Room catalog: an open file, closed at the end of the scope.
#pragma once

#include <unistd.h>

namespace ws2::catalog {

class Descriptor {
public:
    // Takes what open() returned, a failure too.
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0)
            close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    bool valid() const { return number_ >= 0; }
    int number() const { return number_; }

private:
    int number_;
};

} // namespace ws2::catalog
