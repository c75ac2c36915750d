#include "ws2verify/runner.hpp"

#include "conformance/world.hpp"
#include "ws2verify/child.hpp"
#include "ws2verify/failure_text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <memory>
#include <unistd.h>

namespace ws2verify {
namespace {

// In the child: tells 'b' and 'e' of each case, 'f' and 's' of what it found.
class Teller : public testing::EmptyTestEventListener {
public:
    explicit Teller(const Voice& voice) : voice_(voice) {}

    void OnTestStart(const testing::TestInfo& test) override {
        voice_.tell('b', std::string(test.test_suite_name()) + "." + test.name());
    }
    void OnTestPartResult(const testing::TestPartResult& part) override {
        if (part.skipped())
            voice_.tell('s', part.message());
        else if (part.failed())
            voice_.tell('f', failure_text(part));
    }
    void OnTestEnd(const testing::TestInfo& test) override {
        voice_.tell('e', "");
        if (test.result()->Failed()) // what it left behind is nobody else's trouble
            _exit(0);
    }

private:
    const Voice& voice_;
};

void run_here(const std::vector<Clause*>& clauses, const Voice& voice) {
    std::string filter;
    for (const Clause* clause : clauses)
        filter += (filter.empty() ? "" : ":") + clause->test;
    testing::GTEST_FLAG(filter) = filter;
    auto& listeners = testing::UnitTest::GetInstance()->listeners();
    delete listeners.Release(listeners.default_result_printer());
    listeners.Append(new Teller(voice));
    ws2::conformance::entries(ws2::conformance::any);    // starts the library
    [[maybe_unused]] const int status = RUN_ALL_TESTS(); // each case has told its own
}

// What one child does, seen from outside.
class Watch {
public:
    Watch(std::vector<Clause*>& clauses, unsigned limit_s,
          const std::function<void(const Clause&)>& done)
        : left_(clauses), limit_s_(limit_s), done_(done),
          child_([&](const Voice& voice) { run_here(clauses, voice); }) {}

    void run() {
        const std::size_t before = left_.size();
        limit_ = Clock::now() + std::chrono::seconds(limit_s_);
        Record record;
        auto next = Child::Next::record;
        while ((next = child_.next(record, limit_)) == Child::Next::record)
            take(record);
        if (next == Child::Next::late)
            fail(fmt::format("it did not end within {} s", limit_s_));
        else if (const std::string end = child_.how_it_ended(); !end.empty())
            fail(fmt::format("it ended the process: {}", end));
        else if (before == left_.size())
            fail("the process ended without a word");
    }

private:
    void take(const Record& record) {
        switch (record.kind) {
        case 'b':
            begin_ = Clock::now();
            limit_ = begin_ + std::chrono::seconds(limit_s_);
            current_ = find(record.text);
            break;
        case 'f':
        case 's':
            if (current_ != nullptr) {
                current_->state = record.kind == 'f' ? State::failed : State::skipped;
                current_->text += (current_->text.empty() ? "" : "\n") + record.text;
            }
            break;
        default:
            if (current_ != nullptr && current_->state == State::to_do)
                current_->state = State::passed;
            settle();
        }
    }
    Clause* find(std::string_view test) {
        const auto place =
            std::ranges::find_if(left_, [&](const Clause* each) { return each->test == test; });
        return place == left_.end() ? nullptr : *place;
    }
    // The current clause, else the first that is left: there must be an end to it.
    void fail(const std::string& text) {
        if (current_ == nullptr && !left_.empty())
            current_ = left_.front();
        if (current_ == nullptr)
            return;
        current_->state = State::failed;
        current_->text += (current_->text.empty() ? "" : "\n") + text;
        settle();
    }
    void settle() {
        if (current_ == nullptr)
            return;
        current_->time_s = std::chrono::duration<double>(Clock::now() - begin_).count();
        std::erase(left_, current_);
        done_(*current_);
        current_ = nullptr;
    }

    std::vector<Clause*>& left_;
    unsigned limit_s_;
    const std::function<void(const Clause&)>& done_;
    Clause* current_ = nullptr;
    Clock::time_point begin_ = Clock::now();
    Clock::time_point limit_;
    Child child_;
};

} // namespace

void run_clauses(std::vector<Clause*> clauses, unsigned limit_s,
                 const std::function<void(const Clause&)>& done) {
    std::erase_if(clauses, [](const Clause* each) { return each->state != State::to_do; });
    while (!clauses.empty())
        Watch(clauses, limit_s, done).run();
}

} // namespace ws2verify
