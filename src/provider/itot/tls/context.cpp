// Room itot_tls: certificates, and what is demanded of a peer: TLS 1.2 at least, no renegotiation,
// and a certificate that an authority vouches for and that names the host that was called.
#include "kernel/wsa.hpp"
#include "provider/itot/tls/session.hpp"

#include <new>
#include <openssl/err.h>
#include <openssl/x509v3.h>

namespace ws2::provider::itot::tls {
namespace {

// Its buffers belong to it; an empty one means "wait" and not "the end".
bool add_buffers(SSL& ssl) noexcept {
    BIO* const in = BIO_new(BIO_s_mem());
    BIO* const out = BIO_new(BIO_s_mem());
    if (in == nullptr || out == nullptr) {
        BIO_free(in);
        BIO_free(out);
        return false;
    }
    BIO_set_mem_eof_return(in, -1);
    BIO_set_mem_eof_return(out, -1);
    SSL_set_bio(&ssl, in, out);
    return true;
}

bool demand_name(SSL& ssl, const char* name, guard::Octets address) noexcept {
    X509_VERIFY_PARAM* const demands = SSL_get0_param(&ssl);
    if (name == nullptr)
        return address.empty() ||
               X509_VERIFY_PARAM_set1_ip(demands, address.data(), address.size()) == 1;
    if (X509_VERIFY_PARAM_set1_ip_asc(demands, name) == 1)
        return true; // a number
    ERR_clear_error();
    SSL_set_hostflags(&ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    return SSL_set1_host(&ssl, name) == 1 && SSL_set_tlsext_host_name(&ssl, name) == 1;
}

class TlsContext final : public guard::Context {
public:
    TlsContext(SslContextPointer context, bool calling, bool checked)
        : context_(std::move(context)), calling_(calling), checked_(checked) {}

    std::unique_ptr<guard::Guard> make(const char* name,
                                       guard::Octets address) const noexcept override {
        SslPointer ssl(SSL_new(context_.get()));
        if (!ssl || !add_buffers(*ssl))
            return nullptr;
        if (calling_) {
            if (checked_ ? !demand_name(*ssl, name, address)
                         : name != nullptr && SSL_set_tlsext_host_name(ssl.get(), name) != 1)
                return nullptr;
            SSL_set_connect_state(ssl.get());
        } else {
            SSL_set_accept_state(ssl.get());
        }
        return std::unique_ptr<guard::Guard>(new (std::nothrow) Session(std::move(ssl)));
    }

private:
    const SslContextPointer context_;
    const bool calling_;
    const bool checked_;
};

bool load_authorities(SSL_CTX& context, const guard::Terms& terms) noexcept {
    if (terms.authorities != nullptr)
        return SSL_CTX_load_verify_file(&context, terms.authorities) == 1;
    return SSL_CTX_set_default_verify_paths(&context) == 1;
}

bool load_own(SSL_CTX& context, const guard::Terms& terms) noexcept {
    if (terms.certificate == nullptr)
        return terms.calling; // who is called has to show one
    const char* const key = terms.private_key != nullptr ? terms.private_key : terms.certificate;
    return SSL_CTX_use_certificate_chain_file(&context, terms.certificate) == 1 &&
           SSL_CTX_use_PrivateKey_file(&context, key, SSL_FILETYPE_PEM) == 1 &&
           SSL_CTX_check_private_key(&context) == 1;
}

int open_context(const guard::Terms& terms, std::unique_ptr<guard::Context>& opened) {
    // Threads of the program may still use it when the process exits.
    OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr);
    ERR_clear_error();
    SslContextPointer context(SSL_CTX_new(TLS_method()));
    if (!context || SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION) != 1)
        return kernel::wsa::no_buffers;
    SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                           SSL_OP_NO_TICKET | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS | SSL_MODE_AUTO_RETRY);
    SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(context.get(),
                            0); // nobody resumes, so nothing is left unread at the end
    const bool checked = terms.calling ? !terms.unchecked : terms.ask_peer;
    const bool ready = load_own(*context, terms) && (!checked || load_authorities(*context, terms));
    ERR_clear_error();
    if (!ready)
        return kernel::wsa::access;
    SSL_CTX_set_verify(
        context.get(),
        checked ? SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT : SSL_VERIFY_NONE, nullptr);
    opened = std::make_unique<TlsContext>(std::move(context), terms.calling, checked);
    return 0;
}

} // namespace
} // namespace ws2::provider::itot::tls

// guard::open_symbol.
extern "C" __attribute__((visibility("default"))) int
ws2_itot_guard_1(const ws2::provider::itot::guard::Terms& terms,
                 std::unique_ptr<ws2::provider::itot::guard::Context>& context) {
    try {
        return ws2::provider::itot::tls::open_context(terms, context);
    } catch (const std::bad_alloc&) {
        return ws2::kernel::wsa::no_buffers;
    }
}
