// Room win32: FormatMessage.
#include "win32/format.hpp"
#include "win32/message_text.hpp"
#include "win32/text.hpp"

#include <algorithm>
#include <cstdlib>
#include <errhandlingapi.h>
#include <vector>

using namespace ws2::win32;

namespace {

constexpr DWORD kBufferMax = 65535;

// The inserts' values, read as they are asked for: %3 may stand before %1.
class Inserts {
public:
    Inserts(va_list* arguments, bool array) : arguments_(arguments), array_(array) {}

    bool there() const { return arguments_ != nullptr; }
    ULONG_PTR value(std::size_t number) {
        if (array_)
            return reinterpret_cast<const ULONG_PTR*>(arguments_)[number - 1];
        while (values_.size() < number)
            values_.push_back(va_arg(*arguments_, ULONG_PTR));
        return values_[number - 1];
    }

private:
    va_list* arguments_;
    bool array_;
    std::vector<ULONG_PTR> values_;
};

std::string printed(const char* format, ...) {
    va_list list;
    va_start(list, format);
    std::string out = format_narrow(format, list);
    va_end(list);
    return out;
}

// Turns a message with its inserts into text. UTF-8 in and out; !s! means WCHAR* where `wide`.
class Message {
public:
    Message(const std::string& text, Inserts inserts, DWORD flags, bool wide)
        : text_(text), inserts_(inserts), width_(flags & FORMAT_MESSAGE_MAX_WIDTH_MASK),
          keep_((flags & FORMAT_MESSAGE_IGNORE_INSERTS) != 0), wide_(wide) {}

