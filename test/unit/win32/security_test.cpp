// Room win32: security data in memory, and services, which are not there.
#include <array>
#include <gtest/gtest.h>
#include <string>
#include <windows.h>

#include <aclapi.h>
#include <sddl.h>
#include <winsvc.h>

namespace {

PSID sid_from(const char* text) {
    PSID sid = nullptr;
    EXPECT_TRUE(ConvertStringSidToSidA(text, &sid)) << text;
    return sid;
}

TEST(SidTest, IsMadeComparedAndWritten) {
    SID_IDENTIFIER_AUTHORITY authority = SECURITY_NT_AUTHORITY;
    PSID made = nullptr;
    ASSERT_TRUE(AllocateAndInitializeSid(&authority, 2, SECURITY_BUILTIN_DOMAIN_RID,
                                         DOMAIN_ALIAS_RID_ADMINS, 0, 0, 0, 0, 0, 0, &made));
    EXPECT_TRUE(IsValidSid(made));
    EXPECT_EQ(GetLengthSid(made), 16U);
    EXPECT_EQ(GetSidLengthRequired(2), 16U);
    EXPECT_EQ(*GetSidSubAuthority(made, 1), DWORD{DOMAIN_ALIAS_RID_ADMINS});
    LPSTR text = nullptr;
    ASSERT_TRUE(ConvertSidToStringSidA(made, &text));
    EXPECT_STREQ(text, "S-1-5-32-544");
    LocalFree(text);
    LPWSTR wide = nullptr;
    ASSERT_TRUE(ConvertSidToStringSidW(made, &wide));
    PSID read = nullptr;
    ASSERT_TRUE(ConvertStringSidToSidW(wide, &read));
    LocalFree(wide);
    EXPECT_TRUE(EqualSid(made, read));
    std::array<char, SECURITY_MAX_SID_SIZE> copy{};
    EXPECT_FALSE(CopySid(15, copy.data(), made));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INSUFFICIENT_BUFFER});
    EXPECT_TRUE(CopySid(static_cast<DWORD>(copy.size()), copy.data(), made));
    *GetSidSubAuthority(copy.data(), 1) = DOMAIN_ALIAS_RID_USERS;
    EXPECT_FALSE(EqualSid(made, copy.data()));
    LocalFree(read);
    EXPECT_EQ(FreeSid(made), nullptr);
    for (const char* bad : {"", "S", "S-2-5-1", "S-1-5", "S-1-5-x", "S-1-5-4294967296", "BA",
                            "S-1-5-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1"}) {
        EXPECT_FALSE(ConvertStringSidToSidA(bad, &read)) << bad;
        EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_SID});
    }
}

TEST(AclTest, TakesEntriesUntilItIsFull) {
    PSID everyone = sid_from("S-1-1-0");
    alignas(8) std::array<char, sizeof(ACL) + 2 * 20> memory{};
    auto* acl = reinterpret_cast<PACL>(memory.data());
    EXPECT_FALSE(InitializeAcl(acl, sizeof(ACL) - 1, ACL_REVISION));
    EXPECT_FALSE(InitializeAcl(acl, static_cast<DWORD>(memory.size()), 1));
    ASSERT_TRUE(InitializeAcl(acl, static_cast<DWORD>(memory.size()), ACL_REVISION));
    EXPECT_TRUE(AddAccessDeniedAce(acl, ACL_REVISION, GENERIC_WRITE, everyone));
    EXPECT_TRUE(AddAccessAllowedAce(acl, ACL_REVISION, GENERIC_READ, everyone));
    EXPECT_FALSE(AddAccessAllowedAce(acl, ACL_REVISION, GENERIC_READ, everyone));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_ALLOTTED_SPACE_EXCEEDED});
    EXPECT_TRUE(IsValidAcl(acl));
    void* second = nullptr;
    ASSERT_TRUE(GetAce(acl, 1, &second));
    EXPECT_EQ(static_cast<ACCESS_ALLOWED_ACE*>(second)->Mask, ACCESS_MASK{GENERIC_READ});
    EXPECT_TRUE(EqualSid(&static_cast<ACCESS_ALLOWED_ACE*>(second)->SidStart, everyone));
    EXPECT_FALSE(GetAce(acl, 2, &second));
    acl->AceCount = 3; // more than there is
    EXPECT_FALSE(IsValidAcl(acl));
    LocalFree(everyone);
}

