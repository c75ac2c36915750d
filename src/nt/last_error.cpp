#include "nt/last_error.hpp"

namespace ws2::nt {
namespace {

constinit thread_local int code_of_this_thread = 0;

} // namespace

int last_error() noexcept {
    return code_of_this_thread;
}
void set_last_error(int code) noexcept {
    code_of_this_thread = code;
}

} // namespace ws2::nt
