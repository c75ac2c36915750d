/* ws2wide/facets_nonio.h - the wide facets of money, time and messages on 16-bit characters. */
#pragma GCC system_header
#if __SIZEOF_WCHAR_T__ == 2 && !defined(WS2_WIDE_FACETS_NONIO_H)
#define WS2_WIDE_FACETS_NONIO_H
#include <ws2wide/facet.h>

namespace std {
template<>
struct WS2_HIDDEN __timepunct_cache<wchar_t> {
    static const wchar_t* _S_timezones[14];
};

/* The C locale's names of days and months, and strftime for the rest. */
template<>
class WS2_HIDDEN __timepunct<wchar_t> : public locale::facet {
public:
    typedef wchar_t __char_type;
    static locale::id id;
    explicit __timepunct(size_t __refs = 0);
    void _M_put(wchar_t* __to, size_t __size, const wchar_t* __format,
                const tm* __when) const noexcept;
    void _M_date_formats(const wchar_t** __to) const;
    void _M_time_formats(const wchar_t** __to) const;
    void _M_date_time_formats(const wchar_t** __to) const;
    void _M_am_pm_format(const wchar_t** __to) const;
    void _M_am_pm(const wchar_t** __to) const;
    void _M_days(const wchar_t** __to) const;
    void _M_days_abbreviated(const wchar_t** __to) const;
    void _M_months(const wchar_t** __to) const;
    void _M_months_abbreviated(const wchar_t** __to) const;

protected:
    virtual ~__timepunct();
};

template<bool _Intl>
struct WS2_HIDDEN __ws2_money {
    const char* _M_grouping;
    size_t _M_grouping_size;
    bool _M_use_grouping;
    wchar_t _M_decimal_point;
    wchar_t _M_thousands_sep;
    const wchar_t* _M_curr_symbol;
    size_t _M_curr_symbol_size;
    const wchar_t* _M_positive_sign;
    size_t _M_positive_sign_size;
    const wchar_t* _M_negative_sign;
    size_t _M_negative_sign_size;
    int _M_frac_digits;
    money_base::pattern _M_pos_format;
    money_base::pattern _M_neg_format;
    wchar_t _M_atoms[money_base::_S_end];
};
template<>
struct WS2_HIDDEN __moneypunct_cache<wchar_t, false> : __ws2_money<false> {};
template<>
struct WS2_HIDDEN __moneypunct_cache<wchar_t, true> : __ws2_money<true> {};
template<>
struct WS2_HIDDEN __use_cache<__moneypunct_cache<wchar_t, false>> {
    const __moneypunct_cache<wchar_t, false>* operator()(const locale& __loc) const;
};
template<>
struct WS2_HIDDEN __use_cache<__moneypunct_cache<wchar_t, true>> {
    const __moneypunct_cache<wchar_t, true>* operator()(const locale& __loc) const;
};

_GLIBCXX_BEGIN_NAMESPACE_CXX11
/* One text for both kinds of moneypunct; the narrow facet of a named locale fills it. */
#define WS2_MONEYPUNCT(international)                                                              \
    template<>                                                                                     \
    class WS2_HIDDEN moneypunct<wchar_t, international> : public locale::facet,                    \
                                                          public money_base {                      \
    public:                                                                                        \
        typedef wchar_t char_type;                                                                 \
        typedef wstring string_type;                                                               \
        static const bool intl = international;                                                    \
        static locale::id id;                                                                      \
        explicit moneypunct(size_t __refs = 0);                                                    \
        wchar_t decimal_point() const { return do_decimal_point(); }                               \
        wchar_t thousands_sep() const { return do_thousands_sep(); }                               \
        string grouping() const { return do_grouping(); }                                          \
        wstring curr_symbol() const { return do_curr_symbol(); }                                   \
        wstring positive_sign() const { return do_positive_sign(); }                               \
        wstring negative_sign() const { return do_negative_sign(); }                               \
        int frac_digits() const { return do_frac_digits(); }                                       \
        pattern pos_format() const { return do_pos_format(); }                                     \
        pattern neg_format() const { return do_neg_format(); }                                     \
                                                                                                   \
    protected:                                                                                     \
        moneypunct(const char* __name, size_t __refs);                                             \
        virtual ~moneypunct();                                                                     \
        virtual wchar_t do_decimal_point() const;                                                  \
        virtual wchar_t do_thousands_sep() const;                                                  \
        virtual string do_grouping() const;                                                        \
        virtual wstring do_curr_symbol() const;                                                    \
        virtual wstring do_positive_sign() const;                                                  \
        virtual wstring do_negative_sign() const;                                                  \
        virtual int do_frac_digits() const;                                                        \
        virtual pattern do_pos_format() const;                                                     \
        virtual pattern do_neg_format() const;                                                     \
                                                                                                   \
    private:                                                                                       \
        wchar_t _M_point;                                                                          \
        wchar_t _M_separator;                                                                      \
        string _M_groups;                                                                          \
        wstring _M_symbol;                                                                         \
        wstring _M_plus;                                                                           \
        wstring _M_minus;                                                                          \
        int _M_digits;                                                                             \
        pattern _M_positive;                                                                       \
        pattern _M_negative;                                                                       \
    };                                                                                             \
    template<>                                                                                     \
    class WS2_HIDDEN moneypunct_byname<wchar_t, international>                                     \
        : public moneypunct<wchar_t, international> {                                              \
    public:                                                                                        \
        static const bool intl = international;                                                    \
        explicit moneypunct_byname(const char* __name, size_t __refs = 0)                          \
            : moneypunct(__name, __refs) {}                                                        \
        explicit moneypunct_byname(const string& __name, size_t __refs = 0)                        \
            : moneypunct(__name.c_str(), __refs) {}                                                \
                                                                                                   \
    protected:                                                                                     \
        virtual ~moneypunct_byname();                                                              \
    };
WS2_MONEYPUNCT(false)
WS2_MONEYPUNCT(true)
#undef WS2_MONEYPUNCT

/* No catalogue can be opened: each text is the one that the program has. */
template<>
class WS2_HIDDEN messages<wchar_t> : public locale::facet, public messages_base {
public:
    typedef wchar_t char_type;
    typedef wstring string_type;
    static locale::id id;
    explicit messages(size_t __refs = 0);
    catalog open(const string& __name, const locale& __loc) const { return do_open(__name, __loc); }
    wstring get(catalog __c, int __set, int __id, const wstring& __text) const {
        return do_get(__c, __set, __id, __text);
    }
    void close(catalog __c) const { do_close(__c); }

protected:
    virtual ~messages();
    virtual catalog do_open(const string& __name, const locale& __loc) const;
    virtual wstring do_get(catalog __c, int __set, int __id, const wstring& __text) const;
    virtual void do_close(catalog __c) const;
};
template<>
class WS2_HIDDEN messages_byname<wchar_t> : public messages<wchar_t> {
public:
    explicit messages_byname(const char*, size_t __refs = 0) : messages(__refs) {}
    explicit messages_byname(const string&, size_t __refs = 0) : messages(__refs) {}

protected:
    virtual ~messages_byname();
};
_GLIBCXX_END_NAMESPACE_CXX11

WS2_FACET(__timepunct<wchar_t>)
WS2_FACET(moneypunct<wchar_t, false>)
WS2_FACET(moneypunct<wchar_t, true>)
WS2_FACET(messages<wchar_t>)
WS2_FACET(money_put<wchar_t>)
WS2_FACET(money_get<wchar_t>)
WS2_FACET(time_put<wchar_t>)
WS2_FACET(time_get<wchar_t>)
} // namespace std
#endif
