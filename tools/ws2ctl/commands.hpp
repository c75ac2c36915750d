// Tool ws2ctl: what each command prints. All throw tools::CallFailed or tools::UsageError.
#pragma once

#include <string>
#include <vector>

namespace ws2ctl {

void list();
void show(const std::string& name); // a short name, a whole szProtocol, or a catalog entry id
void personality();
void list_name_spaces(); // needs no WSAStartup, nor does the next
void enable_name_space(const std::string& name, bool active);

// These change the catalog and need no WSAStartup. A name is a short name, a whole szProtocol, an
// id or a GUID in braces.
void install(const std::string& file); // a manifest, or a library with its manifest beside it
void remove(const std::string& name);  // whole providers
void order(const std::vector<std::string>& names); // these first, the others behind as they are
void reset();                                      // to what holds without this file
// A base provider of one entry. Words are as in a catalog: names or numbers.
struct EntryFlags {
    std::string name; // empty: there are no flags
    std::string family = "AF_INET";
    std::string type = "SOCK_STREAM";
    std::string protocol = "0";
    unsigned address_size = 16;
    unsigned long message_size = 0;
    std::vector<std::string> service_flags;
};
void install_entry(const std::string& file, const EntryFlags& entry);
// A layer and its chains over exactly the named entries, or over what serves each base now.
void install_layer(const std::string& file, const std::string& name,
                   const std::vector<std::string>& over, bool own_handles);
// Shows what a program permits or a layer is; categories are added to the former and are the
// latter.
void category(const std::string& name, bool of_layer, const std::string& arguments,
              const std::vector<std::string>& categories);

// These give the exit status.
int check(double timeout_seconds); // of each provider's start; 0: nothing is wrong
int run(const std::vector<std::string>& layers, const std::vector<std::string>& words);

} // namespace ws2ctl
