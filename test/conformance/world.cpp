// Suite conformance: the catalog as test parameters, and the calls that cases start from.
#include "conformance/world.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <stdexcept>
#include <string_view>
#include <sys/mman.h>
#include <thread>
#include <unistd.h>

namespace ws2::conformance {
namespace {

// For entries that have to show one.
bool has_certificate() {
    return std::getenv("WS2_TLS_CERT") != nullptr;
}

struct Library {
    Library() {
        prepare_catalog();
        WSADATA data{};
        if (const int error = WSAStartup(MAKEWORD(2, 2), &data))
            throw std::runtime_error("WSAStartup answered " + std::to_string(error));
    }
    ~Library() { WSACleanup(); }
};

bool machine_has_ipv6_loopback() {
    std::ifstream list("/proc/net/if_inet6");
    for (std::string line; std::getline(list, line);)
        if (line.starts_with("00000000000000000000000000000001"))
            return true;
    return false;
}

std::vector<WSAPROTOCOL_INFOW> catalog() {
    DWORD size = 0;
    WSAEnumProtocolsW(nullptr, nullptr, &size);
    std::vector<WSAPROTOCOL_INFOW> list(size / sizeof(WSAPROTOCOL_INFOW) + 1);
    size = static_cast<DWORD>(list.size() * sizeof(WSAPROTOCOL_INFOW));
    const int count = WSAEnumProtocolsW(nullptr, list.data(), &size);
    if (count == SOCKET_ERROR)
        refuse("WSAEnumProtocols");
    list.resize(static_cast<std::size_t>(count));
    return list;
}

bool select_says(SOCKET s, int set) {
    fd_set sets[3];
    for (auto& each : sets)
        FD_ZERO(&each);
    FD_SET(s, &sets[set]);
    const timeval hang{30, 0};
    const int count = select(0, set == 0 ? &sets[0] : nullptr, set == 1 ? &sets[1] : nullptr,
                             set == 2 ? &sets[2] : nullptr, &hang);
    if (count == SOCKET_ERROR)
        refuse("select");
    return count == 1;
}

} // namespace

void PrintTo(const Entry& entry, std::ostream* out) {
    *out << entry.subject->name;
    if (!entry.excluded.empty())
        *out << " (" << entry.excluded << ")";
}

void PrintTo(const Outcome& outcome, std::ostream* out) {
    *out << outcome.value;
    if (outcome.error != 0)
        *out << " (error " << outcome.error << ")";
}

void PrintTo(const Address& address, std::ostream* out) {
    char text[256];
    DWORD size = sizeof text;
    const auto length = static_cast<DWORD>(address.length);
    auto* name = const_cast<sockaddr*>(address.get());
    *out << (WSAAddressToStringA(name, length, nullptr, text, &size) == 0 ? text : "(unprintable)");
}

std::vector<Entry> entries(bool (*wanted)(const Entry&)) {
    static const Library library;
    static const auto list = catalog();
    static const bool has_ipv6 = machine_has_ipv6_loopback();
    std::vector<Entry> found;
    for (const auto& subject : subjects()) {
        for (const auto& info : list) {
            const Entry entry{&subject, info, {}};
            if (info.iSecurityScheme != SECURITY_PROTOCOL_NONE && !has_certificate())
                continue;
            if (std::u16string_view(reinterpret_cast<const char16_t*>(info.szProtocol)) ==
                    subject.protocol &&
                (info.iAddressFamily != AF_INET6 || has_ipv6) && wanted(entry))
                found.push_back(entry);
        }
    }
    return found;
}

std::string entry_name(const testing::TestParamInfo<Entry>& parameter) {
    std::string name = parameter.param.subject->name;
    std::ranges::replace(name, '-', '_');
    return name;
}

bool Address::operator==(const Address& other) const {
    return length == other.length &&
           std::memcmp(&storage, &other.storage, static_cast<std::size_t>(length)) == 0;
}

void refuse(const char* what) {
    const int error = WSAGetLastError();
    throw std::runtime_error(std::string(what) + " failed with " + std::to_string(error));
}

Socket create(const Entry& entry) {
    auto info = entry.info;
    Socket s(WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info, 0, 0));
    if (s == INVALID_SOCKET)
        refuse("WSASocket");
    return s;
}

Address parse(const Entry& entry, const char16_t* text) {
    static std::atomic<unsigned> counter{0};
    auto info = entry.info;
    std::u16string copy(text);
    if (const auto at = copy.find(u'#'); at != std::u16string::npos) {
        const std::string number = std::to_string(getpid()) + "-" + std::to_string(++counter);
        copy.replace(at, 1, std::u16string(number.begin(), number.end()));
    }
    if (!between_machines(entry) && !copy.empty() && copy.front() != u'/') {
        const std::string& folder = folder_of_paths();
        copy.insert(0, std::u16string(folder.begin(), folder.end()) + u'/');
    }
    Address address;
    if (WSAStringToAddressW(reinterpret_cast<WCHAR*>(copy.data()), info.iAddressFamily, &info,
                            address.get(), &address.length) != 0)
        refuse("WSAStringToAddress");
    return address;
}

