// Room nt_io: the world in memory.
#include "nt/io/sim.hpp"

#include "nt/io/attempt.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <winerror.h>

namespace ws2::nt::io {
namespace {

constexpr unsigned kSpurious = 15; // percent: an attempt fails for nothing
constexpr unsigned kShort = 30;    // a transfer moves a part only
constexpr unsigned kTwice = 20;    // edges do not merge
constexpr unsigned kDelayMost = 4; // turns that an edge is late

} // namespace

SimDriver::~SimDriver() = default;

std::unique_ptr<Driver> make_sim_driver(std::uint64_t seed) {
    return std::make_unique<SimDriver>(seed);
}

std::unique_ptr<Source> SimDriver::make_source() {
    return std::make_unique<SimSource>(*this);
}

std::pair<int, int> SimDriver::make_pair() {
    kernel::Descriptor first(kernel::reserve_descriptor());
    kernel::Descriptor second(kernel::reserve_descriptor());
    const std::pair<int, int> ends{first.get(), second.get()};
    std::lock_guard hold(mutex_);
    streams_[ends.first].peer = ends.second;
    streams_[ends.first].reserved = std::move(first);
    streams_[ends.second].peer = ends.first;
    streams_[ends.second].reserved = std::move(second);
    return ends;
}

void SimDriver::write(int end, std::string_view data) {
    std::lock_guard hold(mutex_);
    const int peer = streams_[end].peer;
    streams_[peer].data += data;
    announce(peer, kernel::kReadableEdge);
}

std::string SimDriver::read(int end) {
    std::lock_guard hold(mutex_);
    std::string data = std::exchange(streams_[end].data, {});
    if (!data.empty())
        announce(streams_[end].peer, kernel::kWritableEdge);
    return data;
}

void SimDriver::finish_writing(int end) {
    std::lock_guard hold(mutex_);
    const int peer = streams_[end].peer;
    streams_[peer].ended = true;
    announce(peer, kernel::kReadableEdge | kernel::kEndEdge);
}

void SimDriver::break_connection(int end, int error) {
    std::lock_guard hold(mutex_);
    const int peer = streams_[end].peer;
    streams_[peer].error = error;
    announce(peer, kernel::kReadableEdge | kernel::kWritableEdge | kernel::kEndEdge);
}

void SimDriver::forget(int end) {
    std::lock_guard hold(mutex_);
    streams_.erase(end);
}

void SimDriver::set_room(std::size_t octets) {
    std::lock_guard hold(mutex_);
    room_ = octets;
}

// With the mutex held. The edge arrives some turns later; with others of the descriptor that are on
// their way, or on its own.
void SimDriver::announce(int descriptor, std::uint32_t what) {
    const auto found = streams_.find(descriptor);
    if (found == streams_.end() || !found->second.source)
        return;
    SimSource& source = *found->second.source;
    const auto same = [&](const Due& due) { return due.descriptor == descriptor; };
    const auto on_its_way = std::find_if(source.due_.begin(), source.due_.end(), same);
    const auto count = std::count_if(source.due_.begin(), source.due_.end(), same);
    if (count > 0 && (count > 1 || !chance(kTwice)))
        on_its_way->what |= what;
    else
        source.due_.push_back({turn_ + random_() % kDelayMost, descriptor, what});
    source.bell_.poke();
}

int SimDriver::receive(int descriptor, Operation& operation) {
    Stream& stream = streams_[descriptor];
    if (stream.error != 0)
        return stream.error;
    if (stream.data.empty() && !stream.ended)
        return WSAEWOULDBLOCK;
    if (operation.kind == WS2IO_POLL_IN || wanted(operation) == 0)
        return 0;
    std::size_t size = std::min<std::size_t>(operation.buffers[0].size, stream.data.size());
    if (size > 1 && chance(kShort)) {
        size = 1 + random_() % (size - 1);
        announce(descriptor, kernel::kReadableEdge); // what is left
    }
    std::memcpy(operation.buffers[0].start, stream.data.data(), size);
    stream.data.erase(0, size);
    if (size != 0)
        announce(stream.peer, kernel::kWritableEdge);
    return received(operation, static_cast<std::uint32_t>(size));
}

int SimDriver::send(int descriptor, Operation& operation) {
    Stream& own = streams_[descriptor];
    if (own.error != 0)
        return own.error;
    if (operation.kind == WS2IO_POLL_OUT)
        return 0;
    const auto peer = streams_.find(own.peer);
    if (peer == streams_.end())
        return WSAECONNRESET;
    std::string& pipe = peer->second.data;
    while (operation.buffer_count > 0) {
        ws2io_buffer& first = operation.buffers[0];
        std::size_t size = std::min(first.size, room_ > pipe.size() ? room_ - pipe.size() : 0);
        const bool cut = size > 1 && chance(kShort);
        if (cut)
            size = 1 + random_() % (size - 1);
        pipe.append(static_cast<const char*>(first.start), size);
        if (size != 0)
            announce(own.peer, kernel::kReadableEdge);
        first.start = static_cast<char*>(first.start) + size;
        first.size -= size;
        operation.engine.done += size;
        operation.transferred = static_cast<std::uint32_t>(operation.engine.done);
        if (cut)
            announce(descriptor, kernel::kWritableEdge);
        if (first.size != 0)
            return WSAEWOULDBLOCK;
        ++operation.buffers;
        --operation.buffer_count;
    }
    return 0;
}

int SimDriver::attempt(int descriptor, Operation& operation) noexcept {
    std::lock_guard hold(mutex_);
    if (streams_.count(descriptor) == 0)
        return WSAENOTSOCK;
    const bool sending = operation.kind >= WS2IO_SEND;
    if (chance(kSpurious)) {
        announce(descriptor, sending ? kernel::kWritableEdge : kernel::kReadableEdge);
        return WSAEWOULDBLOCK;
    }
    switch (operation.kind) {
    case WS2IO_RECEIVE:
    case WS2IO_POLL_IN: {
        int outcome = receive(descriptor, operation);
        while (outcome == kMore)
            outcome = receive(descriptor, operation);
        return outcome;
    }
    case WS2IO_SEND:
    case WS2IO_POLL_OUT: return send(descriptor, operation);
    default: return WSAEOPNOTSUPP;
    }
}

SimSource::~SimSource() {
    std::lock_guard hold(driver_.mutex_);
    for (auto& [descriptor, stream] : driver_.streams_) {
        if (stream.source == this)
            stream.source = nullptr;
    }
}

int SimSource::add(int descriptor, std::uint64_t key) noexcept {
    std::lock_guard hold(driver_.mutex_);
    const auto found = driver_.streams_.find(descriptor);
    if (found == driver_.streams_.end())
        return WSAENOTSOCK;
    SimDriver::Stream& stream = found->second;
    stream.source = this;
    stream.key = key;
    std::uint32_t what = kernel::kWritableEdge;
    if (!stream.data.empty() || stream.ended)
        what |= kernel::kReadableEdge;
    if (stream.ended || stream.error != 0)
        what |= kernel::kEndEdge | kernel::kReadableEdge;
    driver_.announce(descriptor, what);
    return 0;
}

void SimSource::remove(int descriptor) noexcept {
    std::lock_guard hold(driver_.mutex_);
    const auto found = driver_.streams_.find(descriptor);
    if (found != driver_.streams_.end() && found->second.source == this)
        found->second.source = nullptr;
    std::erase_if(due_, [&](const SimDriver::Due& due) { return due.descriptor == descriptor; });
}

// A turn: some of the edges that are due, in an order that follows from the seed. With nothing due
// the clock jumps to the first that is on its way.
std::size_t SimSource::wait(std::span<kernel::Edge> edges, std::int64_t deadline_ns) noexcept {
    std::array<kernel::Edge, 1> none;
    std::unique_lock hold(driver_.mutex_);
    if (due_.empty()) {
        hold.unlock();
        bell_.wait(none, deadline_ns);
        hold.lock();
    }
    std::uint64_t& turn = ++driver_.turn_;
    const auto soonest = std::min_element(
        due_.begin(), due_.end(),
        [](const SimDriver::Due& a, const SimDriver::Due& b) { return a.turn < b.turn; });
    if (soonest == due_.end())
        return 0;
    turn = std::max(turn, soonest->turn);
    std::shuffle(due_.begin(), due_.end(), driver_.random_);
    std::size_t count = 0;
    for (auto each = due_.begin(); each != due_.end() && count < edges.size();) {
        const auto stream = driver_.streams_.find(each->descriptor);
        if (each->turn > turn || (count != 0 && driver_.chance(kShort))) {
            ++each;
            continue;
        }
        if (stream != driver_.streams_.end() && stream->second.source == this)
            edges[count++] = {stream->second.key, each->what};
        each = due_.erase(each);
    }
    if (!due_.empty())
        bell_.poke(); // for the next turn, also of a set that watches this one
    return count;
}

} // namespace ws2::nt::io
