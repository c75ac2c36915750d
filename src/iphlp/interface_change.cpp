// Room iphlp: NotifyIpInterfaceChange, NotifyUnicastIpAddressChange: callbacks for each interface
// or address that comes, goes or changes.
#include "iphlp/facts.hpp"
#include "kernel/network_watch.hpp"

#include <algorithm>
#include <condition_variable>
#include <cstring>
#include <list>
#include <memory>
#include <mutex>
#include <new>
#include <thread>
#include <ws2tcpip.h>

namespace {

namespace kernel = ws2::kernel;
using namespace ws2::iphlp;

// What is told of: an interface of a family, or an address.
struct Item {
    ADDRESS_FAMILY family = AF_UNSPEC;
    NET_LUID luid{};
    NET_IFINDEX index = 0;
    kernel::Address address; // size 0: the interface
    std::uint64_t state = 0;
};

bool same_item(const Item& a, const Item& b) {
    return a.family == b.family && a.index == b.index && a.address.size == b.address.size &&
           std::memcmp(a.address.octets, b.address.octets, a.address.size) == 0;
}

struct Notice {
    ADDRESS_FAMILY family = AF_UNSPEC;
    PIPINTERFACE_CHANGE_CALLBACK of_interfaces = nullptr;
    PUNICAST_IPADDRESS_CHANGE_CALLBACK of_addresses = nullptr;
    PVOID context = nullptr;
    std::vector<Item> known;
    std::thread::id running; // the thread inside the callback
    bool cancelled = false;
};

// Never destroyed: its watch outlives everything.
struct Notices {
    std::mutex mutex;   // guards all members
    std::mutex telling; // held by the thread that runs callbacks, one change after the other
    std::condition_variable idle;
    std::list<std::shared_ptr<Notice>> all;
};

Notices& notices() {
    static Notices* const one = new Notices;
    return *one;
}

void add_interface(std::vector<Item>& items, const kernel::Adapter& adapter,
                   ADDRESS_FAMILY family) {
    const bool has =
        std::any_of(adapter.addresses.begin(), adapter.addresses.end(),
                    [&](const auto& each) { return is_ipv4(each.address) == (family == AF_INET); });
    if (!has)
        return;
    Item item;
    item.family = family;
    item.luid = luid_of(adapter);
    item.index = adapter.index;
    item.state =
        std::uint64_t{adapter.mtu} << 2U | (adapter.up ? 2U : 0U) | (adapter.running ? 1U : 0U);
    items.push_back(item);
}

std::vector<Item> items_of(const std::vector<kernel::Adapter>& adapters, const Notice& notice) {
    std::vector<Item> items;
    for (const kernel::Adapter& adapter : adapters) {
        for (const auto family : {ADDRESS_FAMILY{AF_INET}, ADDRESS_FAMILY{AF_INET6}}) {
            if (notice.family != AF_UNSPEC && notice.family != family)
                continue;
            if (notice.of_interfaces != nullptr) {
                add_interface(items, adapter, family);
                continue;
            }
            for (const auto& each : adapter.addresses)
                if (is_ipv4(each.address) == (family == AF_INET))
                    items.push_back({family, luid_of(adapter), adapter.index, each.address, 0});
        }
    }
    return items;
}

void call(const Notice& notice, const Item& item, MIB_NOTIFICATION_TYPE type) {
    if (notice.of_interfaces != nullptr) {
        MIB_IPINTERFACE_ROW row{};
        row.Family = item.family;
        row.InterfaceLuid = item.luid;
        row.InterfaceIndex = item.index;
        notice.of_interfaces(notice.context, type == MibInitialNotification ? nullptr : &row, type);
    } else {
        MIB_UNICASTIPADDRESS_ROW row{};
        std::memcpy(&row.Address, item.address.octets, item.address.size);
        row.InterfaceLuid = item.luid;
        row.InterfaceIndex = item.index;
        notice.of_addresses(notice.context, type == MibInitialNotification ? nullptr : &row, type);
    }
}

// Calls back with no lock but `telling` held, unless the notice was cancelled meanwhile.
void tell(Notice& notice, const Item& item, MIB_NOTIFICATION_TYPE type) {
    Notices& them = notices();
    {
        const std::lock_guard lock(them.mutex);
        if (notice.cancelled)
            return;
        notice.running = std::this_thread::get_id();
    }
    call(notice, item, type);
    const std::lock_guard lock(them.mutex);
    notice.running = {};
    them.idle.notify_all();
}

void tell_differences(Notice& notice, const std::vector<kernel::Adapter>& adapters) {
    const std::vector<Item> before = std::exchange(notice.known, items_of(adapters, notice));
    const std::vector<Item> now = notice.known;
    for (const Item& old : before)
        if (std::none_of(now.begin(), now.end(),
                         [&](const Item& each) { return same_item(each, old); }))
            tell(notice, old, MibDeleteInstance);
    for (const Item& each : now) {
        const auto old = std::find_if(before.begin(), before.end(),
                                      [&](const Item& other) { return same_item(each, other); });
        if (old == before.end())
            tell(notice, each, MibAddInstance);
        else if (old->state != each.state)
            tell(notice, each, MibParameterNotification);
    }
}

void network_changed() {
    Notices& them = notices();
    try {
        const std::lock_guard one_change(them.telling);
        std::vector<std::shared_ptr<Notice>> all;
        {
            const std::lock_guard lock(them.mutex);
            all.assign(them.all.begin(), them.all.end());
        }
        if (all.empty())
            return;
        const auto adapters = kernel::adapters();
        if (!adapters)
            return;
        for (const auto& notice : all)
            tell_differences(*notice, adapters.value);
    } catch (const std::bad_alloc&) {
        // The next change is another chance.
    }
}

DWORD notify(const Notice& wanted, bool initially, HANDLE* handle) noexcept {
    const bool knows =
        wanted.family == AF_UNSPEC || wanted.family == AF_INET || wanted.family == AF_INET6;
    if (!knows || handle == nullptr ||
        (wanted.of_interfaces == nullptr && wanted.of_addresses == nullptr))
        return ERROR_INVALID_PARAMETER;
    *handle = nullptr;
    return in_memory([&]() -> DWORD {
        if (!kernel::watch_network(network_changed))
            return ERROR_NOT_ENOUGH_MEMORY;
        const auto notice = std::make_shared<Notice>(wanted);
        const auto adapters = kernel::adapters();
        if (!adapters)
            return static_cast<DWORD>(adapters.error);
        notice->known = items_of(adapters.value, *notice);
        *handle = notice.get();
        if (initially)
            tell(*notice, {}, MibInitialNotification);
        Notices& them = notices();
        const std::lock_guard lock(them.mutex);
        them.all.push_back(notice);
        return NO_ERROR;
    });
}

} // namespace

