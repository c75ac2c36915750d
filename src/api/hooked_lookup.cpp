#include "api/hooked_lookup.hpp"

#include "api/pending_lookup.hpp"
#include "base/blocking_hooks.hpp"
#include "dispatch/blocking.hpp"
#include "names/packed_record.hpp"

#include <utility>
#include <vector>

namespace ws2::api {
namespace {

class HookedLookup final : public PendingLookup {
public:
    explicit HookedLookup(std::function<hostent*(int&)> look) : look_(std::move(look)) {}

    std::vector<char>& packed() noexcept { return packed_; } // once it has ended

private:
    void resolve() noexcept override {
        int error = 0;
        try {
            if (const hostent* record = look_(error)) {
                found_.resize(names::pack(*record, nullptr, 0));
                names::pack(*record, found_.data(), found_.size());
            }
        } catch (const std::bad_alloc&) {
            error = WSAENOBUFS;
        }
        answer(error);
    }
    // Pointers in it stay right: a vector's octets stay where they are when it is swapped.
    void keep() noexcept override { packed_.swap(found_); }

    std::function<hostent*(int&)> look_;
    std::vector<char> found_; // the thread's
    std::vector<char> packed_;
};

hostent* look_up(std::function<hostent*(int&)> look, LPBLOCKINGCALLBACK hook, DWORD_PTR context,
                 int& error) {
    const auto lookup = nt::Ref<HookedLookup>::adopt(new HookedLookup(std::move(look)));
    lookup->start();
    do {
        if (hook(context) == FALSE) {
            lookup->give_up(WSAEINTR);
            error = WSAEINTR; // also if it was answered at this moment
            return nullptr;
        }
    } while (!lookup->ends_within(base::hook_pause_ms));
    error = lookup->code();
    if (error != 0)
        return nullptr;
    static thread_local std::vector<char> record;
    record.swap(lookup->packed());
    return reinterpret_cast<hostent*>(record.data());
}

} // namespace

hostent* look_up_host(std::function<hostent*(int&)> look, int& error) {
    DWORD_PTR context = 0;
    const LPBLOCKINGCALLBACK hook = dispatch::blocking_callback(nullptr, context);
    return hook == nullptr ? look(error) : look_up(std::move(look), hook, context, error);
}

} // namespace ws2::api
