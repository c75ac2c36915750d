/* ws2wide/codecvt_wide.h - std::codecvt<wchar_t, char, mbstate_t>: UTF-16 inside, UTF-8 outside. */
#pragma GCC system_header
#if __SIZEOF_WCHAR_T__ == 2 && !defined(WS2_WIDE_CODECVT_WIDE_H)
#define WS2_WIDE_CODECVT_WIDE_H
#include <ws2wide/facet.h>

namespace std {
template<>
class WS2_HIDDEN codecvt<wchar_t, char, mbstate_t> : public locale::facet, public codecvt_base {
public:
    typedef wchar_t intern_type;
    typedef char extern_type;
    typedef mbstate_t state_type;
    typedef codecvt_base::result result;
    static locale::id id;
    explicit codecvt(size_t __refs = 0);

    result out(mbstate_t& __state, const wchar_t* __from, const wchar_t* __from_end,
               const wchar_t*& __from_next, char* __to, char* __to_end, char*& __to_next) const {
        return do_out(__state, __from, __from_end, __from_next, __to, __to_end, __to_next);
    }
    result unshift(mbstate_t& __state, char* __to, char* __to_end, char*& __to_next) const {
        return do_unshift(__state, __to, __to_end, __to_next);
    }
    result in(mbstate_t& __state, const char* __from, const char* __from_end,
              const char*& __from_next, wchar_t* __to, wchar_t* __to_end,
              wchar_t*& __to_next) const {
        return do_in(__state, __from, __from_end, __from_next, __to, __to_end, __to_next);
    }
    int encoding() const noexcept { return do_encoding(); }
    bool always_noconv() const noexcept { return do_always_noconv(); }
    int length(mbstate_t& __state, const char* __from, const char* __end, size_t __max) const {
        return do_length(__state, __from, __end, __max);
    }
    int max_length() const noexcept { return do_max_length(); }

protected:
    virtual ~codecvt();
    virtual result do_out(mbstate_t& __state, const wchar_t* __from, const wchar_t* __from_end,
                          const wchar_t*& __from_next, char* __to, char* __to_end,
                          char*& __to_next) const;
    virtual result do_unshift(mbstate_t& __state, char* __to, char* __to_end,
                              char*& __to_next) const;
    virtual result do_in(mbstate_t& __state, const char* __from, const char* __from_end,
                         const char*& __from_next, wchar_t* __to, wchar_t* __to_end,
                         wchar_t*& __to_next) const;
    virtual int do_encoding() const noexcept;
    virtual bool do_always_noconv() const noexcept;
    virtual int do_length(mbstate_t& __state, const char* __from, const char* __end,
                          size_t __max) const;
    virtual int do_max_length() const noexcept;
};

template<>
class WS2_HIDDEN codecvt_byname<wchar_t, char, mbstate_t>
    : public codecvt<wchar_t, char, mbstate_t> {
public:
    explicit codecvt_byname(const char*, size_t __refs = 0) : codecvt(__refs) {}
    explicit codecvt_byname(const string&, size_t __refs = 0) : codecvt(__refs) {}

protected:
    virtual ~codecvt_byname();
};

WS2_FACET(codecvt<wchar_t, char, mbstate_t>)
} // namespace std
#endif
