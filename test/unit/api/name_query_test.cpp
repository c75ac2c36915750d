// GetAddrInfoEx: at once, in the background, given up.
#include "api/pending_lookup.hpp"
#include "nt/event.hpp"
#include "nt/wait.hpp"
#include "session.hpp"

#include <string>
#include <synchapi.h>
#include <ws2tcpip.h>

namespace {

namespace nt = ws2::nt;

class ApiNameQuery : public api_test::Session {};

// The routine finds the test's event here: WSAOVERLAPPED comes first.
struct Heard {
    OVERLAPPED overlapped{};
    HANDLE told = nullptr;
    DWORD code = ~0U;
};

void CALLBACK hear(DWORD error, DWORD, LPWSAOVERLAPPED overlapped) {
    auto* heard = reinterpret_cast<Heard*>(overlapped);
    heard->code = error;
    SetEvent(heard->told);
}

TEST_F(ApiNameQuery, ListsAreThoseOfGetaddrinfoWithTheProvider) {
    ADDRINFOEXA* list = nullptr;
    ADDRINFOEXA hints{};
    hints.ai_flags = AI_CANONNAME;
    hints.ai_socktype = SOCK_STREAM;
    ASSERT_EQ(GetAddrInfoExA("127.0.0.1", "7", NS_ALL, nullptr, &hints, &list, nullptr, nullptr,
                             nullptr, nullptr),
              0);
    ASSERT_NE(list, nullptr);
    EXPECT_EQ(list->ai_next, nullptr);
    EXPECT_EQ(list->ai_family, AF_INET);
    EXPECT_EQ(list->ai_protocol, IPPROTO_TCP);
    ASSERT_EQ(list->ai_addrlen, sizeof(sockaddr_in));
    EXPECT_EQ(reinterpret_cast<sockaddr_in*>(list->ai_addr)->sin_port, htons(7));
    EXPECT_STREQ(list->ai_canonname, "127.0.0.1");
    ASSERT_NE(list->ai_provider, nullptr);
    GUID provider = *list->ai_provider;
    FreeAddrInfoEx(list);
    timeval timeout{60, 0};
    ADDRINFOEXW* wide = nullptr;
    ASSERT_EQ(GetAddrInfoExW(u"::1", nullptr, NS_DNS, &provider, nullptr, &wide, &timeout, nullptr,
                             nullptr, nullptr),
              0);
    ASSERT_NE(wide, nullptr);
    EXPECT_EQ(wide->ai_family, AF_INET6);
    EXPECT_EQ(wide->ai_canonname, nullptr);
    FreeAddrInfoExW(wide);
    FreeAddrInfoExW(nullptr);
}

TEST_F(ApiNameQuery, RefusesWhatMeansNothing) {
    ADDRINFOEXW* list = nullptr;
    ADDRINFOEXW hints{};
    OVERLAPPED overlapped{};
    HANDLE handle = nullptr;
    GUID other{1, 2, 3, {}};
    const auto ask = [&](DWORD space, GUID* provider, ADDRINFOEXW** result, OVERLAPPED* o,
                         LPLOOKUPSERVICE_COMPLETION_ROUTINE routine, HANDLE* cancel) {
        const int code = GetAddrInfoExW(u"127.0.0.1", nullptr, space, provider, &hints, result,
                                        nullptr, o, routine, cancel);
        EXPECT_EQ(WSAGetLastError(), code);
        return code;
    };
    EXPECT_EQ(ask(NS_BTH, nullptr, &list, nullptr, nullptr, nullptr), WSASERVICE_NOT_FOUND);
    EXPECT_EQ(ask(NS_ALL, &other, &list, nullptr, nullptr, nullptr), WSASERVICE_NOT_FOUND);
    EXPECT_EQ(ask(NS_ALL, nullptr, nullptr, nullptr, nullptr, nullptr), WSAEFAULT);
    EXPECT_EQ(ask(NS_ALL, nullptr, &list, nullptr, hear, nullptr), WSAEINVAL);
    EXPECT_EQ(ask(NS_ALL, nullptr, &list, nullptr, nullptr, &handle), WSAEINVAL);
    EXPECT_EQ(ask(NS_ALL, nullptr, &list, &overlapped, nullptr, nullptr), WSAEINVAL);
    hints.ai_bloblen = 1;
    EXPECT_EQ(ask(NS_ALL, nullptr, &list, nullptr, nullptr, nullptr), WSANO_RECOVERY);
    EXPECT_EQ(list, nullptr);
    timeval backward{-1, 0};
    EXPECT_EQ(GetAddrInfoExW(u"127.0.0.1", nullptr, NS_ALL, nullptr, nullptr, &list, &backward,
                             nullptr, nullptr, nullptr),
              WSAEINVAL);
    EXPECT_EQ(GetAddrInfoExOverlappedResult(nullptr), WSAEINVAL);
    EXPECT_EQ(GetAddrInfoExCancel(nullptr), WSA_INVALID_HANDLE);
    EXPECT_EQ(GetAddrInfoExCancel(&handle), WSA_INVALID_HANDLE);
}

TEST_F(ApiNameQuery, AnEventTellsTheEndAndTheHandleIsGone) {
    const HANDLE event = CreateEventW(nullptr, TRUE, TRUE, nullptr);
    for (const bool known : {true, false}) {
        OVERLAPPED overlapped{};
        overlapped.hEvent = event;
        ADDRINFOEXW hints{};
        hints.ai_flags = AI_NUMERICHOST;
        ADDRINFOEXW* list = nullptr;
        HANDLE handle = nullptr;
        ASSERT_EQ(GetAddrInfoExW(known ? u"127.0.0.1" : u"not.numeric", nullptr, NS_ALL, nullptr,
                                 &hints, &list, nullptr, &overlapped, nullptr, &handle),
                  WSA_IO_PENDING);
        ASSERT_NE(handle, nullptr);
        ASSERT_EQ(WaitForSingleObject(event, INFINITE), WAIT_OBJECT_0);
        EXPECT_EQ(GetAddrInfoExOverlappedResult(&overlapped), known ? 0 : WSAHOST_NOT_FOUND);
        EXPECT_EQ(list != nullptr, known);
        EXPECT_EQ(GetAddrInfoExCancel(&handle), WSA_INVALID_HANDLE);
        FreeAddrInfoExW(list);
    }
    CloseHandle(event);
}

TEST_F(ApiNameQuery, ARoutineTellsTheEnd) {
    Heard heard;
    heard.told = CreateEventW(nullptr, TRUE, FALSE, nullptr);
    ADDRINFOEXA* list = nullptr;
    timeval timeout{60, 0};
    ASSERT_EQ(GetAddrInfoExA("127.0.0.1", "7", NS_ALL, nullptr, nullptr, &list, &timeout,
                             &heard.overlapped, hear, nullptr),
              WSA_IO_PENDING);
    ASSERT_EQ(WaitForSingleObject(heard.told, INFINITE), WAIT_OBJECT_0);
    EXPECT_EQ(heard.code, 0U);
    EXPECT_NE(list, nullptr);
    EXPECT_EQ(GetAddrInfoExOverlappedResult(&heard.overlapped), 0);
    FreeAddrInfoEx(list);
    CloseHandle(heard.told);
}

// A look-up that answers when it is let.
class Slow final : public ws2::api::PendingLookup {
public:
    nt::Ref<nt::Event> let = nt::Ref<nt::Event>::adopt(new nt::Event(true, false));
    nt::Ref<nt::Event> ended = nt::Ref<nt::Event>::adopt(new nt::Event(true, false));
    bool kept = false;

private:
    void resolve() noexcept override {
        nt::wait_one(*let, nt::deadline_after(nt::kInfinite_ms), false);
        answer(7);
        ended->set();
    }
    void keep() noexcept override { kept = true; }
};

TEST_F(ApiNameQuery, WhatIsGivenUpIsNotHeardLater) {
    const auto forever = nt::deadline_after(nt::kInfinite_ms);
    for (const int given_up : {WSA_E_CANCELLED, WSAETIMEDOUT, 7}) {
        const auto lookup = nt::Ref<Slow>::adopt(new Slow);
        const HANDLE handle = nt::open_handle(*lookup);
        HANDLE cancel = handle;
        lookup->start();
        if (given_up == 7)
            lookup->let->set();
        if (given_up == WSA_E_CANCELLED) {
            EXPECT_EQ(GetAddrInfoExCancel(&cancel), 0);
        }
        EXPECT_EQ(lookup->await(given_up == WSAETIMEDOUT ? nt::deadline_after(0) : forever),
                  given_up);
        lookup->let->set();
        nt::wait_one(*lookup->ended, forever, false);
        EXPECT_EQ(lookup->kept, given_up == 7);
        EXPECT_EQ(lookup->await(forever), given_up);
        CloseHandle(handle);
    }
}

} // namespace