std::u16string format(const Entry& entry, const Address& address) {
    auto info = entry.info;
    std::u16string text(256, u'\0');
    auto size = static_cast<DWORD>(text.size());
    auto name = address;
    if (WSAAddressToStringW(name.get(), static_cast<DWORD>(name.length), &info,
                            reinterpret_cast<WCHAR*>(text.data()), &size) != 0)
        refuse("WSAAddressToString");
    text.resize(text.find(u'\0'));
    return text;
}

Address of_another_family(const Entry& entry) {
    Address address = parse(entry, entry.subject->loopback);
    address.get()->sa_family = static_cast<u_short>(between_machines(entry) ? AF_UNIX : AF_INET);
    return address;
}

const std::string& folder_of_paths() {
    struct Folder {
        Folder() {
            if (mkdtemp(path.data()) == nullptr)
                throw std::runtime_error("no temporary folder");
        }
        Folder(const Folder&) = delete;
        Folder& operator=(const Folder&) = delete;
        ~Folder() {
            std::error_code ignored;
            if (getpid() == owner)
                std::filesystem::remove_all(path, ignored);
        }
        std::string path = (std::filesystem::temp_directory_path() / "ws2-XXXXXX").string();
        pid_t owner = getpid();
    };
    static const Folder folder;
    return folder.path;
}

Socket bound(const Entry& entry) {
    Socket s = create(entry);
    const Address any_port = parse(entry, entry.subject->loopback);
    if (bind(s, any_port.get(), any_port.length) != 0)
        refuse("bind");
    return s;
}

Socket listening(const Entry& entry, int backlog) {
    Socket s = bound(entry);
    if (listen(s, backlog) != 0)
        refuse("listen");
    return s;
}

Address name_of(SOCKET s) {
    Address address;
    if (getsockname(s, address.get(), &address.length) != 0)
        refuse("getsockname");
    return address;
}

Address peer_of(SOCKET s) {
    Address address;
    if (getpeername(s, address.get(), &address.length) != 0)
        refuse("getpeername");
    return address;
}

void set_blocking(SOCKET s, bool blocking) {
    u_long nonblocking = blocking ? 0 : 1;
    if (ioctlsocket(s, static_cast<LONG>(FIONBIO), &nonblocking) != 0)
        refuse("ioctlsocket(FIONBIO)");
}

void set_linger(SOCKET s, bool on, u_short seconds) {
    const linger value{static_cast<u_short>(on ? 1 : 0), seconds};
    if (setsockopt(s, SOL_SOCKET, SO_LINGER, reinterpret_cast<const char*>(&value), sizeof value))
        refuse("setsockopt(SO_LINGER)");
}

void set_option(SOCKET s, int level, int option, int value) {
    if (setsockopt(s, level, option, reinterpret_cast<const char*>(&value), sizeof value) != 0)
        refuse("setsockopt");
}

std::optional<int> option(SOCKET s, int level, int name) {
    int value = 0;
    int size = sizeof value;
    if (getsockopt(s, level, name, reinterpret_cast<char*>(&value), &size) != 0)
        return std::nullopt;
    return size == 1 ? value & 0xFF : value;
}

bool readable(SOCKET s) {
    return select_says(s, 0);
}
bool writable(SOCKET s) {
    return select_says(s, 1);
}
bool exceptional(SOCKET s) {
    return select_says(s, 2);
}

std::size_t descriptors() {
    const std::filesystem::directory_iterator list("/proc/self/fd");
    return static_cast<std::size_t>(std::distance(begin(list), end(list)));
}

bool descriptors_return_to(std::size_t count) {
    const auto hang = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (descriptors() > count) { // fewer: connections of earlier cases have closed meanwhile
        if (std::chrono::steady_clock::now() > hang)
            return false;
        std::this_thread::yield();
    }
    return true;
}

BadMemory::BadMemory() : page_(static_cast<std::size_t>(sysconf(_SC_PAGESIZE))) {
    void* memory =
        mmap(nullptr, 2 * page_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    base_ = static_cast<char*>(memory);
    if (memory == MAP_FAILED || mprotect(base_ + page_, page_, PROT_NONE) != 0)
        throw std::runtime_error("no memory for a page that may not be touched");
}

BadMemory::~BadMemory() {
    munmap(base_, 2 * page_);
}

} // namespace ws2::conformance
