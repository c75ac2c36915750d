// Tool ws2verify: what a provider answers where its flags say nothing.
#include "conformance/disconnect.hpp"
#include "conformance/overlapped.hpp"
#include "conformance/window.hpp"
#include "ws2verify/child.hpp"
#include "ws2verify/target.hpp"

#include <cstring>
#include <exception>
#include <fmt/format.h>
#include <unistd.h>

namespace ws2verify {
namespace {

using namespace ws2::conformance;

bool refuses(const Outcome& call) {
    return call == failed(WSAEOPNOTSUPP);
}

// Of an entry with XP1_DISCONNECT_DATA: the longest data that is taken, found by halving.
std::size_t disconnect_limit(const Entry& entry) {
    const auto taken = [&](std::size_t octets) {
        const Pair pair = connect_pair(entry);
        return say_goodbye(pair.a, pattern(octets)) == returned(0);
    };
    std::size_t good = 2; // less is not worth the flag: the clauses show what is wrong
    std::size_t bad = 65537;
    while (bad - good > 1) {
        const std::size_t middle = (good + bad) / 2;
        (taken(middle) ? good : bad) = middle;
    }
    return good;
}

// A question that cannot be put leaves what was assumed: the clauses say what is wrong.
template<class Question>
void ask(Question question) {
    try {
        question();
    } catch (const std::exception&) {
    }
}

void ask_all(const Entry& entry, Subject& subject) {
    ask([&] {
        const Socket s = create(entry);
        const WSAEVENT event = WSACreateEvent();
        const auto call = outcome_of([&] { return WSAEventSelect(s, event, FD_READ); });
        subject.network_events = !refuses(call);
        WSACloseEvent(event);
    });
    ask([&] {
        const Socket s = create(entry);
        const Window window;
        const auto call =
            outcome_of([&] { return WSAAsyncSelect(s, window.handle, WM_USER, FD_READ); });
        subject.event_messages = !refuses(call);
    });
    ask([&] {
        const Socket s = create(entry);
        WSAPROTOCOL_INFOW record{};
        const auto self = static_cast<DWORD>(getpid());
        const auto call = outcome_of([&] { return WSADuplicateSocketW(s, self, &record); });
        subject.duplicates = !refuses(call);
    });
    ask([&] {
        Operation receive; // outlives its socket
        const Pair pair = entry.connected() ? overlapped_pair(entry) : connect_pair(entry);
        subject.overlapped = !refuses(receive.receive(pair.a));
    });
    if (entry.connected() && entry.claims(XP1_DISCONNECT_DATA) && subject.disconnect_limit == 0) {
        subject.disconnect_limit = 2;
        ask([&] { subject.disconnect_limit = disconnect_limit(entry); });
    }
}

// 'g' that there are sockets, then 's' the answers.
void report(const Target& target, const Voice& voice) {
    try {
        entries(any); // starts the library
        const Entry entry{&target.subject, target.info, {}};
        create(entry).close();
        voice.tell('g', "");
        Subject subject = target.subject;
        if (!target.known)
            ask_all(entry, subject);
        voice.tell('s', {reinterpret_cast<const char*>(&subject), sizeof subject});
    } catch (const std::exception& failure) {
        voice.tell('f', failure.what());
    }
}

} // namespace

void examine(Target& target, const Options& options) {
    const auto begin = Clock::now();
    Child child([&](const Voice& voice) { report(target, voice); });
    bool gives_sockets = false;
    std::string said;
    Record record;
    auto next = Child::Next::record;
    while ((next = child.next(record, begin + std::chrono::seconds(options.limit_s))) ==
           Child::Next::record) {
        if (record.kind == 'g')
            gives_sockets = true;
        else if (record.kind == 's' && record.text.size() == sizeof target.subject) {
            Subject answers = target.subject;
            std::memcpy(&answers, record.text.data(),
                        sizeof answers); // its pointers hold here, too
            target.subject = answers;
        } else {
            said = record.text;
        }
    }
    target.start_s = std::chrono::duration<double>(Clock::now() - begin).count();
    if (gives_sockets) // what went wrong after that is for the clauses to say
        return;
    if (next == Child::Next::late)
        said = fmt::format("no answer within {} s", options.limit_s);
    else if (const std::string end = child.how_it_ended(); said.empty())
        said = "the process ended: " + end;
    target.failure = said;
}

} // namespace ws2verify
