// Room catalog: whether anybody but root and this user can change what a file says.
#pragma once

#include <string>
#include <string_view>

struct stat;

namespace ws2::catalog {

// Empty if the owner is root or this user and nobody else may write.
std::string_view why_others_may_change(const struct stat& status);

// Empty if the absolute path leads to a regular file that nobody else can change or replace: the
// file, every folder on the way and the owner of every symbolic link are looked at, as the kernel
// walks them. A folder with the sticky bit may be everybody's: nobody replaces what another owns in
// it. What passes means the same file when the path is opened later, unless root or this user
// changes it.
std::string why_untrusted(const std::string& path);

} // namespace ws2::catalog
