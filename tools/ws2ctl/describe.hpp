// Tool ws2ctl: catalog entries in words.
#pragma once

#include <string>
#include <vector>
#include <winsock2.h>

namespace ws2ctl {

std::string guid_text(const GUID& guid);

// "AF_INET", or the number if it has no name here; the same for the others.
std::string family_word(int family);
std::string type_word(int type);
std::string protocol_word(int family, int protocol);
std::vector<std::string> service_words(DWORD flags);  // XP1_*
std::vector<std::string> provider_words(DWORD flags); // PFL_*
std::string message_size_words(DWORD size);

// The stored path of the entry's provider. Throws tools::CallFailed.
std::string provider_path(const WSAPROTOCOL_INFOW& entry);

} // namespace ws2ctl
