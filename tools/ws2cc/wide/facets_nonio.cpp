// tools - the wide facets of money, time and messages for programs.
#include "lookup.hpp"
#include "text.hpp"

#include <algorithm>
#include <cwchar>
#include <iterator>
#include <limits>

WS2_FOUND(__timepunct<wchar_t>)
WS2_FOUND(moneypunct<wchar_t, false>)
WS2_FOUND(moneypunct<wchar_t, true>)
WS2_FOUND(messages<wchar_t>)
WS2_FOUND(money_put<wchar_t>)
WS2_FOUND(money_get<wchar_t>)
WS2_FOUND(time_put<wchar_t>)
WS2_FOUND(time_get<wchar_t>)

namespace {

// The cache of one locale, with the texts that it points to.
template<bool International>
struct Money : std::__moneypunct_cache<wchar_t, International> {
    std::string groups;
    std::wstring symbol, plus, minus;

    void point() {
        this->_M_grouping = groups.data();
        this->_M_grouping_size = groups.size();
        this->_M_use_grouping = !groups.empty() && static_cast<signed char>(groups[0]) > 0 &&
                                groups[0] != std::numeric_limits<char>::max();
        this->_M_curr_symbol = symbol.data();
        this->_M_curr_symbol_size = symbol.size();
        this->_M_positive_sign = plus.data();
        this->_M_positive_sign_size = plus.size();
        this->_M_negative_sign = minus.data();
        this->_M_negative_sign_size = minus.size();
        for (int i = 0; i < std::money_base::_S_end; ++i)
            this->_M_atoms[i] = static_cast<unsigned char>(std::money_base::_S_atoms[i]);
    }
};

std::wstring wide(const std::string& text) {
    return ws2cc::widened(text);
}
const std::wstring& wide(const std::wstring& text) {
    return text;
}
wchar_t wide(char c) {
    return static_cast<unsigned char>(c);
}
wchar_t wide(wchar_t c) {
    return c;
}

template<bool International, typename Punct>
const Money<International>* filled(const Punct& from) {
    static thread_local Money<International> made;
    made._M_decimal_point = wide(from.decimal_point());
    made._M_thousands_sep = wide(from.thousands_sep());
    made.groups = from.grouping();
    made.symbol = wide(from.curr_symbol());
    made.plus = wide(from.positive_sign());
    made.minus = wide(from.negative_sign());
    made._M_frac_digits = from.frac_digits();
    made._M_pos_format = from.pos_format();
    made._M_neg_format = from.neg_format();
    made.point();
    return &made;
}

template<bool International>
const Money<International>* money_of(const std::locale& where) {
    const auto* given = ws2cc::own<std::moneypunct<wchar_t, International>>(where);
    if (given == nullptr && ws2cc::named(where))
        return filled<International>(std::use_facet<std::moneypunct<char, International>>(where));
    return filled<International>(
        given != nullptr ? *given : ws2cc::standard<std::moneypunct<wchar_t, International>>());
}

const wchar_t* const days[] = {L"Sunday",   L"Monday", L"Tuesday", L"Wednesday",
                               L"Thursday", L"Friday", L"Saturday"};
const wchar_t* const short_days[] = {L"Sun", L"Mon", L"Tue", L"Wed", L"Thu", L"Fri", L"Sat"};
const wchar_t* const months[] = {L"January",   L"February", L"March",    L"April",
                                 L"May",       L"June",     L"July",     L"August",
                                 L"September", L"October",  L"November", L"December"};
const wchar_t* const short_months[] = {L"Jan", L"Feb", L"Mar", L"Apr", L"May", L"Jun",
                                       L"Jul", L"Aug", L"Sep", L"Oct", L"Nov", L"Dec"};

} // namespace

