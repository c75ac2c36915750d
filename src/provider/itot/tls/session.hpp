// Room itot_tls: the guard of one connection: an OpenSSL session between two buffers in memory.
#pragma once

#include "provider/itot/guard/guard.hpp"

#include <openssl/ssl.h>
#include <string>
#include <vector>

namespace ws2::provider::itot::tls {

template<auto Free>
struct Freed {
    template<typename T>
    void operator()(T* one) const noexcept {
        Free(one);
    }
};
using SslPointer = std::unique_ptr<SSL, Freed<SSL_free>>;
using SslContextPointer = std::unique_ptr<SSL_CTX, Freed<SSL_CTX_free>>;

class Session final : public guard::Guard {
public:
    explicit Session(SslPointer ssl); // with its two memory BIOs

    bool arrived(guard::Octets octets) noexcept override;
    void arrived_end() noexcept override { ended_ = true; }
    base::Result<std::size_t> open(void* data, std::size_t size) noexcept override;
    base::Result<std::size_t> seal(guard::Octets octets) noexcept override;
    void finish() noexcept override;
    guard::Octets outgoing() const noexcept override;
    void sent(std::size_t size) noexcept override;
    bool agreed() const noexcept override { return agreed_; }
    guard::State state() const noexcept override;

private:
    base::Result<std::size_t> outcome(int result) noexcept;
    int broken(int kind) noexcept;
    bool collect() noexcept;

    SslPointer ssl_;
    std::vector<std::uint8_t> outgoing_;
    std::size_t head_ = 0;
    int failure_ = 0; // for good
    bool agreed_ = false; // also after a failure, when OpenSSL has forgotten it
    bool ended_ = false;
    char trouble_[128] = {};
};

} // namespace ws2::provider::itot::tls
