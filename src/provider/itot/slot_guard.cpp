// Room provider_itot: the ioctls of a socket under TLS.
#include "kernel/user_probe.hpp"
#include "provider/itot/slots.hpp"
#include "provider/itot/socket.hpp"

#include "ws2tls.h"

#include <algorithm>
#include <cstring>

namespace ws2::provider::itot::slot {
namespace {

constexpr std::size_t text_max = 4096; // PATH_MAX; a host's name is shorter

int read_text(LPCSTR text, std::string& read) {
    for (; text != nullptr && read.size() < text_max; ++text) {
        char letter = 0;
        if (!kernel::read_user(&letter, text, 1))
            return WSAEFAULT;
        if (letter == 0)
            return 0;
        read += letter;
    }
    return text == nullptr ? 0 : WSAEINVAL;
}

template<std::size_t Size>
void copy_text(CHAR (&to)[Size], const char (&from)[Size]) noexcept {
    std::copy(std::begin(from), std::end(from), std::begin(to));
}

} // namespace

int set_guard(Socket& socket, LPVOID in, DWORD size, LPDWORD returned) {
    if (!socket.guarded())
        return WSAEOPNOTSUPP;
    WS2_TLS_TERMS said{};
    if (in == nullptr || size < sizeof said || !kernel::read_user(&said, in, sizeof said))
        return WSAEFAULT;
    if (said.cbSize != sizeof said ||
        (said.dwFlags & ~DWORD{WS2_TLS_TAKE_ANY_PEER | WS2_TLS_ASK_CALLER}) != 0)
        return WSAEINVAL;
    auto terms = std::make_shared<GuardTerms>();
    terms->unchecked = (said.dwFlags & WS2_TLS_TAKE_ANY_PEER) != 0;
    terms->ask_peer = (said.dwFlags & WS2_TLS_ASK_CALLER) != 0;
    for (const auto& [text, kept] : {std::pair{said.pszAuthorities, &terms->authorities},
                                     std::pair{said.pszCertificate, &terms->certificate},
                                     std::pair{said.pszPrivateKey, &terms->private_key},
                                     std::pair{said.pszPeerName, &terms->peer_name}})
        if (const int code = read_text(text, *kept); code != 0)
            return code;
    const std::lock_guard lock(socket.mutex);
    if (socket.listener_ || (socket.link_ && socket.link_->state().ending == Ending::none))
        return WSAEISCONN; // too late
    socket.options.guard_terms = std::move(terms);
    if (returned != nullptr)
        *returned = 0;
    return 0;
}

int get_guard(Socket& socket, LPVOID out, DWORD size, LPDWORD returned) {
    if (!socket.guarded())
        return WSAEOPNOTSUPP;
    const std::shared_ptr<Link> link = socket.link();
    const std::optional<guard::State> known = link ? link->guard_state() : std::nullopt;
    if (!known)
        return WSAENOTCONN;
    WS2_TLS_STATE state{};
    if (out == nullptr || size < sizeof state || returned == nullptr)
        return WSAEFAULT;
    state.dwVersion = known->version;
    state.dwVerdict = known->verdict;
    copy_text(state.szCipher, known->cipher);
    copy_text(state.szPeer, known->peer);
    copy_text(state.szTrouble, known->trouble);
    std::memcpy(out, &state, sizeof state);
    *returned = sizeof state;
    return 0;
}

} // namespace ws2::provider::itot::slot
