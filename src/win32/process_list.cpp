#include "win32/process_list.hpp"

#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string_view>

namespace ws2::win32 {
namespace {

namespace fs = std::filesystem;

std::string folder_of(DWORD process) {
    return "/proc/" + std::to_string(process);
}

std::vector<DWORD> numbers_in(const std::string& folder) {
    std::vector<DWORD> out;
    std::error_code error;
    for (fs::directory_iterator each(folder, error), end; !error && each != end;
         each.increment(error)) {
        const std::string name = each->path().filename().string();
        DWORD number = 0;
        const auto [rest, bad] = std::from_chars(name.data(), name.data() + name.size(), number);
        if (bad == std::errc() && rest == name.data() + name.size())
            out.push_back(number);
    }
    return out;
}

} // namespace

std::vector<DWORD> process_ids() {
    return numbers_in("/proc");
}

std::vector<DWORD> thread_ids(DWORD process) {
    return numbers_in(folder_of(process) + "/task");
}

// "17 (name) S parent ...": the name may have anything in it, so the last bracket ends it.
bool read_facts(DWORD process, ProcessFacts& facts) {
    std::ifstream file(folder_of(process) + "/stat");
    std::string line;
    if (!std::getline(file, line))
        return false;
    const auto open = line.find('(');
    const auto close = line.rfind(')');
    if (open == std::string::npos || close == std::string::npos || close < open)
        return false;
    std::istringstream words(line.substr(close + 1));
    std::string word;
    constexpr int parent_at = 1;
    constexpr int threads_at = 17;
    for (int i = 0; i <= threads_at && words >> word; ++i) {
        DWORD number = 0;
        std::from_chars(word.data(), word.data() + word.size(), number);
        if (i == parent_at)
            facts.parent = number;
        if (i == threads_at)
            facts.threads = number;
    }
    facts.id = process;
    facts.name = fs::path(program_of(process)).filename().string();
    if (facts.name.empty())
        facts.name = line.substr(open + 1, close - open - 1);
    return true;
}

std::string program_of(DWORD process) {
    std::error_code error;
    std::string path = fs::read_symlink(folder_of(process) + "/exe", error).string();
    constexpr std::string_view gone = " (deleted)"; // the kernel's word on a file without a name
    if (path.size() > gone.size() && !fs::exists(path, error) &&
        path.compare(path.size() - gone.size(), gone.size(), gone) == 0)
        path.resize(path.size() - gone.size());
    return path;
}

} // namespace ws2::win32
