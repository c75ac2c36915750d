// Room win32: random numbers, by the names that bcrypt, advapi32's cryptographic providers and its
// SystemFunction036 give them. All come from the kernel.
#include "win32/call.hpp"

#include <atomic>
#include <cerrno>
#include <ntsecapi.h>
#include <sys/random.h>
#include <wincrypt.h>

using namespace ws2::win32;

namespace {

constexpr ULONG_PTR context_handle = 0x52414e44;
constexpr auto status_not_found = static_cast<NTSTATUS>(0xC0000225);
constexpr auto status_unsuccessful = static_cast<NTSTATUS>(0xC0000001);

std::atomic<int> open_contexts{0};
char algorithm;

bool fill(void* buffer, std::size_t length) {
    auto* at = static_cast<unsigned char*>(buffer);
    while (length != 0) {
        const auto got = getrandom(at, length, 0);
        if (got < 0 && errno != EINTR)
            return false;
        if (got > 0) {
            at += got;
            length -= static_cast<std::size_t>(got);
        }
    }
    return true;
}

BOOL acquire(HCRYPTPROV* provider, bool container, DWORD type, DWORD flags) {
    if (provider == nullptr)
        return failure(ERROR_INVALID_PARAMETER, FALSE);
    if (type == 0 || type > 999)
        return failure(NTE_BAD_PROV_TYPE, FALSE);
    if ((flags & (CRYPT_NEWKEYSET | CRYPT_DELETEKEYSET)) != 0)
        return failure(NTE_PERM, FALSE);
    if ((flags & CRYPT_VERIFYCONTEXT) == 0 || container)
        return failure(NTE_BAD_KEYSET, FALSE);
    open_contexts.fetch_add(1);
    *provider = context_handle;
    return TRUE;
}

} // namespace

extern "C" {

BOOL WINAPI CryptAcquireContextA(HCRYPTPROV* phProv, LPCSTR szContainer, LPCSTR, DWORD dwProvType,
                                 DWORD dwFlags) {
    return acquire(phProv, szContainer != nullptr && *szContainer != 0, dwProvType, dwFlags);
}

BOOL WINAPI CryptAcquireContextW(HCRYPTPROV* phProv, LPCWSTR szContainer, LPCWSTR, DWORD dwProvType,
                                 DWORD dwFlags) {
    return acquire(phProv, szContainer != nullptr && *szContainer != 0, dwProvType, dwFlags);
}

BOOL WINAPI CryptReleaseContext(HCRYPTPROV hProv, DWORD) {
    int open = hProv == context_handle ? open_contexts.load() : 0;
    while (open > 0 && !open_contexts.compare_exchange_weak(open, open - 1)) {
    }
    return outcome(open > 0 ? 0 : ERROR_INVALID_PARAMETER);
}

BOOL WINAPI CryptGenRandom(HCRYPTPROV hProv, DWORD dwLen, BYTE* pbBuffer) {
    if (hProv != context_handle || open_contexts.load() == 0 || (pbBuffer == nullptr && dwLen != 0))
        return failure(ERROR_INVALID_PARAMETER, FALSE);
    return outcome(fill(pbBuffer, dwLen) ? 0 : ERROR_GEN_FAILURE);
}

NTSTATUS WINAPI BCryptOpenAlgorithmProvider(BCRYPT_ALG_HANDLE* phAlgorithm, LPCWSTR pszAlgId,
                                            LPCWSTR, ULONG) {
    if (phAlgorithm == nullptr || pszAlgId == nullptr)
        return static_cast<NTSTATUS>(STATUS_INVALID_PARAMETER);
    if (pszAlgId[0] != 'R' || pszAlgId[1] != 'N' || pszAlgId[2] != 'G' || pszAlgId[3] != 0)
        return status_not_found;
    *phAlgorithm = &algorithm;
    return STATUS_SUCCESS;
}

NTSTATUS WINAPI BCryptCloseAlgorithmProvider(BCRYPT_ALG_HANDLE hAlgorithm, ULONG) {
    return hAlgorithm == &algorithm ? STATUS_SUCCESS : static_cast<NTSTATUS>(STATUS_INVALID_HANDLE);
}

NTSTATUS WINAPI BCryptGenRandom(BCRYPT_ALG_HANDLE hAlgorithm, PUCHAR pbBuffer, ULONG cbBuffer,
                                ULONG dwFlags) {
    const bool preferred = (dwFlags & BCRYPT_USE_SYSTEM_PREFERRED_RNG) != 0;
    if (preferred ? hAlgorithm != nullptr : hAlgorithm != &algorithm)
        return static_cast<NTSTATUS>(STATUS_INVALID_HANDLE);
    if (pbBuffer == nullptr)
        return static_cast<NTSTATUS>(STATUS_INVALID_PARAMETER);
    return fill(pbBuffer, cbBuffer) ? STATUS_SUCCESS : status_unsuccessful;
}

BOOLEAN NTAPI SystemFunction036(PVOID RandomBuffer, ULONG RandomBufferLength) {
    return fill(RandomBuffer, RandomBufferLength) ? TRUE : FALSE;
}
}
