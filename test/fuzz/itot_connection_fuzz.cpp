// Fuzzes the ISO transport's connection with a script of octets and times: the first octet chooses
// the role and what is proposed, then each step is an operation and its argument. Whatever the peer
// sends and whenever: what the connection writes is in frame, its memory stays bounded, and time
// ends it.
#include "provider/itot/codec/answer.hpp"
#include "provider/itot/connection.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace {

using namespace ws2::provider::itot;

void require(bool condition) {
    if (!condition)
        std::abort();
}

class Script {
public:
    explicit Script(Octets script)
        : script_(script), role_(next()), settings_(settings(role_)), connection_(settings_) {}

    void run() {
        start();
        while (!script_.empty() && connection_.phase() != Phase::closed) {
            step(next());
            if (connection_.should_call_class0())
                call_class0();
        }
        finish();
    }

private:
    static Settings settings(std::uint8_t role) {
        Settings settings;
        settings.profile.max_tpdu = 256;
        settings.profile.expedited = true;
        settings.profile.class0 = (role & 2) != 0;
        settings.profile.confirm_expedited = (role & 4) == 0;
        settings.profile.require_options = (role & 8) == 0;
        settings.class0_disconnect = (role & 16) != 0;
        settings.limits.receive_octets = 4096;
        return settings;
    }

    std::uint8_t next() {
        if (script_.empty())
            return 0;
        const std::uint8_t octet = script_.front();
        script_ = script_.subspan(1);
        return octet;
    }

    void start() {
        if (role_ % 2 == 0) {
            connection_.listen(now_);
            return;
        }
        connection_.call(
            {.own_reference = 0x4A01,
             .called_selector = script_.first(std::min<std::size_t>(script_.size(), 4))});
        connection_.tcp_connected(now_);
    }

    // As the owner does: over a new TCP connection.
    void call_class0() {
        settings_.profile.class2 = false;
        Connection again(settings_);
        again.call({.own_reference = 0x4A01});
        connection_ = std::move(again);
        connection_.tcp_connected(now_);
        written_.clear();
    }

    void feed(std::size_t size) {
        size = std::min(size, script_.size());
        while (size != 0 && connection_.wants_input()) {
            const std::span<std::uint8_t> space = connection_.input_space();
            require(!space.empty() && space.size() <= 1 << 20);
            const std::size_t step = std::min(size, space.size());
            std::memcpy(space.data(), script_.data(), step);
            script_ = script_.subspan(step);
            size -= step;
            connection_.input(step, now_);
        }
    }

    // TCP takes up to `size` octets; they are checked as the peer would.
    void take(std::size_t size) {
        const Output::Pending pending = connection_.output().pending();
        std::size_t taken = 0;
        for (std::size_t i = 0; i < pending.count; ++i) {
            const std::size_t step = std::min(size - taken, pending.runs[i].size());
            written_.insert(written_.end(), pending.runs[i].begin(),
                            pending.runs[i].begin() + static_cast<std::ptrdiff_t>(step));
            taken += step;
        }
        connection_.output_taken(taken, now_);
        Octets stream(written_);
        while (true) {
            const codec::Tpkt tpkt = codec::scan_tpkt(stream, codec::tpkt_max);
            require(!codec::is_framing_error(tpkt.framing));
            if (tpkt.framing != codec::Framing::whole)
                break;
            stream = stream.subspan(tpkt.length);
        }
        written_.erase(written_.begin(),
                       written_.end() - static_cast<std::ptrdiff_t>(stream.size()));
    }

    void receive(std::size_t size) {
        std::uint8_t buffer[300];
        const Room room{buffer, std::min(size, sizeof buffer)};
        if (connection_.can_receive(room.size, size % 2 == 0))
            require(connection_.receive({&room, 1}, size % 3 != 0, now_).size <= room.size);
        if (connection_.has_oob())
            connection_.pop_oob(now_);
    }

    void release(std::uint8_t size) {
        const std::uint8_t data[64] = {};
        const bool none = size > 64 || (connection_.form() == codec::Form::class0 &&
                                        !settings_.class0_disconnect);
        (void)connection_.release(none ? std::optional<Octets>{} : Octets(data, size), now_);
    }

    void leave(std::uint8_t how) {
        switch (how % 4) {
        case 0:
            if (connection_.phase() == Phase::awaiting_answer)
                connection_.refuse(codec::Reason::normal, {}, now_);
            return;
        case 1:
            if (!connection_.was_open() && connection_.phase() != Phase::closed)
                connection_.give_up();
            return;
        case 2: return connection_.detach(now_);
        default: return connection_.abort();
        }
    }

    void configure(std::uint8_t size) {
        settings_.timers.release_ms = settings_.timers.drain_ms = Time{size} * 50 + 1;
        settings_.limits.receive_octets = std::uint32_t{size} * 32 + 1;
        settings_.limits.expedited = size % 4 + std::uint32_t{1};
        connection_.configure(settings_, now_);
    }

    void step(std::uint8_t operation) {
        const std::uint8_t size = next();
        switch (operation % 12) {
        case 0:
        case 1:
        case 2: return feed(size);
        case 3: return take(size);
        case 4: return receive(size);
        case 5:
            if (connection_.can_send() && connection_.has_expedited() && size % 7 == 0)
                connection_.send_expedited(Octets(std::vector<std::uint8_t>(1 + size % 16, 2)));
            else if (connection_.can_send())
                connection_.send(Octets(std::vector<std::uint8_t>(size, 1)), size % 2 == 0);
            return;
        case 6: return release(size);
        case 7:
            if (connection_.phase() == Phase::awaiting_answer) {
                codec::Profile profile = settings_.profile;
                profile.class0 = size % 2 == 0;
                (void)connection_.accept(0x7B02, profile, {}, now_);
            }
            return;
        case 8: now_ += Time{size} * 200; return connection_.tick(now_);
        case 10: return leave(size);
        case 11: return configure(size);
        default:
            if (size % 4 == 0)
                connection_.end_of_input(now_);
            else if (size % 4 == 1)
                connection_.tcp_failed(10054, now_);
            else if (connection_.wish() == TcpWish::half_close)
                connection_.half_closed();
        }
    }

    // The user leaves and the clock runs: whatever the state, TCP is let go in the end.
    void finish() {
        if (!connection_.was_open() && connection_.phase() != Phase::closed)
            connection_.give_up();
        (void)connection_.release({}, now_);
        connection_.detach(now_);
        for (int i = 0; i < 10 && connection_.phase() != Phase::closed; ++i) {
            take(1 << 20);
            if (connection_.wish() == TcpWish::half_close)
                connection_.half_closed();
            if (connection_.deadline() != never)
                now_ = std::max(now_, connection_.deadline());
            connection_.tick(now_);
        }
        require(connection_.phase() == Phase::closed);
        require(connection_.ending() != Ending::none);
    }

    Octets script_;
    const std::uint8_t role_;
    Settings settings_;
    Connection connection_;
    Time now_ = 1;
    std::vector<std::uint8_t> written_;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Script({data, size}).run();
    return 0;
}
