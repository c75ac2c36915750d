// Room win32: security identifiers, binary and as text.
#include "win32/text.hpp"

#include <charconv>
#include <cstring>
#include <memoryapi.h>
#include <optional>
#include <sddl.h>
#include <securitybaseapi.h>
#include <string>

using namespace ws2::win32;

namespace {

constexpr std::size_t kBeforeAuthorities = offsetof(SID, SubAuthority);

SID* as_sid(PSID sid) noexcept {
    return static_cast<SID*>(sid);
}

std::size_t length_for(std::size_t count) noexcept {
    return kBeforeAuthorities + count * sizeof(DWORD);
}

std::string text_of(const SID& sid) {
    std::uint64_t authority = 0;
    for (const auto octet : sid.IdentifierAuthority.Value)
        authority = authority << 8 | octet;
    std::string text = "S-" + std::to_string(sid.Revision) + "-" + std::to_string(authority);
    const DWORD* at = sid.SubAuthority;
    for (unsigned i = 0; i < sid.SubAuthorityCount; ++i)
        text += "-" + std::to_string(at[i]);
    return text;
}

// One number behind a hyphen; takes it from the text.
std::optional<std::uint64_t> take_number(std::string_view& text, std::uint64_t most) {
    std::uint64_t number = 0;
    if (text.empty() || text.front() != '-')
        return {};
    const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), number);
    if (error != std::errc() || number > most)
        return {};
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

bool parse(std::string_view text, SID& sid, DWORD* authorities) {
    if (text.empty() || (text.front() != 'S' && text.front() != 's'))
        return false;
    text.remove_prefix(1);
    const auto revision = take_number(text, SID_REVISION);
    auto authority = take_number(text, 0xffffffffffff);
    if (!revision || *revision != SID_REVISION || !authority)
        return false;
    sid.Revision = SID_REVISION;
    for (int i = 5; i >= 0; --i, *authority >>= 8)
        sid.IdentifierAuthority.Value[i] = static_cast<unsigned char>(*authority);
    sid.SubAuthorityCount = 0;
    while (!text.empty()) {
        const auto number = take_number(text, 0xffffffff);
        if (!number || sid.SubAuthorityCount == SID_MAX_SUB_AUTHORITIES)
            return false;
        authorities[sid.SubAuthorityCount++] = static_cast<DWORD>(*number);
    }
    return sid.SubAuthorityCount != 0;
}

template<typename Char>
BOOL to_text(PSID sid, Char** text) {
    return contained(FALSE, [&] {
        if (!IsValidSid(sid))
            return outcome(ERROR_INVALID_SID);
        if (text == nullptr)
            return outcome(ERROR_INVALID_PARAMETER);
        const auto plain = text_of(*as_sid(sid));
        auto* memory =
            static_cast<Char*>(LocalAlloc(LMEM_FIXED, (plain.size() + 1) * sizeof(Char)));
        if (memory == nullptr)
            return outcome(ERROR_NOT_ENOUGH_MEMORY);
        for (std::size_t i = 0; i <= plain.size(); ++i)
            memory[i] = static_cast<Char>(plain.c_str()[i]);
        *text = memory;
        return TRUE;
    });
}

BOOL from_text(const std::string& text, PSID* result) {
    SID head{};
    DWORD authorities[SID_MAX_SUB_AUTHORITIES];
    if (!parse(text, head, authorities))
        return outcome(ERROR_INVALID_SID);
    auto* sid = static_cast<SID*>(LocalAlloc(LMEM_FIXED, length_for(head.SubAuthorityCount)));
    if (sid == nullptr)
        return outcome(ERROR_NOT_ENOUGH_MEMORY);
    std::memcpy(sid, &head, kBeforeAuthorities);
    std::memcpy(sid->SubAuthority, authorities, head.SubAuthorityCount * sizeof(DWORD));
    *result = sid;
    return TRUE;
}

} // namespace

