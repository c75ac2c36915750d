// tools - std::ctype<wchar_t>, std::numpunct<wchar_t>, std::collate<wchar_t> for programs.
#include "lookup.hpp"
#include "text.hpp"

#include <algorithm>
#include <cwctype>
#include <limits>

WS2_FOUND(ctype<wchar_t>)
WS2_FOUND(numpunct<wchar_t>)
WS2_FOUND(num_put<wchar_t>)
WS2_FOUND(num_get<wchar_t>)
WS2_FOUND(collate<wchar_t>)

namespace {

bool is_of(std::ctype_base::mask kinds, wchar_t c) {
    using Base = std::ctype_base;
    const auto is = [&](Base::mask kind, int yes) { return (kinds & kind) == kind && yes != 0; };
    return is(Base::space, std::iswspace(c)) || is(Base::print, std::iswprint(c)) ||
           is(Base::cntrl, std::iswcntrl(c)) || is(Base::upper, std::iswupper(c)) ||
           is(Base::lower, std::iswlower(c)) || is(Base::alpha, std::iswalpha(c)) ||
           is(Base::digit, std::iswdigit(c)) || is(Base::punct, std::iswpunct(c)) ||
           is(Base::xdigit, std::iswxdigit(c)) || is(Base::blank, std::iswblank(c));
}

void fill_atoms(wchar_t* to, const char* from, int count) {
    for (int i = 0; i < count; ++i)
        to[i] = static_cast<unsigned char>(from[i]);
}

// The cache of one locale, with the texts that it points to.
struct Numbers : std::__numpunct_cache<wchar_t> {
    std::string groups;
    std::wstring yes;
    std::wstring no;

    template<typename Punct>
    void fill(const Punct& from) {
        groups = from.grouping();
        _M_grouping = groups.data();
        _M_grouping_size = groups.size();
        _M_use_grouping = !groups.empty() && static_cast<signed char>(groups[0]) > 0 &&
                          groups[0] != std::numeric_limits<char>::max();
        _M_decimal_point = static_cast<wchar_t>(from.decimal_point());
        _M_thousands_sep = static_cast<wchar_t>(from.thousands_sep());
    }

    void names(const std::wstring& true_name, const std::wstring& false_name) {
        yes = true_name;
        no = false_name;
        _M_truename = yes.data();
        _M_truename_size = yes.size();
        _M_falsename = no.data();
        _M_falsename_size = no.size();
        fill_atoms(_M_atoms_out, std::__num_base::_S_atoms_out, std::__num_base::_S_oend);
        fill_atoms(_M_atoms_in, std::__num_base::_S_atoms_in, std::__num_base::_S_iend);
        _M_allocated = true;
    }
};

const Numbers& of_the_c_locale() {
    static const Numbers& made = []() -> const Numbers& {
        Numbers& numbers = *new Numbers;
        numbers.fill(ws2cc::standard<std::numpunct<wchar_t>>());
        numbers.names(L"true", L"false");
        numbers._M_allocated = false;
        return numbers;
    }();
    return made;
}

} // namespace

