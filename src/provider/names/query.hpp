// Room provider_names: a query from NSPLookupServiceBegin to NSPLookupServiceEnd, whoever answers.
#pragma once

#include "kernel/interface.hpp"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>
#include <ws2spi.h>

namespace ws2::provider::names {

struct Answer {
    std::u16string name;
    std::u16string comment;
    std::vector<kernel::Address> addresses;
    std::string blob;
    DWORD flags = 0; // RESULT_IS_
};

// What finding came to: answers, or a code if there are none.
struct Found {
    std::vector<Answer> answers;
    int error = 0;
};

// Copied out of the program's query, since finding may outlast the call.
struct Question {
    GUID provider{};
    GUID service_class{};
    DWORD name_space = 0;
    DWORD flags = 0;
    std::string name; // the service instance's
    bool has_name = false;
    std::u16string query_string;
    std::vector<AFPROTOCOLS> protocols;
    int socket_type = 0; // of the addresses answered
    int protocol = 0;
    unsigned short port = 0; // host order
};

class Query : public std::enable_shared_from_this<Query> {
public:
    // Finds the answers of a question; runs in a thread of its own.
    using Find = Found (*)(const Question& question);

    Query(Question question, Find find) : question_(std::move(question)), find_(find) {}

    // NSPLookupServiceNext and the end of it: 0 or a code. `end` makes a `next` that waits in
    // another thread return WSA_E_CANCELLED.
    int next(DWORD flags, DWORD& octets, WSAQUERYSETW* results);
    void end();
    // The answers are found anew by the following `next`.
    void restart();

private:
    int wait_for_answers();
    void run();
    std::size_t give(const Answer& answer, DWORD flags, WSAQUERYSETW* results, std::size_t room);

    const Question question_;
    const Find find_;
    std::mutex mutex_; // guards what follows
    std::condition_variable changed_;
    enum class State { fresh, finding, found } state_ = State::fresh;
    bool ended_ = false;
    Found found_;
    std::size_t position_ = 0;
};

// The handles of all queries. Null: no such handle, or closed.
HANDLE open_query(std::shared_ptr<Query> query);
std::shared_ptr<Query> find_query(HANDLE handle);
std::shared_ptr<Query> close_query(HANDLE handle);

// SOCKET_ERROR, and the code left with the thread.
INT failed(int code) noexcept;
// What Begin copies; class and flags are looked at by the provider.
Question question_of(const GUID& provider, const WSAQUERYSETW& query, DWORD flags);
INT begin(Question question, Query::Find find, LPHANDLE lookup);
// NSPStartup: all routines but these two are the same for every provider here. No ioctl for null.
INT give_routines(LPNSP_ROUTINE out, LPNSPLOOKUPSERVICEBEGIN begin, LPNSPIOCTL ioctl);

} // namespace ws2::provider::names
