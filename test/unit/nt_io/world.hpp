// The engine's suite in three worlds: real sockets under epoll, the same under uring, and sim.
#pragma once

#include "kernel/descriptor.hpp"
#include "nt/association.hpp"
#include "nt/event.hpp"
#include "nt/io/engine.hpp"
#include "nt/io/sim.hpp"
#include "nt/overlapped.hpp"
#include "nt/port.hpp"
#include "nt/thread.hpp"

#include <array>
#include <atomic>
#include <cstring>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>
#include <winbase.h>

namespace ws2::nt::io {

inline constexpr std::int64_t kForever = kernel::kNoDeadline_ns;

// Connected streams, and what their far ends do without the engine.
class World {
public:
    virtual ~World() = default;
    virtual std::pair<int, int> make_pair() = 0;
    virtual void write(int end, std::string_view data) = 0;
    virtual std::string read(int end) = 0; // what is there
    virtual void finish_writing(int end) = 0;
    virtual void forget(int end) = 0;
};

class RealWorld final : public World {
public:
    std::pair<int, int> make_pair() override {
        int ends[2] = {-1, -1};
        EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
        return {ends[0], ends[1]};
    }
    void write(int end, std::string_view data) override {
        EXPECT_EQ(::send(end, data.data(), data.size(), MSG_NOSIGNAL),
                  static_cast<ssize_t>(data.size()));
    }
    std::string read(int end) override {
        std::string data(1 << 16, '\0');
        const ssize_t got = ::recv(end, data.data(), data.size(), MSG_DONTWAIT);
        data.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
        return data;
    }
    void finish_writing(int end) override { ::shutdown(end, SHUT_WR); }
    void forget(int end) override { ::close(end); }
};

class SimWorld final : public World {
public:
    explicit SimWorld(SimDriver& driver) : driver_(driver) {}
    std::pair<int, int> make_pair() override { return driver_.make_pair(); }
    void write(int end, std::string_view data) override { driver_.write(end, data); }
    std::string read(int end) override { return driver_.read(end); }
    void finish_writing(int end) override { driver_.finish_writing(end); }
    void forget(int end) override { driver_.forget(end); }

private:
    SimDriver& driver_;
};

// An operation with its buffer, its OVERLAPPED, and a count of what the engine did with it.
struct Request : ws2io_operation {
    explicit Request(int what, std::size_t size = 64) : ws2io_operation{}, data(size, '\0') {
        kind = static_cast<std::uint16_t>(what);
        options = WS2IO_STREAM;
        piece = {data.data(), data.size()};
        buffers = &piece;
        buffer_count = 1;
        overlapped = &structure;
        ws2io_operation::finish = [](ws2io_operation* operation) {
            ++static_cast<Request*>(operation)->finished;
        };
        release = [](ws2io_operation* operation) {
            static_cast<Request*>(operation)->released.store(true, std::memory_order_release);
        };
    }
    explicit Request(std::string_view text) : Request(WS2IO_SEND, text.size()) {
        std::memcpy(data.data(), text.data(), text.size());
    }
    Request(const Request&) = delete;
    Request& operator=(const Request&) = delete;

    bool complete() const { return is_complete(structure); }
    Outcome outcome() const { return outcome_of(structure); }
    std::string_view text() const { return {data.data(), outcome().bytes}; }

    std::string data;
    ws2io_buffer piece{};
    OVERLAPPED structure{};
    std::atomic<int> finished{0};
    std::atomic<bool> released{false};
};

class EngineTest : public testing::TestWithParam<const char*> {
protected:
    void SetUp() override {
        const std::string_view name = GetParam();
        std::unique_ptr<Driver> driver;
        if (name == "sim") {
            auto made = std::make_unique<SimDriver>(20'26);
            sim = made.get();
            world = std::make_unique<SimWorld>(*made);
            driver = std::move(made);
        } else {
            driver = name == "epoll" ? make_epoll_driver() : make_uring_driver();
            world = std::make_unique<RealWorld>();
        }
        if (!driver)
            GTEST_SKIP() << "the system refuses rings";
        engine = std::make_unique<Engine>(std::move(driver));
        Engine::substitute(engine.get());
    }
    void TearDown() override {
        for (int end : ends) {
            if (engine)
                engine->close(end);
            world->forget(end);
        }
        if (port)
            close_handle(port_handle);
        Thread::current().serve(nullptr);
        port = {};
        Engine::substitute(nullptr);
        engine.reset();
    }

    // An end for the engine and its peer.
    std::pair<int, int> make_pair() {
        const auto pair = world->make_pair();
        ends.push_back(pair.first);
        ends.push_back(pair.second);
        return pair;
    }
    void make_port(std::uint32_t concurrency = 4) {
        port = Ref<Port>::adopt(new Port(concurrency));
        port_handle = open_handle(*port);
    }
    int bind(int descriptor, std::uintptr_t key) {
        if (!port)
            make_port();
        return associate(descriptor, port_handle, key);
    }
    Packet next_packet(std::int64_t deadline_ns = kForever) {
        std::array<Packet, 1> got;
        std::uint32_t count = 0;
        return port->get(got, &count, deadline_ns, false) == 0 ? got[0] : Packet{};
    }
    bool queue_is_empty() { return next_packet(0).overlapped == nullptr; }

    SimDriver* sim = nullptr;
    std::unique_ptr<World> world;
    std::unique_ptr<Engine> engine;
    std::vector<int> ends;
    Ref<Port> port;
    Handle port_handle = nullptr;
};

inline void await_release(const Request& request) {
    while (!request.released.load(std::memory_order_acquire))
        std::this_thread::yield();
}

} // namespace ws2::nt::io
