// Tool ws2cat: says on standard error what happens, in words or as JSON, one line an event.
#pragma once

#include <atomic>
#include <string>
#include <string_view>

namespace ws2cat {

// May be used by several threads at once.
class Events {
public:
    explicit Events(bool json) : json_(json) {}

    void listening(std::string_view address, std::string_view protocol);
    void connected(std::string_view address, std::string_view protocol, std::string_view data);

    void guarded(std::string_view version, std::string_view cipher, std::string_view peer);
    void expedited(std::string_view data);
    // Why it ended or was refused, where the protocol knows more than a code: `source` is "DR",
    // "ER" or "TLS".
    void reason(std::string_view source, unsigned code, std::string_view words);

    // The peer's end of the connection: 0 graceful, else the code that a receive gave.
    void disconnected(int code, std::string_view data);

    // WSASendDisconnect is not available here and no data was to go with it: shutdown ended our
    // side.
    void ended_by_shutdown(int code);

    // From here on the exit status is 1.
    void error(std::string_view call, int code);
    void error_text(std::string_view text);

    bool had_error() const { return had_error_; }

private:
    void line(const std::string& words, const std::string& json) const;

    const bool json_;
    std::atomic<bool> had_error_ = false;
};

} // namespace ws2cat
