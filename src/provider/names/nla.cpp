// Room provider_names: NS_NLA, the networks that this host is on: one for each adapter that runs.
// What Linux cannot know (domain, sharing, whether the Internet can be reached) is not guessed.
#include "base/utf.hpp"
#include "kernel/adapter.hpp"
#include "provider/names/builtin.hpp"
#include "provider/names/query.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <ipifcons.h>
#include <mswsock.h>
#include <new>

namespace ws2::provider::names {
namespace {

constexpr GUID class_of_networks = NLA_SERVICE_CLASS_GUID;

DWORD type_of(const kernel::Adapter& adapter) {
    switch (adapter.kind) {
    case kernel::AdapterKind::ethernet: return IF_TYPE_ETHERNET_CSMACD;
    case kernel::AdapterKind::loopback: return IF_TYPE_SOFTWARE_LOOPBACK;
    case kernel::AdapterKind::point_to_point: return IF_TYPE_PPP;
    case kernel::AdapterKind::tunnel: return IF_TYPE_TUNNEL;
    case kernel::AdapterKind::other: break;
    }
    return IF_TYPE_OTHER;
}

// One NLA_BLOB behind the other, each aligned for its header; nextOffset leads to the next.
void append(std::string& blob, NLA_BLOB_DATA_TYPE type, std::string_view data, bool last) {
    struct {
        NLA_BLOB_DATA_TYPE type;
        DWORD size;
        DWORD next;
    } header{type, static_cast<DWORD>(offsetof(NLA_BLOB, data) + data.size()), 0};
    const std::size_t at = blob.size();
    blob.append(offsetof(NLA_BLOB, data), '\0');
    blob.append(data);
    blob.resize((blob.size() + 7) / 8 * 8);
    header.next = last ? 0 : static_cast<DWORD>(blob.size() - at);
    std::memcpy(blob.data() + at, &header, sizeof header);
}

std::string blob_of(const kernel::Adapter& adapter) {
    const DWORD numbers[2] = {type_of(adapter), static_cast<DWORD>(std::min<std::uint64_t>(
                                                    adapter.speed_bps, 0xFFFFFFFF))};
    std::string interface_data(reinterpret_cast<const char*>(numbers), sizeof numbers);
    interface_data.append(adapter.name.c_str(), adapter.name.size() + 1);
    const DWORD connectivity[2] = {
        NLA_NETWORK_UNKNOWN,
        static_cast<DWORD>(adapter.gateways.empty() ? NLA_INTERNET_NO : NLA_INTERNET_UNKNOWN)};
    std::string out;
    append(out, NLA_INTERFACE, interface_data, false);
    append(out, NLA_CONNECTIVITY,
           {reinterpret_cast<const char*>(connectivity), sizeof connectivity}, true);
    return out;
}

Found find_networks(const Question&) {
    const auto adapters = kernel::adapters();
    if (!adapters)
        return {{}, adapters.error};
    Found found;
    for (const kernel::Adapter& adapter : adapters.value) {
        if (!adapter.running || adapter.kind == kernel::AdapterKind::loopback ||
            adapter.addresses.empty())
            continue;
        Answer answer;
        answer.name = base::to_utf16(adapter.name);
        answer.blob = blob_of(adapter);
        found.answers.push_back(std::move(answer));
    }
    return found;
}

INT WSAAPI begin_nla(LPGUID provider, LPWSAQUERYSETW query, LPWSASERVICECLASSINFOW, DWORD flags,
                     LPHANDLE lookup) {
    try {
        if (provider == nullptr || query == nullptr || lookup == nullptr)
            return failed(WSAEFAULT);
        if (query->dwSize < sizeof *query || query->lpServiceClassId == nullptr)
            return failed(WSAEINVAL);
        if (std::memcmp(query->lpServiceClassId, &class_of_networks, sizeof(GUID)) != 0)
            return failed(WSASERVICE_NOT_FOUND);
        Question question = question_of(*provider, *query, flags);
        question.name_space = NS_NLA;
        return begin(std::move(question), find_networks, lookup);
    } catch (const std::bad_alloc&) {
        return failed(WSA_NOT_ENOUGH_MEMORY);
    }
}

} // namespace

INT WSAAPI nla_startup(LPGUID, LPNSP_ROUTINE routines) {
    return give_routines(routines, begin_nla, nullptr);
}

} // namespace ws2::provider::names