namespace std {

const __moneypunct_cache<wchar_t, false>*
__use_cache<__moneypunct_cache<wchar_t, false>>::operator()(const locale& where) const {
    return money_of<false>(where);
}
const __moneypunct_cache<wchar_t, true>*
__use_cache<__moneypunct_cache<wchar_t, true>>::operator()(const locale& where) const {
    return money_of<true>(where);
}

const wchar_t* __timepunct_cache<wchar_t>::_S_timezones[14] = {
    L"GMT", L"HST", L"AKST", L"PST", L"MST", L"CST", L"EST",
    L"AST", L"NST", L"CET",  L"IST", L"EET", L"JST", L"MSK"};

locale::id __timepunct<wchar_t>::id;
__timepunct<wchar_t>::__timepunct(size_t refs) : facet(refs) {}
__timepunct<wchar_t>::~__timepunct() = default;
void __timepunct<wchar_t>::_M_put(wchar_t* to, size_t size, const wchar_t* format,
                                  const tm* when) const noexcept {
    if (wcsftime(to, size, format, when) == 0)
        to[0] = L'\0';
}
void __timepunct<wchar_t>::_M_date_formats(const wchar_t** to) const {
    to[0] = to[1] = L"%m/%d/%y";
}
void __timepunct<wchar_t>::_M_time_formats(const wchar_t** to) const {
    to[0] = to[1] = L"%H:%M:%S";
}
void __timepunct<wchar_t>::_M_date_time_formats(const wchar_t** to) const {
    to[0] = to[1] = L"%a %b %e %H:%M:%S %Y";
}
void __timepunct<wchar_t>::_M_am_pm_format(const wchar_t** to) const {
    to[0] = L"%I:%M:%S %p";
}
void __timepunct<wchar_t>::_M_am_pm(const wchar_t** to) const {
    to[0] = L"AM";
    to[1] = L"PM";
}
void __timepunct<wchar_t>::_M_days(const wchar_t** to) const {
    copy(begin(days), end(days), to);
}
void __timepunct<wchar_t>::_M_days_abbreviated(const wchar_t** to) const {
    copy(begin(short_days), end(short_days), to);
}
void __timepunct<wchar_t>::_M_months(const wchar_t** to) const {
    copy(begin(months), end(months), to);
}
void __timepunct<wchar_t>::_M_months_abbreviated(const wchar_t** to) const {
    copy(begin(short_months), end(short_months), to);
}

#define WS2_MONEY(international)                                                                   \
    locale::id moneypunct<wchar_t, international>::id;                                             \
    const bool moneypunct<wchar_t, international>::intl;                                           \
    moneypunct<wchar_t, international>::moneypunct(size_t refs)                                    \
        : facet(refs), _M_point(L'.'), _M_separator(L','), _M_digits(0),                           \
          _M_positive(money_base::_S_default_pattern),                                             \
          _M_negative(money_base::_S_default_pattern) {}                                           \
    moneypunct<wchar_t, international>::moneypunct(const char* name, size_t refs) : facet(refs) {  \
        const locale there(name);                                                                  \
        const auto& from = use_facet<moneypunct<char, international>>(there);                      \
        _M_point = wide(from.decimal_point());                                                     \
        _M_separator = wide(from.thousands_sep());                                                 \
        _M_groups = from.grouping();                                                               \
        _M_symbol = wide(from.curr_symbol());                                                      \
        _M_plus = wide(from.positive_sign());                                                      \
        _M_minus = wide(from.negative_sign());                                                     \
        _M_digits = from.frac_digits();                                                            \
        _M_positive = from.pos_format();                                                           \
        _M_negative = from.neg_format();                                                           \
    }                                                                                              \
    moneypunct<wchar_t, international>::~moneypunct() = default;                                   \
    wchar_t moneypunct<wchar_t, international>::do_decimal_point() const {                         \
        return _M_point;                                                                           \
    }                                                                                              \
    wchar_t moneypunct<wchar_t, international>::do_thousands_sep() const {                         \
        return _M_separator;                                                                       \
    }                                                                                              \
    string moneypunct<wchar_t, international>::do_grouping() const {                               \
        return _M_groups;                                                                          \
    }                                                                                              \
    wstring moneypunct<wchar_t, international>::do_curr_symbol() const {                           \
        return _M_symbol;                                                                          \
    }                                                                                              \
    wstring moneypunct<wchar_t, international>::do_positive_sign() const {                         \
        return _M_plus;                                                                            \
    }                                                                                              \
    wstring moneypunct<wchar_t, international>::do_negative_sign() const {                         \
        return _M_minus;                                                                           \
    }                                                                                              \
    int moneypunct<wchar_t, international>::do_frac_digits() const {                               \
        return _M_digits;                                                                          \
    }                                                                                              \
    money_base::pattern moneypunct<wchar_t, international>::do_pos_format() const {                \
        return _M_positive;                                                                        \
    }                                                                                              \
    money_base::pattern moneypunct<wchar_t, international>::do_neg_format() const {                \
        return _M_negative;                                                                        \
    }                                                                                              \
    moneypunct_byname<wchar_t, international>::~moneypunct_byname() = default;
WS2_MONEY(false)
WS2_MONEY(true)
#undef WS2_MONEY

locale::id messages<wchar_t>::id;
messages<wchar_t>::messages(size_t refs) : facet(refs) {}
messages<wchar_t>::~messages() = default;
messages_base::catalog messages<wchar_t>::do_open(const string&, const locale&) const {
    return -1;
}
wstring messages<wchar_t>::do_get(catalog, int, int, const wstring& text) const {
    return text;
}
void messages<wchar_t>::do_close(catalog) const {}
messages_byname<wchar_t>::~messages_byname() = default;

} // namespace std
