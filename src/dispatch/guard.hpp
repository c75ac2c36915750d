// Room dispatch: calling a provider's function so that nothing but its result comes back.
#pragma once

#include "base/log.hpp"

#include <cxxabi.h>

namespace ws2::dispatch {

// The function's result, or `thrown` if it threw, which is logged. The unwinding of a thread that
// ends (pthread_exit, cancellation) passes through, as it must. Costs nothing unless it throws.
template<typename Result, typename Function, typename... Arguments>
inline Result guarded(Result thrown, Function function, Arguments... arguments) {
    try {
        return function(arguments...);
    } catch (abi::__forced_unwind&) {
        throw;
    } catch (...) {
        base::log(base::LogLevel::error, "a provider's function threw a C++ exception");
        return thrown;
    }
}

} // namespace ws2::dispatch
