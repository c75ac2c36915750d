// Tools: the name and the meaning of every Windows Sockets error code.
#pragma once

#include <string>
#include <string_view>

namespace tools {

// As winsock2.h spells it ("WSAEWOULDBLOCK"); "code 12345" for a code that no header names.
std::string code_name(int code);

// What it means, in a few words; empty for a code that no header names.
std::string_view code_meaning(int code);

// For a person: "WSAECONNREFUSED (10061): nobody accepts connections there".
std::string describe_code(int code);

} // namespace tools
