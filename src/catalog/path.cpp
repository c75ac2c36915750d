#include "catalog/path.hpp"

#include "base/environment.hpp"
#include "base/log.hpp"
#include "base/utf.hpp"
#include "catalog/trust.hpp"

#include <filesystem>
#include <ws2spi.h>

namespace ws2::catalog {
namespace {

base::Result<std::string> refuse(const std::string& file, std::string_view reason) {
    base::log(base::LogLevel::error, "{}: provider refused: {}", file, reason);
    return base::Result<std::string>::fail(WSAEPROVIDERFAILEDINIT);
}

bool climbs(const std::filesystem::path& path) {
    for (const auto& part : path)
        if (part == "..")
            return true;
    return false;
}

} // namespace

std::string expand_variables(std::string_view path) {
    std::string out;
    while (!path.empty()) {
        const std::size_t open = path.find('%');
        const std::size_t close = open == std::string_view::npos ? open : path.find('%', open + 1);
        if (close == std::string_view::npos)
            break;
        const std::string name(path.substr(open + 1, close - open - 1));
        const std::string value = name.empty() ? std::string() : base::environment(name.c_str());
        out += path.substr(0, open);
        if (value.empty()) { // the second sign may open the next name
            out += path.substr(open, close - open);
            path.remove_prefix(close);
        } else {
            out += value;
            path.remove_prefix(close + 1);
        }
    }
    return out.append(path);
}

base::Result<std::string> trusted_library(std::u16string_view stored_path) {
    const std::string expanded = expand_variables(base::to_utf8(stored_path));
    std::filesystem::path path = expanded;
    if (!path.is_absolute()) {
        if (climbs(path))
            return refuse(expanded, "a relative path may not leave the provider folder");
        path = std::filesystem::path(WS2_PROVIDER_FOLDER) / path;
    }
    const std::string file = path.string();
    if (const std::string reason = why_untrusted(file); !reason.empty())
        return refuse(file, reason);
    return base::Result<std::string>::ok(file);
}

} // namespace ws2::catalog
