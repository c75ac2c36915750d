// Room iphlp: a table, which is a count and its rows.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>
#include <windows.h>

namespace ws2::iphlp {

// *size becomes what is needed; ERROR_INSUFFICIENT_BUFFER if there is less.
template<typename Table, typename Row>
DWORD put_table(Table* table, ULONG* size, const std::vector<Row>& rows) {
    const auto first = offsetof(Table, table);
    const auto needed =
        static_cast<ULONG>(std::max(sizeof(Table), first + rows.size() * sizeof(Row)));
    const bool fits = table != nullptr && *size >= needed;
    *size = needed;
    if (!fits)
        return ERROR_INSUFFICIENT_BUFFER;
    table->dwNumEntries = static_cast<DWORD>(rows.size());
    std::copy(rows.begin(), rows.end(), table->table);
    return NO_ERROR;
}

} // namespace ws2::iphlp
