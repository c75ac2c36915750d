// Room dispatch: the name-space providers of this process, started on demand; like transport
// providers, one that exists stays for the life of the process.
//
// A provider of version 1 is a library that exports NSPStartup. One of version 2 advertises its
// routines from within the process (WSAAdvertiseProvider) under a GUID of the catalog; it then
// serves in the library's place.
#pragma once

#include "base/result.hpp"
#include "catalog/name_space.hpp"

#include <string>
#include <vector>
#include <ws2spi.h>

namespace ws2::dispatch {

struct NameSpaceProvider {
    GUID id{};
    DWORD name_space = 0;
    std::string path;          // for messages
    NSP_ROUTINE table{};       // of version 1; NSPIoctl alone may be null
    bool is_version_2 = false; // then the rest counts
    NSPV2_ROUTINE table_2{};   // begin, next and end are there
    LPVOID client_session = nullptr;

    bool is_same(const NameSpaceProvider& other) const; // of one GUID and library
};

// The active providers that a query means: the one of this GUID, else those of the name space
// (NS_ALL: all), in the catalog's order.
std::vector<const catalog::NameSpace*> name_spaces_for(const GUID* provider, DWORD name_space);

// Errors, each with one log line: WSAEPROVIDERFAILEDINIT (or the provider's own code),
// WSAEINVALIDPROCTABLE, WSAEINPROGRESS (asked for by its own start), WSA_NOT_ENOUGH_MEMORY. No lock
// of the caller's may be held.
base::Result<const NameSpaceProvider*> start_name_space(const catalog::NameSpace& entry) noexcept;

// NSPCleanup for all that are started. For the last WSACleanup alone.
void stop_name_spaces() noexcept;

// 0, WSAEINVALIDPROVIDER (no such provider in the catalog) or WSAEALREADY.
int advertise(const GUID& provider, const NSPV2_ROUTINE& table);
// 0 or WSAEINVALIDPROVIDER.
int unadvertise(const GUID& provider);

// The calls. All give 0 or the code that the provider left with the thread; the thread's own error
// is as it was. Those with a version-2 provider wait for WSAProviderCompleteAsyncCall.
int lookup_begin(const NameSpaceProvider& provider, WSAQUERYSETW& query, WSASERVICECLASSINFOW* info,
                 DWORD flags, HANDLE& lookup);
int lookup_next(const NameSpaceProvider& provider, HANDLE lookup, DWORD flags, DWORD& octets,
                WSAQUERYSETW* results);
int lookup_end(const NameSpaceProvider& provider, HANDLE lookup);
int set_service(const NameSpaceProvider& provider, WSASERVICECLASSINFOW* info,
                WSAQUERYSETW& service, WSAESETSERVICEOP operation, DWORD flags);
// WSAEOPNOTSUPP from version 2, which knows no classes and no ioctl.
int install_class(const NameSpaceProvider& provider, WSASERVICECLASSINFOW& info);
int remove_class(const NameSpaceProvider& provider, GUID& id);
int class_info(const NameSpaceProvider& provider, DWORD& octets, WSASERVICECLASSINFOW* info);
int name_space_ioctl(const NameSpaceProvider& provider, HANDLE lookup, DWORD code, LPVOID in,
                     DWORD in_octets, LPVOID out, DWORD out_octets, DWORD& returned,
                     LPWSACOMPLETION completion, LPWSATHREADID thread);

// WSAProviderCompleteAsyncCall: 0 or WSA_INVALID_HANDLE.
int complete_async_call(HANDLE call, INT result, int error) noexcept;

} // namespace ws2::dispatch
