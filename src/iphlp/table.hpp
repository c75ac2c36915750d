// Room iphlp: a table, which is a count and its rows.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdlib>
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

// A table on the heap, as FreeMibTable takes it.
template<typename Table, typename Row>
DWORD give_table(Table** table, const std::vector<Row>& rows) {
    const std::size_t size =
        std::max(sizeof(Table), offsetof(Table, Table) + rows.size() * sizeof(Row));
    auto* const made = static_cast<Table*>(std::calloc(1, size));
    if (made == nullptr)
        return ERROR_NOT_ENOUGH_MEMORY;
    made->NumEntries = static_cast<ULONG>(rows.size());
    std::copy(rows.begin(), rows.end(), made->Table);
    *table = made;
    return NO_ERROR;
}

} // namespace ws2::iphlp
