// Room catalog: waiting for the stored catalog to change, whoever changes it.
#pragma once

#include <string>
#include <vector>

namespace ws2::catalog {

// Watches these files (see catalog_places()), of which none need exist, nor their folders.
class ChangeWatch {
public:
    explicit ChangeWatch(std::vector<std::string> files);
    ~ChangeWatch();
    ChangeWatch(const ChangeWatch&) = delete;
    ChangeWatch& operator=(const ChangeWatch&) = delete;

    bool valid() const { return notices_ >= 0 && wake_ >= 0; }
    // A descriptor of its own, as long as it lives.
    int descriptor() const { return notices_; }

    // What tells one stored catalog from the next. Any thread.
    std::string state() const;

    // Waits until state() is no longer `before`, or until wake(). One thread.
    void wait(const std::string& before);
    // Any thread: ends a wait, or the next one.
    void wake();

private:
    void arm() const;

    std::vector<std::string> files_;
    int notices_;
    int wake_;
};

} // namespace ws2::catalog
