/* ws2wide/facets.h - std::ctype<wchar_t>, std::numpunct<wchar_t> and the wide number facets on
 * 16-bit characters. */
#pragma GCC system_header
#if __SIZEOF_WCHAR_T__ == 2 && !defined(WS2_WIDE_FACETS_H)
#define WS2_WIDE_FACETS_H
#include <ws2wide/facet.h>

namespace std {
/* Unicode's properties in every locale; narrow is ASCII. */
template<>
class WS2_HIDDEN ctype<wchar_t> : public locale::facet, public ctype_base {
public:
    typedef wchar_t char_type;
    static locale::id id;
    explicit ctype(size_t __refs = 0);

    bool is(mask __m, wchar_t __c) const { return do_is(__m, __c); }
    const wchar_t* is(const wchar_t* __lo, const wchar_t* __hi, mask* __to) const {
        return do_is(__lo, __hi, __to);
    }
    const wchar_t* scan_is(mask __m, const wchar_t* __lo, const wchar_t* __hi) const {
        return do_scan_is(__m, __lo, __hi);
    }
    const wchar_t* scan_not(mask __m, const wchar_t* __lo, const wchar_t* __hi) const {
        return do_scan_not(__m, __lo, __hi);
    }
    wchar_t toupper(wchar_t __c) const { return do_toupper(__c); }
    const wchar_t* toupper(wchar_t* __lo, const wchar_t* __hi) const {
        return do_toupper(__lo, __hi);
    }
    wchar_t tolower(wchar_t __c) const { return do_tolower(__c); }
    const wchar_t* tolower(wchar_t* __lo, const wchar_t* __hi) const {
        return do_tolower(__lo, __hi);
    }
    wchar_t widen(char __c) const { return do_widen(__c); }
    const char* widen(const char* __lo, const char* __hi, wchar_t* __to) const {
        return do_widen(__lo, __hi, __to);
    }
    char narrow(wchar_t __c, char __other) const { return do_narrow(__c, __other); }
    const wchar_t* narrow(const wchar_t* __lo, const wchar_t* __hi, char __other,
                          char* __to) const {
        return do_narrow(__lo, __hi, __other, __to);
    }

protected:
    virtual ~ctype();
    virtual bool do_is(mask __m, wchar_t __c) const;
    virtual const wchar_t* do_is(const wchar_t* __lo, const wchar_t* __hi, mask* __to) const;
    virtual const wchar_t* do_scan_is(mask __m, const wchar_t* __lo, const wchar_t* __hi) const;
    virtual const wchar_t* do_scan_not(mask __m, const wchar_t* __lo, const wchar_t* __hi) const;
    virtual wchar_t do_toupper(wchar_t __c) const;
    virtual const wchar_t* do_toupper(wchar_t* __lo, const wchar_t* __hi) const;
    virtual wchar_t do_tolower(wchar_t __c) const;
    virtual const wchar_t* do_tolower(wchar_t* __lo, const wchar_t* __hi) const;
    virtual wchar_t do_widen(char __c) const;
    virtual const char* do_widen(const char* __lo, const char* __hi, wchar_t* __to) const;
    virtual char do_narrow(wchar_t __c, char __other) const;
    virtual const wchar_t* do_narrow(const wchar_t* __lo, const wchar_t* __hi, char __other,
                                     char* __to) const;
};

template<>
class WS2_HIDDEN ctype_byname<wchar_t> : public ctype<wchar_t> {
public:
    explicit ctype_byname(const char* __name, size_t __refs = 0);
    explicit ctype_byname(const string& __name, size_t __refs = 0)
        : ctype_byname(__name.c_str(), __refs) {}

protected:
    virtual ~ctype_byname();
};

/* What num_put and num_get ask once for each number. */
template<>
struct WS2_HIDDEN __numpunct_cache<wchar_t> {
    const char* _M_grouping;
    size_t _M_grouping_size;
    bool _M_use_grouping;
    const wchar_t* _M_truename;
    size_t _M_truename_size;
    const wchar_t* _M_falsename;
    size_t _M_falsename_size;
    wchar_t _M_decimal_point;
    wchar_t _M_thousands_sep;
    wchar_t _M_atoms_out[__num_base::_S_oend];
    wchar_t _M_atoms_in[__num_base::_S_iend];
    bool _M_allocated; // false says: the C locale's
};
template<>
struct WS2_HIDDEN __use_cache<__numpunct_cache<wchar_t>> {
    const __numpunct_cache<wchar_t>* operator()(const locale& __loc) const;
};

_GLIBCXX_BEGIN_NAMESPACE_CXX11
template<>
class WS2_HIDDEN numpunct<wchar_t> : public locale::facet {
public:
    typedef wchar_t char_type;
    typedef wstring string_type;
    static locale::id id;
    explicit numpunct(size_t __refs = 0);

    wchar_t decimal_point() const { return do_decimal_point(); }
    wchar_t thousands_sep() const { return do_thousands_sep(); }
    string grouping() const { return do_grouping(); }
    wstring truename() const { return do_truename(); }
    wstring falsename() const { return do_falsename(); }

protected:
    numpunct(const char* __name, size_t __refs);
    virtual ~numpunct();
    virtual wchar_t do_decimal_point() const;
    virtual wchar_t do_thousands_sep() const;
    virtual string do_grouping() const;
    virtual wstring do_truename() const;
    virtual wstring do_falsename() const;

private:
    wchar_t _M_point;
    wchar_t _M_separator;
    string _M_groups;
};

template<>
class WS2_HIDDEN numpunct_byname<wchar_t> : public numpunct<wchar_t> {
public:
    explicit numpunct_byname(const char* __name, size_t __refs = 0) : numpunct(__name, __refs) {}
    explicit numpunct_byname(const string& __name, size_t __refs = 0)
        : numpunct(__name.c_str(), __refs) {}

protected:
    virtual ~numpunct_byname();
};
_GLIBCXX_END_NAMESPACE_CXX11

WS2_FACET(ctype<wchar_t>)
WS2_FACET(numpunct<wchar_t>)
WS2_FACET(num_put<wchar_t>)
WS2_FACET(num_get<wchar_t>)
} // namespace std
#endif
