// Room provider_itot: the module that guards connections by TLS: "ws2/itot_tls.so" beside the
// library. It is loaded when the first guarded socket is made, so that OpenSSL is no need of
// anybody else, and stays.
#include "provider/itot/guard_terms.hpp"

#include "base/environment.hpp"
#include "base/result.hpp"
#include "kernel/wsa.hpp"

#include "winsock2.h"

#include <dlfcn.h>

namespace ws2::provider::itot {
namespace {

// By the path of whatever this code was linked into. No search path is asked: the module is a part
// of this library.
guard::Open find_module() noexcept {
    Dl_info own{};
    if (dladdr(reinterpret_cast<const void*>(&load_guard), &own) == 0 || own.dli_fname == nullptr)
        return nullptr;
    try {
        const std::string self = own.dli_fname;
        const std::size_t slash = self.rfind('/');
        if (slash == std::string::npos)
            return nullptr; // never from wherever the process happens to be
        void* const module =
            dlopen((self.substr(0, slash) + "/ws2/itot_tls.so").c_str(), RTLD_NOW | RTLD_LOCAL);
        if (module == nullptr)
            return nullptr;
        return reinterpret_cast<guard::Open>(dlsym(module, guard::open_symbol));
    } catch (...) {
        return nullptr;
    }
}

guard::Open module() noexcept {
    static const guard::Open open = find_module();
    return open;
}

const char* path(const std::string& text) noexcept {
    return text.empty() ? nullptr : text.c_str();
}

} // namespace

GuardTerms environment_terms() {
    GuardTerms terms;
    terms.authorities = base::environment("WS2_TLS_CA");
    terms.certificate = base::environment("WS2_TLS_CERT");
    terms.private_key = base::environment("WS2_TLS_KEY");
    return terms;
}

int load_guard() noexcept {
    return module() != nullptr ? 0 : WSAEPROVIDERFAILEDINIT;
}

int open_guard(const GuardTerms& terms, bool calling, GuardContext& context) {
    if (const int code = load_guard(); code != 0)
        return code;
    guard::Terms said;
    said.calling = calling;
    said.unchecked = terms.unchecked;
    said.ask_peer = terms.ask_peer;
    said.authorities = path(terms.authorities);
    said.certificate = path(terms.certificate);
    said.private_key = path(terms.private_key);
    std::unique_ptr<guard::Context> opened;
    const int code = module()(said, opened);
    context = std::move(opened);
    return code;
}

} // namespace ws2::provider::itot
