#include "win32/profile_file.hpp"

#include "base/utf.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <strings.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

#include <fcntl.h>

namespace ws2::win32 {

namespace {

constexpr std::string_view kWideMark = "\xFF\xFE";
constexpr std::string_view kNarrowMark = "\xEF\xBB\xBF";
constexpr std::string_view kBlank = " \t\r";

std::string_view trimmed(std::string_view text) noexcept {
    const std::size_t start = text.find_first_not_of(kBlank);
    if (start == std::string_view::npos)
        return {};
    return text.substr(start, text.find_last_not_of(kBlank) - start + 1);
}

bool same(std::string_view a, std::string_view b) noexcept {
    return a.size() == b.size() && strncasecmp(a.data(), b.data(), a.size()) == 0;
}

// The name in a section's line; a null view for others.
std::string_view section_in(std::string_view line) noexcept {
    line = trimmed(line);
    if (line.empty() || line.front() != '[')
        return {};
    return trimmed(line.substr(1, std::min(line.find(']'), line.size()) - 1));
}

bool is_section(std::string_view line) noexcept {
    line = trimmed(line);
    return !line.empty() && line.front() == '[';
}

bool says_nothing(std::string_view line) noexcept {
    line = trimmed(line);
    return line.empty() || line.front() == ';';
}

std::string_view key_in(std::string_view line) noexcept {
    return trimmed(line.substr(0, std::min(line.find('='), line.size())));
}

std::string_view value_in(std::string_view line) noexcept {
    const std::size_t sign = line.find('=');
    return sign == std::string_view::npos ? std::string_view() : trimmed(line.substr(sign + 1));
}

std::string read_all(int descriptor, bool& good) {
    std::string out;
    char part[4096];
    ssize_t got = 0;
    while ((got = read(descriptor, part, sizeof part)) > 0 || (got < 0 && errno == EINTR)) {
        if (got > 0)
            out.append(part, static_cast<std::size_t>(got));
    }
    good = got == 0;
    return out;
}

bool locked(int descriptor, bool changing) noexcept {
    int result = 0;
    do
        result = flock(descriptor, changing ? LOCK_EX : LOCK_SH);
    while (result != 0 && errno == EINTR);
    return result == 0;
}

} // namespace

std::optional<ProfileFile> ProfileFile::open(const std::string& path, bool changing) {
    ProfileFile file;
    const int flags = changing ? O_RDWR | O_CREAT | O_CLOEXEC : O_RDONLY | O_CLOEXEC;
    file.descriptor_ = ::open(path.c_str(), flags, 0666);
    if (file.descriptor_ < 0 || (!locked(file.descriptor_, changing) && changing))
        return std::nullopt; // where there are no locks a file can still be read
    bool good = false;
    std::string text = read_all(file.descriptor_, good);
    if (!good)
        return std::nullopt;
    if (text.starts_with(kWideMark)) {
        file.wide_ = true;
        std::u16string units((text.size() - 2) / 2, u'\0');
        std::memcpy(units.data(), text.data() + 2, units.size() * 2);
        text = base::to_utf8(units);
    } else if (text.starts_with(kNarrowMark)) {
        file.mark_ = kNarrowMark;
        text.erase(0, kNarrowMark.size());
    }
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        file.lines_.push_back(text.substr(at, end - at));
        if (!file.lines_.back().empty() && file.lines_.back().back() == '\r')
            file.lines_.back().pop_back();
        at = end + 1;
    }
    return file;
}

ProfileFile::ProfileFile(ProfileFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), wide_(other.wide_),
      mark_(std::move(other.mark_)), lines_(std::move(other.lines_)) {}

ProfileFile::~ProfileFile() {
    if (descriptor_ >= 0)
        close(descriptor_);
}

std::vector<std::string> ProfileFile::sections() const {
    std::vector<std::string> out;
    for (const std::string& line : lines_) {
        if (is_section(line))
            out.emplace_back(section_in(line));
    }
    return out;
}

