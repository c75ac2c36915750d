// Room win32: the event log, which is the system log.
#include "win32/text.hpp"

#include <memory>
#include <mutex>
#include <set>
#include <syslog.h>
#include <ws2/event_log.h>

using namespace ws2::win32;

namespace {

struct Source {
    std::string name;
};

// The sources that are registered: a handle is the address of one.
struct Sources {
    std::mutex mutex;
    std::set<const Source*> all;
};

Sources& sources() {
    static auto* const one = new Sources; // threads may report while the process ends
    return *one;
}

template<typename Char>
HANDLE register_source(const Char* server, const Char* name) {
    return contained(HANDLE{}, [&] {
        if (server != nullptr && *server != 0)
            return failure(ERROR_NOT_SUPPORTED, HANDLE{});
        if (name == nullptr)
            return failure(ERROR_INVALID_PARAMETER, HANDLE{});
        auto made = std::make_unique<Source>(Source{utf8_of(name)});
        const std::lock_guard lock(sources().mutex);
        sources().all.insert(made.get());
        return static_cast<HANDLE>(made.release());
    });
}

int priority_of(WORD type) {
    switch (type) {
    case EVENTLOG_ERROR_TYPE: return LOG_ERR;
    case EVENTLOG_WARNING_TYPE:
    case EVENTLOG_AUDIT_FAILURE: return LOG_WARNING;
    default: return LOG_INFO;
    }
}

template<typename Char>
BOOL report(HANDLE log, WORD type, DWORD event, WORD count, const Char** strings) {
    return contained(FALSE, [&] {
        std::string line;
        {
            const std::lock_guard lock(sources().mutex);
            if (sources().all.count(static_cast<const Source*>(log)) == 0)
                return outcome(ERROR_INVALID_HANDLE);
            line = static_cast<const Source*>(log)->name;
        }
        if (count != 0 && strings == nullptr)
            return outcome(ERROR_INVALID_PARAMETER);
        line += " (" + std::to_string(event & 0xffff) + ")";
        for (WORD i = 0; i < count; ++i)
            line += (i == 0 ? ": " : " ") + utf8_of(strings[i]);
        syslog(LOG_USER | priority_of(type), "%s", line.c_str());
        return TRUE;
    });
}

} // namespace

extern "C" {

HANDLE WINAPI RegisterEventSourceA(LPCSTR lpUNCServerName, LPCSTR lpSourceName) {
    return register_source(lpUNCServerName, lpSourceName);
}

HANDLE WINAPI RegisterEventSourceW(LPCWSTR lpUNCServerName, LPCWSTR lpSourceName) {
    return register_source(lpUNCServerName, lpSourceName);
}

BOOL WINAPI DeregisterEventSource(HANDLE hEventLog) {
    const auto* source = static_cast<const Source*>(hEventLog);
    const std::lock_guard lock(sources().mutex);
    if (sources().all.erase(source) == 0)
        return outcome(ERROR_INVALID_HANDLE);
    delete source;
    return TRUE;
}

BOOL WINAPI ReportEventA(HANDLE hEventLog, WORD wType, WORD, DWORD dwEventID, PSID,
                         WORD wNumStrings, DWORD, LPCSTR* lpStrings, LPVOID) {
    return report(hEventLog, wType, dwEventID, wNumStrings, lpStrings);
}

BOOL WINAPI ReportEventW(HANDLE hEventLog, WORD wType, WORD, DWORD dwEventID, PSID,
                         WORD wNumStrings, DWORD, LPCWSTR* lpStrings, LPVOID) {
    return report(hEventLog, wType, dwEventID, wNumStrings, lpStrings);
}
}

// Nothing of the system log is read back.
extern "C" {

HANDLE WINAPI OpenEventLogA(LPCSTR, LPCSTR) {
    return failure<HANDLE>(ERROR_NOT_SUPPORTED, nullptr);
}
HANDLE WINAPI OpenEventLogW(LPCWSTR, LPCWSTR) {
    return failure<HANDLE>(ERROR_NOT_SUPPORTED, nullptr);
}
BOOL WINAPI CloseEventLog(HANDLE) {
    return outcome(ERROR_INVALID_HANDLE);
}
BOOL WINAPI ReadEventLogA(HANDLE, DWORD, DWORD, LPVOID, DWORD, DWORD*, DWORD*) {
    return outcome(ERROR_INVALID_HANDLE);
}
BOOL WINAPI ReadEventLogW(HANDLE, DWORD, DWORD, LPVOID, DWORD, DWORD*, DWORD*) {
    return outcome(ERROR_INVALID_HANDLE);
}
BOOL WINAPI NotifyChangeEventLog(HANDLE, HANDLE) {
    return outcome(ERROR_INVALID_HANDLE);
}
BOOL WINAPI GetNumberOfEventLogRecords(HANDLE, PDWORD) {
    return outcome(ERROR_INVALID_HANDLE);
}
}
