// Room provider_itot: a transport connection on its TCP connection: Connection plus descriptor,
// lock, sleepers and reactor. Threads of the program write and read TCP themselves where they can;
// the reactor does the rest, and goes on after closesocket.
//
// While the connection is open and the program receives, nobody else watches the descriptor. When
// it has not received for a while (lookout_ms) the reactor begins to read for it, so that a
// disconnect is noticed, answered and reported.
//
// Above it: Socket, Port. Below it: Connection, kernel streams. Every public function locks mutex_
// itself. Errors are WSA codes, 0 for success.
#pragma once

#include "kernel/descriptor.hpp"
#include "kernel/stream_socket.hpp"
#include "provider/itot/carrier.hpp"
#include "provider/itot/connection.hpp"
#include "provider/itot/notifier.hpp"
#include "provider/itot/operation.hpp"
#include "provider/itot/reactor.hpp"
#include "provider/itot/waiter.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>

namespace ws2::provider::itot {

using kernel::Endpoint;

// How a call may wait.
struct Patience {
    bool blocking = true;
    Time timeout_ms = 0; // 0: without limit
    DWORD entry = 0;     // of the socket: whose blocking hook to ask for
};

struct ReceiveCall {
    std::span<const Room> rooms;
    bool partial = false; // MSG_PARTIAL: what is there is enough
    bool peek = false;
    Patience patience;
};
struct Received {
    std::size_t size = 0;
    bool partial = false; // the message goes on
};

// As an overlapped call, or one with flags, tells it.
Done received_done(DWORD asked, const Received& received) noexcept;

struct SendCall {
    std::span<const kernel::StreamPiece> pieces; // the program's memory
    std::size_t size = 0;
    bool end = true;
    Patience patience;
};

class Link final : public Pollable, public std::enable_shared_from_this<Link> {
public:
    explicit Link(const Settings& settings) noexcept : connection_(settings) {}
    ~Link() override;
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;

    // --- opening (link_open.cpp) ---
    // Before any other: what guards the octets on TCP.
    void set_guard(std::unique_ptr<guard::Guard> guard) noexcept;
    // How TCP is set up for a call.
    struct Dial {
        std::optional<Endpoint> from; // without a port
        int send_buffer = 0;          // 0: the system's
        int receive_buffer = 0;
        bool keep_alive = true;
    };
    static base::Result<int> open_tcp(const Endpoint& to, const Dial& dial);
    static void set_up(int descriptor, const Dial& dial) noexcept;
    // Connects `descriptor` (taken over; already bound or not) and sends the CR. Where the profile
    // has both classes and the peer is no class 2 one, calls again in class 0, over a TCP
    // connection made after `dial`.
    int call(kernel::Descriptor descriptor, const Endpoint& to, const Connection::Call& call,
             const Dial& dial);
    // Waits until call() has come to an end. WSAEWOULDBLOCK if it may not wait.
    int await_open(const Patience& patience);
    // Takes an accepted TCP connection. `offer` runs in the reactor, without any lock, when its CR
    // is complete; `gone` runs once when it is no longer waiting for one.
    int answer(kernel::Descriptor descriptor, const Endpoint& peer,
               std::function<void(const std::shared_ptr<Link>&)> offer, std::function<void()> gone);
    struct Request {
        std::vector<std::uint8_t> calling_selector;
        std::vector<std::uint8_t> called_selector;
        std::vector<std::uint8_t> data;
        bool has_data = false;
    };
    std::optional<Request> request(); // while it awaits an answer
    bool screen(const codec::Profile& profile); // false: it does not suit and was refused
    int accept(const codec::Profile& profile, Octets data);
    void refuse(codec::Reason reason);
    void configure(const Settings& settings);

    // --- data (link_receive.cpp, link_send.cpp) ---
    int receive(const ReceiveCall& call, Received& received);
    int receive_expedited(const ReceiveCall& call, Received& received);
    int send(const SendCall& call);
    int send_expedited(Octets data);

    // --- overlapped (link_overlapped.cpp) ---
    // 0: done, `done` says how. WSA_IO_PENDING: it is indicated once. Otherwise not started.
    struct Overlapped {
        Socket& socket;
        const Notice& notice;
        const WSABUF* buffers;
        DWORD count;
        DWORD flags;
    };
    int begin_receive(const Overlapped& call, const ReceiveCall& how, OperationPointer& spare,
                      Done& done);
    int begin_send(const Overlapped& call, const SendCall& how, OperationPointer& spare,
                   Done& done);
    // Ends what waits with WSA_OPERATION_ABORTED; a message that is half sent is finished. How many
    // were found: those of `overlapped` (null: all), issued by `issuer` (0: any thread).
    // Only what was asked for on `issued_on`: an AcceptEx is its listener's.
    unsigned cancel(const OVERLAPPED* overlapped, DWORD issuer, const Socket* issued_on);
    // Ends when the call has come to an end and its first data, if any, was sent.
    void begin_connect(OperationPointer operation);
    // Goes on as a receive.
    void adopt_receive(OperationPointer operation);
    // The last WSPCleanup: what waits is forgotten without indication.
    void abandon();

    // --- network events (link_notify.cpp) ---
    void watch(std::shared_ptr<Notifier> notifier); // null: no more
    void note_again(long reenabled);

    // --- release (link_release.cpp) ---
    int send_disconnect(std::optional<Octets> data);
    // What arrived, without waiting for it. Turns reception off unless `room` is too small.
    int receive_disconnect(std::array<std::uint8_t, codec::max_disconnect_data>& data,
                           std::size_t room, std::size_t& size);
    int shut_down(bool receiving, bool sending, std::optional<Octets> data);
    // closesocket. The program is gone; what is queued goes out in the background.
    void leave(std::optional<Octets> data);
    // The same, but waits for the end; aborts after timeout_ms.
    void leave_and_wait(std::optional<Octets> data, Time timeout_ms);
    void abort();
    // The program has ended nothing, or everything that was said before has reached the peer's TCP
    // or never will.
    bool seen_off();