std::optional<ProfileFile::Range> ProfileFile::find(const std::string& section) const {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        if (!is_section(lines_[i]) || !same(section_in(lines_[i]), trimmed(section)))
            continue;
        std::size_t end = i + 1;
        while (end < lines_.size() && !is_section(lines_[end]))
            ++end;
        return Range{i + 1, end};
    }
    return std::nullopt;
}

std::optional<std::size_t> ProfileFile::find(const Range& range, const std::string& key) const {
    for (std::size_t i = range.begin; i < range.end; ++i) {
        if (!says_nothing(lines_[i]) && same(key_in(lines_[i]), trimmed(key)))
            return i;
    }
    return std::nullopt;
}

std::optional<std::vector<std::string>> ProfileFile::lines_of(const std::string& section) const {
    const auto range = find(section);
    if (!range)
        return std::nullopt;
    std::vector<std::string> out;
    for (std::size_t i = range->begin; i < range->end; ++i) {
        const std::string& line = lines_[i];
        if (says_nothing(line))
            continue;
        out.emplace_back(key_in(line));
        if (line.find('=') != std::string::npos)
            out.back().append("=").append(value_in(line));
    }
    return out;
}

std::optional<std::string> ProfileFile::value(const std::string& section,
                                              const std::string& key) const {
    const auto range = find(section);
    const auto line = range ? find(*range, key) : std::nullopt;
    if (!line)
        return std::nullopt;
    return std::string(value_in(lines_[*line]));
}

ProfileFile::Range ProfileFile::find_or_add(const std::string& section) {
    if (const auto range = find(section))
        return *range;
    lines_.push_back("[" + std::string(trimmed(section)) + "]");
    return {lines_.size(), lines_.size()};
}

void ProfileFile::set(const std::string& section, const std::string& key,
                      const std::string& value) {
    const Range range = find_or_add(section);
    const std::string line = std::string(trimmed(key)) + "=" + value;
    if (const auto there = find(range, key)) {
        lines_[*there] = line;
        return;
    }
    std::size_t at = range.end;
    while (at > range.begin && trimmed(lines_[at - 1]).empty()) // before the blank lines of the end
        --at;
    lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(at), line);
}

void ProfileFile::set_lines(const std::string& section, const std::vector<std::string>& lines) {
    const Range range = find_or_add(section);
    const auto begin = lines_.begin() + static_cast<std::ptrdiff_t>(range.begin);
    const auto end = lines_.begin() + static_cast<std::ptrdiff_t>(range.end);
    lines_.insert(lines_.erase(begin, end), lines.begin(), lines.end());
}

void ProfileFile::remove(const std::string& section, const std::string& key) {
    const auto range = find(section);
    if (const auto line = range ? find(*range, key) : std::nullopt)
        lines_.erase(lines_.begin() + static_cast<std::ptrdiff_t>(*line));
}

void ProfileFile::remove(const std::string& section) {
    if (const auto range = find(section))
        lines_.erase(lines_.begin() + static_cast<std::ptrdiff_t>(range->begin) - 1,
                     lines_.begin() + static_cast<std::ptrdiff_t>(range->end));
}

bool ProfileFile::save() {
    std::string text = mark_;
    for (const std::string& line : lines_)
        text += line + "\r\n";
    if (wide_) {
        const std::u16string units = base::to_utf16(text);
        text = kWideMark;
        text.append(reinterpret_cast<const char*>(units.data()), units.size() * 2);
    }
    std::size_t done = 0;
    while (done < text.size()) {
        const ssize_t put =
            pwrite(descriptor_, text.data() + done, text.size() - done, static_cast<off_t>(done));
        if (put < 0 && errno != EINTR)
            return false;
        done += static_cast<std::size_t>(std::max<ssize_t>(put, 0));
    }
    return ftruncate(descriptor_, static_cast<off_t>(text.size())) == 0;
}

} // namespace ws2::win32
