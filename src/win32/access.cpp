// Room win32: access lists and security descriptors, as data in the program's memory.
#include "win32/call.hpp"

#include <cstddef>
#include <cstring>
#include <securitybaseapi.h>

using namespace ws2::win32;

namespace {

constexpr std::size_t kBeforeSid = offsetof(ACCESS_ALLOWED_ACE, SidStart);

std::byte* bytes_of(PACL acl) noexcept {
    return reinterpret_cast<std::byte*>(acl);
}

// Where entry `index` begins; the end of the list's entries for their number. Null if the list is
// not sound up to there.
ACE_HEADER* entry(PACL acl, unsigned index) noexcept {
    std::size_t at = sizeof(ACL);
    for (unsigned i = 0; i < index; ++i) {
        if (at + sizeof(ACE_HEADER) > acl->AclSize)
            return nullptr;
        const std::size_t size = reinterpret_cast<ACE_HEADER*>(bytes_of(acl) + at)->AceSize;
        if (size < sizeof(ACE_HEADER))
            return nullptr;
        at += size;
    }
    return at <= acl->AclSize ? reinterpret_cast<ACE_HEADER*>(bytes_of(acl) + at) : nullptr;
}

BOOL add(PACL acl, DWORD revision, DWORD mask, PSID sid, unsigned char type) noexcept {
    if (!IsValidSid(sid))
        return outcome(ERROR_INVALID_SID);
    if (!IsValidAcl(acl))
        return outcome(ERROR_INVALID_ACL);
    if (revision != ACL_REVISION && revision != ACL_REVISION_DS)
        return outcome(ERROR_REVISION_MISMATCH);
    auto* ace = reinterpret_cast<ACCESS_ALLOWED_ACE*>(entry(acl, acl->AceCount));
    const std::size_t size = kBeforeSid + GetLengthSid(sid);
    const auto used = static_cast<std::size_t>(reinterpret_cast<std::byte*>(ace) - bytes_of(acl));
    if (size > acl->AclSize - used)
        return outcome(ERROR_ALLOTTED_SPACE_EXCEEDED);
    ace->Header = {type, 0, static_cast<unsigned short>(size)};
    ace->Mask = mask;
    std::memcpy(&ace->SidStart, sid, GetLengthSid(sid));
    ++acl->AceCount;
    return TRUE;
}

// The error of a descriptor that the calls cannot take, or 0.
int fault_of(PSECURITY_DESCRIPTOR given) noexcept {
    const auto* descriptor = static_cast<const SECURITY_DESCRIPTOR*>(given);
    if (descriptor == nullptr)
        return ERROR_INVALID_PARAMETER;
    if (descriptor->Revision != SECURITY_DESCRIPTOR_REVISION)
        return ERROR_UNKNOWN_REVISION;
    return (descriptor->Control & SE_SELF_RELATIVE) != 0 ? ERROR_INVALID_SECURITY_DESCR : 0;
}

void set_control(SECURITY_DESCRIPTOR& descriptor, unsigned flag, bool on) noexcept {
    const unsigned control = on ? descriptor.Control | flag : descriptor.Control & ~flag;
    descriptor.Control = static_cast<SECURITY_DESCRIPTOR_CONTROL>(control);
}

BOOL set_list(PSECURITY_DESCRIPTOR given, PACL SECURITY_DESCRIPTOR::*member, unsigned present_flag,
              BOOL present, PACL list, BOOL defaulted) noexcept {
    if (const int fault = fault_of(given))
        return outcome(fault);
    auto& descriptor = *static_cast<SECURITY_DESCRIPTOR*>(given);
    set_control(descriptor, present_flag, present != FALSE);
    set_control(descriptor, present_flag << 1, present && defaulted);
    descriptor.*member = present ? list : nullptr;
    return TRUE;
}

BOOL get_list(PSECURITY_DESCRIPTOR given, PACL SECURITY_DESCRIPTOR::*member, unsigned present_flag,
              LPBOOL present, PACL* list, LPBOOL defaulted) noexcept {
    if (const int fault = fault_of(given))
        return outcome(fault);
    if (present == nullptr || list == nullptr || defaulted == nullptr)
        return outcome(ERROR_INVALID_PARAMETER);
    const auto& descriptor = *static_cast<SECURITY_DESCRIPTOR*>(given);
    *present = (descriptor.Control & present_flag) != 0;
    if (*present) {
        *list = descriptor.*member;
        *defaulted = (descriptor.Control & (present_flag << 1)) != 0;
    }
    return TRUE;
}

BOOL set_sid(PSECURITY_DESCRIPTOR given, PSID SECURITY_DESCRIPTOR::*member, unsigned flag, PSID sid,
             BOOL defaulted) noexcept {
    if (const int fault = fault_of(given))
        return outcome(fault);
    auto& descriptor = *static_cast<SECURITY_DESCRIPTOR*>(given);
    descriptor.*member = sid;
    set_control(descriptor, flag, sid != nullptr && defaulted);
    return TRUE;
}

BOOL get_sid(PSECURITY_DESCRIPTOR given, PSID SECURITY_DESCRIPTOR::*member, unsigned flag,
             PSID* sid, LPBOOL defaulted) noexcept {
    if (const int fault = fault_of(given))
        return outcome(fault);
    if (sid == nullptr || defaulted == nullptr)
        return outcome(ERROR_INVALID_PARAMETER);
    const auto& descriptor = *static_cast<SECURITY_DESCRIPTOR*>(given);
    *sid = descriptor.*member;
    *defaulted = (descriptor.Control & flag) != 0;
    return TRUE;
}

DWORD sid_length(PSID sid) noexcept {
    return sid == nullptr ? 0 : GetLengthSid(sid);
}
DWORD list_length(PACL list) noexcept {
    return list == nullptr ? 0 : list->AclSize;
}

// A descriptor in one piece: its parts stand at offsets from its start, 0 for none.
struct SelfRelative {
    unsigned char revision;
    unsigned char reserved;
    SECURITY_DESCRIPTOR_CONTROL control;
    DWORD owner;
    DWORD group;
    DWORD sacl;
    DWORD dacl;
};
static_assert(sizeof(SelfRelative) == 20);

DWORD self_relative_length(std::byte* start) noexcept {
    SelfRelative head;
    std::memcpy(&head, start, sizeof head);
    const auto part = [&](DWORD offset) -> void* { return offset == 0 ? nullptr : start + offset; };
    return static_cast<DWORD>(sizeof head) + sid_length(part(head.owner)) +
           sid_length(part(head.group)) + list_length(static_cast<PACL>(part(head.sacl))) +
           list_length(static_cast<PACL>(part(head.dacl)));
}

} // namespace

