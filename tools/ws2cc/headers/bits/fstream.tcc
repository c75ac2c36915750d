/* bits/fstream.tcc - libstdc++'s own, but for wide text, which its library has in 32 bits. The
 * members that take a wide name are not in its library: they are here. */
#pragma GCC system_header
#include <bits/cxxabi_forced.h>
#include <bits/move.h>
#include <cerrno>
#if defined(_GLIBCXX_HAVE__WFOPEN) && !defined(WS2_WIDE_FSTREAM_TCC)
#define WS2_WIDE_FSTREAM_TCC
namespace std {
inline string __ws2_name(const wchar_t* __wide) {
    string __name(3 * char_traits<wchar_t>::length(__wide), '\0');
    const size_t __length = wcstombs(&__name[0], __wide, __name.size());
    __name.resize(__length == static_cast<size_t>(-1) ? 0 : __length);
    return __name;
}
template<typename _CharT, typename _Traits>
basic_filebuf<_CharT, _Traits>* basic_filebuf<_CharT, _Traits>::open(const wchar_t* __name,
                                                                     ios_base::openmode __mode) {
    return open(__ws2_name(__name).c_str(), __mode);
}
template<>
inline filebuf* filebuf::open(const wchar_t* __name, ios_base::openmode __mode) {
    return open(__ws2_name(__name).c_str(), __mode);
}
#define WS2_STREAM(name, base)                                                                     \
    template<>                                                                                     \
    inline void basic_##name<char>::open(const wchar_t* __name, ios_base::openmode __mode) {       \
        open(__ws2_name(__name).c_str(), __mode);                                                  \
    }                                                                                              \
    template<>                                                                                     \
    inline basic_##name<char>::basic_##name(const wchar_t* __name, ios_base::openmode __mode)      \
        : base<char>(), _M_filebuf() {                                                             \
        this->init(&_M_filebuf);                                                                   \
        open(__name, __mode);                                                                      \
    }
WS2_STREAM(ifstream, basic_istream)
WS2_STREAM(ofstream, basic_ostream)
WS2_STREAM(fstream, basic_iostream)
#undef WS2_STREAM
} // namespace std
#endif
#include <ws2wide/off.h>
#include_next <bits/fstream.tcc>
#include <ws2wide/on.h>