extern "C" {

BOOL WINAPI InitializeSid(PSID Sid, PSID_IDENTIFIER_AUTHORITY pIdentifierAuthority,
                          BYTE nSubAuthorityCount) {
    if (Sid == nullptr || pIdentifierAuthority == nullptr ||
        nSubAuthorityCount > SID_MAX_SUB_AUTHORITIES)
        return outcome(ERROR_INVALID_PARAMETER);
    as_sid(Sid)->Revision = SID_REVISION;
    as_sid(Sid)->SubAuthorityCount = nSubAuthorityCount;
    as_sid(Sid)->IdentifierAuthority = *pIdentifierAuthority;
    return TRUE;
}

BOOL WINAPI AllocateAndInitializeSid(PSID_IDENTIFIER_AUTHORITY pIdentifierAuthority,
                                     BYTE nSubAuthorityCount, DWORD nSubAuthority0,
                                     DWORD nSubAuthority1, DWORD nSubAuthority2,
                                     DWORD nSubAuthority3, DWORD nSubAuthority4,
                                     DWORD nSubAuthority5, DWORD nSubAuthority6,
                                     DWORD nSubAuthority7, PSID* pSid) {
    const DWORD all[8] = {nSubAuthority0, nSubAuthority1, nSubAuthority2, nSubAuthority3,
                          nSubAuthority4, nSubAuthority5, nSubAuthority6, nSubAuthority7};
    if (pSid == nullptr || pIdentifierAuthority == nullptr || nSubAuthorityCount == 0 ||
        nSubAuthorityCount > 8)
        return outcome(ERROR_INVALID_SID);
    auto* sid = static_cast<SID*>(LocalAlloc(LMEM_FIXED, length_for(nSubAuthorityCount)));
    if (sid == nullptr)
        return outcome(ERROR_NOT_ENOUGH_MEMORY);
    InitializeSid(sid, pIdentifierAuthority, nSubAuthorityCount);
    std::memcpy(sid->SubAuthority, all, nSubAuthorityCount * sizeof(DWORD));
    *pSid = sid;
    return TRUE;
}

PVOID WINAPI FreeSid(PSID pSid) {
    LocalFree(pSid);
    return nullptr;
}

BOOL WINAPI IsValidSid(PSID pSid) {
    return pSid != nullptr && as_sid(pSid)->Revision == SID_REVISION &&
           as_sid(pSid)->SubAuthorityCount <= SID_MAX_SUB_AUTHORITIES;
}

BOOL WINAPI EqualSid(PSID pSid1, PSID pSid2) {
    if (!IsValidSid(pSid1) || !IsValidSid(pSid2))
        return outcome(ERROR_INVALID_SID);
    return GetLengthSid(pSid1) == GetLengthSid(pSid2) &&
           std::memcmp(pSid1, pSid2, GetLengthSid(pSid1)) == 0;
}

BOOL WINAPI CopySid(DWORD nDestinationSidLength, PSID pDestinationSid, PSID pSourceSid) {
    if (!IsValidSid(pSourceSid) || pDestinationSid == nullptr)
        return outcome(ERROR_INVALID_SID);
    if (nDestinationSidLength < GetLengthSid(pSourceSid))
        return outcome(ERROR_INSUFFICIENT_BUFFER);
    std::memcpy(pDestinationSid, pSourceSid, GetLengthSid(pSourceSid));
    return TRUE;
}

DWORD WINAPI GetLengthSid(PSID pSid) {
    return static_cast<DWORD>(length_for(as_sid(pSid)->SubAuthorityCount));
}

DWORD WINAPI GetSidLengthRequired(UCHAR nSubAuthorityCount) {
    return static_cast<DWORD>(length_for(nSubAuthorityCount));
}

PDWORD WINAPI GetSidSubAuthority(PSID pSid, DWORD nSubAuthority) {
    return as_sid(pSid)->SubAuthority + nSubAuthority;
}

PUCHAR WINAPI GetSidSubAuthorityCount(PSID pSid) {
    return &as_sid(pSid)->SubAuthorityCount;
}

PSID_IDENTIFIER_AUTHORITY WINAPI GetSidIdentifierAuthority(PSID pSid) {
    return &as_sid(pSid)->IdentifierAuthority;
}

BOOL WINAPI ConvertSidToStringSidA(PSID Sid, LPSTR* StringSid) {
    return to_text(Sid, StringSid);
}

BOOL WINAPI ConvertSidToStringSidW(PSID Sid, LPWSTR* StringSid) {
    return to_text(Sid, StringSid);
}

BOOL WINAPI ConvertStringSidToSidA(LPCSTR StringSid, PSID* Sid) {
    return contained(FALSE, [&] {
        return StringSid == nullptr || Sid == nullptr ? outcome(ERROR_INVALID_PARAMETER)
                                                      : from_text(StringSid, Sid);
    });
}

BOOL WINAPI ConvertStringSidToSidW(LPCWSTR StringSid, PSID* Sid) {
    return contained(FALSE, [&] {
        if (StringSid == nullptr || Sid == nullptr)
            return outcome(ERROR_INVALID_PARAMETER);
        std::string text; // what is not ASCII is no SID
        for (; *StringSid != 0; ++StringSid)
            text += *StringSid < 0x80 ? static_cast<char>(*StringSid) : '?';
        return from_text(text, Sid);
    });
}

} // extern "C"