extern "C" {

BOOL WINAPI InitializeAcl(PACL pAcl, DWORD nAclLength, DWORD dwAclRevision) {
    if (pAcl == nullptr || (dwAclRevision != ACL_REVISION && dwAclRevision != ACL_REVISION_DS) ||
        nAclLength > 0xffff)
        return outcome(ERROR_INVALID_PARAMETER);
    if (nAclLength < sizeof(ACL))
        return outcome(ERROR_INSUFFICIENT_BUFFER);
    *pAcl = {static_cast<unsigned char>(dwAclRevision), 0,
             static_cast<unsigned short>(nAclLength & ~3U), 0, 0};
    return TRUE;
}

BOOL WINAPI IsValidAcl(PACL pAcl) {
    return pAcl != nullptr && pAcl->AclRevision >= ACL_REVISION &&
           pAcl->AclRevision <= ACL_REVISION_DS && pAcl->AclSize >= sizeof(ACL) &&
           entry(pAcl, pAcl->AceCount) != nullptr;
}

BOOL WINAPI AddAccessAllowedAce(PACL pAcl, DWORD dwAceRevision, DWORD AccessMask, PSID pSid) {
    return add(pAcl, dwAceRevision, AccessMask, pSid, ACCESS_ALLOWED_ACE_TYPE);
}

BOOL WINAPI AddAccessDeniedAce(PACL pAcl, DWORD dwAceRevision, DWORD AccessMask, PSID pSid) {
    return add(pAcl, dwAceRevision, AccessMask, pSid, ACCESS_DENIED_ACE_TYPE);
}

BOOL WINAPI GetAce(PACL pAcl, DWORD dwAceIndex, LPVOID* pAce) {
    if (pAce == nullptr || !IsValidAcl(pAcl) || dwAceIndex >= pAcl->AceCount)
        return outcome(ERROR_INVALID_PARAMETER);
    *pAce = entry(pAcl, dwAceIndex);
    return TRUE;
}

BOOL WINAPI InitializeSecurityDescriptor(PSECURITY_DESCRIPTOR pSecurityDescriptor,
                                         DWORD dwRevision) {
    if (dwRevision != SECURITY_DESCRIPTOR_REVISION)
        return outcome(ERROR_UNKNOWN_REVISION);
    if (pSecurityDescriptor == nullptr)
        return outcome(ERROR_INVALID_PARAMETER);
    *static_cast<SECURITY_DESCRIPTOR*>(pSecurityDescriptor) = {};
    static_cast<SECURITY_DESCRIPTOR*>(pSecurityDescriptor)->Revision = SECURITY_DESCRIPTOR_REVISION;
    return TRUE;
}

BOOL WINAPI IsValidSecurityDescriptor(PSECURITY_DESCRIPTOR pSecurityDescriptor) {
    if (fault_of(pSecurityDescriptor) != 0)
        return FALSE;
    const auto& descriptor = *static_cast<SECURITY_DESCRIPTOR*>(pSecurityDescriptor);
    return (descriptor.Owner == nullptr || IsValidSid(descriptor.Owner)) &&
           (descriptor.Group == nullptr || IsValidSid(descriptor.Group)) &&
           (descriptor.Dacl == nullptr || IsValidAcl(descriptor.Dacl)) &&
           (descriptor.Sacl == nullptr || IsValidAcl(descriptor.Sacl));
}

DWORD WINAPI GetSecurityDescriptorLength(PSECURITY_DESCRIPTOR pSecurityDescriptor) {
    SECURITY_DESCRIPTOR_CONTROL control;
    auto* const start = static_cast<std::byte*>(pSecurityDescriptor);
    std::memcpy(&control, start + offsetof(SECURITY_DESCRIPTOR, Control), sizeof control);
    if ((control & SE_SELF_RELATIVE) != 0)
        return self_relative_length(start);
    const auto& descriptor = *static_cast<SECURITY_DESCRIPTOR*>(pSecurityDescriptor);
    return static_cast<DWORD>(sizeof descriptor) + sid_length(descriptor.Owner) +
           sid_length(descriptor.Group) + list_length(descriptor.Dacl) +
           list_length(descriptor.Sacl);
}

BOOL WINAPI GetSecurityDescriptorControl(PSECURITY_DESCRIPTOR pSecurityDescriptor,
                                         PSECURITY_DESCRIPTOR_CONTROL pControl,
                                         LPDWORD lpdwRevision) {
    if (pSecurityDescriptor == nullptr || pControl == nullptr || lpdwRevision == nullptr)
        return outcome(ERROR_INVALID_PARAMETER);
    *pControl = static_cast<SECURITY_DESCRIPTOR*>(pSecurityDescriptor)->Control;
    *lpdwRevision = static_cast<SECURITY_DESCRIPTOR*>(pSecurityDescriptor)->Revision;
    return TRUE;
}

BOOL WINAPI SetSecurityDescriptorDacl(PSECURITY_DESCRIPTOR pSecurityDescriptor, BOOL bDaclPresent,
                                      PACL pDacl, BOOL bDaclDefaulted) {
    return set_list(pSecurityDescriptor, &SECURITY_DESCRIPTOR::Dacl, SE_DACL_PRESENT, bDaclPresent,
                    pDacl, bDaclDefaulted);
}

BOOL WINAPI GetSecurityDescriptorDacl(PSECURITY_DESCRIPTOR pSecurityDescriptor,
                                      LPBOOL lpbDaclPresent, PACL* pDacl, LPBOOL lpbDaclDefaulted) {
    return get_list(pSecurityDescriptor, &SECURITY_DESCRIPTOR::Dacl, SE_DACL_PRESENT,
                    lpbDaclPresent, pDacl, lpbDaclDefaulted);
}

BOOL WINAPI SetSecurityDescriptorSacl(PSECURITY_DESCRIPTOR pSecurityDescriptor, BOOL bSaclPresent,
                                      PACL pSacl, BOOL bSaclDefaulted) {
    return set_list(pSecurityDescriptor, &SECURITY_DESCRIPTOR::Sacl, SE_SACL_PRESENT, bSaclPresent,
                    pSacl, bSaclDefaulted);
}

BOOL WINAPI GetSecurityDescriptorSacl(PSECURITY_DESCRIPTOR pSecurityDescriptor,
                                      LPBOOL lpbSaclPresent, PACL* pSacl, LPBOOL lpbSaclDefaulted) {
    return get_list(pSecurityDescriptor, &SECURITY_DESCRIPTOR::Sacl, SE_SACL_PRESENT,
                    lpbSaclPresent, pSacl, lpbSaclDefaulted);
}

BOOL WINAPI SetSecurityDescriptorOwner(PSECURITY_DESCRIPTOR pSecurityDescriptor, PSID pOwner,
                                       BOOL bOwnerDefaulted) {
    return set_sid(pSecurityDescriptor, &SECURITY_DESCRIPTOR::Owner, SE_OWNER_DEFAULTED, pOwner,
                   bOwnerDefaulted);
}

BOOL WINAPI GetSecurityDescriptorOwner(PSECURITY_DESCRIPTOR pSecurityDescriptor, PSID* pOwner,
                                       LPBOOL lpbOwnerDefaulted) {
    return get_sid(pSecurityDescriptor, &SECURITY_DESCRIPTOR::Owner, SE_OWNER_DEFAULTED, pOwner,
                   lpbOwnerDefaulted);
}

BOOL WINAPI SetSecurityDescriptorGroup(PSECURITY_DESCRIPTOR pSecurityDescriptor, PSID pGroup,
                                       BOOL bGroupDefaulted) {
    return set_sid(pSecurityDescriptor, &SECURITY_DESCRIPTOR::Group, SE_GROUP_DEFAULTED, pGroup,
                   bGroupDefaulted);
}

BOOL WINAPI GetSecurityDescriptorGroup(PSECURITY_DESCRIPTOR pSecurityDescriptor, PSID* pGroup,
                                       LPBOOL lpbGroupDefaulted) {
    return get_sid(pSecurityDescriptor, &SECURITY_DESCRIPTOR::Group, SE_GROUP_DEFAULTED, pGroup,
                   lpbGroupDefaulted);
}

} // extern "C"
