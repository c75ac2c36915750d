// Room win32: ole32: a thread's apartment, GUIDs as text, task memory.
#include "win32/text.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <objbase.h>

using namespace ws2::win32;

namespace {

constexpr int kGuidUnits = 39; // with braces and NUL

struct Apartment {
    unsigned count = 0;
    DWORD model = 0;
};
constinit thread_local Apartment apartment;

std::string text_of(const GUID& guid) {
    char text[kGuidUnits];
    const unsigned char* const d = guid.Data4;
    std::snprintf(text, sizeof text, "{%08X-%04X-%04X-%02X%02X-%02X%02X%02X%02X%02X%02X}",
                  static_cast<unsigned>(guid.Data1), unsigned{guid.Data2}, unsigned{guid.Data3},
                  d[0], d[1], d[2], d[3], d[4], d[5], d[6], d[7]);
    return text;
}

bool is_guid(const std::string& text) {
    static constexpr std::string_view form = "{xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx}";
    if (text.size() != form.size())
        return false;
    for (std::size_t i = 0; i < form.size(); ++i) {
        const bool digit =
            std::string_view("0123456789abcdefABCDEF").find(text[i]) != std::string_view::npos;
        if (form[i] == 'x' ? !digit : text[i] != form[i])
            return false;
    }
    return true;
}

HRESULT parse(const WCHAR* from, GUID* to, HRESULT error) {
    if (to == nullptr)
        return E_INVALIDARG;
    return contained(E_OUTOFMEMORY, [&] {
        *to = {};
        if (from == nullptr)
            return S_OK;
        const std::string text = narrow(from);
        if (!is_guid(text))
            return error;
        const auto field = [&](std::size_t at, std::size_t digits) {
            return std::strtoul(text.substr(at, digits).c_str(), nullptr, 16);
        };
        to->Data1 = static_cast<decltype(to->Data1)>(field(1, 8));
        to->Data2 = static_cast<decltype(to->Data2)>(field(10, 4));
        to->Data3 = static_cast<decltype(to->Data3)>(field(15, 4));
        for (std::size_t i = 0; i < 8; ++i)
            to->Data4[i] = static_cast<unsigned char>(field(i < 2 ? 20 + 2 * i : 21 + 2 * i, 2));
        return S_OK;
    });
}

HRESULT give(const GUID& guid, OLECHAR** out) {
    auto* const text = static_cast<OLECHAR*>(CoTaskMemAlloc(kGuidUnits * sizeof(OLECHAR)));
    *out = text;
    return text != nullptr && StringFromGUID2(guid, text, kGuidUnits) != 0 ? S_OK : E_OUTOFMEMORY;
}

} // namespace

extern "C" {

HRESULT WINAPI CoInitialize(LPVOID pvReserved) {
    return CoInitializeEx(pvReserved, COINIT_APARTMENTTHREADED);
}

HRESULT WINAPI CoInitializeEx(LPVOID pvReserved, DWORD dwCoInit) {
    constexpr DWORD good =
        COINIT_APARTMENTTHREADED | COINIT_DISABLE_OLE1DDE | COINIT_SPEED_OVER_MEMORY;
    if (pvReserved != nullptr || (dwCoInit & ~good) != 0)
        return E_INVALIDARG;
    const DWORD model = dwCoInit & COINIT_APARTMENTTHREADED;
    if (apartment.count != 0 && apartment.model != model)
        return RPC_E_CHANGED_MODE;
    apartment.model = model;
    return apartment.count++ == 0 ? S_OK : S_FALSE;
}

void WINAPI CoUninitialize(void) {
    if (apartment.count != 0)
        --apartment.count;
}

HRESULT WINAPI CoCreateInstance(REFCLSID, LPUNKNOWN pUnkOuter, DWORD, REFIID, LPVOID* ppv) {
    if (ppv == nullptr)
        return E_POINTER;
    *ppv = nullptr;
    if (apartment.count == 0)
        return CO_E_NOTINITIALIZED;
    return pUnkOuter != nullptr ? CLASS_E_NOAGGREGATION : REGDB_E_CLASSNOTREG;
}

int WINAPI StringFromGUID2(REFGUID rguid, LPOLESTR lpsz, int cchMax) {
    return contained(0, [&] {
        if (lpsz == nullptr || cchMax < kGuidUnits)
            return 0;
        const std::string text = text_of(rguid);
        std::copy(text.c_str(), text.c_str() + kGuidUnits, lpsz);
        return kGuidUnits;
    });
}

HRESULT WINAPI StringFromCLSID(REFCLSID rclsid, LPOLESTR* lplpsz) {
    return lplpsz != nullptr ? give(rclsid, lplpsz) : E_INVALIDARG;
}
HRESULT WINAPI StringFromIID(REFIID rclsid, LPOLESTR* lplpsz) {
    return lplpsz != nullptr ? give(rclsid, lplpsz) : E_INVALIDARG;
}
HRESULT WINAPI CLSIDFromString(LPCOLESTR lpsz, CLSID* pclsid) {
    return parse(lpsz, pclsid, CO_E_CLASSSTRING);
}
HRESULT WINAPI IIDFromString(LPCOLESTR lpsz, IID* lpiid) {
    return parse(lpsz, lpiid, E_INVALIDARG);
}

LPVOID WINAPI CoTaskMemAlloc(SIZE_T cb) {
    return std::malloc(std::max<SIZE_T>(cb, 1));
}
LPVOID WINAPI CoTaskMemRealloc(LPVOID pv, SIZE_T cb) {
    if (cb == 0 && pv != nullptr) {
        std::free(pv);
        return nullptr;
    }
    return std::realloc(pv, std::max<SIZE_T>(cb, 1));
}
void WINAPI CoTaskMemFree(LPVOID pv) {
    std::free(pv);
}
}
