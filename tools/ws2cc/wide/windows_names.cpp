// tools - the C++ library's streams and paths on file names of Windows. Both are functions of its
// shared library, so these stand before them, convert the name and call them. <fstream> and
// <filesystem> link them.
#define WS2_LIBC_FIRST // Linux headers
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <string>
#include <string_view>

namespace {

// "C:/" and what follows.
bool has_drive(std::string_view name) {
    return name.size() > 2 && name[1] == ':' && name[2] == '/' && (name[0] | 32) >= 'a' &&
           (name[0] | 32) <= 'z';
}

bool is_of_windows(std::string_view name) {
    return name.find('\\') != name.npos || has_drive(name);
}

// "C:\folder\file" as "/folder/file".
void convert(std::string& name) {
    for (char& c : name)
        c = c == '\\' ? '/' : c;
    if (has_drive(name))
        name.erase(0, 2);
}

template<typename Function>
Function library_s(const char* symbol) {
    void* const found = dlsym(RTLD_NEXT, symbol);
    if (found == nullptr)
        std::abort(); // libstdc++ is not a shared library
    return reinterpret_cast<Function>(found);
}

using AddText = void (*)(void*, std::string_view);

void add(AddText function, void* path, std::string_view name) {
    if (!is_of_windows(name))
        return function(path, name);
    std::string converted(name);
    convert(converted);
    function(path, converted);
}

} // namespace

#define WS2_OPEN "_ZNSt13basic_filebufIcSt11char_traitsIcEE4openEPKcSt13_Ios_Openmode"
#define WS2_SPLIT "_ZNSt10filesystem7__cxx114path14_M_split_cmptsEv"
#define WS2_APPEND                                                                                 \
    "_ZNSt10filesystem7__cxx114path9_M_appendESt17basic_string_viewIcSt11char_traitsIcEE"

#define WS2_CONCAT                                                                                 \
    "_ZNSt10filesystem7__cxx114path9_M_concatESt17basic_string_viewIcSt11char_traitsIcEE"

#define WS2_SHOWN __attribute__((visibility("default")))

extern "C" {

WS2_SHOWN void ws2_take_windows_names() {}

// std::filebuf::open, which the file streams call.
WS2_SHOWN void* ws2_open(void* file, const char* name, int mode) __asm__(WS2_OPEN);
void* ws2_open(void* file, const char* name, int mode) {
    static const auto open = library_s<void* (*)(void*, const char*, int)>(WS2_OPEN);
    if (name == nullptr || !is_of_windows(name))
        return open(file, name, mode);
    std::string converted = name;
    convert(converted);
    return open(file, converted.c_str(), mode);
}

// std::filesystem::path takes itself apart, behind each constructor and assignment. Its text is its
// first member.
WS2_SHOWN void ws2_split(std::string* path) __asm__(WS2_SPLIT);
void ws2_split(std::string* path) {
    static const auto split = library_s<void (*)(std::string*)>(WS2_SPLIT);
    if (is_of_windows(*path))
        convert(*path);
    split(path);
}

// operator/= and operator+= with text.
WS2_SHOWN void ws2_append(void* path, std::string_view name) __asm__(WS2_APPEND);
void ws2_append(void* path, std::string_view name) {
    static const auto append = library_s<AddText>(WS2_APPEND);
    add(append, path, name);
}

WS2_SHOWN void ws2_concat(void* path, std::string_view name) __asm__(WS2_CONCAT);
void ws2_concat(void* path, std::string_view name) {
    static const auto concat = library_s<AddText>(WS2_CONCAT);
    add(concat, path, name);
}
}
