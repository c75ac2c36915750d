// Room api: services that make themselves known, and name-space providers of version 2 within the
// process.
#include "api/lookup_service.hpp"
#include "api/service_class.hpp"
#include "names/packed_query.hpp"

namespace ws2::api {
namespace {

// Done if one provider took it.
int set(WSAQUERYSETW& service, WSAESETSERVICEOP operation, DWORD flags) {
    const bool known_operation = operation == RNRSERVICE_REGISTER ||
                                 operation == RNRSERVICE_DEREGISTER ||
                                 operation == RNRSERVICE_DELETE;
    if (service.dwSize < sizeof service || service.lpServiceClassId == nullptr || !known_operation)
        return WSAEINVAL;
    const auto entries = dispatch::name_spaces_for(service.lpNSProviderId, service.dwNameSpace);
    if (entries.empty())
        return service.lpNSProviderId != nullptr ? WSAEINVAL : WSASERVICE_NOT_FOUND;
    KnownClass known(*service.lpServiceClassId);
    int first_code = 0;
    bool taken = false;
    for (const catalog::NameSpace* entry : entries) {
        const auto provider = dispatch::start_name_space(*entry);
        const int code = provider ? dispatch::set_service(*provider.value, known.get(), service,
                                                          operation, flags)
                                  : provider.error;
        taken = taken || code == 0;
        if (first_code == 0 || first_code == WSAEOPNOTSUPP)
            first_code = code;
    }
    return taken ? 0 : first_code;
}

} // namespace
} // namespace ws2::api

using namespace ws2;
using namespace ws2::api;

extern "C" {

INT WSAAPI WSASetServiceW(LPWSAQUERYSETW lpqsRegInfo, WSAESETSERVICEOP essoperation,
                          DWORD dwControlFlags) {
    return guarded_call([&] {
        return lpqsRegInfo == nullptr ? WSAEINVAL : set(*lpqsRegInfo, essoperation, dwControlFlags);
    });
}

INT WSAAPI WSASetServiceA(LPWSAQUERYSETA lpqsRegInfo, WSAESETSERVICEOP essoperation,
                          DWORD dwControlFlags) {
    return guarded_call([&] {
        if (lpqsRegInfo == nullptr)
            return WSAEINVAL;
        names::WideQuery wide(*lpqsRegInfo);
        return set(*wide.get(), essoperation, dwControlFlags);
    });
}

INT WSAAPI WSAAdvertiseProvider(const GUID* puuidProviderId, const LPCNSPV2_ROUTINE pNSPv2Routine) {
    return guarded_call([&] {
        if (puuidProviderId == nullptr || pNSPv2Routine == nullptr ||
            pNSPv2Routine->cbSize < sizeof *pNSPv2Routine ||
            pNSPv2Routine->NSPv2LookupServiceBegin == nullptr ||
            pNSPv2Routine->NSPv2LookupServiceNextEx == nullptr ||
            pNSPv2Routine->NSPv2LookupServiceEnd == nullptr)
            return WSAEINVAL;
        return dispatch::advertise(*puuidProviderId, *pNSPv2Routine);
    });
}

INT WSAAPI WSAUnadvertiseProvider(const GUID* puuidProviderId) {
    return guarded_call([&] {
        return puuidProviderId == nullptr ? WSAEINVAL : dispatch::unadvertise(*puuidProviderId);
    });
}

// A provider's thread calls this, with its error left as the thread's. Not refused while the
// session ends: somebody waits for it.
INT WSAAPI WSAProviderCompleteAsyncCall(HANDLE hAsyncCall, INT iRetCode) {
    return outcome(dispatch::complete_async_call(hAsyncCall, iRetCode, nt::last_error()));
}
}
