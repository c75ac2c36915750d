// Room provider_itot: what the program or its environment says about TLS, and the module that does
// it.
#pragma once

#include "provider/itot/guard/guard.hpp"

#include <memory>
#include <string>

namespace ws2::provider::itot {

using GuardContext = std::shared_ptr<const guard::Context>;

// Empty: not said.
struct GuardTerms {
    std::string authorities;
    std::string certificate;
    std::string private_key;
    std::string peer_name;
    bool unchecked = false;
    bool ask_peer = false;
};

// WS2_TLS_CA, WS2_TLS_CERT, WS2_TLS_KEY.
GuardTerms environment_terms();

// WSAEPROVIDERFAILEDINIT if the module is not installed or cannot be loaded.
int load_guard() noexcept;
// Also WSAEACCES if a file is not what it should be, or who is called has no certificate.
int open_guard(const GuardTerms& terms, bool calling, GuardContext& context);

} // namespace ws2::provider::itot
