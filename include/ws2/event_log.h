/* ws2/event_log.h - the event log, which is the system log (syslog) here. Part of windows.h. */
#ifndef WS2_EVENT_LOG_H
#define WS2_EVENT_LOG_H
#include "winbase.h"

#define EVENTLOG_SUCCESS 0x0000
#define EVENTLOG_ERROR_TYPE 0x0001
#define EVENTLOG_WARNING_TYPE 0x0002
#define EVENTLOG_INFORMATION_TYPE 0x0004
#define EVENTLOG_AUDIT_SUCCESS 0x0008
#define EVENTLOG_AUDIT_FAILURE 0x0010

#define EVENTLOG_SEQUENTIAL_READ 0x0001
#define EVENTLOG_SEEK_READ 0x0002
#define EVENTLOG_FORWARDS_READ 0x0004
#define EVENTLOG_BACKWARDS_READ 0x0008

typedef struct _EVENTLOGRECORD {
    DWORD Length;
    DWORD Reserved;
    DWORD RecordNumber;
    DWORD TimeGenerated;
    DWORD TimeWritten;
    DWORD EventID;
    WORD EventType;
    WORD NumStrings;
    WORD EventCategory;
    WORD ReservedFlags;
    DWORD ClosingRecordNumber;
    DWORD StringOffset;
    DWORD UserSidLength;
    DWORD UserSidOffset;
    DWORD DataLength;
    DWORD DataOffset;
} EVENTLOGRECORD, *PEVENTLOGRECORD;

#ifdef __cplusplus
extern "C" {
#endif

/* The system log cannot be read by these: NULL and ERROR_NOT_SUPPORTED; no handle of one is good.
 */
WINBASEAPI HANDLE WINAPI OpenEventLogA(LPCSTR lpUNCServerName, LPCSTR lpSourceName);
WINBASEAPI HANDLE WINAPI OpenEventLogW(LPCWSTR lpUNCServerName, LPCWSTR lpSourceName);
WINBASEAPI BOOL WINAPI CloseEventLog(HANDLE hEventLog);
WINBASEAPI BOOL WINAPI ReadEventLogA(HANDLE hEventLog, DWORD dwReadFlags, DWORD dwRecordOffset,
                                     LPVOID lpBuffer, DWORD nNumberOfBytesToRead,
                                     DWORD* pnBytesRead, DWORD* pnMinNumberOfBytesNeeded);
WINBASEAPI BOOL WINAPI ReadEventLogW(HANDLE hEventLog, DWORD dwReadFlags, DWORD dwRecordOffset,
                                     LPVOID lpBuffer, DWORD nNumberOfBytesToRead,
                                     DWORD* pnBytesRead, DWORD* pnMinNumberOfBytesNeeded);
WINBASEAPI BOOL WINAPI NotifyChangeEventLog(HANDLE hEventLog, HANDLE hEvent);
WINBASEAPI BOOL WINAPI GetNumberOfEventLogRecords(HANDLE hEventLog, PDWORD NumberOfRecords);

/* NULL with ERROR_NOT_SUPPORTED for another host's log. */
WINBASEAPI HANDLE WINAPI RegisterEventSourceA(LPCSTR lpUNCServerName, LPCSTR lpSourceName);
WINBASEAPI HANDLE WINAPI RegisterEventSourceW(LPCWSTR lpUNCServerName, LPCWSTR lpSourceName);
WINBASEAPI BOOL WINAPI DeregisterEventSource(HANDLE hEventLog);
/* One line: the source, the event's number, and the strings. There are no message files to look the
 * number up in. */
WINBASEAPI BOOL WINAPI ReportEventA(HANDLE hEventLog, WORD wType, WORD wCategory, DWORD dwEventID,
                                    PSID lpUserSid, WORD wNumStrings, DWORD dwDataSize,
                                    LPCSTR* lpStrings, LPVOID lpRawData);
WINBASEAPI BOOL WINAPI ReportEventW(HANDLE hEventLog, WORD wType, WORD wCategory, DWORD dwEventID,
                                    PSID lpUserSid, WORD wNumStrings, DWORD dwDataSize,
                                    LPCWSTR* lpStrings, LPVOID lpRawData);

#ifdef __cplusplus
}
#endif

#ifdef UNICODE
#define RegisterEventSource RegisterEventSourceW
#define ReportEvent ReportEventW
#define OpenEventLog OpenEventLogW
#define ReadEventLog ReadEventLogW
#else
#define RegisterEventSource RegisterEventSourceA
#define ReportEvent ReportEventA
#define OpenEventLog OpenEventLogA
#define ReadEventLog ReadEventLogA
#endif

#endif
