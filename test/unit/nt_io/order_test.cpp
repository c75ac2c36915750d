// Order per descriptor and direction, whole transfers, and what readiness means.
#include "world.hpp"

#include <deque>

namespace ws2::nt::io {
namespace {

class Order : public EngineTest {};

std::string pattern(std::size_t size) {
    std::string text(size, '\0');
    for (std::size_t i = 0; i < size; ++i)
        text[i] = static_cast<char>('a' + i * 7 % 26);
    return text;
}

TEST_P(Order, PostedBuffersAreFilledInTheOrderOfPosting) {
    const auto [mine, peer] = make_pair();
    ASSERT_EQ(bind(mine, 1), 0);
    std::deque<Request> receives;
    for (int i = 0; i < 8; ++i) {
        receives.emplace_back(WS2IO_RECEIVE, 16).options = WS2IO_STREAM | WS2IO_WHOLE;
        ASSERT_EQ(engine->submit(mine, receives.back()), WS2IO_PENDING);
    }
    const std::string text = pattern(8 * 16);
    std::thread writer([&, there = peer] {
        for (std::size_t at = 0, step = 1; at < text.size(); at += step, step = step % 7 + 1)
            world->write(there, text.substr(at, step));
    });
    std::string got;
    for (auto& receive : receives) {
        EXPECT_EQ(next_packet().overlapped, &receive.structure);
        got += receive.text();
    }
    writer.join();
    EXPECT_EQ(got, text);
    for (auto& receive : receives)
        await_release(receive);
}

TEST_P(Order, SendsAreWholeAndInTheOrderOfPostingThoughThePeerReadsLate) {
    const auto [mine, peer] = make_pair();
    ASSERT_EQ(bind(mine, 1), 0);
    constexpr std::size_t kEach = 100'000;
    const std::string text = pattern(12 * kEach);
    std::deque<Request> sends;
    int pending = 0;
    for (std::size_t i = 0; i < 12; ++i) {
        auto& send = sends.emplace_back(WS2IO_SEND, kEach);
        std::memcpy(send.data.data(), text.data() + i * kEach, kEach);
        const int result = engine->submit(mine, send);
        ASSERT_TRUE(result == WS2IO_PENDING || result == WS2IO_DONE);
        pending += result == WS2IO_PENDING;
        if (result == WS2IO_DONE)
            send.released = true;
    }
    EXPECT_GT(pending, 0);
    EXPECT_TRUE(engine->sending(mine));
    std::string got;
    std::size_t indicated = 0;
    while (got.size() < text.size()) {
        got += world->read(peer);
        indicated += next_packet(0).overlapped != nullptr;
    }
    for (; indicated < sends.size(); ++indicated)
        next_packet();
    EXPECT_EQ(got, text);
    for (auto& send : sends) {
        EXPECT_EQ(send.outcome().bytes, kEach);
        await_release(send);
    }
    EXPECT_FALSE(engine->sending(mine));
}

TEST_P(Order, AStreamEchoedByManyWorkersComesBackUnchanged) {
    const auto pair = make_pair();
    const int mine = pair.first;
    const int peer = pair.second;
    ASSERT_EQ(bind(mine, 1), 0);
    const std::string text = pattern(40'000);
    Request receive(WS2IO_RECEIVE, 700);
    Request send(WS2IO_SEND, 700);
    std::string back;
    // One receive or one send is out at a time; whoever gets the packet goes on.
    auto serve = [&] {
        for (;;) {
            const Packet packet = next_packet();
            if (!packet.overlapped)
                return;
            if (packet.overlapped == &receive.structure) {
                await_release(receive);
                std::memcpy(send.data.data(), receive.data.data(), packet.bytes);
                send.piece = {send.data.data(), packet.bytes};
                send.buffers = &send.piece;
                send.buffer_count = 1;
                send.released = false;
                if (engine->submit(mine, send) == WS2IO_DONE)
                    send.released = true;
            } else {
                await_release(send);
                receive.released = false;
                if (engine->submit(mine, receive) == WS2IO_DONE)
                    receive.released = true;
            }
        }
    };
    ASSERT_EQ(engine->submit(mine, receive), WS2IO_PENDING);
    std::thread workers[] = {std::thread(serve), std::thread(serve), std::thread(serve)};
    std::size_t written = 0;
    while (back.size() < text.size()) {
        if (written < text.size() && written - back.size() < 2000) {
            world->write(peer, std::string_view(text).substr(written, 333));
            written = std::min(written + 333, text.size());
        }
        back += world->read(peer);
    }
    for (int i = 0; i < 3; ++i)
        port->post({0, nullptr, 0, 0});
    for (auto& worker : workers)
        worker.join();
    EXPECT_EQ(back, text);
    engine->shut(mine);
    await_release(receive);
}

TEST_P(Order, AZeroByteReceiveWaitsForDataAndTakesNone) {
    const auto [mine, peer] = make_pair();
    ASSERT_EQ(bind(mine, 1), 0);
    Request empty(WS2IO_RECEIVE, 0);
    Request receive(WS2IO_RECEIVE, 8);
    receive.options = WS2IO_STREAM | WS2IO_WHOLE;
    ASSERT_EQ(engine->submit(mine, empty), WS2IO_PENDING);
    EXPECT_TRUE(queue_is_empty());
    ASSERT_EQ(engine->submit(mine, receive), WS2IO_PENDING);
    world->write(peer, "12345678");
    EXPECT_EQ(next_packet().overlapped, &empty.structure);
    EXPECT_EQ(next_packet().overlapped, &receive.structure);
    EXPECT_EQ(receive.text(), "12345678");
    await_release(empty);
    await_release(receive);
}

TEST_P(Order, TheEndOfTheStreamEndsEveryPostedReceive) {
    const auto [mine, peer] = make_pair();
    ASSERT_EQ(bind(mine, 1), 0);
    Request first(WS2IO_RECEIVE, 8), second(WS2IO_RECEIVE, 8), third(WS2IO_RECEIVE, 8);
    first.options = WS2IO_STREAM | WS2IO_WHOLE; // ends with what came before the end
    ASSERT_EQ(engine->submit(mine, first), WS2IO_PENDING);
    ASSERT_EQ(engine->submit(mine, second), WS2IO_PENDING);
    world->write(peer, "abc");
    world->finish_writing(peer);
    EXPECT_EQ(next_packet().bytes, 3u);
    EXPECT_EQ(next_packet().bytes, 0u);
    EXPECT_EQ(second.outcome().error, 0);
    const int result = engine->submit(mine, third); // no edge will come for it
    if (result == WS2IO_DONE)
        third.released = true;
    EXPECT_EQ(next_packet().overlapped, &third.structure);
    await_release(first);
    await_release(second);
    await_release(third);
}

TEST_P(Order, DataLeftBehindByAShortBufferIsFoundByTheNextReceive) {
    const auto [mine, peer] = make_pair();
    ASSERT_EQ(bind(mine, 1), 0);
    world->write(peer, "abcdef");
    std::string got;
    while (got.size() < 6) {
        Request receive(WS2IO_RECEIVE, 2);
        if (engine->submit(mine, receive) == WS2IO_DONE)
            receive.released = true;
        EXPECT_EQ(next_packet().overlapped, &receive.structure);
        got += receive.text();
        await_release(receive);
    }
    EXPECT_EQ(got, "abcdef");
}

INSTANTIATE_TEST_SUITE_P(Engines, Order, testing::Values("epoll", "uring", "sim"),
                         [](const auto& tested) { return std::string(tested.param); });

} // namespace
} // namespace ws2::nt::io
