#include "kernel/resolver_error.hpp"

#include "kernel/error.hpp"
#include "kernel/wsa.hpp"

#include <netdb.h>

namespace ws2::kernel {

int resolver_error(int eai, int error) noexcept {
    switch (eai) {
    case EAI_NONAME: return wsa::host_not_found;
    case EAI_AGAIN: return wsa::try_again;
    case EAI_FAIL: return wsa::no_recovery;
    case EAI_FAMILY: return wsa::no_address_family;
    case EAI_SOCKTYPE: return wsa::no_socket_type;
    case EAI_SERVICE: return wsa::type_not_found;
    case EAI_BADFLAGS: return wsa::invalid;
    case EAI_MEMORY: return wsa::not_enough_memory;
    case EAI_OVERFLOW: return wsa::insufficient_buffer;
    case EAI_SYSTEM: return error != 0 ? wsa_error(error, Operation::other) : wsa::no_recovery;
#ifdef EAI_NODATA
    case EAI_NODATA: return wsa::no_data;
    case EAI_ADDRFAMILY: return wsa::no_data;
#endif
    default: return wsa::no_recovery;
    }
}

int host_error(int h_error) noexcept {
    switch (h_error) {
    case HOST_NOT_FOUND: return wsa::host_not_found;
    case TRY_AGAIN: return wsa::try_again;
    case NO_DATA: return wsa::no_data;
    default: return wsa::no_recovery;
    }
}

} // namespace ws2::kernel
