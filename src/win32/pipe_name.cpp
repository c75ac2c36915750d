#include "win32/pipe_name.hpp"

#include "base/environment.hpp"
#include "kernel/local_pipe.hpp"
#include "nt/wait.hpp"
#include "win32/call.hpp"
#include "win32/waiting_call.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <namedpipeapi.h>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

#include <fcntl.h>

namespace ws2::win32 {
namespace {

using kernel::Descriptor;

// Octets of the file that nothing is written to: whoever makes or ends an instance locks the gate.
constexpr off_t kGate = off_t{1} << 40;
constexpr off_t kSlots = kGate + 1;
constexpr int kOpenFolder = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
// Behind the facts: for each slot whether a client may find it listening. A hint for those who
// wait.
constexpr char kListening = 'l';
constexpr char kTaken = 't';

// The folder of all names: the user's alone, or -1.
Descriptor open_names(int& error) {
    const std::string runtime = base::environment("XDG_RUNTIME_DIR");
    struct stat status {};
    // The variable survives a change of the user; the folder is the first one's then.
    const bool ours = !runtime.empty() && runtime[0] == '/' &&
                      stat(runtime.c_str(), &status) == 0 && status.st_uid == geteuid();
    const std::string path =
        ours ? runtime + "/ws2-pipes" : "/tmp/ws2-pipes-" + std::to_string(geteuid());
    mkdir(path.c_str(), 0700);
    Descriptor folder(open(path.c_str(), kOpenFolder));
    if (!folder || fstat(folder.get(), &status) != 0) {
        error = errno == ENOENT ? ERROR_PATH_NOT_FOUND : ERROR_ACCESS_DENIED;
        return {};
    }
    if (status.st_uid != geteuid() || (status.st_mode & 077) != 0) {
        error = ERROR_ACCESS_DENIED; // somebody else's work
        return {};
    }
    return folder;
}

int lock(int file, int command, short type, off_t octet, struct flock& about) {
    about = {};
    about.l_type = type;
    about.l_whence = SEEK_SET;
    about.l_start = octet;
    about.l_len = 1;
    return fcntl(file, command, &about);
}

bool is_alive(int file, unsigned slot) {
    struct flock about {};
    return lock(file, F_OFD_GETLK, F_WRLCK, kSlots + slot, about) == 0 && about.l_type != F_UNLCK;
}

off_t place_of(unsigned slot) noexcept {
    return static_cast<off_t>(sizeof(PipeFacts) + slot);
}

void hint(int file, unsigned slot, char what) {
    static_cast<void>(pwrite(file, &what, 1, place_of(slot)) == 1);
}

std::string number(unsigned slot) {
    return std::to_string(slot);
}

struct Opened {
    Descriptor folder;
    Descriptor file;
};

// The name's folder and file. 0 or an error, ERROR_FILE_NOT_FOUND among them.
int open_name(const std::string& name, bool create, Opened& out) {
    int error = 0;
    const Descriptor names = open_names(error);
    if (!names)
        return create ? error : ERROR_FILE_NOT_FOUND;
    if (create && mkdirat(names.get(), name.c_str(), 0700) != 0 && errno != EEXIST)
        return windows_error(errno);
    out.folder.reset(openat(names.get(), name.c_str(), kOpenFolder));
    if (!out.folder)
        return windows_error(errno);
    out.file.reset(openat(out.folder.get(), "facts",
                          O_RDWR | O_NOFOLLOW | O_CLOEXEC | (create ? O_CREAT : 0), 0600));
    return out.file ? 0 : windows_error(errno);
}

// The same with the gate locked, until the file is closed or opened. It is not one that somebody
// has just removed.
int enter_name(const std::string& name, Opened& out) {
    for (;;) {
        const int error = open_name(name, true, out);
        if (error == ERROR_FILE_NOT_FOUND)
            continue; // the folder was removed in between
        if (error != 0)
            return error;
        struct flock about {};
        struct stat status {};
        while (lock(out.file.get(), F_OFD_SETLKW, F_WRLCK, kGate, about) != 0) {
            if (errno != EINTR)
                return windows_error(errno);
        }
        if (fstat(out.file.get(), &status) == 0 && status.st_nlink != 0)
            return 0;
    }
}

void leave_gate(int file) {
    struct flock about {};
    lock(file, F_OFD_SETLK, F_UNLCK, kGate, about);
}

bool read_facts(int file, PipeFacts& facts) {
    return pread(file, &facts, sizeof facts, 0) == static_cast<ssize_t>(sizeof facts);
}

bool write_facts(int file, const PipeFacts& facts) {
    return pwrite(file, &facts, sizeof facts, 0) == static_cast<ssize_t>(sizeof facts);
}

// Whether an instance may be added. 0 or an error; `slot` is then one that is free.
int find_slot(int file, PipeFacts& facts, bool must_be_first, unsigned& slot) {
    PipeFacts there{};
    unsigned alive = 0;
    if (read_facts(file, there)) {
        slot = there.slots;
        for (unsigned each = there.slots; each-- > 0;) {
            if (is_alive(file, each))
                ++alive;
            else
                slot = each;
        }
    }
    if (alive == 0) {
        slot = 0;
        facts.slots = std::max(1U, there.slots); // whose sockets may still lie about
        return write_facts(file, facts) ? 0 : ERROR_DISK_FULL;
    }
    if (must_be_first || there.messages != facts.messages || there.access != facts.access)
        return ERROR_ACCESS_DENIED;
    if (there.most != PIPE_UNLIMITED_INSTANCES && alive >= there.most)
        return ERROR_PIPE_BUSY;
    facts = there;
    facts.slots = std::max(there.slots, slot + 1);
    return write_facts(file, facts) ? 0 : ERROR_DISK_FULL;
}

// Slots in the order in which a client tries them: those that look free come first.
std::vector<unsigned> candidates(int file, unsigned slots) {
    std::vector<char> hints(slots, kTaken);
    static_cast<void>(pread(file, hints.data(), slots, sizeof(PipeFacts)));
    std::vector<unsigned> out;
    for (const bool free : {true, false}) {
        for (unsigned slot = 0; slot < slots; ++slot) {
            if ((hints[slot] == kListening) == free)
                out.push_back(slot);
        }
    }
    return out;
}

enum class Found { nothing, busy, free };

Found look(int file) {
    PipeFacts facts{};
    if (!read_facts(file, facts))
        return Found::nothing;
    Found found = Found::nothing;
    for (unsigned slot = 0; slot < facts.slots; ++slot) {
        char what = kTaken;
        if (!is_alive(file, slot))
            continue;
        if (pread(file, &what, 1, place_of(slot)) == 1 && what == kListening)
            return Found::free;
        found = Found::busy;
    }
    return found;
}

std::int64_t now_ns() noexcept {
    return std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// Until something is written to the file, or for a while: processes may die without a word. False:
// another thread has cancelled the wait.
bool await_change(int watch, std::int64_t deadline_ns) {
    constexpr std::int64_t kSlice_ms = 1000;
    constexpr std::int64_t kBlind_ms = 20; // no watch could be had
    const std::int64_t left_ms = (deadline_ns - now_ns()) / 1'000'000 + 1;
    const auto slice = std::clamp<std::int64_t>(left_ms, 0, watch >= 0 ? kSlice_ms : kBlind_ms);
    pollfd about{watch, POLLIN, 0};
    const auto ready = waiting_call([&] { return poll(&about, 1, static_cast<int>(slice)); });
    if (ready > 0) {
        alignas(inotify_event) char news[4096];
        static_cast<void>(read(watch, news, sizeof news) > 0);
    }
    return ready >= 0;
}

} // namespace

bool is_pipe_path(const std::string& path, std::string& name) {
    const auto same = [](char a, char b) {
        return a == b || (a == '\\' && b == '/') || (a >= 'A' && a <= 'Z' && a + 32 == b);
    };
    const std::string local = "//./pipe/";
    const std::string literal = "//?/pipe/";
    if (path.size() <= local.size() || (!std::equal(local.begin(), local.end(), path.begin(),
                                                    [&](char b, char a) { return same(a, b); }) &&
                                        !std::equal(literal.begin(), literal.end(), path.begin(),
                                                    [&](char b, char a) { return same(a, b); })))
        return false;
    name.clear();
    std::uint64_t hash = 0xcbf29ce484222325; // FNV-1a
    for (std::size_t i = local.size(); i < path.size(); ++i) {
        const auto lower = path[i] >= 'A' && path[i] <= 'Z' ? path[i] + 32 : path[i];
        const auto octet = static_cast<unsigned char>(lower);
        hash = (hash ^ octet) * 0x100000001b3;
        const bool plain = (octet >= 'a' && octet <= 'z') || (octet >= '0' && octet <= '9') ||
                           octet >= 0x80 || octet == '-' || octet == '_' || octet == '.';
        char text[4];
        std::snprintf(text, sizeof text, plain ? "%c" : "%%%02x", octet);
        name += text;
    }
    name.insert(0, "n"); // neither "." nor ".."
    if (name.size() > 200) {
        char text[24];
        std::snprintf(text, sizeof text, "#%016llx", static_cast<unsigned long long>(hash));
        name = name.substr(0, 200) + text;
    }
    return true;
}

int PipeInstance::create(const std::string& name, PipeFacts& facts, bool must_be_first,
                         std::unique_ptr<PipeInstance>& made) {
    Opened opened;
    if (const int error = enter_name(name, opened))
        return error;
    unsigned slot = 0;
    struct flock about {};
    int error = find_slot(opened.file.get(), facts, must_be_first, slot);
    if (error == 0 && lock(opened.file.get(), F_OFD_SETLK, F_WRLCK, kSlots + slot, about) != 0)
        error = windows_error(errno);
    if (error != 0)
        return error;
    hint(opened.file.get(), slot, kTaken);
    leave_gate(opened.file.get());
    made.reset(new PipeInstance(name, std::move(opened.file), slot));
    return 0;
}

int PipeInstance::listen(bool messages, int& listener) {
    Opened opened;
    if (const int error = open_name(name_, false, opened))
        return error;
    unlinkat(opened.folder.get(), number(slot_).c_str(), 0);
    listener = kernel::pipe_listen(opened.folder.get(), number(slot_).c_str(), messages);
    if (listener < 0)
        return windows_error(errno);
    hint(file_.get(), slot_, kListening);
    return 0;
}

void PipeInstance::taken() {
    hint(file_.get(), slot_, kTaken);
}

PipeInstance::~PipeInstance() {
    int error = 0;
    const Descriptor names = open_names(error);
    const Descriptor folder(names ? openat(names.get(), name_.c_str(), kOpenFolder) : -1);
    struct flock about {};
    while (lock(file_.get(), F_OFD_SETLKW, F_WRLCK, kGate, about) != 0 && errno == EINTR)
        continue;
    hint(file_.get(), slot_, kTaken);
    if (!folder)
        return;
    unlinkat(folder.get(), number(slot_).c_str(), 0);
    PipeFacts facts{};
    if (!read_facts(file_.get(), facts))
        return;
    for (unsigned slot = 0; slot < facts.slots; ++slot) {
        if (is_alive(file_.get(), slot)) // its own lock does not count
            return;
    }
    for (unsigned slot = 0; slot < facts.slots; ++slot)
        unlinkat(folder.get(), number(slot).c_str(), 0);
    unlinkat(folder.get(), "facts", 0);
    unlinkat(names.get(), name_.c_str(), AT_REMOVEDIR);
}

int connect_pipe(const std::string& name, bool reads, bool writes, PipeFacts& facts,
                 int& descriptor) {
    Opened opened;
    if (const int error = open_name(name, false, opened))
        return error;
    const int file = opened.file.get();
    if (!read_facts(file, facts) || look(file) == Found::nothing)
        return ERROR_FILE_NOT_FOUND;
    if ((reads && !(facts.access & PIPE_ACCESS_OUTBOUND)) ||
        (writes && !(facts.access & PIPE_ACCESS_INBOUND)))
        return ERROR_ACCESS_DENIED;
    for (const unsigned slot : candidates(file, facts.slots)) {
        hint(file, slot, kTaken); // before: the server says "listening" after it listens again
        descriptor =
            kernel::pipe_connect(opened.folder.get(), number(slot).c_str(), facts.messages != 0);
        if (descriptor >= 0)
            return 0;
    }
    return look(file) == Found::nothing ? ERROR_FILE_NOT_FOUND : ERROR_PIPE_BUSY;
}

int await_pipe(const std::string& name, DWORD timeout_ms) {
    Opened opened;
    PipeFacts facts{};
    if (const int error = open_name(name, false, opened))
        return error;
    const int file = opened.file.get();
    if (!read_facts(file, facts))
        return ERROR_FILE_NOT_FOUND;
    const DWORD limit_ms = timeout_ms == NMPWAIT_USE_DEFAULT_WAIT ? facts.timeout_ms : timeout_ms;
    const std::int64_t deadline_ns = nt::deadline_after(limit_ms);
    const Descriptor watch(inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    const std::string path = "/proc/self/fd/" + std::to_string(file);
    const bool watched =
        watch && inotify_add_watch(watch.get(), path.c_str(), IN_MODIFY | IN_ATTRIB) >= 0;
    for (;;) {
        const Found found = look(file);
        if (found != Found::busy)
            return found == Found::free ? 0 : ERROR_FILE_NOT_FOUND;
        if (now_ns() >= deadline_ns)
            return ERROR_SEM_TIMEOUT;
        if (!await_change(watched ? watch.get() : -1, deadline_ns))
            return ERROR_OPERATION_ABORTED;
    }
}

unsigned count_instances(const std::string& name) {
    Opened opened;
    PipeFacts facts{};
    if (open_name(name, false, opened) != 0 || !read_facts(opened.file.get(), facts))
        return 0;
    unsigned count = 0;
    for (unsigned slot = 0; slot < facts.slots; ++slot)
        count += is_alive(opened.file.get(), slot) ? 1U : 0U;
    return count;
}

} // namespace ws2::win32
