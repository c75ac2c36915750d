#include "catalog/application.hpp"

#include "base/utf.hpp"
#include "catalog/entry.hpp"
#include "catalog/path.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

namespace ws2::catalog {
namespace {

std::string own_arguments() {
    std::ifstream file("/proc/self/cmdline", std::ios::binary);
    const std::string all(std::istreambuf_iterator<char>(file), {});
    std::size_t start = all.find('\0'); // behind the program's own name
    if (start == std::string::npos)
        return {};
    std::string out = all.substr(start + 1);
    if (!out.empty() && out.back() == '\0')
        out.pop_back();
    std::replace(out.begin(), out.end(), '\0', ' ');
    return out;
}

bool is_program(const Application& application, const std::filesystem::path& own) {
    const std::filesystem::path path = expand_variables(base::to_utf8(application.path));
    std::error_code ignored;
    return path == own || std::filesystem::equivalent(path, own, ignored);
}

bool is_permitted(const Catalog& catalog, const Entry& chain, DWORD categories) {
    const WSAPROTOCOLCHAIN& parts = chain.info.ProtocolChain;
    for (int i = 0; i < parts.ChainLen; ++i) {
        const Entry* part = catalog.find(parts.ChainEntries[i]);
        if (part == nullptr || is_base(*part))
            continue;
        if (is_chain(*part) ? !is_permitted(catalog, *part, categories)
                            : !permits(categories, part->categories))
            return false;
    }
    return true;
}

template<typename Applications>
auto find(Applications& list, const std::u16string& path, const std::u16string& extra) {
    return std::find_if(list.begin(), list.end(), [&](const Application& each) {
        return each.path == path && each.extra == extra;
    });
}

} // namespace

std::optional<DWORD> set_application(Catalog& catalog, const Application& application) {
    const auto found = find(catalog.applications, application.path, application.extra);
    if (found == catalog.applications.end()) {
        catalog.applications.push_back(application);
        return std::nullopt;
    }
    return std::exchange(found->categories, found->categories | application.categories);
}

std::optional<DWORD> application_categories(const Catalog& catalog, const std::u16string& path,
                                            const std::u16string& extra) {
    const auto found = find(catalog.applications, path, extra);
    return found == catalog.applications.end() ? std::nullopt : std::optional(found->categories);
}

std::optional<DWORD> own_categories(const Catalog& catalog) {
    if (catalog.applications.empty()) // nearly always
        return std::nullopt;
    std::error_code ignored;
    const auto own = std::filesystem::read_symlink("/proc/self/exe", ignored);
    const std::u16string arguments = base::to_utf16(own_arguments());
    std::optional<DWORD> categories;
    for (const Application& each : catalog.applications)
        if ((each.extra.empty() || each.extra == arguments) && is_program(each, own))
            categories = categories.value_or(0) | each.categories;
    return categories;
}

bool permits(DWORD application, DWORD layer) noexcept {
    return (application & layer) != 0 && (layer & ~application) == 0 &&
           ((application & LSP_SYSTEM) == 0 || (layer & LSP_SYSTEM) != 0);
}

void leave_permitted(Catalog& catalog, DWORD categories) {
    std::vector<DWORD> refused;
    for (const Entry& entry : catalog.entries)
        if (is_chain(entry) && !is_permitted(catalog, entry, categories))
            refused.push_back(entry.info.dwCatalogEntryId);
    std::erase_if(catalog.entries, [&](const Entry& entry) {
        return std::find(refused.begin(), refused.end(), entry.info.dwCatalogEntryId) !=
               refused.end();
    });
}

} // namespace ws2::catalog
