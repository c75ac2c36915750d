/* winternl.h - words of the NT kernel's own interface: its outcomes and counted strings. None of
 * its calls is here but those below. */
#ifndef _WINTERNL_
#define _WINTERNL_
#include "sysinfoapi.h"
#include "windef.h"

#ifndef NT_SUCCESS
#define NT_SUCCESS(status) ((NTSTATUS)(status) >= 0)
#endif
#define NT_INFORMATION(status) (((ULONG)(status) >> 30) == 1)
#define NT_WARNING(status) (((ULONG)(status) >> 30) == 2)
#define NT_ERROR(status) (((ULONG)(status) >> 30) == 3)

#define OBJ_INHERIT 0x00000002
#define OBJ_PERMANENT 0x00000010
#define OBJ_EXCLUSIVE 0x00000020
#define OBJ_CASE_INSENSITIVE 0x00000040
#define OBJ_OPENIF 0x00000080
#define OBJ_OPENLINK 0x00000100
#define OBJ_KERNEL_HANDLE 0x00000200

/* Lengths in octets, without the NUL. */
typedef struct _UNICODE_STRING {
    USHORT Length;
    USHORT MaximumLength;
    PWSTR Buffer;
} UNICODE_STRING, *PUNICODE_STRING;
typedef const UNICODE_STRING* PCUNICODE_STRING;

typedef struct _STRING {
    USHORT Length;
    USHORT MaximumLength;
    PCHAR Buffer;
} STRING, *PSTRING, ANSI_STRING, *PANSI_STRING, OEM_STRING, *POEM_STRING;
typedef const char* PCSZ;

typedef struct _IO_STATUS_BLOCK {
    __extension__ union {
        NTSTATUS Status;
        PVOID Pointer;
    };
    ULONG_PTR Information;
} IO_STATUS_BLOCK, *PIO_STATUS_BLOCK;

typedef struct _OBJECT_ATTRIBUTES {
    ULONG Length;
    HANDLE RootDirectory;
    PUNICODE_STRING ObjectName;
    ULONG Attributes;
    PVOID SecurityDescriptor;
    PVOID SecurityQualityOfService;
} OBJECT_ATTRIBUTES, *POBJECT_ATTRIBUTES;
#define InitializeObjectAttributes(to, name, attributes, root, security)                           \
    {                                                                                              \
        (to)->Length = sizeof(OBJECT_ATTRIBUTES);                                                  \
        (to)->RootDirectory = root;                                                                \
        (to)->ObjectName = name;                                                                   \
        (to)->Attributes = attributes;                                                             \
        (to)->SecurityDescriptor = security;                                                       \
        (to)->SecurityQualityOfService = NULL;                                                     \
    }

typedef VOID(NTAPI* PIO_APC_ROUTINE)(PVOID ApcContext, PIO_STATUS_BLOCK IoStatusBlock,
                                     ULONG Reserved);

#ifdef __cplusplus
extern "C" {
#endif

/* ERROR_MR_MID_NOT_FOUND for what has no code of its own. */
WINBASEAPI ULONG NTAPI RtlNtStatusToDosError(NTSTATUS Status);
/* As GetVersionEx: 0. Of the size 148 or, with service packs and suites, 156. */
WINBASEAPI NTSTATUS NTAPI RtlGetVersion(PRTL_OSVERSIONINFOW lpVersionInformation);
/* The string stays the caller's; NULL makes an empty one. */
WINBASEAPI VOID NTAPI RtlInitUnicodeString(PUNICODE_STRING DestinationString, PCWSTR SourceString);
WINBASEAPI VOID NTAPI RtlInitAnsiString(PANSI_STRING DestinationString, PCSZ SourceString);

#ifdef __cplusplus
}
#endif

#endif
