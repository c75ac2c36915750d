// Room win32: files by the calls of 16-bit Windows, over CreateFile.
#include "win32/descriptor.hpp"
#include "win32/file.hpp"
#include "win32/text.hpp"

#include <ws2/volume_calls.h>

#include <winbase.h>

using namespace ws2::win32;

namespace {

HANDLE handle_of_file(HFILE file) noexcept {
    return handle_of(file);
}

HFILE open_file(const char* path, DWORD access, DWORD disposition, DWORD attributes) {
    const HANDLE file = CreateFileA(path, access, 7, nullptr, disposition, attributes, nullptr);
    return file == INVALID_HANDLE_VALUE ? HFILE_ERROR : descriptor_of(file);
}

DWORD access_of(UINT style) noexcept {
    switch (style & 3) {
    case OF_WRITE: return GENERIC_WRITE;
    case OF_READWRITE: return GENERIC_READ | GENERIC_WRITE;
    default: return GENERIC_READ;
    }
}

} // namespace

extern "C" {

HFILE WINAPI OpenFile(LPCSTR lpFileName, LPOFSTRUCT lpReOpenBuff, UINT uStyle) {
    if (lpFileName == nullptr || lpReOpenBuff == nullptr)
        return failure(ERROR_INVALID_PARAMETER, HFILE_ERROR);
    if ((uStyle & (OF_REOPEN | OF_PARSE)) != 0)
        return failure(ERROR_NOT_SUPPORTED, HFILE_ERROR);
    *lpReOpenBuff = {};
    lpReOpenBuff->cBytes = sizeof *lpReOpenBuff;
    lpReOpenBuff->fFixedDisk = 1;
    if (GetFullPathNameA(lpFileName, OFS_MAXPATHNAME, lpReOpenBuff->szPathName, nullptr) >=
        OFS_MAXPATHNAME)
        lpReOpenBuff->szPathName[0] = 0;
    HFILE file = HFILE_ERROR;
    if ((uStyle & OF_DELETE) != 0)
        file = DeleteFileA(lpFileName) ? 1 : HFILE_ERROR;
    else
        file = open_file(lpFileName,
                         uStyle & OF_CREATE ? GENERIC_READ | GENERIC_WRITE : access_of(uStyle),
                         uStyle & OF_CREATE ? DWORD{CREATE_ALWAYS} : DWORD{OPEN_EXISTING},
                         FILE_ATTRIBUTE_NORMAL);
    if (file == HFILE_ERROR)
        lpReOpenBuff->nErrCode = static_cast<WORD>(GetLastError());
    else if ((uStyle & OF_EXIST) != 0 && (uStyle & OF_DELETE) == 0)
        close_file(handle_of_file(file));
    return file;
}

HFILE WINAPI _lopen(LPCSTR lpPathName, int iReadWrite) {
    return open_file(lpPathName, access_of(static_cast<UINT>(iReadWrite)), OPEN_EXISTING,
                     FILE_ATTRIBUTE_NORMAL);
}
HFILE WINAPI _lcreat(LPCSTR lpPathName, int iAttribute) {
    return open_file(lpPathName, GENERIC_READ | GENERIC_WRITE, CREATE_ALWAYS,
                     iAttribute != 0 ? static_cast<DWORD>(iAttribute)
                                     : DWORD{FILE_ATTRIBUTE_NORMAL});
}
UINT WINAPI _lread(HFILE hFile, LPVOID lpBuffer, UINT uBytes) {
    DWORD done = 0;
    return read_file(handle_of_file(hFile), lpBuffer, uBytes, &done, nullptr)
               ? done
               : static_cast<UINT>(HFILE_ERROR);
}
// No octets cut or lengthen the file to where it is written.
UINT WINAPI _lwrite(HFILE hFile, LPCCH lpBuffer, UINT uBytes) {
    DWORD done = 0;
    if (uBytes == 0)
        return SetEndOfFile(handle_of_file(hFile)) ? 0 : static_cast<UINT>(HFILE_ERROR);
    return write_file(handle_of_file(hFile), lpBuffer, uBytes, &done, nullptr)
               ? done
               : static_cast<UINT>(HFILE_ERROR);
}
LONG WINAPI _llseek(HFILE hFile, LONG lOffset, int iOrigin) {
    return static_cast<LONG>(
        SetFilePointer(handle_of_file(hFile), lOffset, nullptr, static_cast<DWORD>(iOrigin)));
}
HFILE WINAPI _lclose(HFILE hFile) {
    const int error = close_file(handle_of_file(hFile));
    return error == 0 ? 0 : failure(error, HFILE_ERROR);
}
}