namespace std {

locale::id ctype<wchar_t>::id;
locale::id numpunct<wchar_t>::id;
locale::id collate<wchar_t>::id;

// Valid until the thread asks again, which is after the number that it is for.
const __numpunct_cache<wchar_t>*
__use_cache<__numpunct_cache<wchar_t>>::operator()(const locale& where) const {
    const auto* given = ws2cc::own<numpunct<wchar_t>>(where);
    const bool by_name = given == nullptr && ws2cc::named(where);
    if (given == nullptr && !by_name)
        return &of_the_c_locale();
    static thread_local Numbers made;
    if (given != nullptr) {
        made.fill(*given);
        made.names(given->truename(), given->falsename());
    } else {
        made.fill(use_facet<numpunct<char>>(where));
        made.names(L"true", L"false");
    }
    return &made;
}

ctype<wchar_t>::ctype(size_t refs) : facet(refs) {}
ctype<wchar_t>::~ctype() = default;

bool ctype<wchar_t>::do_is(mask kinds, wchar_t c) const {
    return is_of(kinds, c);
}
const wchar_t* ctype<wchar_t>::do_is(const wchar_t* from, const wchar_t* end, mask* to) const {
    static const mask each[] = {space, print, cntrl, upper,  lower,
                                alpha, digit, punct, xdigit, blank};
    for (; from != end; ++from, ++to) {
        *to = 0;
        for (const mask kind : each)
            *to = static_cast<mask>(*to | (is_of(kind, *from) ? kind : 0));
    }
    return end;
}
const wchar_t* ctype<wchar_t>::do_scan_is(mask kinds, const wchar_t* from,
                                          const wchar_t* end) const {
    return std::find_if(from, end, [&](wchar_t c) { return do_is(kinds, c); });
}
const wchar_t* ctype<wchar_t>::do_scan_not(mask kinds, const wchar_t* from,
                                           const wchar_t* end) const {
    return std::find_if(from, end, [&](wchar_t c) { return !do_is(kinds, c); });
}
wchar_t ctype<wchar_t>::do_toupper(wchar_t c) const {
    return std::towupper(c);
}
const wchar_t* ctype<wchar_t>::do_toupper(wchar_t* from, const wchar_t* end) const {
    for (; from != end; ++from)
        *from = std::towupper(*from);
    return end;
}
wchar_t ctype<wchar_t>::do_tolower(wchar_t c) const {
    return std::towlower(c);
}
const wchar_t* ctype<wchar_t>::do_tolower(wchar_t* from, const wchar_t* end) const {
    for (; from != end; ++from)
        *from = std::towlower(*from);
    return end;
}
wchar_t ctype<wchar_t>::do_widen(char c) const {
    return static_cast<unsigned char>(c);
}
const char* ctype<wchar_t>::do_widen(const char* from, const char* end, wchar_t* to) const {
    for (; from != end; ++from)
        *to++ = static_cast<unsigned char>(*from);
    return end;
}
char ctype<wchar_t>::do_narrow(wchar_t c, char other) const {
    return c < 0x80 ? static_cast<char>(c) : other;
}
const wchar_t* ctype<wchar_t>::do_narrow(const wchar_t* from, const wchar_t* end, char other,
                                         char* to) const {
    for (; from != end; ++from)
        *to++ = do_narrow(*from, other);
    return end;
}

ctype_byname<wchar_t>::ctype_byname(const char* name, size_t refs) : ctype(refs) {
    const locale there(name); // throws if there is none
}
ctype_byname<wchar_t>::~ctype_byname() = default;

numpunct<wchar_t>::numpunct(size_t refs) : facet(refs), _M_point(L'.'), _M_separator(L',') {}
numpunct<wchar_t>::numpunct(const char* name, size_t refs) : facet(refs) {
    const locale there(name);
    const auto& narrow = use_facet<numpunct<char>>(there);
    _M_point = static_cast<unsigned char>(narrow.decimal_point());
    _M_separator = static_cast<unsigned char>(narrow.thousands_sep());
    _M_groups = narrow.grouping();
}
numpunct<wchar_t>::~numpunct() = default;
wchar_t numpunct<wchar_t>::do_decimal_point() const {
    return _M_point;
}
wchar_t numpunct<wchar_t>::do_thousands_sep() const {
    return _M_separator;
}
string numpunct<wchar_t>::do_grouping() const {
    return _M_groups;
}
wstring numpunct<wchar_t>::do_truename() const {
    return L"true";
}
wstring numpunct<wchar_t>::do_falsename() const {
    return L"false";
}
numpunct_byname<wchar_t>::~numpunct_byname() = default;

collate<wchar_t>::collate(size_t refs) : facet(refs), _M_narrow(nullptr) {}
collate<wchar_t>::collate(const char* name, size_t refs) : facet(refs) {
    // One for each facet, for as long as the program runs: locales are few.
    _M_narrow = &use_facet<collate<char>>(*new locale(name));
}
collate<wchar_t>::~collate() = default;
int collate<wchar_t>::do_compare(const wchar_t* a, const wchar_t* a_end, const wchar_t* b,
                                 const wchar_t* b_end) const {
    if (_M_narrow == nullptr) {
        if (std::lexicographical_compare(a, a_end, b, b_end))
            return -1;
        return std::lexicographical_compare(b, b_end, a, a_end) ? 1 : 0;
    }
    const string x = ws2cc::narrowed(a, static_cast<size_t>(a_end - a));
    const string y = ws2cc::narrowed(b, static_cast<size_t>(b_end - b));
    return _M_narrow->compare(x.data(), x.data() + x.size(), y.data(), y.data() + y.size());
}
wstring collate<wchar_t>::do_transform(const wchar_t* from, const wchar_t* end) const {
    if (_M_narrow == nullptr)
        return wstring(from, end);
    const string text = ws2cc::narrowed(from, static_cast<size_t>(end - from));
    wstring key;
    for (const char c : _M_narrow->transform(text.data(), text.data() + text.size()))
        key.push_back(static_cast<unsigned char>(c));
    return key;
}
long collate<wchar_t>::do_hash(const wchar_t* from, const wchar_t* end) const {
    const wstring key = do_transform(from, end);
    return static_cast<long>(std::hash<wstring>()(key));
}
collate_byname<wchar_t>::~collate_byname() = default;

} // namespace std