    // --- state, for select, options and events ---
    struct State {
        Phase phase;
        Ending ending;
        bool was_open;
        bool readable; // a receive would not wait
        bool writable;
        bool oob;
        int failure; // of a call that did not open
    };
    // Whether to read what TCP has first: not, unless a message is here, or in any case.
    enum class Look : std::uint8_t { no, for_messages, past_messages };
    State state(Look wish = Look::no);
    // The descriptor to poll for more input, -1 if none is wanted.
    int input_descriptor();
    void enlist(Waiter& waiter);
    void delist(Waiter& waiter) noexcept;

    struct End {
        codec::Code tpdu;
        std::uint8_t reason;
        std::vector<std::uint8_t> clearing;
        std::vector<std::uint8_t> data;
    };
    End end();
    // Stable once open.
    codec::Agreement agreement();
    std::vector<std::uint8_t> connect_data();
    std::vector<std::uint8_t> disconnect_data();
    std::optional<guard::State> guard_state();
    // Octets of the message that the next receive would get.
    std::size_t next_size();
    Endpoint local();
    Endpoint peer() const noexcept { return peer_; }
    DWORD connect_time_s(); // 0xFFFFFFFF if it is not open
    int buffer_size(bool send);
    void set_buffer_size(bool send, int size);
    void set_keep_alive(bool on);

    // --- reactor ---
    void ready(bool read, bool write, Time now) noexcept override;
    void expire(Time now) noexcept override;

    // A reference that no living connection of this process has (never 0).
    static std::uint16_t fresh_reference();

private:
    // Holds mutex_. What came to an end meanwhile is indicated when it is let go.
    class Lock {
    public:
        explicit Lock(Link& link) : link_(link) { lock(); }
        Lock(const Lock&) = delete;
        Lock& operator=(const Lock&) = delete;
        ~Lock() {
            if (held_)
                unlock();
        }
        void lock() {
            link_.mutex_.lock();
            held_ = true;
        }
        void unlock() noexcept {
            held_ = false;
            if (link_.done_.empty() && !link_.notifier_)
                link_.mutex_.unlock();
            else
                unlock_and_tell();
        }

    private:
        void unlock_and_tell() noexcept;

        Link& link_;
        bool held_ = false;
    };

    int dial(kernel::Descriptor descriptor, Time now);
    void call_class0(Time now);
    void pump(Time now);
    void flush(Time now);
    void write_output(Time now);
    void fail(int code, Time now);
    void settle(Time now);
    void obey(Time now);
    void arm(Time now);
    void close_descriptor() noexcept;
    void begin_lookout(Time now);
    bool program_watches() const noexcept;
    void look(Time now);
    int wait(Lock& lock, bool read, bool write, Time until, DWORD entry);
    int send_code() const noexcept;
    int end_code(bool stream_like) const noexcept;
    int call_code() const noexcept;
    int transmit(Lock& lock, const SendCall& call, Time until);
    bool try_receive(const ReceiveCall& call, std::size_t room, Received& received, int& code);
    bool try_either(const ReceiveCall& call, std::size_t room, DWORD flags, Received& received,
                    int& code);
    bool try_receive_expedited(const ReceiveCall& call, Received& received, int& code);
    OperationQueue& receives(DWORD flags) noexcept {
        return (flags & MSG_OOB) != 0 ? expedited_receives_ : receives_;
    }
    bool has_receives() const noexcept {
        return !receives_.empty() || !expedited_receives_.empty();
    }
    bool reactor_reads() const noexcept {
        return has_receives() || notifier_ != nullptr || connection_.awaits_acknowledgement();
    }
    Notifier::Facts facts() noexcept;
    void serve_connect();
    void serve_receives();
    void serve_queue(OperationQueue& queue);
    void serve_sends(Time now);
    bool advance(Progress& progress, const SendCall& call, int& code);
    void finish(OperationPointer operation, const Done& done) noexcept;
    void release_goodbye(Time now);
    int lost_code() const noexcept;
    void abort_operations(Time now);
    void begin_leave(std::optional<Octets> data);
    bool has_delivered() const noexcept;
    struct Cursor;
    int write_frame(Cursor& cursor, const codec::DataHeader& header, std::size_t size, bool first);
    bool queue_frame(Cursor& cursor, Octets header, std::size_t size);

    std::mutex mutex_;
    Connection connection_;
    std::shared_ptr<Notifier> notifier_; // null: nobody asked for events
    OperationQueue receives_;
    OperationQueue expedited_receives_;
    OperationQueue sends_;
    OperationQueue connects_;
    OperationQueue done_;        // to be indicated
    std::unique_ptr<Dial> dial_; // to call again in class 0
    kernel::Descriptor descriptor_;
    Carrier carrier_;
    Endpoint peer_;
    Endpoint local_;
    WaiterList waiters_;
    std::function<void(const std::shared_ptr<Link>&)> offer_;
    std::function<void()> gone_;
    Time lookout_ = never;
    Time opened_ = never;
    bool armed_ = false;    // the reactor reads for an idle program
    bool activity_ = false; // the program has received since the last lookout
    bool interest_read_ = false;
    bool interest_write_ = false;
    bool sending_ = false; // a TSDU is half queued
    bool eager_ = true;    // the last look without waiting found something
    std::uint8_t patient_receives_ = 0;
    bool receive_closed_ = false;
    bool calling_ = false;
    bool left_ = false; // closesocket
};

} // namespace ws2::provider::itot
