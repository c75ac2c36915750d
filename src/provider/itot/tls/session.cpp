// Room itot_tls: the guard of one connection.
#include "provider/itot/tls/session.hpp"

#include "kernel/wsa.hpp"

#include <algorithm>
#include <climits>
#include <cstdio>
#include <new>
#include <openssl/err.h>
#include <openssl/x509v3.h>

namespace ws2::provider::itot::tls {

using Outcome = base::Result<std::size_t>;

Session::Session(SslPointer ssl) : ssl_(std::move(ssl)) {}

bool Session::arrived(guard::Octets octets) noexcept {
    const auto size = static_cast<int>(octets.size());
    return BIO_write(SSL_get_rbio(ssl_.get()), octets.data(), size) == size;
}

Outcome Session::open(void* data, std::size_t size) noexcept {
    if (failure_ != 0)
        return Outcome::fail(failure_);
    ERR_clear_error();
    return outcome(
        SSL_read(ssl_.get(), data, static_cast<int>(std::min<std::size_t>(size, INT_MAX))));
}

Outcome Session::seal(guard::Octets octets) noexcept {
    if (failure_ != 0)
        return Outcome::fail(failure_);
    ERR_clear_error();
    if (!agreed_) {
        if (const int result = SSL_do_handshake(ssl_.get()); result <= 0)
            return outcome(result);
        agreed_ = true;
    }
    for (guard::Octets rest = octets; !rest.empty();) {
        const auto size = static_cast<int>(std::min<std::size_t>(rest.size(), INT_MAX));
        const int result = SSL_write(ssl_.get(), rest.data(), size);
        if (result <= 0) // its way out is memory, so it never has to wait
            return outcome(result);
        rest = rest.subspan(static_cast<std::size_t>(result));
    }
    if (!collect())
        return Outcome::fail(failure_);
    return Outcome::ok(octets.size());
}

void Session::finish() noexcept {
    if (failure_ != 0 || !agreed_)
        return;
    ERR_clear_error();
    (void)SSL_shutdown(ssl_.get());
    (void)collect();
}

Outcome Session::outcome(int result) noexcept {
    const int kind = result > 0 ? SSL_ERROR_NONE : SSL_get_error(ssl_.get(), result);
    if (!collect())
        return Outcome::fail(failure_);
    switch (kind) {
    case SSL_ERROR_NONE: return Outcome::ok(static_cast<std::size_t>(result));
    case SSL_ERROR_ZERO_RETURN: return Outcome::ok(0);
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE:
        if (!ended_)
            return Outcome::fail(kernel::wsa::would_block);
        std::snprintf(trouble_, sizeof trouble_, "the stream was cut off");
        return Outcome::fail(failure_ = agreed_ ? kernel::wsa::connection_reset
                                                : kernel::wsa::connection_refused);
    default: return Outcome::fail(failure_ = broken(kind));
    }
}

// Why it is over: the peer said so, or what it said is not to be believed.
int Session::broken(int kind) noexcept {
    const unsigned long error = ERR_peek_error();
    const int reason = ERR_GET_REASON(error);
    const long verdict = SSL_get_verify_result(ssl_.get());
    const char* words = ERR_reason_error_string(error);
    if (reason == SSL_R_CERTIFICATE_VERIFY_FAILED)
        words = X509_verify_cert_error_string(verdict);
    std::snprintf(trouble_, sizeof trouble_, "%s", words != nullptr ? words : "TLS failed");
    ERR_clear_error();
    if (kind == SSL_ERROR_SSL && reason >= SSL_AD_REASON_OFFSET) // an alert
        return agreed_ ? kernel::wsa::connection_reset : kernel::wsa::connection_refused;
    return kernel::wsa::connection_aborted;
}

// From OpenSSL's buffer to ours. False for want of memory.
bool Session::collect() noexcept {
    agreed_ = agreed_ || SSL_is_init_finished(ssl_.get()) != 0;
    BIO* const out = SSL_get_wbio(ssl_.get());
    const std::size_t size = BIO_ctrl_pending(out);
    if (size == 0)
        return true;
    try {
        if (head_ != 0) {
            outgoing_.erase(outgoing_.begin(),
                            outgoing_.begin() + static_cast<std::ptrdiff_t>(head_));
            head_ = 0;
        }
        const std::size_t before = outgoing_.size();
        outgoing_.resize(before + size);
        BIO_read(out, outgoing_.data() + before, static_cast<int>(size));
        return true;
    } catch (const std::bad_alloc&) {
        failure_ = kernel::wsa::no_buffers;
        return false;
    }
}

guard::Octets Session::outgoing() const noexcept {
    return guard::Octets(outgoing_).subspan(head_);
}

void Session::sent(std::size_t size) noexcept {
    head_ += size;
    if (head_ != outgoing_.size())
        return;
    outgoing_.clear();
    head_ = 0;
    if (outgoing_.capacity() > 16384)
        outgoing_.shrink_to_fit();
}

guard::State Session::state() const noexcept {
    guard::State state;
    state.verdict = static_cast<std::uint32_t>(SSL_get_verify_result(ssl_.get()));
    std::snprintf(state.trouble, sizeof state.trouble, "%s", trouble_);
    if (agreed_) {
        state.version = static_cast<std::uint16_t>(SSL_version(ssl_.get()));
        std::snprintf(state.cipher, sizeof state.cipher, "%s", SSL_get_cipher_name(ssl_.get()));
    }
    if (const X509* peer = SSL_get0_peer_certificate(ssl_.get()))
        X509_NAME_oneline(X509_get_subject_name(peer), state.peer, sizeof state.peer);
    return state;
}

} // namespace ws2::provider::itot::tls
