// A peer made of octets, for the other end of a socket of the provider.
#pragma once

#include "kernel/descriptor.hpp"
#include "kernel/stream_poller.hpp"
#include "kernel/stream_socket.hpp"
#include "unit/itot/provider.hpp"
#include "unit/itot/script.hpp"

#include <array>

namespace itot_test {

namespace kernel = ws2::kernel;

class RawPeer {
public:
    explicit RawPeer(const SOCKADDR_TP& to) {
        const auto address = *ws2::provider::itot::from_sockaddr(&to, sizeof to);
        descriptor_.reset(kernel::stream_open(address.endpoint.v6).value);
        (void)kernel::stream_connect(descriptor_.get(), address.endpoint);
        ready(kernel::stream_writable);
    }
    explicit RawPeer(kernel::Descriptor descriptor) : descriptor_(std::move(descriptor)) {}
    void send(std::string_view frames) {
        const Bytes octets = hex(frames);
        const kernel::StreamPiece piece{octets.data(), octets.size()};
        ASSERT_EQ(kernel::stream_send(descriptor_.get(), &piece, 1).value, octets.size());
    }
    // The same frames again and again, until TCP takes none for a while or `most` octets are out.
    std::size_t flood(std::string_view frames, std::size_t most) {
        const Bytes octets = hex(frames);
        std::size_t sent = 0;
        while (sent < most) {
            const std::size_t skip = sent % octets.size();
            const kernel::StreamPiece piece{octets.data() + skip, octets.size() - skip};
            const auto taken = kernel::stream_send(descriptor_.get(), &piece, 1);
            if (taken)
                sent += taken.value;
            std::array<kernel::StreamWait, 1> wait{
                {{descriptor_.get(), kernel::stream_writable, 0}}};
            if (!taken && kernel::stream_wait(wait, 500).value == 0)
                break;
        }
        return sent;
    }
    // The next `size` octets, or fewer if the end comes first.
    std::string read(std::size_t size) {
        Bytes octets(size);
        std::size_t got = 0;
        while (got < size) {
            ready(kernel::stream_readable);
            const auto received =
                kernel::stream_receive(descriptor_.get(), octets.data() + got, size - got);
            if (!received || received.value == 0)
                break;
            got += received.value;
        }
        octets.resize(got);
        return to_hex(octets);
    }
    // From the CC on, the frame of the CC away: our reference.
    std::string open() {
        send("03000013 0ee000004a0121 c203535256 c60100");
        const std::string cc = read(22);
        return cc.substr(16, 4);
    }
    // One TPKT.
    std::string read_frame() {
        const std::string head = read(4);
        const Bytes octets = hex(head);
        if (octets.size() < 4)
            return head;
        return head + read(static_cast<std::size_t>(octets[2] << 8 | octets[3]) - 4);
    }
    void finish() { kernel::stream_finish(descriptor_.get()); }

private:
    void ready(short what) {
        std::array<kernel::StreamWait, 1> wait{{{descriptor_.get(), what, 0}}};
        ASSERT_EQ(kernel::stream_wait(wait, 20'000).value, 1U);
    }
    kernel::Descriptor descriptor_;
};

// Waits for whoever calls it.
class RawListener {
public:
    RawListener() {
        kernel::Endpoint loopback;
        loopback.address = {127, 0, 0, 1};
        descriptor_.reset(kernel::stream_open(false).value);
        (void)kernel::stream_bind(descriptor_.get(), loopback);
        (void)kernel::stream_listen(descriptor_.get(), 8);
    }
    SOCKADDR_TP name(std::string_view selector = "SRV") const {
        return ws2::provider::itot::to_sockaddr(
            {{selector.begin(), selector.end()}, kernel::stream_local(descriptor_.get()).value});
    }
    RawPeer accept() const {
        std::array<kernel::StreamWait, 1> wait{{{descriptor_.get(), kernel::stream_readable, 0}}};
        EXPECT_EQ(kernel::stream_wait(wait, 20'000).value, 1U);
        kernel::Endpoint from;
        return RawPeer(kernel::Descriptor(kernel::stream_accept(descriptor_.get(), from).value));
    }

private:
    kernel::Descriptor descriptor_;
};

} // namespace itot_test
