#include "names/packed_query.hpp"

#include "base/utf.hpp"

#include <cstring>

namespace ws2::names {
namespace {

// Fills front to back, and counts on when the buffer is full.
class Packer {
public:
    Packer(void* buffer, std::size_t room) noexcept
        : buffer_(static_cast<char*>(buffer)), room_(buffer == nullptr ? 0 : room) {}

    [[nodiscard]] std::size_t used() const noexcept { return used_; }

    template<typename T>
    T* reserve(std::size_t count) noexcept {
        used_ = (used_ + alignof(T) - 1) / alignof(T) * alignof(T);
        const std::size_t at = used_;
        used_ += count * sizeof(T);
        return used_ <= room_ ? reinterpret_cast<T*>(buffer_ + at) : nullptr;
    }
    template<typename T>
    static void write(T* to, const T& from) noexcept {
        if (to != nullptr)
            std::memcpy(static_cast<void*>(to), &from, sizeof from);
    }
    // Null for null; null, too, once the buffer is full.
    template<typename T>
    T* array(const T* from, std::size_t count) noexcept {
        if (from == nullptr)
            return nullptr;
        T* to = reserve<T>(count);
        if (to != nullptr && count != 0)
            std::memcpy(static_cast<void*>(to), from, count * sizeof(T));
        return to;
    }
    void text(const WCHAR* from, LPWSTR& to) {
        to = from == nullptr ? nullptr : array(from, std::u16string_view(from).size() + 1);
    }
    void text(const WCHAR* from, LPSTR& to) {
        if (from == nullptr) {
            to = nullptr;
            return;
        }
        const std::string narrow = base::to_utf8(from);
        to = array(narrow.c_str(), narrow.size() + 1);
    }
    SOCKET_ADDRESS address(const SOCKET_ADDRESS& from) noexcept {
        reserve<void*>(0);
        const auto size = static_cast<std::size_t>(from.iSockaddrLength);
        const char* octets = reinterpret_cast<const char*>(from.lpSockaddr);
        return {reinterpret_cast<sockaddr*>(array(octets, size)), from.iSockaddrLength};
    }
    CSADDR_INFO* addresses(const CSADDR_INFO* from, std::size_t count) noexcept {
        if (from == nullptr)
            return nullptr;
        CSADDR_INFO* to = reserve<CSADDR_INFO>(count);
        for (std::size_t i = 0; i < count; ++i) {
            CSADDR_INFO copy = from[i];
            copy.LocalAddr = address(from[i].LocalAddr);
            copy.RemoteAddr = address(from[i].RemoteAddr);
            write(to == nullptr ? nullptr : to + i, copy);
        }
        return to;
    }
    BLOB* blob(const BLOB* from) noexcept {
        if (from == nullptr)
            return nullptr;
        BLOB* to = reserve<BLOB>(1);
        reserve<std::max_align_t>(0);
        write(to, BLOB{from->cbSize, array(from->pBlobData, from->cbSize)});
        return to;
    }

private:
    char* const buffer_;
    const std::size_t room_;
    std::size_t used_ = 0;
};

template<typename Set>
std::size_t pack_set(const WSAQUERYSETW& from, Set* buffer, std::size_t room) {
    Packer packer(buffer, room);
    Set* place = packer.reserve<Set>(1);
    Set to{};
    to.dwSize = sizeof to;
    to.lpServiceClassId = packer.array(from.lpServiceClassId, 1);
    to.lpVersion = packer.array(from.lpVersion, 1);
    to.dwNameSpace = from.dwNameSpace;
    to.lpNSProviderId = packer.array(from.lpNSProviderId, 1);
    to.dwNumberOfProtocols = from.dwNumberOfProtocols;
    to.lpafpProtocols = packer.array(from.lpafpProtocols, from.dwNumberOfProtocols);
    to.dwNumberOfCsAddrs = from.dwNumberOfCsAddrs;
    to.lpcsaBuffer = packer.addresses(from.lpcsaBuffer, from.dwNumberOfCsAddrs);
    to.dwOutputFlags = from.dwOutputFlags;
    to.lpBlob = packer.blob(from.lpBlob);
    packer.text(from.lpszServiceInstanceName, to.lpszServiceInstanceName);
    packer.text(from.lpszComment, to.lpszComment);
    packer.text(from.lpszContext, to.lpszContext);
    packer.text(from.lpszQueryString, to.lpszQueryString);
    Packer::write(place, to);
    return packer.used();
}

template<typename Value, typename Info>
std::size_t pack_class(const WSASERVICECLASSINFOW& from, Info* buffer, std::size_t room) {
    Packer packer(buffer, room);
    Info* place = packer.reserve<Info>(1);
    Info to{};
    to.lpServiceClassId = packer.array(from.lpServiceClassId, 1);
    to.dwCount = from.dwCount;
    to.lpClassInfos = packer.reserve<Value>(from.dwCount);
    for (DWORD i = 0; i < from.dwCount; ++i) {
        const WSANSCLASSINFOW& value = from.lpClassInfos[i];
        Value copy{};
        copy.dwNameSpace = value.dwNameSpace;
        copy.dwValueType = value.dwValueType;
        copy.dwValueSize = value.dwValueSize;
        packer.reserve<std::max_align_t>(0);
        copy.lpValue = packer.array(static_cast<const char*>(value.lpValue), value.dwValueSize);
        packer.text(value.lpszName, copy.lpszName);
        Packer::write(to.lpClassInfos == nullptr ? nullptr : to.lpClassInfos + i, copy);
    }
    packer.text(from.lpszServiceClassName, to.lpszServiceClassName);
    Packer::write(place, to);
    return packer.used();
}

LPWSTR widened(const char* from, std::u16string& keep) {
    if (from == nullptr)
        return nullptr;
    keep = base::to_utf16(from);
    return keep.data();
}

} // namespace

std::size_t pack(const WSAQUERYSETW& from, WSAQUERYSETW* buffer, std::size_t room) {
    return pack_set(from, buffer, room);
}

std::size_t pack(const WSAQUERYSETW& from, WSAQUERYSETA* buffer, std::size_t room) {
    return pack_set(from, buffer, room);
}

std::size_t pack(const WSASERVICECLASSINFOW& from, WSASERVICECLASSINFOW* buffer, std::size_t room) {
    return pack_class<WSANSCLASSINFOW>(from, buffer, room);
}

std::size_t pack(const WSASERVICECLASSINFOW& from, WSASERVICECLASSINFOA* buffer, std::size_t room) {
    return pack_class<WSANSCLASSINFOA>(from, buffer, room);
}

WideQuery::WideQuery(const WSAQUERYSETA& from) {
    set_.dwSize = from.dwSize < sizeof from ? 0 : sizeof set_;
    set_.lpszServiceInstanceName = widened(from.lpszServiceInstanceName, texts_[0]);
    set_.lpServiceClassId = from.lpServiceClassId;
    set_.lpVersion = from.lpVersion;
    set_.lpszComment = widened(from.lpszComment, texts_[1]);
    set_.dwNameSpace = from.dwNameSpace;
    set_.lpNSProviderId = from.lpNSProviderId;
    set_.lpszContext = widened(from.lpszContext, texts_[2]);
    set_.dwNumberOfProtocols = from.dwNumberOfProtocols;
    set_.lpafpProtocols = from.lpafpProtocols;
    set_.lpszQueryString = widened(from.lpszQueryString, texts_[3]);
    set_.dwNumberOfCsAddrs = from.dwNumberOfCsAddrs;
    set_.lpcsaBuffer = from.lpcsaBuffer;
    set_.dwOutputFlags = from.dwOutputFlags;
    set_.lpBlob = from.lpBlob;
}

WideClass::WideClass(const WSASERVICECLASSINFOA& from) {
    const DWORD count = from.lpClassInfos == nullptr ? 0 : from.dwCount;
    texts_.resize(count);
    for (DWORD i = 0; i < count; ++i) {
        const WSANSCLASSINFOA& value = from.lpClassInfos[i];
        values_.push_back({widened(value.lpszName, texts_[i]), value.dwNameSpace, value.dwValueType,
                           value.dwValueSize, value.lpValue});
    }
    info_ = {from.lpServiceClassId, widened(from.lpszServiceClassName, name_), from.dwCount,
             count == 0 ? nullptr : values_.data()};
}

} // namespace ws2::names
