// Room provider_itot: Link, what may be asked about it.
#include "provider/itot/link.hpp"

namespace ws2::provider::itot {

codec::Agreement Link::agreement() {
    const Lock lock(*this);
    return connection_.agreement();
}

std::vector<std::uint8_t> Link::connect_data() {
    const Lock lock(*this);
    const Octets data = connection_.connect_data();
    return {data.begin(), data.end()};
}

std::vector<std::uint8_t> Link::disconnect_data() {
    const Lock lock(*this);
    const Octets data = connection_.disconnect_data();
    return {data.begin(), data.end()};
}

std::size_t Link::next_size() {
    const Lock lock(*this);
    if (connection_.was_open() && !connection_.readable())
        look(kernel::monotonic_ms());
    return connection_.readable() ? connection_.next_size() : 0;
}

Link::End Link::end() {
    const Lock lock(*this);
    const Octets clearing = connection_.clearing();
    const Octets data = connection_.disconnect_data();
    return {connection_.end_code(),
            connection_.disconnect_reason(),
            {clearing.begin(), clearing.end()},
            {data.begin(), data.end()}};
}

std::optional<guard::State> Link::guard_state() {
    const Lock lock(*this);
    if (carrier_.guard() == nullptr)
        return {};
    return carrier_.guard()->state();
}

Endpoint Link::local() {
    const Lock lock(*this);
    if (descriptor_)
        if (const base::Result<Endpoint> local = kernel::stream_local(descriptor_.get()))
            local_ = local.value;
    return local_;
}

DWORD Link::connect_time_s() {
    const Lock lock(*this);
    if (opened_ == never || connection_.ending() != Ending::none)
        return 0xFFFFFFFF;
    return static_cast<DWORD>((kernel::monotonic_ms() - opened_) / 1000);
}

int Link::buffer_size(bool send) {
    const Lock lock(*this);
    if (!descriptor_)
        return 0;
    const base::Result<int> size = kernel::stream_buffer_size(descriptor_.get(), send);
    return size ? size.value : 0;
}

void Link::set_buffer_size(bool send, int size) {
    const Lock lock(*this);
    if (descriptor_)
        kernel::stream_set_buffer_size(descriptor_.get(), send, size);
}

void Link::set_keep_alive(bool on) {
    const Lock lock(*this);
    if (descriptor_)
        kernel::stream_set_keep_alive(descriptor_.get(), on);
}

} // namespace ws2::provider::itot