extern "C" {

DWORD WINAPI NotifyIpInterfaceChange(ADDRESS_FAMILY Family, PIPINTERFACE_CHANGE_CALLBACK Callback,
                                     PVOID CallerContext, BOOLEAN InitialNotification,
                                     HANDLE* NotificationHandle) {
    Notice wanted;
    wanted.family = Family;
    wanted.of_interfaces = Callback;
    wanted.context = CallerContext;
    return notify(wanted, InitialNotification != FALSE, NotificationHandle);
}

DWORD WINAPI NotifyUnicastIpAddressChange(ADDRESS_FAMILY Family,
                                          PUNICAST_IPADDRESS_CHANGE_CALLBACK Callback,
                                          PVOID CallerContext, BOOLEAN InitialNotification,
                                          HANDLE* NotificationHandle) {
    Notice wanted;
    wanted.family = Family;
    wanted.of_addresses = Callback;
    wanted.context = CallerContext;
    return notify(wanted, InitialNotification != FALSE, NotificationHandle);
}

DWORD WINAPI CancelMibChangeNotify2(HANDLE NotificationHandle) {
    Notices& them = notices();
    std::unique_lock lock(them.mutex);
    const auto at = std::find_if(them.all.begin(), them.all.end(), [=](const auto& each) {
        return each.get() == NotificationHandle;
    });
    if (at == them.all.end())
        return ERROR_INVALID_PARAMETER;
    const std::shared_ptr<Notice> notice = *at;
    them.all.erase(at);
    notice->cancelled = true;
    them.idle.wait(lock, [&] {
        return notice->running == std::thread::id() ||
               notice->running == std::this_thread::get_id();
    });
    return NO_ERROR;
}
}