    // 0 or an error.
    int run(std::string& out) {
        for (at_ = 0; at_ < text_.size();) {
            const char c = text_[at_++];
            if (c == '\r' || c == '\n') {
                if (c == '\r' && at_ < text_.size() && text_[at_] == '\n')
                    ++at_;
                out += width_ == FORMAT_MESSAGE_MAX_WIDTH_MASK ? " " : "\r\n";
            } else if (c != '%' || at_ == text_.size()) {
                out.push_back(c);
            } else if (keep_ && text_[at_] != 'n' && text_[at_] != 'r' && text_[at_] != '%') {
                out.push_back('%'); // what follows stands as it is
            } else if (!escape(out)) {
                return 0; // %0
            } else if (error_ != 0) {
                return error_;
            }
        }
        if (width_ != 0 && width_ != FORMAT_MESSAGE_MAX_WIDTH_MASK)
            wrap(out);
        return 0;
    }

private:
    bool escape(std::string& out) {
        const char c = text_[at_++];
        switch (c) {
        case '0': return false;
        case 'n': out += "\r\n"; return true;
        case 'r': out += "\r"; return true;
        case 't': out += "\t"; return true;
        case 'b': out += " "; return true;
        default: break;
        }
        if (c < '1' || c > '9') {
            out.push_back(c);
            return true;
        }
        std::size_t number = static_cast<std::size_t>(c - '0');
        if (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9')
            number = number * 10 + static_cast<std::size_t>(text_[at_++] - '0');
        std::string form = wide_ ? "S" : "s";
        if (at_ < text_.size() && text_[at_] == '!') {
            const std::size_t end = text_.find('!', at_ + 1);
            if (end == std::string::npos)
                return invalid();
            form = text_.substr(at_ + 1, end - at_ - 1);
            at_ = end + 1;
            if (wide_ && !form.empty() && (form.back() == 's' || form.back() == 'S') &&
                form.find_first_of("hlw") == std::string::npos)
                form.back() = form.back() == 's' ? 'S' : 's';
        }
        return insert(number, form, out);
    }

    bool insert(std::size_t number, const std::string& form, std::string& out) {
        if (!inserts_.there())
            return invalid();
        const std::string format = "%" + form;
        // Width and precision come first, the value after them.
        const auto stars = std::count(form.begin(), form.end(), '*');
        const auto number_at = [&](std::size_t place) {
            return static_cast<int>(inserts_.value(number + place));
        };
        if (stars == 0) {
            out += printed(format.c_str(), inserts_.value(number));
        } else if (stars == 1) {
            out += printed(format.c_str(), number_at(0), inserts_.value(number + 1));
        } else if (stars == 2) {
            const int width = number_at(0);
            out += printed(format.c_str(), width, number_at(1), inserts_.value(number + 2));
        } else {
            return invalid();
        }
        return true;
    }

    bool invalid() {
        error_ = ERROR_INVALID_PARAMETER;
        return true;
    }

    // Breaks lines at blanks so that none is longer than the width, where that can be.
    void wrap(std::string& out) const {
        std::size_t start = 0;
        std::size_t blank = std::string::npos;
        for (std::size_t i = 0; i < out.size(); ++i) {
            if (out[i] == '\n') {
                start = i + 1;
                blank = std::string::npos;
            } else if (out[i] == ' ') {
                blank = i;
            }
            if (i - start >= width_ && blank != std::string::npos) {
                out.replace(blank, 1, "\r\n");
                start = blank + 2;
                i = start;
                blank = std::string::npos;
            }
        }
    }

    const std::string& text_;
    Inserts inserts_;
    const DWORD width_;
    const bool keep_;
    const bool wide_;
    std::size_t at_ = 0;
    int error_ = 0;
};

template<typename Char>
DWORD give(const std::basic_string<Char>& text, DWORD flags, void* buffer, DWORD size) {
    const std::size_t bytes = (text.size() + 1) * sizeof(Char);
    if (flags & FORMAT_MESSAGE_ALLOCATE_BUFFER) {
        const std::size_t least = std::size_t{size} * sizeof(Char);
        void* block = std::malloc(bytes > least ? bytes : least);
        if (block == nullptr)
            throw std::bad_alloc();
        std::memcpy(block, text.c_str(), bytes);
        *static_cast<void**>(buffer) = block;
        return static_cast<DWORD>(text.size());
    }
    if (text.size() >= size)
        return failure(ERROR_INSUFFICIENT_BUFFER, DWORD{0});
    std::memcpy(buffer, text.c_str(), bytes);
    return static_cast<DWORD>(text.size());
}

// The message that was asked for; false and the last error if there is none.
template<typename Char>
bool find(DWORD flags, const void* source, DWORD id, DWORD language, std::string& text) {
    if (flags & FORMAT_MESSAGE_FROM_STRING) {
        if (source == nullptr)
            return failure(ERROR_INVALID_PARAMETER, false);
        text = utf8_of(static_cast<const Char*>(source));
        return true;
    }
    if (flags & FORMAT_MESSAGE_FROM_SYSTEM) {
        const WORD primary = PRIMARYLANGID(language);
        if (primary != LANG_NEUTRAL && primary != LANG_ENGLISH)
            return failure(1815, false); // ERROR_RESOURCE_LANG_NOT_FOUND
        // HRESULTs of Win32 errors are found too.
        const char* known = message_text((id >> 16) == 0x8007 ? id & 0xffff : id);
        if (known == nullptr)
            return failure(ERROR_MR_MID_NOT_FOUND, false);
        text = std::string(known) + "\r\n";
        return true;
    }
    const bool module = (flags & FORMAT_MESSAGE_FROM_HMODULE) != 0;
    return failure(module ? ERROR_RESOURCE_TYPE_NOT_FOUND : ERROR_INVALID_PARAMETER, false);
}

template<typename Char>
DWORD format_message(DWORD flags, const void* source, DWORD id, DWORD language, void* buffer,
                     DWORD size, va_list* arguments) {
    return contained(DWORD{0}, [&] {
        if (buffer == nullptr)
            return failure(ERROR_INVALID_PARAMETER, DWORD{0});
        if (flags & FORMAT_MESSAGE_ALLOCATE_BUFFER)
            *static_cast<void**>(buffer) = nullptr;
        else if (size == 0 || size > kBufferMax)
            return failure(ERROR_INVALID_PARAMETER, DWORD{0});
        std::string text;
        if (!find<Char>(flags, source, id, language, text))
            return DWORD{0};
        std::string out;
        const Inserts inserts(arguments, (flags & FORMAT_MESSAGE_ARGUMENT_ARRAY) != 0);
        if (const int error = Message(text, inserts, flags, sizeof(Char) == 2).run(out))
            return failure(error, DWORD{0});
        return give(ws2::base::text_as<Char>(out), flags, buffer, size);
    });
}

} // namespace

extern "C" {

DWORD WINAPI FormatMessageA(DWORD dwFlags, LPCVOID lpSource, DWORD dwMessageId, DWORD dwLanguageId,
                            LPSTR lpBuffer, DWORD nSize, va_list* Arguments) {
    return format_message<char>(dwFlags, lpSource, dwMessageId, dwLanguageId, lpBuffer, nSize,
                                Arguments);
}

DWORD WINAPI FormatMessageW(DWORD dwFlags, LPCVOID lpSource, DWORD dwMessageId, DWORD dwLanguageId,
                            LPWSTR lpBuffer, DWORD nSize, va_list* Arguments) {
    return format_message<char16_t>(dwFlags, lpSource, dwMessageId, dwLanguageId, lpBuffer, nSize,
                                    Arguments);
}
}
