// Suite conformance: conversion between addresses and text, through the provider of the entry.
#include "conformance/world.hpp"

namespace ws2::conformance {
namespace {

class AddressText : public Case {
protected:
    static Outcome convert(const char16_t* text, Address* address) {
        auto info = entry().info;
        std::u16string copy(text);
        return outcome_of([&] {
            return WSAStringToAddressW(reinterpret_cast<WCHAR*>(copy.data()), info.iAddressFamily,
                                       &info, address->get(), &address->length);
        });
    }
};
WS2_OVER(AddressText, any);

TEST_P(AddressText, TextComesBackFromTheAddressItMade) {
    const Socket s = bound(entry());
    const Address address = name_of(s);
    const std::u16string text = format(entry(), address);
    const Address again = parse(entry(), text.c_str());
    EXPECT_EQ(format(entry(), again), text);
    if (between_machines(entry())) { // a path's length may or may not count what is behind its end
        EXPECT_EQ(again, address);
    }
}

class AddressWithPort : public AddressText {};
WS2_OVER(AddressWithPort, between_machines);

TEST_P(AddressWithPort, AMissingPortIsZero) {
    std::u16string text = subject().loopback;
    text.resize(text.rfind(u':'));
    EXPECT_EQ(parse(entry(), text.c_str()), parse(entry(), subject().loopback));
}

TEST_P(AddressWithPort, WhatIsNoAddressIsWSAEINVAL) {
    for (const char16_t* text : {u"nonsense", u"1.2.3.4.5", u"127.0.0.1:99999", u"[::1]:x"}) {
        Address address;
        EXPECT_EQ(convert(text, &address), failed(WSAEINVAL));
    }
}

TEST_P(AddressText, NothingAndTooMuchAreWSAEINVAL) {
    for (const std::u16string& text : {std::u16string(), std::u16string(500, u'x')}) {
        Address address;
        EXPECT_EQ(convert(text.c_str(), &address), failed(WSAEINVAL));
    }
}

TEST_P(AddressText, TooLittleRoomForTheAddressIsWSAEFAULTAndTheSizeIsTold) {
    Address address;
    address.length = 1;
    EXPECT_EQ(convert(subject().loopback, &address), failed(WSAEFAULT));
    EXPECT_EQ(address.length, parse(entry(), subject().loopback).length);
}

TEST_P(AddressText, TooLittleRoomForTheTextIsWSAEFAULTAndTheSizeIsTold) {
    auto info = entry().info;
    Address address = parse(entry(), subject().foreign);
    const auto needed = static_cast<DWORD>(format(entry(), address).size() + 1);
    std::u16string text(needed, u'?');
    const auto attempt = [&](DWORD* size) {
        return outcome_of([&] {
            return WSAAddressToStringW(address.get(), static_cast<DWORD>(address.length), &info,
                                       reinterpret_cast<WCHAR*>(text.data()), size);
        });
    };
    DWORD size = needed - 1;
    EXPECT_EQ(attempt(&size), failed(WSAEFAULT));
    EXPECT_EQ(size, needed);
    EXPECT_EQ(attempt(&size), returned(0));
    EXPECT_EQ(size, needed);
}

TEST_P(AddressText, AnAddressOfAnotherFamilyIsWSAEINVAL) {
    auto info = entry().info;
    Address address = of_another_family(entry());
    char16_t text[200];
    DWORD size = 200;
    EXPECT_EQ(outcome_of([&] {
                  return WSAAddressToStringW(address.get(), static_cast<DWORD>(address.length),
                                             &info, reinterpret_cast<WCHAR*>(text), &size);
              }),
              failed(WSAEINVAL));
}

TEST_P(AddressText, WithoutInfoTheFamilyChoosesTheProvider) {
    auto info = entry().info;
    const Address wanted = parse(entry(), subject().loopback);
    std::u16string text = format(entry(), wanted);
    Address address;
    EXPECT_EQ(outcome_of([&] {
                  return WSAStringToAddressW(reinterpret_cast<WCHAR*>(text.data()),
                                             info.iAddressFamily, nullptr, address.get(),
                                             &address.length);
              }),
              returned(0));
    EXPECT_EQ(address, wanted);
}

} // namespace
} // namespace ws2::conformance
