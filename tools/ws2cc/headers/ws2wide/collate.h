/* ws2wide/collate.h - std::collate<wchar_t> on 16-bit characters. */
#pragma GCC system_header
#if __SIZEOF_WCHAR_T__ == 2 && !defined(WS2_WIDE_COLLATE_H)
#define WS2_WIDE_COLLATE_H
#include <ws2wide/facet.h>

namespace std {
_GLIBCXX_BEGIN_NAMESPACE_CXX11
/* By code units, or as a named locale orders the text. */
template<>
class WS2_HIDDEN collate<wchar_t> : public locale::facet {
public:
    typedef wchar_t char_type;
    typedef wstring string_type;
    static locale::id id;
    explicit collate(size_t __refs = 0);

    int compare(const wchar_t* __lo1, const wchar_t* __hi1, const wchar_t* __lo2,
                const wchar_t* __hi2) const {
        return do_compare(__lo1, __hi1, __lo2, __hi2);
    }
    wstring transform(const wchar_t* __lo, const wchar_t* __hi) const {
        return do_transform(__lo, __hi);
    }
    long hash(const wchar_t* __lo, const wchar_t* __hi) const { return do_hash(__lo, __hi); }

protected:
    collate(const char* __name, size_t __refs);
    virtual ~collate();
    virtual int do_compare(const wchar_t* __lo1, const wchar_t* __hi1, const wchar_t* __lo2,
                           const wchar_t* __hi2) const;
    virtual wstring do_transform(const wchar_t* __lo, const wchar_t* __hi) const;
    virtual long do_hash(const wchar_t* __lo, const wchar_t* __hi) const;

private:
    const collate<char>* _M_narrow;
};

template<>
class WS2_HIDDEN collate_byname<wchar_t> : public collate<wchar_t> {
public:
    explicit collate_byname(const char* __name, size_t __refs = 0) : collate(__name, __refs) {}
    explicit collate_byname(const string& __name, size_t __refs = 0)
        : collate(__name.c_str(), __refs) {}

protected:
    virtual ~collate_byname();
};
_GLIBCXX_END_NAMESPACE_CXX11

WS2_FACET(collate<wchar_t>)
} // namespace std
#endif
