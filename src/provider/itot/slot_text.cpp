// Room provider_itot: addresses as text and back.
#include "provider/itot/address.hpp"
#include "provider/itot/runtime.hpp"
#include "provider/itot/slots.hpp"

#include <algorithm>
#include <cstring>
#include <string>

namespace ws2::provider::itot::slot {

INT WSPAPI address_to_string(LPSOCKADDR address, DWORD size, LPWSAPROTOCOL_INFOW, LPWSTR text,
                             LPDWORD room, LPINT error) {
    return answer(error, [&] {
        if (address == nullptr || room == nullptr || size < sizeof(SOCKADDR_TP))
            return WSAEFAULT;
        if (address->sa_family != AF_ISO)
            return WSAEINVAL;
        const std::optional<Address> parsed = from_sockaddr(address, address_size);
        if (!parsed)
            return WSAEINVAL;
        const std::u16string form = format_address(*parsed);
        const DWORD had = *room;
        *room = static_cast<DWORD>(form.size() + 1);
        if (text == nullptr || had < form.size() + 1)
            return WSAEFAULT;
        std::copy(form.begin(), form.end(), text);
        text[form.size()] = 0;
        return 0;
    });
}

INT WSPAPI string_to_address(LPWSTR text, INT family, LPWSAPROTOCOL_INFOW, LPSOCKADDR address,
                             LPINT size, LPINT error) {
    return answer(error, [&] {
        if (text == nullptr || address == nullptr || size == nullptr)
            return WSAEFAULT;
        if (family != AF_ISO)
            return WSAEINVAL;
        std::u16string form;
        for (const WCHAR* c = text; *c != 0; ++c)
            form.push_back(static_cast<char16_t>(*c));
        const std::optional<Address> parsed = parse_address(form);
        if (!parsed)
            return WSAEINVAL;
        const int had = *size;
        *size = address_size;
        if (had < address_size)
            return WSAEFAULT;
        const SOCKADDR_TP tp = to_sockaddr(*parsed);
        std::memcpy(address, &tp, sizeof tp);
        return 0;
    });
}

} // namespace ws2::provider::itot::slot
