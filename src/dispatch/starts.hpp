// Room dispatch: what starts on demand and stays for the life of the process. It is started for a
// GUID and a library, by one thread at a time; once it exists it may be used without counting. What
// ends is its being started.
#pragma once

#include "base/result.hpp"
#include "catalog/guid.hpp"

#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <winsock2.h>

namespace ws2::dispatch {

// Never to be destroyed: calls may come while other threads, or exit handlers, still run. `T` tells
// by `is_same` that it came back as it was; it is then the same T again, so a program that starts
// and cleans up for ever does not grow.
template<typename T>
class Starts {
public:
    // The started T. `attempt` gives a base::Result<T> and does not throw; no lock is held
    // meanwhile. WSAEINPROGRESS: asked for by its own start. Throws std::bad_alloc.
    template<typename Attempt>
    base::Result<const T*> start(const GUID& id, const std::u16string& path, Attempt attempt) {
        using Started = base::Result<const T*>;
        std::unique_lock lock(mutex_);
        Record& record = record_for(id, path);
        while (record.state == State::starting) {
            if (record.starter == std::this_thread::get_id())
                return Started::fail(WSAEINPROGRESS);
            changed_.wait(lock);
        }
        if (record.state == State::started)
            return Started::ok(record.latest);
        record.state = State::starting;
        record.starter = std::this_thread::get_id();

        lock.unlock();
        base::Result<T> made = attempt();
        lock.lock();

        record.state = State::idle;
        changed_.notify_all();
        if (!made)
            return Started::fail(made.error);
        if (record.latest == nullptr || !record.latest->is_same(made.value)) {
            all_.push_back(std::make_unique<const T>(std::move(made.value)));
            record.latest = all_.back().get();
        }
        started_.push_back(&record);
        record.state = State::started;
        return Started::ok(record.latest);
    }

    // Ends all that are started, the last started first, once no other thread starts one. No lock
    // is held while `clean_up` runs.
    template<typename CleanUp>
    void stop(CleanUp clean_up) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return !others_start(); });
        while (!started_.empty()) {
            Record& record = *started_.back();
            started_.pop_back();
            const T& one = *record.latest;
            lock.unlock();
            clean_up(one);
            lock.lock();
            record.state = State::idle;
        }
    }

    // Takes out one that is started and meant; the caller cleans it up. Null: none.
    template<typename IsMeant>
    const T* take(IsMeant is_meant) {
        const std::lock_guard lock(mutex_);
        for (auto each = started_.begin(); each != started_.end(); ++each)
            if (is_meant(*(*each)->latest)) {
                Record& record = **each;
                record.state = State::idle;
                started_.erase(each);
                return record.latest;
            }
        return nullptr;
    }

private:
    enum class State { idle, starting, started };

    // What is known of one GUID and library.
    struct Record {
        GUID id{};
        std::u16string path;
        State state = State::idle;
        std::thread::id starter;   // meaningful while starting
        const T* latest = nullptr; // kept when idle again
    };

    Record& record_for(const GUID& id, const std::u16string& path) {
        for (Record& record : records_)
            if (catalog::same_guid(record.id, id) && record.path == path)
                return record;
        Record& record = records_.emplace_back();
        record.id = id;
        record.path = path;
        return record;
    }

    bool others_start() const {
        for (const Record& record : records_)
            if (record.state == State::starting && record.starter != std::this_thread::get_id())
                return true;
        return false;
    }

    std::mutex mutex_; // guards what follows
    std::condition_variable changed_;
    std::list<Record> records_;
    std::list<std::unique_ptr<const T>> all_; // there ever were
    std::list<Record*> started_;              // in the order of their starts
};

} // namespace ws2::dispatch
