#include "ws2cat/events.hpp"

#include "common/codes.hpp"
#include "common/text.hpp"

#include <cstdio>
#include <fmt/format.h>

namespace ws2cat {

using tools::code_name;
using tools::describe_code;
using tools::hex;
using tools::json_quote;
using tools::readable;

void Events::line(const std::string& words, const std::string& json) const {
    const std::string text = (json_ ? json : "ws2cat: " + words) + "\n";
    std::fwrite(text.data(), 1, text.size(), stderr); // one call: lines of two threads never mix
}

void Events::listening(std::string_view address, std::string_view protocol) {
    line(fmt::format("listening on {} ({})", address, protocol),
         fmt::format(R"({{"event":"listening","address":{},"protocol":{}}})", json_quote(address),
                     json_quote(protocol)));
}

void Events::connected(std::string_view address, std::string_view protocol, std::string_view data) {
    line(fmt::format("connected to {} ({}){}", address, protocol,
                     data.empty() ? "" : fmt::format(", connect data {}", readable(data))),
         fmt::format(R"({{"event":"connected","address":{},"protocol":{},"data_hex":"{}"}})",
                     json_quote(address), json_quote(protocol), hex(data)));
}

void Events::guarded(std::string_view version, std::string_view cipher, std::string_view peer) {
    line(fmt::format("{}, {}{}", version, cipher,
                     peer.empty() ? "" : fmt::format(", certificate of {}", peer)),
         fmt::format(R"({{"event":"guarded","version":{},"cipher":{},"peer":{}}})",
                     json_quote(version), json_quote(cipher), json_quote(peer)));
}

void Events::expedited(std::string_view data) {
    line(fmt::format("expedited data {}", readable(data)),
         fmt::format(R"({{"event":"oob","data_hex":"{}"}})", hex(data)));
}

void Events::reason(std::string_view source, unsigned code, std::string_view words) {
    line(fmt::format("the reason ({} 0x{:02X}): {}", source, code, words),
         fmt::format(R"({{"event":"reason","source":"{}","code":{},"words":{}}})", source, code,
                     json_quote(words)));
}

void Events::disconnected(int code, std::string_view data) {
    std::string words = code == 0 ? "the peer disconnected" : "the connection broke";
    if (!data.empty())
        words += fmt::format(", disconnect data {}", readable(data));
    if (code != 0)
        words += fmt::format(", {}", describe_code(code));
    const std::string name = code == 0 ? "" : fmt::format(R"("name":"{}",)", code_name(code));
    line(words, fmt::format(R"({{"event":"disconnected","error":{},{}"data_hex":"{}"}})", code,
                            name, hex(data)));
    if (code != 0)
        had_error_ = true;
}

void Events::ended_by_shutdown(int code) {
    line(fmt::format("this provider has no WSASendDisconnect ({}); shutdown ended our side instead",
                     code_name(code)),
         fmt::format(
             R"({{"event":"shutdown","instead_of":"WSASendDisconnect","code":{},"name":"{}"}})",
             code, code_name(code)));
}

void Events::error(std::string_view call, int code) {
    had_error_ = true;
    line(fmt::format("{} failed: {}", call, describe_code(code)),
         fmt::format(R"({{"event":"error","call":"{}","code":{},"name":"{}"}})", call, code,
                     code_name(code)));
}

void Events::error_text(std::string_view text) {
    had_error_ = true;
    line(std::string(text), fmt::format(R"({{"event":"error","text":{}}})", json_quote(text)));
}

} // namespace ws2cat
