#include "provider/layer/trace_sink.hpp"

#include "base/environment.hpp"
#include "base/log.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <mutex>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
#include <winsock2.h>

namespace ws2::provider::layer {
namespace {

struct Sink {
    std::mutex mutex; // guards opening alone
    int file = -1;
    TraceFormat format = TraceFormat::text;
};

Sink& sink() {
    static Sink* const one = new Sink; // exit handlers may still call
    return *one;
}

long thread_number() noexcept {
    static thread_local const long number = syscall(SYS_gettid);
    return number;
}

std::string clock_text() {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    tm parts{};
    localtime_r(&now.tv_sec, &parts);
    return fmt::format("{:02}:{:02}:{:02}.{:06}", parts.tm_hour, parts.tm_min, parts.tm_sec,
                       now.tv_nsec / 1000);
}

// A trace viewer's array may stay open at its end, so that many processes can append.
void begin_array(int file) {
    flock(file, LOCK_EX);
    struct stat status {};
    if (fstat(file, &status) == 0 && status.st_size == 0)
        (void)!write(file, "[\n", 2);
    flock(file, LOCK_UN);
}

std::string json_error(const TraceEvent& event) {
    return event.error_key == nullptr
               ? std::string()
               : fmt::format(",\"error\":{},\"error_name\":\"{}\"", event.error, event.error_key);
}

std::string line(const TraceEvent& event) {
    switch (sink().format) {
    case TraceFormat::json:
        return fmt::format(
            "{{\"time_ns\":{},\"pid\":{},\"tid\":{},\"call\":\"{}\",\"arguments\":{{{}}},"
            "\"result\":{},\"duration_ns\":{}{}}}\n",
            event.start_ns, getpid(), thread_number(), event.call, event.json, event.result,
            event.duration_ns, json_error(event));
    case TraceFormat::chrome:
        return fmt::format(
            "{{\"name\":\"{}\",\"cat\":\"ws2\",\"ph\":\"X\",\"ts\":{:.3f},\"dur\":{:.3f},"
            "\"pid\":{},\"tid\":{},\"args\":{{{}{}\"result\":{}{}}}}},\n",
            event.call, static_cast<double>(event.start_ns) / 1e3,
            static_cast<double>(event.duration_ns) / 1e3, getpid(), thread_number(), event.json,
            event.json.empty() ? "" : ",", event.result, json_error(event));
    case TraceFormat::text: break;
    }
    const std::string error = event.error_key == nullptr
                                  ? std::string()
                                  : fmt::format(" {} ({})", event.error_key, event.error);
    return fmt::format("{} {}.{} {}({}) = {}{} [{:.1f} us]\n", clock_text(), getpid(),
                       thread_number(), event.call, event.text, event.result, error,
                       static_cast<double>(event.duration_ns) / 1e3);
}

} // namespace

int open_trace() {
    Sink& out = sink();
    const std::lock_guard lock(out.mutex);
    if (out.file >= 0)
        return 0;
    const std::string format = base::environment("WS2_TRACE_FORMAT");
    if (format == "json")
        out.format = TraceFormat::json;
    else if (format == "chrome")
        out.format = TraceFormat::chrome;
    else if (!format.empty() && format != "text")
        base::log(base::LogLevel::warn,
                  "WS2_TRACE_FORMAT is '{}'; it can be 'text', 'json' or 'chrome'", format);
    const std::string name = base::environment("WS2_TRACE_FILE");
    if (name.empty()) {
        out.file = STDERR_FILENO;
        return 0;
    }
    out.file = open(name.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (out.file < 0) {
        const int number = errno;
        base::log(base::LogLevel::error, "{}: the trace cannot be written: {}", name,
                  std::strerror(number));
        return WSASYSNOTREADY;
    }
    if (out.format == TraceFormat::chrome)
        begin_array(out.file);
    return 0;
}

TraceFormat trace_format() noexcept {
    return sink().format;
}

void write_trace(const TraceEvent& event) {
    const std::string text = line(event);
    const int before = errno;
    (void)!write(sink().file, text.data(), text.size());
    errno = before;
}

} // namespace ws2::provider::layer