TEST(SecurityDescriptorTest, KeepsWhatItIsGiven) {
    SECURITY_DESCRIPTOR descriptor;
    EXPECT_FALSE(InitializeSecurityDescriptor(&descriptor, 2));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_UNKNOWN_REVISION});
    ASSERT_TRUE(InitializeSecurityDescriptor(&descriptor, SECURITY_DESCRIPTOR_REVISION));
    EXPECT_TRUE(IsValidSecurityDescriptor(&descriptor));
    EXPECT_EQ(GetSecurityDescriptorLength(&descriptor), 40U);
    BOOL present = TRUE;
    BOOL defaulted = TRUE;
    ACL list{};
    PACL dacl = &list;
    ASSERT_TRUE(GetSecurityDescriptorDacl(&descriptor, &present, &dacl, &defaulted));
    EXPECT_FALSE(present);
    EXPECT_EQ(dacl, &list) << "nothing is given of a list that is not present";
    ASSERT_TRUE(SetSecurityDescriptorDacl(&descriptor, TRUE, nullptr, FALSE));
    ASSERT_TRUE(GetSecurityDescriptorDacl(&descriptor, &present, &dacl, &defaulted));
    EXPECT_TRUE(present);
    EXPECT_EQ(dacl, nullptr);
    EXPECT_FALSE(defaulted);
    PSID everyone = sid_from("S-1-1-0");
    ASSERT_TRUE(SetSecurityDescriptorOwner(&descriptor, everyone, TRUE));
    PSID owner = nullptr;
    ASSERT_TRUE(GetSecurityDescriptorOwner(&descriptor, &owner, &defaulted));
    EXPECT_EQ(owner, everyone);
    EXPECT_TRUE(defaulted);
    SECURITY_DESCRIPTOR_CONTROL control = 0;
    DWORD revision = 0;
    ASSERT_TRUE(GetSecurityDescriptorControl(&descriptor, &control, &revision));
    EXPECT_EQ(control, SE_DACL_PRESENT | SE_OWNER_DEFAULTED);
    EXPECT_EQ(GetSecurityDescriptorLength(&descriptor), 40U + 12U);
    descriptor.Control |= SE_SELF_RELATIVE;
    EXPECT_FALSE(SetSecurityDescriptorOwner(&descriptor, nullptr, FALSE));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_SECURITY_DESCR});
    LocalFree(everyone);
}

TEST(SecurityDescriptorTest, InOnePieceHasItsPartsAtOffsets) {
    // Revision 1, self-relative; the owner S-1-1-0 at 20, no group, no SACL, an empty DACL at 32.
    alignas(8) std::array<unsigned char, 40> piece{1, 0, 0x04, 0x80, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                                                   0, 0, 32,   0,    0,  0, 1, 1, 0, 0, 0, 0, 0, 1,
                                                   0, 0, 0,    0,    2,  0, 8, 0, 0, 0, 0, 0};
    EXPECT_EQ(GetSecurityDescriptorLength(piece.data()), 40U);
    piece[4] = piece[16] = 0;
    EXPECT_EQ(GetSecurityDescriptorLength(piece.data()), 20U);
    EXPECT_FALSE(IsValidSecurityDescriptor(piece.data())) << "only its length and control are told";
}

TEST(SecurityDescriptorTest, WhatLinuxHasNotIsRefused) {
    HANDLE token = nullptr;
    EXPECT_FALSE(OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_SUPPORTED});
    EXPECT_FALSE(OpenThreadToken(GetCurrentThread(), TOKEN_QUERY, TRUE, &token));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NO_TOKEN});
    PACL acl = nullptr;
    EXPECT_EQ(SetEntriesInAclA(0, nullptr, nullptr, &acl), DWORD{ERROR_NOT_SUPPORTED});
}

TEST(ServiceTest, AProgramIsNone) {
    const std::array<SERVICE_TABLE_ENTRYA, 1> table{};
    EXPECT_FALSE(StartServiceCtrlDispatcherA(table.data()));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_FAILED_SERVICE_CONTROLLER_CONNECT});
    EXPECT_EQ(OpenSCManagerA(nullptr, nullptr, SC_MANAGER_CONNECT), nullptr);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_DATABASE_DOES_NOT_EXIST});
    EXPECT_EQ(RegisterServiceCtrlHandlerA("name", nullptr), nullptr);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_SERVICE_NOT_IN_EXE});
    EXPECT_FALSE(CloseServiceHandle(nullptr));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
}

TEST(EventLogTest, IsTheSystemLog) {
    const HANDLE log = RegisterEventSourceA(nullptr, "ws2 test");
    ASSERT_NE(log, nullptr);
    LPCSTR words[] = {"a", "b"};
    EXPECT_TRUE(ReportEventA(log, EVENTLOG_INFORMATION_TYPE, 0, 7, nullptr, 2, 0, words, nullptr));
    EXPECT_FALSE(
        ReportEventA(log, EVENTLOG_INFORMATION_TYPE, 0, 7, nullptr, 1, 0, nullptr, nullptr));
    EXPECT_TRUE(DeregisterEventSource(log));
    EXPECT_FALSE(ReportEventA(log, EVENTLOG_ERROR_TYPE, 0, 7, nullptr, 2, 0, words, nullptr));
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_HANDLE});
    EXPECT_FALSE(DeregisterEventSource(log));
    EXPECT_EQ(RegisterEventSourceA(nullptr, nullptr), nullptr);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_INVALID_PARAMETER});
    EXPECT_EQ(RegisterEventSourceA("elsewhere", "ws2 test"), nullptr);
    EXPECT_EQ(GetLastError(), DWORD{ERROR_NOT_SUPPORTED});
}

} // namespace
