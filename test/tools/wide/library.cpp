// Wide text of the C++ library, in a program that ws2c++ built: prints each line that fails.
#include <algorithm>
#include <codecvt>
#include <complex>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <locale>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <unordered_map>
#include <vector>
#if __cplusplus >= 201703L
#include <filesystem>
#include <string_view>
#endif

static int failures;
#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            ++failures;                                                                            \
            std::cerr << "line " << __LINE__ << ": " #condition << std::endl;                      \
        }                                                                                          \
    } while (0)

#define EURO L"\x20AC"
#define SMILE L"\xD83D\xDE00"
#define EURO_8 "\xE2\x82\xAC"
#define SMILE_8 "\xF0\x9F\x98\x80"

struct Peer {
    std::wstring name;
};

static void strings() {
    std::wstring s = L"hello";
    s += L" w\x00F6rld";
    s.append(3, L'!');
    CHECK(s.size() == 14 && s == L"hello w\x00F6rld!!!");
    CHECK(s.find(L"w\x00F6") == 6 && s.rfind(L'!') == 13 && s.substr(0, 5) == L"hello");
    s.insert(0, L">>").replace(0, 2, L"<<<").erase(0, 3);
    CHECK(s.compare(L"hello w\x00F6rld!!!") == 0);
    for (int i = 0; i < 1000; ++i)
        s += L"0123456789";
    CHECK(s.size() == 10014 && s[10013] == L'9');
    std::sort(s.begin(), s.end());
    CHECK(std::is_sorted(s.begin(), s.end()) && s[0] == L' ');
    std::unordered_map<std::wstring, int> numbers;
    numbers[L"a"] = 1;
    numbers[L"b"] = 2;
    CHECK(numbers[L"a"] == 1 && numbers.size() == 2);
    std::map<std::wstring, Peer> peers;
    peers[L"z"].name = L"zed";
    CHECK(peers.begin()->second.name == L"zed" && std::vector<wchar_t>(3, L'a')[2] == L'a');
    CHECK(std::to_wstring(42) == L"42" && std::to_wstring(5000000000L) == L"5000000000");
    CHECK(std::to_wstring(-7LL) == L"-7" && std::to_wstring(2.5) == L"2.500000");
    CHECK(std::stoi(L"123") == 123 && std::stol(L"-5") == -5 && std::stod(L"1.5") == 1.5);
    CHECK(std::stoull(L"ff", nullptr, 16) == 255);
#if __cplusplus >= 201703L
    static_assert(std::wstring_view(L"abc").find(L'c') == 2);
    const std::filesystem::path path(L"dir/\x00E9.txt");
    CHECK(path.string() == "dir/\xC3\xA9.txt" && path.filename().wstring() == L"\x00E9.txt");
#endif
}

static void streams() {
    std::wstringstream out;
    out << L"x=" << 42 << L' ' << 1.5 << " " << true << std::boolalpha << true << std::hex
        << std::setw(6) << std::setfill(L'.') << 255 << std::complex<int>(1, 2);
    CHECK(out.str() == L"x=42 1.5 1true....ff(1,2)");
    std::wistringstream in(L"10 2.5 word true\nline two");
    int whole = 0;
    double real = 0;
    bool yes = false;
    std::wstring word, line;
    in >> whole >> real >> word >> std::boolalpha >> yes;
    std::getline(in, line);
    std::getline(in, line);
    CHECK(whole == 10 && real == 2.5 && word == L"word" && yes && line == L"line two");
    std::wofstream(L"\x00E9.txt") << EURO L" " SMILE L" text\n" << 7 << std::endl;
    std::string octets;
    std::ifstream narrow(L"\x00E9.txt");
    std::getline(narrow, octets);
    CHECK(octets == EURO_8 " " SMILE_8 " text");
    std::wifstream file("\xC3\xA9.txt");
    std::getline(file, line);
    file >> whole;
    CHECK(line == EURO L" " SMILE L" text" && whole == 7);
    std::wofstream single; // each half of a pair comes by itself
    single.rdbuf()->pubsetbuf(nullptr, 0);
    single.open("single.txt");
    for (const wchar_t c : std::wstring(SMILE L"\xD83D."))
        single.put(c);
    single.close();
    std::ifstream halves("single.txt");
    std::getline(halves, octets);
    CHECK(octets == SMILE_8 "\xEF\xBF\xBD.");
}

struct Marks : std::numpunct<wchar_t> {
    wchar_t do_thousands_sep() const override { return L'\''; }
    std::string do_grouping() const override { return "\3"; }
};

static void facets() {
    std::wostringstream out;
    out.imbue(std::locale(out.getloc(), new Marks));
    out << 1234567 << L" " << 1234.5;
    CHECK(out.str() == L"1'234'567 1'234.5");
    std::tm when = {};
    when.tm_year = 120;
    when.tm_mon = 1;
    when.tm_mday = 3;
    out.str(L"");
    out << std::put_time(&when, L"%Y-%m-%d %B") << L" " << std::put_money(1250);
    CHECK(out.str() == L"2020-02-03 February 1250");
    std::wistringstream in(L"2021-03-04 Mar");
    in >> std::get_time(&when, L"%Y-%m-%d %b");
    CHECK(when.tm_year == 121 && when.tm_mon == 2 && when.tm_mday == 4);
    const std::locale here;
    CHECK(std::isalpha(L'\x00E9', here) && std::toupper(L'\x00E9', here) == L'\x00C9');
    CHECK(std::has_facet<std::ctype<wchar_t>>(here) &&
          here(std::wstring(L"a"), std::wstring(L"b")));
    CHECK(std::use_facet<std::numpunct<wchar_t>>(here).truename() == L"true");
    std::wsmatch found;
    const std::wstring mail = L"to joe@example.com now";
    CHECK(std::regex_search(mail, found, std::wregex(L"(\\w+)@([a-z]+)\\.com")) &&
          found[1] == L"joe" && found[2].str() == L"example");
    CHECK(std::regex_replace(mail, std::wregex(L"[[:alpha:]]+"), L"#") == L"# #@#.# #");
    std::wstring_convert<std::codecvt_utf8_utf16<wchar_t>> convert;
    CHECK(convert.to_bytes(EURO SMILE) == EURO_8 SMILE_8);
    CHECK(convert.from_bytes(SMILE_8) == SMILE);
    std::wstring_convert<std::codecvt_utf8<wchar_t>> plain;
    CHECK(plain.from_bytes("\xC3\xA9") == L"\x00E9");
}

static void standard_streams() {
    std::wcout << L"wide " << 12 << L" " EURO L" " << std::flush;
    std::cout << "narrow " << std::flush;
    std::wcout.put(SMILE[0]).put(SMILE[1]);
    std::wcout << L" " << 1.25 << std::endl;
    std::wcerr << EURO;
    std::wstring word;
    std::string octets;
    int number = 0;
    std::wcin >> word >> number;
    std::cin >> octets;
    CHECK(word == L"in" EURO SMILE && number == 77 && octets == "narrow");
    std::getline(std::wcin, word);
    CHECK(std::getline(std::wcin, word) && word == L"last" && !std::getline(std::wcin, word));
}

static struct Early {
    Early() { std::wcout << L"early "; }
    ~Early() { std::wcout << L"late" << std::endl; }
} early;

int main() {
    strings();
    streams();
    facets();
    standard_streams();
    return failures;
}
